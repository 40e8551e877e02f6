"""The rehearsal of a flash crowd: this machine alone, bounded, and never beside real signatures. The crowd itself comes
in tests/browser/test_flash_crowd.py, at a portal that runs."""

import socket
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from campaigns.models import CampaignPage, LandingPage
from campaigns.rehearsal_stage import SLUG, clear_stage, rehearsal_stage
from supporters.mailing.delivery import deliver
from supporters.models import Action, ConsentRecord, EventCode, OutboxMail, Signature, SignatureDetails, Supporter
from supporters.rehearsal.bounds import MOST_MINUTES, MOST_PEOPLE, OutOfBoundsError, place_of, require_bounds
from supporters.rehearsal.people import address_of, answers_of, clear_people
from supporters.rehearsal.report import busiest_second, share
from supporters.rehearsal.running import hall
from supporters.rehearsal.visitor import FormPage
from supporters.rehearsal.watching import Watch
from tests.supporters.mail_server import MailServer

SignAs = Callable[..., Signature]


@pytest.mark.parametrize(
    "address",
    [
        "http://192.0.2.1:8000",
        "http://[2001:db8::1]",
        "http://0.0.0.0:8000",
        "https://127.0.0.1",
        "http://user@127.0.0.1",
        "http://127.0.0.1/campaigns/",
        "http://127.0.0.1:99999",
        "http://[::1",
        "ftp://127.0.0.1",
        "127.0.0.1:8000",
        "",
    ],
)
def test_a_rehearsal_goes_to_this_machine_alone(address: str) -> None:
    with pytest.raises(OutOfBoundsError):
        place_of(address)


@pytest.mark.parametrize("answers", [["192.0.2.1"], ["127.0.0.1", "192.0.2.1"]])
def test_a_name_that_may_mean_another_machine_is_refused(monkeypatch: pytest.MonkeyPatch, answers: list[str]) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in answers]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_kwargs: found)
    with pytest.raises(OutOfBoundsError, match="not this machine"):
        place_of("http://portal.example.org")


def test_what_was_looked_up_is_what_is_connected_to() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        place = place_of(f"http://localhost:{port}/")
    assert (place.ip, place.port, place.host) == ("127.0.0.1", port, f"localhost:{port}")
    with pytest.raises(OutOfBoundsError, match="Nobody answers"):
        place_of(f"http://127.0.0.1:{port}")


@pytest.mark.parametrize(("people", "minutes"), [(0, 1), (-5, 1), (MOST_PEOPLE + 1, 1), (5, 0), (5, MOST_MINUTES + 1)])
def test_a_rehearsal_has_bounds(people: int, minutes: float) -> None:
    with pytest.raises(OutOfBoundsError):
        require_bounds(people, minutes)
    with pytest.raises(CommandError):
        call_command("rehearse_flash_crowd", people=people, minutes=minutes)


def test_an_action_that_people_have_signed_is_never_rehearsed(landing_page: Any, sign_as: SignAs) -> None:
    sign_as()
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(CommandError, match="People have signed this action"):
            call_command("rehearse_flash_crowd", people=1, address=address, action=landing_page.action_id)
        with pytest.raises(CommandError, match="No public page"):
            call_command("rehearse_flash_crowd", people=1, address=address, action=0)
    assert Signature.objects.count() == 1


def test_made_up_people_go_with_all_they_left_and_real_ones_stay(sign_as: SignAs, petition: Action) -> None:
    real = sign_as()
    for number in range(3):
        sign_as(**answers_of(number))
    assert clear_people() == 3
    assert list(Signature.objects.all()) == [real]
    assert Supporter.objects.count() == SignatureDetails.objects.count() == OutboxMail.objects.count() == 1
    assert set(ConsentRecord.objects.values_list("signature", flat=True)) == {real.pk}
    assert clear_people() == 0


def test_mail_to_made_up_people_is_sent_to_no_server(sign_as: SignAs, mail_server: MailServer) -> None:
    sign_as(**answers_of(1))
    sign_as()
    for mail in OutboxMail.objects.all():
        deliver(mail.pk)
    assert set(OutboxMail.objects.values_list("state", flat=True)) == {OutboxMail.State.SENT}
    assert [message["To"] for message in mail_server.messages] == ["amina@example.org"]


def test_a_stage_that_a_killed_rehearsal_left_is_removed(home_page: Any, organisation: Any, sign_as: SignAs) -> None:
    stage = rehearsal_stage()
    page = stage.__enter__()
    assert page.is_open
    assert page.action is not None
    Signature.objects.create(
        action=page.action, supporter=sign_as(email=address_of(1)).supporter, state=Signature.State.PENDING
    )
    clear_stage()
    assert not CampaignPage.objects.filter(slug=SLUG).exists()
    assert not LandingPage.objects.filter(pk=page.pk).exists()
    assert not Action.objects.filter(pk=page.action_id).exists()


def test_a_hall_ends_with_the_rehearsal_whatever_happens(petition: Action, sign_as: SignAs) -> None:
    def interrupt() -> None:
        with hall(petition):
            sign_as(**answers_of(1))
            assert EventCode.objects.count() == 1
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupt()
    assert not EventCode.objects.exists()
    assert not Signature.objects.exists()


def test_a_made_up_person_finds_on_the_page_what_a_browser_needs(landing_page: Any, client: Any) -> None:
    page = FormPage(client.get(landing_page.url).content.decode())
    assert page.form_path == f"/act/{landing_page.action_id}/"
    assert page.hidden["token"]
    assert any(".css" in file for file in page.files)
    assert any(".js" in file for file in page.files)


def test_the_watch_sees_mail_wait_and_go(petition: Action, sign_as: SignAs) -> None:
    told: list[int] = []
    watch = Watch(petition.pk, told.extend)
    watch.before = watch._transactions()
    signature = sign_as()
    OutboxMail.objects.update(state=OutboxMail.State.QUEUED, sent_at=None)
    watch.look()
    assert (watch.most_waiting, watch.drained_at, told) == (1, None, [])
    OutboxMail.objects.update(state=OutboxMail.State.SENT, sent_at=timezone.now())
    watch.look()
    watch.look()
    watch.after = watch._transactions()
    assert watch.drained_at is not None
    assert told == [signature.pk], "each is told once"
    assert watch.errors == 0
    assert len(watch.turns) == 3
    if connection.vendor == "postgresql":
        assert watch.transactions is not None
    else:
        assert watch.transactions is None


def test_figures_are_what_they_say() -> None:
    assert share([], 0.95) == 0
    assert share([3.0, 1.0, 2.0], 0.5) == 2
    assert share(list(map(float, range(100))), 0.95) == 95
    assert busiest_second([]) == 0
    assert busiest_second([0.0, 0.4, 0.9, 1.5, 5.0]) == 3
