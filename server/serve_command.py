"""`leeward serve`; and alone, as `python -m server.serve_command`: then the process knows no zone but its own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from clients.plain_endings import plain_endings
from protocol.errors import ProtocolError
from server.app import IN_THE_CLEAR, CannotServe, Zone
from server.app import serve as serve_zone
from server.database import DatabaseError
from server.memory import begin_again_wiping
from server.settings import SettingsError

_MODULE = "server.serve_command"


def serve(
    zone: Annotated[Zone, typer.Argument(help="Which zone to serve. One process serves one.")],
    config: Annotated[Path | None, typer.Option(help="Its settings, a TOML file.", exists=True)] = None,
) -> None:
    """Serve one zone until it is told to stop. It says once when it is up, and where."""
    if zone in IN_THE_CLEAR:
        begin_again_wiping(_MODULE, zone, *([] if config is None else ["--config", str(config)]))
    serve_zone(zone, config, os.environ, up=lambda url: typer.echo(f"{zone} is up at {url}", err=True))


def main() -> None:
    """As `leeward serve` ends: with one plain sentence where something is wrong."""
    with plain_endings(CannotServe, DatabaseError, ProtocolError, SettingsError):
        typer.run(serve)


if __name__ == "__main__":
    main()
