"""Scratch cards: vouching without knowing for whom. SPEC 8.

A code of 24 digits gives one key for each quarter, the period key. It signs the testimony keys of that
quarter; the vault knows the public halves by partner, and counts distinct ones. A card bears 73 random bits:
whoever holds a list of public halves must try about 2⁷³ codes for one card's, 2⁶¹ for any of 5,000.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from protocol.digits import grouped, with_check_digits, without_check_digits
from protocol.encoding import Code, Message, Purpose, Signature, SignPublic, encode
from protocol.errors import BadBatchName, BadCard, BadSignature, Malformed
from protocol.primitives import Randomness, SignKey, hkdf, sign, system_random, verify

DIGITS = 24
RANDOM_DIGITS = 22
NAME_DIGITS = 10
MAX_BATCH = 5000
Quarter = Annotated[str, Field(pattern=r"^[0-9]{4}-q[1-4]$")]
"""As `2026-q4`."""


class CardCode:
    """The secret under the scratch field. Prints as `<card code>`."""

    __slots__ = ("_digits",)

    def __init__(self, text: str) -> None:
        """Read 24 digits in any script and grouping; raises BadCard unless the check digits fit."""
        try:
            self._digits = with_check_digits(without_check_digits(text, DIGITS))
        except Malformed:
            raise BadCard from None

    @classmethod
    def new(cls, random: Randomness = system_random) -> CardCode:
        # 128 bits folded onto 10²² codes: no code is likelier than another by more than one part in 2⁵⁴.
        number = int.from_bytes(random(16), "big") % 10**RANDOM_DIGITS
        return cls(with_check_digits(f"{number:0{RANDOM_DIGITS}d}"))

    def digits(self) -> str:
        """The secret itself, 24 ASCII digits. Every caller of this is worth a second look."""
        return self._digits

    def printed(self) -> str:
        """The secret as it stands on the card: six groups of four digits."""
        return grouped(self._digits, 4)

    def __repr__(self) -> str:
        return "<card code>"

    __str__ = __repr__

    def __reduce__(self) -> str:
        raise TypeError("a card code is not pickled")


def period_key(code: CardCode, quarter: str) -> SignKey:
    """The key this card has in one quarter; nothing links it to the card's key of another (SPEC 8.2)."""
    return SignKey(hkdf(code.digits().encode("ascii"), b"", Purpose.PERIOD_KEY, encode([quarter])))


class CardSignature(Message):
    """A period key's word for one testimony key; a claim until verify_card has passed it."""

    BOUND: ClassVar[int] = 256

    period_key: SignPublic
    quarter: Quarter
    signature: Signature


class CardList(Message):
    """What the vault gets of a batch: public halves, sorted, so that the pile's order does not show."""

    BOUND: ClassVar[int] = MAX_BATCH * 34 + 512

    type: Literal["leeward/v1/card-list"] = "leeward/v1/card-list"
    partner: Code
    quarter: Quarter
    batch: Annotated[bytes, Field(min_length=16, max_length=16)]
    keys: Annotated[tuple[SignPublic, ...], Field(min_length=1, max_length=MAX_BATCH)]

    @property
    def name(self) -> str:
        """The batch's name."""
        return batch_name(self.batch)

    @model_validator(mode="after")
    def _sorted_and_distinct(self) -> Self:
        # A key that stands twice would make one card two people.
        if any(left >= right for left, right in zip(self.keys, self.keys[1:], strict=False)):
            raise ValueError("keys are sorted and distinct")
        return self


def batch_name(batch: bytes) -> str:
    """What people call the batch of these 16 bytes, also by telephone: `01234-56751`. SPEC 8.6."""
    number = int.from_bytes(batch, "big") % 10 ** (NAME_DIGITS - 2)
    return _hyphenated(with_check_digits(f"{number:0{NAME_DIGITS - 2}d}"))


def read_batch_name(text: str) -> str:
    """A batch's name as somebody said or typed it, in any script and grouping. Raises BadBatchName."""
    try:
        return _hyphenated(with_check_digits(without_check_digits(text, NAME_DIGITS)))
    except Malformed:
        raise BadBatchName from None


def _hyphenated(digits: str) -> str:
    return grouped(digits, NAME_DIGITS // 2).replace(" ", "-")


def sign_testimony(key: SignKey, quarter: str, part_key: bytes) -> CardSignature:
    """Vouch with a period key for the public key of one testimony."""
    signature = sign(key, Purpose.CARD, encode([quarter, part_key]))
    return CardSignature(period_key=key.public, quarter=quarter, signature=signature)


def verify_card(card: CardSignature, part_key: bytes, quarter: str) -> bytes:
    """The period key's 32 public bytes, if it vouches for this very part key in this quarter; else BadCard.

    Whether that period key is on a partner's list is the caller's question.
    """
    if card.quarter != quarter:
        raise BadCard
    try:
        verify(card.period_key, Purpose.CARD, encode([card.quarter, part_key]), card.signature)
    except BadSignature:
        raise BadCard from None
    return card.period_key


def new_batch(
    partner: str, quarter: str, count: int, random: Randomness = system_random
) -> tuple[tuple[CardCode, ...], CardList]:
    """Make `count` (1 to 5000) codes to print, and the list for the vault. 5000 take about half a second."""
    if not 1 <= count <= MAX_BATCH:
        raise ValueError("a batch is 1 to 5000 cards")
    codes = tuple(CardCode.new(random) for _ in range(count))
    keys = tuple(sorted(period_key(code, quarter).public for code in codes))
    return codes, CardList(partner=partner, quarter=quarter, batch=random(16), keys=keys)
