"""The privacy page tells the figures that the code obeys, and the day of every public petition."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from home.models import ContentPage
from supporters.models import Action
from supporters.retention import figures
from tests.campaigns.conftest import publish

STREAM = [("kept_data", None)]


@pytest.fixture
def read(client: Client, home_page: Any) -> Callable[[], str]:
    """The text of a privacy page, as a visitor has it."""
    publish(home_page, ContentPage(title="Privacy", slug="privacy", body=STREAM))
    return lambda: " ".join(strip_tags(client.get("/privacy/").content.decode()).split())


def test_the_figures_are_those_of_the_code(read: Callable[[], str]) -> None:
    words = read()
    assert "We remind you once, after 48 hours, and delete them after 30 days." in words
    assert "that is 183 days after it closes" in words
    assert "If it cannot be delivered, 30 days." in words
    assert "365 days after the petition’s deletion day" in words


@pytest.mark.parametrize(
    "constant",
    [
        "EXPIRE_AFTER",
        "INVALIDATED_KEPT_FOR",
        "KEEP_DETAILS_FOR",
        "MAIL_ROWS_KEPT_FOR",
        "NETWORKS_KEPT_FOR",
        "PERSONS_KEPT_FOR",
        "RECORD_LIFETIME",
        "REMIND_AFTER",
        "UNSENT_MAIL_KEPT_FOR",
    ],
)
def test_a_changed_figure_changes_the_page(
    read: Callable[[], str], monkeypatch: pytest.MonkeyPatch, constant: str
) -> None:
    assert "777 days" not in read()
    monkeypatch.setattr(figures, constant, timedelta(days=777))
    assert "777 days" in read()


def test_the_erasing_and_the_page_use_the_same_figures() -> None:
    from supporters import actions, reminding  # noqa: PLC0415
    from supporters.record import tokens  # noqa: PLC0415
    from supporters.retention import rules  # noqa: PLC0415

    for module in (actions, tokens, reminding, rules):
        for name, value in vars(module).items():
            if isinstance(value, timedelta) and hasattr(figures, name):
                assert getattr(figures, name) is value


def test_each_petition_is_named_with_its_day_and_a_link(
    read: Callable[[], str], client: Client, landing_page: Any, petition: Action
) -> None:
    Action.objects.update(deletion_date=timezone.localdate() + timedelta(days=100))
    petition.refresh_from_db()
    day = petition.deletion_date
    html = client.get("/privacy/").content.decode()
    assert f'<a href="{landing_page.url}">Act now</a>' in html
    assert f'<time datetime="{day.isoformat()}">{day.day} {day:%B %Y}</time>' in html


@pytest.mark.parametrize(
    "changes",
    [{"state": Action.State.DRAFT}, {"deletion_date": timezone.localdate()}],
    ids=["not begun", "deleted already"],
)
def test_a_petition_without_details_is_not_named(
    read: Callable[[], str], landing_page: Any, petition: Action, changes: dict[str, Any]
) -> None:
    assert "Act now" in read()
    Action.objects.filter(pk=petition.pk).update(**changes)
    assert "Act now" not in read()
    assert "no petition at the moment" in read()


def test_a_petition_that_nobody_may_see_is_not_named(read: Callable[[], str], landing_page: Any) -> None:
    landing_page.unpublish()
    assert "Act now" not in read()


def test_the_page_needs_no_more_queries_for_30_petitions_than_for_3(
    read: Callable[[], str], landing_page: Any, django_assert_max_num_queries: Any
) -> None:
    counts = []
    for number in (3, 27):
        for _place in range(number):
            action = Action.objects.create(
                title="More", demand="Act.", target="us", deletion_date=timezone.localdate() + timedelta(days=9)
            )
            Action.objects.filter(pk=action.pk).update(state=Action.State.OPEN)
            landing_page.copy(update_attrs={"action": action, "slug": f"sign-{action.pk}"}, keep_live=True)
        read()
        with django_assert_max_num_queries(25) as captured:
            assert "More" in read()
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_block_stands_once_on_a_page() -> None:
    block = ContentPage._meta.get_field("body").stream_block
    twice = block.to_python([{"type": "kept_data", "value": None}] * 2)
    with pytest.raises(ValidationError):
        block.clean(twice)
    block.clean(block.to_python([{"type": "kept_data", "value": None}]))
