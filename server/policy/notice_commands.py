"""`leeward notices check`, `leeward notices test`: what an operator types to see whether notices would go out."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from protocol.primitives import system_random
from server.policy.languages import LANGUAGES
from server.policy.notices.errors import NotSent, NotSetUp
from server.policy.notices.mail import MailServer, connected, send_mail
from server.policy.notices.settings import hook_sender, mail_server
from server.policy.notices.webhooks import HookSender, secret_of, send_hook, shown_secret
from server.policy.notices.words import Notice, Occasion, notice
from server.policy.settings import Settings
from server.settings import read_settings

commands = typer.Typer(help="See whether notices by mail and webhook would go out.", no_args_is_help=True)
Config = Annotated[Path, typer.Option(help="The policy zone's settings, a TOML file: policy.toml.", exists=True)]
_OPERATOR = "operator"
"""As whom a test is sent to a webhook: no person of the papers, whose own secret stays theirs."""


@commands.command("check")
def check(config: Config) -> None:
    """Say what is set up and what is missing; sign in at the mail server, and send nothing."""
    settings = read_settings(Settings, config, os.environ)
    problems: list[str] = []
    if settings.pages is None:
        problems.append("There are no pages, so nobody can ask for notices. Put pages = … into policy.toml.")
    mail, hooks = mail_server(settings), hook_sender(settings)
    if mail is None:
        typer.echo("Mail: not set up. It takes smtp_host and smtp_sender in policy.toml.")
    elif asyncio.run(_answers(mail)):
        typer.echo(f"Mail: {mail.host}, port {mail.port}, answers over TLS and takes mail from us.")
    else:
        problems.append(_no_mail(mail))
    told = "set up" if hooks else "not set up. They take webhook_key_file in policy.toml (openssl rand -hex 32)"
    typer.echo(f"Webhooks: {told}.")
    for one in problems:
        typer.echo(one, err=True)
    if problems or (mail is None and hooks is None):
        raise typer.Exit(1)


@commands.command("test")
def send_one(
    config: Config,
    mail: Annotated[str | None, typer.Option(help="Send a notice to this address.")] = None,
    webhook: Annotated[str | None, typer.Option(help="Send a notice to this address, https://…")] = None,
) -> None:
    """Send one notice now, as people get it every day."""
    if (mail is None) is (webhook is None):
        raise typer.BadParameter("say --mail ADDRESS or --webhook ADDRESS")
    settings = read_settings(Settings, config, os.environ)
    said = notice(Occasion.DAILY, LANGUAGES[0])
    if mail is not None:
        asyncio.run(_mail(mail_server(settings), mail, said))
    elif webhook is not None:
        hooks = hook_sender(settings)
        if hooks is None:
            raise NotSetUp
        asyncio.run(_hook(hooks, webhook, said))
        typer.echo(f"Its secret, for this test alone: {shown_secret(secret_of(hooks.key, _OPERATOR, webhook))}")
    typer.echo("It was taken by the other side.")


async def _answers(server: MailServer) -> bool:
    try:
        async with connected(server):
            return True
    except NotSent:
        return False


def _no_mail(server: MailServer) -> str:
    looked: Sequence[str] = (
        "its name and port",
        f'that it begins TLS as smtp_tls = "{server.tls}" says',
        "that its certificate is of that name and of somebody this machine believes (or smtp_authorities)",
        "user and password",
    )
    return f"Mail: {server.host}, port {server.port}, does not take mail from us. Look at: {'; '.join(looked)}."


async def _mail(server: MailServer | None, address: str, said: Notice) -> None:
    if server is None:
        raise NotSetUp
    async with connected(server) as client:
        await send_mail(client, server, address, said, time.time(), system_random)


async def _hook(sender: HookSender, address: str, said: Notice) -> None:
    async with sender.client:
        await send_hook(sender, _OPERATOR, address, said, time.time(), system_random)
