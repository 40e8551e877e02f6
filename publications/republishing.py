"""What keeps a report from being published again: no word on what changed, a correction that was not made, a finding
that other pages still show, a removal.

Asked at three places: the form of the report asks before it publishes or submits (publications.forms), the release
before it freezes (publications.embargo), and every save of a live report, whoever makes it, so that no other way leads
past it (publications.signal_handlers).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publications.corrections import unfulfilled, version_to_correct
from publications.freezing import content_of, says_the_same
from publications.models import Withdrawal
from publications.usage import showings_of

if TYPE_CHECKING:
    from django.utils.safestring import SafeString
    from wagtail.models import Page

    from publications.models import ReportPage, Version

Obstacles = dict[str, list[ValidationError]]


class PublishingRefusedError(ValidationError):
    """A report cannot be published as it stands. `report_id` says which."""

    def __init__(self, obstacles: Obstacles, report_id: int) -> None:
        super().__init__(obstacles)
        self.report_id = report_id


def refuse_obstacles(report: ReportPage) -> None:
    """Raise PublishingRefusedError where the report, as it stands in memory, may not be published."""
    if obstacles := obstacles_of(report):
        raise PublishingRefusedError(obstacles, report.pk)


def obstacles_of(report: ReportPage) -> Obstacles:
    """What is in the way, by field; empty when nothing is. Nothing ever is before the first version."""
    if report.pk is None:
        return {}
    if Withdrawal.objects.filter(report_id=report.pk, kind=Withdrawal.Kind.REMOVED).exists():
        return {NON_FIELD_ERRORS: [ValidationError(_("This report was removed. A superuser can lift the removal."))]}
    published = version_to_correct(report)
    newest = report.versions.order_by("-number").first()
    if published is None or newest is None or says_the_same(newest, content_of(report)):
        return {}
    obstacles: Obstacles = {}
    if problem := what_is_wrong_with_note(report.change_note, published):
        obstacles["change_note"] = [ValidationError(problem)]
    if problems := [*corrections_not_made(report), *findings_missed(report, published)]:
        obstacles["findings"] = problems
    return obstacles


def what_is_wrong_with_note(note: str, published: Version) -> str:
    """Empty for a note that says something new."""
    if not note.strip():
        return _("Readers have seen version %(number)s. Say in one sentence what has changed since.") % {
            "number": published.number
        }
    if note.strip().casefold() == published.change_note.strip().casefold():
        return _("This is what was said of version %(number)s. Say what has changed since.") % {
            "number": published.number
        }
    return ""


def corrections_not_made(report: ReportPage) -> list[ValidationError]:
    """For each correction of a finding that still says what it said."""
    words = _("A correction of finding %(number)s is recorded, but the finding still says the same: %(sentence)s")
    return [
        ValidationError(words % {"number": finding.number, "sentence": finding.sentence})
        for _correction, finding in unfulfilled(report)
    ]


def findings_missed(report: ReportPage, published: Version) -> list[ValidationError]:
    """For each finding that is taken out while other pages name it. No query where none is taken out."""
    kept = {finding.number for finding in report.findings.all()}
    frozen = {finding.get("number") for finding in published.content_json.get("findings", [])}
    removed = sorted(number for number in frozen - kept if number is not None)
    if not removed:
        return []
    showings = showings_of(report)
    problems = []
    for number in removed:
        pages = {showing.page.pk: showing.page for showing in showings if number in showing.named}
        if pages:
            words = ngettext(
                "Finding {number} cannot be taken out: a page shows it. Take it off there first: {pages}",
                "Finding {number} cannot be taken out: pages show it. Take it off there first: {pages}",
                len(pages),
            )
            problems.append(ValidationError(format_html(words, number=number, pages=links_to(list(pages.values())))))
    return problems


def links_to(pages: list[Page]) -> SafeString:
    """The titles, each leading to where the page is edited."""
    return format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        ((reverse("wagtailadmin_pages:edit", args=[page.pk]), page.get_admin_display_title()) for page in pages),
    )
