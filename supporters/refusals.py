"""Pages that say no: the right status, plain words, never cached."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from foundation.framing import allow_framing

# Heading and text for each status that needs no words of its own.
WORDS = {
    HTTPStatus.BAD_REQUEST: (_("This could not be read"), _("Something was missing from what was sent.")),
    HTTPStatus.FORBIDDEN: (
        _("This form came from another site"),
        _("To keep signatures honest we take forms from our own pages only. Nothing was recorded."),
    ),
    HTTPStatus.NOT_FOUND: (_("There is nothing to sign here"), _("The page has been moved or taken down.")),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        _("This address takes forms only"),
        _("Please open the page with the form and send it from there."),
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (_("That is too much"), _("The form is longer than any honest answer.")),
}


class RefusalError(Exception):
    """A request that is answered with a clear page. `back` is a page to return to; `onward`, an address with its words,
    another way on. The home page unless one is given. `is_framed`: it answers a form in a frame of another site.
    `retry_after`: in how many seconds it is worth another try."""

    def __init__(  # noqa: PLR0913  (each by name)
        self,
        status: HTTPStatus,
        *,
        heading: Any = "",
        text: Any = "",
        back: Any = None,
        onward: tuple[str, str] | None = None,
        allow: tuple[str, ...] = (),
        is_framed: bool = False,
        retry_after: int = 0,
    ) -> None:
        super().__init__(status)
        usual_heading, usual_text = WORDS.get(status, ("", ""))
        self.status = status
        self.context = {
            "heading": heading or usual_heading,
            "text": text or usual_text,
            "back": back,
            "onward": onward,
        }
        self.allow = allow
        self.is_framed = is_framed
        self.retry_after = retry_after

    def response(self, request: HttpRequest) -> HttpResponse:
        """The page in the site's own design."""
        template = "supporters/refused_framed.html" if self.is_framed else "supporters/refused.html"
        response = render(request, template, self.context, status=self.status)
        if self.is_framed:
            allow_framing(response)
        response.headers["Cache-Control"] = "no-store"
        if self.allow:
            response.headers["Allow"] = ", ".join(self.allow)
        if self.retry_after:
            response.headers["Retry-After"] = str(self.retry_after)
        return response


def shows_refusals(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answer a RefusalError that `view` raises with its page."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except RefusalError as refusal:
            return refusal.response(request)

    return answer
