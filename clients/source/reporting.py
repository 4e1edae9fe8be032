"""From a source's own words to sealed parts, and from twelve words to a withdrawal. No network, no disk."""

from __future__ import annotations

import tomllib
from typing import Annotated, ClassVar, Literal

from pydantic import Field, ValidationError

from clients.source.errors import NotUsable
from clients.source.original_files import MOST_TOGETHER
from protocol.consent import withdraw
from protocol.contents import Identity, Testimony
from protocol.directory import TrustedDirectory
from protocol.encoding import Message
from protocol.errors import ProtocolError
from protocol.ids import FILES_OF_A_REPORT, PartKind
from protocol.post import Post, seal_post
from protocol.primitives import Randomness, system_random
from protocol.receipt import Receipt, evidence_index
from protocol.report import SealedReport
from protocol.sealing import SealedPart

_SEALS = 128 * 1024
"""Bytes, more than any part has beside what was padded."""


class SealedFile(Message):
    """All parts of a report in one file, for carrying to a machine that has a network."""

    BOUND: ClassVar[int] = 2 * SealedPart.BOUND + MOST_TOGETHER + FILES_OF_A_REPORT * _SEALS

    type: Literal["leeward/v1/sealed-report"] = "leeward/v1/sealed-report"
    testimony: Annotated[bytes, Field(max_length=SealedPart.BOUND)]
    identity: Annotated[bytes, Field(max_length=SealedPart.BOUND)]
    evidence: Annotated[
        tuple[Annotated[bytes, Field(max_length=SealedPart.BOUND)], ...], Field(max_length=FILES_OF_A_REPORT)
    ]


def read_identity(text: str | None) -> Identity:
    """A TOML text with `name`, `phone`, `note`, each optional; None is the empty identity. Raises NotUsable."""
    if text is None:
        return Identity()
    try:
        identity = Identity(**tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError, TypeError, RecursionError):
        raise NotUsable("The identity file holds name, phone and note, each a short text, and nothing else.") from None
    # Bounds count letters; the part, which has one size for all, counts bytes.
    if len(identity.to_bytes()) > Identity.BOUND:
        raise NotUsable("The identity is too long: write a shorter note.")
    return identity


def make_testimony(text: str, language: str, *, tonight: bool) -> Testimony:
    """Raises NotUsable for an empty text, one above a million characters, or a language that is no short code."""
    if not text.strip() or len(text) > 1 << 20:
        raise NotUsable("A report has some text, and at most a million characters.")
    try:
        return Testimony(text=text, language=language, tonight=tonight)
    except ValidationError:
        raise NotUsable("A language is a short code such as en, fr, ar or sw, and a report is plain text.") from None


def bundle(sealed: SealedReport) -> bytes:
    testimony, identity, *evidence = (part.to_bytes() for part in sealed.parts)
    return SealedFile(testimony=testimony, identity=identity, evidence=tuple(evidence)).to_bytes()


def unbundle(raw: bytes) -> SealedReport:
    """Raises NotUsable."""
    try:
        file = SealedFile.from_bytes(raw)
        testimony, identity, *evidence = map(SealedPart.from_bytes, (file.testimony, file.identity, *file.evidence))
        return SealedReport(testimony, identity, tuple(evidence))
    except ProtocolError:
        raise NotUsable("This is not a sealed report.") from None


def withdrawal_posts(
    receipt: Receipt,
    index: int,
    directory: TrustedDirectory,
    today: int,
    files: int = 0,
    random: Randomness = system_random,
) -> tuple[bytes, ...]:
    """Sealed posts that take back testimony, identity and so many files of one report, for good.

    Send them in any order. In one post two of them would tell the vault that they belong together.
    """

    def post(kind: PartKind, place: int) -> bytes:
        taken = withdraw(receipt.part_key(kind, place), today)
        return seal_post(Post(withdrawals=(taken,)), directory.contents.vault_seal_key, random)

    evidence = [post(PartKind.EVIDENCE, evidence_index(index, number)) for number in range(files)]
    return post(PartKind.TESTIMONY, index), post(PartKind.IDENTITY, index), *evidence


def dummy_post(directory: TrustedDirectory, random: Randomness = system_random) -> bytes:
    """A post that changes nothing and looks like any other."""
    return seal_post(Post(), directory.contents.vault_seal_key, random)


def read_receipt(text: str, language: str) -> Receipt:
    """Twelve words or 42 digits; raises BadReceipt or NoWordList."""
    digits = sum(sign.isdigit() for sign in text)
    return Receipt.from_digits(text) if digits >= 40 else Receipt.from_words(text, language)


def show_receipt(receipt: Receipt, language: str) -> str:
    """Words where the language has a word list, else digits."""
    try:
        return " ".join(receipt.words(language))
    except ProtocolError:
        return receipt.digits()
