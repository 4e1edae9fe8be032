"""Bring a custodian's keys to the page: a file, and the code that opens it. SPEC 15.8.

The page goes on from what this tool trusts and remembers, so that nothing is forgotten on the way. From then on each of
the two counts a quota of its own: whoever uses both may approve twice as much. So use one of them.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from clients.custodian.errors import NotAnAddress
from clients.custodian.memory import Memory
from clients.durable_file import read_at_most, write_new
from clients.key_file import FileExists, PersonKeys
from clients.trusted import Trusted
from protocol.carried_keys import CarriedKeys, seal_carried
from protocol.directory import SignedDirectory
from protocol.orders import OrderBook
from protocol.policy import SignedPolicy
from protocol.primitives import Randomness, system_random


def carry(
    file: Path,
    keys: PersonKeys,
    trusted: Trusted,
    memory: Memory,
    addresses: dict[str, str],
    random: Randomness = system_random,
) -> str:
    """Write the file, and return the code: 42 digits in groups of three, kept nowhere.

    Raises NotAnAddress, FileExists or OSError.
    """
    try:
        carried = CarriedKeys(
            custodian=keys.name,
            seal_seed=keys.seal_key.seed(),
            sign_seed=keys.sign_key.seed(),
            roots=trusted.roots_in_force,
            vault=addresses["vault"],
            policy=addresses["policy"],
            ledger=addresses["ledger"],
            intake=addresses["intake"],
            signed_directory=_paper(trusted.folder / "directory.cbor", SignedDirectory.BOUND),
            signed_policy=_paper(trusted.folder / "policy.cbor", SignedPolicy.BOUND),
            orders=_paper(trusted.folder / "orders.cbor", OrderBook.BOUND),
            memory=memory.to_bytes(),
        )
    except ValidationError:
        # All else was checked when it came; a page needs addresses as a browser writes them.
        raise NotAnAddress from None
    sealed, code = seal_carried(carried, random)
    try:
        write_new(file, sealed.to_bytes())
    except FileExistsError:
        raise FileExists from None
    return code


def _paper(file: Path, bound: int) -> bytes | None:
    """As it was trusted; `Trusted.open` has looked at it."""
    return read_at_most(file, bound) if file.exists() else None
