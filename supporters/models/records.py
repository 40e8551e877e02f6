"""What the room notes of its own work: views by day, how far the log was read, what was erased."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from foundation.log_reading import LogPlace
from supporters.models.actions import Action


class ViewDay(models.Model):
    """How often the form of an action was looked at on a day, by source. Counted from the access log, not by cookies."""

    action = models.ForeignKey(
        Action, verbose_name=_("action"), on_delete=models.CASCADE, related_name="view_days", db_index=False
    )
    day = models.DateField(_("day"))
    source = models.CharField(_("source"), max_length=40, blank=True)
    count = models.PositiveIntegerField(_("views"), default=0)

    class Meta:
        verbose_name = _("views of a day")
        verbose_name_plural = _("views of days")
        ordering = ["day", "source"]
        constraints = [models.UniqueConstraint(fields=["action", "day", "source"], name="views_once_a_day_and_source")]

    def __str__(self) -> str:
        return f"{self.action_id}, {self.day}: {self.count}"


class ViewLogPosition(LogPlace):
    """How far an access log has been read for views."""

    class Meta:
        verbose_name = _("place in the access log")
        verbose_name_plural = _("places in the access log")


class RetentionRun(models.Model):
    """One night's erasing, or what it would have erased. Holds numbers, no names."""

    is_dry_run = models.BooleanField(_("dry run"), default=False)
    started_at = models.DateTimeField(_("started at"), db_default=Now())
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    report = models.JSONField(_("report"), default=dict, help_text=_("What was erased, by rule: a number each."))

    class Meta:
        verbose_name = _("erasing at night")
        verbose_name_plural = _("erasing at night")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"
