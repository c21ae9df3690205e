"""E-mail by SMTP: plain text, an invitation also as the official document, one recipient, a Message-ID made of the notice's key so that a second copy is recognised."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

import aiosmtplib
import stamina

from chassis.documents.pdf import to_pdf
from chassis.documents.template_files import SHIPPED_TEMPLATES, Templates
from contracts.workdays import LOCAL
from notify.channels.port import Accepted, Answer, NotAccepted
from notify.notice.message import Message
from notify.notice.vocabulary import Purpose

_REFUSED_FOR_GOOD = 500
_PORTS = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


@dataclass(frozen=True)
class MailServer:
    """`smtp://`, `smtps://` or `smtp+starttls://`, optionally with user and password."""

    host: str
    port: int
    tls: bool
    start_tls: bool
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    @classmethod
    def parse(cls, url: str) -> "MailServer":
        """Raises ValueError for another scheme or a missing host, without repeating the password."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("a mail server is smtp://host, smtps://host or smtp+starttls://host")
        user = unquote(parts.username) if parts.username else None
        password = unquote(parts.password) if parts.password else None
        port = parts.port or _PORTS[parts.scheme]
        return cls(parts.hostname, port, parts.scheme == "smtps", parts.scheme == "smtp+starttls", user, password)


class _WholeWords(EmailPolicy):
    """Folds a Vietnamese subject so that it reads the same again.

    Python 3.11's own folding drops the space between two encoded words (python/cpython#92081).
    """

    def fold(self, name: str, value: str) -> str:
        if name.lower() != "subject":
            return str(super().fold(name, value))
        return f"{name}: {Header(str(value), 'utf-8', header_name=name).encode(linesep=self.linesep)}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        return self.fold(name, value).encode("ascii") if name.lower() == "subject" else super().fold_binary(name, value)


_POLICY = _WholeWords(linesep="\r\n")


class Email:
    """Sends through one mail server; connects anew for each message."""

    def __init__(
        self, server: MailServer, sender: str, *, sender_name: str, timeout: float = 20.0, templates: Templates = SHIPPED_TEMPLATES
    ) -> None:
        self.server = server
        self.sender = sender
        self.sender_name = sender_name
        self.timeout = timeout
        self.templates = templates

    def carries(self, purpose: Purpose) -> bool:
        return True

    async def send(self, address: str, purpose: Purpose, message: Message, now: datetime) -> Answer:
        try:
            mail = await asyncio.to_thread(self.compose, address, purpose, message, now)
        except ValueError:
            return NotAccepted("mailbox_refused", permanent=True)
        try:
            await self._transmit(mail, address)
        except aiosmtplib.SMTPRecipientsRefused as refused:
            return _recipient_refused(refused)
        except aiosmtplib.SMTPResponseException:
            return NotAccepted("server_busy")
        except (aiosmtplib.SMTPException, OSError, ValueError):
            return NotAccepted("server_unreachable")
        return Accepted(f"smtp:250 {mail['Message-ID']}")

    def compose(self, address: str, purpose: Purpose, message: Message, now: datetime) -> EmailMessage:
        """The mail as it goes over the wire. Raises ValueError for an address no mail server could take."""
        local, _, domain = address.rpartition("@")
        if not local or not domain or any(sign.isspace() for sign in address):
            raise ValueError("not a mail address")
        mail = EmailMessage(policy=_POLICY)
        mail["From"] = Address(self.sender_name, addr_spec=self.sender)
        mail["To"] = Address(username=local, domain=domain)
        mail["Subject"] = message.subject
        mail["Date"] = format_datetime(now.astimezone(LOCAL))
        mail["Message-ID"] = f"<{message.key}@{self.sender.rpartition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"
        mail["X-DoiThoai-Purpose"] = purpose.lower()
        mail.set_content(message.body, charset="utf-8", cte="base64")
        mail["Content-Language"] = "vi"
        if purpose is Purpose.INVITATION and message.document:
            printed = to_pdf(message.document, self.templates)
            mail.add_attachment(printed, maintype="application", subtype="pdf", filename="giay-moi.pdf")
        return mail

    async def _transmit(self, mail: EmailMessage, address: str) -> None:
        client = await self._connected()
        try:
            await client.sendmail(self.sender, [address], mail.as_bytes())
            with suppress(aiosmtplib.SMTPException, OSError):
                await client.quit()
        finally:
            client.close()

    async def _connected(self) -> aiosmtplib.SMTP:
        """A short second and third try for a server that is just restarting; longer pauses are the log's business."""
        server = self.server
        async for attempt in stamina.retry_context(on=(aiosmtplib.SMTPConnectError, OSError), attempts=3, wait_initial=0.05, wait_max=0.3):
            with attempt:
                client = aiosmtplib.SMTP(
                    hostname=server.host, port=server.port, use_tls=server.tls, start_tls=server.start_tls, timeout=self.timeout
                )
                await client.connect()
        try:
            if server.user and server.password:
                await client.login(server.user, server.password)
        except BaseException:
            client.close()
            raise
        return client


def _recipient_refused(refused: aiosmtplib.SMTPRecipientsRefused) -> NotAccepted:
    for_good = all(one.code >= _REFUSED_FOR_GOOD for one in refused.recipients)
    return NotAccepted("mailbox_refused", permanent=True) if for_good else NotAccepted("server_busy")
