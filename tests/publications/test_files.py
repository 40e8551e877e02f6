"""One predicate, one view: what is served, to whom, and how."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.test import Client
from wagtail.models import GroupPagePermission, PageViewRestriction

from publications.files import may_download
from publications.models import PublicationIndexPage, ReportFile, ReportPage
from tests.publications.conftest import MakeReport
from users.models import User

LATEST = "/publications/trust/latest.pdf"
FIRST = "/publications/trust/v1/trust-v1.pdf"


def body(response: object) -> bytes:
    """All bytes of an answer, streamed or not."""
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.fixture
def stored(report: ReportPage) -> bytes:
    return ReportFile.objects.get(version__report=report).file.open().read()


@pytest.fixture
def editor(library: PublicationIndexPage) -> User:
    user = User.objects.create_user("editor", "editor@example.org", "a long password")
    group = Group.objects.create(name="Report editors")
    group.user_set.add(user)
    GroupPagePermission.objects.create(group=group, page=library, permission_type="change")
    return user


@pytest.mark.parametrize("address", [LATEST, FIRST])
def test_a_released_file_is_served_whole(client: Client, stored: bytes, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert body(response) == stored
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == "1000"
    assert response["Accept-Ranges"] == "bytes"
    assert response["Content-Disposition"] == 'inline; filename="trust-v1.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


def test_the_versioned_address_may_be_kept_for_an_hour_and_latest_for_a_minute(client: Client, stored: bytes) -> None:
    assert client.get(FIRST)["Cache-Control"] == "public, max-age=3600"
    assert client.get(LATEST)["Cache-Control"] == "public, max-age=60"


def test_latest_names_the_report_and_the_address_to_cite(client: Client, stored: bytes) -> None:
    assert client.get(LATEST)["Link"] == (
        '<http://localhost/publications/trust/>; rel="canonical", '
        '<http://localhost/publications/trust/v1/trust-v1.pdf>; rel="cite-as"'
    )


def test_latest_follows_the_newest_version_and_the_old_address_keeps_its_bytes(
    client: Client, report: ReportPage, stored: bytes
) -> None:
    page = ReportPage.objects.get(pk=report.pk)
    page.abstract, page.change_note = "Corrected.", "The abstract is corrected."
    page.save_revision().publish()
    assert b"version 2" in body(client.get(LATEST))
    assert body(client.get(FIRST)) == stored


def test_latest_serves_the_version_before_while_the_newest_has_no_pdf(
    client: Client, report: ReportPage, stored: bytes
) -> None:
    page = ReportPage.objects.get(pk=report.pk)
    page.abstract, page.change_note = "Corrected.", "The abstract is corrected."
    page.save_revision().publish()
    ReportFile.objects.filter(version__number=2).delete()
    assert body(client.get(LATEST)) == stored


def test_head_has_the_headers_and_no_body(client: Client, stored: bytes) -> None:
    response = client.head(FIRST)
    assert (response.status_code, response["Content-Length"], body(response)) == (200, "1000", b"")
    assert response["ETag"] == client.get(FIRST)["ETag"]


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [("bytes=0-9", 0, 10), ("bytes=990-", 990, 1000), ("bytes=-5", 995, 1000), ("bytes=0-99999", 0, 1000)],
)
def test_a_range_is_served_as_206(client: Client, stored: bytes, wanted: str, start: int, end: int) -> None:
    response = client.get(FIRST, HTTP_RANGE=wanted)
    assert response.status_code == 206
    assert body(response) == stored[start:end]
    assert response["Content-Range"] == f"bytes {start}-{end - 1}/1000"
    assert response["Content-Length"] == str(end - start)


@pytest.mark.parametrize("wanted", ["bytes=1000-", "bytes=5000-6000", "bytes=-0"])
def test_a_range_beyond_the_end_is_416(client: Client, stored: bytes, wanted: str) -> None:
    response = client.get(FIRST, HTTP_RANGE=wanted)
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */1000")
    assert "no-store" in response["Cache-Control"]
    assert "ETag" not in response


@pytest.mark.parametrize(
    "wanted", ["bytes=a-b", "bytes=-", "bytes=9-3", "lines=1-2", "bytes=0-1,5-6", "bytes=" + "9" * 5000 + "-", ""]
)
def test_a_range_that_cannot_be_understood_gets_the_whole_file(client: Client, stored: bytes, wanted: str) -> None:
    response = client.get(FIRST, HTTP_RANGE=wanted)
    assert (response.status_code, len(body(response))) == (200, 1000)


def test_if_range_resumes_only_the_same_bytes(client: Client, stored: bytes) -> None:
    whole = client.get(FIRST)
    same = client.get(FIRST, HTTP_RANGE="bytes=0-9", HTTP_IF_RANGE=whole["ETag"])
    dated = client.get(FIRST, HTTP_RANGE="bytes=0-9", HTTP_IF_RANGE=whole["Last-Modified"])
    other = client.get(FIRST, HTTP_RANGE="bytes=0-9", HTTP_IF_RANGE='"other"')
    weak = client.get(FIRST, HTTP_RANGE="bytes=0-9", HTTP_IF_RANGE=f"W/{whole['ETag']}")
    assert [response.status_code for response in (same, dated, other, weak)] == [206, 206, 200, 200]


def test_a_known_etag_is_answered_304_without_a_body(client: Client, stored: bytes) -> None:
    etag = client.get(FIRST)["ETag"]
    response = client.get(FIRST, HTTP_IF_NONE_MATCH=etag)
    assert (response.status_code, body(response), response["ETag"]) == (304, b"", etag)


def test_the_etag_is_the_hash_of_the_bytes(client: Client, report: ReportPage) -> None:
    assert client.get(FIRST)["ETag"] == f'"{ReportFile.objects.get().sha256}"'


def test_a_file_is_not_compressed_on_its_way(client: Client, stored: bytes) -> None:
    whole = client.get(FIRST, HTTP_ACCEPT_ENCODING="gzip, br")
    part = client.get(FIRST, HTTP_ACCEPT_ENCODING="gzip", HTTP_RANGE="bytes=0-499")
    assert "Content-Encoding" not in whole.headers
    assert not whole["ETag"].startswith("W/")
    assert body(part) == stored[:500]


def test_a_name_that_is_not_ascii_survives(client: Client, make_report: MakeReport) -> None:
    report = make_report(title="Überblick", slug="überblick-اردو")
    assert report.newest_version.files.get().name == "überblick-اردو-v1.pdf"
    response = client.get(f"{report.url}v1/überblick-اردو-v1.pdf")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("inline; filename*=utf-8''%C3%BCberblick")


@pytest.mark.parametrize(
    "path", ["v1/other.pdf", "v2/trust-v1.pdf", "v9999/x.pdf", "v99999999999999999999/x.pdf", "v0/x.pdf", "v2/"]
)
def test_a_file_that_is_not_there_is_404_and_not_kept(client: Client, stored: bytes, path: str) -> None:
    response = client.get(f"/publications/trust/{path}")
    assert response.status_code == 404
    assert "no-store" in response["Cache-Control"]


def test_posting_to_a_file_is_405(client: Client, stored: bytes) -> None:
    assert client.post(FIRST).status_code == 405


def test_bytes_lost_by_the_storage_are_404_and_not_an_error(client: Client, report: ReportPage) -> None:
    file = ReportFile.objects.get().file
    file.storage.delete(file.name)
    assert client.get(FIRST).status_code == client.head(FIRST).status_code == 404


def test_an_unpublished_report_is_404_and_not_kept_page_and_files_alike(client: Client, report: ReportPage) -> None:
    report.unpublish()
    for address in (report.url, LATEST, FIRST):
        response = client.get(address)
        assert response.status_code == 404
        assert "no-store" in response["Cache-Control"]


def test_a_report_of_an_unpublished_library_keeps_its_own_state(client: Client, report: ReportPage) -> None:
    report.get_parent().specific.unpublish()
    assert client.get(LATEST).status_code == client.get(report.url).status_code


@pytest.mark.parametrize("restricted", ["report", "library"])
def test_a_private_report_is_not_served_to_strangers(client: Client, report: ReportPage, restricted: str) -> None:
    page = report if restricted == "report" else report.get_parent()
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    for address in (LATEST, FIRST):
        response = client.get(address)
        assert response.status_code in (302, 404)
        assert b"%PDF" not in body(response)
        assert "public" not in response.get("Cache-Control", "")


def test_a_private_report_is_served_to_those_who_may_read_it_and_never_kept(
    client: Client, report: ReportPage, stored: bytes
) -> None:
    readers = Group.objects.create(name="Readers")
    privacy = PageViewRestriction.objects.create(page=report, restriction_type=PageViewRestriction.GROUPS)
    privacy.groups.add(readers)
    insider = User.objects.create_user("insider", "in@example.org", "a long password")
    insider.groups.add(readers)
    outsider = User.objects.create_user("outsider", "out@example.org", "a long password")
    client.force_login(insider)
    response = client.get(FIRST)
    assert (response.status_code, body(response)) == (200, stored)
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    client.force_login(outsider)
    assert b"%PDF" not in body(client.get(FIRST))


def test_the_predicate_lets_editors_in_and_keeps_strangers_out(
    report: ReportPage, editor: User, django_user_model: type[User]
) -> None:
    stranger = django_user_model.objects.create_user("stranger", "s@example.org", "a long password")
    report.unpublish()
    file = ReportFile.objects.get()
    assert may_download(file, editor)
    assert not may_download(file, stranger)
    assert not may_download(file, AnonymousUser())


def test_an_editor_opens_the_file_of_an_unpublished_report_in_the_admin(
    client: Client, report: ReportPage, editor: User, stored: bytes
) -> None:
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    report.unpublish()
    client.force_login(editor)
    response = client.get(f"/admin/reports/report-files/{ReportFile.objects.get().pk}/")
    assert (response.status_code, body(response)) == (200, stored)
    assert "no-store" in response["Cache-Control"]


def test_a_file_costs_few_queries(client: Client, stored: bytes, django_assert_max_num_queries: object) -> None:
    client.get(FIRST)
    # Nine of them are Wagtail's own way to a page three levels down, its privacy included.
    with django_assert_max_num_queries(12):
        client.get(FIRST)
