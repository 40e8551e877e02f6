"""The funnel of an action: what is lost where, by source, provider and day."""

import datetime
import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from supporters.consent import take_back
from supporters.crowds.strain import Reading, Strain
from supporters.funnel.figures import Steps, csv_rows, funnel_of, percent
from supporters.funnel.viewing import FURTHER_SOURCES
from supporters.models import Action, ConsentRecord, OutboxMail, ServiceSwitches, Signature, ViewDay
from users.models import User

SignAs = Callable[..., Signature]
State = Signature.State
numbers = itertools.count()


@pytest.fixture
def add(sign_as: SignAs) -> Callable[..., Signature]:
    """A signature in a state, from a source, at a provider."""

    def add(state: str = State.PENDING, provider: str = "gmail", **answers: str) -> Signature:
        signature = sign_as(email=f"person{next(numbers)}@example.org", **answers)
        confirmed_at = timezone.now() if state == State.CONFIRMED else None
        Signature.objects.filter(pk=signature.pk).update(state=state, provider=provider, confirmed_at=confirmed_at)
        return signature

    return add


@pytest.fixture
def campaigner(client: Client, db: None) -> Client:
    """Somebody who may see actions, and nothing of the supporters."""
    group = Group.objects.create(name="See actions")
    group.permissions.set(Permission.objects.filter(codename__in=("access_admin", "view_action")))
    user = User.objects.create_user("campaigner", password="x")
    user.groups.add(group)
    client.force_login(user)
    return client


def see(action: Action, count: int, source: str = "", days_ago: int = 0) -> None:
    day = timezone.localdate() - datetime.timedelta(days=days_ago)
    ViewDay.objects.create(action=action, day=day, source=source, count=count)


def test_each_step_is_counted_by_source_and_by_provider(petition: Action, add: Callable[..., Signature]) -> None:
    see(petition, 10)
    see(petition, 30, "leaflet")
    see(petition, 10, "leaflet", days_ago=1)
    add(State.CONFIRMED, source="leaflet", campaign_mail="on")
    add(State.CONFIRMED, source="leaflet", campaign_mail="on", other_mail="on")
    add(State.PENDING, source="leaflet", campaign_mail="on")
    add(State.EXPIRED, provider="bt")
    add(State.HELD, provider="bt")
    add(State.WITHDRAWN)
    add(State.INVALIDATED)
    funnel = funnel_of(petition)
    assert funnel.by_source == {
        "": Steps(views=10, submitted=4, expired=1, held=1, taken_out=2),
        "leaflet": Steps(views=40, submitted=3, confirmed=2, campaign_mail=2, other_mail=1, waiting=1),
    }
    assert list(funnel.by_source) == ["", "leaflet"], "the most signatures first"
    assert funnel.by_provider == {
        "gmail": Steps(None, submitted=5, confirmed=2, campaign_mail=2, other_mail=1, waiting=1, taken_out=2),
        "bt": Steps(None, submitted=2, expired=1, held=1),
    }
    assert funnel.total == Steps(50, 7, 2, 2, 1, 1, 1, 1, 2, 0)
    assert (funnel.total.signing_rate, funnel.total.confirming_rate, funnel.total.mail_rate) == (14.0, 28.6, 100.0)


def test_mail_that_came_back_is_counted_once_for_each_person(petition: Action, add: Callable[..., Signature]) -> None:
    signature = add(provider="outlook")
    OutboxMail.objects.filter(signature=signature).update(state=OutboxMail.State.FAILED)
    OutboxMail.objects.create(
        kind=OutboxMail.Kind.REMINDER, signature=signature, sender="a@example.org", state=OutboxMail.State.FAILED
    )
    add(provider="outlook")
    assert funnel_of(petition).by_provider["outlook"].bounced == 1


def test_who_takes_consent_back_no_longer_wants_mail(petition: Action, add: Callable[..., Signature]) -> None:
    stays, goes = (add(State.CONFIRMED, campaign_mail="on", other_mail="on") for _person in range(2))
    take_back([goes.pk], "/my/")
    assert funnel_of(petition).total.campaign_mail == 1
    statement = stays.consent_records.get(statement__purpose="campaign_mail").statement
    ConsentRecord.objects.create(
        signature=goes,
        statement=statement,
        operation=ConsentRecord.Operation.OPT_IN,
        text_sha256="0" * 64,
        where="/my/",
    )
    assert funnel_of(petition).total.campaign_mail == 2


def test_another_action_s_people_are_not_counted(petition: Action, add: Callable[..., Signature]) -> None:
    add(State.CONFIRMED, campaign_mail="on")
    other = Action.objects.get(pk=petition.pk)
    other.pk, other._state.adding = None, True
    other.save()
    see(petition, 5)
    assert funnel_of(other).total == Steps()


