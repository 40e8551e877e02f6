"""Tokens are alike for all visitors of a page, cannot be forged and grow old."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest

from supporters.tokens import (
    CONFIRMATION_LIFETIME,
    BadTokenError,
    ExpiredTokenError,
    make_confirmation_token,
    make_page_token,
    read_confirmation_token,
    read_page_token,
)

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def at(moment: datetime) -> object:
    return patch("supporters.tokens.timezone.now", return_value=moment)


def test_all_visitors_within_an_hour_get_the_same_page_token() -> None:
    with at(NOON):
        first = make_page_token(1, 2, "words")
    with at(NOON + timedelta(minutes=59)):
        assert make_page_token(1, 2, "words") == first
    with at(NOON + timedelta(minutes=60)):
        assert make_page_token(1, 2, "words") != first


def test_a_page_token_is_good_for_two_days() -> None:
    with at(NOON):
        token = make_page_token(1, 2, "words")
    with at(NOON + timedelta(hours=48, minutes=59)):
        assert not read_page_token(token).has_expired
    with at(NOON + timedelta(hours=49)):
        read = read_page_token(token)
        assert read.has_expired
        assert (read.action_id, read.page_id, read.words) == (1, 2, "words")


@pytest.mark.parametrize(
    "damage", [lambda t: t[:-1], lambda t: "9" + t[1:], lambda t: "", lambda t: "\0", lambda t: "é:x"]
)
def test_a_damaged_page_token_is_refused(damage: object) -> None:
    with pytest.raises(BadTokenError):
        read_page_token(damage(make_page_token(1, 2, "words")))  # type: ignore[operator]


def test_a_confirmation_token_gives_back_its_signature_and_nothing_else() -> None:
    token = make_confirmation_token(4711)
    assert read_confirmation_token(token) == 4711
    with pytest.raises(BadTokenError):
        read_confirmation_token(token[:-2])
    with pytest.raises(BadTokenError):
        read_confirmation_token(make_page_token(4711, 1, ""))


def test_a_confirmation_token_grows_old() -> None:
    token = make_confirmation_token(4711)
    with (
        patch(
            "django.core.signing.time.time", return_value=(datetime.now(UTC) + CONFIRMATION_LIFETIME).timestamp() + 5
        ),
        pytest.raises(ExpiredTokenError),
    ):
        read_confirmation_token(token)
