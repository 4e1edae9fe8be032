"""Deterministic CBOR (RFC 8949 §4.2), decoded strictly: SPEC 2.

Rules of this file
* One value has one encoding. A decoded message is written again and compared with what came: any other
  spelling of the same value, a field nobody asked for and a trailing byte all fail that one comparison.
* Size and the number of items are checked before the decoder starts, depth and counts while it runs: input costs no
  more than its bound. An empty array is one byte as sent and seventy in memory.
* No tags, no floats' surprises, no indefinite lengths: maps with text keys, arrays, integers, text, bytes.
"""

from __future__ import annotations

import hashlib
from enum import IntEnum, StrEnum
from functools import lru_cache
from typing import Annotated, Any, ClassVar, NoReturn, Self, TypeVar

import cbor2
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from protocol.errors import Malformed, NotCanonical, TooLarge

MAX_DEPTH = 8
"""Maps and arrays within one another; the deepest message of SPEC needs six."""
MAX_ITEMS = 1_000_000
"""Values in one message that names no bound of its own: 70 MB in memory at the most."""

# Every tag cbor2 would turn into a rich value (dates, big numbers, regular expressions, shared references).
_TAGS_WITH_MEANING = (
    *range(6),
    25,
    28,
    29,
    30,
    35,
    36,
    37,
    43,
    52,
    54,
    100,
    256,
    258,
    260,
    261,
    1004,
    43000,
    55799,
)


# How a head says where its number is, and the major types whose number is so many bytes that follow.
_ONE_BYTE, _EIGHT_BYTES = 24, 27
_STRINGS = (2, 3)


class Major(IntEnum):
    """The major types that say how much follows, of those that are written piece by piece."""

    BYTES = 2
    ARRAY = 4
    MAP = 5


_Member = TypeVar("_Member", int, str)


