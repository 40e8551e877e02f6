"""A report that opens at a second, approved by somebody else than who wrote it last."""

import datetime
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from publications import embargo
from publications.models import Finding, Release, ReportPage, Version
from users.models import User

SECOND = datetime.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def nothing_kept(db: None) -> None:
    cache.clear()


def test_nothing_opens_a_second_early_and_everything_at_the_second(
    client: Client, release: Release, at: Callable[[datetime.datetime], None]
) -> None:
    at(release.embargo_until - SECOND)
    assert embargo.release_due(wait=False) == 0
    before = client.get("/publications/secret/")
    assert before.status_code == 404
    assert "no-store" in before["Cache-Control"]
    at(release.embargo_until)
    assert embargo.release_due(wait=False) == 1
    assert "The secret abstract." in client.get("/publications/secret/").content.decode()
    assert client.get("/publications/secret/v1/secret-v1.pdf").status_code == 200


def test_the_files_are_there_before_the_second_and_closed(client: Client, release: Release) -> None:
    assert release.version is not None
    assert release.version.files_state == Version.FilesState.READY
    assert release.version.files.exists()
    assert client.get("/publications/secret/v1/secret-v1.pdf").status_code == 404


def test_a_second_version_stays_closed_while_the_first_is_read(
    client: Client, report: ReportPage, writer: User, approver: User, at: Callable[[datetime.datetime], None]
) -> None:
    report.abstract = "The abstract of tomorrow."
    report.change_note = "A new abstract."
    report.save_revision(user=writer)
    planned = embargo.plan(report, timezone.now() + datetime.timedelta(days=1), writer)
    embargo.approve(planned, approver, planned.report.latest_revision_id)
    assert client.get("/publications/trust/").status_code == 200
    assert "of tomorrow" not in client.get("/publications/trust/").content.decode()
    assert client.get("/publications/trust/v2/trust-v2.pdf").status_code == 404
    at(planned.embargo_until)
    embargo.release_due(wait=False)
    assert "of tomorrow" in client.get("/publications/trust/").content.decode()
    assert client.get("/publications/trust/v2/trust-v2.pdf").status_code == 200
    assert client.get("/publications/trust/v1/trust-v1.pdf").status_code == 200


def test_who_edited_last_cannot_approve(draft: ReportPage, writer: User) -> None:
    planned = embargo.plan(draft, timezone.now() + datetime.timedelta(days=1), writer)
    with pytest.raises(ValidationError, match="edited this report last"):
        embargo.approve(planned, writer, planned.report.latest_revision_id)
    assert Version.objects.count() == 0


def test_what_is_written_after_the_approval_is_not_released(
    client: Client, release: Release, writer: User, at: Callable[[datetime.datetime], None]
) -> None:
    later = release.report.get_latest_revision_as_object()
    later.abstract = "An afterthought."
    later.save_revision(user=writer)
    at(release.embargo_until)
    embargo.release_due(wait=False)
    html = client.get("/publications/secret/").content.decode()
    assert "The secret abstract." in html
    assert "An afterthought." not in html


def test_nobody_publishes_by_hand_while_a_release_is_ahead(client: Client, release: Release, approver: User) -> None:
    client.force_login(approver)
    editing = reverse("wagtailadmin_pages:edit", args=[release.report_id])
    assert "action-publish" not in client.get(editing).content.decode()
    assert not release.report.permissions_for_user(approver).can_publish()
    embargo.cancel(release, "Not ready.", approver)
    assert release.report.permissions_for_user(approver).can_publish()


def test_a_cancelled_release_leaves_no_version_and_its_number_is_free(release: Release, approver: User) -> None:
    embargo.cancel(release, "Not ready.", approver)
    assert not Version.objects.exists()
    release.refresh_from_db()
    assert (release.state, release.version) == (Release.State.CANCELLED, None)


def test_a_moved_release_keeps_the_old_date_and_the_reason(release: Release, writer: User) -> None:
    old, new = release.embargo_until, release.embargo_until + datetime.timedelta(days=2)
    with pytest.raises(ValidationError):
        embargo.move(release, new, " ", writer)
    embargo.move(release, new, "The hall is taken.", writer)
    change = release.date_changes.get()
    assert (change.was, change.now, change.reason) == (old, new, "The hall is taken.")
    assert embargo.next_release_at() == new


def test_a_release_that_nobody_approved_stays_closed_and_says_so(
    client: Client, draft: ReportPage, writer: User, at: Callable[[datetime.datetime], None]
) -> None:
    planned = embargo.plan(draft, timezone.now() + datetime.timedelta(days=1), writer)
    at(planned.embargo_until)
    assert embargo.release_due(wait=False) == 0
    planned.refresh_from_db()
    assert "Nobody approved it in time" in planned.message
    assert client.get("/publications/secret/").status_code == 404


@pytest.mark.parametrize("days", [-1, 0])
def test_a_release_is_never_planned_for_the_past(draft: ReportPage, writer: User, days: int) -> None:
    with pytest.raises(ValidationError, match="past"):
        embargo.plan(draft, timezone.now() + datetime.timedelta(days=days), writer)


def test_a_report_has_one_release_ahead(release: Release, writer: User) -> None:
    with pytest.raises(ValidationError, match="already"):
        embargo.plan(release.report, timezone.now() + datetime.timedelta(days=3), writer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(report=release.report, embargo_until=release.embargo_until)


def test_releasing_twice_opens_once(release: Release, at: Callable[[datetime.datetime], None]) -> None:
    at(release.embargo_until)
    assert embargo.release_due(wait=False) == 1
    assert embargo.release_due(wait=False) == 0
    assert release.report.versions.count() == 1


def test_no_cache_keeps_a_page_beyond_the_next_release(
    client: Client, release: Release, at: Callable[[datetime.datetime], None]
) -> None:
    def max_age(address: str) -> int:
        return int(client.get(address)["Cache-Control"].split("max-age=")[1].split(",")[0])

    assert max_age("/publications/") == 60
    at(release.embargo_until - 20 * SECOND)
    for address in ("/publications/", "/", "/feeds/publications.atom", "/sitemap.xml"):
        assert max_age(address) <= 20


def test_a_draft_with_a_mistake_is_not_approved(draft: ReportPage, writer: User, approver: User) -> None:
    draft.findings = [Finding(statement="is too much", words="", value=161)]
    draft.save_revision(user=writer)
    planned = embargo.plan(draft, timezone.now() + datetime.timedelta(days=1), writer)
    with pytest.raises(ValidationError):
        embargo.approve(planned, approver, planned.report.latest_revision_id)


def test_the_last_approval_of_a_workflow_does_not_break_the_embargo(
    release: Release, report: ReportPage, writer: User
) -> None:
    workflow = Workflow.objects.create(name="One look")
    task = GroupApprovalTask.objects.create(name="Look")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    report.title = "Trust, again"
    report.change_note = "The title."
    report.save_revision(user=writer)
    for page in (release.report, report):
        workflow.start(page, writer).current_task_state.approve(user=writer)
    assert not ReportPage.objects.get(pk=release.report_id).live
    assert ReportPage.objects.get(pk=report.pk).title == "Trust, again"


def test_the_search_finds_a_report_at_its_second_before_any_worker_came_by(
    client: Client, release: Release, tasks_wait: None, at: Callable[[datetime.datetime], None]
) -> None:
    at(release.embargo_until)
    embargo.release_due(wait=False)
    assert "/publications/secret/" in client.get("/search/?q=respondents").content.decode()