def test_a_day_is_one_in_london(petition: Action, add: Callable[..., Signature]) -> None:
    today = timezone.localdate()
    midnight = timezone.make_aware(datetime.datetime.combine(today, datetime.time()))
    signature = add(State.CONFIRMED)
    moment = midnight - datetime.timedelta(minutes=1)
    Signature.objects.filter(pk=signature.pk).update(created_at=moment, confirmed_at=midnight)
    see(petition, 3)
    found = {row.day: (row.views, row.submitted, row.confirmed) for row in funnel_of(petition).by_day}
    assert found[today] == (3, 0, 1)
    assert found[today - datetime.timedelta(days=1)] == (0, 1, 0)


def test_the_queries_are_the_same_for_three_and_for_thirty_sources(petition: Action) -> None:
    def fill(count: int) -> int:
        for number in range(count):
            source = f"code-{count}-{number}"
            see(petition, 1, source)
            Signature.objects.create(action=petition, source=source, provider=f"p{number}")
        with CaptureQueriesContext(connection) as captured:
            funnel_of(petition)
        return len(captured)

    assert fill(3) == fill(30) == 6


@pytest.mark.parametrize(
    ("part", "whole", "rate"), [(1, 3, 33.3), (0, 5, 0.0), (7, 5, 100.0), (1, 0, None), (1, None, None)]
)
def test_a_rate_is_a_share_of_what_is_known(part: int, whole: int | None, rate: float | None) -> None:
    assert percent(part, whole) == rate


def test_the_page_shows_who_is_lost_where_and_names_nobody(
    campaigner: Client, petition: Action, add: Callable[..., Signature]
) -> None:
    add(State.CONFIRMED, source="leaflet", name="Zainab Unmistakable")
    see(petition, 1234, "leaflet")
    see(petition, 1, FURTHER_SOURCES)
    url = reverse("supporters_actions:funnel", args=[petition.pk])
    html = campaigner.get(url).content.decode()
    assert "1,234" in html
    assert "leaflet" in html
    assert "0.1 %" in html
    assert "Unmistakable" not in html
    assert "person" not in html.split("main")[1].lower().replace("person’s", "")
    assert url in campaigner.get(reverse("supporters_actions:index")).content.decode()
    Group.objects.get(name="See actions").permissions.add(Permission.objects.get(codename="change_action"))
    assert url in campaigner.get(reverse("supporters_actions:edit", args=[petition.pk])).content.decode()


def test_a_petition_nobody_has_seen_has_a_funnel_too(campaigner: Client, petition: Action) -> None:
    response = campaigner.get(reverse("supporters_actions:funnel", args=[petition.pk]))
    assert "Nobody yet." in response.content.decode()
    assert campaigner.get(reverse("supporters_actions:funnel", args=[0])).status_code == 404


def test_the_file_has_the_same_numbers_and_no_formula(
    campaigner: Client, petition: Action, add: Callable[..., Signature]
) -> None:
    add(State.CONFIRMED, source="-1-1")
    response = campaigner.get(reverse("supporters_actions:funnel", args=[petition.pk]), {"format": "csv"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert '"source","\'-1-1","0","1","1"' in text
    assert '"mail provider","gmail","","1","1"' in text
    assert response["Content-Disposition"] == 'attachment; filename="funnel-act-now.csv"'
    lengths = {len(row) for row in csv_rows(funnel_of(petition))}
    assert len(lengths) == 1, "every line has every column"


def test_only_who_may_see_actions_sees_the_funnel(client: Client, petition: Action) -> None:
    url = reverse("supporters_actions:funnel", args=[petition.pk])
    user = User.objects.create_user("editor", password="x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    assert client.get(url).status_code == 302  # the admin's own refusal
    assert "Funnel" not in client.get(url, follow=True).content.decode()


def test_the_first_page_of_the_admin_says_what_is_switched_off(
    campaigner: Client, home_page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = reverse("wagtailadmin_home")
    assert "Switched off at the moment" not in campaigner.get(home).content.decode()
    now = timezone.now()
    strained = Strain(mail=Reading(7 * 60, now), site=Reading(1240, now))
    monkeypatch.setattr("supporters.admin.strain.current_strain", lambda: strained)
    ServiceSwitches.objects.create(my_record=False)
    html = campaigner.get(home).content.decode()
    assert "Mail is 7 minutes behind. Reminders wait" in html
    assert "The slowest pages take 1.2 seconds. Areas, history" in html
    assert "Switched off by hand: my record." in html
    assert "To the switches" not in html
    ServiceSwitches.objects.update(is_automatic=False)
    html = campaigner.get(home).content.decode()
    assert "Mail is 7 minutes behind." in html
    assert "Reminders wait" not in html, "nothing goes off by itself"
