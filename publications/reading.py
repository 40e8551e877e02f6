"""What a reader of a report is shown beside its own fields, on the page and in the PDF alike."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.blocks import ContentsEntry, contents_list
from foundation.dates import day_in_words
from publications.chapters import Chapter, chapters_of, place_of, within_whole
from publications.citing.quoting import quotation_of, quoting_of
from publications.citing.styles import kept_citations
from publications.downloads import downloads_of
from publications.models.versions import Version
from publications.records import record_context
from publications.surveys import questions_of, survey_facts, survey_line

if TYPE_CHECKING:
    from publications.models.reports import ReportPage


def reading_context(report: ReportPage) -> dict[str, Any]:
    """What any page of the report may show. What the first alone shows is asked for when it does: a chapter needs none.

    `version`, `facts`, `findings` (key figures), `counted`, `contents`, `sections`, `chapters`, `modes`, `mode`,
    `downloads`, `files_are_coming`, `citations`, `quoting`, `quotable`, `surveys`, `survey_line`, and what became of
    the report (publications.records)."""
    version = report.newest_version
    findings = report.listed_findings
    contents = contents_list(report.body)
    chapters = chapters_of(report)
    surveys, record = list(report.surveys.all()), record_context(report, version)
    corrections = record["corrections"]
    return {
        **record,
        "version": version,
        "surveys": [{"facts": survey_facts(survey), "questions": questions_of(survey)} for survey in surveys],
        "survey_line": survey_line(surveys),
        "facts": SimpleLazyObject(partial(facts_of, report, version)),
        "findings": [
            finding.key_figure(quotation_of(finding, report, version), surveys=surveys, corrections=corrections)
            for finding in findings
        ],
        "counted": report.counted_finding,
        "contents": contents,
        "sections": sections_of(report, contents, chapters, is_survey=bool(surveys)),
        "chapters": chapters,
        "mode": "summary",
        "modes": modes_of(report, chapters),
        "downloads": SimpleLazyObject(partial(downloads_of, report, version)) if version is not None else [],
        "files_are_coming": version is not None and version.files_state != Version.FilesState.READY,
        "citations": kept_citations(version),
        "quoting": quoting_of(report, version),
        "quotable": True,
    }


def modes_of(report: ReportPage, chapters: list[Chapter]) -> list[dict[str, str]]:
    """The ways to read the report (components/report_modes.html); none where the first page is all there is."""
    address, has_data = report.reading_address, bool(report.tables)
    modes = [
        ("findings", _("Findings"), f"{address}findings/", bool(report.listed_findings)),
        ("summary", _("Summary"), address, True),
        ("full", _("Whole report"), f"{address}full/", bool(chapters)),
        ("data", _("Data"), f"{address}data/", has_data),
    ]
    if not chapters and not has_data:
        return []
    return [{"name": name, "label": label, "url": url} for name, label, url, is_there in modes if is_there]


def chapter_context(report: ReportPage, slug: str) -> dict[str, Any] | None:
    """What the page of a chapter shows beside its text; None where no chapter has this address."""
    place = place_of(slug, chapters_of(report))
    if place is None:
        return None
    number = _("%(number)s of %(count)s") % {"number": place.chapter.number, "count": place.count}
    facts = [{"label": _("Chapter"), "value": number}, time_fact(place.chapter.minutes)]
    return {
        "place": place,
        "chapter": place.chapter,
        "sections": written_in(report, contents_list(place.chapter.body)),
        **part_context(report, "chapter", facts),
    }


def part_context(report: ReportPage, mode: str, facts: list[dict[str, Any]]) -> dict[str, Any]:
    """What every page below a report's own shows in its margin: the report, facts of its own, the version."""
    version = report.newest_version
    own = [{"label": report.get_report_type_display(), "links": [{"label": report.title, "url": report.url}]}]
    return {
        "mode": mode,
        "part_facts": [*own, *facts, {"label": _("Version"), "value": version.number if version is not None else ""}],
    }


def time_fact(minutes: int) -> dict[str, Any]:
    """How long something takes to read."""
    words = ngettext("%(minutes)d minute", "%(minutes)d minutes", minutes) % {"minutes": minutes}
    return {"label": _("Reading time"), "value": words}


def whole_context(report: ReportPage) -> dict[str, Any]:
    """What the whole report on one page shows: every chapter, each a section of the contents list."""
    chapters = within_whole(chapters_of(report))
    sections = [
        *[entry for entry in written_in(report, contents_list(report.body)) if entry.level == 2],
        *[ContentsEntry(chapter.slug, chapter.title, 2, report.text_language) for chapter in chapters],
    ]
    facts = [time_fact(report.reading_minutes)]
    return {"chapters": chapters, "sections": sections, **part_context(report, "full", facts)}


def findings_context(report: ReportPage) -> dict[str, Any]:
    """What the findings alone show."""
    return part_context(report, "findings", [])


def data_context(report: ReportPage) -> dict[str, Any]:
    """Every figure and table, each with the files that the version has of it."""
    return {"figures": list(report.figures.values()), **part_context(report, "data", [])}


def facts_of(report: ReportPage, version: Version | None) -> list[dict[str, Any]]:
    """The facts column (docs/templates.md, facts). What is not known is left out by the component."""
    return [
        {"label": _("Type"), "value": report.get_report_type_display()},
        {"label": _("Published"), "value": report.published_words, "datetime": report.published_iso},
        {"label": _("Authors"), "links": author_links(report)},
        {"label": _("Topics"), "links": report.topics_in_list()},
        {"label": _("Licence"), "value": report.licence},
        time_fact(report.reading_minutes),
        {"label": _("Version"), "value": version_in_words(version)},
    ]


def author_links(report: ReportPage) -> list[dict[str, str]]:
    """The authors, each leading to the profile where there is one."""
    return [{"label": author.name, "url": author.url} for author in report.listed_authors]


def version_in_words(version: Version | None) -> str:
    """ "1 (22 November 2026)": the day on which it came out here. Empty before that."""
    if version is None or version.published_at is None:
        return ""
    return _("%(number)s (%(day)s)") % {"number": version.number, "day": day_in_words(version.published_at)}


def written_in(report: ReportPage, entries: list[ContentsEntry]) -> list[ContentsEntry]:
    """Headings of the report's text, in its language where they name none."""
    return [entry._replace(language=entry.language or report.text_language) for entry in entries]


def sections_of(
    report: ReportPage, contents: list[ContentsEntry], chapters: list[Chapter], *, is_survey: bool
) -> list[ContentsEntry]:
    """What the contents list of the page leads to: the text's own sections, between the parts that every report has."""
    abstract = [ContentsEntry("abstract", _("Abstract"), 2)] if report.abstract else []
    return [
        *abstract,
        *[entry for entry in written_in(report, contents) if entry.level == 2],
        *([ContentsEntry("chapters", _("Chapters"), 2)] if chapters else []),
        *([ContentsEntry("asked", _("How it was asked"), 2)] if is_survey else []),
        ContentsEntry("download", _("Download"), 2),
        ContentsEntry("cite", _("Cite this report"), 2),
        ContentsEntry("notes", _("Notes and corrections"), 2),
    ]
