"""`leeward ledger verify`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from clients.auditor.log_check import verify_log
from protocol.directory import RootSet, SignedDirectory, trust
from protocol.ids import day_of

ledger = typer.Typer(help="Check the log.", no_args_is_help=True)
_screen = Console(stderr=True, highlight=False)


@ledger.callback()
def _group() -> None:
    """Check the log."""


@ledger.command()
def verify(
    url: Annotated[str, typer.Argument(help="Address of the log.")],
    roots: Annotated[Path, typer.Option(help="The roots file that came with this program.", exists=True)],
    directory: Annotated[Path, typer.Option(help="The signed directory, as a file.", exists=True)],
    memory: Annotated[
        Path | None, typer.Option(help="Remember the newest checkpoint here, and hold the next one against it.")
    ] = None,
) -> None:
    """Download the whole log, compute its root anew, and hold it against what was seen before."""
    roots_held = RootSet.from_bytes(roots.read_bytes())
    trusted = trust(SignedDirectory.from_bytes(directory.read_bytes()), roots_held, day_of(time.time()))
    with Progress(console=_screen, transient=True) as bar:
        task = bar.add_task("Reading the log", total=None)
        size = verify_log(url, trusted, memory, lambda done, total: bar.update(task, completed=done, total=total))
    said = "The log holds" + ("" if memory is None else ", and continues what was seen before")
    typer.echo(f"{said}: {size} leaves.")
