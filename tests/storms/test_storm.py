"""What holds when fifty click at once, and when web, worker and clock are killed while people sign.

An ordinary run is small; STORM_PEOPLE=2000 makes it the one of issue 5 (decision 0040 has what it gave).
"""

import os
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from supporters.counting.recounting import recount_all
from supporters.mailing.delivery import send_due_mail
from supporters.models import ActionStats, OutboxMail, Signature, SignatureDetails
from tests.storms.visitors import Answer, Storm

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = int(os.environ.get("STORM_PEOPLE", "100"))
State = OutboxMail.State


def test_the_same_form_fifty_times_at_once_is_one_signature_and_fifty_equal_answers(storm: Storm) -> None:
    ready = Barrier(50)

    def send(_number: int) -> Answer:
        ready.wait()
        return storm.sign("amina@example.org")

    with ThreadPoolExecutor(max_workers=50) as pool:
        given = list(pool.map(send, range(50)))
    seen = {(status, tuple(pair for pair in headers if pair[0] != "Date"), body) for status, headers, body in given}
    assert len(seen) == 1
    assert given[0][0] == 303
    assert Signature.objects.count() == 1
    assert SignatureDetails.objects.count() == 1
    assert Signature.objects.get().consent_records.count() == 4
    assert OutboxMail.objects.filter(kind=OutboxMail.Kind.CONFIRMATION).count() == 1


def stands_still(mails: QuerySet[OutboxMail]) -> bool:
    """Whether nothing becomes of mails for five seconds. Only that long is a worker given that is at one of them."""
    before = set(mails.values_list("pk", "state"))
    for _wait in range(5):
        time.sleep(1)
        if set(mails.values_list("pk", "state")) != before:
            return False
    return True


def settle() -> None:
    """Wait until no mail is on its way. A worker that died leaves a mail claimed for minutes: here they have passed."""
    until = time.monotonic() + 300
    on_its_way = OutboxMail.objects.filter(state__in=(State.QUEUED, State.SENDING))
    while on_its_way.exists():
        assert time.monotonic() < until, list(on_its_way.values("state", "attempts", "last_error", "locked_until"))
        if stands_still(on_its_way):  # nobody works on them any more
            on_its_way.update(locked_until=timezone.now() - timedelta(seconds=1))
            send_due_mail()


def test_whoever_was_thanked_is_kept_and_gets_each_mail_once_whatever_is_killed(storm: Storm) -> None:
    storm.rages(PEOPLE, clients=8, deaths=3)
    settle()

    assert storm.kills >= 3
    assert storm.errors == []  # somebody came twice, nobody was shown an error
    assert storm.signed == storm.came
    assert sorted(SignatureDetails.objects.values_list("email", flat=True)) == sorted(storm.came)
    assert Signature.objects.count() == len(storm.came)

    arrived = Counter(
        int(str(message["Message-ID"]).strip("<").split(".")[0]) for message in storm.mail_server.messages
    )
    by_state = {
        state: set(OutboxMail.objects.filter(state=state).values_list("pk", flat=True)) for state in State.values
    }
    assert by_state[State.FAILED] == set()
    assert max(arrived.values()) == 1
    assert by_state[State.SENT] <= set(arrived) <= by_state[State.SENT] | by_state[State.UNCERTAIN]
    assert len(by_state[State.UNCERTAIN]) <= storm.kills
    told = set(OutboxMail.objects.values_list("signature", flat=True))
    assert told == set(Signature.objects.values_list("pk", flat=True))

    recount_all()
    stats = ActionStats.objects.get()
    assert storm.confirmed
    confirmed = SignatureDetails.objects.filter(signature__state=Signature.State.CONFIRMED)
    assert storm.confirmed <= set(confirmed.values_list("email", flat=True))
    assert (stats.confirmed, stats.waiting) == (len(confirmed), len(storm.came) - len(confirmed))
