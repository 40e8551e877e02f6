"""The proof of what a person was told and chose: who, when, where, and the exact words."""

import hashlib

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from supporters.models.signatures import Signature
from supporters.models.statements import ConsentStatement


def text_digest(text: str) -> str:
    """SHA-256 of the words as the person read them, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


class ConsentRecord(models.Model):
    """One choice. Never changed: a change of mind is another record.

    An opt-in to mail takes effect only when the signature's address is confirmed.
    """

    class Operation(models.TextChoices):
        """What the person did with the statement."""

        OPT_IN = "opt_in", _("agreed")
        OPT_OUT = "opt_out", _("took consent back")
        NO_CHANGE = "no_change", _("left as it was")
        NOT_SELECTED = "not_selected", _("did not tick")

    signature = models.ForeignKey(
        Signature, verbose_name=_("signature"), on_delete=models.CASCADE, related_name="consent_records"
    )
    statement = models.ForeignKey(
        ConsentStatement, verbose_name=_("statement"), on_delete=models.PROTECT, related_name="records"
    )
    operation = models.CharField(_("operation"), max_length=12, choices=Operation.choices)
    # The statement never changes, so its words and these parameters give the exact text; the digest proves it.
    parameters = models.JSONField(_("parameters"), default=dict, help_text=_("What stood in place of the braces."))
    text_sha256 = models.CharField(_("digest of the text"), max_length=64)
    where = models.CharField(_("where"), max_length=255, help_text=_("Path of the page on which it was chosen."))
    recorded_at = models.DateTimeField(_("recorded at"), db_default=Now())

    class Meta:
        verbose_name = _("consent record")
        verbose_name_plural = _("consent records")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(operation__in=["opt_in", "opt_out", "no_change", "not_selected"]),
                name="consent_operation_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.get_operation_display()}"

    @property
    def text(self) -> str:
        """The exact words that the person read."""
        return self.statement.render(self.parameters)

    @property
    def is_proven(self) -> bool:
        """Whether the words still give the digest that was recorded."""
        return text_digest(self.text) == self.text_sha256
