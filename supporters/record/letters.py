"""The two mails that answer who asks for a record. Both are wanted, so suppression does not stop them."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.models import OrganisationSettings
from supporters.identity import person_key
from supporters.mailing.letters import queue_letter, record_address
from supporters.mailing.suppression import is_suppressed
from supporters.models import OutboxMail, Supporter
from supporters.record.contents import mailbox_of
from supporters.record.tokens import make_record_token


def answer_by_mail(address: str, organisation: OrganisationSettings) -> OutboxMail:
    """Send the link to a record, or say that there is none: one mail either way, so that nobody learns which."""
    supporter = Supporter.objects.filter(person_key=person_key(address)).first()
    if supporter is None:
        return _send_nothing_held(address, organisation)
    return _send_link(supporter, mailbox_of(supporter, address), organisation)


def _send_link(supporter: Supporter, recipient: str, organisation: OrganisationSettings) -> OutboxMail:
    path = reverse("supporters:my_record", args=[make_record_token(supporter.pk)])
    mail = OutboxMail(kind=OutboxMail.Kind.RECORD_LINK, supporter=supporter, recipient=recipient)
    context = {"button_url": f"{settings.WAGTAILADMIN_BASE_URL}{path}", "button_label": _("Open my record")}
    return queue_letter(mail, _("Your record"), organisation, context)


def _send_nothing_held(recipient: str, organisation: OrganisationSettings) -> OutboxMail:
    mail = OutboxMail(kind=OutboxMail.Kind.NOTHING_HELD, recipient=recipient)
    context = {
        "is_suppressed": is_suppressed(person_key(recipient)),
        "button_url": record_address(),
        "button_label": _("Try another address"),
    }
    return queue_letter(mail, _("We hold no record under this address"), organisation, context)
