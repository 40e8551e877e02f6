"""No log holds what would let its reader act for somebody."""

import io
import logging

import pytest
from django.test import Client

from portal.tokens_in_logs import HideTokens


@pytest.fixture
def console() -> io.StringIO:
    """What the site's log prints."""
    handlers = [handler for handler in logging.getLogger().handlers if isinstance(handler, logging.StreamHandler)]
    (handler,) = [one for one in handlers if any(isinstance(found, HideTokens) for found in one.filters)]
    printed = io.StringIO()
    before = handler.setStream(printed)
    yield printed
    handler.setStream(before)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("/c/Ab3.secret-token/", "/c/-/"),
        ("/c/Ab3.secret-token/more/", "/c/-/more/"),
        ("/no-such-page/", "/no-such-page/"),
    ],
)
def test_a_request_that_went_wrong_is_logged_without_its_token(
    client: Client, console: io.StringIO, address: str, shown: str
) -> None:
    assert client.get(address).status_code == 404
    assert f"Not Found: {shown}" in console.getvalue()
    assert "secret-token" not in console.getvalue()
