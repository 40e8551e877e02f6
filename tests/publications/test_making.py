"""The task that makes the files of a version: what it makes, what it keeps, and what it says when it cannot."""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from publications.freezing import freeze_approved
from publications.making import keeping, plan
from publications.making.archive import make_archive
from publications.making.made import MadeFile, MakerMissingError
from publications.models import ReportFile, ReportPage, Version
from publications.tasks import make_version_files
from tests.bench.long_report import section
from tests.publications.conftest import MakeReport
from users.models import User

pytestmark = pytest.mark.every_file


@pytest.fixture
def version(make_report: MakeReport) -> Version:
    report = make_report(body=json.dumps(section(1, 1)), licence="CC BY 4.0")
    return Version.objects.get(report=report)


def test_publishing_makes_every_file_once(version: Version) -> None:
    names = list(version.files.values_list("name", flat=True))
    for name in ("trust-v1.pdf", "trust-v1.epub", "trust-v1.xlsx", "trust-v1.zip"):
        assert name in names
    assert version.files_state == "ready"
    make_version_files.call(version.pk)
    assert list(version.files.values_list("name", flat=True)) == names


def test_the_archive_holds_every_other_file_a_text_and_checksums_that_are_right(version: Version) -> None:
    others = version.files.exclude(role="all")
    stored = version.files.get(role="all").file.open().read()
    with zipfile.ZipFile(io.BytesIO(stored)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert set(held) == {f"trust-v1/{name}" for name in ["README.txt", "SHA256SUMS", *(one.name for one in others)]}
    for line in held["trust-v1/SHA256SUMS"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(held[f"trust-v1/{name}"]).hexdigest() == digest
    readme = held["trust-v1/README.txt"].decode()
    for words in (
        "Trust in the party",
        "CC BY 4.0",
        "/publications/trust/v1/",
        "trust-v1.pdf: PDF, full report, 7 pages",
    ):
        assert words in readme
    assert make_archive(version).data == stored


def test_one_maker_that_fails_stops_no_other_and_the_archive_waits_for_it(
    make_report: MakeReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(version: Version) -> MadeFile:
        raise ValueError("a picture that cannot be read")

    with monkeypatch.context() as without:
        without.setattr("publications.making.epub.make_epub", broken)
        version = Version.objects.get(report=make_report())
    assert [file.format for file in version.files.all()] == ["pdf"]
    assert version.files_state == "failed"
    assert "trust-v1.epub" in version.files_message
    make_version_files.call(version.pk)
    version.refresh_from_db()
    assert {file.format for file in version.files.all()} == {"pdf", "epub", "zip"}
    assert (version.files_state, version.files_message) == ("ready", "")


def test_without_pango_all_but_the_pdf_is_made_and_the_version_waits(
    make_report: MakeReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(version: Version) -> MadeFile:
        raise MakerMissingError("Pango is not installed: PDFs wait until it is.")

    monkeypatch.setattr("publications.making.pdf.make_pdf", missing)
    version = Version.objects.get(report=make_report())
    assert [file.format for file in version.files.all()] == ["epub"]
    assert version.files_state == "waiting"


def test_a_file_that_another_worker_made_meanwhile_stays_and_ours_leaves_no_bytes(version: Version) -> None:
    kept = version.files.get(format="epub")
    planned = next(one for one in plan.planned_files(version) if one.format == "epub")
    before = stored_below(kept)
    keeping.keep(version, planned, MadeFile(kept.name, kept.media_type, b"other bytes", "en-GB"))
    assert version.files.get(format="epub").sha256 == kept.sha256
    assert stored_below(kept) == before


def stored_below(file: ReportFile) -> set[Path]:
    """Every file in the private storage."""
    return {path for path in Path(file.file.storage.location).rglob("*") if path.is_file()}


def test_an_editor_has_what_failed_made_again_and_a_stranger_may_not(
    client: Client, make_report: MakeReport, monkeypatch: pytest.MonkeyPatch, admin_user: User
) -> None:
    def broken(version: Version) -> MadeFile:
        raise ValueError("a picture that cannot be read")

    with monkeypatch.context() as without:
        without.setattr("publications.making.epub.make_epub", broken)
        version = Version.objects.get(report=make_report())
    address = reverse("version_files", args=[version.pk])
    stranger = User.objects.create_user("stranger", "s@example.org", "a long password")
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(stranger)
    assert client.post(address).status_code == 302
    assert Version.objects.get().files_state == "failed"
    client.force_login(admin_user)
    shown = client.get(address).content.decode()
    assert "Could not be made: trust-v1.epub." in shown
    assert "Make again" in shown
    assert client.post(address).status_code == 302
    shown = client.get(address).content.decode()
    assert "trust-v1.epub" in shown
    assert "Make again" not in shown


def test_a_reader_downloads_each_of_them(client: Client, version: Version) -> None:
    for file in version.files.all():
        response = client.get(f"{version.report.url}v1/{file.name}")
        assert (response.status_code, response["Content-Type"]) == (200, file.media_type)


def test_the_files_of_a_version_to_come_cite_that_version_and_not_the_one_that_is_out(version: Version) -> None:
    draft = ReportPage.objects.get(pk=version.report_id)
    draft.abstract = "Corrected."
    to_come = freeze_approved(draft)
    assert (to_come.number, to_come.published_at) == (2, None)
    with zipfile.ZipFile(to_come.files.get(format="epub").file.open()) as book:
        ending = book.read("EPUB/ending.xhtml").decode().replace("<wbr />", "")
    assert "/publications/trust/v2/" in ending
    assert "/v1/" not in ending
