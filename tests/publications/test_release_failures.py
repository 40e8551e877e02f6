"""Releases that meet something unforeseen: at their second, just before it, and beside others."""

import datetime
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from publications import embargo
from publications.models import (
    DesignedFile,
    Finding,
    PublicationIndexPage,
    Release,
    ReportAuthor,
    ReportPage,
    Series,
    Version,
)
from publications.models.versions import RecordIsImmutableError
from publications.tasks import make_version_files
from users.models import User

At = Callable[[datetime.datetime], None]
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def nothing_kept(db: None) -> None:
    cache.clear()


def approved(report: ReportPage, writer: User, approver: User, until: datetime.datetime) -> Release:
    """A release of the report's latest draft."""
    planned = embargo.plan(report, until, writer)
    embargo.approve(planned, approver, report.latest_revision_id)
    return planned


def second_report(library: PublicationIndexPage, writer: User) -> ReportPage:
    """Another draft beside the first."""
    report = ReportPage(title="Another title", slug="another", live=False, abstract="Another abstract.")
    Page.objects.get(pk=library.pk).specific.add_child(instance=report)
    report.save_revision(user=writer)
    return ReportPage.objects.get(pk=report.pk)


def accept_another_file(release: Release) -> None:
    DesignedFile.objects.create(
        report=release.report, name="later.pdf", size=1, sha256="0" * 64, file="x", accepted_at=timezone.now()
    )


def take_the_approver_away(release: Release) -> None:
    User.objects.filter(pk=release.approved_by_id).update(is_active=False)


@pytest.mark.parametrize("happens", [accept_another_file, take_the_approver_away])
def test_what_was_approved_opens_whatever_has_happened_since(
    report: ReportPage, writer: User, approver: User, at: At, happens: Callable[[Release], None]
) -> None:
    report.abstract, report.change_note = "The abstract of tomorrow.", "A new abstract."
    report.save_revision(user=writer)
    release = approved(report, writer, approver, timezone.now() + DAY)
    happens(release)
    at(release.embargo_until)
    assert embargo.release_due(wait=False) == 1
    assert "of tomorrow" in Client().get("/publications/trust/").content.decode()
    assert [version.number for version in report.versions.order_by("number")] == [1, 2]


def test_a_deleted_series_does_not_keep_a_report_closed(
    client: Client, report: ReportPage, writer: User, approver: User, at: At
) -> None:
    report.series, report.change_note = Series.objects.create(title="A series", slug="a-series"), "In a series now."
    report.save_revision(user=writer)
    release = approved(report, writer, approver, timezone.now() + DAY)
    Series.objects.all().delete()
    at(release.embargo_until)
    assert embargo.release_due(wait=False) == 1
    assert report.versions.count() == 2


def test_a_release_opens_one_version_though_a_draft_keeps_numbers_as_they_were_typed(
    report: ReportPage, writer: User, approver: User, at: At
) -> None:
    """In a draft of a live report they are 31 and an author without a slug; in the database 31.00 and with one."""
    finding = report.findings.all()[1]
    finding.value, finding.words = Decimal(31), "31%"
    report.findings = [report.findings.all()[0], finding, report.findings.all()[2]]
    report.authors = [ReportAuthor(external_name="Somebody Else")]
    report.change_note = "A figure and the author."
    report.save_revision(user=writer)
    release = approved(report, writer, approver, timezone.now() + DAY)
    at(release.embargo_until)
    embargo.release_due(wait=False)
    assert [version.number for version in report.versions.order_by("number")] == [1, 2]
    live = ReportPage.objects.get(pk=report.pk)
    live.save()  # filing it somewhere asks for no note: nothing that readers are told has changed


def test_one_that_cannot_open_says_why_and_keeps_no_other_closed(
    client: Client, release: Release, library: PublicationIndexPage, approver: User, at: At
) -> None:
    writer = User.objects.get(username="writer")
    other = approved(second_report(library, writer), writer, approver, release.embargo_until)
    Page.objects.filter(pk=release.report_id).update(slug="secret-before")
    taken = ReportPage(title="It has the address now", slug="secret", live=False)
    Page.objects.get(pk=library.pk).specific.add_child(instance=taken)
    at(release.embargo_until)
    assert embargo.release_due(wait=False) == 1
    other.refresh_from_db()
    release.refresh_from_db()
    assert (other.state, release.state) == (Release.State.RELEASED, Release.State.APPROVED)
    assert "could not be opened" in release.message
    assert client.get("/publications/another/").status_code == 200
    at(release.embargo_until + datetime.timedelta(minutes=5))
    assert "max-age=0" not in client.get("/publications/another/")["Cache-Control"]
    ReportPage.objects.get(pk=taken.pk).delete()
    assert embargo.release_due(wait=False) == 1
    release.refresh_from_db()
    assert (release.state, release.message) == (Release.State.RELEASED, "")


