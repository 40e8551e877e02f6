"""The rehearsal of a release: each address is asked as a visitor would, now and as if its second had come.

"As if" is the release itself, in a transaction that is undone: `embargo.release_now` runs, every address is asked within
the same transaction, and nothing is committed. Three things outside the database are held back meanwhile, for this
thread alone: the cache (what is read ahead of its time must be kept nowhere), tasks, and what a commit would start.
On SQLite nobody else writes meanwhile, so it is bounded in time and refused shortly before any release.
"""

from __future__ import annotations

import datetime
import html
import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import unquote_plus, urlsplit

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.dummy import DummyCache
from django.core.exceptions import ValidationError
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task_backends
from django_tasks.backends.dummy import DummyBackend

from publications.embargo import release_now
from publications.models import Release, Version
from publications.probes import Kind, Probe, marks_of, probes_of

LONGEST = 10.0  # seconds that the write lock of SQLite is held at most; other writers wait for twenty
QUIET = datetime.timedelta(minutes=2)  # no rehearsal so shortly before any release
LEADS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class Answer:
    """What came back: the status, the marks of the release in it, whether a cache may keep it. 0 where nobody asked."""

    status: int
    marks: tuple[str, ...] = ()
    is_kept: bool = False


@dataclass(frozen=True)
class Row:
    """One address before and at the second, and what is wrong with that; empty where nothing is."""

    probe: Probe
    now: Answer
    then: Answer
    trouble: str


@dataclass(frozen=True)
class Rehearsal:
    """How a rehearsal went. `troubles` are of the release as a whole."""

    rows: list[Row]
    troubles: list[str]
    seconds: float

    @property
    def is_green(self) -> bool:
        """Whether nothing leaks now, and everything opens at the second."""
        return bool(self.rows) and not self.troubles and not any(row.trouble for row in self.rows)


class Visitor:
    """Somebody without cookies, who asks through every layer of the site. Its page cache is its own and goes with it."""

    def __init__(self, host: str, *, is_secure: bool, marks: list[str]) -> None:
        self.handler = BaseHandler()
        self.handler.load_middleware()
        self.host, self.scheme, self.marks = host, "https" if is_secure else "http", marks

    def ask(self, address: str) -> Answer:
        """GET an address."""
        response: Any = self.handler.get_response(self.request_for(address))
        try:
            text = words_of(response) if isinstance(response, HttpResponse) else ""
            asked = unquote_plus(urlsplit(address).query)
            # What the visitor typed is repeated by some pages: that tells nothing.
            found = tuple(mark for mark in self.marks if mark in text and mark not in asked)
            is_kept = "no-store" not in response.get("Cache-Control", "")
            return Answer(response.status_code, found, is_kept)
        finally:
            # Not response.close(): its signal would close the connection that the request around us uses.
            for close in response._resource_closers:
                close()

    def request_for(self, address: str) -> WSGIRequest:
        """A request as a web server hands it on."""
        parts = urlsplit(address)
        return WSGIRequest(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": unquote_plus(parts.path.replace("+", "%2B")).encode().decode("latin-1"),
                "QUERY_STRING": parts.query,
                "SERVER_NAME": self.host,
                "SERVER_PORT": "443" if self.scheme == "https" else "80",
                "HTTP_HOST": self.host,
                "SERVER_PROTOCOL": "HTTP/1.1",
                "REMOTE_ADDR": "127.0.0.1",
                "wsgi.url_scheme": self.scheme,
                "wsgi.input": BytesIO(),
            }
        )


def words_of(response: HttpResponse) -> str:
    """The text of an answer and where it leads to, as marks are written: no escapes, single blanks."""
    text = response.content.decode(response.charset, errors="replace")
    if "json" in response.get("Content-Type", ""):
        text = json.dumps(json.loads(text), ensure_ascii=False).replace('\\"', '"')
    return " ".join(f"{html.unescape(text)} {response.get('Location', '')}".split())


