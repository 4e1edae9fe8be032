"""A source's commands: `leeward report`, `seal`, `send`, `withdraw`, `inspect`.

`checkin` is in following_commands.py, `consent` in consent_commands.py.

Everything is sealed on this machine before a byte leaves it. Nothing is kept here but what you save yourself. What
would identify you is read from files or typed, never given as an argument, where other programs could see it.
"""

from __future__ import annotations

import json
import secrets
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from clients.durable_file import write_new
from clients.option_groups import spread_groups
from clients.paper_files import read_directory, read_roots
from clients.source.errors import NotUsable
from clients.source.given_files import read_given
from clients.source.reporting import SealedFile, bundle, unbundle, withdrawal_posts
from clients.source.screen import screen, working
from clients.source.sending import Pause, saying_what_to_do_next, send_all
from clients.source.way import Roots, Way
from clients.source.words import Words
from clients.source.writing import Writing
from clients.to_intake import MAILBOX_BUCKETS
from protocol.directory import trust
from protocol.errors import ProtocolError
from protocol.ids import FILES_OF_A_REPORT, day_of
from protocol.sealing import SealedPart

Files = Annotated[
    int,
    typer.Option(
        help="How many files went with the report: each is taken back by a post of its own.",
        min=0,
        max=FILES_OF_A_REPORT,
    ),
]


@spread_groups
def report(way: Way, writing: Writing, pause: Pause = 20.0) -> None:
    """Seal a report on this machine, show the words that let you follow it or take it back, and send it."""
    door, directory = way.reached()
    sealed, receipt = writing.sealed(directory)
    # Before it is sent: if the line breaks after one part arrived, these words are what takes that part back.
    writing.say_receipt(receipt)
    with saying_what_to_do_next(given=writing.receipt is not None):
        send_all(door, sealed, directory, pause)


@spread_groups
def seal(
    directory: Annotated[Path, typer.Option(help="The signed directory, as a file.", exists=True)],
    roots: Roots,
    out: Annotated[Path, typer.Option(help="Where the sealed report goes.")],
    writing: Writing,
) -> None:
    """Seal a report into a file, without any network. `leeward send` sends it from anywhere."""
    if out.exists():
        raise NotUsable("There is a file of that name already. It was left as it is.")
    sealed, receipt = writing.sealed(trust(read_directory(directory), read_roots(roots), day_of(time.time())))
    try:
        write_new(out, bundle(sealed))
    except OSError as refused:
        raise NotUsable(f"The sealed report cannot be written there: {refused.strerror}.") from None
    screen.print(f"Sealed into {out}. Nobody on the way can read it; you cannot either.", soft_wrap=True)
    writing.say_receipt(receipt)


@spread_groups
def send(
    sealed: Annotated[Path, typer.Argument(help="A file that `leeward seal` made.", exists=True)],
    way: Way,
    pause: Pause = 20.0,
) -> None:
    """Send a sealed report. Sending it twice does no harm: it is kept once."""
    door, directory = way.reached()
    send_all(door, unbundle(read_given(sealed, SealedFile.BOUND)), directory, pause)


@spread_groups
def withdraw(way: Way, words: Words, files: Files = 0) -> None:
    """Take a report back with its words. Future uses stop; copies that are already out stay out."""
    door, directory = way.reached()
    posts = withdrawal_posts(words.read(), words.index, directory, day_of(time.time()), files)
    with working("Sending …") as turn:
        for post in secrets.SystemRandom().sample(posts, len(posts)):
            door.send_post(post, secrets.randbelow(MAILBOX_BUCKETS), directory, turn)
    # The same words whether or not there is such a report: a wrong code must look like a right one.
    screen.print("Sent. If these words belong to a report, it is taken back when the vault next collects.")
    if not files:
        screen.print("Files that went with it are taken back with --files, and how many there were.")


def inspect(file: Annotated[Path, typer.Argument(help="A sealed report or sealed part.", exists=True)]) -> None:
    """Show what everyone on the way can see of a sealed report: never what it says."""
    raw = read_given(file, SealedFile.BOUND)
    try:
        parts = [SealedPart.from_bytes(raw)]
    except ProtocolError:
        parts = list(unbundle(raw).parts)
    sys.stdout.write(json.dumps([_visible(part) for part in parts], indent=2) + "\n")


def _visible(part: SealedPart) -> dict[str, object]:
    header = part.header
    return {
        "part": part.id().hex(),
        "compartment": header.compartment,
        "directory": header.directory.hex(),
        "epoch": header.epoch,
        "quorum": f"{header.needed} of {len(header.commitments)}",
        "desks": len(part.desks),
        "size_class": header.size_class,
        "payload_bytes": len(part.payload),
        "control_bytes": len(part.control),
        "all_bytes": len(part.to_bytes()),
    }


COMMANDS = (report, seal, send, withdraw, inspect)
"""What `leeward` takes into its own command line."""
