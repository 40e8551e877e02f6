"""The keys of personal data can be replaced beside a running site; the key that recognises people never is."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from supporters import rotation
from supporters.encryption import decrypt, encrypt
from supporters.identity import person_key
from supporters.models import OutboxMail, PressContact, Signature, SignatureDetails
from supporters.rotation import check_keys, encrypted_fields, rotate

SignAs = Callable[..., Signature]
OLD, NEW = "the old key", "the new key"


@pytest.fixture
def old_data(sign_as: SignAs, settings: Any) -> Signature:
    """What three signers and a journalist told us, under the old key; their mail has not gone out. Then a new key."""
    settings.DELIVERY = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_PORT": 1}
    settings.PERSONAL_DATA_KEYS = (OLD,)
    for number in range(3):
        signature = sign_as(name=f"Amina {number}", email=f"amina{number}@example.org")
    PressContact.objects.create(name="Pat Press", email="", outlet="Example Times")
    settings.PERSONAL_DATA_KEYS = (NEW, OLD)
    return signature


def stored(table: str, column: str) -> list[str]:
    """A column as it is on disk."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY 1")  # noqa: S608  (the names are ours)
        return [row[0] for row in cursor.fetchall()]


def test_every_encrypted_column_of_the_portal_is_known_to_the_rotation() -> None:
    assert encrypted_fields() == {
        SignatureDetails: ["name", "email", "postcode"],
        PressContact: ["name", "email"],
        OutboxMail: ["recipient", "subject", "text", "html", "headers"],
    }


def test_after_a_rotation_the_newest_key_alone_reads_everything(old_data: Signature, settings: Any) -> None:
    report = rotate()

    assert report.rewritten == 3 * 3 + 1 + 3 * 5
    assert report.is_done
    settings.PERSONAL_DATA_KEYS = (NEW,)
    assert {details.name for details in SignatureDetails.objects.all()} == {"Amina 0", "Amina 1", "Amina 2"}
    assert PressContact.objects.get().name == "Pat Press"
    assert OutboxMail.objects.order_by("pk")[0].recipient == "amina0@example.org"
    with override_settings(PERSONAL_DATA_KEYS=(OLD,)), pytest.raises(ImproperlyConfigured):
        SignatureDetails.objects.get(pk=old_data.pk)


def test_an_empty_value_stays_empty(old_data: Signature) -> None:
    rotate()
    assert stored("supporters_presscontact", "email") == [""]


def test_a_second_rotation_writes_nothing(old_data: Signature) -> None:
    rotate()
    before = stored("supporters_signaturedetails", "name")
    assert rotate().rewritten == 0
    assert stored("supporters_signaturedetails", "name") == before


def test_a_rotation_that_was_interrupted_goes_on_where_it_stopped(
    old_data: Signature, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "BATCH", 2)
    replace, done = rotation._replace, []

    def stop_after_two_rows(*arguments: Any) -> int:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(arguments)
        return replace(*arguments)

    monkeypatch.setattr(rotation, "_replace", stop_after_two_rows)
    with pytest.raises(KeyboardInterrupt):
        rotate()
    assert check_keys().values[0] == 6  # the first batch is written, the second is not

    monkeypatch.setattr(rotation, "_replace", replace)
    report = rotate()
    assert report.rewritten == 3 + 1 + 15
    assert report.is_done


def test_what_a_running_site_changes_meanwhile_is_not_lost(
    old_data: Signature, monkeypatch: pytest.MonkeyPatch
) -> None:
    rewrite, was_changed = rotation._rewritten, []

    def change_it_first(row: Any, names: list[str]) -> dict[str, str]:
        changed = rewrite(row, names)
        if row["pk"] == old_data.pk and "postcode" in names and not was_changed:
            was_changed.append(row)
            with override_settings(PERSONAL_DATA_KEYS=(OLD,)):  # a web process that has not been started anew
                SignatureDetails.objects.filter(pk=old_data.pk).update(name="Corrected")
        return changed

    monkeypatch.setattr(rotation, "_rewritten", change_it_first)
    report = rotate()

    assert was_changed
    assert SignatureDetails.objects.get(pk=old_data.pk).name == "Corrected"
    assert report.is_done  # the second round found it


def test_a_row_that_is_erased_meanwhile_does_not_come_back(
    old_data: Signature, monkeypatch: pytest.MonkeyPatch
) -> None:
    rewrite = rotation._rewritten

    def erase_it_first(row: Any, names: list[str]) -> dict[str, str]:
        SignatureDetails.objects.filter(pk=old_data.pk).delete()
        return rewrite(row, names)

    monkeypatch.setattr(rotation, "_rewritten", erase_it_first)
    rotate()
    assert not SignatureDetails.objects.filter(pk=old_data.pk).exists()


def test_a_value_that_no_key_opens_is_named_and_left_alone(old_data: Signature, settings: Any) -> None:
    settings.PERSONAL_DATA_KEYS = (NEW, "a third key")
    before = stored("supporters_signaturedetails", "name")

    with pytest.raises(CommandError, match=f"SignatureDetails {old_data.pk}, name"):
        call_command("rotate_personal_data_keys", stdout=StringIO())

    assert stored("supporters_signaturedetails", "name") == before


def said(*options: str) -> str:
    """What the command prints."""
    out = StringIO()
    call_command("rotate_personal_data_keys", *options, stdout=out)
    return out.getvalue()


def test_the_check_says_which_keys_are_needed_and_changes_nothing(old_data: Signature) -> None:
    before = stored("supporters_signaturedetails", "name")
    words = said("--check")
    assert "Key 1: 0 values. The newest" in words
    assert "Key 2: 25 values. Still needed." in words
    assert stored("supporters_signaturedetails", "name") == before

    assert "Encrypted again: 25 values." in said()
    words = said("--check")
    assert "Key 1: 25 values." in words
    assert "Key 2: 0 values. May be dropped" in words


def test_no_key_and_no_personal_data_is_printed(old_data: Signature) -> None:
    words = said() + said("--check")
    assert not any(secret in words for secret in (OLD, NEW, "Amina", "example.org"))


def test_the_key_that_recognises_people_is_apart_and_does_not_rotate(old_data: Signature, sign_as: SignAs) -> None:
    before = person_key("amina0@example.org")
    assert stored("supporters_supporter", "person_key") == sorted(
        person_key(f"amina{number}@example.org") for number in range(3)
    )
    rotate()
    assert person_key("amina0@example.org") == before
    assert sign_as(email="Amina0@example.org").pk != old_data.pk
    assert Signature.objects.count() == 3  # recognised after the rotation as well


def test_an_encrypted_value_says_nothing_of_the_key_that_recognises_people(settings: Any) -> None:
    written = encrypt("Amina")
    settings.PERSON_KEY_SECRET = "another"
    assert decrypt(written) == "Amina"
