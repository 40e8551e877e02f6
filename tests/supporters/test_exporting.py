"""A list of who signed leaves for a permission and a reason, says no more than it must, and holds no formula."""

import csv
import io
import tracemalloc
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from supporters.access import exporting
from supporters.access.exporting import Use, export_signatures
from supporters.consent import Purpose, take_back
from supporters.mailing.suppression import suppress
from supporters.models import Action, ServiceSwitches, Signature, SignatureDetails, Suppression
from supporters.signing import confirm
from users.models import User

SignAs = Callable[..., Signature]


@pytest.fixture
def officer(db: None) -> User:
    return User.objects.create_superuser("officer", "officer@example.org", "pw")


@pytest.fixture
def confirmed(sign_as: SignAs) -> SignAs:
    """Sign and confirm."""

    def act(**answers: str) -> Signature:
        signature = sign_as(**answers)
        confirm(signature)
        return signature

    return act


@pytest.fixture
def listed(petition: Action, officer: User) -> Callable[..., list[list[str]]]:
    """The rows of a CSV file, headings first."""

    def read(use: str, user: User = officer) -> list[list[str]]:
        export = export_signatures(petition, use, "csv", "The hand-in on 3 June", user)
        return list(csv.reader(io.StringIO(b"".join(export.chunks).decode("utf-8-sig"))))

    return read


def test_the_list_to_hand_over_holds_names_and_postcodes_of_the_confirmed_and_nothing_else(
    confirmed: SignAs, sign_as: SignAs, listed: Callable[..., list[list[str]]]
) -> None:
    confirmed()
    sign_as(email="waiting@example.org", name="Who Waits")
    assert listed("hand-over") == [["Name", "Postcode"], ["Amina Khan", "LE2 1AA"]]


def test_the_list_to_mail_holds_those_who_said_yes_last_and_are_not_suppressed(
    confirmed: SignAs, listed: Callable[..., list[list[str]]]
) -> None:
    confirmed(email="no@example.org")
    confirmed(email="yes@example.org", campaign_mail="on", name="Says Yes")
    confirmed(email="other@example.org", other_mail="on")
    changed = confirmed(email="changed@example.org", campaign_mail="on")
    take_back([changed.pk], "/my/", {Purpose.CAMPAIGN_MAIL})
    suppressed = confirmed(email="bounced@example.org", campaign_mail="on")
    suppress(suppressed.supporter.person_key, Suppression.Reason.BOUNCED)
    assert listed("mail") == [["Name", "E-mail"], ["Says Yes", "yes@example.org"]]


def test_the_full_list_says_when_and_to_what_each_agreed(
    confirmed: SignAs, listed: Callable[..., list[list[str]]]
) -> None:
    signature = confirmed(campaign_mail="on", source="leaflet")
    headings, row = listed("full")
    told = dict(zip(headings, row, strict=True))
    assert told["Number"] == str(signature.pk)
    assert (told["E-mail"], told["Source"]) == ("amina@example.org", "leaflet")
    assert (told["Mail about this campaign"], told["Mail about other campaigns"]) == ("yes", "no")


def test_an_xlsx_file_holds_the_same_rows(confirmed: SignAs, petition: Action, officer: User) -> None:
    confirmed()
    export = export_signatures(petition, "hand-over", "xlsx", "The hand-in", officer)
    workbook = load_workbook(io.BytesIO(b"".join(export.chunks)))
    assert list(workbook["Signatures"].values) == [("Name", "Postcode"), ("Amina Khan", "LE2 1AA")]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_export_holds_a_formula_whatever_was_typed_before_names_were_judged(
    confirmed: SignAs, petition: Action, officer: User, kind: str
) -> None:
    SignatureDetails.objects.filter(pk=confirmed().pk).update(name='=HYPERLINK("http://x")', postcode="@SUM(1)")
    sent = b"".join(export_signatures(petition, "full", kind, "The hand-in", officer).chunks)
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(sent.decode("utf-8-sig"))))
        assert '\'=HYPERLINK("http://x")' in rows[1]
        assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r")]
    else:
        cells = [cell for row in load_workbook(io.BytesIO(sent)).worksheets[0].iter_rows() for cell in row]
        assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}


