"""A petition is launched with its page, once, and no revision brings anything back."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.models import CampaignPage, LandingPage
from supporters.actions import open_petition
from supporters.models import Action, ActionStats, Signature
from tests.campaigns.conftest import publish, terms


def has_signature(page: LandingPage, count: int = 1) -> None:
    """Confirmed signatures by nobody in particular, counted."""
    for _number in range(count):
        Signature.objects.create(action_id=page.action_id, state=Signature.State.CONFIRMED, confirmed_at=timezone.now())
    ActionStats.objects.filter(action=page.action_id).update(confirmed=count)


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    """Somebody who may do everything."""
    user = get_user_model().objects.create_superuser("admin", "admin@example.org", "a long password")
    client.force_login(user)
    return client


def test_a_draft_makes_no_petition(draft_page: LandingPage) -> None:
    assert draft_page.action is None
    assert not Action.objects.exists()


def test_publishing_a_landing_page_opens_its_petition_with_the_terms_of_the_page(draft_page: LandingPage) -> None:
    draft_page.get_latest_revision().publish()
    action = LandingPage.objects.get(pk=draft_page.pk).action
    assert action is not None
    assert action.is_open
    assert (action.kind, action.title) == (Action.Kind.PETITION, "Later")
    assert {name: getattr(action, name) for name in ("demand", "target", "goal", "closes_at", "deletion_date")} == {
        name: getattr(draft_page, name) for name in ("demand", "target", "goal", "closes_at", "deletion_date")
    }


def test_publishing_again_keeps_the_same_petition(landing_page: LandingPage) -> None:
    landing_page.title = "Act today"
    landing_page.save_revision().publish()
    assert LandingPage.objects.get(pk=landing_page.pk).action_id == landing_page.action_id
    assert Action.objects.count() == 1


def test_publishing_a_revision_from_before_the_launch_leaves_petition_count_and_state(draft_page: LandingPage) -> None:
    before = draft_page.get_latest_revision()
    before.publish()
    page = LandingPage.objects.get(pk=draft_page.pk)
    has_signature(page, 3)
    Action.objects.filter(pk=page.action_id).update(state=Action.State.PAUSED, goal=5000)
    before.publish()
    page = LandingPage.objects.get(pk=draft_page.pk)
    assert page.action is not None
    assert (page.action.state, page.action.goal, page.action.stats.confirmed) == (Action.State.PAUSED, 5000, 3)
    assert Action.objects.count() == 1


def test_publishing_does_not_open_a_closed_petition_again(landing_page: LandingPage) -> None:
    Action.objects.filter(pk=landing_page.action_id).update(state=Action.State.CLOSED)
    LandingPage.objects.get(pk=landing_page.pk).save_revision().publish()
    assert Action.objects.get(pk=landing_page.action_id).state == Action.State.CLOSED


def test_a_page_that_was_given_a_draft_petition_opens_it(campaign: CampaignPage) -> None:
    action = open_petition(title="Made before", demand="Do it.", target="The council", state=Action.State.DRAFT)
    publish(campaign, LandingPage(title="Made before", action=action))
    action.refresh_from_db()
    assert action.is_open
    assert Action.objects.count() == 1


def test_a_page_that_is_only_scheduled_opens_nothing(draft_page: LandingPage) -> None:
    draft_page.go_live_at = timezone.now() + timedelta(days=2)
    draft_page.save_revision().publish()
    assert not Action.objects.exists()


def test_a_page_published_after_its_closing_date_opens_nothing_and_says_so(
    client: Client, campaign: CampaignPage
) -> None:
    closed = timezone.now() - timedelta(days=1)
    page = publish(campaign, LandingPage(title="Too late", slug="late", **terms(closes_at=closed)))
    assert page.action is None
    answer = client.get("/campaigns/act-on-it/late/")
    assert answer.status_code == 200
    assert "This petition has not opened." in answer.content.decode()
    assert "<form" not in answer.content.decode()


def test_details_cannot_be_deleted_before_the_petition_closes(campaign: CampaignPage) -> None:
    page = LandingPage(title="Too early", slug="early", **terms(deletion_date=timezone.localdate()))
    with pytest.raises(ValidationError) as error:
        campaign.add_child(instance=page)
    assert set(error.value.message_dict) == {"deletion_date"}


def test_a_copy_has_a_petition_of_its_own_that_starts_at_nought(landing_page: LandingPage) -> None:
    has_signature(landing_page, 7)
    copy = landing_page.copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=False)
    assert (copy.action, copy.target, copy.goal) == (None, landing_page.target, landing_page.goal)
    copy.get_latest_revision().publish()
    copy = LandingPage.objects.get(pk=copy.pk)
    assert copy.action is not None
    assert copy.action_id != landing_page.action_id
    assert copy.action.stats.confirmed == 0
    assert ActionStats.objects.get(action=landing_page.action_id).confirmed == 7


def test_a_copy_of_a_campaign_shares_no_petition_either(campaign: CampaignPage, landing_page: LandingPage) -> None:
    copy = campaign.copy(recursive=True, update_attrs={"slug": "copy"}, keep_live=True)
    page = LandingPage.objects.child_of(copy).get()
    assert page.action_id != landing_page.action_id


def test_the_admin_refuses_to_publish_a_copy_at_once(admin: Client, landing_page: LandingPage) -> None:
    address = reverse("wagtailadmin_pages:copy", args=[landing_page.pk])
    parent = landing_page.get_parent().pk
    answer = admin.post(
        address,
        {"new_title": "Copy", "new_slug": "copy", "new_parent_page": parent, "publish_copies": "on"},
        follow=True,
    )
    assert "A copy of a landing page starts as a draft" in answer.content.decode()
    assert LandingPage.objects.count() == 1


def test_a_page_that_people_signed_cannot_be_deleted(landing_page: LandingPage) -> None:
    has_signature(landing_page)
    with pytest.raises(ProtectedError), transaction.atomic():
        landing_page.delete()
    assert LandingPage.objects.filter(pk=landing_page.pk).exists()


def test_a_campaign_with_a_signed_page_cannot_be_deleted(campaign: CampaignPage, landing_page: LandingPage) -> None:
    has_signature(landing_page)
    with pytest.raises(ProtectedError), transaction.atomic():
        CampaignPage.objects.get(pk=campaign.pk).delete()
    assert LandingPage.objects.filter(pk=landing_page.pk).exists()


def test_the_admin_says_why_a_signed_page_cannot_be_deleted(
    admin: Client, campaign: CampaignPage, landing_page: LandingPage
) -> None:
    has_signature(landing_page)
    for page in (landing_page, campaign):
        answer = admin.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
        assert "“Act now” has signatures." in answer.content.decode()
    assert LandingPage.objects.filter(pk=landing_page.pk).exists()


def test_the_admin_says_why_ticked_pages_cannot_be_deleted(admin: Client, landing_page: LandingPage) -> None:
    has_signature(landing_page)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    answer = admin.post(f"{address}?id={landing_page.pk}", follow=True)
    assert "“Act now” has signatures." in answer.content.decode()
    assert LandingPage.objects.filter(pk=landing_page.pk).exists()


def test_deleting_a_page_that_nobody_signed_leaves_no_petition_behind(landing_page: LandingPage) -> None:
    landing_page.delete()
    assert not Action.objects.exists()


def test_deleting_one_of_two_pages_leaves_the_petition_to_the_other(
    campaign: CampaignPage, landing_page: LandingPage
) -> None:
    publish(campaign, LandingPage(title="The same", action=landing_page.action))
    landing_page.delete()
    assert Action.objects.get().is_open
