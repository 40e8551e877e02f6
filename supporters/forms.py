"""The form that people sign. No phone, no religion, no date of birth: nothing that is not needed."""

import logging
import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from email_validator import EmailNotValidError, validate_email
from uk_postcodes_parsing.ukpostcode import parse
from wagtail.models import Page

from foundation.models import OrganisationSettings
from foundation.source_codes import SOURCE_CODE
from supporters.consent import Purpose, consent_words
from supporters.models import Action
from supporters.tokens import make_page_token
from supporters.typos import COMMON_DOMAINS, meant_by

MINIMUM_AGE = 16
MAXIMUM_NAME, MAXIMUM_EMAIL, MAXIMUM_POSTCODE = 100, 254, 10
# Persian, Urdu and Indic names need the two joiners; every other invisible character only deceives.
JOINERS = frozenset("\u200c\u200d")
# Control, format, surrogate, private and unassigned characters; symbols such as emoji.
REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "So"})
# Letters to Unicode, blanks to the eye: the fillers of the Korean alphabet.
BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")
# What programs turn into a link: a scheme, or a full stop between a word and the next.
ADDRESS = re.compile(r"://|\bwww\.|\bhttps?:|\w{2}\.\w{2}", re.IGNORECASE)
MARKUP = frozenset("<>[]{}\\|")
# The library notes each postcode that it cannot read, and a log is no place for what people type.
logging.getLogger("uk_postcodes_parsing").setLevel(logging.CRITICAL)
# What a browser can see is wrong while the form is filled in, as it says `pattern`: never stricter than `clean_…`.
NAME_PATTERN = r".*\p{L}.*"
EMAIL_PATTERN = r"\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*"
POSTCODE_PATTERN = r"\s*[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\s*"
# The words for it, the server's own: form.js finds them beside the field.
NAME_WORDS = _("Please write your name in letters.")
EMAIL_WORDS = _("Please check the e-mail address: it should look like name@example.org.")
POSTCODE_WORDS = _("Please check the postcode: it should look like LE2 1AA.")


def clean_name(name: str) -> str:
    """A name in any script, spaces tidied. Raises ValidationError with what to do."""
    name = unicodedata.normalize("NFC", name)
    if not any(character.isalpha() and character not in BLANK_LETTERS for character in name):
        raise ValidationError(NAME_WORDS)
    if any(unicodedata.category(character) in REFUSED_CATEGORIES - {"Cf"} for character in name) or any(
        unicodedata.category(character) == "Cf" and character not in JOINERS for character in name
    ):
        raise ValidationError(_("Please write your name in letters only: it holds a sign that cannot be printed."))
    name = " ".join(name.split())
    if name[0] in "-=+@":
        raise ValidationError(_("A name cannot begin with this sign."))
    if ADDRESS.search(name):
        raise ValidationError(_("Please write your name, not an address. After a full stop leave a space."))
    if MARKUP.intersection(name):
        raise ValidationError(_("Please write your name in letters only: brackets have no place in it."))
    return name


