"""The words that people agree to, in versions that never change."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, TranslatableMixin

PLACEHOLDERS = frozenset({"organisation", "target"})

# Version 1 of each purpose: purpose, channel, wording. Later ones come by the admin.
# Signing shows a political opinion and may suggest a religion: UK GDPR article 9(2)(a) asks for explicit consent
# that names who receives the list. Each kind of mail has its own statement (PECR, regulation 22).
DEFAULT_WORDINGS = (
    (
        "signing",
        "record",
        "I agree that {organisation} may record that I signed this. I understand that this shows my political "
        "opinion and may suggest my religion. {organisation} will give the list of names and postcodes to "
        "{target}; nobody else.",
    ),
    ("campaign_mail", "email", "{organisation} may e-mail me about this campaign."),
    ("other_mail", "email", "{organisation} may e-mail me about its other campaigns."),
    ("public_name", "web", "Show my first name and area on the page."),
)
CHANNELS = {purpose: channel for purpose, channel, _wording in DEFAULT_WORDINGS}


class ConsentStatementManager(models.Manager["ConsentStatement"]):
    """Finds the words in force, and makes the first ones."""

    def current(self, locale_id: int) -> dict[str, "ConsentStatement"]:
        """The newest statement of each purpose in a language, by purpose. One query."""
        return {statement.purpose: statement for statement in self.filter(locale=locale_id).order_by("version")}

    def ensure_defaults(self) -> None:
        """Make version 1 of each purpose that the site's main language lacks; change nothing that is there."""
        locale = Locale.get_default()
        existing = self.current(locale.pk)
        for purpose, _channel, wording in DEFAULT_WORDINGS:
            if purpose not in existing:
                self.get_or_create(locale=locale, purpose=purpose, version=1, defaults={"wording": wording})


class ConsentStatement(TranslatableMixin, models.Model):
    """One version of the words for one purpose. Saving other words is refused: they are a new version.

    The wording may hold {organisation} and {target}, filled in where the statement is shown.
    """

    class Purpose(models.TextChoices):
        """What the person agrees to."""

        SIGNING = "signing", _("record the signature")
        CAMPAIGN_MAIL = "campaign_mail", _("mail about this campaign")
        OTHER_MAIL = "other_mail", _("mail about other campaigns")
        PUBLIC_NAME = "public_name", _("show the name in public")

    class Channel(models.TextChoices):
        """By what means (PECR asks for consent channel by channel)."""

        RECORD = "record", _("our record")
        EMAIL = "email", _("e-mail")
        WEB = "web", _("this website")

    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices, editable=False)
    version = models.PositiveSmallIntegerField(_("version"), editable=False)
    wording = models.TextField(
        _("wording"),
        max_length=600,
        help_text=_("May hold {organisation} and {target}. Fixed once saved: to change the words, add a version."),
    )
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)

    objects = ConsentStatementManager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("consent statement")
        verbose_name_plural = _("consent statements")
        constraints = [
            models.UniqueConstraint(fields=["locale", "purpose", "version"], name="statement_version_once"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="statement_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, {self.version}"

    def clean(self) -> None:
        """Only the known placeholders, so that rendering can never fail."""
        super().clean()
        unknown = set(re.findall(r"\{([^{}]*)\}", self.wording)) - PLACEHOLDERS
        if unknown:
            raise ValidationError({"wording": _("Only {organisation} and {target} may stand in braces.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Number a new version and give it its purpose's channel; refuse a change. Raises ValidationError."""
        if self._state.adding:
            self.channel = self.channel or CHANNELS[self.purpose]
            self.version = self.version or self._next_version()
        else:
            kept = type(self).objects.filter(pk=self.pk).values("purpose", "channel", "version", "wording").first()
            if kept and any(getattr(self, name) != value for name, value in kept.items()):
                raise ValidationError(_("A consent statement never changes. Add a new version instead."))
        super().save(*args, **kwargs)

    def _next_version(self) -> int:
        """One above the newest version of this purpose in this language."""
        locale = self.locale if self.locale_id else self.get_default_locale()
        newest = type(self).objects.filter(locale=locale, purpose=self.purpose).aggregate(models.Max("version"))
        return (newest["version__max"] or 0) + 1

    def render(self, parameters: dict[str, str]) -> str:
        """The words as a person reads them. Plain replacement: no format strings from an editor's text."""
        text = self.wording
        for name in sorted(PLACEHOLDERS):
            text = text.replace("{" + name + "}", parameters.get(name, ""))
        return text
