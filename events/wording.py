"""When an event is, in words: British English, in the site's own time zone whatever the editor's is."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext

from foundation.dates import site_time

# A day and its month stay on one line.
DAY_AND_MONTH, WHOLE_DATE = "j\u00a0F", "j\u00a0F Y"


def date_words(start: datetime.datetime, end: datetime.datetime | None) -> str:
    """`6 March 2027`, `6–7 March 2027`, `30 March to 2 April 2027` or `31 December 2026 to 1 January 2027`."""
    first, last = site_time(start).date(), site_time(end or start).date()
    words = {"first": date_format(first, WHOLE_DATE), "last": date_format(last, WHOLE_DATE)}
    if first == last:
        return words["first"]
    if first.year != last.year:
        return gettext("%(first)s to %(last)s") % words
    if first.month != last.month:
        return gettext("%(first)s to %(last)s") % {**words, "first": date_format(first, DAY_AND_MONTH)}
    return gettext("%(first)s–%(last)s") % {**words, "first": str(first.day)}


def time_words(start: datetime.datetime, end: datetime.datetime | None) -> str:
    """`Saturday, 10am to 4.30pm` or, over several days, `Saturday 10am to Sunday 4pm`."""
    first, last = site_time(start), site_time(end) if end else None
    words = {"day": date_format(first, "l"), "from": clock_words(first)}
    if last is None or last == first:
        return gettext("%(day)s, %(from)s") % words
    words |= {"last_day": date_format(last, "l"), "to": clock_words(last)}
    if first.date() == last.date():
        return gettext("%(day)s, %(from)s to %(to)s") % words
    return gettext("%(day)s %(from)s to %(last_day)s %(to)s") % words


def clock_words(moment: datetime.datetime) -> str:
    """`10am`, `4.30pm`, `noon` or `midnight`."""
    if moment.minute == 0 and moment.hour in (0, 12):
        return gettext("noon") if moment.hour else gettext("midnight")
    hour = moment.hour % 12 or 12
    half = gettext("am") if moment.hour < 12 else gettext("pm")
    return f"{hour}.{moment.minute:02}{half}" if moment.minute else f"{hour}{half}"


def zone_words(moment: datetime.datetime) -> str:
    """`UK time (GMT)`, or `UK time (BST)` in summer."""
    return gettext("UK time (%(zone)s)") % {"zone": site_time(moment).tzname()}
