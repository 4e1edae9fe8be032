"""The folder of a batch of cards: `codes.txt`, which is secret, and `card-list.cbor`, for the vault.

The codes stand in clear text, since whoever prints them needs them so; they stay in a folder that only its owner can
read, and only until they are printed (docs/decisions/0030-card-sheets.md).
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from clients.durable_file import read_at_most, write_durably
from clients.founder.errors import AlreadyThere, NotUsable
from clients.founder.keys import checked_name
from protocol.cards import MAX_BATCH, CardCode, CardList, new_batch, period_key
from protocol.errors import ProtocolError
from protocol.primitives import Randomness, system_random

CODES, LIST = "codes.txt", "card-list.cbor"
_LINE = 30
"""Bytes of one code, and its line end."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The codes of a batch, and the list that says which they are."""

    codes: tuple[CardCode, ...] = field(repr=False)
    listed: CardList = field(repr=False)


def make_batch(folder: Path, partner: str, quarter: str, count: int, random: Randomness = system_random) -> Batch:
    """Make a new folder with a batch in it. Raises AlreadyThere, or NotUsable for a name or quarter that is none."""
    if folder.exists():
        raise AlreadyThere
    try:
        codes, listed = new_batch(checked_name(partner), quarter, count, random)
    except ValidationError:
        raise NotUsable("A quarter is written like 2026-q4.") from None
    folder.mkdir(mode=0o700, parents=True)
    write_durably(folder / CODES, "".join(f"{code.printed()}\n" for code in codes).encode())
    write_durably(folder / LIST, listed.to_bytes())
    return Batch(codes, listed)


def read_batch(folder: Path) -> Batch:
    """What make_batch made. Raises NotUsable, also where others can read the codes, or they are not the list's."""
    listed, codes = read_list(folder / LIST), _read_codes(folder / CODES)
    if tuple(sorted(period_key(code, listed.quarter).public for code in codes)) != listed.keys:
        raise NotUsable(f"{CODES} does not hold the codes of {LIST}. Make a new batch.")
    return Batch(codes, listed)


def read_list(file: Path) -> CardList:
    """Raises NotUsable."""
    try:
        return CardList.from_bytes(read_at_most(file, CardList.BOUND))
    except OSError as refused:
        raise NotUsable(f"{file.name} cannot be read: {refused.strerror}.") from None
    except ProtocolError:
        raise NotUsable(f"{file.name} is not a list of cards.") from None


def destroy_codes(folder: Path) -> None:
    """Write over the codes, and take the file away. What a disk keeps of it besides, no program can reach."""
    file = folder / CODES
    with file.open("r+b") as opened:
        opened.write(bytes(file.stat().st_size))
        opened.flush()
        os.fsync(opened.fileno())
    file.unlink()


def _read_codes(file: Path) -> tuple[CardCode, ...]:
    try:
        if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise NotUsable(f"{file.name} can be read by others: who could see it may have every code of it.")
        text = read_at_most(file, MAX_BATCH * _LINE).decode("ascii")
        return tuple(CardCode(line) for line in text.splitlines())
    except FileNotFoundError:
        raise NotUsable(f"There is no {file.name} here. If it was destroyed, make a new batch.") from None
    except (OSError, UnicodeDecodeError, ProtocolError):
        raise NotUsable(f"{file.name} cannot be used.") from None
