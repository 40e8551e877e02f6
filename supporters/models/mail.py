"""Mail on its way out, and addresses that must not be mailed."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from supporters.encryption import EncryptedTextField
from supporters.models.signatures import Signature, Supporter


class OutboxMail(models.Model):
    """One mail to one recipient, written in the transaction of its cause. Its words are shredded once it is sent."""

    class Kind(models.TextChoices):
        """Why we write."""

        CONFIRMATION = "confirmation", _("confirmation")
        ALREADY_SIGNED = "already_signed", _("already signed")
        REMINDER = "reminder", _("reminder to confirm")
        RECORD_LINK = "record_link", _("link to my record")
        NOTHING_HELD = "nothing_held", _("answer that we hold no record")
        SITE = "site", _("log-in and admin")

    class State(models.TextChoices):
        """Where it is. Uncertain: the server may have it or not, so that a person decides."""

        QUEUED = "queued", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        UNCERTAIN = "uncertain", _("uncertain")

    # What an update writes over all that says who it went to and what it said.
    SHREDDED = {"recipient": "", "subject": "", "text": "", "html": "", "headers": ""}

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    signature = models.ForeignKey(
        Signature,
        verbose_name=_("signature"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="mails",
    )
    supporter = models.ForeignKey(
        Supporter,
        verbose_name=_("supporter"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="mails",
        help_text=_("Where the mail is about no single signature."),
    )
    recipient = EncryptedTextField(_("recipient"), blank=True)
    provider = models.CharField(
        _("mail provider"),
        max_length=20,
        blank=True,
        default="",
        db_default="",
        help_text=_("Kept when the rest goes."),
    )
    sender = models.CharField(_("sender"), max_length=320)
    subject = EncryptedTextField(_("subject"), blank=True)
    text = EncryptedTextField(_("text"), blank=True)
    html = EncryptedTextField(_("HTML"), blank=True)
    headers = EncryptedTextField(_("further headers"), blank=True, help_text=_("JSON object."))
    priority = models.SmallIntegerField(_("priority"), default=0, help_text=_("Higher goes first, -100 to 100."))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    created_at = models.DateTimeField(_("written at"), db_default=Now())
    not_before = models.DateTimeField(_("not before"), db_default=Now())
    locked_until = models.DateTimeField(
        _("locked until"), null=True, blank=True, help_text=_("Until then a task has it in hand.")
    )
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=200, blank=True, help_text=_("Without personal data."))

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("outbox")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["queued", "sending", "sent", "failed", "uncertain"]),
                name="mail_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(priority__gte=-100, priority__lte=100), name="mail_priority_from_minus_100_to_100"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False), name="mail_sent_has_its_time"
            ),
        ]
        indexes = [
            # What the tick asks for; sent mail, nearly all of the table, is not in it.
            models.Index(
                fields=["state", "not_before"],
                condition=models.Q(state__in=["queued", "sending"]),
                name="mail_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.get_kind_display()}, {self.get_state_display()}"


class Suppression(models.Model):
    """An address that must get no campaign mail. Holds a key only, so that it survives the person's erasure."""

    class Reason(models.TextChoices):
        """Why."""

        UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
        COMPLAINED = "complained", _("reported as spam")
        BOUNCED = "bounced", _("cannot be delivered")
        ERASED = "erased", _("asked to be erased")

    email_key = models.CharField(
        _("e-mail key"), max_length=64, unique=True, help_text=_("HMAC of the canonical address.")
    )
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices)
    created_at = models.DateTimeField(_("made at"), db_default=Now())

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")

    def __str__(self) -> str:
        return f"{self.pk}: {self.get_reason_display()}"