def clean_email(address: str) -> str:
    """The address as it can be mailed, its domain in ASCII. Raises ValidationError."""
    try:
        checked = validate_email(address.strip(), check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError as error:
        raise ValidationError(EMAIL_WORDS) from error
    return checked.ascii_email or checked.normalized


def clean_postcode(postcode: str) -> str:
    """A postcode of the United Kingdom in its printed form, `LE2 1AA`. Raises ValidationError."""
    found = parse(postcode.strip(), attempt_fix=False)
    if found is None:
        raise ValidationError(POSTCODE_WORDS)
    return found.postcode


class SignForm(forms.Form):
    """Name, e-mail, postcode, one required tick and three free ones. Works without JavaScript on a cached page."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=MAXIMUM_NAME,
        error_messages={
            "required": _("Please write your name."),
            "invalid": NAME_WORDS,
            "max_length": _("Please write your name in at most %(limit_value)d characters."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "name", "pattern": NAME_PATTERN}),
    )
    email = forms.CharField(
        label=_("E-mail"),
        max_length=MAXIMUM_EMAIL,
        help_text=_("To confirm your signature. Never shown."),
        error_messages={
            "required": _("Please write your e-mail address."),
            "invalid": EMAIL_WORDS,
            "max_length": _("Please write an e-mail address of at most %(limit_value)d characters."),
        },
        widget=forms.EmailInput(
            attrs={
                "autocomplete": "email",
                "pattern": EMAIL_PATTERN,
                "data-typo": _("Did you mean {address}?"),
                "data-domains": " ".join(COMMON_DOMAINS),
            }
        ),
    )
    postcode = forms.CharField(
        label=_("Postcode"),
        max_length=MAXIMUM_POSTCODE,
        help_text=_("So that we can count signatures by area."),
        error_messages={
            "required": _("Please write your postcode."),
            "invalid": POSTCODE_WORDS,
            "max_length": _("Please write a postcode of at most %(limit_value)d characters."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "pattern": POSTCODE_PATTERN}),
    )
    signing = forms.BooleanField(
        # Browsers call an empty required tick invalid before anything was sent; Django says "true" once it is.
        widget=forms.CheckboxInput(attrs={"aria-invalid": "false"}),
        error_messages={"required": _("We need your agreement to record your signature.")},
    )
    campaign_mail = forms.BooleanField(required=False)
    other_mail = forms.BooleanField(required=False)
    public_name = forms.BooleanField(required=False)
    # The trap for robots: people do not see it.
    website = forms.Field(
        required=False, label=_("Website"), widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})
    )
    # Plain fields: nothing in them can make a form fail, for nobody could see the error.
    source = forms.Field(required=False, widget=forms.HiddenInput)
    token = forms.Field(required=False, widget=forms.HiddenInput)

    def __init__(  # noqa: PLR0913  (each by name)
        self,
        data: Any = None,
        *,
        action: Action,
        page: Page,
        organisation: OrganisationSettings,
        source: str = "",
        is_framed: bool = False,
    ) -> None:
        self.action = action
        self.is_framed = is_framed  # in a frame of another site: the token says so to the view
        self.organisation = organisation
        self.words = consent_words(action, organisation.name, page.locale_id)
        token = make_page_token(action.pk, page.pk, self.words.digest, is_framed=is_framed)
        if data is not None:  # shown again, the form carries a fresh token; the view has read the one that came
            data = data.copy()
            data["token"] = token
        source = source if SOURCE_CODE.fullmatch(source) else ""
        super().__init__(data, auto_id="sign-%s", initial={"token": token, "source": source})
        for purpose, text in self.words.texts.items():
            self.fields[purpose].label = text

    def clean_name(self) -> str:
        """Any script; no hidden signs."""
        return clean_name(self.cleaned_data["name"])

    def clean_email(self) -> str:
        """Syntax only: whether it can be reached is found out by the mail."""
        return clean_email(self.cleaned_data["email"])

    def clean_postcode(self) -> str:
        """Syntax only: new streets are missing from every list."""
        return clean_postcode(self.cleaned_data["postcode"])

    def clean_source(self) -> str:
        """A code of ours, else nothing: a mistyped link must not stop a signature."""
        source = self.cleaned_data["source"] or ""
        return source if SOURCE_CODE.fullmatch(source) else ""

    @property
    def chosen(self) -> dict[str, bool]:
        """Which statements were ticked, by purpose. Only after validation."""
        return {purpose: bool(self.cleaned_data.get(purpose)) for purpose in Purpose.values}

    @property
    def suggested_email(self) -> str:
        """What may have been meant, for a form that comes back; empty where nothing speaks for it."""
        return meant_by(self.data.get("email", "")) if self.is_bound and "email" not in self.errors else ""

    @property
    def is_trapped(self) -> bool:
        """Whether the field that people do not see was filled in."""
        return bool(self.cleaned_data.get("website"))
