"""The list of events, and the calendar files below it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path

from events.calendars import calendar_of, calendar_response
from events.models.event import EventPage
from events.querysets import EventQuerySet
from foundation.filters import TopicFilterSet
from foundation.models import IndexPage, OrganisationSettings


class EventIndexPage(RoutablePageMixin, IndexPage):
    """Coming events first, then past ones, and a calendar to subscribe to.

    Its files reach it through events.urls: Wagtail's own pattern of addresses knows no dot.
    """

    subpage_types = ["events.EventPage"]
    max_count_per_parent = 1
    filterset_class = TopicFilterSet

    kind = _("Events")

    class Meta:
        verbose_name = _("events")
        verbose_name_plural = _("events")

    def get_events(self) -> EventQuerySet:
        """The public events of this list, in no order."""
        return EventPage.objects.child_of(self).visible()

    def get_listing(self) -> EventQuerySet:
        """Coming events, the next one first, then past ones, the latest first."""
        return self.get_events().coming_first().for_listing()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add `feed_url`, the calendar to subscribe to."""
        context = super().get_context(request, *args, **kwargs)
        context["feed_url"] = f"{self.get_url(request)}feed.ics"
        return context

    @re_path(r"^feed\.ics/$", name="feed")
    def serve_feed(self, request: HttpRequest) -> HttpResponse:
        """The calendar that people subscribe to."""
        name = gettext("%(organisation)s: %(events)s") % {
            "organisation": OrganisationSettings.for_request(request).name,
            "events": self.title,
        }
        return calendar_response(calendar_of(self.get_events().for_calendar(), request, name=name), "feed.ics")

    @re_path(r"^(?P<slug>[\w-]+)\.ics/$", name="calendar_file")
    def serve_calendar_file(self, request: HttpRequest, slug: str) -> HttpResponse:
        """One event as a calendar file. Raises Http404 for one that is not public."""
        event = self.get_events().filter(slug=slug).first()
        if event is None:
            raise Http404(_("There is no such event."))
        return calendar_response(calendar_of([event], request), f"{event.slug}.ics")
