"""`leeward ledger verify`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from clients.auditor.log_check import verify_log
from clients.paper_files import read_directory, read_roots
from protocol.directory import trust
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
    trusted = trust(read_directory(directory), read_roots(roots), day_of(time.time()))
    seen_before = memory is not None and memory.exists()
    with Progress(console=_screen, transient=True) as bar:
        task = bar.add_task("Reading the log", total=None)
        size = verify_log(url, trusted, memory, lambda done, total: bar.update(task, completed=done, total=total))
    said = "The log holds" + (", and continues what was seen before" if seen_before else "")
    typer.echo(f"{said}: {size} leaves.")
