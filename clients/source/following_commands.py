"""What follows a report: `leeward checkin`, and `leeward consent` (consent_commands.py). SPEC 13.7.

What is read is shown before the vault is told that it was seen. What cannot be shown yet is not said to be.
"""

from __future__ import annotations

import sys
import time
from typing import Annotated

import typer

from clients.option_groups import spread_groups
from clients.source.consent_commands import consent
from clients.source.mailbox import everything, news
from clients.source.screen import screen
from clients.source.visit import fetch, post
from clients.source.way import Way
from clients.source.words import PartOfThem
from protocol.ids import day_of

All = Annotated[bool, typer.Option("--all", help="Say all that is known of it, also where nothing is new.")]
Keep = Annotated[bool, typer.Option("--keep", help="Leave an answer that you have read, to read it again.")]
LetGo = Annotated[bool, typer.Option("--let-go", help="Let an answer go that cannot be shown.")]


@spread_groups
def checkin(way: Way, which: PartOfThem, all_: All = False, keep: Keep = False, let_go: LetGo = False) -> None:
    """See whether somebody answered you, and what your consent needs. Wrong words look like right ones without news."""
    door, directory = way.reached()
    part, today = which.part(), day_of(time.time())
    seen = fetch(door, directory, part)
    for line in (*(everything(seen, directory, today) if all_ else ()), *news(seen, today)):
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
    stays = seen is not None and seen.unknown_desk and not let_go
    post(door, directory, seen, keep=keep or stays)
    screen.print("Checked in. If nothing stands above, nothing is new.")


COMMANDS = (checkin, consent)
"""What `leeward` takes into its own command line, beside those of cli.py."""
