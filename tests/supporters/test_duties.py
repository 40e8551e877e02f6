"""The portal says itself where its keys are weak or an open petition lacks its imprint."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from foundation.models import OrganisationSettings
from supporters.admin.duties import broken_duties
from supporters.checks import check_keys, check_strength_of_keys
from supporters.models import Action
from users.models import User

LONG = "a key that is long enough"


@pytest.mark.parametrize("changes", [{"PERSONAL_DATA_KEYS": ()}, {"PERSON_KEY_SECRET": ""}])
def test_without_a_key_the_portal_does_not_start(settings: Any, changes: dict[str, Any]) -> None:
    assert check_keys() == []
    for name, value in changes.items():
        setattr(settings, name, value)
    assert [problem.id for problem in check_keys()] == ["supporters.E001"]


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({}, []),
        ({"PERSONAL_DATA_KEYS": (LONG, "short")}, ["supporters.W001"]),
        ({"PERSON_KEY_SECRET": LONG}, ["supporters.W002"]),
        ({"SECRET_KEY": "another that is long enough"}, ["supporters.W002"]),
    ],
)
def test_weak_keys_are_told_before_a_site_goes_live(settings: Any, changes: dict[str, Any], problem: list[str]) -> None:
    settings.PERSONAL_DATA_KEYS, settings.PERSON_KEY_SECRET = (LONG,), "another that is long enough"
    for name, value in changes.items():
        setattr(settings, name, value)
    found = check_strength_of_keys()
    assert [message.id for message in found] == problem
    assert not any(LONG in str(message) for message in found)


def test_an_open_petition_without_an_imprint_is_told_to_those_who_answer_for_data(
    client: Client, petition: Action, organisation: OrganisationSettings
) -> None:
    group = Group.objects.create(name="Officers")
    group.permissions.add(*Permission.objects.filter(codename__in=["access_admin", "view_retentionrun"]))
    officer = User.objects.create_user("officer", "officer@example.org", "pw")
    officer.groups.add(group)
    client.force_login(officer)
    words = "the imprint is empty"
    assert broken_duties() == []
    assert words not in client.get("/admin/").content.decode()

    OrganisationSettings.objects.update(promoter_name="", promoter_address="")
    assert words in client.get("/admin/").content.decode()

    officer.groups.clear()
    officer.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert words not in client.get("/admin/").content.decode()

    Action.objects.update(state=Action.State.CLOSED)
    assert broken_duties() == []
