"""The access log: one line a request, without anything about who asked. How a line is written and how it is read.

    2026-11-22T10:00:00+00:00 GET /publications/trust/v1/trust-v1.pdf 200 48213 12 -
    2026-11-22T10:00:01+00:00 GET /campaigns/trust/sign/ 200 9120 31 - leaflet

Time, method, path, status, bytes, milliseconds with the wait for a free thread, and what must be known of a request to
count it without keeping more: `r` where it was a robot's, `c` where it asked for a later part of a file, `-` for
neither; at the end, where there is one, the code of the link that led here (`?source=leaflet`), and nothing else of a
query. Plain Python: the web server reads this before Django is there.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, unquote

from foundation.source_codes import SOURCE_CODE

ROBOT, CONTINUED = "r", "c"
# What programs that are nobody's eyes call themselves. Words, not names: new ones come every day.
ROBOT_WORDS = re.compile(
    r"bot\b|bot[/;_-]|crawl|spider|slurp|scrap|archiv|index|monitor|check|preview|fetch|headless|lighthouse|"
    r"facebookexternalhit|embedly|curl|wget|python|httpx|aiohttp|java/|okhttp|go-http|ruby|perl|php|libwww|node|axios|"
    r"apache-http|scan|feed|\+https?:",
    re.IGNORECASE,
)
LINE = re.compile(
    r"(?P<time>\S+) (?P<method>\S+) (?P<path>\S+) (?P<status>\d{3}) (?P<sent>\d+) (?P<took>\d+) (?P<marks>r?c?|-)"
    rf"(?: (?P<source>{SOURCE_CODE.pattern}))?\n?"
)
FIRST_BYTE = re.compile(r"bytes 0-")


@dataclass(frozen=True)
class Entry:
    """One line, read."""

    time: datetime.datetime
    method: str
    path: str
    status: int
    took: int
    is_robot: bool
    is_continued: bool
    source: str

    @classmethod
    def read(cls, line: str) -> Self | None:
        """A line as it was written; None for any other, those of before there were marks among them."""
        match = LINE.fullmatch(line)
        if match is None:
            return None
        try:
            time = datetime.datetime.fromisoformat(match["time"])
        except ValueError:
            return None
        if time.tzinfo is None:
            return None
        return cls(
            time=time,
            method=match["method"],
            path=unquote(match["path"]),
            status=int(match["status"]),
            took=int(match["took"]),
            is_robot=ROBOT in match["marks"],
            is_continued=CONTINUED in match["marks"],
            source=match["source"] or "",
        )


def line_of(  # noqa: PLR0913, PLR0917  (the columns)
    time: datetime.datetime,
    method: str,
    path: bytes,
    status: str,
    sent: int,
    milliseconds: int,
    marks: str,
    source: str = "",
) -> str:
    """The line, without its end. Quoted, no path can break it."""
    return " ".join(
        (
            time.isoformat(timespec="seconds"),
            quote(method),
            quote(path, safe="/-._~"),
            status,
            str(sent),
            str(milliseconds),
            marks or "-",
            *([source] if source else []),
        )
    )


def marks_of(environ: Mapping[str, object], status: str, content_range: str) -> str:
    """What is noted of a request beside what was asked for. The names of programs themselves are not kept.

    A request without a User-Agent is a program's, and a browser that reads ahead has no reader yet.
    """
    agent = str(environ.get("HTTP_USER_AGENT", ""))
    ahead = "prefetch" in str(environ.get("HTTP_SEC_PURPOSE", "")) or environ.get("HTTP_PURPOSE") == "prefetch"
    robot = ROBOT if not agent or ahead or ROBOT_WORDS.search(agent) else ""
    later = CONTINUED if status == "206" and not FIRST_BYTE.match(content_range) else ""
    return robot + later
