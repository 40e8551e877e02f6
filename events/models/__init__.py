"""Training and events. Import them from here: speakers know people, an event its speakers, the list its events."""

from events.models.calendar import EventIndexPage
from events.models.event import EventPage
from events.models.speakers import EventSpeaker

__all__ = ["EventIndexPage", "EventPage", "EventSpeaker"]
