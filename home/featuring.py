"""What the front page features: the editor's choice while anybody may read it, else the newest of its kind."""

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
from foundation.querysets import BasePageQuerySet, visible_pages
from home.models.content import ContentPage
from people.leadership import ListedPerson, list_leadership
from people.models import PeopleIndexPage, PersonPage
from publications.models import PublicationIndexPage, ReportFile, ReportPage

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
    report = chosen_or_first(home.featured_report_id, ReportPage.objects.released(), below(home, ReportPage).in_order())
    campaign = chosen_or_first(
        home.featured_campaign_id, CampaignPage.objects.visible(), below(home, CampaignPage).running().newest_first()
    )
    event = chosen_or_first(home.featured_event_id, EventPage.objects.visible(), below(home, EventPage).coming())
    history_page = ContentPage.objects.visible().filter(pk=home.history_page_id).first() if home.history_page_id else None
    organisation = OrganisationSettings.for_request(request)
    return FrontPage(
        title=home.hero_title or organisation.name,
        lede=home.hero_lede or organisation.purpose,
        actions=[child.value for child in home.hero_actions if child.value.url],
        report=report,
        findings=[finding for finding in report.key_figures if finding.number][:FINDINGS] if report else [],
        pdf=newest_pdf(report) if report else None,
        campaign=feature_campaign(campaign) if campaign else None,
        latest=latest_pages(home, [page for page in (report, campaign, event) if page]),
        people=leading_people(home, request),
        event=event,
        history=last_entries(history_page) if history_page else [],
        history_page=history_page,
        sections=first_of_each_section(home),
    )


def below(home: "HomePage", model: type[BasePage]) -> Any:
    """The public pages of a type on this site. A page that is not saved yet (a preview) has none."""
    if not home.pk:
        return model.objects.none()
    return model.objects.descendant_of(home).visible()


def chosen_or_first(chosen_id: int | None, readable: BasePageQuerySet, otherwise: BasePageQuerySet) -> Any:
    """The editor's choice if it may be read, else the first of the others, else None. Two queries at most."""
    chosen = readable.filter(pk=chosen_id).first() if chosen_id is not None else None
    return chosen if chosen is not None else otherwise.first()


def newest_pdf(report: ReportPage) -> ReportFile | None:
    """The PDF that `latest.pdf` serves; None until it is made. One query."""
    files = ReportFile.objects.filter(
        version__report=report, role=ReportFile.Role.REPORT, format=ReportFile.Format.PDF
    )
    return files.order_by("-version__number", "pk").first()


def feature_campaign(campaign: CampaignPage) -> FeaturedCampaign:
    """With the newest petition that can be signed now."""
    petition = next((page for page in campaign.actions if page.is_open), None)
    return FeaturedCampaign(campaign, petition, progress_of(petition.petition) if petition is not None else None)


def latest_pages(home: "HomePage", featured: list[BasePage]) -> list[BasePage]:
    """The newest reports, campaigns and events, without those that the page features anyway."""
    shown = [page.pk for page in featured]
    newest: list[BasePage] = []
    for model in (ReportPage, CampaignPage, EventPage):
        newest += below(home, model).exclude(pk__in=shown).newest_first().for_listing()[:LATEST]
    return sorted(newest, key=lambda page: page.first_published_at or page.latest_revision_created_at, reverse=True)[:LATEST]


def leading_people(home: "HomePage", request: HttpRequest) -> list[ListedPerson]:
    """Who leads today, group by group, each person once."""
    people = below(home, PersonPage).filter(roles__isnull=False).distinct().for_leadership().order_by("path")
    listed = [person for group in list_leadership(people, request).current_groups for person in group.current]
    return list({person.page.pk: person for person in reversed(listed)}.values())[::-1][:PEOPLE]


def last_entries(page: ContentPage) -> list[dict[str, str]]:
    """The last entries of the first timeline on a page, oldest first, as components/time_strip.html reads them."""
    for child in page.body:
        if child.block_type == "timeline":
            dated = [entry for entry in child.value["entries"] if entry["sort_date"]]
            dated.sort(key=lambda entry: entry["sort_date"])
            return [strip_entry(entry) for entry in dated[-HISTORY:]]
    return []


def strip_entry(entry: Any) -> dict[str, str]:
    """The year large; below it what the words say beyond the year, and what happened."""
    year = str(entry["sort_date"].year)
    what = entry["heading"] or get_text_for_indexing(entry["text"].source)
    # "Mid-2017" is one word and stays whole; of "September 2016" the month is left.
    beyond = entry["when"].removesuffix(year)
    when = entry["when"] if beyond.endswith("-") else beyond.strip()
    if not when:
        return {"year": year, "text": what}
    return {"year": year, "text": gettext("%(when)s. %(what)s") % {"when": when, "what": what}}


def first_of_each_section(home: "HomePage") -> dict[str, Page]:
    """The list page of each section, where the site has one. One query."""
    if not home.pk:
        return {}
    found: dict[str, Page] = {}
    types = {model: name for name, model in SECTIONS.items()}
    for page in visible_pages().child_of(home).type(tuple(types)).order_by("-path"):
        found[types[page.specific_class]] = page
    return found
