"""What was wrong in a published report, what is right, and why. Kept for good, whatever happens to the report."""

import re
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publications.models.versions import RecordIsImmutableError, Version

PLACE = re.compile(r"[A-Za-z0-9](?:[\w-]*[A-Za-z0-9])?")


class CorrectionQuerySet(models.QuerySet):
    """Corrections. What a version carries is neither changed nor deleted in bulk (docs/decisions/0032)."""

    def waiting(self) -> Self:
        """Those that no version carries yet."""
        return self.filter(version_to__isnull=True)

    def public(self) -> Self:
        """Those whose version is out."""
        return self.filter(version_to__published_at__isnull=False)

    def until(self, version: Version) -> Self:
        """Those that a version and the versions before it carry, the latest first, with their versions."""
        carried = self.filter(report_id=version.report_id, version_to__number__lte=version.number)
        return carried.select_related("version_from", "version_to").defer(
            "version_from__content_json", "version_to__content_json"
        )

    def update(self, **values: Any) -> int:
        """Raises RecordIsImmutableError where one of them is carried by a version."""
        self._refuse_carried()
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]  # as Django's own: no template may call it

    def delete(self) -> tuple[int, dict[str, int]]:
        """Raises RecordIsImmutableError where one of them is carried by a version."""
        self._refuse_carried()
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]  # as Django's own: the manager does not delete all

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> list[Any]:
        """New ones only. Raises RecordIsImmutableError for a wish to overwrite."""
        if options.get("update_conflicts"):
            raise RecordIsImmutableError("Corrections are not overwritten.")
        return super().bulk_create(objs, *args, **options)

    def _refuse_carried(self) -> None:
        """One query."""
        carried = self.model._base_manager.filter(pk__in=self.order_by().values("pk"), version_to__isnull=False)
        if carried.exists():
            raise RecordIsImmutableError("A published correction is neither edited nor deleted. Record another one.")


class Correction(models.Model):
    """One correction. It waits for the next version, which carries it; from then on nothing of it changes.

    No child of the page: publishing an older revision would take it away.
    """

    class Severity(models.TextChoices):
        """How much it matters to somebody who relied on it."""

        MINOR = "minor", _("does not change what the report says")
        MAJOR = "major", _("changes a figure or a statement")

    report = models.ForeignKey(
        "publications.ReportPage", on_delete=models.PROTECT, related_name="corrections", verbose_name=_("report")
    )
    version_from = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="+", verbose_name=_("wrong in version"), editable=False
    )
    version_to = models.ForeignKey(
        Version,
        on_delete=models.PROTECT,
        related_name="corrections",
        verbose_name=_("right from version"),
        null=True,
        blank=True,
        editable=False,
    )
    finding_key = models.CharField(_("finding"), max_length=12, blank=True)
    place = models.CharField(
        _("place"),
        max_length=80,
        blank=True,
        help_text=_("What the address ends in after #. A finding brings its own."),
    )
    was = models.TextField(_("was"), max_length=1000, help_text=_("What the report said."))
    now = models.TextField(_("is now"), max_length=1000, help_text=_("What it says instead."))
    reason = models.TextField(_("why"), max_length=1000, help_text=_("How it came about, in plain words."))
    affects = models.TextField(
        _("what it affects"), max_length=1000, blank=True, help_text=_("Other figures or statements that rest on it.")
    )
    severity = models.CharField(_("weight"), max_length=10, choices=Severity.choices, default=Severity.MAJOR)
    noticed_on = models.DateField(_("noticed on"), default=timezone.localdate)
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(was=models.F("now")), name="a_correction_changes_something"),
        ]

    def __str__(self) -> str:
        return str(_("%(report)s: %(was)s") % {"report": self.report, "was": self.was[:60]})

    @property
    def is_carried(self) -> bool:
        """Whether a version carries it. One query: another copy in memory may say otherwise."""
        return type(self).objects.filter(pk=self.pk, version_to__isnull=False).exists()

    def clean(self) -> None:
        """Something changed, it was not noticed in the future, and the place is one that an address may end in."""
        super().clean()
        self.place = self.place.strip().removeprefix("#")
        if self.place and not PLACE.fullmatch(self.place):
            raise ValidationError({"place": _("What stands after # in the address: letters, digits and hyphens.")})
        if self.was.strip() == self.now.strip():
            raise ValidationError({"now": _("This is what the report said already.")})
        if self.noticed_on and self.noticed_on > timezone.localdate():
            raise ValidationError({"noticed_on": _("This day has not come yet.")})

    def save(self, *args: object, **kwargs: object) -> None:
        """Write it, as long as no version carries it. Raises RecordIsImmutableError afterwards."""
        if not self._state.adding and self.is_carried:
            raise RecordIsImmutableError("A published correction is not edited. Record another one.")
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        """Forget it before it is published. Raises RecordIsImmutableError afterwards."""
        with transaction.atomic():
            # Locked, so that no version begins to carry it between the look and the deletion.
            waiting = type(self).objects.select_for_update().filter(pk=self.pk).waiting()
            if waiting.first() is None:
                raise RecordIsImmutableError("A published correction is never deleted.")
            return super().delete(*args, **kwargs)  # type: ignore[arg-type]
