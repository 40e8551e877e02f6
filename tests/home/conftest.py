"""A site with something of every kind on it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from campaigns.models import CampaignIndexPage, CampaignPage, LandingPage
from events.models import EventIndexPage, EventPage
from home.models import ContentPage, HomePage
from people.models import LeadershipGroup, PeopleIndexPage, PersonPage, Role
from publications.models import Finding, PublicationIndexPage, ReportPage
from tests.campaigns.conftest import publish, terms


class Builder:
    """Adds pages of each kind below one home page."""

    def __init__(self, home: HomePage) -> None:
        self.home = home
        self.library = publish(home, PublicationIndexPage(title="Publications", slug="publications"))
        self.campaigns = publish(home, CampaignIndexPage(title="Campaigns", slug="campaigns"))
        self.people = publish(home, PeopleIndexPage(title="People", slug="people"))
        self.events = publish(home, EventIndexPage(title="Events", slug="events"))
        self.group = LeadershipGroup.objects.create(name="Executive")

    def report(self, title: str) -> ReportPage:
        """A report with one finding."""
        report = ReportPage(title=title, published_on=timezone.localdate())
        report.findings.add(Finding(statement=f"of those asked in {title}.", words="29%", value=29))
        return publish(self.library, report)

    def campaign(self, title: str) -> CampaignPage:
        """A running campaign with an open petition."""
        campaign = publish(self.campaigns, CampaignPage(title=title, demand="Do it.", summary=f"About {title}."))
        publish(campaign, LandingPage(title=f"Sign {title}", slug="sign", **terms()))
        return campaign

    def event(self, title: str, days: int = 7) -> EventPage:
        """An event online, some days from now."""
        starts_at = timezone.now() + timedelta(days=days)
        return publish(self.events, EventPage(title=title, starts_at=starts_at, is_online=True))

    def person(self, name: str) -> PersonPage:
        """Somebody with a role."""
        person = PersonPage(title=name)
        person.roles.add(Role(title="Member", group=self.group))
        return publish(self.people, person)

    def history(self, *entries: tuple[str, str, str]) -> ContentPage:
        """A page with a timeline: sort date, words, what happened."""
        listed = [{"when": when, "sort_date": date, "heading": heading, "text": ""} for date, when, heading in entries]
        page = ContentPage(title="Our history", slug="history")
        page.body = [("timeline", {"order": "oldest", "entries": listed})]
        return publish(self.home, page)

    def one_of_each(self, number: int) -> None:
        """A report, a campaign, an event and a person more."""
        self.report(f"Report {number}")
        self.campaign(f"Campaign {number}")
        self.event(f"Event {number}", days=number + 1)
        self.person(f"Person {number}")


@pytest.fixture
def site(home_page: Any) -> Builder:
    """An almost empty site."""
    return Builder(home_page)
