"""The way to intake, as a source names it: where it is, through what, and what its directory is held against."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from clients.paper_files import read_directory, read_roots
from clients.source.screen import screen, working
from clients.to_intake import Intake
from protocol.directory import SignedDirectory, TrustedDirectory, trust, trust_again
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

    def reached(self) -> tuple[Intake, TrustedDirectory]:
        """Intake, and the directory that it gave. Raises IntakeDoorError, or DirectoryRefused."""
        door = Intake(self.intake, self.proxy, more_work=_say_more_work)
        pinned, today = read_roots(self.roots), day_of(time.time())
        # Nothing is kept on this machine, so what to hold it against is a file that somebody handed over.
        known = trust_again(read_directory(self.newest), pinned, today) if self.newest else None
        with working("Fetching the directory …"):
            return door, trust(SignedDirectory.from_bytes(door.fetch_directory()), pinned, today, known)


def _say_more_work() -> None:
    screen.print("Intake is very busy and asks for more work than usual. On a slow machine that takes minutes.")
