"""After erasure nothing that a person told us is anywhere: no table, revision, index, outbox, file, cache or log.

A person signs in every way there is, and fails to; mail arrives, is refused and waits; the admin looks the person up,
reveals and exports; the person reads, corrects and downloads their record. Then all is erased, and all is read.
"""

import io
import logging
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from supporters.access.exporting import Format, Use, export_signatures
from supporters.counting.files import count_and_write
from supporters.identity import person_key
from supporters.models import Action, ConsentRecord, OutboxMail, Signature, SignatureDetails, Supporter
from supporters.retention.erasing import erase_supporter
from supporters.retention.rules import PERSONS_KEPT_FOR, UNSENT_MAIL_KEPT_FOR
from supporters.retention.runs import carry_out
from supporters.rotation import rotate
from supporters.signing import confirm
from tests.supporters.conftest import hidden
from tests.supporters.everything import places_of
from tests.supporters.mail_server import MailServer
from users.models import User

SignAs = Callable[..., Signature]

# Really committed: files and mails are made when a transaction has ended.
pytestmark = pytest.mark.django_db(transaction=True)

NETWORK = "203.0.113.77"
PERSON = {"name": "Zubeida Quillfeather", "email": "Zu.Beida.Quillfeather+post@gmail.com", "postcode": "ze3 9qx"}
THROW_AWAY = "zu.beida.quillfeather@mailinator.com"
# As typed, as kept, and in the spellings that stand for the same person.
MARKERS = ["Zubeida", "Quillfeather", "zu.beida", "zubeidaquillfeather", "ZE3 9QX", "ZE39QX"]
CONFIRMATION, RECORD = re.compile(r"/c/[^/\s]+/"), re.compile(r"/my/[^/\s]{20,}/")


@pytest.fixture
def keys() -> list[str]:
    """What recognises the person, and cannot be read back."""
    return [person_key(PERSON["email"]), person_key(THROW_AWAY)]


class Story:
    """What a person and the people who answer for the data do."""

    def __init__(self, page: Any, petition: Action, server: MailServer) -> None:
        self.page, self.petition, self.server = page, petition, server
        headers = {"User-Agent": "Mozilla/5.0", "Accept-Language": "en-GB"}
        self.visitor = Client(REMOTE_ADDR=NETWORK, headers=headers)
        self.officer = User.objects.create_superuser("officer", "officer@example.org", "pw")
        self.admin = Client()
        self.admin.force_login(self.officer)

    def post(self, **answers: str) -> int:
        """Send the form; named answers replace those of the person."""
        html = self.visitor.get(self.page.url).content.decode()
        boxes = dict.fromkeys(("signing", "campaign_mail", "other_mail", "public_name"), "on")
        sent = {**PERSON, **boxes, "website": "", "source": "hall", "token": hidden(html, "token"), **answers}
        return self.visitor.post(f"/act/{self.petition.pk}/", sent).status_code

    def fail_to_sign(self) -> None:
        """Every refusal that a form can meet."""
        assert self.post(email="Zu.Beida.Quillfeather at gmail.com") == 400
        assert self.post(postcode="ZE3 9QX ZE3 9QX ZE3 9QX") == 400
        assert self.post(signing="") == 400
        assert self.post(token="forged") == 400
        assert self.post(name="Zubeida Quillfeather " * 2000) in (400, 413)
        other = self.visitor.post(f"/act/{self.petition.pk}/", PERSON, headers={"Origin": "https://evil.example"})
        assert other.status_code == 403
        Action.objects.filter(pk=self.petition.pk).update(state=Action.State.PAUSED)
        assert self.visitor.post(f"/act/{self.petition.pk}/", PERSON).status_code in (400, 409)
        Action.objects.filter(pk=self.petition.pk).update(state=Action.State.OPEN)

    def sign(self) -> None:
        """Sign; again, with the mail refused; and with a throw-away address and the trap filled in."""
        assert self.post() == 303
        self.server.answer_to_recipient = "550 No such user: zu.beida.quillfeather@gmail.com"
        assert self.post() == 303
        assert self.post(email=THROW_AWAY, website="Zubeida Quillfeather") == 303
        self.server.answer_to_recipient = ""

    def ask_for_record(self, email: str) -> None:
        """Fill in the form of `/my/`."""
        html = self.visitor.get("/my/").content.decode()
        asked = {"email": email, "website": "", "token": hidden(html, "token")}
        assert self.visitor.post("/my/", asked).status_code == 303

    def leave_mail_waiting(self) -> None:
        """The mail server is down from now on: an attempt to sign again, and links to the record, wait."""
        self.server.stop()
        assert self.post() == 303
        self.ask_for_record(PERSON["email"])

    def newest_link(self, pattern: re.Pattern[str]) -> str:
        """The link of that kind in the mail that arrived last."""
        bodies = (message.get_body(("plain",)) for message in reversed(self.server.messages))
        links = (pattern.search(body.get_content()) for body in bodies if body is not None)
        found = next(link for link in links if link)
        return found.group()

    def confirm(self) -> None:
        """Press the button in the mail, and see the name on the page among others."""
        assert self.visitor.post(self.newest_link(CONFIRMATION), {"answer": "confirm"}).status_code == 200
        count_and_write()
        assert "Zubeida" in self.visitor.get(self.page.url).content.decode()

    def use_my_record(self) -> None:
        """Ask for the link (before it arrives it is refused once), read, correct and download the record."""
        for refusal in ("550 zu.beida.quillfeather@gmail.com is unknown", ""):
            self.server.answer_to_recipient = refusal
            self.ask_for_record(PERSON["email"])
        link = self.newest_link(RECORD)
        shown = self.visitor.post(link, {"do": "show"}).content.decode()
        assert "Zubeida" in shown
        seen = hidden(shown, "seen")
        for postcode, status in (("Zubeida", 400), ("ZE3 9QX", 200)):
            corrected = {"do": "correct", "name": PERSON["name"], "postcode": postcode, "seen": seen}
            assert self.visitor.post(link, corrected).status_code == status
        assert b"Zubeida" in self.visitor.post(link, {"do": "download"}).content

    def use_admin(self) -> None:
        """Look the person up, reveal, export for every use in every format, look at all lists."""
        found = self.admin.post(reverse("supporters_signatures:find"), {"email": PERSON["email"]}, follow=True)
        assert found.status_code == 200
        nobody = {"email": "zubeida.quillfeather@example.org"}
        assert self.admin.post(reverse("supporters_signatures:find"), nobody).status_code == 422
        signature = Signature.objects.get(supporter__person_key=person_key(PERSON["email"]))
        reveal = reverse("supporters_signatures:reveal", args=[signature.pk])
        assert "Zubeida" in self.admin.post(reveal, {"reason": "They asked by letter"}).content.decode()
        for use in Use:
            for kind in Format:
                export = export_signatures(self.petition, use, kind, "The hand-in", self.officer)
                data = b"".join(export.chunks)
                text = data if kind is Format.CSV else b"".join(map(ZipFile(io.BytesIO(data)).read, sheets(data)))
                assert b"Zubeida" in text
        for name in ("signatures", "outbox", "retention"):
            assert self.admin.get(f"/admin/supporters_{name}/").status_code == 200

    def ask_too_early(self) -> None:
        """Ask for a record before there is one; the answer is refused."""
        self.server.answer_to_recipient = "550 No such user"
        self.ask_for_record(PERSON["email"])
        assert OutboxMail.objects.get(kind=OutboxMail.Kind.NOTHING_HELD).state == OutboxMail.State.FAILED
        self.server.answer_to_recipient = ""

    def tell(self) -> None:
        """All of it, with the ticks of the clock and a rotation to the newest key."""
        self.ask_too_early()
        self.fail_to_sign()
        self.sign()
        self.confirm()
        self.use_my_record()
        self.use_admin()
        self.leave_mail_waiting()
        count_and_write()
        assert rotate().is_done
        self.page.save_revision().publish()


