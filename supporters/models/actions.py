"""What people can do, and the counts of it. Neither is ever a page: no revision rolls them back."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from foundation.dates import site_time
from supporters.models.statements import ConsentStatement


def too_early_deletion(closes_at: datetime | None, deletion_date: date | None) -> dict[str, Any]:
    """What is wrong with a deletion date beside a closing date, by field; empty where nothing is."""
    if closes_at and deletion_date and deletion_date <= site_time(closes_at).date():
        return {"deletion_date": _("Details are needed until the list is handed in: choose a day after it closes.")}
    return {}


class Action(ClusterableModel):
    """One thing a person can do: sign a petition, register for an event. Many pages may show the same action."""

    class Kind(models.TextChoices):
        """What a person does."""

        PETITION = "petition", _("petition")
        REGISTRATION = "registration", _("registration")

    class State(models.TextChoices):
        """Whether signatures are taken. Apart from publication, which is the page's own matter."""

        DRAFT = "draft", _("draft")
        OPEN = "open", _("open")
        PAUSED = "paused", _("paused")
        CLOSED = "closed", _("closed")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.PETITION)
    title = models.CharField(_("title"), max_length=150, help_text=_("Short; the subject of the mails we send."))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    demand = models.TextField(_("demand"), max_length=600, blank=True, help_text=_("What we ask for, in one sentence."))
    target = models.CharField(
        _("target"), max_length=150, blank=True, help_text=_("The decision-maker who receives the list.")
    )
    goal = models.PositiveIntegerField(
        _("goal"), null=True, blank=True, validators=[MinValueValidator(1)], help_text=_("How many we ask for.")
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    deletion_date = models.DateField(
        _("deletion date"), help_text=_("The day on which names, e-mail addresses and postcodes are deleted.")
    )
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(goal__isnull=True) | models.Q(goal__gte=1), name="action_goal_from_one"
            ),
            models.CheckConstraint(
                condition=models.Q(opens_at__isnull=True)
                | models.Q(closes_at__isnull=True)
                | models.Q(closes_at__gt=models.F("opens_at")),
                name="action_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="petition") | (~models.Q(target="") & ~models.Q(demand="")),
                name="petition_has_demand_and_target",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """What the help texts promise."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.kind == self.Kind.PETITION:
            errors |= {
                name: _("A petition needs a demand and a target.")
                for name in ("demand", "target")
                if not getattr(self, name).strip()
            }
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            errors["closes_at"] = _("The action must close after it opens.")
        errors |= self._broken_promises() | too_early_deletion(self.closes_at, self.deletion_date)
        if self.state == self.State.OPEN and self.closes_at and self.closes_at <= timezone.now():
            errors["closes_at"] = _("An open action needs a closing date in the future.")
        if self.state == self.State.OPEN and self.deletion_date and self.deletion_date <= timezone.localdate():
            errors["deletion_date"] = _("An open action needs a deletion date in the future.")
        if errors:
            raise ValidationError(errors)

    def _broken_promises(self) -> dict[str, Any]:
        """What may no longer change because people have agreed to it, by field."""
        signed = Action.objects.filter(pk=self.pk, signatures__isnull=False).first() if self.pk else None
        if signed is None:
            return {}
        words = _("People have signed these words: they can no longer change.")
        errors: dict[str, Any] = {
            name: words for name in ("kind", "demand", "target") if getattr(self, name) != getattr(signed, name)
        }
        if self.deletion_date and self.deletion_date > signed.deletion_date:
            errors["deletion_date"] = _("People were promised an earlier day. Only an earlier one can be chosen.")
        return errors

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the moment of closing, and make with a new action its counts and the words people agree to."""
        is_new = self._state.adding
        now = timezone.now()
        if self.state == self.State.CLOSED and (self.closes_at is None or self.closes_at > now):
            self.closes_at = now if self.opens_at is None or self.opens_at < now else None
        with transaction.atomic():
            super().save(*args, **kwargs)
            if is_new:
                ActionStats.objects.create(action=self)
                ConsentStatement.objects.ensure_defaults()

    @property
    def is_open(self) -> bool:
        """Whether a signature is taken at this moment."""
        now = timezone.now()
        has_begun = self.opens_at is None or self.opens_at <= now
        return self.state == self.State.OPEN and has_begun and not self.has_closed

    @property
    def has_closed(self) -> bool:
        """Whether the action is over, by hand or by its date."""
        is_past = self.closes_at is not None and self.closes_at <= timezone.now()
        return self.state == self.State.CLOSED or (self.state != self.State.DRAFT and is_past)


class ActionStats(models.Model):
    """The counts of an action, always recounted whole (`counting`), never added to."""

    action = models.OneToOneField(
        Action, verbose_name=_("action"), primary_key=True, on_delete=models.CASCADE, related_name="stats"
    )
    confirmed = models.PositiveIntegerField(_("confirmed"), default=0)
    waiting = models.PositiveIntegerField(_("waiting for confirmation"), default=0)
    held = models.PositiveIntegerField(_("held for a person to look at"), default=0)
    expired = models.PositiveIntegerField(_("never confirmed"), default=0, db_default=0)
    paper = models.PositiveIntegerField(_("on paper"), default=0)
    areas = models.JSONField(
        _("confirmed by postcode area"),
        default=dict,
        db_default=models.Value({}, models.JSONField()),
        help_text=_("All of them, as letters and number. What is shown leaves out small ones (`counting`)."),
    )
    counted_at = models.DateTimeField(_("counted at"), null=True, blank=True, help_text=_("Database time."))
    dirty_at = models.DateTimeField(
        _("to be recounted since"),
        null=True,
        blank=True,
        help_text=_("Set by what is no new signature: a withdrawal, an invalidation, a batch of paper."),
    )

    class Meta:
        verbose_name = _("counts of an action")
        verbose_name_plural = _("counts of actions")

    def __str__(self) -> str:
        return f"{self.action_id}: {self.confirmed}"
