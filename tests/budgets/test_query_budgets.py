"""How many queries a page of the demo site may make when it is made anew. Kept pages make none (test_page_cache.py)."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from supporters.crowds.switches import is_on
from tests.browser.addresses import CORRECTED, FILES, LANDING, PAGES, REPORT

# What is reached, each block that shows data counted. A plain page makes 15: site, page, restrictions, organisation,
# drawings, other languages, the way up, menus, and the next release, which the cache keeps. Findings bring the survey.
A_PAGE, A_FILE = 21, 12
MORE = {
    REPORT: 25,
    f"{REPORT}trust/": 25,
    f"{REPORT}full/": 25,
    f"{REPORT}findings/": 23,
    f"{REPORT}data/": 24,
    f"{REPORT}cite/": 23,
    CORRECTED: 25,
    f"{CORRECTED}before/": 24,
    f"{REPORT[:-1]}.md": 14,
    "/": 27,
    "/ur/": 24,
    "/about/": 24,
    LANDING: 24,
    "/search/?q=islamophobia": 23,  # one less on SQLite
    "/api/v2/pages/": 25,
}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_demo_site")]


def queries_of(path: str) -> list[str]:
    """The SQL of one uncached GET. The first visit warms what a worker process keeps (content types, site)."""
    client = Client()
    client.get(path)
    cache.clear()
    is_on("signing")  # what is switched off is asked once in ten seconds, and not for each page
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    assert response.status_code == 200, path
    if response.streaming:
        b"".join(response.streaming_content)
    return [query["sql"] for query in captured]


@pytest.mark.parametrize("path", [*PAGES, *FILES])
def test_a_page_of_the_demo_makes_few_queries_and_writes_nothing(
    path: str, record_property: Callable[[str, object], None]
) -> None:
    queries = queries_of(path)
    record_property("queries", len(queries))
    assert len(queries) <= MORE.get(path, A_PAGE if path in PAGES else A_FILE), "\n".join(queries)
    assert [sql for sql in queries if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))] == []
