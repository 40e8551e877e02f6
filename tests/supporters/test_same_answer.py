"""No oracle: whoever signs gets the same answer byte for byte, whatever became of it."""

import html
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.test import Client
from django.utils import timezone

from supporters import signing
from supporters.consent import agreed_texts, standing_choices
from supporters.mailing.letters import Letter
from supporters.mailing.suppression import suppress
from supporters.models import Action, EventCode, OutboxMail, Signature
from supporters.signing import MAILS_PER_DAY, confirm
from supporters.tokens import make_confirmation_token
from tests.supporters.conftest import post

State = Signature.State
Answers = dict[str, str]
Scene = Callable[[Client, Action, Answers], Answers]


def new(client: Client, petition: Action, answers: Answers) -> Answers:
    return answers


def in_state(state: str) -> Scene:
    def signed_before(client: Client, petition: Action, answers: Answers) -> Answers:
        post(client, petition, answers)
        Signature.objects.update(state=state, confirmed_at=timezone.now() if state == State.CONFIRMED else None)
        return answers

    return signed_before


def trapped(client: Client, petition: Action, answers: Answers) -> Answers:
    return {**answers, "website": "https://spam.example"}


def disposable(client: Client, petition: Action, answers: Answers) -> Answers:
    return {**answers, "email": "throw@mailinator.com"}


def another_spelling(client: Client, petition: Action, answers: Answers) -> Answers:
    post(client, petition, answers)
    return {**answers, "email": "Amina+again@Example.org", "name": "Somebody Else", "other_mail": "on"}


def limited(client: Client, petition: Action, answers: Answers) -> Answers:
    for _time in range(MAILS_PER_DAY + 1):
        post(client, petition, answers)
    return answers


def crowded(client: Client, petition: Action, answers: Answers) -> Answers:
    for number in range(25):
        Signature.objects.create(action=petition, network_key=_key_of(client, petition, answers, number))
    return answers


def _key_of(client: Client, petition: Action, answers: Answers, number: int) -> str:
    """The key of the test's own network, as the form notes it."""
    if not Signature.objects.exists():
        post(client, petition, {**answers, "email": f"{number}@example.org"})
    return Signature.objects.order_by("pk")[0].network_key


def in_a_hall(client: Client, petition: Action, answers: Answers) -> Answers:
    now = timezone.now()
    EventCode.objects.create(
        action=petition, code="eid", occasion="Eid", starts_at=now, ends_at=now + timedelta(hours=1)
    )
    return {**answers, "source": "eid"}


def suppressed(client: Client, petition: Action, answers: Answers) -> Answers:
    post(client, petition, answers)
    supporter = Signature.objects.get().supporter
    assert supporter is not None
    suppress(supporter.person_key, "complained")
    return answers


SCENES = [
    *(new, trapped, disposable, another_spelling, limited, crowded, in_a_hall, suppressed),
    *(in_state(state) for state in State.values),
]


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.__name__)
def test_the_answer_is_the_same_byte_for_byte(client: Client, petition: Action, answers: Answers, scene: Scene) -> None:
    expected = post(client, petition, {**answers, "email": "somebody@example.com"})
    Signature.objects.all().delete()
    got = post(client, petition, scene(client, petition, answers))
    assert got.status_code == expected.status_code == 303
    assert list(got.headers.items()) == list(expected.headers.items())
    assert got.content == expected.content
    assert got.cookies == expected.cookies == {}


def test_a_program_gets_the_same_answer_as_a_browser(client: Client, petition: Action, answers: Answers) -> None:
    expected = post(client, petition, answers)
    got = Client().post(f"/act/{petition.pk}/", {**answers, "email": "program@example.org"})
    assert Signature.objects.latest("pk").state == State.HELD
    assert (got.status_code, list(got.headers.items())) == (expected.status_code, list(expected.headers.items()))


def test_no_further_mail_goes_and_the_letter_is_written_all_the_same(
    client: Client, petition: Action, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _time in range(MAILS_PER_DAY):
        post(client, petition, answers)
    written: list[Letter] = []
    write = signing.write_already_signed

    def note_and_write(letter: Letter, agreed_texts: list[str]) -> OutboxMail:
        written.append(letter)
        return write(letter, agreed_texts)

    monkeypatch.setattr(signing, "write_already_signed", note_and_write)
    post(client, petition, answers)
    assert len(django_mail.outbox) == MAILS_PER_DAY
    assert len(written) == 1


def test_the_first_names_and_choices_stand_whatever_is_typed_later(
    client: Client, petition: Action, answers: Answers
) -> None:
    post(client, petition, answers)
    post(client, petition, {**answers, "name": "Somebody Else", "postcode": "M1 1AE", "campaign_mail": "on"})
    signature = Signature.objects.get()
    assert (signature.details.name, signature.area) == ("Amina Khan", "LE")
    assert not signature.consent_records.filter(operation="opt_in", statement__purpose="campaign_mail").exists()


def test_a_strangers_ticks_do_not_become_the_owners_consent(client: Client, petition: Action, answers: Answers) -> None:
    post(client, petition, {**answers, "campaign_mail": "on", "other_mail": "on", "public_name": "on"})
    post(client, petition, {**answers, "other_mail": "on"})  # its owner, who knows nothing of the first
    signature = Signature.objects.get()
    stands = {purpose: record.operation for (_pk, purpose), record in standing_choices([signature.pk]).items()}
    assert stands == {"signing": "opt_in", "campaign_mail": "opt_out", "other_mail": "opt_in", "public_name": "opt_out"}
    body = django_mail.outbox[-1].body
    page = client.get(f"/c/{make_confirmation_token(signature.pk)}/").content.decode()
    for text in agreed_texts(signature.pk):
        assert text in body
        assert text in html.unescape(page)
    assert "show my first name" not in body.lower()
    assert "A••• K•••" in page
    assert "Amina" not in page


def test_who_has_confirmed_keeps_their_consents_whatever_is_sent_later(
    client: Client, petition: Action, answers: Answers
) -> None:
    post(client, petition, {**answers, "campaign_mail": "on"})
    confirm(Signature.objects.get())
    post(client, petition, answers)
    assert len(agreed_texts(Signature.objects.get().pk)) == 2


def test_another_spelling_of_a_confirmed_address_is_answered_at_the_one_that_confirmed(
    client: Client, petition: Action, answers: Answers
) -> None:
    post(client, petition, answers)
    confirm(Signature.objects.get())
    post(client, petition, {**answers, "email": "amina+list@example.org"})
    assert django_mail.outbox[-1].subject.startswith("You have already signed")
    assert django_mail.outbox[-1].to == ["amina@example.org"]
