"""Keeps whole public pages in the memory of each web process: a second visit costs no query and no template.

Only what every visitor without a cookie gets alike is kept: HTML with status 200, that says `public` of itself, at an
address without a query or with nothing but the code of a link (`?source=leaflet`): a crowd comes by one link. Of a
file on this machine's disk the head is kept, and where it lies. All are given out until something is committed that a
page may show (portal.generation), and never for longer than their `max-age` or LONGEST.
"""

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import cast

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe
from redis.exceptions import RedisError

from foundation.source_codes import source_of_query
from portal.generation import generation

MAX_AGE = re.compile(r"\bmax-age=(\d+)")
GZIP = re.compile(r"\bgzip\b")

# What may make an answer another one than everybody's.
PERSONAL = ("HTTP_COOKIE", "HTTP_AUTHORIZATION")
# Codes are free: whoever makes up thousands of them pushes no other page out, only pages with codes.
SHARE_OF_CODES = 4

LONGEST = 60  # seconds: for what no statement tells, such as a page that expires by the clock
HEAD_OF_FILE = 1000  # bytes that the head of a file counts for, in place of a body

# What is never kept, and must answer when the shared cache is away: not even the mark is read for it.
NEVER_KEPT = ("/healthz/", "/metrics", "/media/")

Key = tuple[str, ...]


@dataclass(frozen=True)
class Kept:
    """An answer as it went out: its headers, and its body or the path of its file; of which generation it is, when it
    was made (monotonic seconds) and for how many seconds it is good."""

    generation: str
    made: float
    good_for: int
    headers: dict[str, str]
    body: bytes = b""
    path: str = ""

    @property
    def size(self) -> int:
        """What it counts for, in bytes."""
        return HEAD_OF_FILE if self.path else len(self.body)

    def is_good(self, current: str) -> bool:
        """Whether it may still be given out."""
        return self.generation == current and time.monotonic() - self.made < self.good_for

    def response(self, request: HttpRequest) -> HttpResponseBase:
        """The answer again, with its age; 304 for a visitor who has it. Raises FileNotFoundError for a lost file."""
        response: HttpResponseBase = HttpResponse(self.body)
        if self.path:
            response = FileResponse(Path(self.path).open("rb"))  # noqa: SIM115  (the answer closes it)
        for name, value in self.headers.items():
            response.headers[name] = value
        changed = parse_http_date_safe(response.headers.get("Last-Modified", "")) if self.path else None
        tag = response.headers.get("ETag")
        answer = cast(HttpResponseBase, get_conditional_response(request, tag, changed, cast(HttpResponse, response)))
        if answer is not response:
            response.close()
        answer.headers["Age"] = str(int(time.monotonic() - self.made))
        if answer.status_code == HTTPStatus.PRECONDITION_FAILED:
            answer.headers["Cache-Control"] = "no-store, private"
        return answer


class Store:
    """The answers of one process, at most so many bytes of bodies; the one asked for longest ago goes first."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.kept: OrderedDict[Key, Kept] = OrderedDict()
        self.used = 0
        self.lock = threading.Lock()

    def find(self, key: Key, current: str) -> Kept | None:
        """The answer, if it is still good."""
        with self.lock:
            kept = self.kept.get(key)
            if kept is None or not kept.is_good(current):
                return None
            self.kept.move_to_end(key)
            return kept

    def keep(self, key: Key, kept: Kept) -> None:
        """Take an answer in, in place of an older one."""
        with self.lock:
            self.drop(key)
            self.kept[key] = kept
            self.used += kept.size
            while self.used > self.size:
                self.drop(next(iter(self.kept)))

    def drop(self, key: Key) -> None:
        """Forget an answer, if it is there. The caller holds the lock."""
        if (old := self.kept.pop(key, None)) is not None:
            self.used -= old.size


class PageCacheMiddleware:
    """Gives out kept pages and keeps new ones. Outside of all that compresses and sets headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.PAGE_CACHE_BYTES:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.store = Store(settings.PAGE_CACHE_BYTES)
        self.coded = Store(settings.PAGE_CACHE_BYTES // SHARE_OF_CODES)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = key_of(request)
        if key is None:
            return self.get_response(request)
        # Read before the page is made: what is committed meanwhile makes it out of date at once.
        try:
            current = generation()
        except (OSError, RedisError):  # the shared cache is away: every page is made, none is kept
            return self.get_response(request)
        store = self.coded if request.META.get("QUERY_STRING") else self.store
        if (kept := store.find(key, current)) is not None and not (kept.path and "HTTP_RANGE" in request.META):
            with suppress(FileNotFoundError):
                return kept.response(request)
        made = time.monotonic()
        response = self.get_response(request)
        if (good_for := seconds_to_keep(response)) > 0:
            head = dict(response.headers)
            if path := path_of_file(response):
                store.keep(key, Kept(current, made, good_for, head, path=path))
            elif isinstance(response, HttpResponse) and head.get("Content-Type", "").startswith("text/html"):
                store.keep(key, Kept(current, made, good_for, head, response.content))
        return response


def key_of(request: HttpRequest) -> Key | None:
    """What the answer depends on; None where it may depend on more: a log-in, a query, a method."""
    meta = request.META
    query = meta.get("QUERY_STRING", "")
    source = source_of_query(query)
    if query and (not source or query != f"source={source}"):
        return None
    if request.method != "GET" or any(meta.get(name) for name in PERSONAL):
        return None
    if request.path_info.startswith(NEVER_KEPT):
        return None
    is_packed = GZIP.search(meta.get("HTTP_ACCEPT_ENCODING", "")) is not None
    return (str(request.scheme), meta.get("HTTP_HOST", ""), request.path_info, source, "gzip" if is_packed else "")


def seconds_to_keep(response: HttpResponseBase) -> int:
    """How long an answer says that it is good for; 0 for what is not kept."""
    caching = response.headers.get("Cache-Control", "")
    age = MAX_AGE.search(caching)
    is_whole = response.status_code == HTTPStatus.OK and not response.cookies and not response.has_header("Set-Cookie")
    if not is_whole or age is None or "public" not in caching or "no-store" in caching or "private" in caching:
        return 0
    varies = {name.strip().lower() for name in response.headers.get("Vary", "").split(",") if name.strip()}
    return min(int(age.group(1)), LONGEST) if varies <= {"accept-encoding"} else 0


def path_of_file(response: HttpResponseBase) -> str:
    """Where the file lies that an answer gives out whole; empty for another answer, and for a file elsewhere."""
    try:
        return str(response.file_to_stream.path)  # type: ignore[attr-defined]  # of a FileResponse with a stored file
    except (AttributeError, NotImplementedError):
        return ""
