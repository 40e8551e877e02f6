"""Nothing of an embargoed report anywhere at one second before, and all of it at the second.

Each pattern of the site's addresses and each route of a report and of the library is a case of its own: one that is
new is asked, or is named below with the reason why not, or its case fails.
"""

import datetime
import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote_plus, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import URLResolver, get_resolver, resolve
from django.utils import timezone
from wagtail.models import Page, Site

from foundation.models import PageArt
from foundation.routing import deepest_page
from publications import embargo
from publications.models import PublicationIndexPage, ReportPage
from publications.probes import Kind, Probe, probes_of
from tests.campaigns.conftest import publish
from tests.portal.sealed_report import SECRETS, make_release, more_of

pytestmark = [pytest.mark.django_db, pytest.mark.every_file]
SECOND = datetime.timedelta(seconds=1)
MAX_AGE = re.compile(r"\bmax-age=(\d+)")

# Patterns that no report ever shows on, and why.
NOT_ASKED = {
    "healthz/live": "says that the process is up",
    "healthz/ready": "says that the site is ready",
    "metrics": "numbers for the operator, with a token",
    "robots.txt": "names prefixes of addresses only",
    ".well-known/security.txt": "the organisation's contact",
    "manifest.webmanifest": "the organisation's name and icons",
    "favicon.ico": "the organisation's icon",
    "brand.css": "the organisation's colours",
    "brand-admin.css": "the organisation's colours",
    "icons/favicon.svg": "the organisation's icon",
    "icons/icon-<int:size>.png": "the organisation's icon",
    "_util/login/": "leads to the log-in",
    "documents/authenticate_with_password/<int:restriction_id>/": "shared passwords are switched off",
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": "shared passwords are switched off",
    "api/v2/images/find/": "leads to the detail of the same endpoint",
    "api/v2/documents/find/": "leads to the detail of the same endpoint",
    "styleguide/": "samples, for people who log in",
    "styleguide/<slug:name>/": "samples, for people who log in",
    "act/<int:action_id>/": "takes forms of petitions",
    "c/<str:token>/": "a signature, for who has its link",
    "my/": "a form that asks for an address",
    "my/sent/": "says that a mail is on its way",
    "my/<str:token>/": "somebody's own record, for who has its link",
    "u/<str:token>/": "stops somebody's mail, for who has its link",
    "counters/<int:action_id>.json": "the count of a petition",
    "press/read/files/<str:name>": "for who has a press link: tests/publications/test_press_links.py",
    "press/read/<slug:path>/": "for who has a press link: tests/publications/test_press_links.py",
    "^press/(?P<token>[\\w-]{43})/$": "for who has a press link: tests/publications/test_press_links.py",
    "^((?:[\\w\\-]+/)+[\\w\\-]+\\.ics)$": "the calendar of an event",
    "^((?:[\\w\\-]+/)+count/history\\.csv)$": "the count of a petition",
}


@dataclass(frozen=True)
class Seen:
    """What a visitor got: status, cache policy, and all words of head and body without escapes."""

    status: int
    caching: str
    words: str


@dataclass
class Crawl:
    """Every address at one second before and at the second, by the pattern or route that answers it."""

    before: dict[str, Seen] = field(default_factory=dict)
    after: dict[str, Seen] = field(default_factory=dict)
    probes: dict[str, Probe] = field(default_factory=dict)
    by_case: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


# What was crawled, by scene: once, for all cases.
CRAWLS: dict[str, Crawl | None] = {}


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """The patterns of all addresses but the admin's and the log-in's."""
    for pattern in resolver.url_patterns:
        # As Django joins them for `ResolverMatch.route`.
        whole = before + str(pattern.pattern).removeprefix("^" if before else "")
        if whole.startswith(("admin/", "accounts/")):
            continue
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, whole)
        else:
            yield whole


def routes(model: Any) -> list[str]:
    """The routes within a page."""
    return [f"{model.__name__}: {route.name}" for route in model.get_subpage_urls()]


CASES = [*dict.fromkeys(patterns(get_resolver())), *routes(ReportPage), *routes(PublicationIndexPage)]


def cases_of(address: str) -> Iterator[str]:
    """The pattern that answers an address, and the route within its page."""
    path = urlsplit(address).path
    match = resolve(path)
    yield match.route
    if match.url_name in {"wagtail_serve", "report_download", "report_markdown"}:
        parts = [part for part in re.sub(r"\.md$", "/report.md", path).split("/") if part]
        page, rest = deepest_page(Site.objects.get().root_page, parts)
        page = page.specific
        if isinstance(page, ReportPage | PublicationIndexPage):
            view, *_arguments = page.resolve_subpage("/" + "".join(f"{part}/" for part in rest))
            names = {route.callback.__name__: route.name for route in type(page).get_subpage_urls()}
            yield f"{type(page).__name__}: {names[view.__name__]}"


