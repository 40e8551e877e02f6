"""What somebody is or was, in which group, from when to when."""

import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Orderable

from foundation.dates import DatePrecision, date_in_words, earliest_day, latest_day
from people.models.groups import LeadershipGroup


class Role(Orderable):
    """A role of a person. An empty date means that it is not known, never that there is none."""

    person = ParentalKey("people.PersonPage", on_delete=models.CASCADE, related_name="roles")
    title = models.CharField(_("role"), max_length=120, help_text=_("Such as Parliamentary chair."))
    group = models.ForeignKey(LeadershipGroup, verbose_name=_("group"), on_delete=models.PROTECT, related_name="roles")
    start = models.DateField(_("start"), null=True, blank=True, help_text=_("Leave empty if it is not known."))
    start_precision = models.CharField(
        _("what is known of the start"), max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    end = models.DateField(
        _("end"), null=True, blank=True, help_text=_("A date that has passed ends the role by itself.")
    )
    end_precision = models.CharField(
        _("what is known of the end"), max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    has_ended = models.BooleanField(
        _("the role is over"), default=False, help_text=_("Tick it also when nobody knows the date.")
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("group"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start"), FieldPanel("start_precision")]),
                FieldRowPanel([FieldPanel("end"), FieldPanel("end_precision")]),
                FieldPanel("has_ended"),
            ],
            heading=_("From when to when"),
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            # The rule for two exact days; `clean` also judges months and years.
            models.CheckConstraint(
                condition=models.Q(start__isnull=True)
                | models.Q(end__isnull=True)
                | models.Q(end__gte=models.F("start"))
                | ~models.Q(start_precision=DatePrecision.DAY)
                | ~models.Q(end_precision=DatePrecision.DAY),
                name="a_role_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """An end before the start is refused, and so is a role that is over but ends later or starts later."""
        super().clean()
        today = timezone.localdate()
        first, last = self.first_day, self.last_day
        if first is not None and last is not None and last < first:
            raise ValidationError({"end": _("The end lies before the start.")})
        if self.has_ended and self.end is not None and earliest_day(self.end, self.end_precision) > today:
            raise ValidationError({"has_ended": _("The end has not come yet: take out the tick, the date is enough.")})
        if self.has_ended and first is not None and first > today:
            raise ValidationError({"has_ended": _("A role that has not started cannot be over.")})

    @property
    def first_day(self) -> datetime.date | None:
        """The first day on which the role may have been held."""
        return earliest_day(self.start, self.start_precision) if self.start else None

    @property
    def last_day(self) -> datetime.date | None:
        """The last day on which the role may have been held, or will be."""
        return latest_day(self.end, self.end_precision) if self.end else None

    @property
    def is_past(self) -> bool:
        """Over: said so, or its last possible day has gone by."""
        return self.has_ended or (self.last_day is not None and self.last_day < timezone.localdate())

    @property
    def is_current(self) -> bool:
        """Held today, as far as is known. A role that starts later is neither current nor past."""
        return not self.is_past and (self.first_day is None or self.first_day <= timezone.localdate())

    @property
    def dates(self) -> str:
        """From when to when, in words; empty for a role that is held since nobody knows when."""
        words = {}
        if self.start:
            words["start"] = date_in_words(self.start, self.start_precision)
        if self.end:
            words["end"] = date_in_words(self.end, self.end_precision)
        return self._past_dates(words) if self.is_past else self._present_dates(words)

    def _past_dates(self, words: dict[str, str]) -> str:
        """The words for a role that is over."""
        if "start" in words and words["start"] == words.get("end"):
            return words["start"]
        if len(words) == 2:
            return gettext("%(start)s to %(end)s") % words
        if "start" in words:
            return gettext("from %(start)s, end not known") % words
        return gettext("until %(end)s") % words if words else gettext("dates not known")

    def _present_dates(self, words: dict[str, str]) -> str:
        """The words for a role that is held now or begins later."""
        if "start" not in words:
            return gettext("until %(end)s") % words if words else ""
        if not self.is_current:
            return (gettext("from %(start)s to %(end)s") if "end" in words else gettext("from %(start)s")) % words
        return (gettext("since %(start)s, until %(end)s") if "end" in words else gettext("since %(start)s")) % words
