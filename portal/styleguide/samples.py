"""Sample content of the style guide: plainly invented, the same at every look, never saved."""

import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from wagtail.models import Page

from campaigns.models import CampaignPage
from foundation.models import OrganisationSettings
from people.leadership import ListedPerson
from people.models import PersonPage
from publications.models import ReportPage
from publications.models.findings import KeyFigure

SamplePage = TypeVar("SamplePage", bound=Page)

ADDRESS = "#sample"
LONDON = ZoneInfo("Europe/London")
UNBROKEN = "Unbroken" * 25  # 200 characters without a place to break
CAPITALS = "SAMPLE TITLE IN CAPITALS, AS SOMEBODY MAY PASTE IT FROM A LETTERHEAD"
SENTENCE = "An invented summary of one or two plain sentences, as long as a card has room for. It says what is inside."
NAMES = ("Ann Sample", "Ben Example", "Cara Specimen", "Dev Instance", "Eve Pattern", "Fay Model", "Gus Draft")


def organisation() -> OrganisationSettings:
    """The organisation of every specimen, whoever the site speaks for."""
    return OrganisationSettings(
        name="Sample Organisation",
        strapline="An invented strapline of one line",
        formed=2001,
        promoter_name="A. Sample",
        promoter_address="PO Box 1, Sampletown",
        social_links=[{"type": "link", "value": {"text": "Sample network", "address": "https://example.org/"}}],
    )


def page(model: type[SamplePage], title: str, **fields: Any) -> SamplePage:
    """An unsaved page that leads nowhere."""
    made = model(title=title, slug=fields.pop("slug", title[:40].lower().replace(" ", "-")), **fields)
    made.get_url = lambda *_arguments, **_options: ADDRESS
    return made


def report(title: str = "Sample report", **fields: Any) -> ReportPage:
    """An unsaved report of November 2020."""
    return page(
        ReportPage,
        title,
        **{
            "summary": SENTENCE,
            "published_on": datetime.date(2020, 11, 1),
            "published_precision": "month",
            **fields,
        },
    )


def campaign(title: str = "Sample campaign that was won", **fields: Any) -> CampaignPage:
    """An unsaved campaign that has come to its end."""
    ended = {"closed_on": datetime.date(2020, 5, 1), "outcome": "won", "outcome_text": "The sample council agreed."}
    return page(CampaignPage, title, **{"summary": SENTENCE, **ended, **fields})


def reports(count: int) -> list[ReportPage]:
    """So many cards; six drawings take turns."""
    return [report(f"Sample report {number}", slug=f"sample-{number % 6}") for number in range(1, count + 1)]


def person(number: int = 0, role: str = "Sample role") -> ListedPerson:
    """Somebody who does not exist."""
    name = NAMES[number % len(NAMES)]
    return ListedPerson(page=page(PersonPage, name), name=name, role=role, note="", url=ADDRESS, portrait=None)


def people(count: int) -> list[ListedPerson]:
    """So many people who do not exist."""
    return [person(number) for number in range(count)]


def figure(number: str, sentence: str, **fields: Any) -> KeyFigure:
    """A finding of a report that does not exist."""
    return KeyFigure(
        **{
            "ordinal": 1,
            "number": number,
            "unit": "",
            "sentence": sentence,
            "inked": None,
            "anchor": "",
            "quotation": "",
            "url": ADDRESS,
            **fields,
        }
    )


def figures() -> list[KeyFigure]:
    """Three findings, two of them shares."""
    return [
        figure("Half", "of sample respondents chose the first answer.", inked=50),
        figure("29", "of sample respondents chose the second answer.", unit="%", inked=29, ordinal=2),
        figure("21", "of sample respondents did not choose.", unit="%", inked=21, ordinal=3),
    ]


def moment(year: int, month: int, day: int, hour: int = 10) -> datetime.datetime:
    """A fixed moment on the site's clock."""
    return datetime.datetime(year, month, day, hour, tzinfo=LONDON)
