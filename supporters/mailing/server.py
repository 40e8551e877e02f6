"""Talking to the mail server: one connection, what we hand over, and what its answers mean. No other code does.

Three things can go wrong, and each means something else for a mail: there is no server (the mail has not even been
tried), the server said no (now or for ever), and nobody knows (the connection broke while the mail was under way).
"""

import contextlib
import json
import smtplib
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend
from redis.exceptions import RedisError

from supporters.models import OutboxMail

SMTP_TIMEOUT = 30  # seconds for one answer of the server
# While it is away each mail would otherwise wait for its own time-out. Ends by itself, so that it can never stick.
REMEMBERED_AWAY_FOR = 60  # seconds
AWAY = "supporters.mailing.server.away"
# The made-up people of a rehearsal (`rehearsal`). Nobody can have an address there (RFC 2606): such mail goes nowhere.
REHEARSAL_DOMAIN = "rehearsal.example"
# Django's backends that have one of ours in their place.
OURS = {"django.core.mail.backends.smtp.EmailBackend": "supporters.mailing.server.SmtpBackend"}


class AwayError(Exception):
    """There is no mail server to talk to, or it does not let us in. No mail's fault."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotTakenError(Exception):
    """The server did not take the mail. `is_permanent` tells whether trying again is pointless."""

    def __init__(self, reason: str, *, is_permanent: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_permanent = is_permanent


class UncertainError(Exception):
    """The connection broke while the mail was under way."""


class _NotesWhenWordsGo:
    """For a session: a connection that breaks before the words of a mail have begun to go has lost nothing."""

    words_have_gone = False

    def data(self, msg: Any) -> Any:
        """Send the words."""
        self.words_have_gone = True
        return super().data(msg)  # type: ignore[misc]  # smtplib's, which the classes below add


class _Session(_NotesWhenWordsGo, smtplib.SMTP):
    """Over a plain connection, or one that STARTTLS makes secret."""


class _SecretSession(_NotesWhenWordsGo, smtplib.SMTP_SSL):
    """Over TLS from the beginning."""


class SmtpBackend(EmailBackend):
    """Django's, with sessions that know how far a mail has come."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """By the setting."""
        return _SecretSession if self.use_ssl else _Session


def known_outage() -> str:
    """Why the last attempt to connect failed, for a minute after it; empty where nothing is known to be wrong."""
    with contextlib.suppress(OSError, RedisError):  # the shared cache may be away while the mail server is there
        return str(cache.get(AWAY, ""))
    return ""


@contextlib.contextmanager
def connected() -> Iterator[Any]:
    """An open connection to the mail server of settings.DELIVERY, closed at the end. Raises AwayError.

    Asks the server, even when the last attempt failed: whoever wants to spare it asks `known_outage` first.
    """
    connection = _connection()
    try:
        connection.open()
        if server := _server_of(connection):
            # Else the greeting would be part of handing over the first mail, and a refusal at the door that mail's.
            server.ehlo_or_helo_if_needed()
    except OSError as error:  # smtplib's errors are OSErrors too
        with contextlib.suppress(OSError):
            connection.close()
        reason = f"No connection: {_reason(error)}"
        with contextlib.suppress(OSError, RedisError):
            cache.set(AWAY, reason, REMEMBERED_AWAY_FOR)
        raise AwayError(reason) from error
    with contextlib.suppress(OSError, RedisError):
        cache.delete(AWAY)
    try:
        yield connection
    finally:
        with contextlib.suppress(OSError):  # a server that hangs up early has still answered
            connection.close()


def hand_over(connection: Any, mail: OutboxMail) -> None:
    """Give a mail to the server. Raises NotTakenError, UncertainError, or AwayError where the connection had ended
    before; none with the server's words, which may name people. Mail of a rehearsal is written and handed to nobody."""
    try:
        message = _message(mail)
        message.message()
    except ValueError as error:  # a line break in a header, an address that cannot be written
        raise NotTakenError("The mail cannot be written.", is_permanent=True) from error
    if mail.recipient.endswith(f"@{REHEARSAL_DOMAIN}"):
        return
    server = _server_of(connection)
    if server:
        server.words_have_gone = False
    try:
        connection.send_messages([message])
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        raise NotTakenError(_reason(error), is_permanent=_code(error) >= 500) from error
    except smtplib.SMTPNotSupportedError as error:
        raise NotTakenError(_reason(error), is_permanent=True) from error
    except OSError as error:
        if server and not server.words_have_gone:
            raise AwayError(f"The connection had ended: {_reason(error)}") from error
        raise UncertainError(f"The connection broke while sending: {_reason(error)}") from error


def _server_of(connection: Any) -> Any:
    """The SMTP session of an open connection; None for delivery into files or memory."""
    return connection.connection if isinstance(connection, SmtpBackend) else None


def _connection() -> Any:
    """Django's connection for settings.DELIVERY (the dictionary that django-environ makes of EMAIL_URL)."""
    delivery: dict[str, Any] = settings.DELIVERY
    options: dict[str, Any] = {
        "host": delivery.get("EMAIL_HOST"),
        "port": delivery.get("EMAIL_PORT"),
        "username": delivery.get("EMAIL_HOST_USER"),
        "password": delivery.get("EMAIL_HOST_PASSWORD"),
        "use_tls": delivery.get("EMAIL_USE_TLS"),
        "use_ssl": delivery.get("EMAIL_USE_SSL"),
        "file_path": delivery.get("EMAIL_FILE_PATH"),
        "timeout": SMTP_TIMEOUT,
    }
    backend = OURS.get(delivery["EMAIL_BACKEND"], delivery["EMAIL_BACKEND"])
    return get_connection(backend, **{name: value for name, value in options.items() if value})


def _message(mail: OutboxMail) -> EmailMultiAlternatives:
    """The mail as multipart text and HTML. Its Message-ID stays the same over all attempts."""
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    headers = {"Message-ID": f"<{mail.pk}.{mail.created_at:%Y%m%d%H%M%S}@{domain}>", **json.loads(mail.headers or "{}")}
    message = EmailMultiAlternatives(mail.subject, mail.text, mail.sender, [mail.recipient], headers=headers)
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    return message


def _code(error: smtplib.SMTPException) -> int:
    """The server's three digits; of refused recipients the lowest, since a temporary refusal may be lifted."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return min(code for code, _words in error.recipients.values())
    return int(getattr(error, "smtp_code", 0))


def _reason(error: OSError) -> str:
    """The kind of error and the server's three digits, without its words."""
    code = _code(error) if isinstance(error, smtplib.SMTPException) else 0
    return f"{type(error).__name__} {code}" if code else type(error).__name__
