"""Journalists who may read a report before it is public: personal data, so it lives here."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from supporters.access.masking import masked_name
from supporters.encryption import EncryptedTextField


class PressContact(models.Model):
    """One person at one outlet. Erased by emptying the name and the address: what they opened stays counted."""

    name = EncryptedTextField(_("name"))
    email = EncryptedTextField(_("e-mail"), blank=True)
    outlet = models.CharField(_("outlet"), max_length=160)
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("press contact")
        verbose_name_plural = _("press contacts")
        ordering = ["outlet", "pk"]

    def __str__(self) -> str:
        return self.outlet

    @property
    def masked(self) -> str:
        """The first letter of each name; empty once the person has been erased."""
        return masked_name(self.name)
