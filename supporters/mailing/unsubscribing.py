"""Stopping mail with one press, in the mail program or on a page (RFC 8058). The signature stays."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from supporters.consent import Operation, Purpose, standing_choices, take_back
from supporters.mailing.suppression import lift, suppress
from supporters.models import Signature, Supporter, Suppression
from supporters.record.tokens import make_unsubscribe_token

MAIL_PURPOSES = frozenset({Purpose.CAMPAIGN_MAIL, Purpose.OTHER_MAIL})
WHERE = "/u/"


def unsubscribe_address(supporter: Supporter) -> str:
    """The full address of the page that stops mail. From BASE_URL, never from the Host header."""
    path = reverse("supporters:unsubscribe", args=[make_unsubscribe_token(supporter.pk)])
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


def headers_for(supporter: Supporter) -> dict[str, str]:
    """The headers by which a mail program offers to unsubscribe. For every mail that nobody has just asked for.

    Providers act on them only where a DKIM signature covers them (RFC 8058, section 4): the mail server's business.
    """
    return {
        "List-Unsubscribe": f"<{unsubscribe_address(supporter)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


@transaction.atomic
def unsubscribe(supporter: Supporter) -> None:
    """Take back every consent to mail and keep that this address must not be mailed. May be called again."""
    if Supporter.objects.select_for_update().filter(pk=supporter.pk).first() is None:
        return  # erased meanwhile: nothing is left to mail
    signature_ids = list(Signature.objects.filter(supporter=supporter).values_list("pk", flat=True))
    take_back(signature_ids, WHERE, MAIL_PURPOSES)
    suppress(supporter.person_key, Suppression.Reason.UNSUBSCRIBED)


def resubscribe(signature: Signature) -> None:
    """End an earlier unsubscribing or erasure, where this signature has a mail consent that stands.

    Call it when its address has just been confirmed: only then is the consent known to be its owner's.
    """
    choices = standing_choices([signature.pk])
    agrees = any(
        record.operation == Operation.OPT_IN
        for (_signature_id, purpose), record in choices.items()
        if purpose in MAIL_PURPOSES
    )
    if agrees and signature.supporter is not None:
        lift(signature.supporter.person_key)
