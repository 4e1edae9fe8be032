"""`leeward doctor vault --config vault.toml`: what this installation keeps of the promises, one line a check."""

from __future__ import annotations

import asyncio
import json
import os
import time
from pathlib import Path
from typing import Annotated

import typer

from server.app import Zone, cleans_documents_of, room_faults_of, settings_of
from server.doctor.examination import examine


def doctor(
    zone: Annotated[Zone, typer.Argument(help="Whose machine this is.")],
    config: Annotated[Path | None, typer.Option(help="The zone's settings, as `leeward serve` takes them.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON: findings, and what cannot be checked.")] = False,
) -> None:
    """Check this zone and this machine against each promise that can be checked, and say which cannot.

    Changes nothing; takes some ten seconds at most. Run it as the user the zone runs as, before the zone first starts,
    after each change, and once a day. Exit status 0 only if nothing is bad.
    """
    faults, cleans = room_faults_of(zone), cleans_documents_of(zone)
    report = asyncio.run(examine(zone.value, settings_of(zone), config, os.environ, time.time, faults, cleans))
    if as_json:
        typer.echo(json.dumps(report.as_data()))
    else:
        for line in report.as_lines():
            typer.echo(line)
    if not report.is_well:
        raise typer.Exit(1)
