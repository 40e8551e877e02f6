"""Freezing what a report says at the moment it is published (docs/decisions/0008)."""

import datetime
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from publications.citing.styles import make_citations
from publications.corrections import attach_corrections
from publications.models import ReportPage, Version
from publications.tasks import make_version_files
from publications.uploads import FROZEN_KEY, frozen_designed_files

# What a reader is told. Topics, cards and search words file a report and may change without a new version.
FROZEN = (
    "title",
    "subtitle",
    "abstract",
    "about_this_page",
    "report_type",
    "language",
    "licence",
    "published_on",
    "published_precision",
    "is_sample",
    "body",
    "chapters",
    "surveys",
    "series",
    "edition",
    "reference",
    "doi",
    "isbn",
    "authors",
    "findings",
)

EMPTY: tuple[Any, ...] = ("", "[]", None, False, [], {})
_released: ContextVar[Version | None] = ContextVar("released", default=None)


@contextmanager
def releasing(version: Version) -> Iterator[None]:
    """While it lasts, publishing the version's report opens this version and no other, whatever has changed since it was
    approved: a file that was accepted, a profile that has another name."""
    before = _released.set(version)
    try:
        yield
    finally:
        _released.reset(before)


def version_being_released(report_id: int) -> Version | None:
    """The version that is opening at this moment; None for every report but its own."""
    version = _released.get()
    return version if version is not None and version.report_id == report_id else None


def freeze(report: ReportPage) -> Version:
    """The public version that holds what the live report says: the newest if nothing changed, else a new one.

    A new version and the task that makes its files are written in one transaction.
    """
    version = version_being_released(report.pk) or kept_version(report.pk, timezone.now())
    # The next version says what changed since this one.
    ReportPage.objects.filter(pk=report.pk, change_note=version.change_note).update(change_note="")
    return version


def freeze_approved(draft: ReportPage) -> Version:
    """The version that a release will open: what a draft says, with its files, and nobody may read it yet."""
    return kept_version(draft.pk, None, draft)


def kept_version(report_id: int, published_at: datetime.datetime | None, draft: ReportPage | None = None) -> Version:
    """Find or write the version. Two people who publish at once do not both make version 2."""
    with transaction.atomic():
        Page.objects.select_for_update().filter(pk=report_id).first()
        report = draft if draft is not None else ReportPage.objects.get(pk=report_id)
        content = content_of(report)
        newest = Version.objects.filter(report_id=report_id).order_by("-number").first()
        if newest is not None and says_the_same(newest, content):
            return newest
        number = newest.number + 1 if newest is not None else 1
        version = Version.objects.create(
            report_id=report_id,
            number=number,
            published_at=published_at,
            content_json=content,
            citations=make_citations(report, number),
            sha256=digest_of(content),
            change_note=report.change_note,
        )
        attach_corrections(version)
        make_version_files.enqueue(version.pk)
    return version


def digest_of(content: dict[str, Any]) -> str:
    """The hash of what a version says. Without the keys of rows, which a draft has not and publishing gives."""

    def without_keys(value: Any) -> Any:
        if isinstance(value, list):
            return [
                {name: part for name, part in row.items() if name != "pk"} if isinstance(row, dict) else row
                for row in value
            ]
        return value

    plain = {name: without_keys(value) for name, value in content.items()}
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def says_the_same(version: Version, content: dict[str, Any]) -> bool:
    """Whether a version tells readers just this. What was added to the model since it was frozen, and is empty, is no
    change: else every older report would seem changed after an update of the portal.
    """
    return told(version.content_json) == told(content)


def told(content: dict[str, Any]) -> Any:
    """Frozen content, to compare: 31 is 31.00, and the slug of an author follows from the name."""
    findings = [{**row, "value": number(row.get("value"))} for row in content.get("findings", [])]
    authors = [{name: part for name, part in row.items() if name != "kept_slug"} for row in content.get("authors", [])]
    # PostgreSQL gives the parts of a block back in another order.
    streams = {name: json.loads(content.get(name) or "[]") for name in ("body", "chapters")}
    return plain({**content, **streams, "findings": findings, "authors": authors})


def number(written: str | None) -> str | None:
    """A decimal in its one shortest form; a draft has it as it was typed, the database with two places."""
    return None if written is None else str(Decimal(written).normalize())


def plain(value: Any) -> Any:
    """What counts of frozen content: without the keys of rows and without what is empty."""
    if isinstance(value, dict):
        kept = {name: plain(part) for name, part in value.items() if name != "pk"}
        return {name: part for name, part in kept.items() if part not in EMPTY}
    return [plain(part) for part in value] if isinstance(value, list) else value


def content_of(report: ReportPage) -> dict[str, Any]:
    """The frozen fields as plain JSON values, and which designed files were accepted for the version."""
    everything = json.loads(json.dumps(report.serializable_data(), cls=DjangoJSONEncoder))
    content = {name: everything[name] for name in FROZEN}
    designed = frozen_designed_files(report)
    return content | {FROZEN_KEY: designed} if designed else content
