"""Download counts: from the access log, each line once, nobody's name."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from foundation.access_log import Entry, line_of, marks_of
from portal.generation import is_shown
from publications.counting_downloads import count_downloads, is_download
from publications.models import DownloadDay, LogPosition, ReportFile, ReportPage, Version
from tests.publications.conftest import MakeReport

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PDF = "/publications/trust/v1/trust-v1.pdf"
Write = Callable[..., None]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Append lines to the log, as the web server does."""

    def write(path: str = PDF, times: int = 1, **given: str) -> None:
        moment = datetime.datetime.fromisoformat(given.get("time", timezone.now().isoformat()))
        line = line_of(
            moment,
            given.get("method", "GET"),
            path.encode(),
            given.get("status", "200"),
            1000,
            3,
            marks_of(
                {"HTTP_USER_AGENT": given.get("agent", FIREFOX), "HTTP_SEC_PURPOSE": given.get("purpose", "")},
                given.get("status", "200"),
                given.get("range", ""),
            ),
        )
        with (tmp_path / "access.log").open("a") as log:
            log.write(f"{line}\n" * times)

    return write


@pytest.fixture
def report(tasks_wait: None, make_report: MakeReport) -> ReportPage:
    """A published report with the row of its PDF, and no bytes: nobody reads them here."""
    report = make_report()
    file_of(report.newest_version, "trust-v1.pdf")
    return ReportPage.objects.get(pk=report.pk)


def file_of(version: Version | None, name: str) -> ReportFile:
    assert version is not None
    given = {"format": "pdf", "media_type": "application/pdf", "sha256": "0" * 64, "language": "en-GB", "file": "none"}
    return ReportFile.objects.create(version=version, name=name, size=1000, **given)


@pytest.fixture
def count(report: ReportPage, tmp_path: Path) -> Callable[[], int]:
    """Let the clock tick once; returns the downloads of the report's PDF so far."""
    file = report.newest_version.files.get(format="pdf")
    assert file.name == "trust-v1.pdf"

    def tick() -> int:
        count_downloads(tmp_path)
        return sum(DownloadDay.objects.filter(file=file).values_list("count", flat=True))

    return tick


Count = Callable[[], int]


def test_a_download_is_counted_once_however_often_the_clock_ticks(write: Write, count: Count) -> None:
    write(times=3)
    assert [count(), count()] == [3, 3]
    write()
    assert count() == 4


