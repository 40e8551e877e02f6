"""A library of any size, made at the speed of the database: for the bench row and for tests of flat cost."""

import datetime
import json
from typing import cast
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Page

from foundation.models import PageTopic, Topic
from publications.models import Finding, PublicationIndexPage, ReportAuthor, ReportPage, Series

TOPICS, SERIES, AUTHORS, YEARS = 24, 12, 150, 20
TEXT = "Invented words of a sample report that nobody wrote. " * 150


def fill(library: PublicationIndexPage, count: int) -> None:
    """Put so many published sample reports below the library, past Wagtail's signals: no versions, no files."""
    first = library.numchild
    pages = [page_of(library, number) for number in range(first, first + count)]
    Page.objects.bulk_create(pages, batch_size=500)
    Page.objects.filter(pk=library.pk).update(numchild=first + count)
    library.numchild = first + count
    series = [
        Series.objects.get_or_create(slug=f"sample-{n}", defaults={"title": f"Sample series {n}"})[0]
        for n in range(SERIES)
    ]
    reports = [report_of(page, number, series) for number, page in enumerate(pages, start=first)]
    for report in reports:
        report.save_base(raw=True)
    add_what_belongs(reports, first)


def page_of(library: PublicationIndexPage, number: int) -> Page:
    """The row of Wagtail's own table."""
    now = timezone.now()
    title = f"Sample report {number * 7919 % 100_003} about the party"
    return Page(
        path=library._get_path(library.path, library.depth + 1, number + 1),
        depth=library.depth + 1,
        title=title,
        draft_title=title,
        slug=f"sample-{number}",
        url_path=f"{library.url_path}sample-{number}/",
        content_type=ContentType.objects.get_for_model(ReportPage),
        translation_key=uuid4(),
        locale_id=library.locale_id,
        live=True,
        first_published_at=now,
        last_published_at=now,
    )


def report_of(page: Page, number: int, series: list[Series]) -> ReportPage:
    """The report's own row: every tenth without a text, a third in a series, half with data."""
    body = [{"type": "text", "value": f"<p>{TEXT}</p>", "id": str(uuid4())}] if number % 10 else []
    kinds = ReportPage.Type.values
    report = ReportPage(
        page_ptr=page,
        summary="An invented summary of what a sample report is about.",
        abstract="Invented words for an abstract. " * 12,
        report_type=kinds[number // 7 % len(kinds)],
        published_on=datetime.date(2026 - number % YEARS, 1 + number % 12, 1 + number % 28),
        series=series[number % len(series)] if number % 3 == 0 else None,
        has_data=number % 2 == 0,
        is_sample=True,
        body=json.dumps(body),
    )
    for field in Page._meta.concrete_fields:
        setattr(report, field.attname, getattr(page, field.attname))
    return cast(ReportPage, report)


def add_what_belongs(reports: list[ReportPage], first: int) -> None:
    """Two topics, one or two authors and a finding each."""
    topics = [
        Topic.objects.get_or_create(
            slug=f"sample-topic-{n}", locale_id=reports[0].locale_id, defaults={"name": f"Sample topic {n}"}
        )[0]
        for n in range(TOPICS)
    ]
    links, authors, findings = [], [], []
    for number, report in enumerate(reports, start=first):
        links += [PageTopic(page_id=report.pk, topic=topics[(number + place * 5) % TOPICS]) for place in range(2)]
        for place in range(1 + number % 2):
            name = f"Sample Author {(number * 13 + place) % AUTHORS}"
            authors.append(
                ReportAuthor(
                    report_id=report.pk, external_name=name, kept_name=name, kept_slug=slugify(name), sort_order=place
                )
            )
        findings.append(Finding(report_id=report.pk, statement="of an invented sample said so", words="29%", number=1))
    PageTopic.objects.bulk_create(links, batch_size=500)
    ReportAuthor.objects.bulk_create(authors, batch_size=500)
    Finding.objects.bulk_create(findings, batch_size=500)
