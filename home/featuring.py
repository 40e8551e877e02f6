"""What the front page features: the editor's choice while anybody may read it, else the newest of its kind."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import gettext
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing

from campaigns.models import CampaignIndexPage, CampaignPage, LandingPage
from campaigns.progress import Progress, progress_of
from events.models import EventIndexPage, EventPage
from foundation.blocks import LinkValue
from foundation.models import BasePage, OrganisationSettings
from foundation.querysets import visible_pages
from home.models.content import ContentPage
from people.leadership import ListedPerson, list_leadership
from people.models import PeopleIndexPage, PersonPage, Role
from publications.models import PublicationIndexPage, ReportFile, ReportPage
from publications.models.findings import KeyFigure
from publications.usage import Showing

if TYPE_CHECKING:
    from home.models import HomePage

LATEST, PEOPLE, HISTORY, FINDINGS = 4, 8, 4, 3
SECTIONS = {
    "publications": PublicationIndexPage,
    "campaigns": CampaignIndexPage,
    "people": PeopleIndexPage,
    "events": EventIndexPage,
}


@dataclass(frozen=True)
class FeaturedCampaign:
    """A campaign with its newest open petition, where it has one."""

    page: CampaignPage
    petition: LandingPage | None
    progress: Progress | None


@dataclass
class FrontPage:
    """Everything on the front page. What is empty is not shown."""

    title: str
    lede: str
    actions: list[LinkValue]
    report: ReportPage | None = None
    findings: list[Any] = field(default_factory=list)
    pdf: ReportFile | None = None
    campaign: FeaturedCampaign | None = None
    latest: list[BasePage] = field(default_factory=list)
    people: list[ListedPerson] = field(default_factory=list)
    event: EventPage | None = None
    history: list[dict[str, str]] = field(default_factory=list)
    history_page: ContentPage | None = None
    sections: dict[str, Page] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all has been published yet."""
        return not (self.report or self.campaign or self.latest or self.people or self.event or self.history)


def front_page(home: "HomePage", request: HttpRequest) -> FrontPage:
    """Gather it. As many queries with 30 pages of a kind as with 3."""
    readable = Readable(home)
    reports = list(readable.below(ReportPage).for_listing().in_order()[: LATEST + 1])
    campaigns = list(readable.below(CampaignPage).for_listing().open_first()[: LATEST + 1])
    report = readable.chosen(ReportPage, home.featured_report_id, reports) or next(iter(reports), None)
    campaign = readable.chosen(CampaignPage, home.featured_campaign_id, campaigns) or first_open(campaigns)
    event = readable.chosen(EventPage, home.featured_event_id) or readable.below(EventPage).coming().first()
    history_page = readable.chosen(ContentPage, home.history_page_id)
    organisation = OrganisationSettings.for_request(request)
    return FrontPage(
        title=home.hero_title or organisation.name,
        lede=home.hero_lede or organisation.purpose,
        actions=[child.value for child in home.hero_actions if child.value.url],
        report=report,
        findings=figures_of(report) if report else [],
        pdf=newest_pdf(report) if report else None,
        campaign=feature_campaign(readable, campaign) if campaign else None,
        latest=latest_of([*reports, *campaigns], featured=[report, campaign]),
        people=leading_people(readable, request),
        event=event,
        history=last_entries(history_page) if history_page else [],
        history_page=history_page,
        sections=first_of_each_section(readable),
    )


def figures_of(report: ReportPage) -> list[KeyFigure]:
    """The findings of the featured report that the front page shows: the first three with a figure; none once it is
    withdrawn."""
    if report.is_withdrawn:
        return []
    return [finding for finding in report.key_figures if finding.number][:FINDINGS]


def front_pages_showing(report: ReportPage) -> Iterator[Showing]:
    """The front pages that feature a report, with the findings that they show of it (publications.usage)."""
    from home.models import HomePage  # noqa: PLC0415  (the page type asks this module what to feature)

    for home in HomePage.objects.live().order_by("path"):
        readable = Readable(home)
        newest = list(readable.below(ReportPage).in_order()[:1])
        featured = readable.chosen(ReportPage, home.featured_report_id, newest) or next(iter(newest), None)
        if featured is not None and featured.pk == report.pk:
            yield Showing(page=home, numbers=frozenset(figure.ordinal for figure in figures_of(featured)))


