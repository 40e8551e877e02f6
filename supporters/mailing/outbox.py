"""The one way out for mail: a row in the outbox, written with its cause, and a task that carries its id."""

import json
from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape

from foundation.models import OrganisationSettings
from supporters.mailing.delivery import CARRIED_FOR, deliver_mail
from supporters.mailing.providers import provider_of
from supporters.models import OutboxMail


def queue_mail(mail: OutboxMail) -> OutboxMail:
    """Save `mail` and enqueue its delivery, both or neither: call it in the transaction of the cause.

    Its provider is noted, and stays when the recipient is shredded.
    """
    with transaction.atomic():
        mail.provider = mail.provider or provider_of(mail.recipient)
        mail.locked_until = timezone.now() + CARRIED_FOR
        mail.save()
        deliver_mail.using(priority=mail.priority).enqueue(mail.pk)
    return mail


def with_imprint(text: str, html: str, imprint: str) -> tuple[str, str]:
    """Both forms of a mail, ending with the imprint. What has it already, from a template of ours, stays as it is."""
    if imprint and imprint not in text:
        text = f"{text.rstrip()}\n\n--\n{imprint}\n"
    shown = escape(imprint)
    if html and imprint and shown not in html:
        words, end_of_body, rest = html.rpartition("</body>")
        html = f"{words}<p>{shown}</p>{end_of_body}{rest}" if end_of_body else f"{html}<p>{shown}</p>"
    return text, html


class OutboxBackend(BaseEmailBackend):
    """Django's e-mail backend of this site: log-in, password and workflow mails take the same way as all others.

    Most of their templates are not ours, so the imprint is put below them here.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue each message, one row a recipient. Raises ValueError for what the outbox does not carry."""
        with transaction.atomic():
            return sum(self._queue(message) for message in email_messages)

    def _queue(self, message: EmailMessage) -> int:
        if message.attachments:
            raise ValueError("The outbox carries no attachments: send a link instead.")
        text, html = str(message.body), ""
        if message.content_subtype == "html":
            text, html = "", text
        if isinstance(message, EmailMultiAlternatives):
            html = next((str(body) for body, kind in message.alternatives if kind == "text/html"), html)
        organisation = OrganisationSettings.objects.filter(site__is_default_site=True).first()
        text, html = with_imprint(text, html, organisation.imprint if organisation else "")
        headers = dict(message.extra_headers)
        if message.reply_to:
            headers["Reply-To"] = ", ".join(message.reply_to)
        recipients = message.recipients()
        for recipient in recipients:
            queue_mail(
                OutboxMail(
                    kind=OutboxMail.Kind.SITE,
                    recipient=recipient,
                    sender=message.from_email,
                    subject=str(message.subject),
                    text=text,
                    html=html,
                    headers=json.dumps(headers),
                )
            )
        return 1 if recipients else 0
