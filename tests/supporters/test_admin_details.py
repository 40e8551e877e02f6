"""Campaigners see masked lists; data officers see, give out and erase, each for a reason that is kept."""

import io
import zipfile
from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from wagtail.models import ModelLogEntry

from portal.demo.accounts import ANSWER_FOR_DATA, CAMPAIGN, group
from supporters.models import ConsentRecord, Signature, SignatureDetails, Supporter, Suppression
from supporters.signing import confirm
from tests.tokens import without_tokens
from users.models import User

SignAs = Callable[..., Signature]
CLEAR = ("Amina", "Khan", "amina@", "1AA")
LIST = "/admin/supporters_signatures/"


@pytest.fixture
def enter(client: Client, db: None) -> Callable[[str], Client]:
    """Log in as a member of one of the demo site's groups."""

    def log_in(name: str) -> Client:
        user = User.objects.create_user(name, f"{name}@example.org", "pw")
        user.groups.add(group(name, *{"campaigner": CAMPAIGN, "data-officer": ANSWER_FOR_DATA}[name]))
        client.force_login(user)
        return client

    return log_in


def clear_words(html: str) -> list[str]:
    """What a page tells of the person; its tokens are drawn by chance, and might spell it."""
    return [word for word in CLEAR if word in without_tokens(html)]


def kept(action: str) -> ModelLogEntry:
    return ModelLogEntry.objects.get(action=f"supporters.{action}")


def assert_nobody_is_named_in_the_history() -> None:
    entries = [f"{entry.label} {entry.data} {entry.message}" for entry in ModelLogEntry.objects.all()]
    assert not [word for word in CLEAR for entry in entries if word in entry]


def test_a_campaigner_sees_masked_details_and_no_way_to_clear_ones(
    enter: Callable[[str], Client], sign_as: SignAs, petition: object
) -> None:
    signature = sign_as()
    client = enter("campaigner")
    html = client.get(LIST).content.decode()
    assert "A••• K•••, LE2" in html
    assert "/reveal/" not in html
    assert "Find by e-mail" not in html
    ways = (
        f"{LIST}reveal/{signature.pk}/",
        f"{LIST}find/",
        f"{LIST}person/{signature.supporter_id}/",
        f"{LIST}person/{signature.supporter_id}/erase/",
        f"/admin/supporters_actions/export/{signature.action_id}/",
        "/admin/supporters_held/",
        "/admin/supporters_invalidations/",
        "/admin/supporters_invalidations/new/",
    )
    answers = {"reason": "Because", "email": "amina@example.org", "use": "full", "kind": "csv", "decision": "release"}
    for way in ways:
        for response in (client.get(way), client.post(way, answers)):
            assert (response.status_code, response["Location"]) == (HTTPStatus.FOUND, "/admin/"), way
    assert not ModelLogEntry.objects.filter(action__startswith="supporters.").exists()
    assert SignatureDetails.objects.count() == 1


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_wagtails_own_export_of_the_list_gives_nobody_out(
    enter: Callable[[str], Client], sign_as: SignAs, kind: str
) -> None:
    sign_as()
    response = enter("data-officer").get(f"{LIST}?export={kind}")
    sent = b"".join(response.streaming_content) if response.streaming else response.content
    told = words_of_workbook(sent) if kind == "xlsx" else sent.decode()
    assert not clear_words(told)


