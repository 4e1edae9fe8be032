"""`leeward ledger verify`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from clients.auditor.comparing import Agreement, agree, read_brought
from clients.auditor.log_check import Log, verify_log
from clients.paper_files import read_directory, read_roots
from protocol.directory import trust
from protocol.ids import day_of

ledger = typer.Typer(help="Check the log.", no_args_is_help=True)
DISAGREE = 3
_WORST_FIRST = (Agreement.TWO, Agreement.UNPROVED, Agreement.UNKNOWN, Agreement.ONE)
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
    needed = trusted.contents.witnesses_needed
    said = "The log holds" + (", and continues what was seen before" if seen_before else "")
    seen_by = f"{needed} witnesses or more have co-signed it" if needed else "The directory asks for no witness"
    typer.echo(f"{seen_by}.")
    typer.echo(f"{said}: {size} leaves.")


@ledger.command()
def compare(
    note: Annotated[list[Path], typer.Argument(help="Files with notes of the log: checkpoints, log-conflict files.")],
    roots: Annotated[Path, typer.Option(help="The roots file that came with this program.", exists=True)],
    directory: Annotated[Path, typer.Option(help="The signed directory, as a file.", exists=True)],
    url: Annotated[str | None, typer.Option(help="Address of the log, to ask it for a proof.")] = None,
) -> None:
    """Can these notes be of one log? Status 3 where they prove that they cannot, or the log has no proof."""
    trusted = trust(read_directory(directory), read_roots(roots), day_of(time.time()))
    brought = read_brought(note, trusted)
    for one in brought:
        by = ", ".join(one.witnesses) or "nobody"
        typer.echo(f"{one.head.size} leaves, root {one.head.root.hex()[:16]}, co-signed by {by}")
    found = [agreement for _, _, agreement in agree(brought, Log(url) if url else None)] or [Agreement.ONE]
    worst = next(one for one in _WORST_FIRST if one in found)
    typer.echo(worst.value)
    if worst is not Agreement.ONE:
        raise typer.Exit(1 if worst is Agreement.UNKNOWN else DISAGREE)
