"""Views of a form: from the access log, by day and source, each once, nobody's name."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from foundation.access_log import Entry, line_of, marks_of
from foundation.source_codes import source_of_query
from portal.generation import is_shown
from supporters.funnel.viewing import FURTHER_SOURCES, SOURCES_A_DAY, count_views
from supporters.models import ViewDay

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
Write = Callable[..., None]


@pytest.fixture
def write(tmp_path: Path, landing_page: Any) -> Write:
    """Append lines to the log, as the web server does; the form's own page where no other path is given."""

    def write(path: str = landing_page.url, times: int = 1, **given: str) -> None:
        status = given.get("status", "200")
        line = line_of(
            datetime.datetime.fromisoformat(given.get("time", timezone.now().isoformat())),
            given.get("method", "GET"),
            path.encode(),
            status,
            1000,
            3,
            marks_of({"HTTP_USER_AGENT": given.get("agent", FIREFOX)}, status, ""),
            source_of_query(given.get("query", "")),
        )
        with (tmp_path / "access.log").open("a") as log:
            log.write(f"{line}\n" * times)

    return write


def views() -> dict[str, int]:
    """Views by source, all days together."""
    found: dict[str, int] = {}
    for row in ViewDay.objects.all():
        found[row.source] = found.get(row.source, 0) + row.count
    return found


def test_each_view_is_counted_once_under_its_source(write: Write, tmp_path: Path) -> None:
    write(times=3)
    write(query="utm_campaign=x&source=leaflet&email=amina%40example.org")
    assert [count_views(tmp_path), count_views(tmp_path)] == [4, 0]
    write(query="source=leaflet")
    count_views(tmp_path)
    assert views() == {"": 3, "leaflet": 2}


def test_a_form_in_the_frame_of_another_site_is_seen_too(write: Write, tmp_path: Path, landing_page: Any) -> None:
    write(f"{landing_page.url}embed/", query="source=mosque-site")
    count_views(tmp_path)
    assert views() == {"mosque-site": 1}


@pytest.mark.parametrize(
    "given",
    [
        {"method": "HEAD"},
        {"method": "POST"},
        {"status": "304"},
        {"status": "404"},
        {"agent": ""},
        {"agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"path": "/elsewhere/"},
        {"path": "/campaign/sign/thanks/"},
    ],
)
def test_what_is_no_reader_s_view_is_left_out(write: Write, tmp_path: Path, given: dict[str, str]) -> None:
    write(**given)
    assert count_views(tmp_path) == 0
    assert not ViewDay.objects.exists()


def test_a_day_is_one_in_london(write: Write, tmp_path: Path) -> None:
    write(time="2026-07-01T23:30:00+00:00")
    count_views(tmp_path)
    assert ViewDay.objects.get().day == datetime.date(2026, 7, 2)


def test_made_up_codes_fill_no_table(write: Write, tmp_path: Path) -> None:
    for number in range(SOURCES_A_DAY + 50):
        write(query=f"source=code{number}")
    write(times=2)
    count_views(tmp_path)
    write(query="source=one-more")
    write(query="source=code1")
    count_views(tmp_path)
    assert len(views()) <= SOURCES_A_DAY + 1
    assert views()[""] == 2
    assert views()[FURTHER_SOURCES] == 52
    assert sum(views().values()) == SOURCES_A_DAY + 54


@pytest.mark.parametrize(
    ("query", "source"),
    [
        ("source=leaflet", "leaflet"),
        ("a=b&source=Eid_2026-x", "Eid_2026-x"),
        ("source=first&source=second", "second"),
        ("source=", ""),
        ("source=amina@example.org", ""),
        ("source=a%20b", ""),
        ("source=a%0Aforged", ""),
        ("resource=leaflet", ""),
        ("source=" + "x" * 41, ""),
        ("source=%ff&%", ""),
        ("", ""),
    ],
)
def test_the_log_keeps_a_code_of_ours_and_nothing_else_of_a_query(query: str, source: str) -> None:
    assert source_of_query(query) == source
    line = line_of(timezone.now(), "GET", b"/a/", "200", 5, 1, "", source_of_query(query))
    entry = Entry.read(line)
    assert entry is not None
    assert (entry.path, entry.source) == ("/a/", source)


def test_the_form_and_the_log_know_the_same_codes(landing_page: Any, client: Any) -> None:
    for query in ("source=leaflet", "source=a&source=b", "source=no%20code"):
        html = client.get(f"{landing_page.url}?{query}").content.decode()
        source = source_of_query(query)
        assert (f'name="source" value="{source}"' if source else 'name="source" ') in html
        assert "no code" not in html


def test_counting_throws_no_kept_page_away(write: Write, tmp_path: Path) -> None:
    said: list[str] = []

    def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
        said.append(sql)
        return execute(sql, *rest)

    write()
    with connection.execute_wrapper(note):
        count_views(tmp_path)
    assert any("viewday" in sql for sql in said)
    assert [sql for sql in said if is_shown(sql)] == []
