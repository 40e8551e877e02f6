"""Dates that are as exact as their source and no more: "2020", "November 2020", "11 November 2020"."""

import datetime

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _


class Precision(models.TextChoices):
    """How much of a date is known."""

    YEAR = "year", _("the year")
    MONTH = "month", _("the month")
    DAY = "day", _("the day")


WORDS = {Precision.YEAR: "Y", Precision.MONTH: "F Y", Precision.DAY: "j F Y"}
ISO = {Precision.YEAR: "%Y", Precision.MONTH: "%Y-%m", Precision.DAY: "%Y-%m-%d"}


def date_in_words(date: datetime.date, precision: str) -> str:
    """The date as it is printed, in the active language."""
    return date_format(date, WORDS[Precision(precision)])


def date_in_iso(date: datetime.date, precision: str) -> str:
    """The date as programs read it (ISO 8601, reduced precision): "2020-11"."""
    return date.strftime(ISO[Precision(precision)])
