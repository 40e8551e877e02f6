"""Days in words, by the clock of the site's own time zone whatever the editor's is."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format


def day_in_words(moment: datetime.datetime) -> str:
    """`31 March 2027`."""
    return date_format(timezone.localtime(moment, timezone.get_default_timezone()), "j F Y")
