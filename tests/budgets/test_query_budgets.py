"""How many queries a page of the demo site may make, uncached.

The contract allows 25 to any page. The table says what each needs today and why, so that a new query is seen.
"""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.browser.addresses import FILES, PAGES

ALLOWED = 25


def queries_of(path: str) -> list[str]:
    """The SQL of one uncached GET. The first visit warms what a worker process keeps (content types, site)."""
    client = Client()
    client.get(path)
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200, path
    if response.streaming:
        b"".join(response.streaming_content)
    return [query["sql"] for query in captured]


@pytest.mark.django_db
def test_no_page_of_the_demo_makes_more_than_25_queries(demo_site: None) -> None:
    counted = {path: len(queries_of(path)) for path in [*PAGES, *FILES]}
    assert {path: count for path, count in counted.items() if count > ALLOWED} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_reading_a_page_writes_nothing(demo_site: None, path: str) -> None:
    writing = [sql for sql in queries_of(path) if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))]
    assert writing == []
