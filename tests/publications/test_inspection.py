"""Reading PDFs in a child process: whatever the file, it ends, the worker lives, and the editor reads why."""

import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest

from publications.inspection import running
from publications.inspection.found import Facts, checked_facts
from publications.inspection.preflight import points_of, reason_in_words, verdict_in_words
from publications.inspection.reading import checked_picture, inspect, thumbnail_of
from publications.inspection.rules import RULES
from publications.inspection.running import Ending, Run, run_confined
from publications.inspection.wording import LONGEST_PAGE, tidy
from tests import hostile_files as made
from tests.hostile_files import HOSTILE, Hostile

pytestmark = pytest.mark.looks  # no database is asked


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child waits behind all others for its turn: on a busy machine it gets the time that it needs to work."""
    monkeypatch.setattr(running, "WALL_SECONDS", 300)


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_a_hostile_file_gets_a_state_and_plain_words(hostile: Hostile, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(hostile.make())
    found = inspect(path)
    points = points_of(found.state, reason_in_words(found.reason), found.facts)
    told = [reason_in_words(found.reason), verdict_in_words(found.state, points)]
    told += [text for point in points for text in (point.heading, point.meaning)]
    assert found.state in hostile.states
    assert hostile.words in " ".join(told)
    assert len(found.texts) <= 2000
    assert all(len(text) <= LONGEST_PAGE for text in found.texts)


def test_an_honest_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(made.plain())
    found = inspect(path)
    assert (found.state, found.reason, found.pages, found.texts) == ("ok", "", 1, ["A page of a report."])
    assert found.thumbnail is not None
    assert found.thumbnail == checked_picture_of(found.thumbnail)
    assert thumbnail_of(path) == found.thumbnail


def checked_picture_of(data: bytes) -> bytes | None:
    """A picture through the parent's check once more."""
    import base64  # noqa: PLC0415

    return checked_picture(base64.b64encode(data).decode())


def test_the_child_has_no_environment_no_input_and_little_of_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "nosy.py"
    module.write_text(
        "import json, os, resource, sys\n"
        "names = ('AS', 'CPU', 'FSIZE', 'CORE', 'NOFILE')\n"
        "limits = {name: resource.getrlimit(getattr(resource, 'RLIMIT_' + name))[0] for name in names}\n"
        "print(json.dumps([dict(os.environ), sys.stdin.read(), limits, os.nice(0), os.getsid(0) == os.getpid()]))\n"
    )
    monkeypatch.setattr(running, "ROOT", tmp_path)
    monkeypatch.setenv("SECRET_KEY", "not for strangers")
    run = run_confined("nosy")
    environment, typed, limits, niceness, is_alone = run.lines[0]
    assert run.ending is Ending.FINISHED
    assert "SECRET_KEY" not in environment
    assert typed == ""
    assert limits["AS"] <= 768 * 1024 * 1024
    assert (limits["CPU"], limits["CORE"], limits["NOFILE"]) == (20, 0, 32)
    assert niceness >= 10
    assert is_alone


@pytest.mark.parametrize(
    ("code", "ending"),
    [
        ("import time; time.sleep(60)", Ending.TIMED_OUT),
        ("import os; os.kill(os.getpid(), 6)", Ending.CRASHED),
        ("x = bytearray(2_000_000_000)", Ending.CRASHED),
        ("raise SystemExit(3)", Ending.CRASHED),
        ("import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass", Ending.TIMED_OUT),
    ],
)
def test_what_a_child_said_before_its_end_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, ending: Ending
) -> None:
    (tmp_path / "doomed.py").write_text(f"print('[1]\\n[2]\\n[3', flush=True)\n{code}\n")
    monkeypatch.setattr(running, "ROOT", tmp_path)
    if "sleep" in code:
        monkeypatch.setattr(running, "WALL_SECONDS", 10)  # and time enough for the child to start and speak
    assert run_confined("doomed") == Run(ending, [[1], [2]])


def test_a_child_that_starts_others_leaves_none_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "parent.py").write_text(
        "import subprocess, sys\n"
        "print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(120)']).pid, flush=True)\n"
    )
    monkeypatch.setattr(running, "ROOT", tmp_path)
    (pid,) = run_confined("parent").lines
    until = time.monotonic() + 30  # it may take a moment to die
    while not (is_gone := state_of(pid) in ("", "Z")) and time.monotonic() < until:
        time.sleep(0.1)
    assert is_gone


def state_of(pid: int) -> str:
    """The letter that `ps` has for a process; empty when there is none."""
    told = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return told[:1]


