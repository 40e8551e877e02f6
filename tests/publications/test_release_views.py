"""What editors meet on the way to a release."""

import datetime

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from publications import embargo
from publications.models import Release, ReportPage
from users.models import User


@pytest.fixture
def editor(client: Client, db: None) -> User:
    user = User.objects.create_superuser("writer", "writer@example.org", "a long password")
    client.force_login(user)
    return user


@pytest.fixture
def planned(report: ReportPage, editor: User) -> Release:
    report.abstract, report.change_note = "Another abstract.", "The abstract is another one."
    report.save_revision(user=editor)
    return embargo.plan(report, timezone.now() + datetime.timedelta(days=1), editor)


def press_approve(client: Client, planned: Release, seen: int | str | None = None) -> HttpResponse:
    """What the button sends: the draft that it stood beside, the latest unless told."""
    latest = ReportPage.objects.get(pk=planned.report_id).latest_revision_id
    address = reverse("publications_approve_release", args=[planned.pk])
    return client.post(address, {"seen": latest if seen is None else seen}, follow=True)


def test_an_editor_plans_a_release_in_london_time(client: Client, report: ReportPage, editor: User) -> None:
    summer = f"{timezone.now().year + 1}-07-01T09:00:00"
    response = client.post(reverse("publications_plan_release", args=[report.pk]), {"embargo_until": summer})
    assert response.status_code == 302
    until = Release.objects.get().embargo_until
    assert until.astimezone(datetime.UTC).hour == 8
    html = client.get(response["Location"]).content.decode()
    assert "09:00:00" in html


@pytest.mark.parametrize("typed", ["", "soon", "2001-01-01T09:00:00", "2027-03-28T01:30:00", "9" * 400])
def test_what_is_no_moment_ahead_is_refused_in_words_and_kept(
    client: Client, report: ReportPage, editor: User, typed: str
) -> None:
    response = client.post(reverse("publications_plan_release", args=[report.pk]), {"embargo_until": typed})
    assert response.status_code == 422
    assert not Release.objects.exists()
    assert typed in response.content.decode()


def test_who_edited_last_is_told_that_somebody_else_has_to_approve(client: Client, planned: Release) -> None:
    html = client.get(reverse("publications_release", args=[planned.pk])).content.decode()
    assert "Somebody else has to approve it" in html
    assert "Approve the latest draft" not in html
    press_approve(client, planned)
    planned.refresh_from_db()
    assert planned.state == Release.State.PLANNED


def test_somebody_else_approves_with_one_button(client: Client, planned: Release) -> None:
    client.force_login(User.objects.create_superuser("approver", "approver@example.org", "a long password"))
    assert "Approve the latest draft" in client.get(reverse("publications_release", args=[planned.pk])).content.decode()
    response = press_approve(client, planned)
    assert "trust-v2.pdf" in response.content.decode()
    planned.refresh_from_db()
    assert planned.state == Release.State.APPROVED


def test_a_release_is_moved_and_cancelled_with_a_reason(client: Client, planned: Release) -> None:
    later = f"{timezone.now().year + 1}-11-01T09:00:00"
    move = reverse("publications_move_release", args=[planned.pk])
    assert client.post(move, {"embargo_until": later, "reason": ""}).status_code == 422
    page = client.post(move, {"embargo_until": later, "reason": "The hall is taken."}, follow=True).content.decode()
    assert "The hall is taken." in page
    client.post(reverse("publications_cancel_release", args=[planned.pk]), {"reason": "Not ready."})
    planned.refresh_from_db()
    assert planned.state == Release.State.CANCELLED


def test_a_stranger_meets_no_page_of_a_release(planned: Release) -> None:
    stranger = Client()
    for name, pk in (("publications_release", planned.pk), ("publications_plan_release", planned.report_id)):
        assert stranger.get(reverse(name, args=[pk])).status_code == 302


def test_the_form_of_a_report_says_that_a_release_is_ahead(client: Client, planned: Release) -> None:
    html = client.get(reverse("wagtailadmin_pages:edit", args=[planned.report_id])).content.decode()
    assert "A release is ahead" in html
    assert reverse("publications_release", args=[planned.pk]) in html


def test_what_stands_in_the_way_of_a_release_is_said_and_nothing_is_approved(client: Client, planned: Release) -> None:
    draft = planned.report.get_latest_revision_as_object()
    draft.change_note = ""
    draft.save_revision(user=User.objects.get(username="writer"))
    client.force_login(User.objects.create_superuser("approver", "approver@example.org", "a long password"))
    response = press_approve(client, planned)
    assert "Say in one sentence what has changed" in response.content.decode()
    planned.refresh_from_db()
    assert planned.state == Release.State.PLANNED