def sheets(data: bytes) -> list[str]:
    """The parts of a workbook that hold its cells."""
    return [name for name in ZipFile(io.BytesIO(data)).namelist() if name.endswith(".xml")]


@pytest.fixture(autouse=True)
def listen(caplog: pytest.LogCaptureFixture) -> None:
    """Keep what every logger says; the tests' own mail server is none of ours."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.ERROR, "mail.log")


@pytest.fixture
def story(landing_page: Any, petition: Action, mail_server: MailServer, sign_as: SignAs, settings: Any) -> Story:
    """A petition that enough others have signed for first names to be shown. All wrote with the older of two keys."""
    for number in range(5):
        signature = sign_as(name=f"Other {number}", email=f"other{number}@example.org", public_name="on")
        confirm(signature)
    settings.PERSONAL_DATA_KEYS = ("a newer key", *settings.PERSONAL_DATA_KEYS)
    return Story(landing_page, petition, mail_server)


def test_after_a_person_is_erased_nothing_of_theirs_is_left_anywhere(
    story: Story, keys: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    story.tell()
    before = places_of([*MARKERS, *keys, NETWORK], caplog.records)
    # The search finds what is there, so that finding nothing afterwards means something.
    assert {"supporters_signaturedetails", "supporters_outboxmail"} <= before["Quillfeather"]
    assert all("supporters_supporter" in before[key] for key in keys)
    assert {place for place in set().union(*before.values()) if not place.startswith("/")} == {
        "supporters_signaturedetails",
        "supporters_outboxmail",
        "supporters_supporter",
    }
    assert {"sent", "failed", "queued"} <= set(OutboxMail.objects.values_list("state", flat=True))

    for key in keys:
        erase_supporter(Supporter.objects.get(person_key=key), suppress=True, where="/my/")

    left = places_of([*MARKERS, *keys, NETWORK], caplog.records)
    assert {place for places in left.values() for place in places if not place.endswith("-wal")} == set()
    carry_out()  # in the night the database's journal is emptied too
    assert places_of([*MARKERS, *keys, NETWORK], caplog.records) == {}
    assert "Zubeida" not in story.visitor.get(story.page.url).content.decode()
    assert SignatureDetails.objects.count() == 5  # the others stay


def test_after_the_deletion_date_names_are_gone_and_a_year_later_all_that_leads_to_a_person(
    story: Story, keys: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    story.tell()
    consents, signatures = ConsentRecord.objects.count(), Signature.objects.count()
    # Links to a record that were refused were asked for a while ago.
    OutboxMail.objects.update(created_at=timezone.now() - UNSENT_MAIL_KEPT_FOR)
    day = timezone.localdate()
    Action.objects.update(closes_at=timezone.now() - timedelta(days=400), deletion_date=day)

    carry_out()

    assert set(places_of([*MARKERS, *keys, NETWORK], caplog.records)) == set(keys)
    assert "Zubeida" not in story.visitor.get(story.page.url).content.decode()

    Action.objects.update(deletion_date=day - PERSONS_KEPT_FOR)
    carry_out()

    assert places_of([*MARKERS, *keys, NETWORK], caplog.records) == {}
    assert (ConsentRecord.objects.count(), Signature.objects.count()) == (consents, signatures)