@pytest.mark.parametrize(
    "given",
    [
        {"method": "HEAD"},
        {"status": "304"},
        {"status": "404"},
        {"status": "206", "range": "bytes 500-999/1000"},
        {"agent": ""},
        {"agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"agent": "curl/8.5.0"},
        {"agent": "python-requests/2.32"},
        {"purpose": "prefetch;prerender"},
    ],
)
def test_what_is_no_reader_s_download_is_left_out(write: Write, tmp_path: Path, given: dict[str, str]) -> None:
    write(**given)
    entry = Entry.read((tmp_path / "access.log").read_text())
    assert entry is not None
    assert not is_download(entry)


def test_the_first_part_of_a_file_counts_and_the_later_ones_do_not(write: Write, count: Count) -> None:
    write(status="206", range="bytes 0-499/1000")
    write(status="206", range="bytes 500-999/1000")
    assert count() == 1


def test_other_addresses_are_no_downloads(write: Write, count: Count) -> None:
    write("/publications/trust/")
    write("/publications/trust/v2/trust-v1.pdf")
    write("/publications/trust/v1/trust-v1.pdf.webp")
    write("/elsewhere/trust/v1/trust-v1.pdf")
    write("/publications/trust/v99999999999/trust-v1.pdf")
    write("/publications/trust/v1/a\nb.pdf")
    assert count() == 0
    assert not DownloadDay.objects.exists()


def test_the_latest_pdf_counts_for_the_file_that_it_was_then(
    report: ReportPage, write: Write, count: Count, tmp_path: Path
) -> None:
    first = report.newest_version
    hour = datetime.timedelta(hours=1)
    Version.objects.filter(pk=first.pk).update(published_at=timezone.now() - 9 * hour)
    ReportFile.objects.filter(version=first).update(made_at=timezone.now() - 9 * hour)
    report.abstract, report.change_note = "Another abstract.", "Another abstract."
    report.save_revision().publish()
    file_of(Version.objects.get(number=2), "trust-v2.pdf")
    write("/publications/trust/latest.pdf", time=(timezone.now() - hour).isoformat())
    write("/publications/trust/latest.pdf", time=(timezone.now() + hour).isoformat())
    count_downloads(tmp_path)
    assert sorted(DownloadDay.objects.values_list("file__version__number", "count")) == [(1, 1), (2, 1)]


def test_a_file_under_embargo_has_no_downloads(report: ReportPage, write: Write, count: Count) -> None:
    Version.objects.filter(report=report).update(published_at=None)
    write()
    assert count() == 0


def test_a_day_is_one_in_london(report: ReportPage, write: Write, count: Count) -> None:
    Version.objects.filter(report=report).update(published_at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    ReportFile.objects.update(made_at=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))
    write(time="2026-07-01T23:30:00+00:00")
    count()
    assert DownloadDay.objects.get().day == datetime.date(2026, 7, 2)


def test_a_log_that_was_moved_aside_is_read_to_its_end_and_once(write: Write, count: Count, tmp_path: Path) -> None:
    write()
    assert count() == 1
    write(times=2)
    (tmp_path / "access.log").rename(tmp_path / "access-2026-11-22T000000.log")
    write(time=(timezone.now() + datetime.timedelta(seconds=5)).isoformat())
    assert [count(), count()] == [4, 4]
    assert LogPosition.objects.count() == 2
    (tmp_path / "access-2026-11-22T000000.log").unlink()
    assert count() == 4
    assert LogPosition.objects.count() == 1


def test_half_a_line_is_counted_when_it_is_whole(write: Write, count: Count, tmp_path: Path) -> None:
    write()
    log = tmp_path / "access.log"
    whole = log.read_text()
    log.write_text(whole + whole[:40])
    assert count() == 1
    log.write_text(whole + whole)
    assert count() == 2


def test_what_was_not_written_is_not_passed_over(
    write: Write, count: Count, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fails(found: object) -> None:
        raise RuntimeError("power cut")

    write()
    with monkeypatch.context() as patched:
        patched.setattr("publications.counting_downloads.add", fails)
        with pytest.raises(RuntimeError):
            count_downloads(tmp_path)
    assert count() == 1


def test_lines_of_an_older_kind_and_nonsense_are_passed_over(count: Count, tmp_path: Path) -> None:
    now = timezone.now().isoformat(timespec="seconds")
    (tmp_path / "access.log").write_bytes(f"{now} GET {PDF} 200 1 1\n\xff\xfe\n\n{now} GET\n".encode("latin-1"))
    assert count() == 0


def test_no_log_is_nothing_to_count(db: None, tmp_path: Path) -> None:
    assert count_downloads(tmp_path / "none") == 0


def test_names_with_other_letters_are_found(report: ReportPage, write: Write, tmp_path: Path) -> None:
    ReportFile.objects.update(name="zoë-überblick.pdf")
    write("/publications/trust/v1/zoë-überblick.pdf")
    assert count_downloads(tmp_path) == 1


def test_the_log_says_nothing_of_the_program_but_that_it_is_one() -> None:
    now = timezone.now()
    line = line_of(now, "GET", b"/a b", "200", 5, 1, marks_of({"HTTP_USER_AGENT": "Evilbot/1"}, "200", ""))
    assert line == f"{now.isoformat(timespec='seconds')} GET /a%20b 200 5 1 r"
    entry = Entry.read(line)
    assert entry is not None
    assert (entry.path, entry.is_robot, entry.is_continued) == ("/a b", True, False)


def test_readers_see_the_number_from_ten_on_and_how_it_is_counted(
    report: ReportPage, write: Write, count: Count, client: Client
) -> None:
    write(times=9)
    count()
    assert "Downloaded" not in client.get("/publications/trust/").content.decode()
    write(times=1225)
    count()
    html = client.get("/publications/trust/").content.decode()
    assert "Downloaded 1,234 times" in html
    assert "How downloads are counted" in html


def test_counting_throws_no_kept_page_away(report: ReportPage, write: Write, tmp_path: Path) -> None:
    said: list[str] = []

    def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
        said.append(sql)
        return execute(sql, *rest)

    write()
    with connection.execute_wrapper(note):
        count_downloads(tmp_path)
    assert any("downloadday" in sql for sql in said)
    assert [sql for sql in said if is_shown(sql)] == []
