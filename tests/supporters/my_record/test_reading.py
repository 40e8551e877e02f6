"""Reading the record: all that we hold, and no suspicion."""

import re
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from supporters.actions import open_petition
from supporters.identity import person_key
from supporters.models import (
    Action,
    ConsentRecord,
    Signature,
    SignatureDetails,
    Supporter,
)
from supporters.record.tokens import make_record_token
from supporters.signing import confirm
from tests.supporters.my_record.conftest import text_of

SignAs = Callable[..., Signature]
State = Signature.State


def test_the_record_shows_what_we_hold_and_what_was_agreed_to(client: Client, link: str, petition: Action) -> None:
    page = text_of(client.post(link, {"do": "show"}))
    for words in ("Act now", "Confirmed", "Amina Khan", "amina@example.org", "LE2 1AA"):
        assert words in page
    assert f"{petition.deletion_date:%-d %B %Y}" in page
    assert "Example Network will give the list of names and postcodes to the leader of the council" in page
    assert page.count("You agreed") == 2
    assert page.count("You did not tick") == 2
    assert "not the ones that were recorded" not in page


def test_what_came_with_an_unconfirmed_address_is_masked_for_somebody_else_may_have_typed_it(
    client: Client, sign_as: SignAs
) -> None:
    sign_as()
    link = f"/my/{make_record_token(Supporter.objects.get().pk)}/"
    page = text_of(client.post(link, {"do": "show"}))
    assert "A••• K•••, LE2" in page
    for hidden_part in ("Amina Khan", "LE2 1AA", 'value="correct"'):
        assert hidden_part not in page
    assert client.post(link, {"do": "download"}).json()["signatures"][0]["details"] == {"name": "A••• K•••, LE2"}
    assert client.post(link, {"do": "correct", "name": "Eve", "postcode": "LE1 1AA"}).status_code == 200
    assert SignatureDetails.objects.get().name == "Amina Khan"


def test_suspicion_does_not_show(client: Client, sign_as: SignAs) -> None:
    pages = []
    both = ({"email": "one@example.org"}, {"email": "two@example.org", "website": "x"})
    for answers in both:
        confirm(sign_as(**answers))
    moment = timezone.now()  # the pages show it to the minute
    Signature.objects.update(created_at=moment)
    Signature.objects.filter(confirmed_at__isnull=False).update(confirmed_at=moment)
    ConsentRecord.objects.update(recorded_at=moment)
    for answers in both:
        whose = Supporter.objects.get(person_key=person_key(answers["email"]))
        page = text_of(client.post(f"/my/{make_record_token(whose.pk)}/", {"do": "show"}))
        page = re.sub(r'name="(signature|seen)" value="\w+"', "", page).replace(answers["email"], "")
        pages.append(page)
    assert pages[0] == pages[1]


def test_the_record_costs_the_same_queries_for_one_signature_and_for_many(
    client: Client, link: str, amina: Supporter, petition: Action
) -> None:
    with CaptureQueriesContext(connection) as few:
        client.post(link, {"do": "show"})
    for number in range(5):
        other = open_petition(title=f"Act {number}", demand="We ask.", target="the council")
        Signature.objects.create(action=other, supporter=amina, confirmed_at=timezone.now(), state=State.CONFIRMED)
    with CaptureQueriesContext(connection) as many:
        page = text_of(client.post(link, {"do": "show"}))
    assert "Act 4" in page
    assert len(many) <= len(few)
