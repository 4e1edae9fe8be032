"""`leeward database …`: what an operator types to make the zones' databases and to bring them up to date."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from server.database import plain_database_errors
from server.durable_file import sync
from server.postgres_folders import make_folder, write_secret
from server.settings import read_database_url
from server.zone_databases import RUNTIME_ROLES, migrate, prepare_databases

commands = typer.Typer(help="Make the zones' databases and bring them up to date.", no_args_is_help=True)

AdministratorFile = Annotated[
    Path,
    typer.Option(
        "--administrator", help="A file with the URL of a superuser: postgresql://…", exists=True, dir_okay=False
    ),
]
IntoFolder = Annotated[Path, typer.Option("--into", help="The folder for one URL file a role.")]


def _known(zone: str) -> str:
    if zone not in RUNTIME_ROLES:
        raise typer.BadParameter(f"say one of {', '.join(RUNTIME_ROLES)}")
    return zone


ZoneName = Annotated[str, typer.Argument(callback=_known, help=f"One of {', '.join(RUNTIME_ROLES)}.")]


def _all_known(zones: list[str] | None) -> list[str]:
    return [_known(zone) for zone in zones or RUNTIME_ROLES]


Zones = Annotated[
    list[str] | None,
    typer.Option(
        "--zone", callback=_all_known, help="Only this zone, where a cluster is its own; once each. Without it, all."
    ),
]


@commands.command()
def prepare(administrator: AdministratorFile, into: IntoFolder, zone: Zones = None) -> None:
    """Make zones' databases and roles, migrate them, and write each role's URL, with a new password, to a file."""
    url = read_database_url(administrator)
    make_folder(into, 0o700, None)
    with plain_database_errors():
        made = asyncio.run(prepare_databases(url, zone or ()))
    for name, roles in made.items():
        for role, url in roles.items():
            write_secret(into / f"{role}.url", url, None)
        sync(into)
        typer.echo(f"{name}: ready for {', '.join(roles)}")


@commands.command("migrate")
def migrate_one(zone: ZoneName, administrator: AdministratorFile) -> None:
    """Bring one zone's database, the one that the administrator's URL names, to its newest revision."""
    with plain_database_errors():
        asyncio.run(migrate(zone, read_database_url(administrator)))
    typer.echo(f"{zone}: up to date")