def words_of_workbook(data: bytes) -> str:
    """All that is written in an Excel file, unpacked: cells, names and properties."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return "\n".join(packed.read(name).decode() for name in packed.namelist())


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("state=pending", True),
        ("state=held", False),
        ("source=leaflet", True),
        ("source=poster", False),
        ("area=LE", True),
        ("area=B", False),
        ("provider=other", True),
        ("provider=gmail", False),
        ("held_for=trap", False),
        ("created_at_from=2020-01-01", True),
        ("created_at_to=2020-01-01", False),
        ("action=0", True),  # no such action: the filter is not applied, and says why
    ],
)
def test_the_list_is_filtered_by_what_is_not_encrypted(
    enter: Callable[[str], Client], sign_as: SignAs, query: str, is_found: bool
) -> None:
    sign_as(source="leaflet")
    html = enter("campaigner").get(f"{LIST}results/?{query}").content.decode()
    assert ("A••• K•••" in html) is is_found


def test_revealing_asks_why_first_and_keeps_the_reason(enter: Callable[[str], Client], sign_as: SignAs) -> None:
    signature = sign_as(campaign_mail="on")
    client, way = enter("data-officer"), f"{LIST}reveal/{signature.pk}/"
    assert way in client.get(LIST).content.decode()
    asked = client.get(way)
    assert "A••• K•••, LE2" in asked.content.decode()
    assert not clear_words(asked.content.decode())
    refused = client.post(way, {"reason": "  "})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert not clear_words(refused.content.decode())
    shown = client.post(way, {"reason": "She asked what we hold"})
    html = shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    for words in ("Amina Khan", "amina@example.org", "LE2 1AA", "e-mail me about this campaign", "confirmation"):
        assert words in html
    history = client.get(f"{LIST}history/{signature.pk}/").content.decode()
    assert "She asked what we hold" in history
    assert f"/edit/{signature.pk}/" not in history
    entry = kept("signature.reveal")
    assert (entry.data, entry.object_id) == ({"reason": "She asked what we hold"}, str(signature.pk))
    assert entry.message == "Signature revealed: She asked what we hold"
    assert_nobody_is_named_in_the_history()


def test_a_reason_with_an_address_is_refused_for_the_history_is_kept(
    enter: Callable[[str], Client], sign_as: SignAs
) -> None:
    response = enter("data-officer").post(f"{LIST}reveal/{sign_as().pk}/", {"reason": "amina@example.org asked"})
    assert "Leave the e-mail address out" in response.content.decode()
    assert not ModelLogEntry.objects.filter(action="supporters.signature.reveal").exists()


def test_words_that_were_changed_behind_our_back_are_told(enter: Callable[[str], Client], sign_as: SignAs) -> None:
    signature = sign_as()
    ConsentRecord.objects.filter(signature=signature).update(text_sha256="0" * 64)
    response = enter("data-officer").post(f"{LIST}reveal/{signature.pk}/", {"reason": "A question"})
    assert "These are not the words that were recorded" in response.content.decode()


@pytest.mark.parametrize("spelling", ["amina@example.org", " AMINA+news@Example.org "])
def test_a_person_is_found_by_any_spelling_and_the_address_stands_nowhere(
    enter: Callable[[str], Client], sign_as: SignAs, spelling: str
) -> None:
    signature = sign_as()
    client = enter("data-officer")
    response = client.post(f"{LIST}find/", {"email": spelling}, follow=True)
    assert response.redirect_chain == [(f"{LIST}person/{signature.supporter_id}/", HTTPStatus.FOUND)]
    assert "A••• K•••, LE2" in response.content.decode()
    assert not clear_words(response.content.decode())
    assert kept("supporter.find").object_id == str(signature.supporter_id)
    assert "Looked for a person by e-mail" in client.get("/admin/reports/site-history/").content.decode()
    assert_nobody_is_named_in_the_history()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("nobody@example.org", "Nobody with this address"),
        ("no address", "Please check the e-mail address"),
        ("", "This field is required"),
        ("a" * 300, "at most 254"),
    ],
)
def test_an_address_that_leads_to_nobody_is_said(
    enter: Callable[[str], Client], sign_as: SignAs, typed: str, words: str
) -> None:
    sign_as()
    response = enter("data-officer").post(f"{LIST}find/", {"email": typed})
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in response.content.decode()


def test_that_somebody_looked_in_vain_is_kept_too(enter: Callable[[str], Client], sign_as: SignAs) -> None:
    sign_as()
    enter("data-officer").post(f"{LIST}find/", {"email": "nobody@example.org"})
    entry = kept("supporter.find")
    assert entry.object_id == str(entry.user_id)


def test_erasing_asks_first_and_leaves_nothing(enter: Callable[[str], Client], sign_as: SignAs) -> None:
    signature = sign_as()
    client, way = enter("data-officer"), f"{LIST}person/{signature.supporter_id}/erase/"
    assert "cannot be taken back" in client.get(way).content.decode()
    assert client.post(way, {"reason": ""}).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert SignatureDetails.objects.count() == 1
    response = client.post(way, {"reason": "She asked by post", "suppress": "on"}, follow=True)
    assert "The person is erased" in response.content.decode()
    assert not SignatureDetails.objects.exists()
    assert not Supporter.objects.exists()
    assert Suppression.objects.count() == 1
    assert kept("supporter.erase").data == {"reason": "She asked by post"}
    assert client.get(way).status_code == HTTPStatus.NOT_FOUND
    assert_nobody_is_named_in_the_history()


def test_an_export_is_a_file_that_nothing_keeps(enter: Callable[[str], Client], sign_as: SignAs) -> None:
    signature = sign_as()
    confirm(signature)
    client, way = enter("data-officer"), f"/admin/supporters_actions/export/{signature.action_id}/"
    assert way in client.get("/admin/supporters_actions/").content.decode()
    assert "the leader of the council" in client.get(way).content.decode()
    answers = {"use": "hand-over", "kind": "csv", "reason": "The hand-in"}
    response = client.post(way, answers)
    assert b"".join(response.streaming_content).decode("utf-8-sig").splitlines()[1] == '"Amina Khan","LE2 1AA"'
    assert response["Content-Disposition"].startswith('attachment; filename="signatures-')
    assert "no-store" in response["Cache-Control"]
    message = kept("action.export").message
    assert message == "Signatures exported (hand-over, csv, 1 rows, 2 columns): The hand-in"


@pytest.mark.parametrize("change", [{"reason": ""}, {"use": "everything"}, {"kind": "pdf"}, {"use": ""}])
def test_an_export_that_is_half_asked_for_keeps_what_was_typed(
    enter: Callable[[str], Client], sign_as: SignAs, change: dict[str, str]
) -> None:
    signature = sign_as()
    confirm(signature)
    answers = {"use": "hand-over", "kind": "csv", "reason": "The hand-in", **change}
    response = enter("data-officer").post(f"/admin/supporters_actions/export/{signature.action_id}/", answers)
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert ("The hand-in" in response.content.decode()) is (answers["reason"] == "The hand-in")


def test_whoever_may_export_and_not_reveal_is_not_offered_the_full_list(
    client: Client, may: Callable[..., User], sign_as: SignAs
) -> None:
    signature = sign_as()
    confirm(signature)
    client.force_login(may("export_signaturedetails"))
    way = f"/admin/supporters_actions/export/{signature.action_id}/"
    assert 'value="full"' not in client.get(way).content.decode()
    response = client.post(way, {"use": "full", "kind": "csv", "reason": "Curious"})
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


@pytest.mark.parametrize("way", ["reveal/999/", "person/999/", "person/999/erase/"])
def test_what_is_not_there_is_404(enter: Callable[[str], Client], way: str) -> None:
    assert enter("data-officer").get(f"{LIST}{way}").status_code == HTTPStatus.NOT_FOUND


def test_a_group_that_exists_gets_what_a_new_version_gives_it(db: None) -> None:
    group("campaigner", "view_action")
    made = group("campaigner", *CAMPAIGN)
    given = set(made.permissions.values_list("codename", flat=True))
    assert set(CAMPAIGN) <= given
    assert not {"reveal_signaturedetails", "export_signaturedetails", "judge_signature"} & given


def test_what_protects_details_can_be_given_to_a_group_in_the_admin(admin_client: Client) -> None:
    html = admin_client.get("/admin/groups/new/").content.decode()
    for codename in ("reveal_signaturedetails", "export_signaturedetails", "erase_signaturedetails", "judge_signature"):
        assert f'value="{Permission.objects.get(codename=codename).pk}"' in html, codename
