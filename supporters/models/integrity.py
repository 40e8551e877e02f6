"""Keeping a count honest: codes that lift the limits for a hall, and bulk invalidation that can be undone."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from supporters.access.reasons import checked_reason
from supporters.models.actions import Action
from supporters.models.signatures import Signature


class EventCode(models.Model):
    """A source code that lifts the limits on one network: a hall full of people signs over one Wi-Fi.

    People reach the form by a link or QR code that ends in `?source=<code>`.
    """

    action = models.ForeignKey(
        Action, verbose_name=_("action"), on_delete=models.CASCADE, related_name="event_codes", db_index=False
    )
    code = models.CharField(
        _("code"),
        max_length=40,
        validators=[RegexValidator(r"^[A-Za-z0-9_-]{1,40}$", _("Letters, digits, hyphens and underscores only."))],
        help_text=_("Ends the link: ?source=code. Letters, digits, hyphens and underscores."),
    )
    occasion = models.CharField(_("occasion"), max_length=150, help_text=_("For example: Eid in the Park, 2 June."))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("event code")
        verbose_name_plural = _("event codes")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["action", "code"], name="event_code_once"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="event_code_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        """An occasion ends after it begins."""
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The code must end after it begins.")})


class Invalidation(models.Model):
    """Many signatures taken out of the count at once, by conditions that all hold; can be undone."""

    class State(models.TextChoices):
        """Where the work is."""

        DRAFT = "draft", _("not started")
        QUEUED = "queued", _("waiting to start")
        RUNNING = "running", _("under way")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")

    action = models.ForeignKey(Action, verbose_name=_("action"), on_delete=models.PROTECT, related_name="invalidations")
    reason = models.CharField(_("reason"), max_length=200, help_text=_("Kept in the history. No names, please."))
    # The conditions. Empty ones ask nothing; at least one is filled in (`clean`).
    source = models.CharField(_("source"), max_length=40, blank=True)
    provider = models.CharField(_("mail provider"), max_length=20, blank=True)
    area = models.CharField(_("postcode area"), max_length=2, blank=True)
    held_for = models.CharField(_("held for"), max_length=12, choices=Signature.HeldFor.choices, blank=True)
    network_of = models.ForeignKey(
        Signature,
        verbose_name=_("same network as signature"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Its number. Networks are recognised for one day."),
    )
    signed_from = models.DateTimeField(_("signed from"), null=True, blank=True)
    signed_until = models.DateTimeField(_("signed until"), null=True, blank=True)

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    expected = models.PositiveIntegerField(_("expected"), default=0, editable=False, help_text=_("The dry count."))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("made at"), db_default=Now())
    started_at = models.DateTimeField(
        _("started at"), null=True, editable=False, help_text=_("Signatures made later are left alone.")
    )
    worked_at = models.DateTimeField(
        _("last at work"), null=True, editable=False, help_text=_("By this it shows that a worker died.")
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)

    class Meta:
        verbose_name = _("invalidation")
        verbose_name_plural = _("invalidations")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "queued", "running", "done", "stopped", "undoing", "undone"]),
                name="invalidation_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.get_state_display()}"

    # What narrows it down: empty ones ask nothing.
    CONDITIONS = ("source", "provider", "area", "held_for", "network_of", "signed_from", "signed_until")

    def clean(self) -> None:
        """A reason without an address, at least one condition, and none that no signature of the action can meet."""
        super().clean()
        self.reason = checked_reason(self.reason)
        if not any(getattr(self, name) for name in self.CONDITIONS):
            raise ValidationError(_("Fill in at least one condition: without any, every signature would be taken out."))
        errors: dict[str, Any] = {}
        if self.signed_from and self.signed_until and self.signed_until <= self.signed_from:
            errors["signed_until"] = _("This must be later than the time above.")
        if self.network_of and self.network_of.action_id != self.action_id:
            errors["network_of"] = _("This signature belongs to another action.")
        elif self.network_of and not self.network_of.network_key:
            errors["network_of"] = _("The network of this signature is not known any more.")
        if errors:
            raise ValidationError(errors)

    @property
    def conditions(self) -> dict[str, Any]:
        """Those that are filled in, by name."""
        return {name: getattr(self, name) for name in self.CONDITIONS if getattr(self, name)}


class InvalidatedSignature(models.Model):
    """What a signature was before an invalidation took it out, so that undoing gives it back."""

    class AfterUndoing(models.TextChoices):
        """What undoing did."""

        GIVEN_BACK = "given_back", _("given back")
        LEFT_OUT = "left_out", _("left out")

    invalidation = models.ForeignKey(
        Invalidation,
        verbose_name=_("invalidation"),
        on_delete=models.CASCADE,
        related_name="signatures",
        db_index=False,
    )
    signature = models.ForeignKey(
        Signature, verbose_name=_("signature"), on_delete=models.CASCADE, related_name="invalidated_by"
    )
    previous_state = models.CharField(_("state before"), max_length=12, choices=Signature.State.choices)
    after_undoing = models.CharField(
        _("after undoing"), max_length=10, choices=AfterUndoing.choices, blank=True, default="", db_default=""
    )

    class Meta:
        verbose_name = _("invalidated signature")
        verbose_name_plural = _("invalidated signatures")
        constraints = [
            models.UniqueConstraint(fields=["invalidation", "signature"], name="invalidated_once_by_each"),
        ]

    def __str__(self) -> str:
        return str(self.signature_id)
