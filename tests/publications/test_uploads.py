"""Designed PDFs: what an editor meets from the upload to the acceptance."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, ModelLogEntry, PageLogEntry

from publications import uploads
from publications.inspection import running
from publications.models import DesignedFile, PublicationIndexPage, ReportPage
from tests import hostile_files as made
from tests.publications.conftest import TakeIn
from users.models import User


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The child that reads a file waits behind all others for its turn: on a busy machine it gets the time."""
    monkeypatch.setattr(running, "WALL_SECONDS", 300)


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "a long password"))
    return client


def post(admin: Client, report: ReportPage, data: bytes, name: str = "Trust.pdf") -> Any:
    """Send the upload form."""
    given = {"file": SimpleUploadedFile(name, data), "role": "report", "language": "en-GB"}
    return admin.post(reverse("designed_file_add", args=[report.pk]), given)


def page_of(admin: Client, file: DesignedFile) -> str:
    """The page of a file in the admin."""
    return admin.get(reverse("designed_file", args=[file.pk])).content.decode()


def test_from_upload_to_acceptance(admin: Client, report: ReportPage) -> None:
    response = post(admin, report, made.script(), "Vertrauen & Trust (final).PDF")
    file = DesignedFile.objects.get()
    assert response.url == reverse("designed_file", args=[file.pk])
    assert (file.name, file.state, file.pages) == ("vertrauen-trust-final-designed.pdf", "ok", 1)
    html = page_of(admin, file)
    for words in ("The file holds JavaScript.", "Stands in the way", "In InDesign", "The file is not tagged.", "admin"):
        assert words in html
    assert admin.get(reverse("designed_file_thumbnail", args=[file.pk]))["Content-Type"] == "image/webp"

    refused = admin.post(reverse("designed_file_accept", args=[file.pk]), follow=True)
    assert "Tick each thing that stands in the way" in refused.content.decode()
    accepted = admin.post(reverse("designed_file_accept", args=[file.pk]), {"accepted": ["scripts"]}, follow=True)
    file.refresh_from_db()
    assert (file.accepted_by.username, file.accepted_at is not None) == ("admin", True)
    assert "by admin. The next version of the report carries it." in accepted.content.decode()
    assert "Stands in the way" not in accepted.content.decode()
    entry = PageLogEntry.objects.get(action="publications.designed_file.accept")
    assert (entry.user.username, entry.data["accepted"]) == ("admin", ["scripts"])


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "empty.pdf", "The submitted file is empty."),
        (made.plain(), "report.docx", "does not end in “.pdf”"),
        (b"PK\x03\x04 a Word document", "report.pdf", "This is not a PDF, whatever its name says."),
    ],
)
def test_a_file_that_is_none_is_refused_at_the_form(
    admin: Client, report: ReportPage, data: bytes, name: str, words: str
) -> None:
    response = post(admin, report, data, name)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not DesignedFile.objects.exists()


def test_a_file_of_60_mb_is_refused_in_words(admin: Client, report: ReportPage, tmp_path: Path) -> None:
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.write(made.plain())
        file.truncate(60 * 1024 * 1024)
    with large.open("rb") as file:
        given = {"file": file, "role": "report", "language": "en-GB"}
        response = admin.post(reverse("designed_file_add", args=[report.pk]), given)
    assert response.status_code == 200
    assert "The file has 60.0\xa0MB. At most 50 MB can be uploaded." in response.content.decode()
    assert not DesignedFile.objects.exists()


def test_the_same_bytes_are_not_taken_twice(admin: Client, report: ReportPage, take_in: TakeIn) -> None:
    take_in(report, made.plain(), "First.pdf")
    response = post(admin, report, made.plain(), "Second.pdf")
    assert "The very same file is here already: first-designed.pdf." in response.content.decode()


def test_two_files_of_one_name_get_addresses_of_their_own(report: ReportPage, take_in: TakeIn) -> None:
    names = [take_in(report, b"%PDF-" + bytes([number]), "Report.pdf").name for number in range(3)]
    assert names == ["report-designed.pdf", "report-designed-2.pdf", "report-designed-3.pdf"]


def test_until_the_task_has_run_the_page_says_so(
    admin: Client, report: ReportPage, tasks_wait: None, take_in: TakeIn
) -> None:
    file = take_in(report, accept=False)
    html = page_of(admin, file)
    assert "It is being read. That takes less than a minute." in html
    assert "Look again" in html
    assert reverse("designed_file_accept", args=[file.pk]) not in html
    answer = admin.post(reverse("designed_file_accept", args=[file.pk]), follow=True)
    assert "This file cannot be accepted." in answer.content.decode()


def test_a_file_whose_worker_died_can_be_read_again(
    admin: Client, report: ReportPage, take_in: TakeIn, tasks_wait: None
) -> None:
    file = take_in(report, accept=False)
    assert "Read it once more" not in page_of(admin, file)
    DesignedFile.objects.update(asked_at=timezone.now() - datetime.timedelta(minutes=6))
    assert "the worker seems to have stopped" in page_of(admin, file)
    assert "Read it once more" in page_of(admin, file)


