"""Puts the demo site together, top down. Run again, it makes only what is missing."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from campaigns.models import LandingPage
from foundation.models import Navigation, OrganisationSettings, Topic
from home.models import ContentPage, HomePage
from people.models import LeadershipGroup, PeopleIndexPage, PersonPage, Role
from portal.demo import accounts, plain_pages, words
from portal.demo.actions import make_campaign, make_events
from portal.demo.builder import file_under, find_or_make, page_below, publish
from portal.demo.records import record
from portal.demo.report import make_publications
from portal.demo.sample_report import make_sample_report
from portal.demo.streams import Block, items, page_link, stream
from portal.demo.urdu import make_urdu_home


@dataclass
class DemoPages:
    """The pages that others refer to."""

    home: HomePage
    about: ContentPage
    history: ContentPage
    people: PeopleIndexPage
    councillors: ContentPage
    privacy: ContentPage
    accessibility: ContentPage
    contact: ContentPage


@transaction.atomic
def load() -> None:
    """Load the demo site into this installation. Idempotent."""
    home = make_home()
    make_organisation(home)
    topics = make_topics(home.locale)
    pages = make_plain_pages(home)
    OrganisationSettings.objects.filter(site__root_page=home, privacy_page=None).update(privacy_page=pages.privacy)
    make_people(pages.people, home.locale)
    publications, report = make_publications(home, topics)
    make_sample_report(publications, topics)
    campaigns, campaign = make_campaign(home, report, topics)
    events, event = make_events(home, topics)
    write_plain_pages(pages, report, event, topics)
    home.featured_report, home.featured_campaign, home.featured_event = report, campaign, event
    finish_home(home, pages)
    urdu_home = make_urdu_home(home, report)
    make_navigation(home, pages, [publications, campaigns, events], LandingPage.objects.child_of(campaign).get())
    groups = accounts.make_groups([home, urdu_home], campaigns)
    accounts.make_workflow(home, groups["publisher"])
    accounts.make_logins(groups)


def make_home() -> HomePage:
    """The front page at `/`, in place of Wagtail's welcome page where that is still there."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is not None and isinstance(site.root_page.specific, HomePage):
        return site.root_page.specific
    root = Page.objects.get(depth=1)
    welcome = Page.objects.filter(depth=2, slug="home", content_type__model="page").first()
    home, _made = page_below(
        root,
        HomePage(
            title=words.NAME,
            slug="labour-muslim-network",
            summary=words.PURPOSE,
            hero_title="Muslim engagement and representation in the Labour Party",
            hero_lede="We promote both, provide political training and development, and lead political campaigns.",
        ),
    )
    made, created = Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": settings.PUBLIC_HOST,
            "port": settings.PUBLIC_PORT,
            "root_page": home,
            "site_name": words.NAME,
        },
    )
    if created:
        record(made)
    if welcome is not None and not welcome.get_children().exists():
        welcome.delete()
    return home


def make_organisation(home: HomePage) -> None:
    """Identity from the source document; imprint and contact are samples, and say so."""
    site = Site.objects.get(root_page=home)
    find_or_make(
        OrganisationSettings,
        {
            "name": words.NAME,
            "abbreviation": "LMN",
            "strapline": words.STRAPLINE,
            "purpose": words.PURPOSE,
            "formed": 2016,
            "location": "United Kingdom",
            "parent_organisation": "Labour Party",
            "contact_email": "contact@example.org",
            "security_email": "security@example.org",
            "promoter_name": words.SAMPLE_PROMOTER,
            "promoter_address": words.SAMPLE_ADDRESS,
            "on_behalf_of": words.NAME,
        },
        site=site,
    )


def make_topics(locale: Locale) -> dict[str, Topic]:
    """The topics, by slug."""
    return {
        slug: find_or_make(Topic, {"name": name, "description": description}, locale=locale, slug=slug)
        for slug, name, description in words.TOPICS
    }


