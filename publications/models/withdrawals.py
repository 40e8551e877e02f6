"""Taking a report back, with the reason in public."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Withdrawal(models.Model):
    """A report that nobody should rely on any more. Who cited it finds out what became of it."""

    class Kind(models.TextChoices):
        """What becomes of the report."""

        WITHDRAWN = "withdrawn", _("withdrawn: it stays, with a banner and the reason")
        REMOVED = "removed", _("removed: the address says that it is gone, and keeps the citation")

    report = models.OneToOneField(
        "publications.ReportPage", on_delete=models.PROTECT, related_name="withdrawal", verbose_name=_("report")
    )
    kind = models.CharField(_("what happens"), max_length=10, choices=Kind.choices, default=Kind.WITHDRAWN)
    reason = models.TextField(_("reason"), max_length=1000, help_text=_("Shown to everybody."))
    replaced_by = models.ForeignKey(
        "publications.ReportPage",
        verbose_name=_("replaced by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), default=timezone.now, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(replaced_by__isnull=True) | ~models.Q(replaced_by=models.F("report")),
                name="a_report_does_not_replace_itself",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="a_withdrawal_has_a_reason"),
        ]

    def __str__(self) -> str:
        return str(_("%(report)s: withdrawn") % {"report": self.report})

    def clean(self) -> None:
        """Another report takes its place, never itself."""
        super().clean()
        if self.replaced_by_id is not None and self.replaced_by_id == self.report_id:
            raise ValidationError({"replaced_by": _("A report does not replace itself.")})