class Readable:
    """What anybody may read on one site. Asks once which parts of the tree are private."""

    def __init__(self, home: "HomePage") -> None:
        self.home = home
        self.private = Page.objects.all().private_q()

    def below(self, model: type[BasePage]) -> Any:
        """The pages of a type on this site. A home page that is not saved yet (a preview) has none."""
        if not self.home.pk:
            return model.objects.none()
        return model.objects.descendant_of(self.home).visible(self.private)

    def chosen(self, model: type[BasePage], page_id: int | None, fetched: list[Any] | None = None) -> Any:
        """The editor's choice if it may be read, else None. No query where it is among the fetched pages."""
        if page_id is None:
            return None
        for page in fetched or []:
            if page.pk == page_id:
                return page
        return model.objects.visible(self.private).filter(pk=page_id).first()


def first_open(campaigns: list[CampaignPage]) -> CampaignPage | None:
    """The newest campaign that is still going on, of a list in which those come first."""
    return next((campaign for campaign in campaigns if campaign.is_open), None)


def newest_pdf(report: ReportPage) -> ReportFile | None:
    """The PDF that `latest.pdf` serves; None until it is made. One query."""
    files = ReportFile.objects.filter(version__report=report, role=ReportFile.Role.REPORT, format=ReportFile.Format.PDF)
    return files.order_by("-version__number", "pk").first()


def feature_campaign(readable: Readable, campaign: CampaignPage) -> FeaturedCampaign:
    """With the newest petition that can be signed now."""
    pages = LandingPage.objects.child_of(campaign).visible(readable.private).with_action().newest_first()
    petition = next((page for page in pages if page.is_open), None)
    return FeaturedCampaign(campaign, petition, progress_of(petition.petition) if petition is not None else None)


def latest_of(pages: list[Any], featured: list[Any]) -> list[Any]:
    """The newest of these pages, without those that the front page features anyway."""
    shown = {page.pk for page in featured if page is not None}
    fresh = [page for page in pages if page.pk not in shown]
    return sorted(fresh, key=first_shown, reverse=True)[:LATEST]


def first_shown(page: BasePage) -> float:
    """When a page was first published, to sort by; a page made live without publishing comes last."""
    return page.first_published_at.timestamp() if page.first_published_at else 0


def leading_people(readable: Readable, request: HttpRequest) -> list[ListedPerson]:
    """Who leads today, group by group, each person once."""
    people = readable.below(PersonPage).filter(pk__in=Role.objects.values("person")).for_leadership().order_by("path")
    return list_leadership(people, request).leading_today()[:PEOPLE]


def last_entries(page: ContentPage) -> list[dict[str, str]]:
    """The last entries of the first timeline on a page, oldest first, as components/time_strip.html reads them."""
    for child in page.body:
        if child.block_type == "timeline":
            dated = [entry for entry in child.value["entries"] if entry["sort_date"]]
            dated.sort(key=lambda entry: entry["sort_date"])
            return [strip_entry(entry) for entry in dated[-HISTORY:]]
    return []


def strip_entry(entry: Any) -> dict[str, str]:
    """The year large; below it what the words say beyond the year, and what happened; and all of it as it is read out."""
    year = str(entry["sort_date"].year)
    what = entry["heading"] or get_text_for_indexing(entry["text"].source)
    # "Mid-2017" is one word and stays whole; of "September 2016" the month is left.
    beyond = entry["when"].removesuffix(year)
    when = entry["when"] if beyond.endswith("-") else beyond.strip()
    spoken = gettext("%(when)s. %(what)s") % {"when": entry["when"], "what": what}
    if not when:
        return {"year": year, "text": what, "spoken": spoken}
    return {"year": year, "text": gettext("%(when)s. %(what)s") % {"when": when, "what": what}, "spoken": spoken}


def first_of_each_section(readable: Readable) -> dict[str, Page]:
    """The list page of each section, where the site has one. One query."""
    if not readable.home.pk:
        return {}
    types = {model: name for name, model in SECTIONS.items()}
    pages = visible_pages(readable.private).child_of(readable.home).type(tuple(types)).order_by("-path")
    return {types[page.specific_class]: page for page in pages}
