"""The rehearsal proves, address by address, what opens when, and leaves nothing behind."""

import datetime
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Site

from publications import embargo
from publications.models import Release, ReportPage, Version
from publications.probes import marks_of, probes_of
from publications.rehearsal import Rehearsal, rehearse
from tests.publications.test_chapters import chapter
from users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time enough for every address, also on a busy machine."""
    monkeypatch.setattr("publications.rehearsal.LONGEST", 120.0)


def rehearsed(release: Release, *addresses: str) -> Rehearsal:
    """All of it, or to save time only some addresses."""
    with pytest.MonkeyPatch.context() as patch:
        if addresses:
            chosen = [probe for probe in probes_of(release) if probe.address in addresses]
            patch.setattr("publications.rehearsal.probes_of", lambda _release: chosen)
        return rehearse(release, "localhost", is_secure=False)


def troubles(rehearsal: Rehearsal) -> dict[str, str]:
    return {row.probe.address: row.trouble for row in rehearsal.rows if row.trouble}


def test_a_release_in_good_order_is_green(release: Release) -> None:
    rehearsal = rehearsed(release)
    assert troubles(rehearsal) == {}
    assert rehearsal.troubles == []
    assert rehearsal.is_green
    (page,) = [row for row in rehearsal.rows if row.probe.address == "/publications/secret/"]
    assert (page.now.status, page.now.is_kept, page.then.status) == (404, False, 200)
    assert "The secret title" in page.then.marks


def test_nothing_of_a_rehearsal_stays(client: Client, release: Release) -> None:
    counted = Version.objects.filter(published_at__isnull=False).count()
    cache.set("kept", 1)
    embargo.next_release_at()
    waiting = len(connection.run_on_commit)
    rehearsed(release)
    release.refresh_from_db()
    assert release.state == Release.State.APPROVED
    assert Version.objects.filter(published_at__isnull=False).count() == counted
    assert client.get("/publications/secret/").status_code == 404
    assert "secret" not in client.get("/publications/").content.decode()
    # Neither a cache nor anything that waits for a commit knows of what was not.
    assert cache.get("kept") == 1
    assert embargo.next_release_at() == release.embargo_until
    assert len(connection.run_on_commit) == waiting
    assert client.get("/search/?q=secreet").content.decode().count("Did you mean") == 0


def test_a_leak_is_found(release: Release) -> None:
    home = Site.objects.get().root_page.specific
    home.summary = "Soon: The secret title"
    home.save_revision().publish()
    rehearsal = rehearsed(release, "/")
    assert "Says already: “The secret title”" in troubles(rehearsal).values()
    assert not rehearsal.is_green


def test_missing_files_keep_it_from_being_green(release: Release) -> None:
    assert release.version is not None
    file = release.version.files.get(format="pdf")
    file.file.storage.delete(file.file.name)
    files = ("/publications/secret/v1/secret-v1.pdf", "/publications/secret/latest.pdf")
    assert troubles(rehearsed(release, *files)) == dict.fromkeys(files, "Would not open.")
    release.version.note_files(Version.FilesState.WAITING, "Pango is missing.")
    assert any("Pango is missing." in trouble for trouble in rehearsed(release, "/").troubles)


def test_a_second_version_is_rehearsed_over_the_first(report: ReportPage, writer: User, approver: User) -> None:
    report.abstract, report.change_note = "The abstract of the day after tomorrow.", "A new abstract."
    report.chapters = [chapter("Trust", "trust", "The words of the day after tomorrow.")]
    report.save_revision(user=writer)
    planned = embargo.plan(report, timezone.now() + datetime.timedelta(days=1), writer)
    embargo.approve(planned, approver, planned.report.latest_revision_id)
    rehearsal = rehearsed(planned)
    assert troubles(rehearsal) == {}
    (page,) = [row for row in rehearsal.rows if row.probe.address == "/publications/trust/"]
    assert (page.now.status, page.now.marks, page.then.status) == (200, (), 200)
    assert "The abstract of the day after tomorrow." in page.then.marks
    assert report.title not in marks_of(planned)


def test_what_cannot_be_asked_in_time_is_not_green(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publications.rehearsal.LONGEST", -1.0)
    rehearsal = rehearsed(release, "/", "/publications/secret/")
    assert set(troubles(rehearsal).values()) == {"Not asked: the time was up."}


def test_nothing_is_rehearsed_shortly_before_a_release(
    release: Release,
    at: Callable[[datetime.datetime], None],
) -> None:
    at(release.embargo_until - datetime.timedelta(seconds=90))
    with pytest.raises(ValidationError, match="two minutes"):
        rehearsed(release)


def test_only_what_is_approved_is_rehearsed(draft: ReportPage, writer: User) -> None:
    planned = embargo.plan(draft, timezone.now() + datetime.timedelta(days=1), writer)
    with pytest.raises(ValidationError, match="approved"):
        rehearsed(planned)


def test_the_button_of_a_release_shows_the_table_and_the_history_keeps_it(
    client: Client,
    release: Release,
    approver: User,
) -> None:
    client.force_login(approver)
    address = reverse("publications_rehearse_release", args=[release.pk])
    assert address in client.get(reverse("publications_release", args=[release.pk])).content.decode()
    html = client.post(address).content.decode()
    assert "everything opens at the second" in html
    assert "/publications/secret/v1/secret-v1.pdf" in html
    assert PageLogEntry.objects.get(action="publications.release.rehearse").data["green"] is True
    assert client.get(address).status_code == 405


def test_a_figure_that_is_corrected_and_nothing_else_is_looked_for(
    report: ReportPage, writer: User, approver: User
) -> None:
    first = report.findings.get(number=2)
    report.findings = [*report.findings.exclude(pk=first.pk), first]
    first.words, first.value, report.change_note = "31%", 31, "31% in the place of 29%."
    report.save_revision(user=writer)
    planned = embargo.plan(report, timezone.now() + datetime.timedelta(days=1), writer)
    embargo.approve(planned, approver, planned.report.latest_revision_id)
    assert marks_of(planned) == ["31% in the place of 29%.", "31% had directly experienced it"]