def test_who_withdraws_while_it_is_written_is_left_out(
    confirmed: SignAs, petition: Action, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "BATCH", 1)
    first, second = confirmed(), confirmed(email="second@example.org", name="Second Person")
    export = export_signatures(petition, "hand-over", "csv", "The hand-in", officer)
    Signature.objects.filter(pk=second.pk).update(state=Signature.State.WITHDRAWN)
    sent = b"".join(export.chunks).decode()
    assert "Amina Khan" in sent
    assert "Second" not in sent
    assert first.pk != second.pk


def test_the_history_keeps_the_reason_and_the_size_and_no_name(
    confirmed: SignAs, petition: Action, officer: User
) -> None:
    confirmed()
    name = export_signatures(petition, "hand-over", "csv", "  The   hand-in ", officer).name
    entry = ModelLogEntry.objects.get(action="supporters.action.export")
    assert entry.data == {"reason": "The hand-in", "use": "hand-over", "format": "csv", "rows": 1, "columns": 2}
    assert (entry.user, entry.object_id) == (officer, str(petition.pk))
    assert "Amina" not in f"{entry.label}{entry.message}{name}"
    assert name.startswith(f"signatures-{petition.pk}-hand-over-")


@pytest.mark.parametrize("reason", ["", "   ", "For amina@example.org", "x" * 201])
def test_without_a_fit_reason_nothing_leaves(confirmed: SignAs, petition: Action, officer: User, reason: str) -> None:
    confirmed()
    with pytest.raises(ValidationError):
        export_signatures(petition, "hand-over", "csv", reason, officer)
    assert not ModelLogEntry.objects.filter(action="supporters.action.export").exists()


def test_an_empty_list_and_a_switched_off_export_are_said(confirmed: SignAs, petition: Action, officer: User) -> None:
    with pytest.raises(ValidationError, match="Nobody"):
        export_signatures(petition, "hand-over", "csv", "The hand-in", officer)
    confirmed()
    ServiceSwitches.objects.create(exports=False)
    cache.clear()
    with pytest.raises(ValidationError, match="switched off"):
        export_signatures(petition, "hand-over", "csv", "The hand-in", officer)


def test_a_workbook_that_would_not_open_is_refused(
    confirmed: SignAs, petition: Action, officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed()
    monkeypatch.setattr(exporting, "MOST_ROWS", 1)
    with pytest.raises(ValidationError, match="choose CSV"):
        export_signatures(petition, "hand-over", "xlsx", "The hand-in", officer)


def test_each_use_needs_its_permission(confirmed: SignAs, petition: Action, may: Callable[..., User]) -> None:
    confirmed()
    for permissions, use, is_allowed in (
        ((), "hand-over", False),
        (("reveal_signaturedetails",), "hand-over", False),
        (("export_signaturedetails",), "hand-over", True),
        (("export_signaturedetails",), "full", False),
        (("export_signaturedetails", "reveal_signaturedetails"), "full", True),
    ):
        user = may(*permissions)
        if is_allowed:
            assert export_signatures(petition, use, "csv", "The hand-in", user).rows == 1
        else:
            with pytest.raises(PermissionDenied):
                export_signatures(petition, use, "csv", "The hand-in", user)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_of_many_needs_no_more_memory_than_one_of_few(
    confirmed: SignAs, petition: Action, officer: User, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "BATCH", 50)
    first = SignatureDetails.objects.get(pk=confirmed().pk)

    def grow(count: int) -> None:
        made = Signature.objects.bulk_create(
            Signature(action=petition, state="confirmed", confirmed_at=timezone.now() - timedelta(days=1))
            for _number in range(count)
        )
        SignatureDetails.objects.bulk_create(
            SignatureDetails(signature=signature, name=first.name, email=first.email, postcode=first.postcode)
            for signature in made
        )

    def peak() -> int:
        export = export_signatures(petition, Use.HAND_OVER, kind, "The hand-in", officer)
        tracemalloc.start()
        sent = sum(len(chunk) for chunk in export.chunks)
        _now, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert sent > export.rows  # every row leaves something behind
        return highest

    grow(100)
    few = peak()
    grow(900)
    assert peak() < few * 1.5