@pytest.mark.parametrize("deed", ["cancel", "move", "approve"])
def test_who_acts_at_the_second_destroys_nothing_that_came_out(
    client: Client, release: Release, approver: User, at: At, deed: str
) -> None:
    stale = Release.objects.select_related("version", "report").get()
    at(release.embargo_until)
    embargo.release_due(wait=False)
    at(release.embargo_until - DAY)  # their own clock has not said so
    act = {
        "cancel": lambda: embargo.cancel(stale, "Not ready.", approver),
        "move": lambda: embargo.move(stale, stale.embargo_until + DAY, "Not ready.", approver),
        "approve": lambda: embargo.approve(stale, approver, stale.report.latest_revision_id),
    }[deed]
    with pytest.raises(ValidationError, match="not ahead any more"):
        act()
    assert Version.objects.public().count() == 1
    assert client.get("/publications/secret/v1/").status_code == 200


def test_a_version_that_came_out_cannot_be_deleted(report: ReportPage) -> None:
    with pytest.raises(RecordIsImmutableError):
        report.newest_version.delete()


def test_a_release_ends_the_wait_of_one_that_comes_soon_after(
    release: Release, library: PublicationIndexPage, writer: User, approver: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second is further ahead than the clock looks, until it has waited for the first."""
    clock = [release.embargo_until - datetime.timedelta(seconds=30)]
    soon = release.embargo_until + datetime.timedelta(seconds=12)
    second = approved(second_report(library, writer), writer, approver, soon)
    monkeypatch.setattr(timezone, "now", lambda: clock[0])

    def sleep(seconds: float) -> None:
        clock[0] += datetime.timedelta(seconds=seconds)

    monkeypatch.setattr("publications.embargo.time.sleep", sleep)
    assert embargo.release_due() == 2
    second.refresh_from_db()
    assert second.released_at == soon


def test_somebody_who_may_not_publish_moves_and_cancels_nothing_that_is_approved(release: Release) -> None:
    outsider = User.objects.create_user("editor", "editor@example.org", "a long password")
    outsider.groups.add(Group.objects.get(name="Editors"))
    until = release.embargo_until
    with pytest.raises(ValidationError, match="Only somebody who may publish"):
        embargo.move(release, timezone.now() + datetime.timedelta(seconds=1), "I like it so.", outsider)
    with pytest.raises(ValidationError, match="Only somebody who may publish"):
        embargo.cancel(release, "I like it so.", outsider)
    release.refresh_from_db()
    assert (release.state, release.embargo_until) == (Release.State.APPROVED, until)


@pytest.mark.every_file
def test_files_that_say_the_day_are_made_anew_when_it_moves(
    tasks_wait: None, draft: ReportPage, writer: User, approver: User
) -> None:
    def archive(release: Release) -> str:
        assert release.version is not None
        make_version_files.call(release.version.pk)  # as the worker does, once all is committed
        return release.version.files.get(format="zip").sha256

    release = approved(draft, writer, approver, timezone.now() + DAY)
    first, before = release.version, archive(release)
    embargo.move(release, release.embargo_until + 2 * DAY, "The hall is taken.", approver)
    release.refresh_from_db()
    assert release.version is not None
    assert first is not None
    assert (release.state, release.version.number) == (Release.State.APPROVED, first.number)
    assert release.version.sha256 == first.sha256
    assert archive(release) != before


def test_a_draft_saved_after_the_page_was_opened_is_not_approved_unseen(
    client: Client, draft: ReportPage, writer: User, approver: User
) -> None:
    planned = embargo.plan(draft, timezone.now() + DAY, writer)
    client.force_login(approver)
    seen = draft.latest_revision_id
    later = draft.get_latest_revision_as_object()
    later.abstract = "An afterthought."
    later.save_revision(user=writer)
    address = reverse("publications_approve_release", args=[planned.pk])
    assert "was changed since you opened" in client.post(address, {"seen": seen}, follow=True).content.decode()
    assert not Version.objects.exists()
    assert "was changed since you opened" in client.post(address, {"seen": "x"}, follow=True).content.decode()


def test_a_report_that_has_not_changed_is_not_released_again(report: ReportPage, writer: User, approver: User) -> None:
    report.save_revision(user=writer)
    planned = embargo.plan(report, timezone.now() + DAY, writer)
    with pytest.raises(ValidationError, match="nothing to release"):
        embargo.approve(planned, approver, report.latest_revision_id)
    planned.refresh_from_db()
    assert planned.state == Release.State.PLANNED
    assert report.versions.count() == 1


def test_a_report_with_an_approved_release_is_not_deleted_and_says_why(
    client: Client, release: Release, approver: User
) -> None:
    client.force_login(approver)
    answer = client.post(reverse("wagtailadmin_pages:delete", args=[release.report_id]), follow=True)
    assert "Cancel the release first" in answer.content.decode()
    assert Finding.objects.filter(report=release.report_id).exists()
