"""What the wiring itself remembers: the demo site, the clock, the text that search shows."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class DemoRecord(models.Model):
    """One object that `load_demo_site` made, so that `remove_demo_site` removes that and nothing else."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_key = models.CharField(_("key"), max_length=64)
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("demo record")
        verbose_name_plural = _("demo records")
        constraints = [
            models.UniqueConstraint(fields=("content_type", "object_key"), name="one_record_for_each_object")
        ]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_key}"


class Tick(models.Model):
    """When each piece of periodic work last began and ended, so that two clocks do not do it twice."""

    name = models.CharField(_("name"), max_length=80, primary_key=True)
    started_at = models.DateTimeField(_("started at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)
    error = models.CharField(_("error"), max_length=300, blank=True, help_text=_("Empty when the last run went well."))

    class Meta:
        verbose_name = _("tick")
        verbose_name_plural = _("ticks")

    def __str__(self) -> str:
        return self.name


class PageText(models.Model):
    """The plain text of a page, for the snippets of search results."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, primary_key=True, related_name="plain_text")
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("text of a page")
        verbose_name_plural = _("texts of pages")

    def __str__(self) -> str:
        return str(self.page)
