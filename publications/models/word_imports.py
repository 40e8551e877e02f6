"""Word documents that were handed in, and what became of them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from publications.models.library import PublicationIndexPage
from publications.models.reports import ReportPage
from publications.models.versions import private_storage, random_place


class WordImport(models.Model):
    """One Word document on its way to a draft (publications.word_import). The file itself is kept until it was read."""

    class State(models.TextChoices):
        """How far it came."""

        PENDING = "pending", _("being read")
        DONE = "done", _("read")
        REFUSED = "refused", _("refused")
        CRASHED = "crashed", _("could not be read")
        TIMED_OUT = "timed_out", _("took too long")

    library = models.ForeignKey(PublicationIndexPage, on_delete=models.CASCADE, related_name="+")
    collection = models.ForeignKey(
        Collection, verbose_name=_("collection"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    name = models.CharField(_("name of the file"), max_length=255)
    file = models.FileField(storage=private_storage, upload_to=random_place, max_length=100, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    reason = models.CharField(max_length=30, blank=True, help_text="A code of publications.word_import.telling.")
    losses = models.JSONField(default=list)
    report = models.ForeignKey(ReportPage, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("import from Word")
        verbose_name_plural = _("imports from Word")
        ordering = ["-asked_at"]

    def __str__(self) -> str:
        return self.name
