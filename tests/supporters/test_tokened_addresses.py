"""Mail scanners, previews and prefetching open every link in a mail: none of them changes anything by it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from publications import press
from publications.models import PublicationIndexPage
from supporters.models import Signature
from supporters.record.tokens import make_record_token, make_unsubscribe_token
from supporters.tokens import make_confirmation_token
from tests.campaigns.conftest import publish
from tests.portal.sealed_report import make_release

State = Signature.State
# Of log-ins: they hold a session, and their links are for people of the organisation.
LOG_INS = ("admin/", "accounts/")


def confirmation(request: pytest.FixtureRequest, state: str = State.PENDING) -> str:
    signature = request.getfixturevalue("sign_as")()
    is_confirmed = timezone.now() if state == State.CONFIRMED else None
    Signature.objects.filter(pk=signature.pk).update(state=state, confirmed_at=is_confirmed)
    return reverse("supporters:confirm", args=[make_confirmation_token(signature.pk)])


def in_state(state: str) -> Callable[[pytest.FixtureRequest], str]:
    return lambda request: confirmation(request, state)


def record(request: pytest.FixtureRequest) -> str:
    supporter = request.getfixturevalue("sign_as")(campaign_mail="on").supporter
    return reverse("supporters:my_record", args=[make_record_token(supporter.pk)])


def unsubscribing(request: pytest.FixtureRequest) -> str:
    supporter = request.getfixturevalue("sign_as")(campaign_mail="on").supporter
    return reverse("supporters:unsubscribe", args=[make_unsubscribe_token(supporter.pk)])


def press_link(request: pytest.FixtureRequest) -> str:
    request.getfixturevalue("tasks_wait")
    home = request.getfixturevalue("home_page")
    library = publish(home, PublicationIndexPage(title="Publications", slug="publications"))
    release = make_release(library, is_first=True)
    _link, token = press.make_link(release, release.approved_by, name="Ada Sample", outlet="The Sample Gazette")
    return reverse("press_open", args=[token])


# The name of the address, and how to come by one. A new address with a token gets its line here.
ADDRESSES: list[tuple[str, Callable[[pytest.FixtureRequest], str]]] = [
    ("confirm", confirmation),
    *(("confirm", in_state(state)) for state in State.values if state != State.PENDING),
    ("my_record", record),
    ("unsubscribe", unsubscribing),
    ("press_open", press_link),
]


def patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the site, with its pattern."""
    for found in resolver.url_patterns:
        address = before + str(found.pattern)
        if isinstance(found, URLResolver):
            yield from patterns(found, address)
        else:
            yield address, found


def test_every_address_with_a_token_is_looked_at_below() -> None:
    tokened = {
        pattern.name
        for address, pattern in patterns(get_resolver())
        if "token" in pattern.pattern.regex.groupindex and not address.startswith(LOG_INS)
    }
    assert "confirm" in tokened
    assert tokened == {name for name, _make in ADDRESSES}


@pytest.mark.parametrize(
    "make", [make for _name, make in ADDRESSES], ids=[f"{name}-{at}" for at, (name, _make) in enumerate(ADDRESSES)]
)
def test_looking_at_a_link_leaves_the_database_byte_for_byte_as_it_was(
    request: pytest.FixtureRequest, client: Client, landing_page: Any, make: Callable[[pytest.FixtureRequest], str]
) -> None:
    address = make(request)
    before = connection.creation.serialize_db_to_string()
    for query in ("", "?answer=confirm"):
        for ask in (client.get, client.head):
            assert ask(address + query).status_code in (200, 410)
    assert connection.creation.serialize_db_to_string() == before
