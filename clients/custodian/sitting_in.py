"""A mandate for whoever sits in: signed here, brought to the vault, ended there. SPEC 15.7.

It lends nothing: the substitute opens shares with the seat's sealing key (lending.py). So a mandate that ended keeps
answers out; whoever should not have that key any more has the seat handed over.
"""

from __future__ import annotations

from pydantic import ValidationError

from clients.custodian.errors import NotAMandate
from clients.custodian.memory import begin_memory
from clients.custodian.to_vault import Doors, end_mandate, fetch_directory, fetch_mandates, send_mandate
from clients.key_file import PersonKeys
from clients.trusted import Trusted
from protocol.directory import NoSuchCompartment
from protocol.mandates import Mandate, NoMandate, SignedMandate, check_mandate, sign_mandate
from protocol.primitives import Randomness, system_random


def give_mandate(  # noqa: PLR0913, PLR0917 - what stands in one
    doors: Doors,
    keys: PersonKeys,
    trusted: Trusted,
    compartment: str,
    substitute: str,
    days: tuple[int, int],
    today: int,
    random: Randomness = system_random,
) -> SignedMandate:
    """Sign a mandate, hold it against the newest directory, and bring it to the vault.

    Raises NotAMandate, CannotReach, VaultSaysNo, or what recall raises and what a directory is refused for.
    """
    begin_memory(trusted.folder / "memory.cbor", begun=trusted.begun)
    trusted.take_directory(fetch_directory(doors), today)
    try:
        made = Mandate(
            compartment=compartment,
            custodian=keys.name,
            substitute=substitute,
            begins=days[0],
            ends=days[1],
            nonce=random(32),
        )
        signed = sign_mandate(made, keys.sign_key)
        check_mandate(signed, trusted.directory.compartment(compartment), trusted.directory)
    except (ValidationError, NoMandate, NoSuchCompartment):
        raise NotAMandate from None
    send_mandate(doors, signed)
    return signed


def given_mandates(doors: Doors, compartment: str) -> list[tuple[str, Mandate]]:
    """Number and content of each that stands or is to come, as the vault has it."""
    return [(one.id().hex(), Mandate.from_bytes(one.body)) for one in fetch_mandates(doors, compartment)]


def take_back(doors: Doors, compartment: str, number: str) -> Mandate:
    """End the one whose number begins so. Raises NotAMandate unless it is exactly one."""
    found = [(whole, made) for whole, made in given_mandates(doors, compartment) if whole.startswith(number.lower())]
    if len(found) != 1 or len(number) < 4:
        raise NotAMandate
    end_mandate(doors, compartment, bytes.fromhex(found[0][0]))
    return found[0][1]
