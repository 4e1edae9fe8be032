"""A mail server that keeps what it is handed, over real TLS, in the same loop as the test."""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import SecretStr

from server.policy.notices.mail import MailServer, Tls

USER, PASSWORD = "leeward", "a long password"


def certify(folder: Path, name: str = "localhost") -> Path:
    """A certificate that signs itself, beside its key, in one file."""
    key, subject = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    how = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / f"{name}.pem"
    file.write_bytes(key.private_bytes(*how) + made.public_bytes(serialization.Encoding.PEM))
    return file


def context_of(file: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@dataclass
class Sink:
    """`kept`: sender, recipient and whole message of each. `plain`: lines that came before TLS."""

    certificate: Path
    tls: Tls
    offers_tls: bool = True
    refuses: set[str] = field(default_factory=set)
    drops_after: int | None = None
    kept: list[tuple[str, str, bytes]] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    port: int = 0

    def server(self, **changes: object) -> MailServer:
        """As policy.toml would describe it."""
        described: dict[str, object] = {
            "host": "localhost",
            "port": self.port,
            "tls": self.tls,
            "sender": "leeward@consortium.example",
            "user": USER,
            "password": SecretStr(PASSWORD),
            "authorities": self.certificate,
        }
        return MailServer(**(described | changes))  # type: ignore[arg-type]

    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=policy.default) for _, _, raw in self.kept]  # type: ignore[misc]

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        secure, signed_in, sender, recipient = self.tls is Tls.IMPLICIT, False, "", ""

        def say(line: str) -> None:
            writer.write(f"{line}\r\n".encode())

        say("220 sink")
        while line := (await reader.readline()).decode().strip():
            if not secure:
                self.plain.append(line)
            verb, _, rest = line.partition(" ")
            if verb == "EHLO":
                say("250-sink")
                say("250 STARTTLS" if self.offers_tls and not secure else "250 AUTH PLAIN LOGIN")
            elif verb == "STARTTLS" and self.offers_tls:
                say("220 go on")
                await writer.drain()
                await writer.start_tls(context_of(self.certificate))
                secure = True
            elif verb == "AUTH":
                told = base64.b64decode(rest.split()[1]).decode().split("\0")[1:]
                signed_in = told == [USER, PASSWORD]
                say("235 yes" if signed_in else "535 no")
            elif verb == "MAIL" and signed_in and secure:
                sender = rest
                say("250 yes")
            elif verb == "RCPT" and sender:
                recipient = rest[4:-1]
                say("550 no such box" if recipient in self.refuses else "250 yes")
            elif verb == "DATA":
                say("354 go on")
                raw = await reader.readuntil(b"\r\n.\r\n")
                self.kept.append((sender, recipient, raw[:-5]))
                say("250 kept")
                if self.drops_after == len(self.kept):
                    break
            elif verb in {"RSET", "NOOP"}:
                say("250 yes")
            elif verb == "QUIT":
                say("221 bye")
                break
            else:
                say("500 what")
            await writer.drain()
        writer.close()


Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(talk: Talk, secure: ssl.SSLContext | None) -> AsyncIterator[int]:
    """The port of a server that is gone after the block, and everyone it spoke with."""
    open_now: dict[asyncio.StreamWriter, asyncio.Task[None] | None] = {}

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        open_now[writer] = asyncio.current_task()
        with suppress(OSError, asyncio.IncompleteReadError):
            await talk(reader, writer)

    server = await asyncio.start_server(one, "localhost", 0, ssl=secure)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for writer, task in open_now.items():
            if task is not None:
                task.cancel()
            if not writer.transport.is_closing():
                writer.transport.abort()
        await asyncio.sleep(0.01)


@asynccontextmanager
async def sinking(folder: Path, tls: Tls = Tls.IMPLICIT, **how: object) -> AsyncIterator[Sink]:
    sink = Sink(certify(folder), tls, **how)  # type: ignore[arg-type]
    secure = context_of(sink.certificate) if tls is Tls.IMPLICIT else None
    async with serving(sink.talk, secure) as sink.port:
        yield sink
