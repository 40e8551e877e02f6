"""Who deals with press links, and the list of a release's links in the admin."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry

from publications import press
from publications.models import PressLink, Release
from supporters.models import PressContact
from tests.publications.conftest import RECIPIENT
from tests.publications.test_press_links import text
from tests.tokens import without_tokens
from users.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks_wait")]


def named_in(page: str) -> list[str]:
    """The parts of the recipient's name that stand in a page or in the history."""
    return [part for part in RECIPIENT.split() if part in without_tokens(page)]


def test_who_may_not_publish_deals_with_no_links(press_link: tuple[PressLink, str], release: Release) -> None:
    reader = User.objects.create_user("reader", "reader@example.org", "a long password")
    with pytest.raises(PermissionDenied):
        press.make_link(release, reader, name="A", outlet="B")
    for forbidden in (
        lambda: press.revoke_link(press_link[0], reader),
        lambda: press.reveal_recipient(press_link[0], "Curious.", reader),
        lambda: press.erase_recipient(press_link[0], reader),
    ):
        with pytest.raises(PermissionDenied):
            forbidden()


def test_a_name_is_shown_for_a_reason_and_the_log_has_the_reason_and_not_the_name(
    press_link: tuple[PressLink, str],
    approver: User,
) -> None:
    with pytest.raises(ValidationError, match="why"):
        press.reveal_recipient(press_link[0], " ", approver)
    assert press.reveal_recipient(press_link[0], "They asked.", approver).name == RECIPIENT
    entry = ModelLogEntry.objects.get(action="supporters.press_contact.reveal")
    assert entry.user == approver
    assert entry.formatter.format_message(entry) == "Press contact revealed: They asked."
    logged = str([*ModelLogEntry.objects.values("label", "data"), *PageLogEntry.objects.values("label", "data")])
    assert not named_in(logged)


def test_an_erased_recipient_is_gone_and_the_link_ends(press_link: tuple[PressLink, str], approver: User) -> None:
    press.erase_recipient(press_link[0], approver)
    contact = PressContact.objects.get()
    assert (contact.name, contact.email, contact.outlet) == ("", "", "The Sample Gazette")
    assert press.open_link(press_link[1]) is None


def test_deleting_a_report_forgets_whom_it_was_shown_to(press_link: tuple[PressLink, str], release: Release) -> None:
    Release.objects.filter(pk=release.pk).update(revision=None)
    release.report.delete()
    assert not PressContact.objects.exists()


@pytest.fixture
def editor(approver: User) -> Client:
    client = Client()
    client.force_login(approver)
    return client


def test_a_link_is_shown_once_and_its_recipient_masked(editor: Client, release: Release) -> None:
    address = reverse("publications_press", args=[release.pk])
    made = editor.post(address, {"name": RECIPIENT, "outlet": "The Sample Gazette", "email": ""})
    found = re.search(r"http://localhost/press/([\w-]{43})/", made.content.decode())
    assert found is not None
    assert press.open_link(found[1]) is not None
    assert "no-store" in made["Cache-Control"]
    html = text(editor, address)
    assert found[1] not in html
    assert "W••• S•••" in html
    assert not named_in(html)


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"outlet": ""}, {"email": "not an address"}, {"name": "x" * 161}, {"outlet": "x" * 161}]
)
def test_bad_input_is_said_and_loses_nothing(editor: Client, release: Release, wrong: dict[str, str]) -> None:
    given = {"name": RECIPIENT, "outlet": "The Sample Gazette", "email": "", **wrong}
    response = editor.post(reverse("publications_press", args=[release.pk]), given)
    assert response.status_code == 422
    assert all(value in response.content.decode() for value in given.values() if value)
    assert not PressLink.objects.exists()


def test_revoking_revealing_and_erasing_are_done_by_forms(editor: Client, press_link: tuple[PressLink, str]) -> None:
    link = press_link[0]
    reveal, revoke, erase = (
        reverse(f"publications_press_{name}", args=[link.pk]) for name in ("reveal", "revoke", "erase")
    )
    assert not named_in(text(editor, reveal))
    assert editor.post(reveal, {"reason": ""}).status_code == 422
    assert editor.post(reveal, {"reason": "asked by wilhelmina@gazette.example"}).status_code == 422  # kept for good
    shown = editor.post(reveal, {"reason": "They asked."})
    assert RECIPIENT in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert editor.get(revoke).status_code == 405
    editor.post(revoke)
    assert press.open_link(press_link[1]) is None
    editor.post(erase)
    assert PressContact.objects.get().name == ""


def test_erasing_a_name_asks_first(editor: Client, press_link: tuple[PressLink, str]) -> None:
    link = press_link[0]
    erase = reverse("publications_press_erase", args=[link.pk])
    links = text(editor, reverse("publications_press", args=[link.release_id]))
    assert f'href="{erase}"' in links
    assert f'action="{erase}"' not in links
    assert "This cannot be taken back." in text(editor, erase)
    assert PressContact.objects.get().name
    assert press.open_link(press_link[1]) is not None


def test_an_editor_without_the_right_to_publish_is_turned_away(client: Client, release: Release) -> None:
    client.force_login(User.objects.create_user("reader", "reader@example.org", "a long password"))
    assert client.get(reverse("publications_press", args=[release.pk])).status_code == 302
