"""A file that was just asked for costs the next reader no query, and never outlives its leave."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from wagtail.models import PageViewRestriction

from portal import page_cache
from publications.models import ReportFile, ReportPage
from tests.publications.test_files import FIRST, LATEST, body

BOTH = pytest.mark.parametrize("address", [LATEST, FIRST])


@pytest.fixture
def reader(settings: Any, report: ReportPage) -> Client:
    """Somebody without cookies, at a site that keeps pages."""
    settings.PAGE_CACHE_BYTES = 1_000_000
    return Client()


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    """`with committed():` does at its end what a transaction does when it is committed."""
    connection.run_on_commit = []
    return lambda: django_capture_on_commit_callbacks(execute=True)


def is_kept(response: Any) -> bool:
    """Only a kept answer has an age."""
    return bool(response.has_header("Age"))


@BOTH
def test_a_second_reader_gets_the_same_bytes_and_head_without_a_query(
    reader: Client, address: str, django_assert_num_queries: Any
) -> None:
    first = reader.get(address)
    with django_assert_num_queries(0):
        second = reader.get(address)
    assert not is_kept(first)
    assert is_kept(second)
    assert body(second) == body(first)
    assert {**second.headers, "Age": ""} == {**first.headers, "Age": ""}


@BOTH
def test_who_has_the_kept_file_gets_no_body(reader: Client, address: str) -> None:
    first = reader.get(address)
    for name, value in (("If-None-Match", first["ETag"]), ("If-Modified-Since", first["Last-Modified"])):
        again = reader.get(address, headers={name: value})
        assert (again.status_code, body(again), is_kept(again)) == (304, b"", True)


def test_a_part_of_a_kept_file_is_a_part(reader: Client) -> None:
    whole = body(reader.get(FIRST))
    part = reader.get(FIRST, headers={"Range": "bytes=10-19"})
    assert (part.status_code, body(part)) == (206, whole[10:20])
    assert body(reader.get(FIRST)) == whole


@BOTH
def test_a_report_that_is_unpublished_takes_its_kept_files_along(
    reader: Client, report: ReportPage, committed: Any, address: str
) -> None:
    reader.get(address)
    assert is_kept(reader.get(address))
    with committed():
        ReportPage.objects.get(pk=report.pk).unpublish()
    assert reader.get(address).status_code == 404


def test_a_private_file_is_never_kept(reader: Client, report: ReportPage, admin_client: Client) -> None:
    PageViewRestriction.objects.create(page=report, restriction_type=PageViewRestriction.LOGIN)
    assert admin_client.get(FIRST).status_code == 200
    assert reader.get(FIRST).status_code == 302


def test_a_kept_file_that_the_storage_has_lost_is_404_and_not_an_error(reader: Client, report: ReportPage) -> None:
    reader.get(FIRST)
    Path(ReportFile.objects.get(version__report=report).file.path).unlink()
    assert reader.get(FIRST).status_code == 404


def test_a_file_is_kept_for_a_minute_though_browsers_may_for_an_hour(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.get(FIRST)
    now = page_cache.time.monotonic()
    monkeypatch.setattr(page_cache.time, "monotonic", lambda: now + 61)
    assert not is_kept(reader.get(FIRST))
