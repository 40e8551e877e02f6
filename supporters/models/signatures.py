"""People who act, and their acts. No personal data but in `SignatureDetails`, which can be shredded alone."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from supporters.access.masking import masked_name
from supporters.encryption import EncryptedTextField
from supporters.models.actions import Action


class Supporter(models.Model):
    """A person, known by a key that cannot be read back into an address (`identity.person_key`)."""

    person_key = models.CharField(_("person key"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("made at"), db_default=Now())

    class Meta:
        verbose_name = _("supporter")
        verbose_name_plural = _("supporters")

    def __str__(self) -> str:
        return str(self.pk)


class Signature(models.Model):
    """One act by one person. Its times are the database's, so that no clock of a web server skews a count."""

    class State(models.TextChoices):
        """Pending, then confirmed, then perhaps withdrawn; the rest are side roads."""

        PENDING = "pending", _("waiting for confirmation")
        CONFIRMED = "confirmed", _("confirmed")
        WITHDRAWN = "withdrawn", _("withdrawn")
        HELD = "held", _("held for a person to look at")
        INVALIDATED = "invalidated", _("invalidated")
        EXPIRED = "expired", _("expired")

    class HeldFor(models.TextChoices):
        """Which sign made us hold a signature (`integrity.suspicion`). Never shown to whoever signed."""

        TRAP = "trap", _("filled in the hidden field")
        DISPOSABLE = "disposable", _("a mailbox to throw away")
        HEADERS = "headers", _("not sent by a browser")
        NETWORK = "network", _("many from one network")

    # While a person has one of these, a second signature is a duplicate.
    STANDING = (State.PENDING, State.CONFIRMED, State.HELD)

    # No index of its own: those below begin with it.
    action = models.ForeignKey(
        Action, verbose_name=_("action"), on_delete=models.PROTECT, related_name="signatures", db_index=False
    )
    supporter = models.ForeignKey(
        Supporter,
        verbose_name=_("supporter"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="signatures",
        help_text=_("Empty once the person has been erased; the act still counts."),
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PENDING)
    source = models.CharField(_("source"), max_length=40, blank=True, help_text=_("Code of the link that led here."))
    network_key = models.CharField(
        _("network key"),
        max_length=64,
        blank=True,
        help_text=_("Recognises a network for one day, for rate windows. Cleared after 30 days."),
    )
    held_for = models.CharField(
        _("held for"), max_length=12, choices=HeldFor.choices, blank=True, default="", db_default=""
    )
    # Coarse enough to name nobody, and kept when the details go, so that counts by area and provider stay true.
    area = models.CharField(
        _("postcode area"), max_length=2, blank=True, default="", db_default="", help_text=_("The first letters: LE.")
    )
    provider = models.CharField(
        _("mail provider"),
        max_length=20,
        blank=True,
        default="",
        db_default="",
        help_text=_("One of the large ones, or “other”."),
    )
    created_at = models.DateTimeField(_("signed at"), db_default=Now())
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)
    confirmed_at = models.DateTimeField(
        _("address confirmed at"), null=True, blank=True, help_text=_("Database time. Held signatures may have it too.")
    )

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        permissions = [("judge_signature", "Can decide about held signatures")]
        constraints = [
            models.UniqueConstraint(
                fields=["action", "supporter"],
                condition=models.Q(state__in=["pending", "confirmed", "held"]),
                name="signature_once_for_each_person",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="confirmed") | models.Q(confirmed_at__isnull=False),
                name="signature_confirmed_has_its_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["pending", "confirmed", "withdrawn", "held", "invalidated", "expired"]),
                name="signature_state_known",
            ),
        ]
        indexes = [
            # The recount reads this one alone.
            models.Index(fields=["action", "state", "area"], name="signature_count_by_area"),
            # Which actions have moved since they were counted; history by the hour.
            models.Index(fields=["action", "created_at"], name="signature_new"),
            models.Index(
                fields=["action", "confirmed_at"], condition=models.Q(state="confirmed"), name="signature_confirmed"
            ),
            # Rate windows by network.
            models.Index(fields=["action", "network_key", "created_at"], name="signature_network"),
            # Reminders and expiry.
            models.Index(fields=["state", "created_at"], condition=models.Q(state="pending"), name="signature_pending"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} ({self.get_state_display()})"


class SignatureDetails(models.Model):
    """What the person told us, encrypted. Deleting this row leaves the signature counted and nameless."""

    signature = models.OneToOneField(
        Signature, verbose_name=_("signature"), primary_key=True, on_delete=models.CASCADE, related_name="details"
    )
    name = EncryptedTextField(_("name"))
    email = EncryptedTextField(_("e-mail"))
    postcode = EncryptedTextField(_("postcode"), blank=True)

    class Meta:
        verbose_name = _("details of a signature")
        verbose_name_plural = _("details of signatures")
        permissions = [
            ("reveal_signaturedetails", "Can see who signed, in clear, for a reason"),
            ("export_signaturedetails", "Can export who signed, for a reason"),
            ("erase_signaturedetails", "Can erase a supporter"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def masked(self) -> str:
        """The first letter of each name and the first half of the postcode: `A••• K•••, LE2`."""
        initials = masked_name(self.name)
        district = self.postcode.split(" ")[0]
        return f"{initials}, {district}" if district else initials
