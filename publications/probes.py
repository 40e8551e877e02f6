"""Every public address that will show a release, and the words that must stand on none of them before its second."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex

from publications.citing.formats import FORMATS
from publications.files import file_route
from publications.models import Release, ReportFile, ReportPage, Version
from publications.tables import tables_of
from publications.usage import showings_of

SHORTEST_MARK = 20  # letters; shorter words stand on other pages too
MOST_MARKS = 60
TAG = re.compile(r"<[^>]*>")
SENTENCE_END = re.compile(r"(?<=[.!?])\s")
# The fields that say something of their own, and what in a stream is for machines.
TOLD = ("title", "subtitle", "abstract", "about_this_page", "findings", "body", "chapters", "surveys")
NO_WORDS = frozenset({"id", "pk", "type", "slug", "language"})


class Kind(StrEnum):
    """What an address is expected to do."""

    OWN = "own"  # nothing before the second: 404, kept by nobody; afterwards it answers
    LEADS = "leads"  # the same, but afterwards it leads on to the report
    LISTS = "lists"  # always there; the report is not named before and is named afterwards
    MAY_LIST = "may list"  # the same, but what it names afterwards depends on more than the release


@dataclass(frozen=True)
class Probe:
    """One public address and what it should do. `label` is for editors."""

    label: str
    address: str
    kind: Kind


def probes_of(release: Release) -> list[Probe]:
    """Every address. Raises ValueError for a release without an approved version."""
    version, revision = release.version, release.revision
    if version is None or revision is None:
        raise ValueError("Only an approved release has addresses.")
    draft: ReportPage = revision.as_object()
    version.report = ReportPage.objects.get(pk=release.report_id)
    found = [
        *pages_of(version),
        *files_of(version),
        *machine_addresses(version.report),
        *lists_with(draft),
        *elsewhere(draft),
    ]
    return list({probe.address: probe for probe in found}.values())


def pages_of(version: Version) -> Iterator[Probe]:
    """The report's own pages and those of its version."""
    report, frozen = version.report, version.frozen_report()
    # Under a version that the public reads, the pages stay and change their words.
    now = Kind.MAY_LIST if report.live else Kind.OWN
    base, own = report.url or "", f"{report.url or ''}v{version.number}/"
    yield Probe(_("The report"), base, Kind.LISTS if report.live else Kind.OWN)
    has_chapters = bool(len(frozen.chapters))
    paths = ["findings/", *(["full/"] if has_chapters else []), *(["data/"] if tables_of(frozen) else [])]
    paths += [f"{child.value['slug']}/" for child in frozen.chapters]
    for path in paths:
        yield Probe(_("A page of the report"), base + path, now)
        yield Probe(_("A page of the version"), own + path, Kind.OWN)
    yield Probe(_("The version"), own, Kind.OWN)
    yield Probe(_("Quotations"), f"{base}cite/", now)
    for table in tables_of(frozen):
        if table.chart is not None:
            yield Probe(_("A chart for other sites"), f"{base}embed/{table.name}/", now)


def files_of(version: Version) -> Iterator[Probe]:
    """Downloads, citations, the text as Markdown."""
    report = version.report
    now = Kind.MAY_LIST if report.live else Kind.OWN
    base = report.url or ""
    for ending in FORMATS:
        yield Probe(_("A citation"), f"{base}cite.{ending}", now)
        yield Probe(_("A citation of the version"), f"{base}v{version.number}/cite.{ending}", Kind.OWN)
    yield Probe(_("The text as Markdown"), f"{base.rstrip('/')}.md", now)
    files = list(version.files.all())
    for file in files:
        yield Probe(_("A file"), base + file_route(report, version.number, file.name), Kind.OWN)
    if any(file.role == ReportFile.Role.REPORT and file.format == ReportFile.Format.PDF for file in files):
        yield Probe(_("The newest PDF"), f"{base}latest.pdf", now)


def machine_addresses(report: ReportPage) -> Iterator[Probe]:
    """What programs ask for by the key or the address of the page."""
    now = Kind.MAY_LIST if report.live else Kind.OWN
    yield Probe(_("The interface for programs"), reverse("api:pages:detail", args=[report.pk]), now)
    asked = urlencode({"html_path": report.url or ""})
    found = Kind.MAY_LIST if report.live else Kind.LEADS
    yield Probe(_("The interface for programs, by address"), f"{reverse('api:pages:find')}?{asked}", found)


