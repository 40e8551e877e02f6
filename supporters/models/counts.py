"""What belongs to the counts of an action: hours, paper, milestones. In no page and in no revision."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from supporters.models.actions import Action, ActionStats


class CountHour(models.Model):
    """What an action's counts were at the end of an hour, or so far in this one. Written by the recount."""

    action = models.ForeignKey(
        Action, verbose_name=_("action"), on_delete=models.CASCADE, related_name="hours", db_index=False
    )
    hour = models.DateTimeField(_("hour"), help_text=_("Its beginning, in UTC."))
    confirmed = models.PositiveIntegerField(_("confirmed"))
    waiting = models.PositiveIntegerField(_("waiting for confirmation"))
    paper = models.PositiveIntegerField(_("on paper"))

    class Meta:
        verbose_name = _("counts of an hour")
        verbose_name_plural = _("counts of hours")
        ordering = ["hour"]
        constraints = [models.UniqueConstraint(fields=["action", "hour"], name="counts_once_an_hour")]

    def __str__(self) -> str:
        return f"{self.action_id}, {self.hour:%Y-%m-%d %H:00}: {self.confirmed}"


class PaperBatch(models.Model):
    """Signatures collected on paper: a number with where it comes from, shown apart in public. No names here."""

    action = models.ForeignKey(Action, verbose_name=_("action"), on_delete=models.PROTECT, related_name="paper_batches")
    count = models.PositiveIntegerField(_("signatures"), validators=[MinValueValidator(1)])
    collected_on = models.DateField(_("collected on"))
    where = models.CharField(
        _("where"), max_length=150, help_text=_("Shown in public. For example: Friday prayers, Leicester, 12 sheets.")
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("entered at"), db_default=Now())

    class Meta:
        verbose_name = _("batch of paper signatures")
        verbose_name_plural = _("batches of paper signatures")
        ordering = ["-collected_on", "-pk"]
        constraints = [models.CheckConstraint(condition=models.Q(count__gte=1), name="paper_batch_from_one")]

    def __str__(self) -> str:
        return f"{self.count}, {self.where}"

    def clean(self) -> None:
        """Nothing is collected tomorrow."""
        super().clean()
        if self.collected_on and self.collected_on > timezone.localdate():
            raise ValidationError({"collected_on": _("This day is still ahead.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Ask for a recount, in the same transaction."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            ActionStats.objects.filter(action=self.action_id).update(dirty_at=timezone.now())

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Ask for a recount, in the same transaction."""
        with transaction.atomic():
            ActionStats.objects.filter(action=self.action_id).update(dirty_at=timezone.now())
            return super().delete(*args, **kwargs)


class Milestone(models.Model):
    """A number on the way to the goal, and what is done when it is reached."""

    action = ParentalKey(Action, verbose_name=_("action"), on_delete=models.CASCADE, related_name="milestones")
    count = models.PositiveIntegerField(_("signatures"), validators=[MinValueValidator(1)])
    promise = models.CharField(
        _("what we do then"), max_length=150, blank=True, help_text=_("For example: we ask for a meeting.")
    )
    reached_at = models.DateTimeField(_("reached at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["count"]
        constraints = [
            models.UniqueConstraint(fields=["action", "count"], name="milestone_once"),
            models.CheckConstraint(condition=models.Q(count__gte=1), name="milestone_from_one"),
        ]

    def __str__(self) -> str:
        return str(self.count)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Another number is another milestone: it has not been reached until the count reaches it."""
        if self.pk and self.reached_at and not type(self).objects.filter(pk=self.pk, count=self.count).exists():
            self.reached_at = None
        super().save(*args, **kwargs)