class Purpose(StrEnum):
    """What a key, a signature or a hash is for. Each use carries its label, so that none serves another (SPEC 2.3)."""

    # hashes
    CONTEXT = "leeward/v1/context"
    SHARE_COMMITMENT = "leeward/v1/share-commitment"
    HEADER = "leeward/v1/header"
    BIND = "leeward/v1/bind"
    ENVELOPE = "leeward/v1/envelope"
    KEY_COMMITMENT = "leeward/v1/key-commitment"
    DIRECTORY_HASH = "leeward/v1/directory-hash"
    ROOTS_HASH = "leeward/v1/roots-hash"
    CONSENT_HASH = "leeward/v1/consent-hash"
    REQUEST_HASH = "leeward/v1/request-hash"
    CLEARANCE = "leeward/v1/clearance"
    POLICY_HASH = "leeward/v1/policy-hash"
    LEDGER_ENTRY = "leeward/v1/ledger-entry"
    PAGE_HASH = "leeward/v1/page-hash"
    ORDER_HASH = "leeward/v1/order-hash"
    ACCOUNT = "leeward/v1/account"
    SIGN_IN = "leeward/v1/sign-in"
    REGISTRATION = "leeward/v1/registration"
    STEP_UP = "leeward/v1/step-up"
    SUCCESSION_HASH = "leeward/v1/succession-hash"
    SUCCESSION_BATCH = "leeward/v1/succession-batch"
    MANDATE_HASH = "leeward/v1/mandate-hash"
    WORK = "leeward/v1/work"
    # signatures
    PART = "leeward/v1/part"
    CONSENT = "leeward/v1/consent"
    WITHDRAWAL = "leeward/v1/withdrawal"
    CARD = "leeward/v1/card"
    ACCEPTANCE = "leeward/v1/acceptance"
    DIRECTORY = "leeward/v1/directory"
    ROOT_CHANGE = "leeward/v1/root-change"
    POLICY = "leeward/v1/policy"
    FRESH_KEY = "leeward/v1/fresh-key"
    OPENING_REQUEST = "leeward/v1/opening-request"
    APPROVAL = "leeward/v1/approval"
    REFUSAL = "leeward/v1/refusal"
    MANDATE = "leeward/v1/mandate"
    ORDER = "leeward/v1/order"
    CLEARANCE_REQUEST = "leeward/v1/clearance-request"
    CLEARANCE_GRANT = "leeward/v1/clearance-grant"
    ATTESTATION = "leeward/v1/attestation"
    DRAFT_LETTER = "leeward/v1/draft-letter"
    DESK_PASSKEYS = "leeward/v1/desk-passkeys"
    MAILBOXES = "leeward/v1/mailboxes"
    BUCKET = "leeward/v1/bucket"
    REPLY_TO = "leeward/v1/reply-to"
    REPLY_LETTER = "leeward/v1/reply-letter"
    BACKUP = "leeward/v1/backup"
    JOURNAL = "leeward/v1/journal"
    SUCCESSION = "leeward/v1/succession"
    HANDED_OVER = "leeward/v1/handed-over"
    REPAIR_PIECES = "leeward/v1/repair-pieces"
    REPAIR_SUMS = "leeward/v1/repair-sums"
    HTTP_REQUEST = "leeward/v1/request"
    # keys and boxes
    CONTENT_KEY = "leeward/v1/content-key"
    SHARE = "leeward/v1/share"
    DESK_BOX = "leeward/v1/desk-box"
    DESK_REWRAP = "leeward/v1/desk-rewrap"
    RECOVERY_BOX = "leeward/v1/recovery-box"
    CONTROL = "leeward/v1/control"
    POST = "leeward/v1/post"
    RESEAL = "leeward/v1/reseal"
    HANDOVER = "leeward/v1/handover"
    LENT_KEY = "leeward/v1/lent-key"
    REPAIR_PIECE = "leeward/v1/repair-piece"
    REPAIR_SUM = "leeward/v1/repair-sum"
    DRAFT = "leeward/v1/draft"
    PASSKEY_BOX = "leeward/v1/passkey-box"
    NOTES = "leeward/v1/notes"
    NOTES_BOX = "leeward/v1/notes-box"
    REPLY = "leeward/v1/reply"
    SLOT = "leeward/v1/slot"
    BOX_BODY = "leeward/v1/box-body"
    PART_KEY = "leeward/v1/part-key"
    MAILBOX = "leeward/v1/mailbox"
    REPLY_KEY = "leeward/v1/reply-key"
    PERIOD_KEY = "leeward/v1/period-key"
    WEBHOOK = "leeward/v1/webhook"
    CARRIED_KEYS = "leeward/v1/carried-keys"
    KEY_FILE = "leeward/v1/key-file"


def _refuse_tag(*_: object) -> NoReturn:
    raise ValueError("tag")


_REFUSED_TAGS: dict[int, Any] = dict.fromkeys(_TAGS_WITH_MEANING, _refuse_tag)


def encode(value: object) -> bytes:
    """Write plain values (maps with text keys, arrays, int, str, bytes, bool, None) as deterministic CBOR."""
    return cbor2.dumps(value, canonical=True)


# Remembered: the parts of a pool have few sizes, and it asks for the head of each of them several times.
@lru_cache(maxsize=4096)
def head(major: Major, number: int) -> bytes:
    """What stands before so many bytes, items or pairs, 0 to 2**64 - 1, of what is written piece by piece: 1 to 9
    bytes (RFC 8949 §3)."""
    of_number = encode(number)  # the head of an integer, which is of major type 0, and all there is of it
    return bytes([of_number[0] | major << 5]) + of_number[1:]


def decode(raw: bytes, bound: int) -> Any:
    """Read one value of at most `bound` bytes.

    Raises TooLarge, Malformed or NotCanonical; none of them repeats the input.
    """
    value = _load(raw, bound, MAX_ITEMS)
    if encode(value) != raw:
        raise NotCanonical
    return value


