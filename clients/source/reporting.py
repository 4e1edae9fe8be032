"""From a source's own words to two sealed parts, and from twelve words to a withdrawal. No network, no disk."""

from __future__ import annotations

import tomllib
from typing import Annotated, ClassVar, Literal

from pydantic import Field, ValidationError

from clients.source.errors import NotUsable
from protocol.consent import withdraw
from protocol.contents import Identity, Testimony
from protocol.directory import TrustedDirectory
from protocol.encoding import Message
from protocol.errors import ProtocolError
from protocol.ids import PartKind
from protocol.post import Post, seal_post
from protocol.primitives import Randomness, system_random
from protocol.receipt import Receipt
from protocol.report import SealedReport
from protocol.sealing import SealedPart


class SealedFile(Message):
    """Both parts of a report in one file, for carrying to a machine that has a network."""

    BOUND: ClassVar[int] = 2 * SealedPart.BOUND + 1024

    type: Literal["leeward/v1/sealed-report"] = "leeward/v1/sealed-report"
    testimony: Annotated[bytes, Field(max_length=SealedPart.BOUND)]
    identity: Annotated[bytes, Field(max_length=SealedPart.BOUND)]


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
    return SealedFile(testimony=sealed.testimony.to_bytes(), identity=sealed.identity.to_bytes()).to_bytes()


def unbundle(raw: bytes) -> SealedReport:
    """Raises NotUsable."""
    try:
        file = SealedFile.from_bytes(raw)
        return SealedReport(SealedPart.from_bytes(file.testimony), SealedPart.from_bytes(file.identity))
    except ProtocolError:
        raise NotUsable("This is not a sealed report.") from None


def withdrawal_posts(
    receipt: Receipt, index: int, directory: TrustedDirectory, today: int, random: Randomness = system_random
) -> tuple[bytes, bytes]:
    """Two sealed posts that take back testimony and identity of one report, for good; send them in any order.

    In one post they would tell the vault which identity belongs to which testimony.
    """

    def post(kind: PartKind) -> bytes:
        taken = withdraw(receipt.part_key(kind, index), today)
        return seal_post(Post(withdrawals=(taken,)), directory.contents.vault_seal_key, random)

    return post(PartKind.TESTIMONY), post(PartKind.IDENTITY)


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
