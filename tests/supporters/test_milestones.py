"""A milestone is noted and told once, whatever the count does afterwards."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail
from django.urls import reverse
from wagtail.models import ModelLogEntry

from foundation.models import OrganisationSettings
from supporters.counting.public_counts import public_count
from supporters.counting.recounting import recount
from supporters.models import Action, ActionStats, Milestone, OutboxMail, Signature
from tests.supporters.test_counting import add, paper
from users.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaigner() -> User:
    """Somebody who may change actions, by a group."""
    group = Group.objects.create(name="Those who campaign")
    group.permissions.add(Permission.objects.get(codename="change_action"))
    user = User.objects.create_user("campaigner", "campaigner@example.org")
    user.groups.add(group)
    return user


def reached(action: Action) -> list[int]:
    """The milestones that are noted as reached."""
    return list(action.milestones.filter(reached_at__isnull=False).values_list("count", flat=True))


def test_a_milestone_is_reached_once_and_keeps_its_moment(petition: Action) -> None:
    add(petition, 2)
    recount(petition.pk)
    first = petition.milestones.get(count=2).reached_at
    assert first is not None
    assert reached(petition) == [2]
    add(petition, 1)
    recount(petition.pk)
    assert petition.milestones.get(count=2).reached_at == first


def test_paper_counts_towards_a_milestone(petition: Action) -> None:
    add(petition, 1)
    paper(petition, 49)
    recount(petition.pk)
    assert reached(petition) == [2, 50]


def test_those_who_run_petitions_are_told_once_though_the_count_drops_and_rises(
    petition: Action, campaigner: User, organisation: OrganisationSettings
) -> None:
    User.objects.create_user("editor", "editor@example.org")
    User.objects.create_superuser("gone", "gone@example.org", is_active=False)
    User.objects.create_superuser("nameless", "")
    add(petition, 2)
    recount(petition.pk)
    Signature.objects.update(state=Signature.State.WITHDRAWN)
    recount(petition.pk)
    add(petition, 3)
    recount(petition.pk)
    assert [letter.to for letter in mail.outbox] == [["campaigner@example.org"]]
    assert mail.outbox[0].subject == "Act now: 2 signatures"
    entry = ModelLogEntry.objects.get(action="supporters.milestone.reach")
    assert (entry.label, entry.message) == ("Act now", "Milestone reached: 2 signatures")


def test_the_mail_names_the_last_milestone_its_promise_and_who_sends_it(
    petition: Action, campaigner: User, organisation: OrganisationSettings
) -> None:
    paper(petition, 60)
    recount(petition.pk)
    letter = mail.outbox[0]
    assert isinstance(letter, mail.EmailMultiAlternatives)
    assert len(mail.outbox) == 1
    assert ModelLogEntry.objects.filter(action="supporters.milestone.reach").count() == 2
    for body in (str(letter.body), str(letter.alternatives[0][0])):
        assert "“Act now” has reached 50 signatures" in body
        assert "We ask for a meeting." in body
        assert organisation.imprint in body
        assert reverse("supporters_actions:edit", args=[petition.pk]) in body


def test_the_mail_goes_through_the_outbox_with_the_count(petition: Action, campaigner: User, settings: object) -> None:
    settings.EMAIL_BACKEND = "supporters.mailing.outbox.OutboxBackend"  # type: ignore[attr-defined]
    add(petition, 2)
    recount(petition.pk)
    assert OutboxMail.objects.get().kind == OutboxMail.Kind.SITE


def test_a_count_that_cannot_be_told_is_not_written(
    petition: Action, campaigner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_args: object) -> None:
        raise OSError("the words cannot be read")

    add(petition, 2)
    monkeypatch.setattr("supporters.counting.milestones.tell", break_down)
    with pytest.raises(OSError, match="the words"):
        recount(petition.pk)
    assert ActionStats.objects.get().confirmed == 0
    assert reached(petition) == []


def test_the_public_count_names_the_next_milestone_then_the_goal_then_nothing(petition: Action) -> None:
    assert public_count(petition).milestone == 2
    ActionStats.objects.update(confirmed=2)
    assert public_count(petition).milestone == 50
    ActionStats.objects.update(confirmed=10, paper=40)
    assert public_count(petition).milestone == 100
    ActionStats.objects.update(confirmed=60)
    assert public_count(petition).milestone is None


def test_a_milestone_of_another_petition_is_left_alone(petition: Action) -> None:
    other = Action.objects.create(title="Other", demand="We ask.", target="the council", deletion_date="2099-01-01")
    Milestone.objects.create(action=other, count=1)
    add(petition, 2)
    recount(petition.pk)
    assert reached(other) == []


def test_a_milestone_that_is_given_another_number_is_reached_anew(petition: Action) -> None:
    add(petition, 2)
    recount(petition.pk)
    step = petition.milestones.get(count=2)
    step.promise = "We write to the clerk."
    step.save()
    assert reached(petition) == [2]
    step.count = 3
    step.save()
    assert reached(petition) == []
    add(petition, 1)
    recount(petition.pk)
    assert reached(petition) == [3]
