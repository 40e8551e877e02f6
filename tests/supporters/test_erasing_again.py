"""A restored backup does not bring back whoever had been erased since."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from supporters.models import OutboxMail, Signature, SignatureDetails, Supporter, Suppression
from supporters.record.tokens import make_unsubscribe_token, read_unsubscribe_token
from supporters.retention.erasing import erase_supporter
from supporters.tokens import make_confirmation_token, read_confirmation_token

SignAs = Callable[..., Signature]


def printed(command: str) -> str:
    """What a command says."""
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


def test_who_was_erased_after_the_backup_is_erased_again(sign_as: SignAs, tmp_path: Path) -> None:
    erased, stays = sign_as().supporter, sign_as(email="other@example.org").supporter
    backup, suppressions = tmp_path / "backup.json", tmp_path / "suppressions.json"
    call_command("dumpdata", "supporters.supporter", output=str(backup))
    erase_supporter(erased, suppress=True, where="/my/")
    call_command("dumpdata", "supporters.suppression", output=str(suppressions))
    Suppression.objects.all().delete()

    call_command("loaddata", str(backup), verbosity=0)
    assert Supporter.objects.count() == 2  # back again
    call_command("loaddata", str(suppressions), verbosity=0)

    assert printed("erase_again_after_restore").startswith("Erased again: 1 people.\n")
    assert Supporter.objects.get() == stays
    assert printed("erase_again_after_restore").startswith("Erased again: 0 people.\n")


def test_who_signs_anew_after_an_erasure_is_left_alone(sign_as: SignAs) -> None:
    erase_supporter(sign_as().supporter, suppress=True, where="/my/")
    again = sign_as()
    assert printed("erase_again_after_restore").startswith("Erased again: 0 people.\n")
    assert SignatureDetails.objects.filter(pk=again.pk).exists()


def test_an_erasure_counts_from_its_own_moment_when_mail_was_stopped_before(sign_as: SignAs, tmp_path: Path) -> None:
    backup = tmp_path / "backup.json"
    erase_supporter(sign_as().supporter, suppress=True, where="/my/")
    second = sign_as().supporter
    call_command("dumpdata", "supporters.supporter", output=str(backup))
    erase_supporter(second, suppress=True, where="/my/")
    call_command("loaddata", str(backup), verbosity=0)
    assert printed("erase_again_after_restore").startswith("Erased again: 1 people.\n")


def test_a_link_that_was_mailed_after_the_backup_leads_to_nobody_else(sign_as: SignAs) -> None:
    before = sign_as()
    lost = sign_as(email="lost@example.org")
    links = (make_confirmation_token(lost.pk), make_unsubscribe_token(lost.supporter_id))
    mails = set(OutboxMail.objects.values_list("pk", flat=True))
    erase_supporter(lost.supporter, suppress=False, where="/my/")
    Signature.objects.exclude(pk=before.pk).delete()
    printed("erase_again_after_restore")
    for number in range(3):
        sign_as(email=f"new{number}@example.org")
    assert not Signature.objects.filter(pk=read_confirmation_token(links[0])).exists()
    assert not Supporter.objects.filter(pk=read_unsubscribe_token(links[1])).exists()
    assert OutboxMail.objects.exclude(pk__in=mails).order_by("pk").values_list("pk", flat=True)[0] > max(mails) + 1000
