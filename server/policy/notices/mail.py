"""Notices by mail: over TLS from the first or second line on, or not at all.

Each goes in a message of its own, so that no server sees a list of those who are told. The Message-ID is drawn, and
the machine's own name stands nowhere.
"""

from __future__ import annotations

import base64
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from enum import StrEnum
from pathlib import Path

import aiosmtplib
from pydantic import SecretStr

from protocol.primitives import Randomness
from server.policy.notices.errors import NotSent
from server.policy.notices.words import SUBJECT, Notice

SECONDS = 20.0
"""Patience for each step with the server."""


class Tls(StrEnum):
    """When TLS begins: with the connection (port 465), or by STARTTLS (port 587). There is no third way."""

    IMPLICIT = "implicit"
    STARTTLS = "starttls"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in. `authorities`: a file with the certificates to believe instead of the machine's."""

    host: str
    port: int
    tls: Tls
    sender: str
    user: str | None = None
    password: SecretStr | None = field(default=None, repr=False)
    authorities: Path | None = None

    @property
    def domain(self) -> str:
        return self.sender.rpartition("@")[2]


@asynccontextmanager
async def connected(server: MailServer) -> AsyncIterator[aiosmtplib.SMTP]:
    """A connection on which notices can be handed in. Raises NotSent."""
    client = aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        local_hostname=server.domain,
        timeout=SECONDS,
        use_tls=server.tls is Tls.IMPLICIT,
        # True demands it: a server, or somebody before it, that offers no TLS gets nothing.
        start_tls=server.tls is Tls.STARTTLS,
        tls_context=ssl.create_default_context(cafile=server.authorities),
        username=server.user,
        password=None if server.password is None else server.password.get_secret_value(),
    )
    try:
        await client.connect()
    except (aiosmtplib.SMTPException, OSError):
        client.close()
        raise NotSent from None
    try:
        yield client
    finally:
        with suppress(aiosmtplib.SMTPException, OSError):
            await client.quit()
        client.close()


async def send_mail(
    client: aiosmtplib.SMTP, server: MailServer, address: str, notice: Notice, now: float, random: Randomness
) -> None:
    """Raises NotSent: also for an address with signs that mail cannot carry."""
    try:
        raw = message(server, address, notice, now, random)
        await client.sendmail(server.sender, [address], raw)
    except (aiosmtplib.SMTPException, OSError, ValueError):
        raise NotSent from None


def message(server: MailServer, address: str, notice: Notice, now: float, random: Randomness) -> bytes:
    """The whole message; all that varies from one to the next is the address, the moment, a drawn name and the text."""
    body = base64.encodebytes(notice.text).replace(b"\n", b"\r\n")
    lines = [
        f"From: {server.sender}",
        f"To: {address}",
        f"Subject: {SUBJECT}",
        f"Date: {formatdate(now)}",
        f"Message-ID: <{random(16).hex()}@{server.domain}>",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: base64",
    ]
    return "\r\n".join(lines).encode("ascii") + b"\r\n\r\n" + body
