"""Press links: one person reads one approved report before its second, and nobody learns anything from a wrong one."""

import datetime
import hashlib
import io
import re
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from publications import embargo, press
from publications.models import PressLink, Release, ReportFile, ReportPage
from supporters.models import PressContact
from tests.publications.conftest import RECIPIENT
from tests.publications.test_chapters import chapter
from users.models import User

# Without the work of tasks: a version is printed when it is read, and has the files that a test gives it.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks_wait")]
SECOND = datetime.timedelta(seconds=1)


@pytest.fixture
def token(press_link: tuple[PressLink, str]) -> str:
    return press_link[1]


@pytest.fixture
def journalist(client: Client, token: str) -> Client:
    """Somebody who pressed the button."""
    assert client.post(f"/press/{token}/").status_code == 303
    return client


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(response.content.decode().split())


def says_nothing(response: Any) -> bool:
    """The one page for every token that opens nothing."""
    html = response.content.decode()
    return response.status_code == 404 and "This link opens nothing" in html and "secret" not in html


def test_only_a_hash_of_the_token_is_kept(press_link: tuple[PressLink, str]) -> None:
    link, token = press_link
    assert len(token) == 43
    assert token not in str(PressLink.objects.filter(pk=link.pk).values())
    stored = PressContact.objects.extra(select={"raw": "name || email"}).get()
    assert not [part for part in RECIPIENT.split() if part in stored.raw]
    assert "example.org" not in stored.raw


def test_the_link_shows_a_button_and_the_second_and_nothing_of_the_report(client: Client, token: str) -> None:
    html = text(client, f"/press/{token}/")
    assert re.search(r"Under embargo until \d\d:\d\d(:\d\d)? on \w+day \d+ \w+ \d{4}, London time", html)
    assert "The Sample Gazette" in html
    assert "secret" not in html.lower()
    assert PressLink.objects.get().opened_count == 0


def test_opening_counts_and_moves_the_token_into_a_cookie_of_its_own(client: Client, token: str) -> None:
    response = client.post(f"/press/{token}/")
    assert (response.status_code, response["Location"]) == (303, "/press/read/")
    cookie = response.cookies["press"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/press/", True, "Strict")
    link = PressLink.objects.get()
    assert link.opened_count == 1
    assert link.last_opened_at is not None


def test_the_cookie_goes_over_https_only_where_the_site_does(client: Client, token: str, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = True
    assert client.post(f"/press/{token}/").cookies["press"]["secure"]


def test_the_holder_reads_every_page_with_the_embargo_on_top(
    client: Client,
    report: ReportPage,
    writer: User,
    approver: User,
) -> None:
    report.abstract, report.change_note = "The abstract of tomorrow.", "Everything."
    report.chapters = [chapter("Trust", "trust", "The words of tomorrow."), chapter("Fear", "fear", "More.")]
    report.save_revision(user=writer)
    planned = embargo.plan(report, timezone.now() + datetime.timedelta(days=1), writer)
    embargo.approve(planned, approver, planned.report.latest_revision_id)
    _link, token = press.make_link(planned, approver, name="A", outlet="The Sample Gazette")
    client.post(f"/press/{token}/")
    pages = {path: text(client, f"/press/read/{path}") for path in ("", "findings/", "full/", "trust/", "fear/")}
    assert "The abstract of tomorrow." in pages[""]
    assert "The words of tomorrow." in pages["trust/"]
    assert "The words of tomorrow." in pages["full/"]
    for html in pages.values():
        assert "For The Sample Gazette only" in html
        assert "The embargo ends in" in html
        # The version before is public, and stays so.
        assert set(re.findall(r'(?:href|src)="(/publications/trust/[^"]*)"', html)) <= {"/publications/trust/v1/"}
    led_to = set(re.findall(r'href="(/press/read/[^"#]*)', " ".join(pages.values())))
    assert {"/press/read/files/cite.bib", "/press/read/files/report.md", "/press/read/cite/"} < led_to
    for address in led_to:
        assert client.get(address).status_code == 200, address


def test_nothing_of_what_is_read_is_kept_listed_or_told_to_others(journalist: Client, token: str) -> None:
    for address in (f"/press/{token}/", "/press/read/", "/press/read/files/secret-v1.epub", "/press/read/nowhere/"):
        response = journalist.get(address)
        assert "no-store" in response["Cache-Control"]
    for address in (f"/press/{token}/", "/press/read/"):
        response = journalist.get(address)
        assert "noindex" in response["X-Robots-Tag"]
        assert response["Referrer-Policy"] == "no-referrer"


def test_the_public_learns_nothing_while_the_press_reads(journalist: Client, token: str) -> None:
    assert "The secret abstract." in text(journalist, "/press/read/")
    assert journalist.get("/publications/secret/").status_code == 404
    stranger = Client()
    for address in ("/press/read/", "/press/read/full/", "/press/read/files/secret-v1.pdf"):
        assert says_nothing(stranger.get(address))


@pytest.mark.parametrize("wrong", ["x" * 43, "A" * 42 + "-"])
def test_a_token_that_never_was_says_the_same_as_one_that_was(client: Client, token: str, wrong: str) -> None:
    PressLink.objects.update(revoked_at=timezone.now())
    for method in (client.get, client.post):
        never, once = method(f"/press/{wrong}/"), method(f"/press/{token}/")
        assert says_nothing(never)
        assert never.content == once.content


def test_a_revoked_link_ends_at_once(journalist: Client, press_link: tuple[PressLink, str], approver: User) -> None:
    press.revoke_link(press_link[0], approver)
    assert says_nothing(journalist.get("/press/read/"))
    assert says_nothing(journalist.post(f"/press/{press_link[1]}/"))
    assert PressLink.objects.get().opened_count == 1


def test_a_cancelled_release_ends_its_links(journalist: Client, release: Release, approver: User) -> None:
    embargo.cancel(release, "Not ready.", approver)
    assert says_nothing(journalist.get("/press/read/"))


def test_a_link_moves_with_its_release(
    journalist: Client,
    release: Release,
    writer: User,
    at: Callable[[datetime.datetime], None],
) -> None:
    later = release.embargo_until + datetime.timedelta(days=1)
    embargo.move(release, later, "The hall is taken.", writer)
    at(later - SECOND)
    assert "The secret abstract." in text(journalist, "/press/read/")


def test_a_link_ends_at_the_second_and_then_leads_to_the_report(
    journalist: Client,
    token: str,
    release: Release,
    at: Callable[[datetime.datetime], None],
) -> None:
    at(release.embargo_until - SECOND)
    assert journalist.get("/press/read/").status_code == 200
    at(release.embargo_until)
    assert says_nothing(journalist.get("/press/read/"))
    embargo.release_due(wait=False)
    for address in ("/press/read/", "/press/read/full/", f"/press/{token}/"):
        response = journalist.get(address)
        assert (response.status_code, response["Location"]) == (302, "/publications/secret/")
    assert says_nothing(journalist.get("/press/" + "x" * 43 + "/"))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 303),
    ],
)
def test_only_our_own_page_opens_a_link(client: Client, token: str, headers: dict[str, str], status: int) -> None:
    assert client.post(f"/press/{token}/", headers=headers).status_code == status
    assert PressLink.objects.get().opened_count == (status == 303)