def rehearse(release: Release, host: str, *, is_secure: bool) -> Rehearsal:
    """Ask every address now and as at the second. Raises ValidationError where that cannot be done at this moment."""
    require_quiet(release)
    begun = time.monotonic()
    probes, marks = probes_of(release), marks_of(release)
    now = Visitor(host, is_secure=is_secure, marks=marks)
    before = {probe.address: now.ask(probe.address) for probe in probes}
    later = Visitor(host, is_secure=is_secure, marks=marks)
    with as_if_released(release):
        after = ask_in_time(later, probes)
    rows = [row_of(probe, before[probe.address], after.get(probe.address, Answer(0))) for probe in probes]
    return Rehearsal(rows, troubles_of(release, marks), time.monotonic() - begun)


def require_quiet(release: Release) -> None:
    """Raise ValidationError for a release that is not approved, and shortly before any other."""
    if release.state != Release.State.APPROVED or release.version is None or release.revision is None:
        raise ValidationError(_("Only an approved release can be rehearsed."))
    soon = Release.objects.filter(state=Release.State.APPROVED, embargo_until__lte=timezone.now() + QUIET)
    if soon.exists():
        raise ValidationError(_("A release opens within two minutes. Nothing is rehearsed so shortly before."))


def ask_in_time(visitor: Visitor, probes: list[Probe]) -> dict[str, Answer]:
    """The answers, pages first, as far as the time goes."""
    end, answers = time.monotonic() + LONGEST, {}
    for probe in probes:
        if time.monotonic() > end:
            break
        answers[probe.address] = visitor.ask(probe.address)
    return answers


@contextmanager
def as_if_released(release: Release) -> Iterator[None]:
    """The site as it will be at the second, for this thread, until the block ends. Raises ValidationError."""
    with ExitStack() as held:
        held.enter_context(in_place_of(caches, DummyCache("rehearsal", {})))
        held.enter_context(in_place_of(task_backends, DummyBackend("default", settings.TASKS["default"])))
        held.enter_context(transaction.atomic())
        held.callback(transaction.set_rollback, True)
        if not release_now(release.pk, release.embargo_until):
            raise ValidationError(_("The release could not be opened."))
        yield


@contextmanager
def in_place_of(handler: Any, stand_in: Any) -> Iterator[None]:
    """Django keeps its caches and task backends by thread: no other request meets the stand-in."""
    before = handler["default"]
    handler["default"] = stand_in
    try:
        yield
    finally:
        handler["default"] = before


def row_of(probe: Probe, now: Answer, then: Answer) -> Row:
    """The verdict on one address."""
    return Row(probe, now, then, leak_in(probe, now) or failure_of(probe, then))


def leak_in(probe: Probe, now: Answer) -> str:
    """What is told too early."""
    if now.marks:
        return _("Says already: “%(words)s”") % {"words": now.marks[0]}
    if probe.kind not in (Kind.OWN, Kind.LEADS):
        return "" if now.status < HTTPStatus.INTERNAL_SERVER_ERROR else _("Fails now.")
    if now.status != HTTPStatus.NOT_FOUND:
        return _("Answers already.")
    return _("Its “not found” may be kept beyond the second.") if now.is_kept else ""


def failure_of(probe: Probe, then: Answer) -> str:
    """What would not be there at the second."""
    if not then.status:
        return _("Not asked: the time was up.")
    if probe.kind is Kind.LEADS:
        return "" if then.status in LEADS else _("Would not lead to the report.")
    if probe.kind is Kind.MAY_LIST:
        return "" if then.status < HTTPStatus.INTERNAL_SERVER_ERROR else _("Would fail.")
    if then.status != HTTPStatus.OK:
        return _("Would not open.")
    return _("Would not name the report.") if probe.kind is Kind.LISTS and not then.marks else ""


def troubles_of(release: Release, marks: list[str]) -> list[str]:
    """What no single address shows: files that are missing, nothing to look for."""
    troubles = []
    if release.version is not None and release.version.files_state != Version.FilesState.READY:
        state = release.version.get_files_state_display()
        troubles.append(
            _("Not all files are there: %(state)s. %(why)s") % {"state": state, "why": release.version.files_message}
        )
    if not marks:
        troubles.append(_("The version says nothing new, so that no leak could be found."))
    return troubles
