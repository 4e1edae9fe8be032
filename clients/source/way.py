"""The way to intake, as a source names it: where it is, through what, and what it is held against.

Nothing is kept on this machine unless its user names a file for it (`--memory`): then the log's head is, and whatever
intake shows that contradicts it stops the command before anything is sealed or sent (SPEC 14.9).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from clients.head_memory import Contradicted, HeadMemoryError, Held, hold
from clients.kept_notes import kept_files
from clients.paper_files import read_directory, read_roots
from clients.source.errors import HeadNotHeld, LogLied, NothingToCompare
from clients.source.screen import screen, working
from clients.to_intake import Intake, IntakeRefused
from protocol.directory import SignedDirectory, TrustedDirectory, trust, trust_again
from protocol.errors import ProtocolError
from protocol.ids import day_of

Roots = Annotated[Path, typer.Option(help="The roots file that came with this program.", exists=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Options of every command that speaks with intake."""

    intake: Annotated[str, typer.Option(help="Address of intake; an .onion address needs --proxy.")]
    roots: Roots
    proxy: Annotated[str | None, typer.Option(help="For Tor: socks5h://127.0.0.1:9050 (9150 for Tor Browser).")] = None
    newest: Annotated[
        Path | None, typer.Option(help="The newest directory you were given: an older one is refused.", exists=True)
    ] = None
    memory: Annotated[
        Path | None,
        typer.Option(
            help="Remember the log's head here, and hold the next one against it. `leeward ledger verify --memory` "
            "takes the same file. Whoever finds it sees that this program was used, and on which day; "
            "whoever holds intake, too, sees which visit it came from."
        ),
    ] = None

    def reached(self) -> tuple[Intake, TrustedDirectory]:
        """Intake, and the directory that it gave; with a memory, only if the log's head does not contradict it.

        Raises IntakeDoorError or DirectoryRefused; NothingToCompare, HeadNotHeld or LogLied.
        """
        door = Intake(self.intake, self.proxy, more_work=_say_more_work)
        pinned, today = read_roots(self.roots), day_of(time.time())
        # No directory is kept on this machine, so what to hold it against is a file that somebody handed over.
        known = trust_again(read_directory(self.newest), pinned, today) if self.newest else None
        with working("Fetching the directory …"):
            directory = trust(SignedDirectory.from_bytes(door.fetch_directory()), pinned, today, known)
        if self.memory is not None:
            _say_held(_hold_head(door, self.memory, directory))
        return door, directory


def _hold_head(door: Intake, memory: Path, directory: TrustedDirectory) -> Held:
    if kept := kept_files(memory.parent):
        raise LogLied(
            f"Nothing was sent. {kept[0].name}, beside the file of what was seen before, shows that the log or "
            "its witnesses lied. Show it to everyone, and put it away once people have decided."
        )
    try:
        with working("Fetching the log's head …"):
            return hold(memory, door.fetch_checkpoint(), directory, time.time())
    except (IntakeRefused, ProtocolError):
        raise NothingToCompare from None
    except Contradicted as lie:
        raise LogLied(f"Nothing was sent. {lie}") from None
    except HeadMemoryError as refused:
        raise HeadNotHeld(f"Nothing was sent. {refused}") from None


def _say_held(held: Held) -> None:
    if held is Held.BEGUN:
        screen.print("Nothing was remembered there. From now on the log's head is.")
    if held is Held.OLDER:
        screen.print(
            "Intake shows an older head of the log than before. It may be late only. If that stays, tell others."
        )


def _say_more_work() -> None:
    screen.print("Intake is very busy and asks for more work than usual. On a slow machine that takes minutes.")