def lists_with(draft: ReportPage) -> Iterator[Probe]:
    """The lists of the site that name a report, unless they name it already."""
    listing = Kind.MAY_LIST if draft.live else Kind.LISTS
    parent = draft.get_parent().specific
    library, title = parent.url or "", quote(draft.title)
    yield Probe(_("The home page"), draft.get_site().root_page.url if draft.get_site() else "/", Kind.MAY_LIST)
    yield Probe(_("The library"), library, Kind.MAY_LIST)
    chosen = [("q", draft.title), ("type", draft.report_type), ("year", str(draft.published_on.year))]
    chosen += [("topic", link.topic.slug) for link in draft.topic_links.all()]
    for name, value in chosen:
        yield Probe(_("The library, filtered"), f"{library}?{urlencode({name: value})}", listing)
        yield Probe(_("A feed of the library"), f"{library}feed.atom?{urlencode({name: value})}", Kind.MAY_LIST)
    if draft.series is not None:
        yield Probe(
            _("The series"),
            f"{library}{parent.reverse_subpage('series', kwargs={'slug': draft.series.slug})}",
            Kind.MAY_LIST,
        )
    for kind in ("all", "publications"):
        yield Probe(_("A feed"), reverse("feed", kwargs={"kind": kind}), listing)
    yield Probe(_("The list of pages for search engines"), reverse("sitemap"), listing)
    yield Probe(_("The list of texts for language models"), "/llms.txt", Kind.MAY_LIST)
    yield Probe(_("The search"), f"{reverse('search')}?q={title}", listing)
    yield Probe(_("Suggestions of the search"), f"{reverse('search')}suggest/?q={quote(draft.title[:-1])}", listing)
    for word in (slug_words(draft), "a"):
        yield Probe(_("A search that finds nothing"), f"{reverse('search')}?q={quote(word)}", Kind.MAY_LIST)
    order = urlencode({"order": "-first_published_at", "limit": 20})
    yield Probe(_("The interface for programs, all pages"), f"{reverse('api:pages:listing')}?{order}", Kind.MAY_LIST)
    for name in ("images", "documents"):
        yield Probe(_("The interface for programs, files"), reverse(f"api:{name}:listing"), Kind.MAY_LIST)


def slug_words(draft: ReportPage) -> str:
    """The words of the address, with a letter too many: whoever mistypes is asked what they meant."""
    return f"{draft.slug.replace('-', ' ')}x"


def elsewhere(draft: ReportPage) -> Iterator[Probe]:
    """Pages of others that name the report, redirects to it, and the documents that it offers."""
    for author in draft.authors.select_related("person"):
        if author.person is not None and author.person.url:
            yield Probe(_("An author"), author.person.url, Kind.MAY_LIST)
    for showing in showings_of(draft):
        yield Probe(_("A page with its findings"), showing.page.url or "/", Kind.MAY_LIST)
    for redirect in Redirect.objects.filter(redirect_page=draft.pk):
        yield Probe(_("A redirect"), with_slash(redirect.old_path), Kind.MAY_LIST if draft.live else Kind.LEADS)
    references = ReferenceIndex.get_references_for_object(Page.objects.get(pk=draft.pk))
    offered = get_document_model().objects.filter(
        pk__in=[one.to_object_id for one in references if one.to_content_type.model_class() is get_document_model()]
    )
    for document in offered:
        # It may stand on a page that is public already.
        yield Probe(_("A document"), document.url, Kind.MAY_LIST)


def with_slash(path: str) -> str:
    """The address as it is answered: one that ends in a word is led to itself with a slash, whether it exists or not."""
    return path if "?" in path or "." in path.rpartition("/")[2] else f"{path.rstrip('/')}/"


def marks_of(release: Release) -> list[str]:
    """Sentences that nobody has read yet: of the approved version, and not of one that came out.

    For a report that never came out, its title and its address too; for another its change note.
    """
    version = release.version
    if version is None:
        return []
    known = " ".join(text for public in release.report.versions.public() for text in words_in(public))
    own = [version.change_note] if known else [version.content_json["title"], release.report.url or ""]
    new = [text for text in words_in(version) if len(text) >= SHORTEST_MARK and text not in known]
    return [mark for mark in dict.fromkeys([*own, *new]) if mark][:MOST_MARKS]


def words_in(version: Version) -> Iterator[str]:
    """The sentences of a version. Not its authors and facts, which stand on other pages too."""
    # With their figures, for a correction may change nothing else.
    yield from (finding.sentence.rstrip(".") for finding in version.frozen_report().findings.all())
    for name in TOLD:
        for text in texts_in(version.content_json.get(name)):
            yield from SENTENCE_END.split(text)


def texts_in(content: Any) -> Iterator[str]:
    """Every run of words in frozen content, without markup, its blanks made one."""
    if isinstance(content, str) and content.startswith("[{"):  # a stream, kept as text
        yield from texts_in(json.loads(content))
    elif isinstance(content, str):
        yield from (" ".join(html.unescape(part).split()) for part in TAG.split(content) if part.strip())
    elif isinstance(content, dict):
        for name, value in content.items():
            if name not in NO_WORDS:
                yield from texts_in(value)
    elif isinstance(content, list):
        for value in content:
            yield from texts_in(value)
