"""`leeward staff invite`, `leeward staff organisation`: what is typed on the policy zone's machine.

The first administrators come in by this; after them, by the page.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import httpx
import typer
from sqlalchemy.ext.asyncio import AsyncEngine

from protocol.primitives import system_random
from server.access_in_force import AccessInForce
from server.database import open_engine, plain_database_errors
from server.pinned import Pinned
from server.policy.accounts.errors import NoPages
from server.policy.accounts.invitations import address_of, invite
from server.policy.accounts.organisations import set_sign_in
from server.policy.accounts.settings import issuers_client, staff_world
from server.policy.accounts.world import StaffWorld
from server.policy.settings import Settings
from server.policy.world import World
from server.settings import read_settings

_T = TypeVar("_T")
commands = typer.Typer(help="Let people in who work with the pages of the policy zone.", no_args_is_help=True)
Config = Annotated[Path, typer.Option(help="The policy zone's settings, a TOML file: policy.toml.", exists=True)]


@commands.command("invite")
def invite_people(
    people: Annotated[list[str], typer.Argument(help="Their names, as the directory or the policy in force has them.")],
    config: Config,
) -> None:
    """Make links that work once, within 24 hours, for people who cannot sign in yet: one a line, in this order."""

    async def work(world: StaffWorld) -> list[str]:
        for one in people:
            world.person(one)
        return [address_of(world, await invite(world, one)) for one in people]

    for link in _run(config, work):
        typer.echo(link)
    typer.echo("Whoever has such a link is taken for them. Give it from hand to hand.", err=True)


@commands.command("organisation")
def set_organisation(
    name: Annotated[str, typer.Argument(help="The organisation, as the policy in force writes it.")],
    issuer: Annotated[str, typer.Option(help="Its sign-in's issuer (OpenID Connect), such as https://id.example.org.")],
    client_id: Annotated[str, typer.Option(help="What that sign-in knows this zone by.")],
    config: Config,
) -> None:
    """Let people of an organisation sign in by it. Its secret, if there is one, goes into a file (policy.toml)."""
    _run(config, lambda world: set_sign_in(world.database, name, issuer, client_id))
    typer.echo("It is kept. Whoever is invited can bind it to their account.", err=True)


def _run(config: Path, work: Callable[[StaffWorld], Awaitable[_T]]) -> _T:
    settings = read_settings(Settings, config, os.environ)
    if settings.pages is None:
        raise NoPages

    async def run(pages: str) -> _T:
        engine = open_engine(settings.database_url, connections=1)
        try:
            async with issuers_client() as client:
                return await work(staff_world(_world(settings, engine, client), pages, None, client))
        finally:
            await engine.dispose()

    with plain_database_errors():
        return asyncio.run(run(settings.pages))


def _world(settings: Settings, engine: AsyncEngine, client: httpx.AsyncClient) -> World:
    pinned = Pinned(settings.pinned, time.time)
    return World(
        clock=time.time,
        random=system_random,
        pinned=pinned,
        database=engine,
        ledger=client,
        access=AccessInForce(pinned),
        incoming=settings.incoming,
        authorities=(),
    )
