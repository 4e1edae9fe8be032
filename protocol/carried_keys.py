"""Keys on their way to a page, in a file that a code opens once: a custodian's (SPEC 15.8), an administrator's (17.8).

The code is 16 random bytes, so a key follows from it by HKDF alone; it is shown once, written as the digits of a
receipt (SPEC 7.3), and goes another way than the file. Whoever has both has the seat, or signs as the administrator.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from protocol.digits import grouped, with_check_digits, without_check_digits
from protocol.directory import SignedDirectory
from protocol.encoding import Code, Hash, Message, Purpose, encode
from protocol.errors import CannotOpen, Malformed
from protocol.orders import OrderBook
from protocol.policy import SignedPolicy
from protocol.primitives import Randomness, hkdf, open_stream, seal_stream, system_random
from protocol.roots import RootSet

CODE_BYTES = 16
CODE_DIGITS = 42
MOST_MEMORY = 16 * 1024 * 1024
Address = Annotated[str, Field(pattern=r"^https?://[!-~]{1,248}$")]
"""Of a zone: scheme, host and port."""


class CarriedKeys(Message):
    """All that a page needs to take this seat: the keys, whom to trust, where to ask, what is remembered."""

    BOUND: ClassVar[int] = 24 * 1024 * 1024

    type: Literal["leeward/v1/carried-keys"] = "leeward/v1/carried-keys"
    custodian: Code
    seal_seed: Annotated[Hash, Field(repr=False)]
    sign_seed: Annotated[Hash, Field(repr=False)]
    roots: RootSet
    vault: Address
    policy: Address
    ledger: Address
    intake: Address
    signed_directory: Annotated[bytes, Field(max_length=SignedDirectory.BOUND)] | None
    """The newest that was trusted: nothing older is from then on."""
    signed_policy: Annotated[bytes, Field(max_length=SignedPolicy.BOUND)] | None
    orders: Annotated[bytes, Field(max_length=OrderBook.BOUND)] | None
    """What is known to be stopped: nobody brings it back by leaving an order out."""
    memory: Annotated[bytes, Field(max_length=MOST_MEMORY)]
    """Withdrawals, quota and the log's head, as the tool keeps them."""


class CarriedSigner(Message):
    """An administrator's signing key, and nothing else: a page reads what it signs from the bytes."""

    BOUND: ClassVar[int] = 256

    type: Literal["leeward/v1/carried-signer"] = "leeward/v1/carried-signer"
    administrator: Code
    sign_seed: Annotated[Hash, Field(repr=False)]


class CarriedFile(Message):
    """What is on the disk, or on a stick."""

    BOUND: ClassVar[int] = CarriedKeys.BOUND + 65_536

    type: Literal["leeward/v1/carried-file"] = "leeward/v1/carried-file"
    salt: Hash
    sealed: Annotated[bytes, Field(max_length=CarriedKeys.BOUND + 32_768)]


def seal_carried(keys: CarriedKeys | CarriedSigner, random: Randomness = system_random) -> tuple[CarriedFile, str]:
    """The file, and the code that opens it: 42 digits in groups of three, to be shown once and kept nowhere."""
    code, salt = random(CODE_BYTES), random(32)
    sealed = b"".join(seal_stream(_key(code, salt), _bound_to(salt), keys.to_bytes()))
    number = int.from_bytes(code, "big")
    return CarriedFile(salt=salt, sealed=sealed), grouped(with_check_digits(f"{number:040d}"), 3)


def open_carried(file: CarriedFile, code: str) -> CarriedKeys:
    """The reverse. Raises CannotOpen for a code that is none or another one, Malformed for contents that are none."""
    return CarriedKeys.from_bytes(_opened(file, code))


def open_carried_signer(file: CarriedFile, code: str) -> CarriedSigner:
    """The same for an administrator's. Raises CannotOpen or Malformed."""
    return CarriedSigner.from_bytes(_opened(file, code))


def _opened(file: CarriedFile, code: str) -> bytes:
    try:
        raw = int(without_check_digits(code, CODE_DIGITS)).to_bytes(CODE_BYTES, "big")
    except (Malformed, OverflowError):
        raise CannotOpen from None
    return open_stream(_key(raw, file.salt), _bound_to(file.salt), file.sealed)


def _key(code: bytes, salt: bytes) -> bytes:
    return hkdf(code, salt, Purpose.CARRIED_KEYS)


def _bound_to(salt: bytes) -> bytes:
    return encode([Purpose.CARRIED_KEYS.value, salt])
