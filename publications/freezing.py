"""Freezing what a report says at the moment it is published (docs/decisions/0008)."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from wagtail.models import Page

from publications.citing.styles import make_citations
from publications.models import ReportPage, Version
from publications.tasks import make_version_files

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


def freeze(report: ReportPage) -> Version:
    """The version that holds what the live report says: the newest if nothing changed, else a new one.

    A new version and the task that makes its files are written in one transaction.
    """
    with transaction.atomic():
        # Two people who publish at once must not both make version 2.
        Page.objects.select_for_update().filter(pk=report.pk).first()
        live = ReportPage.objects.get(pk=report.pk)
        content = content_of(live)
        digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
        newest = live.versions.order_by("-number").first()
        if newest is not None and newest.sha256 == digest:
            return newest
        number = newest.number + 1 if newest is not None else 1
        version = live.versions.create(
            number=number, content_json=content, citations=make_citations(live, number), sha256=digest
        )
        make_version_files.enqueue(version.pk)
    return version


def content_of(report: ReportPage) -> dict[str, Any]:
    """The frozen fields as plain JSON values."""
    everything = json.loads(json.dumps(report.serializable_data(), cls=DjangoJSONEncoder))
    return {name: everything[name] for name in FROZEN}
