"""The numbers that others know a report or its author by: ORCID, DOI, ISBN. Each is checked by its own check digit."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

ORCID = re.compile(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]")
DOI = re.compile(r"10\.[0-9]{4,9}/[^\s\"<>{}|\\^`]+")
ISBN = re.compile(r"[0-9][0-9 -]*[0-9X]")


def validate_orcid(value: str) -> None:
    """Raises ValidationError unless this is an ORCID with the right check digit (ISO 7064, MOD 11-2)."""
    if not ORCID.fullmatch(value):
        raise ValidationError(_("An ORCID is sixteen digits, as 0000-0002-1825-0097; the last may be an X."))
    total = 0
    for digit in value.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    if "0123456789X"[(12 - total % 11) % 11] != value[-1]:
        raise ValidationError(_("One of these digits is wrong: the last one does not fit the others."))


def validate_doi(value: str) -> None:
    """Raises ValidationError unless this is a DOI without what leads to it (the DOI Handbook, 2.2)."""
    if not DOI.fullmatch(value):
        raise ValidationError(_("A DOI begins with 10, as 10.1234/abcd, without https://doi.org/ before it."))


def validate_isbn(value: str) -> None:
    """Raises ValidationError unless this is an ISBN of ten or thirteen digits with the right check digit."""
    digits = value.replace("-", "").replace(" ", "")
    if not ISBN.fullmatch(value) or not (isbn10(digits) or isbn13(digits)):
        raise ValidationError(_("An ISBN has ten or thirteen digits, and the last one does not fit the others here."))


def isbn10(digits: str) -> bool:
    """Whether ten characters are an ISBN of the older kind: weights of ten down to one, divisible by eleven."""
    if not re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        return False
    values = [10 if digit == "X" else int(digit) for digit in digits]
    return sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True)) % 11 == 0


def isbn13(digits: str) -> bool:
    """Whether thirteen digits are an ISBN: an EAN that begins with 978 or 979."""
    if not re.fullmatch(r"97[89][0-9]{10}", digits):
        return False
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
