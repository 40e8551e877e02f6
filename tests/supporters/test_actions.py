"""Actions and consent words keep the rules that their help texts state."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.models import Locale

from supporters.actions import KEEP_DETAILS_FOR, open_petition
from supporters.models import Action, ActionStats, ConsentStatement

pytestmark = pytest.mark.django_db


def test_a_petition_comes_with_its_counts_its_words_and_a_deletion_date(petition: Action) -> None:
    assert petition.is_open
    assert ActionStats.objects.get().action == petition
    assert set(ConsentStatement.objects.values_list("purpose", flat=True)) == set(ConsentStatement.Purpose.values)
    assert petition.deletion_date == (petition.closes_at + KEEP_DETAILS_FOR).date()
    assert [(step.count, step.promise) for step in petition.milestones.all()] == [
        (2, ""),
        (50, "We ask for a meeting."),
    ]


def test_a_petition_that_breaks_a_rule_leaves_nothing_behind() -> None:
    with pytest.raises(ValidationError):
        open_petition(title="T", demand="D", target="X", milestones=[5, 5])
    with pytest.raises(ValidationError):
        open_petition(title="T", demand="D", target="")
    assert not Action.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"goal": 0},
        {"target": ""},
        {"demand": ""},
        {"opens_at": timezone.now() + timedelta(days=90)},
    ],
)
def test_the_database_refuses_what_clean_refuses(petition: Action, fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.update(**fields)


def test_an_action_opens_and_closes_by_the_clock(petition: Action) -> None:
    now = timezone.now()
    petition.opens_at = now + timedelta(minutes=1)
    assert not petition.is_open
    assert not petition.has_closed
    petition.opens_at, petition.closes_at = now - timedelta(days=1), now - timedelta(minutes=1)
    assert not petition.is_open
    assert petition.has_closed
    petition.state = Action.State.DRAFT
    assert not petition.has_closed


def test_closing_twice_keeps_the_first_moment(petition: Action) -> None:
    petition.state = Action.State.CLOSED
    petition.save()
    first = petition.closes_at
    petition.save()
    assert petition.closes_at == first


def test_an_action_that_was_signed_cannot_be_deleted(sign_as: object, petition: Action) -> None:
    sign_as()  # type: ignore[operator]
    with pytest.raises(ProtectedError):
        petition.delete()


def test_the_words_are_made_once(petition: Action) -> None:
    before = list(ConsentStatement.objects.values_list("pk", flat=True))
    ConsentStatement.objects.ensure_defaults()
    assert list(ConsentStatement.objects.values_list("pk", flat=True)) == before


def test_saving_other_words_is_refused(petition: Action) -> None:
    statement = ConsentStatement.objects.get(purpose="signing")
    statement.save()  # nothing changed
    statement.wording = "I agree to anything."
    with pytest.raises(ValidationError, match="new version"):
        statement.save()
    assert "record that I signed" in ConsentStatement.objects.get(purpose="signing").wording


def test_each_language_numbers_its_own_versions(petition: Action) -> None:
    urdu = Locale.objects.get(language_code="ur")
    statement = ConsentStatement.objects.get(purpose="signing").copy_for_translation(urdu)
    statement.wording = "میں متفق ہوں"
    statement.save()
    assert statement.version == 1
    assert ConsentStatement.objects.current(urdu.pk)["signing"] == statement


def test_the_words_cannot_reach_into_the_program(petition: Action) -> None:
    statement = ConsentStatement(purpose="signing", wording="{organisation.__class__} {target}")
    with pytest.raises(ValidationError):
        statement.full_clean()
    assert statement.render({"target": "{organisation}"}).endswith("{organisation}")
