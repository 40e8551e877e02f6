"""Reading an embargoed report with a press link. Nobody's log-in counts here: the token is the key.

GET shows a button and writes nothing, for mail scanners follow links; POST opens, counts, and moves the token from the
address into a cookie of `/press/` alone.
"""

import re
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from publications.citing.formats import FORMATS
from publications.files import PAGE_ONE, body_of, page_one_of
from publications.making.stamping import StampFailedError, stamped
from publications.models import PressLink, ReportFile
from publications.plain_text import MEDIA_TYPE, report_in_markdown
from publications.press import address_after_release, count_opening, open_link
from publications.press_pages import MARKDOWN, are_coming, downloads_for, page_for, second_in_words
from publications.routes.citations import citation_answer
from supporters.guards import require_method, require_own_site, require_small_body
from supporters.refusals import RefusalError, shows_refusals

COOKIE = "press"
PLACE = "/press/"
TOKEN = re.compile(r"[\w-]{43}")


def confidential(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Nothing of the answer is kept, listed or told to other sites. Refusals become pages of ours."""

    @wraps(view)
    def answer(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponseBase:
        response = shows_refusals(view)(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return answer


def closed() -> RefusalError:
    """The one answer to every token that opens nothing: it does not say whether there ever was one."""
    return RefusalError(
        HTTPStatus.NOT_FOUND,
        heading=_("This link opens nothing"),
        text=_(
            "It may be broken, at its end, or taken back. Copy the whole address from the message that brought it, "
            "or ask whoever sent it to you."
        ),
    )


@csrf_exempt
@confidential
def open_press_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show what the link is for and a button; open it when the button is pressed."""
    require_method(request, "GET", "HEAD", "POST")
    require_small_body(request)
    link = open_link(token)
    if link is None:
        return to_public_page(token)
    if request.method != "POST":
        return render(request, "publications/press/open.html", second_in_words(link))
    require_own_form(request)
    count_opening(link)
    response = HttpResponseRedirect(reverse("press_read"), status=HTTPStatus.SEE_OTHER)
    response.set_cookie(
        COOKIE,
        token,
        expires=link.expires_at,
        path=PLACE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def require_own_form(request: HttpRequest) -> None:
    """As every public form, but for one thing: our page sends no referrer, so a browser without Sec-Fetch-Site names its
    origin "null". The token in the address is what counts there."""
    if "Sec-Fetch-Site" in request.headers or request.headers.get("Origin") != "null":
        require_own_site(request)


def to_public_page(token: str) -> HttpResponseBase:
    """After its second a link leads to the report. Raises RefusalError for every other token."""
    address = address_after_release(token)
    if not address:
        raise closed()
    return HttpResponseRedirect(address)


def reader(request: HttpRequest) -> PressLink | str:
    """The link that is read with, or the token that opens none any more. Raises RefusalError without a cookie."""
    token = request.COOKIES.get(COOKIE, "")
    if not TOKEN.fullmatch(token):
        raise closed()
    return open_link(token) or token


@confidential
def read(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """A page of the approved version, with the embargo on top of it."""
    require_method(request, "GET", "HEAD")
    link = reader(request)
    if isinstance(link, str):
        return to_public_page(link)
    title, html = page_for(link, path, request)
    context = {
        **second_in_words(link),
        "read_title": title,
        "read_html": mark_safe(html),  # noqa: S308  (printed by our own templates, which escape)
        "read_downloads": downloads_for(link),
        "files_are_coming": are_coming(link),
    }
    return render(request, "publications/press/page.html", context)


@confidential
def read_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of the approved version; a PDF carries the name of the outlet on every page."""
    require_method(request, "GET", "HEAD")
    link = reader(request)
    if isinstance(link, str):
        return to_public_page(link)
    if (written := written_answer(request, link, name)) is not None:
        return written
    file = file_for(link, name)
    if file is None:
        raise Http404(_("This version has no such file."))
    # As for every download: a compressed part of a file is not the part that was asked for.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    response = (
        stamped_answer(request, link, file) if file.format == ReportFile.Format.PDF else plain_answer(request, file)
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response


def file_for(link: PressLink, name: str) -> ReportFile | None:
    """A file of the approved version, or the picture of its page one. Not the archive, whose PDF would bear no name."""
    files = ReportFile.objects.filter(version=link.release.version_id).exclude(role=ReportFile.Role.ALL)
    file: ReportFile | None = files.filter(name=name).first()
    if file is None and name.endswith(PAGE_ONE):
        return page_one_of(files.exclude(thumbnail="").filter(name=name.removesuffix(PAGE_ONE)).first())
    return file


def written_answer(request: HttpRequest, link: PressLink, name: str) -> HttpResponse | None:
    """What is written when it is asked for, if that is what the name says: a citation, the whole text as Markdown.

    Both name the public address: it is what will be cited.
    """
    version, (stem, _dot, ending) = link.release.version, name.partition(".")
    if version is None:
        return None
    if name == MARKDOWN:
        text = report_in_markdown(version.frozen_report(), version, request)
        return HttpResponse(text, content_type=MEDIA_TYPE)
    return citation_answer(link.release.report, version, ending) if stem == "cite" and ending in FORMATS else None


def plain_answer(request: HttpRequest, file: ReportFile) -> HttpResponseBase:
    """The bytes as they are, or the part of them that was asked for."""
    return body_of(request, file, f'"{file.sha256}"', int(file.made_at.timestamp()))


def stamped_answer(request: HttpRequest, link: PressLink, file: ReportFile) -> HttpResponseBase:
    """The PDF with its mark. Raises RefusalError where the mark cannot be set: it never goes out without."""
    try:
        data = stamped(file, link.contact.outlet, link.pk)
    except StampFailedError as error:
        text = _("This PDF could not be prepared for you. The page has the whole report, and the other files work.")
        raise RefusalError(HTTPStatus.SERVICE_UNAVAILABLE, heading=_("Not prepared"), text=text) from error
    response = HttpResponse(data, content_type=file.media_type)
    response.headers["Content-Disposition"] = content_disposition_header(False, file.name) or "inline"
    return response
