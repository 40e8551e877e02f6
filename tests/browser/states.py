"""Pages that no address alone shows: what a form answers, what a link from a mail leads to, every error."""

import http.client
import re
from http import HTTPStatus
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests.browser.addresses import LANDING
from tests.running import PASSWORD, RunningPortal

ACTION = re.compile(r'action="(/act/\d+/)"')
TOKEN = re.compile(r'name="token" value="([^"]+)"')
RECORD = re.compile(r"/my/[^\s/]+\.[^\s/]+/")
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
ENTRY = re.compile(r'"(/styleguide/[\w-]+/)"')


def ask(portal: RunningPortal, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
    """Status and body, as a browser of the site's own pages asks."""
    connection = http.client.HTTPConnection(urlsplit(portal.url).netloc, timeout=30)
    headers = {"Accept": "text/html", "Accept-Language": "en-GB", "User-Agent": "Mozilla/5.0 (sample)"}
    headers["Sec-Fetch-Site"] = "same-origin"
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request(method, path, urlencode(form) if form is not None else None, headers)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


def page_of(portal: RunningPortal, status: int, method: str, path: str, form: dict[str, str] | None = None) -> str:
    """The page of an answer. Fails where another status comes."""
    found, body = ask(portal, method, path, form)
    assert found == status, f"{method} {path} answered {found}, not {status}."
    return body


def sign(portal: RunningPortal, address: str, **changed: str) -> tuple[int, str]:
    """Fill in the form of the petition and send it."""
    _status, page = ask(portal, "GET", LANDING)
    action, token = ACTION.search(page), TOKEN.search(page)
    assert action, "The landing page has no form."
    assert token, "The form has no token."
    form = {"name": "Sample Person", "email": address, "postcode": "LE2 1AA", "signing": "on", "token": token.group(1)}
    return ask(portal, "POST", action.group(1), form | changed)


def pages_of_signing(portal: RunningPortal) -> dict[str, str]:
    """What somebody sees who makes mistakes, signs, confirms, or never signed."""
    status, with_errors = sign(portal, "not an address", name="", postcode="nowhere", signing="")
    assert status == HTTPStatus.BAD_REQUEST
    links = []
    for address in ("confirms@example.org", "disowns@example.org"):
        status, _body = sign(portal, address)
        assert status == HTTPStatus.SEE_OTHER
        links.append(portal.confirmation_path(address))
    confirmed, disowned = links
    return {
        "form-with-errors": with_errors,
        "waiting": page_of(portal, 200, "GET", confirmed),
        "confirmed": page_of(portal, 200, "POST", confirmed, {"answer": "confirm"}),
        "disowned": page_of(portal, 200, "POST", disowned, {"answer": "disown"}),
        "damaged-link": page_of(portal, 404, "GET", "/c/forged-token/"),
        **pages_of_the_record(portal, "confirms@example.org"),
    }


def record_path(portal: RunningPortal, address: str) -> str:
    """Ask for a link to somebody's record; the path in the mail."""
    _status, page = ask(portal, "GET", "/my/")
    token = TOKEN.search(page)
    assert token, "The form has no token."
    status, _body = ask(portal, "POST", "/my/", {"email": address, "token": token.group(1)})
    assert status == HTTPStatus.SEE_OTHER
    return portal.path_in_mail(address, RECORD)


def pages_of_the_record(portal: RunningPortal, address: str) -> dict[str, str]:
    """What somebody sees who looks at their record."""
    link = record_path(portal, address)
    return {
        "record-closed": page_of(portal, 200, "GET", link),
        "record": page_of(portal, 200, "POST", link, {"do": "show"}),
        "record-with-errors": page_of(portal, 400, "POST", link, {"do": "correct", "name": "", "postcode": "nowhere"}),
        "erase-everything": page_of(portal, 200, "POST", link, {"do": "erase"}),
    }


def styleguide_pages(portal: RunningPortal) -> dict[str, str]:
    """Every entry of the style guide on a page of its own, by its address, as somebody who may edit sees it."""
    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    address = f"{portal.url}/accounts/login/?next=/styleguide/"
    token = CSRF.search(opener.open(address).read().decode())
    assert token, "The log-in has no form."
    form = {"csrfmiddlewaretoken": token.group(1), "login": "editor", "password": PASSWORD}
    guide = opener.open(Request(address, urlencode(form).encode(), {"Referer": address})).read().decode()
    paths = sorted(set(ENTRY.findall(guide)))
    assert paths, "The style guide has no entry."
    return {path: opener.open(portal.url + path).read().decode() for path in paths}


def error_pages() -> dict[str, str]:
    """The page of every status, drawn here, for most of them no address can make the portal show. Queries."""
    from portal.errors import PAGES, error_page  # noqa: PLC0415  (needs Django to be set up)

    return {f"error-{status}": error_page(status) for status in sorted(PAGES)}
