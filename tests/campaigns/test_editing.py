"""The campaigner's form."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from campaigns.models import CampaignPage, LandingPage
from supporters.models import Action
from tests.campaigns.conftest import terms


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    """Somebody who may do everything."""
    user = get_user_model().objects.create_superuser("admin", "admin@example.org", "a long password")
    client.force_login(user)
    return client


def form_data(**changes: Any) -> dict[str, Any]:
    """What the browser sends; terms as they are typed."""
    given = terms()
    data = {
        "title": "Act now",
        "slug": "sign",
        "summary": "Add your name.",
        **given,
        "closes_at": f"{timezone.localtime(given['closes_at']).replace(hour=12):%Y-%m-%d %H:%M}",
        "deletion_date": given["deletion_date"].isoformat(),
        "body": streamfield([("text", rich_text("<p>The case.</p>"))]),
        "steps": streamfield([("step", {"text": "We hand over the list."})]),
        "topic_links": inline_formset([]),
        "comments": inline_formset([]),
    }
    return nested_form_data({**data, **changes})


def add(admin: Client, campaign: CampaignPage, **data: Any) -> Any:
    """Send the form of a new landing page below the campaign."""
    address = reverse("wagtailadmin_pages:add", args=["campaigns", "landingpage", campaign.pk])
    return admin.post(address, form_data(**data), follow=True)


def test_a_campaigner_publishes_a_page_with_its_petition(admin: Client, campaign: CampaignPage) -> None:
    add(admin, campaign, **{"action-publish": "1"})
    page = LandingPage.objects.get()
    assert page.live
    assert page.action is not None
    assert (page.action.goal, page.action.is_open) == (2000, True)


def test_a_draft_may_leave_the_terms_open(admin: Client, campaign: CampaignPage) -> None:
    add(admin, campaign, demand="", target="", goal="", closes_at="", deletion_date="")
    assert LandingPage.objects.get().live is False
    assert not Action.objects.exists()


@pytest.mark.parametrize("name", ["demand", "target", "goal", "closes_at", "deletion_date"])
def test_a_page_without_all_its_terms_is_not_published(admin: Client, campaign: CampaignPage, name: str) -> None:
    answer = add(admin, campaign, **{name: "", "action-publish": "1"})
    assert "A petition needs this before it opens." in answer.content.decode()
    assert not LandingPage.objects.exists()


def test_a_closing_date_in_the_past_is_refused(admin: Client, campaign: CampaignPage) -> None:
    answer = add(admin, campaign, **{"closes_at": "2020-01-01 12:00", "action-publish": "1"})
    assert "The closing date has passed." in answer.content.decode()
    assert not LandingPage.objects.exists()


def test_a_goal_of_nought_is_refused(admin: Client, campaign: CampaignPage) -> None:
    answer = add(admin, campaign, goal="0")
    assert answer.status_code == 200
    assert not LandingPage.objects.exists()


def test_the_terms_of_an_open_petition_are_shown_and_not_offered_for_change(
    admin: Client, landing_page: LandingPage
) -> None:
    text = admin.get(reverse("wagtailadmin_pages:edit", args=[landing_page.pk])).content.decode()
    assert "The petition is open." in text
    assert f'href="/admin/supporters_actions/edit/{landing_page.action_id}/"' in text
    assert 'name="goal"' not in text


def test_publishing_an_edited_page_does_not_ask_for_terms_again(admin: Client, landing_page: LandingPage) -> None:
    data = form_data(title="Act today", **{"action-publish": "1"})
    for name in ("demand", "target", "goal", "closes_at", "deletion_date"):
        data.pop(name)
    admin.post(reverse("wagtailadmin_pages:edit", args=[landing_page.pk]), data)
    page = LandingPage.objects.get()
    assert (page.title, page.action_id) == ("Act today", landing_page.action_id)


@pytest.mark.parametrize("mode", ["", "thanks"])
def test_a_preview_of_a_new_page_makes_no_petition(admin: Client, campaign: CampaignPage, mode: str) -> None:
    address = reverse("wagtailadmin_pages:preview_on_add", args=["campaigns", "landingpage", campaign.pk])
    assert admin.post(address, form_data()).json()["is_valid"]
    answer = admin.get(f"{address}?mode={mode}")
    assert answer.status_code == 200
    assert "Act now" in answer.content.decode()
    assert not Action.objects.exists()


def test_the_form_of_a_preview_cannot_sign(admin: Client, landing_page: LandingPage) -> None:
    address = reverse("wagtailadmin_pages:view_draft", args=[landing_page.pk])
    text = admin.get(address).content.decode()
    assert "Sign the petition" in text
    assert f'action="/act/{landing_page.action_id}/"' not in text
    assert 'name="token" value' not in text
