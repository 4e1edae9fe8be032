"""`leeward ledger verify`."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from clients.auditor.comparing import Agreement, Brought, agree, proof_of, read_brought, with_shown
from clients.auditor.log_check import Log, verify_log
from clients.kept_notes import keep_notes
from clients.paper_files import read_directory, read_roots
from clients.to_intake import Intake
from protocol.directory import trust
from protocol.ids import day_of

ledger = typer.Typer(help="Check the log.", no_args_is_help=True)
DISAGREE = 3
_WORST_FIRST = (
    Agreement.TWO,
    Agreement.BACK,
    Agreement.UNPROVED,
    Agreement.UNKNOWN,
    Agreement.ALONE,
    Agreement.ONE,
)
_DISAGREEING = (Agreement.TWO, Agreement.BACK, Agreement.UNPROVED)
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
    roots: Annotated[Path, typer.Option(help="The roots file that came with this program.", exists=True)],
    directory: Annotated[Path, typer.Option(help="The signed directory, as a file.", exists=True)],
    note: Annotated[
        list[Path] | None, typer.Argument(help="Files with notes of the log: checkpoints, log-conflict files.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Address of the log, to ask it for a proof.")] = None,
    intake: Annotated[
        str | None, typer.Option(help="Address of intake, to compare what it shows to everyone too.")
    ] = None,
    proxy: Annotated[str | None, typer.Option(help="For Tor: socks5h://127.0.0.1:9050 (9150 for Tor Browser).")] = None,
) -> None:
    """Can these notes be of one log? Status 3 where they prove that they cannot, or the log has no proof."""
    files = note or []
    if not files and intake is None:
        raise typer.BadParameter("Name a file with notes of the log, or say --intake.", param_hint="NOTE")
    trusted, now = trust(read_directory(directory), read_roots(roots), day_of(time.time())), time.time()
    brought = read_brought(files, trusted, now)
    if intake is not None:
        brought = with_shown(brought, Intake(intake, proxy).fetch_checkpoint(), trusted, now)
    for one in brought:
        by = ", ".join(one.witnesses) or "nobody"
        typer.echo(f"{one.head.size} leaves, root {one.head.root.hex()[:16]}, co-signed by {by}")
    found = list(agree(brought, Log(url, proxy=proxy) if url else None))
    worst = _worst(found, sum(len(one.notes) for one in brought))
    typer.echo(worst.value)
    if intake is not None and files and worst in _DISAGREEING:
        _keep(files[0], next(proof_of(one, other) for one, other, said in found if said is worst))
    if worst is not Agreement.ONE:
        raise typer.Exit(DISAGREE if worst in _DISAGREEING else 1)


def _keep(file: Path, notes: Sequence[bytes]) -> None:
    """What intake shows is in no file yet, and it may show something else next time."""
    try:
        kept = keep_notes(file.parent, *notes)
    except OSError:
        typer.echo(f"They could not be kept beside {file.name}: make room there, and type this again.")
    else:
        typer.echo(f"They are kept in {kept.name}, beside {file.name}.")


_Found = tuple[Brought, Brought, Agreement]


def _worst(found: Sequence[_Found], notes: int) -> Agreement:
    said = {agreement for _, _, agreement in found} or {Agreement.ONE if notes > 1 else Agreement.ALONE}
    return next(one for one in _WORST_FIRST if one in said)