def look(client: Client, address: str) -> Seen:
    """Ask as a visitor."""
    response = client.get(address)
    body = b"" if response.streaming else response.content
    text = body.decode("utf-8", "replace")
    if "json" in response.get("Content-Type", ""):
        text = json.dumps(json.loads(text), ensure_ascii=False)
    head = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    return Seen(response.status_code, response.get("Cache-Control", ""), f"{html.unescape(text)} {unquote_plus(head)}")


def secrets_in(seen: Seen, address: str) -> list[str]:
    """The secrets that an answer tells. What the visitor typed is repeated by some pages and tells nothing."""
    asked = unquote_plus(urlsplit(address).query)
    return [secret for secret in SECRETS if secret in seen.words and secret not in asked]


@pytest.fixture
def library(home_page: Page) -> PublicationIndexPage:
    """With a report that is out, so that no list is empty."""
    listed: PublicationIndexPage = publish(home_page, PublicationIndexPage(title="Publications", slug="publications"))
    publish(listed, ReportPage(title="An older report", slug="older", published_on=datetime.date(2020, 1, 1)))
    return listed


@pytest.fixture(params=["a report that never came out", "a second version over a first"])
def crawl(request: pytest.FixtureRequest, home_page: Page, client: Client) -> Crawl:
    """All addresses of one scene, at both moments. Crawled by the first case that asks."""
    if request.param not in CRAWLS:
        CRAWLS[request.param] = None
        library = request.getfixturevalue("library")
        CRAWLS[request.param] = crawled(client, library, is_first=request.param.startswith("a report"))
    found = CRAWLS[request.param]
    assert found is not None, "The crawl failed: see the first case."
    return found


def crawled(client: Client, library: PublicationIndexPage, *, is_first: bool) -> Crawl:
    """Make a release, ask everything a second early, release, ask everything again."""
    release = make_release(library, is_first=is_first)
    crawl = Crawl(probes={probe.address: probe for probe in [*probes_of(release), *more_of(release)]})
    for address in crawl.probes:
        for case in cases_of(address):
            crawl.by_case[case].append(address)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: release.embargo_until - SECOND)
        assert embargo.release_due(wait=False) == 0
        crawl.before = {address: look(client, address) for address in crawl.probes}
        patch.setattr(timezone, "now", lambda: release.embargo_until)
        cache.delete(
            "portal.search.vocabulary"
        )  # kept for ten minutes: who mistypes a new word is helped a little later
        assert embargo.release_due(wait=False) == 1
        crawl.after = {address: look(client, address) for address in crawl.probes}
    return crawl


@pytest.mark.parametrize("case", CASES)
def test_nothing_of_a_report_before_its_second_and_everything_at_it(crawl: Crawl, case: str) -> None:
    addresses = crawl.by_case.get(case, [])
    if case in NOT_ASKED:
        assert not addresses, f"{case} is asked: take it out of NOT_ASKED"
        return
    assert addresses, f"Nothing asks {case}: add it to publications/probes.py, or to NOT_ASKED with the reason"
    for address in addresses:
        probe, before, after = crawl.probes[address], crawl.before[address], crawl.after[address]
        assert secrets_in(before, address) == [], address
        assert before.status < 500, address
        if probe.kind in {Kind.OWN, Kind.LEADS}:
            assert (before.status, "no-store" in before.caching) == (404, True), address
        age = MAX_AGE.search(before.caching)
        assert age is None or int(age[1]) <= 1, f"{address} is kept beyond the second"
        if probe.kind is Kind.OWN:
            assert after.status == 200, address
        elif probe.kind is Kind.LEADS:
            assert after.status in {301, 302}, address
        elif probe.kind is Kind.LISTS:
            assert secrets_in(after, address), address
        assert after.status < 500, address


def test_what_may_name_a_report_does_once_it_is_out(crawl: Crawl) -> None:
    """Else the crawl would find nothing before because there is nothing to find."""
    first = "/publications/sealed-slug/" in crawl.probes
    for address in ("/about/", *(("/publications/", "/", "/llms.txt", "/search/suggest/?q=seal") if first else ())):
        assert secrets_in(crawl.after[address], address), address


def test_the_picture_for_shared_links_is_drawn_at_the_release_and_not_before(library: PublicationIndexPage) -> None:
    release = make_release(library, is_first=True)
    assert not PageArt.objects.filter(page=release.report_id).exclude(social="").exists()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: release.embargo_until)
        embargo.release_due(wait=False)
    assert PageArt.objects.filter(page=release.report_id).exclude(social="").exists()