def _load(raw: bytes, bound: int, items: int) -> Any:
    """Read one value, in any spelling: the caller must write what it made of it again, and compare."""
    if len(raw) > bound:
        raise TooLarge
    # Each item is a byte at least: what has no more bytes than it may have items is not counted.
    if len(raw) > items:
        _count_items(raw, items)
    try:
        # The comparison that follows would find most of this as well; refused here, it costs nothing more.
        return cbor2.loads(
            raw,
            max_depth=MAX_DEPTH,
            allow_indefinite=False,
            allow_duplicate_keys=False,
            strict_hashable_types=True,
            semantic_decoders=_REFUSED_TAGS,
            tag_hook=_refuse_tag,
        )
    except (cbor2.CBORError, ValueError, TypeError, OverflowError, RecursionError, UnicodeError):
        raise Malformed from None


def _count_items(raw: bytes, most: int) -> None:
    """Walk from head to head (RFC 8949 §3) and build nothing. Raises Malformed for more than `most`, or for no head."""
    at, left = 0, most
    while at < len(raw):
        left -= 1
        if left < 0:
            raise Malformed
        major, value = raw[at] >> 5, raw[at] & 31
        at += 1
        if value > _EIGHT_BYTES:
            raise Malformed
        if value >= _ONE_BYTE:
            size = 1 << (value - _ONE_BYTE)
            value, at = int.from_bytes(raw[at : at + size], "big"), at + size
        at += value if major in _STRINGS else 0


def digest(purpose: Purpose, *values: object) -> bytes:
    """SHA-256 over the CBOR array [label, values…]: 32 bytes, one purpose, no two inputs written alike (SPEC 2.3)."""
    return hashlib.sha256(encode([purpose.value, *values])).digest()


Hash = Annotated[bytes, Field(min_length=32, max_length=32)]
"""32 bytes of SHA-256, also every random id."""
Signature = Annotated[bytes, Field(min_length=64, max_length=64)]
SignPublic = Annotated[bytes, Field(min_length=32, max_length=32)]
SealPublic = Annotated[bytes, Field(min_length=1216, max_length=1216)]
Day = Annotated[int, Field(ge=0, le=100_000)]
"""Days since 1970-01-01 in UTC. No time in the protocol is finer, but for expiries of requests."""
Moment = Annotated[int, Field(ge=0, le=10_000_000_000)]
"""Seconds since 1970-01-01 in UTC; only where something must expire within hours."""
Code = Annotated[str, Field(min_length=1, max_length=48, pattern=r"^[a-z0-9][a-z0-9.\-]*$")]
"""A short name from a coded list: lower case ASCII, digits, dot and hyphen; 1 to 48."""


def sorted_set(value: tuple[_Member, ...]) -> tuple[_Member, ...]:
    """For the fields that are sets: refuse one that is not written sorted, each member once (SPEC 2.5)."""
    if list(value) != sorted(set(value)):
        raise ValueError("a set is written sorted, each member once")
    return value


class Message(BaseModel):
    """A message of the protocol: frozen, bounded, one encoding (SPEC 2.2).

    A subclass states its fields and `BOUND`, the most bytes its encoding may have; and `ITEMS`, the most values in it,
    where strangers send it or it is large.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, regex_engine="rust-regex")
    BOUND: ClassVar[int] = 4096
    ITEMS: ClassVar[int] = MAX_ITEMS

    def to_bytes(self) -> bytes:
        return encode(self.model_dump(mode="python"))

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Decode strictly. Raises TooLarge, Malformed or NotCanonical; nothing of the input is in the error."""
        value = _load(raw, cls.BOUND, cls.ITEMS)
        try:
            message = cls.model_validate(value)
        except ValidationError as wrong:
            raise Malformed(f"The field {_place(wrong)} is not as the protocol asks.") from None
        # Another spelling of the same value, a trailing byte, a lax conversion (a number for a truth value), a default
        # for a missing field: each changes the bytes, and is refused here.
        if message.to_bytes() != raw:
            raise NotCanonical
        return message


def _place(wrong: ValidationError) -> str:
    """Name the first field at fault, only if it is one of ours: an unknown key is the sender's text."""
    first = wrong.errors(include_url=False, include_context=False, include_input=False)[0]
    if first["type"] == "extra_forbidden":
        return "(unknown)"
    return ".".join("…" if isinstance(step, int) else step for step in first["loc"]) or "(whole)"
