"""One event: a training day, a meeting, a call."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index

from events.querysets import EventManager
from events.speaking import list_speakers
from events.wording import date_words, time_words, zone_words
from foundation.blocks import LinkBlock, LinkValue
from foundation.dates import site_time
from foundation.fields import BodyField
from foundation.models import BasePage, OrganisationSettings
from people.leadership import ListedPerson
from publications.findings_block import StoryWithFindingsBlock

# `/events/feed.ics` is the calendar to subscribe to, so no event may have the address `/events/feed/`.
RESERVED_SLUG = "feed"


class EventPage(BasePage):
    """Something that people come to or join, at a time that is shown as the clock in the UK has it."""

    parent_page_types = ["events.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    kind = _("Event")
    schema_type = "Event"

    starts_at = models.DateTimeField(_("starts"), help_text=_("UK time."))
    ends_at = models.DateTimeField(
        _("ends"), null=True, blank=True, help_text=_("UK time. Left empty, the event is over when its day is.")
    )
    venue_name = models.CharField(_("venue"), max_length=160, blank=True)
    venue_address = models.TextField(_("address of the venue"), max_length=300, blank=True)
    is_online = models.BooleanField(
        _("can be joined online"), default=False, help_text=_("An event has a venue, or is online, or both.")
    )
    price = models.CharField(
        _("price"), max_length=120, blank=True, help_text=_("In words, such as Free, or £5 for members.")
    )
    registration = BodyField(
        [("link", LinkBlock())],
        blank=True,
        max_num=1,
        verbose_name=_("registration"),
        help_text=_("Where people book. Its words stand on the button. Shown until the event is over."),
    )
    body = BodyField(StoryWithFindingsBlock(), blank=True, verbose_name=_("body"))

    objects = EventManager()

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")], heading=_("When")),
        MultiFieldPanel(
            [FieldPanel("venue_name"), FieldPanel("venue_address"), FieldPanel("is_online")], heading=_("Where")
        ),
        FieldPanel("price"),
        FieldPanel("registration"),
        FieldPanel("body"),
        InlinePanel("speakers", heading=_("Speakers"), label=_("speaker")),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("venue_name"),
        index.SearchField("venue_address"),
        index.SearchField("body"),
        index.RelatedFields("speakers", [index.SearchField("kept_name")]),
        index.FilterField("starts_at"),
    ]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gte=models.F("starts_at")),
                name="an_event_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(is_online=True) | ~models.Q(venue_name=""), name="an_event_has_a_venue_or_is_online"
            ),
        ]

    def clean(self) -> None:
        """An end before the start, an event that is nowhere, and an address without a venue are refused."""
        super().clean()
        problems: dict[str, Any] = {}
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            problems["ends_at"] = _("The end lies before the start.")
        if self.venue_address and not self.venue_name:
            problems["venue_name"] = _("Name the place that the address belongs to.")
        elif not self.venue_name and not self.is_online:
            problems["venue_name"] = _("Name a venue, or tick that people can join online.")
        if self.slug == RESERVED_SLUG:
            problems["slug"] = _("This address belongs to the calendar of all events: choose another.")
        if problems:
            raise ValidationError(problems)

    @property
    def is_past(self) -> bool:
        """Whether the event is over. Without an end it is over when its day is (the rule of EventQuerySet)."""
        if self.ends_at:
            return self.ends_at < timezone.now()
        return site_time(self.starts_at).date() < site_time(timezone.now()).date()

    @property
    def date_text(self) -> str:
        """The day or days, in words."""
        return date_words(self.starts_at, self.ends_at)

    @property
    def datetime(self) -> str:
        """The start for machines, with its distance from UTC."""
        return site_time(self.starts_at).isoformat(timespec="minutes")

    @property
    def when(self) -> str:
        """Weekday and hours, in words."""
        return time_words(self.starts_at, self.ends_at)

    @property
    def where(self) -> str:
        """The place in one line."""
        if not self.is_online:
            return self.venue_name
        return gettext("%(venue)s and online") % {"venue": self.venue_name} if self.venue_name else gettext("Online")

    @property
    def address_lines(self) -> list[str]:
        """The postal address, line by line."""
        return [line.strip() for line in self.venue_address.splitlines() if line.strip()]

    @property
    def calendar_location(self) -> str:
        """Venue and address in one line, as calendars and maps read it."""
        return ", ".join([self.where, *self.address_lines])

    @property
    def registration_link(self) -> LinkValue | None:
        """Where to book; None when nobody can any more, or the linked page is gone."""
        link = self.registration[0].value if self.registration else None
        return link if link is not None and link.url and not self.is_past else None

    def get_calendar_url(self, request: HttpRequest | None = None) -> str:
        """The address of the event's `.ics`: that of the page with another ending."""
        return f"{(self.get_url(request) or '').rstrip('/')}.ics"

    def get_facts(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """What the margin says beside the date; a topic leads to the other events on it."""
        return [
            {"label": gettext("Where"), "value": self.where},
            {"label": gettext("Address"), "value": ", ".join(self.address_lines)},
            {"label": gettext("Times are"), "value": zone_words(self.starts_at)},
            {"label": gettext("Price"), "value": self.price},
            {"label": gettext("Topics"), "links": self.topics_in_list(request)},
        ]

    def get_speakers(self, request: HttpRequest | None = None) -> list[ListedPerson]:
        """The speakers in the editors' order: see events.speaking."""
        return list_speakers(self, request)

    def structured_data(self, request: HttpRequest) -> dict[str, Any]:
        """The event as schema.org and Google's event results read it."""
        data = super().structured_data(request)
        place = {"@type": "Place", "name": self.venue_name, "address": self.calendar_location}
        online = {"@type": "VirtualLocation", "url": data["url"]}
        places = [place] * bool(self.venue_name) + [online] * self.is_online
        mode = "Mixed" if len(places) == 2 else "Online" if self.is_online else "Offline"
        data |= {
            "startDate": site_time(self.starts_at).isoformat(),
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
            "location": places[0] if len(places) == 1 else places,
            "organizer": {"@type": "Organization", "name": OrganisationSettings.for_request(request).name},
        }
        if self.ends_at:
            data["endDate"] = site_time(self.ends_at).isoformat()
        return data

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `facts`, `speakers` and `calendar_url`."""
        context = super().get_context(request, *args, **kwargs)
        context["facts"] = self.get_facts(request)
        context["speakers"] = self.get_speakers(request)
        context["calendar_url"] = self.get_calendar_url(request)
        return context
