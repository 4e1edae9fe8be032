"""What policy.toml says of notices, and the ways that follow from it. Without any of it nobody is told anything."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from server.policy.notices.hook_address import look_up
from server.policy.notices.mail import MailServer, Tls
from server.policy.notices.ways import Ways
from server.policy.notices.webhooks import HookSender, hook_client
from server.settings import NotReadable, ZoneSettings, read_secret


class NoticeSettings(ZoneSettings):
    """The part of policy.toml about notices.

    `smtp_host`, `smtp_sender`: the server that takes mail, and the address it comes from. `smtp_tls`: `implicit`, or
    `starttls`; without TLS nothing is sent. `smtp_port`: 465, or 587 with `starttls`, unless said. `smtp_user` and
    `smtp_password_file`, a private file: to sign in there. `smtp_authorities`: certificates to believe instead of the
    machine's own, as PEM.

    `webhook_key_file`: a private file with 32 bytes in hexadecimal, from which the secret of each webhook follows.

    `urgent_seconds`: nobody is told of urgent things more often than this.
    """

    smtp_host: Annotated[str, Field(pattern=r"^[A-Za-z0-9.:-]{1,253}$")] | None = None
    smtp_sender: Annotated[str, Field(pattern=r"^[A-Za-z0-9.+_-]{1,64}@[A-Za-z0-9.-]{1,190}$")] | None = None
    smtp_tls: Tls = Tls.IMPLICIT
    smtp_port: Annotated[int, Field(ge=1, le=65535)] | None = None
    smtp_user: Annotated[str, Field(min_length=1, max_length=255)] | None = None
    smtp_password_file: Path | None = None
    smtp_authorities: Path | None = None
    webhook_key_file: Path | None = None
    urgent_seconds: Annotated[int, Field(ge=60, le=3600)] = 300

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.smtp_host is None) != (self.smtp_sender is None):
            raise ValueError("a server and an address that mail comes from, or neither")
        if (self.smtp_user is None) != (self.smtp_password_file is None):
            raise ValueError("a user and a file with their password, or neither")
        return self


def mail_server(settings: NoticeSettings) -> MailServer | None:
    """Raises NotReadable or NotPrivate."""
    if settings.smtp_host is None or settings.smtp_sender is None:
        return None
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port or (465 if settings.smtp_tls is Tls.IMPLICIT else 587),
        tls=settings.smtp_tls,
        sender=settings.smtp_sender,
        user=settings.smtp_user,
        password=None if settings.smtp_password_file is None else read_secret(settings.smtp_password_file),
        authorities=settings.smtp_authorities,
    )


def hook_sender(settings: NoticeSettings) -> HookSender | None:
    """Whoever takes it closes its client. Raises NotReadable or NotPrivate."""
    if settings.webhook_key_file is None:
        return None
    try:
        key = bytes.fromhex(read_secret(settings.webhook_key_file).get_secret_value())
    except ValueError:
        key = b""
    if len(key) != 32:
        raise NotReadable(f"{settings.webhook_key_file.name} does not hold 32 bytes in hexadecimal.")
    return HookSender(key, hook_client(), look_up)


def ways_of(settings: NoticeSettings) -> Ways:
    """Raises NotReadable or NotPrivate."""
    return Ways(mail_server(settings), hook_sender(settings), settings.urgent_seconds)
