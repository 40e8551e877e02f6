"""The admin shows progress, never people; permissions decide, and some things nobody may do."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils import timezone

from supporters.models import Action, ConsentStatement, Milestone, OutboxMail, Signature
from tests.tokens import without_tokens
from users.models import User

SignAs = Callable[..., Signature]


@pytest.fixture
def log_in(client: Client, db: None) -> Callable[..., Client]:
    """Log in with these permissions of this room."""

    def enter(*codenames: str) -> Client:
        group = Group.objects.create(name="Some")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        group.permissions.add(*Permission.objects.filter(codename__in=codenames, content_type__app_label="supporters"))
        user = User.objects.create_user("someone", "someone@example.org", "pw")
        user.groups.add(group)
        client.force_login(user)
        return client

    return enter


def test_signatures_are_masked_in_the_list(log_in: Callable[..., Client], sign_as: SignAs) -> None:
    sign_as()
    html = without_tokens(log_in("view_signature").get("/admin/supporters_signatures/").content.decode())
    assert "A••• K•••, LE2" in html
    for clear in ("Amina", "Khan", "amina@", "1AA"):
        assert clear not in html


def test_a_signature_without_details_is_a_dash(log_in: Callable[..., Client], sign_as: SignAs) -> None:
    sign_as().details.delete()
    assert log_in("view_signature").get("/admin/supporters_signatures/").status_code == 200


def test_the_outbox_shows_no_recipient(log_in: Callable[..., Client], sign_as: SignAs, settings: Any) -> None:
    settings.DELIVERY = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_PORT": 1}
    sign_as()
    html = log_in("view_outboxmail").get("/admin/supporters_outbox/").content.decode()
    assert OutboxMail.objects.get().state == "queued"
    assert "No connection" in html
    assert "amina" not in html


@pytest.mark.parametrize("address", ["actions", "signatures", "statements", "outbox"])
def test_without_permission_there_is_no_list(log_in: Callable[..., Client], address: str) -> None:
    response = log_in().get(f"/admin/supporters_{address}/")
    assert response.status_code == 302
    assert response["Location"] == "/admin/"


@pytest.mark.parametrize(
    ("address", "changes"),
    [
        ("signatures", ["new/", "edit/{}/", "delete/{}/"]),
        ("outbox", ["new/", "edit/{}/", "delete/{}/"]),
        ("statements", ["edit/{}/", "delete/{}/"]),
        ("actions", ["delete/{}/"]),
    ],
)
def test_not_even_a_superuser_changes_what_has_happened(
    admin_client: Client, sign_as: SignAs, address: str, changes: list[str]
) -> None:
    signature = sign_as()
    pk = {
        "signatures": signature.pk,
        "outbox": OutboxMail.objects.get().pk,
        "statements": ConsentStatement.objects.first().pk,
        "actions": signature.action_id,
    }[address]
    for change in changes:
        for response in (
            admin_client.get(f"/admin/supporters_{address}/{change.format(pk)}"),
            admin_client.post(f"/admin/supporters_{address}/{change.format(pk)}", {"state": "confirmed"}),
        ):
            assert response.status_code == 302, change
            assert response["Location"] == "/admin/"
    assert Signature.objects.get().state == Signature.State.PENDING


def noon_in_london(moment: datetime) -> datetime:
    """Noon of its day, as the form reads what is typed: an hour that every day has once."""
    return timezone.localtime(moment).replace(hour=12)


def action_form(action: Action, **changes: str) -> dict[str, str]:
    fields = {
        "title": action.title,
        "state": action.state,
        "kind": action.kind,
        "demand": action.demand,
        "target": action.target,
        "goal": str(action.goal),
        "opens_at": "",
        "closes_at": f"{noon_in_london(action.closes_at):%Y-%m-%d %H:%M}" if action.closes_at else "",
        "deletion_date": action.deletion_date.isoformat(),
        "milestones-TOTAL_FORMS": "0",
        "milestones-INITIAL_FORMS": "0",
        "milestones-MIN_NUM_FORMS": "0",
        "milestones-MAX_NUM_FORMS": "1000",
    }
    return {**fields, **changes}


def test_an_action_is_closed_in_the_admin_and_keeps_the_moment(log_in: Callable[..., Client], petition: Action) -> None:
    client = log_in("change_action")
    response = client.post(f"/admin/supporters_actions/edit/{petition.pk}/", action_form(petition, state="closed"))
    assert response.status_code == 302
    petition.refresh_from_db()
    assert petition.has_closed
    assert abs(petition.closes_at - timezone.now()) < timedelta(minutes=1)


def test_an_action_made_in_the_admin_can_be_signed_at_once(log_in: Callable[..., Client], petition: Action) -> None:
    ConsentStatement.objects.all().delete()
    milestone = {
        "milestones-TOTAL_FORMS": "1",
        "milestones-0-count": "25",
        "milestones-0-promise": "",
        "milestones-0-id": "",
        "milestones-0-DELETE": "",
    }
    form = action_form(petition, title="Made by hand", **milestone)
    response = log_in("add_action", "change_action").post("/admin/supporters_actions/new/", form)
    assert response.status_code == 302
    action = Action.objects.get(title="Made by hand")
    assert action.is_open
    assert action.stats.confirmed == 0
    assert Milestone.objects.get(action=action).count == 25
    assert ConsentStatement.objects.count() == 4


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"demand": "Something else."}, "can no longer change"),
        ({"target": "Somebody else"}, "can no longer change"),
        ({"deletion_date": "2099-01-01"}, "promised an earlier day"),
        ({"closes_at": "2020-01-01 12:00"}, "closing date in the future"),
        ({"deletion_date": str(timezone.localdate() + timedelta(days=2))}, "choose a day after it closes"),
        ({"deletion_date": "2020-01-01"}, "deletion date in the future"),
        ({"goal": "0"}, "greater than or equal to 1"),
    ],
)
def test_what_people_have_signed_cannot_be_changed_under_them(
    log_in: Callable[..., Client], sign_as: SignAs, petition: Action, change: dict[str, str], words: str
) -> None:
    sign_as()
    response = log_in("change_action").post(
        f"/admin/supporters_actions/edit/{petition.pk}/", action_form(petition, **change)
    )
    assert response.status_code == 200
    assert words in response.content.decode()


def test_new_words_are_a_new_version_and_the_old_one_stays(log_in: Callable[..., Client], petition: Action) -> None:
    client = log_in("add_consentstatement")
    form = {"purpose": "other_mail", "wording": "{organisation} may write to me about more."}
    assert client.post("/admin/supporters_statements/new/", form).status_code == 302
    versions = ConsentStatement.objects.filter(purpose="other_mail").order_by("version")
    assert [(statement.version, statement.channel) for statement in versions] == [(1, "email"), (2, "email")]


def test_words_with_an_unknown_placeholder_are_refused(log_in: Callable[..., Client], petition: Action) -> None:
    form = {"purpose": "other_mail", "wording": "{organization} may write to me."}
    response = log_in("add_consentstatement").post("/admin/supporters_statements/new/", form)
    assert response.status_code == 200
    assert "may stand in braces" in response.content.decode()


@pytest.mark.parametrize("address", ["actions", "signatures", "statements", "outbox"])
def test_a_list_costs_the_same_queries_for_3_and_18_rows(
    admin_client: Client, sign_as: SignAs, petition: Action, address: str, django_assert_max_num_queries: Any
) -> None:
    def grow(start: int, end: int) -> None:
        for number in range(start, end):
            sign_as(email=f"person{number}@example.org")

    grow(0, 3)
    admin_client.get(f"/admin/supporters_{address}/")
    with django_assert_max_num_queries(60) as few:
        admin_client.get(f"/admin/supporters_{address}/")
    grow(3, 18)
    with django_assert_max_num_queries(len(few)):
        assert admin_client.get(f"/admin/supporters_{address}/").status_code == 200
