"""What an anonymous visitor gets: one stream of bytes for all, errors in the site's design, nothing by accident."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site

from foundation.models import LibraryDocument
from home.models import ContentPage
from portal.errors import PAGES, bare_response, error_page
from portal.middleware import MAXIMUM_PUBLIC_BODY, MAXIMUM_UPLOAD, ErrorPagesMiddleware, RequestGuardMiddleware

pytestmark = pytest.mark.django_db
PUBLIC = [
    "/",
    "/search/",
    "/search/?q=home",
    "/search/suggest/?q=home",
    "/sitemap.xml",
    "/robots.txt",
    "/manifest.webmanifest",
    "/brand.css",
    "/feeds/all.atom",
    "/api/v2/pages/",
]


@pytest.fixture
def no_traceback(client: Client) -> Client:
    """A client that gets what a visitor gets when a view fails."""
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_can_be_kept_by_every_cache(client: Client, home_page: Page, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert "public" in response["Cache-Control"]
    assert "max-age" in response["Cache-Control"]
    assert response["ETag"]
    assert "Set-Cookie" not in response
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()


@pytest.mark.parametrize("address", PUBLIC)
def test_an_unchanged_page_costs_no_bytes(client: Client, home_page: Page, address: str) -> None:
    etag = client.get(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert again.content == b""
    weak = client.get(address, headers={"If-None-Match": f"W/{etag.removeprefix('W/')}"})
    assert weak.status_code == 304


@pytest.mark.parametrize("address", PUBLIC)
def test_who_is_logged_in_gets_the_same_bytes(
    client: Client, admin_client: Client, home_page: Page, address: str
) -> None:
    assert admin_client.get(address).content == client.get(address).content


@pytest.mark.parametrize("address", PUBLIC)
def test_who_was_logged_in_long_ago_gets_the_same_answer(client: Client, home_page: Page, address: str) -> None:
    fresh = client.get(address)
    client.cookies["sessionid"] = "0123456789abcdefghijklmnopqrstuv"
    response = client.get(address)
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()
    assert response.content == fresh.content


def test_logging_out_still_takes_the_cookie_away(admin_client: Client, home_page: Page) -> None:
    response = admin_client.post("/accounts/logout/")
    assert response.cookies["sessionid"].value == ""


def test_a_condition_that_does_not_hold_is_kept_by_nobody(client: Client, home_page: Page) -> None:
    response = client.get("/", headers={"If-Match": '"another"'})
    assert response.status_code == 412
    assert "no-store" in response["Cache-Control"]


def test_a_page_for_some_is_kept_by_nobody(client: Client, home_page: Page) -> None:
    PageViewRestriction.objects.create(page=home_page, restriction_type=PageViewRestriction.LOGIN)
    response = client.get("/")
    assert response.status_code == 302
    assert "public" not in response.get("Cache-Control", "")


@pytest.mark.parametrize("address", ["/", "/search/", "/accounts/login/", "/nowhere/"])
def test_every_page_has_the_headers_that_protect_it(client: Client, home_page: Page, address: str) -> None:
    response = client.get(address)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_pages_are_compressed(client: Client, home_page: Page) -> None:
    response = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert response["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("status", sorted(PAGES))
def test_every_error_has_a_page_of_ours(home_page: Page, status: int) -> None:
    page = error_page(status)
    assert page.lstrip().startswith("<!doctype html>")
    assert page.count("<h1") == 1
    assert f">{status}<" in page
    assert "portal.css" in page
    assert "<script>" not in page


def test_an_unknown_address_is_404_and_kept_by_nobody(client: Client, home_page: Page) -> None:
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response
    assert b"<h1>" in response.content


def test_a_program_that_asks_for_json_gets_json(client: Client, home_page: Page) -> None:
    response = client.get("/nowhere/", headers={"Accept": "application/json"})
    assert response.status_code == 404
    assert response.json() == {"error": "Not Found"}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "FOO"])
@pytest.mark.parametrize(
    "address", ["/", "/search/", "/sitemap.xml", "/feeds/all.atom", "/nowhere/", "/documents/1/x.pdf"]
)
def test_sending_something_to_a_page_is_405_with_a_page(home_page: Page, address: str, method: str) -> None:
    response = Client(enforce_csrf_checks=True).generic(method, address)
    assert response.status_code == 405
    assert "GET" in response["Allow"]
    assert b"<h1>" in response.content


def test_a_program_that_posts_to_the_api_gets_json(client: Client, home_page: Page) -> None:
    response = client.post("/api/v2/pages/")
    assert response.status_code == 405
    assert response.json() == {"error": "Method Not Allowed"}


@pytest.mark.parametrize(
    "address", [f"/documents/{'9' * 5000}/x.pdf", f"/{'a/' * 1500}", f"/counters/{'9' * 5000}.json"]
)
def test_an_over_long_path_is_400(no_traceback: Client, home_page: Page, address: str) -> None:
    response = no_traceback.get(address)
    assert response.status_code == 400


@pytest.mark.parametrize("query", ["q=%00", "x=a%00b", "q=" + "a" * 5000])
def test_nul_bytes_and_over_long_queries_are_400(client: Client, home_page: Page, query: str) -> None:
    response = client.get(f"/?{query}")
    assert response.status_code == 400
    assert b"<h1>" in response.content


def test_a_nul_byte_in_the_path_is_400(client: Client, home_page: Page) -> None:
    assert client.get("/about%00/").status_code == 400


@pytest.mark.parametrize("host", ["evil.example", "a b", "[", "localhost:abc"])
def test_a_wrong_host_gets_a_page_of_ours(no_traceback: Client, home_page: Page, settings: Any, host: str) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    response = no_traceback.get("/", headers={"Host": host})
    assert response.status_code == 400
    assert b"<h1>" in response.content


class Announced(io.BytesIO):
    """A body of which we count what is read."""

    def __init__(self, size: int) -> None:
        super().__init__(b"x" * size)


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/act/1/", MAXIMUM_PUBLIC_BODY, 200),
        ("/", MAXIMUM_PUBLIC_BODY + 1, 413),
        ("/admin/images/add/", MAXIMUM_PUBLIC_BODY + 1, 200),
        ("/admin/images/add/", MAXIMUM_UPLOAD + 1, 413),
    ],
)
def test_a_body_that_is_too_large_is_read_to_its_end_and_413(
    home_page: Page, path: str, size: int, status: int
) -> None:
    request = RequestFactory().generic("POST", path, b"x" * size)
    response = RequestGuardMiddleware(lambda request: HttpResponse("taken"))(request)
    assert response.status_code == status
    if status == 413:
        # What is not read would break the connection before a browser has seen the page.
        assert request.META["wsgi.input"].read() == b""


@pytest.mark.parametrize("announced", ["abc", "-1", "1e9"])
def test_a_length_that_is_no_number_is_400(home_page: Page, announced: str) -> None:
    request = RequestFactory().post("/act/1/")
    request.META["CONTENT_LENGTH"] = announced
    assert RequestGuardMiddleware(lambda request: HttpResponse())(request).status_code == 400


def test_too_many_form_fields_are_400(no_traceback: Client, home_page: Page) -> None:
    data = {f"field{number}": "x" for number in range(2000)}
    assert no_traceback.post("/accounts/login/", data).status_code == 400


def test_a_form_without_its_token_is_403_with_a_page(home_page: Page) -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x", "password": "y"})
    assert response.status_code == 403
    assert b"<h1>" in response.content


def test_a_database_that_is_away_is_503_and_not_500(home_page: Page) -> None:
    middleware = ErrorPagesMiddleware(lambda request: HttpResponse())
    response = middleware.process_exception(HttpRequest(), OperationalError("database is locked"))
    assert response is not None
    assert response.status_code == 503
    assert response["Retry-After"]


def test_a_page_is_drawn_even_without_a_database(home_page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr("foundation.models.OrganisationSettings.for_request", away)
    assert "<h1>" in error_page(404)


def test_a_fault_of_ours_is_500_without_a_traceback(
    no_traceback: Client, home_page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr("portal.search.views.read", broken)
    response = no_traceback.get("/search/")
    assert response.status_code == 500
    assert b"a secret detail" not in response.content
    assert b"<h1>" in response.content
    assert response["Cache-Control"] == "no-store"


def test_an_empty_database_gets_an_answer_everywhere(no_traceback: Client, db: None) -> None:
    Page.objects.filter(depth__gt=1).delete()
    Site.objects.all().delete()
    for address in [*PUBLIC, "/favicon.ico", "/.well-known/security.txt", "/healthz/ready"]:
        response = no_traceback.get(address)
        assert response.status_code < 500, address


class TestMedia:
    """Only pictures that the site made are served."""

    @pytest.fixture(autouse=True)
    def files(self) -> Iterator[None]:
        """One file in each folder of the media store."""
        names = ["images/star.width-400.png", "social/abc.png", "original_images/star.png", "documents/x.pdf", "x.png"]
        names += ["images/page.html", "images/drawing.svg"]
        for name in names:
            default_storage.save(name, ContentFile(b"bytes"))
        yield
        for name in names:
            default_storage.delete(name)

    @pytest.mark.parametrize("name", ["images/star.width-400.png", "social/abc.png"])
    def test_renditions_and_social_images_are_kept_for_a_year(self, client: Client, name: str) -> None:
        response = client.get(f"/media/{name}")
        assert response.status_code == 200
        assert response["Content-Type"] == "image/png"
        assert "immutable" in response["Cache-Control"]
        assert b"".join(response.streaming_content) == b"bytes"  # type: ignore[attr-defined]
        again = client.get(f"/media/{name}", headers={"If-None-Match": response["ETag"]})
        assert again.status_code == 304
        since = client.get(f"/media/{name}", headers={"If-Modified-Since": response["Last-Modified"]})
        assert since.status_code == 304

    @pytest.mark.parametrize(
        "path",
        [
            "original_images/star.png",
            "documents/x.pdf",
            "x.png",
            "images/page.html",
            "images/drawing.svg",
            "images/missing.png",
            "images",
            "images/",
            "images/../original_images/star.png",
            "images/..%2foriginal_images/star.png",
            "images/../../secrets/secret_key.png",
            "/etc/passwd.png",
            "images/" + "x" * 300 + ".png",
        ],
    )
    def test_nothing_else_is_reachable(self, no_traceback: Client, home_page: Page, path: str) -> None:
        assert no_traceback.get(f"/media/{path}").status_code == 404


def test_no_public_page_brings_the_editors_bar(client: Client, admin_client: Client, home_page: Page) -> None:
    home_page.add_child(instance=ContentPage(title="About"))
    assert "wagtail-userbar" not in admin_client.get("/about/").content.decode()


def test_the_web_servers_own_error_page_is_a_whole_answer(home_page: Page) -> None:
    head, _, body = bare_response(400).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    length = re.search(rb"Content-Length: (\d+)", head)
    assert length is not None
    assert int(length[1]) == len(body)
    assert django_settings.STATIC_URL.encode() in body


def test_a_document_for_some_is_kept_by_nobody(admin_client: Client, client: Client, home_page: Page) -> None:
    collection = Collection.get_first_root_node().add_child(name="Internal")
    document = LibraryDocument.objects.create(
        title="Minutes", file=ContentFile(b"words", name="minutes.txt"), collection=collection
    )
    assert "public" in client.get(document.url)["Cache-Control"]
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.LOGIN)
    assert client.get(document.url).status_code == 302
    allowed = admin_client.get(document.url)
    assert allowed.status_code == 200
    assert "no-store" in allowed["Cache-Control"]
