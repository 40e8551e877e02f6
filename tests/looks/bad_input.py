"""What editors may enter that no designer had in mind: each function puts some of it on the demo site."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

from django.core.files.images import ImageFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.models import Page

from campaigns.models import CampaignIndexPage, CampaignPage, LandingPage
from events.models import EventIndexPage, EventPage
from foundation.models import LibraryImage, Navigation, OrganisationSettings
from foundation.pictures.showing import making_pictures
from home.models import ContentPage, HomePage
from people.models import LeadershipGroup, PersonPage, Role
from portal.demo.streams import heading, items, stream, table, text
from publications.models import Finding, PublicationIndexPage, ReportPage
from tests.browser.addresses import CAMPAIGN, EVENT, LANDING, REPORT

UNBROKEN = "Unbroken" * 25
CAPITALS = "ISLAMOPHOBIA AND THE MUSLIM EXPERIENCE IN THE LABOUR PARTY AND BEYOND IT"
LONG_NAME = "Abdulrahman Muhammad Zulfiqar-Chaudhry Featherstonehaugh-Khan"
HOME, LIBRARY, PEOPLE, PROFILE, ABOUT = "/", "/publications/", "/people/", "/people/afzal-khan/", "/about/"
SHOWN = [
    HOME,
    "/campaigns/",
    LIBRARY,
    REPORT,
    CAMPAIGN,
    LANDING,
    PEOPLE,
    PROFILE,
    "/events/",
    EVENT,
    "/search/?q=sample",
]


def titled(title: str) -> None:
    """Every page has this title."""
    for kind in (ReportPage, CampaignPage, LandingPage, PersonPage, EventPage, ContentPage):
        for page in kind.objects.all():
            page.title = page.draft_title = title
            page.change_note = "Changed for a test."  # a report asks for one
            page.save()
    HomePage.objects.update(hero_title=title[:120])


def long_names() -> None:
    """An organisation with 80 letters in its name, an imprint of three lines, people with 60."""
    OrganisationSettings.objects.update(
        name="The National Association of Muslim Members, Councillors and Supporters of Labour",
        promoter_name="The Honorary Secretary of the National Executive Committee of the Association, Abdulrahman Chaudhry",
        promoter_address="Third Floor, The Old Corporation Buildings, 1234 Great Example Street North, Exampleton-on-the-Hill, "
        "West Exampleshire, EX1 1EX, United Kingdom",
        on_behalf_of="The National Association of Muslim Members, Councillors and Supporters of Labour",
    )
    PersonPage.objects.update(title=LONG_NAME)
    Role.objects.update(
        title="Representative of the North-West of England and of Scotland on the National Executive Committee"
    )


def long_menu() -> None:
    """Twelve entries in the menu, one of them long, and a long button."""
    for navigation in Navigation.objects.all():
        words = [
            "About",
            "Publications",
            "Representation, training and political education for members",
            *["Campaigns"] * 9,
        ]
        navigation.header = stream(
            *[{"type": "link", "value": {"text": label, "address": "/about/"}} for label in words]
        )
        navigation.button = stream(
            {
                "type": "link",
                "value": {"text": "Sign the petition to the leadership of the Labour Party", "address": "/about/"},
            }
        )
        navigation.save()


def many_columns() -> None:
    """A report with a table of 14 columns, a long figure, and headings with nothing below them."""
    report = ReportPage.objects.get(is_sample=False)
    columns = ["Region", *[f"{year} to {year + 1}" for year in range(2010, 2023)]]
    rows = [[region, *["1,234,567.89 %"] * 13] for region in ("North West", "Yorkshire and the Humber", "London")]
    report.body = stream(
        heading("An empty section"),
        heading("Another, with nothing below it"),
        {"type": "section", "value": {"theme": "stock", "content": []}},
        text("Between the empty sections and the table."),
        table("A table of fourteen columns", columns, rows, "Source: invented for a test"),
        table("A table of two columns", ["Finding", "Share"], [["Of all respondents", "1,234,567.89 %"]]),
        {
            "type": "key_figure",
            "value": {
                "number": "1,234,567.89",
                "unit": "%",
                "sentence": "of a very large whole, as somebody wrote it.",
            },
        },
        heading("The last section is empty too"),
    )
    report.change_note = "Changed for a test."
    report.save()
    Finding.objects.filter(report=report, number=1).update(
        words="1,234,567.89 %", value=Decimal("1234567.89"), unit="number"
    )


def cards(number: int) -> None:
    """So many campaigns, reports, events and people."""
    campaigns, events = CampaignIndexPage.objects.get(), EventIndexPage.objects.get()
    library, report = PublicationIndexPage.objects.get(), ReportPage.objects.get(is_sample=False)
    people, group = PersonPage.objects.first().get_parent(), LeadershipGroup.objects.first()
    for page in [*PersonPage.objects.all()[number:]]:
        page.delete()
    starts = timezone.now() + timezone.timedelta(days=30)
    for place in range(1, number):
        words = {"title": f"The {place}. of many", "summary": "One of many, for a test." if place % 2 else ""}
        _below(campaigns, CampaignPage(slug=f"c-{place}", demand="Act.", **words))
        _below(events, EventPage(slug=f"e-{place}", starts_at=starts, venue_name="Sample Hall", **words))
        _below(library, ReportPage(slug=f"r-{place}", published_on=report.published_on, **words))
        if number > PersonPage.objects.count():
            person = PersonPage(slug=f"p-{place}", title=f"Sample Person {place}")
            person.roles = [Role(title="National executive member", group=group)]
            _below(people, person)
    HomePage.objects.update(
        body=stream(
            {"type": "page_cards", "value": {"heading": "Chosen", "pages": items(*_ids(CampaignPage, number))}},
        )
    )


def tall_photographs() -> None:
    """A photograph of 400 by 1200 pixels wherever a picture is expected, and a wide one for a portrait."""
    tall, wide = _photograph(400, 1200), _photograph(1600, 300)
    HomePage.objects.update(hero_image=tall)
    for kind in (ReportPage, CampaignPage, LandingPage, EventPage, ContentPage):
        kind.objects.update(listing_image=tall)
    PersonPage.objects.update(portrait=wide)
    with making_pictures():
        for address in (HOME, "/campaigns/", LIBRARY, EVENT, PROFILE):
            Client().get(address)


CASES: dict[str, tuple[Callable[[], None], list[str]]] = {
    "a title of 200 unbroken letters": (lambda: titled(UNBROKEN), SHOWN),
    "titles in capitals": (lambda: titled(CAPITALS), SHOWN),
    "long names": (long_names, [HOME, REPORT, LANDING, PEOPLE, PROFILE, "/accounts/login/"]),
    "twelve entries in the menu": (long_menu, [HOME, REPORT]),
    "fourteen columns, long figures, empty sections": (many_columns, [REPORT, HOME, LANDING]),
    "one card": (lambda: cards(1), [HOME, "/campaigns/", LIBRARY, PEOPLE, "/events/"]),
    "two cards": (lambda: cards(2), [HOME, "/campaigns/", LIBRARY, PEOPLE, "/events/"]),
    "forty cards": (lambda: cards(40), [HOME, "/campaigns/", LIBRARY, PEOPLE, "/events/", PROFILE]),
    "photographs of another shape": (tall_photographs, [HOME, "/campaigns/", LIBRARY, REPORT, EVENT, PROFILE, PEOPLE]),
}


def _below(parent: Page, page: Page) -> None:
    """A public page that nobody drew a pattern for."""
    parent.refresh_from_db()
    parent.add_child(instance=page)


def _ids(kind: type[Page], number: int) -> list[int]:
    """Of so many pages at most, as many as a block takes."""
    return list(kind.objects.values_list("pk", flat=True)[: min(number, 12)])


def _photograph(width: int, height: int) -> LibraryImage:
    """A picture in the library whose edge is another colour than its middle."""
    content = BytesIO()
    picture = Image.new("RGB", (width, height), "#445566")
    picture.paste("#ddaa88", (width // 4, height // 4, width * 3 // 4, height * 3 // 4))
    picture.save(content, "JPEG")
    content.seek(0)
    image: LibraryImage = LibraryImage.objects.create(
        title="A photograph", description="A photograph", file=ImageFile(content, f"{width}x{height}.jpg")
    )
    return image
