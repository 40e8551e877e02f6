"""An embargo: a report that opens at a second, approved by somebody else than who wrote it last."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publications.models.versions import Version


class Release(models.Model):
    """When one version of a report opens. Approval freezes the version; the clock publishes it (publications.embargo)."""

    class State(models.TextChoices):
        """Where it stands."""

        PLANNED = "planned", _("planned")
        APPROVED = "approved", _("approved")
        RELEASED = "released", _("released")
        CANCELLED = "cancelled", _("cancelled")

    report = models.ForeignKey(
        "publications.ReportPage", on_delete=models.CASCADE, related_name="releases", verbose_name=_("report")
    )
    embargo_until = models.DateTimeField(_("embargo until"), help_text=_("To the second, London time."))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PLANNED, editable=False)
    version = models.OneToOneField(
        Version, on_delete=models.SET_NULL, null=True, editable=False, related_name="release", verbose_name=_("version")
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)
    released_at = models.DateTimeField(_("released at"), null=True, editable=False)
    message = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-embargo_until", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=("report",),
                condition=Q(state__in=("planned", "approved")),
                name="a_report_has_one_release_ahead",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("planned", "cancelled")) | Q(approved_at__isnull=False),
                name="what_is_released_was_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state="released") | Q(released_at__gte=F("embargo_until")),
                name="nothing_is_released_before_its_second",
            ),
        ]

    def __str__(self) -> str:
        local = timezone.localtime(self.embargo_until)
        return str(_("%(report)s, %(when)s") % {"report": self.report, "when": f"{local:%d %B %Y, %H:%M:%S}"})

    @property
    def is_ahead(self) -> bool:
        """Whether it is still to come."""
        return self.state in {self.State.PLANNED, self.State.APPROVED}


class ReleaseDateChange(models.Model):
    """That a date was moved, by whom and why."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="date_changes")
    was = models.DateTimeField(_("was"))
    now = models.DateTimeField(_("is now"))
    reason = models.CharField(_("why"), max_length=300)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("change of a release date")
        verbose_name_plural = _("changes of release dates")
        ordering = ["-changed_at"]

    def __str__(self) -> str:
        return self.reason


class PressLink(models.Model):
    """A way to read one embargoed version early, for one person: named, counted, and gone at a second."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="press_links")
    contact = models.ForeignKey(
        "supporters.PressContact", on_delete=models.PROTECT, related_name="+", verbose_name=_("recipient")
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("ends at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True, editable=False)
    opened_count = models.PositiveIntegerField(_("opened"), default=0, editable=False)
    last_opened_at = models.DateTimeField(_("last opened"), null=True, editable=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("press link")
        verbose_name_plural = _("press links")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return str(_("Press link %(number)s") % {"number": self.pk})
