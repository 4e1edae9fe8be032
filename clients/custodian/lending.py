"""The seat's sealing key, lent to a substitute in a file and kept there as it came: sealed to their own. SPEC 15.7.

What is kept needs no second seal: only the substitute's own key opens it, and that one lies under their passphrase.
"""

from __future__ import annotations

from pathlib import Path

from clients.custodian.chairs import as_listed
from clients.custodian.errors import NoSeat, NotASubstitute, NotBorrowed, NotLentToYou
from clients.custodian.memory import begin_memory
from clients.custodian.to_vault import Doors, fetch_directory, fetch_orders
from clients.durable_file import read_at_most, write_durably, write_new
from clients.key_file import FileExists, PersonKeys
from clients.trusted import Trusted
from protocol.errors import CannotOpen, ProtocolError
from protocol.lent_keys import LentKey, NotASeatsKey, lend, open_lent, seats_of
from protocol.orders import TargetKind

KEPT = "borrowed"
"""The folder beside a substitute's key."""


def lend_to(
    file: Path, doors: Doors, keys: PersonKeys, trusted: Trusted, substitute: str, today: int
) -> tuple[str, ...]:
    """Write a file that only this substitute opens; returns the compartments in which that key opens shares.

    Raises NoSeat, NotASubstitute, FileExists, OSError, CannotReach, VaultSaysNo, or what a directory is refused for.
    """
    begin_memory(trusted.folder / "memory.cbor", begun=trusted.begun)
    trusted.take_directory(fetch_directory(doors), today)
    seats = seats_of(keys.name, keys.seal_key, trusted.directory)
    if not seats:
        raise NoSeat
    trusted.take_orders(fetch_orders(doors))
    listed = trusted.directory.contents.substitutes
    found = [one for one in listed if (one.substitute, one.custodian) == (substitute, keys.name)]
    if not found or trusted.standing.suspended(TargetKind.PERSON, substitute):
        raise NotASubstitute
    try:
        write_new(file, lend(keys.seal_key, found[0]).to_bytes())
    except FileExistsError:
        raise FileExists from None
    return tuple(compartment.name for compartment, _ in seats)


def borrow(file: Path, doors: Doors, keys: PersonKeys, trusted: Trusted, today: int) -> tuple[str, tuple[str, ...]]:
    """Keep what was lent; returns whose key it is, and the compartments in which it opens shares.

    Raises NoSeat where the directory does not list this substitute with these keys, NotLentToYou, OSError, CannotReach,
    VaultSaysNo, or what a directory is refused for.
    """
    begin_memory(trusted.folder / "memory.cbor", begun=trusted.begun)
    trusted.take_directory(fetch_directory(doors), today)
    as_listed(trusted.directory, keys)
    try:
        lent = LentKey.from_bytes(read_at_most(file, LentKey.BOUND))
    except ProtocolError:
        raise NotLentToYou from None
    if lent.substitute != keys.name:
        raise NotLentToYou
    try:
        opened = open_lent(lent, keys.seal_key, trusted.directory)
    except (CannotOpen, NotASeatsKey):
        raise NotLentToYou from None
    kept = trusted.folder / KEPT
    kept.mkdir(mode=0o700, exist_ok=True)
    write_durably(_place(trusted.folder, lent.custodian), lent.to_bytes())
    seats = seats_of(lent.custodian, opened, trusted.directory)
    return lent.custodian, tuple(compartment.name for compartment, _ in seats)


def kept_keys(folder: Path) -> tuple[LentKey, ...]:
    """What was borrowed, still sealed. Raises Malformed, TooLarge or OSError."""
    files = sorted((folder / KEPT).glob("*.cbor"))
    return tuple(LentKey.from_bytes(read_at_most(file, LentKey.BOUND)) for file in files)


def give_back(folder: Path, custodian: str) -> None:
    """Remove what was borrowed of a custodian. Raises NotBorrowed or OSError."""
    if custodian not in {one.custodian for one in kept_keys(folder)}:
        raise NotBorrowed
    _place(folder, custodian).unlink()


def _place(folder: Path, custodian: str) -> Path:
    return folder / KEPT / f"{custodian}.cbor"
