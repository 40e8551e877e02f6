"""Suspicion is silent: what looks wrong is held for a person, and nobody outside can tell."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core import mail as django_mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import ModelLogEntry

from supporters.counting.recounting import recount
from supporters.forms import SignForm
from supporters.integrity.suspicion import WINDOWS, comes_from_a_browser, is_disposable, judge, reject, release
from supporters.models import Action, ActionStats, EventCode, Signature
from supporters.network import network_key
from supporters.signing import Standing, confirm, sign
from users.models import User

State, HeldFor = Signature.State, Signature.HeldFor
SignAs = Callable[..., Signature]
BURST = WINDOWS[0][1]
NETWORK = "n" * 64


@pytest.fixture
def judge_user(db: None) -> User:
    """Somebody who decides about held signatures."""
    user = User.objects.create_user("judge")
    user.user_permissions.add(Permission.objects.get(codename="judge_signature"))
    return user


@pytest.fixture
def crowd(petition: Action) -> Callable[..., Signature]:
    """Signatures from one network, one second apart; the last is returned."""

    def sign_many(
        count: int, *, network: str = NETWORK, source: str = "", before: timedelta = timedelta()
    ) -> Signature:
        now = timezone.now() - before
        Signature.objects.bulk_create(
            Signature(
                action=petition, network_key=network, source=source, created_at=now - timedelta(seconds=count - number)
            )
            for number in range(1, count + 1)
        )
        return Signature.objects.latest("created_at", "pk")

    return sign_many


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"website": "https://spam.example"}, HeldFor.TRAP),
        ({"email": "x@mailinator.com"}, HeldFor.DISPOSABLE),
        ({"email": "x@mailinator.com", "website": "x"}, HeldFor.TRAP),
    ],
)
def test_a_suspect_signature_is_held_and_gets_the_same_mail(
    sign_as: SignAs, answers: dict[str, str], reason: str
) -> None:
    signature = sign_as(**answers)
    assert (signature.state, signature.held_for) == (State.HELD, reason)
    assert django_mail.outbox[0].subject == "Confirm your signature: Act now"
    assert confirm(signature) is Standing.CONFIRMED  # its owner sees what all see
    assert Signature.objects.get().state == State.HELD  # and a person decides


def test_what_no_browser_sends_is_held(fill_in: Callable[..., SignForm]) -> None:
    form = fill_in()
    assert form.is_valid()
    assert sign(form, where="/sign/", is_browser=False).held_for == HeldFor.HEADERS


def test_area_and_provider_are_kept_with_a_signature_and_name_nobody(sign_as: SignAs) -> None:
    signature = sign_as(email="amina@gmail.com", postcode="le2 1aa")
    assert (signature.area, signature.provider) == ("LE", "gmail")


def test_domains_below_a_disposable_one_are_disposable_too() -> None:
    assert is_disposable("a@mailinator.com")
    assert is_disposable("a@Team.Mailinator.com")
    assert not is_disposable("a@example.org")


@pytest.mark.parametrize(
    ("headers", "verdict"),
    [
        ({"User-Agent": "Mozilla", "Accept-Language": "en", "Sec-Fetch-Site": "same-origin"}, True),
        ({"User-Agent": "Mozilla", "Accept-Language": "en", "Origin": "https://example.org"}, True),  # before 2020
        ({"User-Agent": "Mozilla", "Accept-Language": "en", "Referer": "https://example.org/"}, True),  # before 2018
        ({"User-Agent": "Mozilla", "Accept-Language": "en"}, True),  # an add-on has taken the rest out
        ({"User-Agent": "Mozilla", "Sec-Fetch-Site": "same-origin"}, True),
        ({"Accept-Language": "en", "Origin": "https://example.org"}, True),
        ({"User-Agent": "curl/8"}, False),
        ({"Accept-Language": "en"}, False),
        ({"Sec-Fetch-Site": "same-origin"}, False),
        ({"User-Agent": " ", "Accept-Language": " ", "Origin": "https://example.org"}, False),
        ({}, False),
    ],
)
def test_one_missing_header_is_nothing_and_two_are_a_program(headers: dict[str, str], verdict: bool) -> None:
    assert comes_from_a_browser(headers) is verdict


def test_the_signature_after_a_burst_from_one_network_is_held(crowd: Callable[..., Signature]) -> None:
    last = crowd(BURST + 1)
    in_time = Signature.objects.order_by("created_at")[BURST - 1]
    assert not judge(in_time.pk)
    assert judge(last.pk)
    last.refresh_from_db()
    assert (last.state, last.held_for) == (State.HELD, HeldFor.NETWORK)


@pytest.mark.parametrize("minutes", [0, 60, 60 * 24 * 3])
def test_a_late_worker_judges_as_a_quick_one(crowd: Callable[..., Signature], minutes: int) -> None:
    assert judge(crowd(BURST + 1, before=timedelta(minutes=minutes)).pk)


def test_many_in_a_day_are_held_where_no_ten_minutes_were_full(crowd: Callable[..., Signature]) -> None:
    window, limit = WINDOWS[1]
    assert limit % (BURST - 1) < BURST - 1
    for hour in range(-(-limit // (BURST - 1))):
        crowd(BURST - 1, before=timedelta(hours=1 + hour / 4))
    assert judge(crowd(1).pk)
    assert window == timedelta(days=1)


def test_other_networks_other_days_and_unknown_networks_do_not_count(crowd: Callable[..., Signature]) -> None:
    crowd(BURST + 5, network="o" * 64)
    crowd(BURST + 5, before=timedelta(days=2))
    assert not judge(crowd(1).pk)
    assert not judge(crowd(BURST + 5, network="").pk)


def test_the_code_of_an_event_lifts_the_limit_while_it_lasts(petition: Action, crowd: Callable[..., Signature]) -> None:
    now = timezone.now()
    code = EventCode.objects.create(
        action=petition,
        code="eid",
        occasion="Eid in the Park",
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=1),
    )
    hall = crowd(BURST * 2, source="eid")
    assert not judge(hall.pk)
    assert not judge(crowd(1).pk)  # the first at the same Wi-Fi who came by another link
    EventCode.objects.filter(pk=code.pk).update(ends_at=now - timedelta(minutes=30))
    assert judge(hall.pk)


def test_the_code_of_another_petition_lifts_nothing(petition: Action, crowd: Callable[..., Signature]) -> None:
    other = Action.objects.get(pk=petition.pk)
    other.pk, other._state.adding = None, True
    other.save()
    now = timezone.now()
    EventCode.objects.create(
        action=other, code="eid", occasion="Eid", starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1)
    )
    assert judge(crowd(BURST + 1, source="eid").pk)


@pytest.mark.parametrize("state", [State.CONFIRMED, State.WITHDRAWN, State.INVALIDATED, State.EXPIRED])
def test_what_is_decided_is_not_judged_again(crowd: Callable[..., Signature], state: str) -> None:
    last = crowd(BURST + 1)
    Signature.objects.filter(pk=last.pk).update(state=state, confirmed_at=timezone.now())
    assert not judge(last.pk)
    last.refresh_from_db()
    assert last.state == state


def test_judging_costs_the_same_however_many_came(
    crowd: Callable[..., Signature], django_assert_max_num_queries: Any
) -> None:
    last = crowd(BURST + 200)
    with django_assert_max_num_queries(4) as queries:
        judge(last.pk)
    assert any(f"LIMIT {BURST}" in query["sql"] for query in queries.captured_queries)
    assert not judge(0)


@pytest.mark.parametrize(("is_confirmed", "state"), [(True, State.CONFIRMED), (False, State.PENDING)])
def test_a_released_signature_goes_where_it_would_be(
    sign_as: SignAs, judge_user: User, is_confirmed: bool, state: str
) -> None:
    signature = sign_as(website="x")
    if is_confirmed:
        confirm(signature)
    assert release(signature, judge_user)
    assert not release(signature, judge_user)
    assert Signature.objects.get().state == signature.state == state
    recount(signature.action_id)
    stats = ActionStats.objects.get()
    assert (stats.confirmed, stats.waiting, stats.held) == (int(is_confirmed), int(not is_confirmed), 0)
    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.user, entry.message) == (
        "supporters.signature.release",
        judge_user,
        "Signature released",
    )


def test_a_released_signature_is_not_held_again(crowd: Callable[..., Signature], judge_user: User) -> None:
    last = crowd(BURST + 1)
    judge(last.pk)
    release(Signature.objects.get(pk=last.pk), judge_user)
    assert not judge(last.pk)


def test_a_rejected_signature_counts_no_more_and_its_owner_sees_nothing(sign_as: SignAs, judge_user: User) -> None:
    signature = sign_as(website="x")
    with pytest.raises(ValidationError):
        reject(signature, "  ", judge_user)
    assert reject(signature, "A robot.", judge_user)
    assert not reject(signature, "A robot.", judge_user)
    assert not release(signature, judge_user)
    assert Signature.objects.get().state == State.INVALIDATED
    assert confirm(signature) is Standing.CONFIRMED
    entry = ModelLogEntry.objects.get()
    assert (entry.data["reason"], entry.message) == ("A robot.", "Signature rejected: A robot.")
    assert ActionStats.objects.get().dirty_at is not None


def test_only_who_may_judge_decides(sign_as: SignAs) -> None:
    signature = sign_as(website="x")
    nobody = User.objects.create_user("nobody")
    for decide in (lambda: release(signature, nobody), lambda: reject(signature, "A robot.", nobody)):
        with pytest.raises(PermissionDenied):
            decide()
    assert Signature.objects.get().state == State.HELD


def test_only_held_signatures_are_decided_about(sign_as: SignAs, judge_user: User) -> None:
    signature = sign_as()
    assert not release(signature, judge_user)
    assert not reject(signature, "A robot.", judge_user)
    assert Signature.objects.get().state == State.PENDING
    assert not ModelLogEntry.objects.exists()


def test_the_worker_judges_before_the_mail_goes_and_sends_it_all_the_same(
    crowd: Callable[..., Signature], fill_in: Callable[..., SignForm]
) -> None:
    crowd(BURST)
    form = fill_in()
    assert form.is_valid()
    signature = sign(form, where="/sign/", network=NETWORK)  # in tests the worker comes at once
    signature.refresh_from_db()
    assert (signature.state, signature.held_for) == (State.HELD, HeldFor.NETWORK)
    assert [mail.subject for mail in django_mail.outbox] == ["Confirm your signature: Act now"]
    assert confirm(signature) is Standing.CONFIRMED
    assert Signature.objects.get(pk=signature.pk).state == State.HELD


def test_a_confirmed_signature_is_not_held_when_its_owner_signs_again(
    crowd: Callable[..., Signature], sign_as: SignAs
) -> None:
    signature = sign_as()
    confirm(signature)
    crowd(BURST, before=timedelta(minutes=1))
    Signature.objects.filter(pk=signature.pk).update(network_key=NETWORK)
    sign_as()
    assert [mail.subject.split(":")[0] for mail in django_mail.outbox][-1] == "You have already signed"
    assert Signature.objects.get(pk=signature.pk).state == State.CONFIRMED


def test_by_the_databases_own_clock_the_last_of_a_burst_stands_and_the_next_is_held(petition: Action) -> None:
    for _number in range(BURST + 1):
        Signature.objects.create(action=petition, network_key=NETWORK)
    last, next_one = Signature.objects.order_by("pk")[BURST - 1 : BURST + 1]
    assert not judge(last.pk)
    assert judge(next_one.pk)


def test_ipv4_addresses_written_as_ipv6_are_networks_of_their_own() -> None:
    def key(address: str) -> str:
        return network_key(RequestFactory().get("/", REMOTE_ADDR=address))

    assert key("::ffff:192.0.2.1") == key("192.0.2.1")
    assert key("::ffff:192.0.2.1") != key("::ffff:192.0.2.2")
    assert key("2001:db8::1") == key("2001:db8::2")