def test_the_worker_does_not_load_what_opens_pdfs() -> None:
    code = "import sys, publications.inspection.reading, publications.inspection.preflight; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "publications.inspection.running" in loaded
    assert not {"pikepdf", "pypdfium2", "PIL"} & set(loaded)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("the ﬁrst oﬃce", "the first office"),
        ("trust in the lead-\r\nership", "trust in the leadership"),
        ("lead\ufffe\nership", "leadership"),
        ("Anglo-\nIrish", "Anglo-Irish"),
        ("pages 4-\n7", "pages 4-\n7"),
        ("soft\u00adhyphen", "softhyphen"),
        ("a\x00b\x07c", "abc"),
        ("wide  \t spaces \n\n\n\n end", "wide spaces\n\nend"),
        ("ＦＵＬＬ", "FULL"),
        ("اردو میں", "اردو میں"),
        ("x" * 300_000, "x" * LONGEST_PAGE),
    ],
)
def test_the_text_is_as_people_type_it(written: str, read: str) -> None:
    assert tidy(written) == read


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        {},
        {"is_tagged": "yes"},
        vars(Facts()) | {"author": 5},
        vars(Facts()) | {"attachments": "x"},
        vars(Facts()) | {"notes": True},
    ],
)
def test_facts_of_another_shape_are_not_believed(told: object) -> None:
    assert checked_facts(told) == {}


def test_facts_are_cut_to_what_a_page_can_show_and_a_database_take() -> None:
    facts = checked_facts(vars(Facts()) | {"author": "a\0\ud800" * 500, "attachments": ["x"] * 500, "notes": 10**12})
    assert facts["author"].startswith("a?a?")
    assert (len(facts["author"]), len(facts["attachments"]), facts["notes"]) == (200, 20, 1_000_000)


@pytest.mark.parametrize("picture", [None, 5, "", "???", "QUJD", "A" * 2_000_000, "UklGRg=="])
def test_another_thing_than_a_small_picture_is_not_kept(picture: object) -> None:
    assert checked_picture(picture) is None


def test_a_picture_larger_than_asked_for_is_not_kept() -> None:
    header = b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a"
    assert checked_picture_of(header + b"\x20\x03\x20\x03") is not None
    assert checked_picture_of(header + b"\x21\x03\x20\x03") is None


# A fact that breaks each rule. A rule without one here has never been seen to speak.
BREAKS = {
    "encrypted": {"is_encrypted": True},
    "scripts": {"scripts": 1},
    "actions": {"actions": 1},
    "attachments": {"attachments": ["members.xlsx"]},
    "author": {"author": "A. Person"},
    "notes": {"notes": 2},
    "older_revisions": {"older_revisions": 1},
    "layers": {"layers": 3},
    "form_fields": {"form_fields": 1},
    "untagged": {"is_tagged": False},
    "language": {"language": ""},
    "title": {"title": "final 3.indd"},
    "title_not_shown": {"shows_title": False},
    "figures": {"figures": 9, "figures_without_alt": 4},
    "tables": {"tables": 2},
    "fonts": {"fonts_not_embedded": ["Gill Sans"]},
    "not_all_seen": {"is_all_seen": False},
}
GOOD = vars(Facts(is_tagged=True, language="en-GB", title="Trust", shows_title=True))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_rule_speaks_when_it_is_broken_and_says_how_to_put_it_right(rule: object) -> None:
    facts = GOOD | BREAKS[rule.code]
    (point,) = points_of("ok", "", facts)
    assert point.code == rule.code
    assert all([point.heading, point.meaning, point.in_word, point.in_indesign])
    assert "%(" not in point.heading


def test_a_file_in_which_nothing_is_wanting_gets_no_point() -> None:
    assert points_of("ok", "", GOOD) == []
    assert verdict_in_words("ok", []) == "It can be published. Nothing was found wanting."


def test_the_verdict_names_what_is_hidden() -> None:
    headings = [point.heading for point in points_of("ok", "", GOOD | {"author": "A. Person", "figures": 9})]
    assert headings == ["The file names an author: A. Person."]
    headings = [point.heading for point in points_of("ok", "", GOOD | BREAKS["figures"])]
    assert headings == ["Pictures without a description: 4 of 9."]


def test_a_percent_sign_in_a_name_is_no_format() -> None:
    (point,) = points_of("ok", "", GOOD | {"author": "100%s of %(nothing)s"})
    assert point.heading == "The file names an author: 100%s of %(nothing)s."


def test_facts_of_an_older_check_are_still_understood() -> None:
    assert [point.code for point in points_of("ok", "", {"author": "A. Person", "is_tagged": True})] == [
        "author",
        "language",
        "title",
    ]


def test_text_beyond_the_limit_of_the_search_is_left_out_and_said(tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(made.long_page())
    found = inspect(path)
    assert (found.state, found.reason, len(found.texts)) == ("partial", "long_page", 1)
    assert len(found.texts[0]) > LONGEST_PAGE // 2


def test_the_bomb_is_small_and_swells() -> None:
    bomb = made.bomb()
    start = bomb.index(b"stream\n") + 7
    once = zlib.decompressobj().decompress(bomb[start:])
    assert len(bomb) < 10_000
    assert len(zlib.decompressobj().decompress(once, 3_000_000)) == 3_000_000
