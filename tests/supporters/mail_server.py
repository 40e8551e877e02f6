"""A mail server for the tests: aiosmtpd on the loopback, which can refuse, dawdle, drop and be down."""

import asyncio
import socket
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class MailServer:
    """Keeps what it takes. `answer`, when set, is said instead of taking a mail."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.newest: dict[str, EmailMessage] = {}  # by recipient
        self.connections = 0
        self.answer = ""
        self.answer_to_hello = ""
        self.answer_to_recipient = ""
        self.refused_recipients: dict[str, str] = {}
        self.hangs_up = False
        self.hangs_up_after: int | None = None  # mails of one connection, each of them properly taken
        self.thinks_for = 0.0  # seconds, before it says that it has a mail
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._controller: Controller | None = None

    def start(self) -> None:
        """Come up, on the same port each time."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=30)
        self._controller.start()

    def stop(self) -> None:
        """Go down; connections are refused from then on."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_EHLO(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        """Let somebody in, or not."""
        session.host_name = hostname
        self.connections += 1
        return [self.answer_to_hello] if self.answer_to_hello else responses

    async def handle_HELO(self, server: Any, session: Any, envelope: Any, hostname: str) -> str:  # noqa: N802
        """What is tried after a refused EHLO."""
        session.host_name = hostname
        return self.answer_to_hello or "250 OK"

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        """Begin a mail, or hang up when there were enough."""
        if getattr(session, "taken", 0) == self.hangs_up_after:
            server.transport.close()
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        """Take or refuse a recipient."""
        if refusal := self.answer_to_recipient or self.refused_recipients.get(address, ""):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take the mail, refuse it, or take it and hang up without a word."""
        if self.answer:
            return self.answer
        await asyncio.sleep(self.thinks_for)
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.messages.append(message)
        self.newest.update(dict.fromkeys(envelope.rcpt_tos, message))
        session.taken = getattr(session, "taken", 0) + 1
        if self.hangs_up:
            server.transport.close()
        return "250 OK"
