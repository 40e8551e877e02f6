"""Dates in words: only as exact as what is known (a year, a month of a year, a day), and by the site's own clock."""

import calendar
import datetime

from django.db import models
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class DatePrecision(models.TextChoices):
    """How much of a stored date is known. What lies below it is never shown and never compared."""

    YEAR = "year", _("the year")
    MONTH = "month", _("the month")
    DAY = "day", _("the day")


WRITTEN = {DatePrecision.YEAR: "Y", DatePrecision.MONTH: "F Y", DatePrecision.DAY: "j F Y"}
ISO = {DatePrecision.YEAR: "%Y", DatePrecision.MONTH: "%Y-%m", DatePrecision.DAY: "%Y-%m-%d"}


def date_in_words(date: datetime.date, precision: str) -> str:
    """`2020`, `November 2020` or `11 December 2017`."""
    return formats.date_format(date, WRITTEN[DatePrecision(precision)])


def date_in_iso(date: datetime.date, precision: str) -> str:
    """The same for programs (ISO 8601, reduced precision): `2020`, `2020-11` or `2017-12-11`."""
    return date.strftime(ISO[DatePrecision(precision)])


def earliest_day(date: datetime.date, precision: str) -> datetime.date:
    """The first day that the date may mean."""
    if precision == DatePrecision.YEAR:
        return date.replace(month=1, day=1)
    return date.replace(day=1) if precision == DatePrecision.MONTH else date


def latest_day(date: datetime.date, precision: str) -> datetime.date:
    """The last day that the date may mean."""
    if precision == DatePrecision.YEAR:
        return date.replace(month=12, day=31)
    if precision == DatePrecision.MONTH:
        return date.replace(day=calendar.monthrange(date.year, date.month)[1])
    return date


def site_time(moment: datetime.datetime) -> datetime.datetime:
    """A moment as the clock on the wall shows it, summer time included. In a preview the editor's zone is active."""
    return timezone.localtime(moment, timezone.get_default_timezone())


def day_in_words(moment: datetime.datetime) -> str:
    """`31 March 2027`, by the clock of the site's own time zone."""
    return date_in_words(site_time(moment), DatePrecision.DAY)


def length_in_words(length: datetime.timedelta) -> str:
    """`10 seconds`, `1 hour`, `48 hours`, `30 days`: a time that a rule names, in its largest whole unit.

    Days begin at three, as people speak of deadlines.
    """
    seconds = int(length.total_seconds())
    if seconds % 86_400 == 0 and seconds >= 3 * 86_400:
        return ngettext("%(number)d day", "%(number)d days", seconds // 86_400) % {"number": seconds // 86_400}
    if seconds % 3600 == 0 and seconds:
        return ngettext("%(number)d hour", "%(number)d hours", seconds // 3600) % {"number": seconds // 3600}
    if seconds % 60 == 0 and seconds:
        return ngettext("%(number)d minute", "%(number)d minutes", seconds // 60) % {"number": seconds // 60}
    return ngettext("%(number)d second", "%(number)d seconds", seconds) % {"number": seconds}