def make_plain_pages(home: HomePage) -> DemoPages:
    """The ordinary pages, still without a body: bodies link to pages that come later."""

    def plain(parent: Page, title: str, slug: str, summary: str, *, is_sample: bool = False) -> ContentPage:
        return page_below(parent, ContentPage(title=title, slug=slug, summary=summary, is_sample=is_sample))[0]

    about = plain(home, "About us", "about", words.STRAPLINE)
    people, _made = page_below(
        home,
        PeopleIndexPage(title="People", slug="people", summary="Our Parliamentary chair and our national executive."),
    )
    return DemoPages(
        home=home,
        about=about,
        history=plain(about, "Our history", "history", "From a Twitter feed in 2016 to a report in 2020."),
        people=people,
        councillors=plain(home, "Muslim Councillor Network", "councillors", words.COUNCILLORS),
        privacy=plain(
            home, "Privacy and your data", "privacy", "What we ask for, why, and when we delete it.", is_sample=True
        ),
        accessibility=plain(
            home, "Accessibility", "accessibility", "What works, what does not yet, and whom to tell.", is_sample=True
        ),
        contact=plain(home, "Contact", "contact", "How to reach us.", is_sample=True),
    )


def write_plain_pages(pages: DemoPages, report: Page, event: Page, topics: dict[str, Topic]) -> None:
    """Fill and publish the ordinary pages that have never been published."""
    bodies = [
        (pages.about, plain_pages.about(pages.history.pk, pages.people.pk, pages.councillors.pk), []),
        (pages.history, plain_pages.history(report.pk), []),
        (pages.councillors, plain_pages.councillors(event.pk), ["local-government", "representation"]),
        (pages.privacy, plain_pages.privacy(), []),
        (pages.accessibility, plain_pages.accessibility(), []),
        (pages.contact, plain_pages.contact(), []),
    ]
    for page, body, slugs in bodies:
        if page.first_published_at is None:
            page.body = body
            file_under(page, topics, *slugs)
            publish(page)


def make_people(index: PeopleIndexPage, locale: Locale) -> None:
    """The leadership, each with name and role and nothing more."""
    if index.first_published_at is None:
        publish(index)
    for order, name in enumerate((words.PARLIAMENTARY, words.EXECUTIVE)):
        find_or_make(LeadershipGroup, {"sort_order": order}, name=name, locale=locale)
    for name, slug, group, title, summary in words.LEADERSHIP:
        person, made = page_below(index, PersonPage(title=name, slug=slug, summary=summary))
        if made:
            person.roles = [Role(title=title, group=LeadershipGroup.objects.get(name=group, locale=locale))]
            publish(person)


def finish_home(home: HomePage, pages: DemoPages) -> None:
    """Publish the front page, with what was chosen for it."""
    if home.first_published_at is not None:
        return
    home.history_page = pages.history
    home.hero_actions = stream(page_link(pages.about.pk, "What we do"))
    publish(home)


def make_navigation(home: HomePage, pages: DemoPages, lists: list[Page], petition: Page) -> None:
    """The menus, where an editor has made none."""

    def column(*links: Block) -> Block:
        return {"type": "column", "value": {"heading": "", "links": items(*(link["value"] for link in links))}}

    publications, campaigns, events = (page_link(page.pk, page.title) for page in lists)
    about, people = page_link(pages.about.pk, "About"), page_link(pages.people.pk, "People")
    find_or_make(
        Navigation,
        {
            "header": stream(about, publications, campaigns, people, events),
            "button": stream(page_link(petition.pk, "Sign the petition")),
            "footer": stream(
                column(about, people, page_link(pages.councillors.pk)),
                column(publications, campaigns, events),
                column(page_link(pages.contact.pk), page_link(pages.privacy.pk), page_link(pages.accessibility.pk)),
            ),
        },
        locale=home.locale,
    )