def test_a_pdf_carries_the_outlet_on_every_page_and_stays_tagged(
    journalist: Client,
    release: Release,
) -> None:
    give_file(release, tagged_pdf(pages=3))
    response = journalist.get("/press/read/files/secret-v1.pdf")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    with pikepdf.open(io.BytesIO(response.content)) as document:
        assert bool(document.Root.MarkInfo.Marked)
        drawings = [drawing.read_bytes() for page in document.pages for drawing in page.Resources.XObject.values()]
        # One outline for each letter of "Under embargo. Copy of The Sample Gazette, link 1" that is no blank.
        assert [drawing.count(b" cm") for drawing in drawings] == [len(mark_of(PressLink.objects.get()))] * 3
        for page in document.pages:
            last = pikepdf.parse_content_stream(page)[-6:]
            assert [str(step.operator) for step in last] == ["BDC", "q", "cm", "Do", "Q", "EMC"]


def test_a_pdf_that_cannot_be_marked_does_not_go_out_bare(journalist: Client, release: Release) -> None:
    give_file(release, b"%PDF-1.7 and then nothing that makes sense")
    response = journalist.get("/press/read/files/secret-v1.pdf")
    assert response.status_code == 503
    assert b"%PDF" not in response.content


def test_the_archive_is_not_for_the_press_since_its_pdf_bears_no_name(journalist: Client, release: Release) -> None:
    give_file(release, b"PK", role=ReportFile.Role.ALL)
    assert journalist.get("/press/read/files/secret-v1.pdf").status_code == 404
    assert "secret-v1.pdf" not in text(journalist, "/press/read/")


def test_the_picture_of_page_one_stands_beside_its_file(journalist: Client, release: Release) -> None:
    give_file(release, tagged_pdf(pages=1), thumbnail=b"a picture")
    (shown,) = re.findall(r'src="(/press/read/files/[^"]+)"', text(journalist, "/press/read/"))
    response = journalist.get(shown)
    assert (response.status_code, b"".join(response.streaming_content)) == (200, b"a picture")  # type: ignore[attr-defined]


def test_a_link_needs_an_approved_release_that_is_ahead(draft: ReportPage, writer: User, approver: User) -> None:
    planned = embargo.plan(draft, timezone.now() + datetime.timedelta(days=1), writer)
    with pytest.raises(ValidationError, match="approved"):
        press.make_link(planned, approver, name="A", outlet="B")


def mark_of(link: PressLink) -> str:
    """The letters of the mark that are drawn."""
    return f"Under embargo. Copy of The Sample Gazette, link {link.pk}"


def give_file(release: Release, data: bytes, role: str = ReportFile.Role.REPORT, thumbnail: bytes = b"") -> None:
    """Let the approved version have a file called secret-v1.pdf."""
    file = ReportFile(
        version=release.version,
        role=role,
        format="pdf",
        name="secret-v1.pdf",
        media_type="application/pdf",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        language="en-GB",
    )
    file.file.save(file.name, ContentFile(data), save=False)
    if thumbnail:
        file.thumbnail.save("thumbnail", ContentFile(thumbnail), save=False)
    file.save()


def tagged_pdf(pages: int) -> bytes:
    """A small PDF that says of itself that it is tagged."""
    document = pikepdf.new()
    for _page in range(pages):
        document.add_blank_page(page_size=(595, 842))
    document.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()