@pytest.mark.parametrize("state", ["crashed", "timed_out"])
def test_a_file_that_stopped_the_reader_is_read_once_more_and_not_again(
    admin: Client, report: ReportPage, take_in: TakeIn, comes_to: Callable[..., None], state: str
) -> None:
    comes_to(state=state, reason=state, pages=None, texts=[], facts={})
    file = take_in(report, accept=False)
    again = reverse("designed_file_read_again", args=[file.pk])
    assert again in page_of(admin, file)
    assert again not in admin.post(again, follow=True).content.decode()
    assert "Reading it again would come to the same." in admin.post(again, follow=True).content.decode()


def test_a_file_that_stopped_the_reader_may_be_accepted_by_name(
    report: ReportPage, take_in: TakeIn, comes_to: Callable[..., None]
) -> None:
    comes_to(state="crashed", reason="crashed", pages=None, texts=[], facts={}, thumbnail=None)
    file = take_in(report, accept=False)
    with pytest.raises(uploads.NotAllowedNowError):
        uploads.accept(file, {"reading"}, None)
    uploads.accept(file, {"reading", "unchecked"}, None)
    assert file.accepted_at is not None


def test_a_file_that_nobody_can_open_is_not_accepted(
    admin: Client, report: ReportPage, take_in: TakeIn, comes_to: Callable[..., None]
) -> None:
    comes_to(state="refused", reason="password", pages=None, texts=[], facts={}, thumbnail=None)
    file = take_in(report, accept=False)
    assert "The file opens only with a password. Export it again without one. It cannot be published." in page_of(
        admin, file
    )
    with pytest.raises(uploads.NotAllowedNowError):
        uploads.accept(file, {"reading", "unchecked"}, None)


def test_the_form_of_the_report_lists_its_files(admin: Client, report: ReportPage, take_in: TakeIn) -> None:
    file = take_in(report, b"%PDF-" + b"x" * 3000, accept=False)
    html = admin.get(reverse("wagtailadmin_pages:edit", args=[report.pk])).content.decode()
    for words in (
        "Designed files",
        "trust-designed.pdf",
        "2.9\xa0KB",
        "It can be published. Nothing was found wanting.",
    ):
        assert words in html
    uploads.accept(file, set(), None)
    assert "Carries it" in admin.get(reverse("wagtailadmin_pages:edit", args=[report.pk])).content.decode()


def test_who_may_not_edit_the_report_sees_nothing_of_its_files(
    client: Client, report: ReportPage, library: PublicationIndexPage, take_in: TakeIn
) -> None:
    file = take_in(report)
    other = User.objects.create_user("other", "other@example.org", "a long password")
    group = other.groups.create(name="Editors elsewhere")
    GroupPagePermission.objects.create(group=group, page=library, permission_type="add")
    group.permissions.add(*permission_to_enter())
    client.force_login(other)
    for name in ("", "_accept", "_leave_out", "_read_again", "_delete", "_download", "_thumbnail"):
        for method in (client.get, client.post):
            response = method(reverse(f"designed_file{name}", args=[file.pk]))
            assert response.status_code in (302, 403, 405), name
            assert b"trust-designed" not in response.content
    assert client.get(reverse("designed_file_add", args=[report.pk])).status_code == 302
    file.refresh_from_db()
    assert file.accepted_at is not None


def permission_to_enter() -> Any:
    """The permission to enter the admin."""
    return Permission.objects.filter(codename="access_admin")


def test_looking_changes_nothing(admin: Client, report: ReportPage, take_in: TakeIn) -> None:
    file = take_in(report, accept=False)
    for name in ("accept", "leave_out", "read_again"):
        assert admin.get(reverse(f"designed_file_{name}", args=[file.pk])).status_code == 405
    with CaptureQueriesContext(connection) as queries:
        page_of(admin, file)
        admin.get(reverse("designed_file_delete", args=[file.pk]))
    assert not [one for one in queries if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_the_bytes_are_handed_over_and_not_shown_within_the_admin(
    admin: Client, report: ReportPage, take_in: TakeIn
) -> None:
    response = admin.get(reverse("designed_file_download", args=[take_in(report, b"%PDF-1.7 x").pk]))
    assert b"".join(response.streaming_content) == b"%PDF-1.7 x"
    assert response["Content-Disposition"] == 'attachment; filename="trust-designed.pdf"'


def test_a_file_can_be_deleted_with_its_bytes_until_a_version_carries_it(
    admin: Client,
    report: ReportPage,
    take_in: TakeIn,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    unwanted = take_in(report, b"%PDF-unwanted", "Unwanted.pdf")
    storage, place = unwanted.file.storage, unwanted.file.name
    assert storage.exists(place)
    address = reverse("designed_file_delete", args=[unwanted.pk])
    assert "Delete unwanted-designed.pdf" in admin.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(address)
    assert not storage.exists(place)
    assert PageLogEntry.objects.filter(action="publications.designed_file.delete").exists()
    assert not ModelLogEntry.objects.exists()

    carried = take_in(report, b"%PDF-carried", "Carried.pdf")
    report.change_note = "A designed PDF."
    report.save_revision().publish()
    answer = admin.post(reverse("designed_file_delete", args=[carried.pk]), follow=True)
    assert "A version carries this file. Leave it out of the next version instead." in answer.content.decode()
    assert DesignedFile.objects.get() == carried
