"""The sample campaign with its petition, and the sample training event. Both are invented, and flagged."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format

from campaigns.models import CampaignIndexPage, CampaignPage, CampaignUpdate, LandingPage
from events.models import EventIndexPage, EventPage
from foundation.models import Topic
from home.models import HomePage
from portal.demo import words
from portal.demo.builder import file_under, page_below, publish
from portal.demo.records import record
from portal.demo.streams import Block, heading, items, stream, text, timeline
from publications.models import ReportPage

LONDON = ZoneInfo("Europe/London")


def end_of_month(months_ahead: int) -> date:
    """The last day of a month, counted from this one: sample dates must lie ahead whenever the demo is loaded."""
    today = timezone.localdate()
    month = today.month + months_ahead
    first_of_next = date(today.year + month // 12, month % 12 + 1, 1)
    return first_of_next - timedelta(days=1)


def findings(report: ReportPage) -> Block:
    """The report's own findings, read from the report."""
    return {"type": "findings", "value": {"report": report.pk, "numbers": items(1, 2, 3)}}


def make_campaign(
    home: HomePage, report: ReportPage, topics: dict[str, Topic]
) -> tuple[CampaignIndexPage, CampaignPage]:
    """The list, one sample campaign, its landing page with a petition that starts at nought."""
    campaigns, made = page_below(
        home, CampaignIndexPage(title="Campaigns", slug="campaigns", summary="What we ask for, and what came of it.")
    )
    if made:
        publish(campaigns)
    campaign, made = page_below(
        campaigns,
        CampaignPage(
            title="Act on Islamophobia",
            slug="act-on-islamophobia",
            summary=words.CAMPAIGN_SUMMARY,
            demand="We ask the party leadership to set out how it will act on Islamophobia, and by when.",
            is_sample=True,
            body=campaign_body(report),
        ),
    )
    if made:
        campaign.updates = [
            CampaignUpdate(
                date=timezone.localdate(),
                title="Sample: the petition opens",
                text="<p>Anybody who is 16 or over may sign.</p>",
            )
        ]
        file_under(campaign, topics, "islamophobia")
        publish(campaign)
    make_petition(campaign, report, topics)
    return campaigns, campaign


def campaign_body(report: ReportPage) -> str:
    """What the campaign rests on, and its steps with dates that lie ahead."""
    today, closes = timezone.localdate(), end_of_month(4)
    return stream(
        text(
            "This is a sample campaign. It shows how a campaign page looks, from the first day to the outcome. "
            "Nobody is asked to sign it for a real purpose."
        ),
        heading("Why"),
        text(
            "In November 2020 the Labour Muslim Network published a survey of Muslim members and supporters. Its "
            "findings are below, read from the report itself."
        ),
        findings(report),
        heading("From the report to the petition"),
        timeline(
            [
                ("November 2020", "2020-11-01", "The report is published", ""),
                (date_format(today, "F Y"), today.isoformat(), "Sample: the petition opens", ""),
                (date_format(closes, "F Y"), closes.isoformat(), "Sample: the petition closes", ""),
            ]
        ),
    )


def make_petition(campaign: CampaignPage, report: ReportPage, topics: dict[str, Topic]) -> None:
    """The landing page. Its petition is made when it is published, and recorded too."""
    closes = end_of_month(4)
    landing, made = page_below(
        campaign,
        LandingPage(
            title="Act on Islamophobia",
            slug="sign",
            summary="Half of respondents did not trust the party leadership to address Islamophobia. Add your name.",
            demand="We ask the leadership of the Labour Party to set out how it will act on Islamophobia, and by when.",
            target=words.TARGET,
            goal=2000,
            closes_at=datetime.combine(closes, time(17), tzinfo=LONDON).astimezone(UTC),
            deletion_date=closes + timedelta(days=90),
            is_sample=True,
            body=stream(
                text(
                    "In November 2020 the Labour Muslim Network published “Islamophobia and the Muslim Experience”, a "
                    "survey of Muslim members and supporters."
                ),
                findings(report),
                text("This is a sample petition, to show how one works. It is not handed to anybody."),
            ),
            steps=stream(
                {
                    "type": "step",
                    "value": {"text": "We hand over the list, and write to you only if you ticked the box."},
                }
            ),
        ),
    )
    if made:
        file_under(landing, topics, "islamophobia")
        publish(landing)
        landing.refresh_from_db()
        if landing.action is not None:
            record(landing.action)


def make_events(home: HomePage, topics: dict[str, Topic]) -> tuple[EventIndexPage, EventPage]:
    """The calendar and one sample training day, on a Saturday about three months ahead."""
    events, made = page_below(home, EventIndexPage(title="Events", slug="events", summary="Training and events."))
    if made:
        publish(events)
    day = timezone.localdate() + timedelta(days=100)
    day += timedelta(days=(5 - day.weekday()) % 7)
    event, made = page_below(
        events,
        EventPage(
            title="Stand for council: a training day",
            slug="stand-for-council",
            summary=words.EVENT_SUMMARY,
            starts_at=datetime.combine(day, time(10), tzinfo=LONDON).astimezone(UTC),
            ends_at=datetime.combine(day, time(16), tzinfo=LONDON).astimezone(UTC),
            venue_name="Sample Hall",
            venue_address="2 Example Street, Exampleton",
            price="Free",
            is_sample=True,
            body=stream(
                text(
                    "This is a sample event. It shows how a training day is announced: when, where, what for, and how to "
                    "put it into a calendar."
                ),
                heading("What the day covers"),
                text("How selection works, how to run a ward campaign, and what the first hundred days look like."),
            ),
        ),
    )
    if made:
        file_under(event, topics, "training", "local-government")
        publish(event)
    return events, event
