"""`leeward witness`: co-sign the log on a schedule, as long as it only grows (SPEC 14.7)."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from clients.key_file import KeyFileError
from clients.machine_key import read_sign_key
from clients.plain_endings import plain_endings
from clients.to_intake import Intake, IntakeDoorError
from clients.trusted import Trusted
from clients.witness.errors import Alarm, WitnessError
from clients.witness.settings import Settings, read_settings
from clients.witness.to_ledger import Ledger
from clients.witness.visiting import Watch, newest_seen
from protocol.checkpoint import Checkpoint
from protocol.errors import ProtocolError
from protocol.ids import day_of

ALARMED = 3
"""The exit status of an alarm: a person has to look before this witness goes on. Anything else that is wrong is 1."""

witness = typer.Typer(help="Co-sign the log on a schedule, as long as it only grows.", no_args_is_help=True)
_Config = Annotated[Path, typer.Option("--config", help="The settings file (TOML).", exists=True)]


@witness.command("begin")
def begin(config: _Config) -> None:
    """On the first day: remember what the log shows now. Compare what is printed with other witnesses."""
    head = watch_of(read_settings(config)).begin().head
    typer.echo(f"Begun with {_told(head)}. Compare this with other witnesses, then type: leeward witness run")


@witness.command("once")
def once(config: _Config) -> None:
    """One visit: check that the log only grew, and co-sign it. Status 3 where a person has to look."""
    watch = watch_of(read_settings(config))
    try:
        typer.echo(f"Co-signed {_told(watch.visit().head)}.")
    except Alarm as alarm:
        _alarm(alarm)


@witness.command("run")
def run(config: _Config) -> None:
    """Co-sign at every moment of the schedule until told to stop; end with status 3 where a person has to look."""
    settings = read_settings(config)
    watch = watch_of(settings)
    try:
        newest_seen(settings.folder)  # whoever types it is told at once, and not at the first moment of the schedule
        keep_watch(watch, settings.every, lambda words: typer.echo(words, err=True))
    except Alarm as alarm:
        _alarm(alarm)


@witness.command("status")
def status(
    config: _Config, as_json: Annotated[bool, typer.Option("--json", help="Print JSON for another program.")] = False
) -> None:
    """What was co-signed last, and whether somebody has to look. Asks nobody. Status 3 where somebody has to."""
    folder = read_settings(config).folder
    try:
        seen, head, kept = newest_seen(folder)
    except Alarm as alarm:
        _alarm(alarm)
    if as_json:
        plain = {"size": head.size, "root": head.root.hex(), "at": seen.at, "kept": [one.name for one in kept]}
        sys.stdout.write(json.dumps(plain) + "\n")
    else:
        typer.echo(f"Co-signed last: {_told(head)}, at {datetime.fromtimestamp(seen.at, UTC):%Y-%m-%d %H:%M:%S} UTC.")
        for one in kept:
            typer.echo(f"Nothing is co-signed until somebody has looked at {one.name}.", err=True)
    if kept:
        raise typer.Exit(ALARMED)


def keep_watch(
    watch: Watch, every: int, say: Callable[[str], None], pause: Callable[[float], None] = time.sleep
) -> NoReturn:
    """Visit at each moment that the schedule divides. Says what changes, not what stays. Raises Alarm."""
    last = ""
    while True:
        now = watch.clock()
        pause(every - now % every)
        words = _visited(watch)
        if words != last:
            say(words)
        last = words


def _visited(watch: Watch) -> str:
    try:
        watch.visit()
    except Alarm:
        raise
    except (WitnessError, ProtocolError) as why:
        return str(why)
    except OSError as why:
        return f"A file cannot be used here: {why.strerror or 'the system did not say why'}."
    return "Co-signed; the log only grew."


def watch_of(settings: Settings) -> Watch:
    """The witness of these settings, at this machine's clock. Raises a WitnessError, KeyFileError or ProtocolError."""
    intake = Intake(settings.intake, settings.proxy) if settings.intake else None
    return Watch(
        name=settings.name,
        key=read_sign_key(settings.sign_key),
        folder=settings.folder,
        trusted=Trusted.open(settings.folder, day_of(time.time())),
        ledger=Ledger(settings.ledger, settings.proxy),
        clock=time.time,
        intake=intake,
    )


def _told(head: Checkpoint) -> str:
    return f"{head.size} leaves, root {head.root.hex()[:16]}"


def _alarm(alarm: Alarm) -> NoReturn:
    typer.secho(str(alarm), err=True, fg=typer.colors.RED, bold=True)
    raise typer.Exit(ALARMED)


def main() -> None:
    """A witness without the rest of `leeward`: every error is one plain sentence and exit status 1."""
    with plain_endings(IntakeDoorError, KeyFileError, ProtocolError, WitnessError):
        witness()


if __name__ == "__main__":
    main()
