"""A whole report: an identity part, real or empty, and the testimony that alone knows it. SPEC 4.6, 10 and 11.

The two parts share nothing that anyone but a desk could match: neither key, mailbox nor reply key.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from protocol.cards import CardCode, CardSignature, period_key, sign_testimony
from protocol.consent import AssertedBy, Terms, give
from protocol.contents import IDENTITY_CLASS, Identity, Testimony
from protocol.control import ControlBlock
from protocol.directory import TrustedDirectory
from protocol.ids import PartKind, quarter_of
from protocol.primitives import Randomness, SignKey, system_random
from protocol.receipt import Receipt
from protocol.reply import vouch_reply_key
from protocol.sealing import SealedPart, seal_part


@dataclass(frozen=True, slots=True)
class Report:
    """What a source wants to say, and under which terms."""

    country: str
    testimony: Testimony
    terms: Terms
    identity: Identity = field(default_factory=Identity)
    identity_terms: Terms = field(default_factory=Terms)
    card: CardCode | None = None
    asserted_by: AssertedBy = AssertedBy.SOURCE


@dataclass(frozen=True, slots=True)
class SealedReport:
    """Send both; in any order and at different times is best."""

    testimony: SealedPart
    identity: SealedPart


def seal_report(
    report: Report,
    directory: TrustedDirectory,
    receipt: Receipt,
    index: int,
    today: int,
    random: Randomness = system_random,
) -> SealedReport:
    """Seal both parts of a report on the source's own device.

    `index` counts a receipt's reports from 0, so that the same words can speak again. Raises NoSuchCompartment for a
    country that the directory does not have, TooLarge for contents above 16 MiB.
    """
    identity = _seal(report, PartKind.IDENTITY, report.identity.to_bytes(), directory, receipt, index, today, random)
    told = report.testimony.model_copy(update={"identity": identity.id()})
    testimony = _seal(report, PartKind.TESTIMONY, told.to_bytes(), directory, receipt, index, today, random)
    return SealedReport(testimony, identity)


def _seal(  # noqa: PLR0913, PLR0917 - one place where everything about a part comes together
    report: Report,
    kind: PartKind,
    contents: bytes,
    directory: TrustedDirectory,
    receipt: Receipt,
    index: int,
    today: int,
    random: Randomness,
) -> SealedPart:
    key = receipt.part_key(kind, index)
    testimony = kind is PartKind.TESTIMONY
    terms = report.terms if testimony else report.identity_terms
    reply_key = receipt.reply_key(kind, index).public
    control = ControlBlock(
        consent=give(key, terms, today, asserted_by=report.asserted_by),
        card=_vouch(report.card, key, today) if testimony else None,
        mailbox=receipt.mailbox(kind, index),
        reply_key=reply_key,
        reply_signature=vouch_reply_key(key, reply_key),
    )
    compartment = directory.compartment_for(report.country, kind)
    size_class = None if testimony else IDENTITY_CLASS
    return seal_part(contents, directory, compartment, key, control, size_class, random)


def _vouch(card: CardCode | None, key: SignKey, today: int) -> CardSignature | None:
    if card is None:
        return None
    quarter = quarter_of(today)
    return sign_testimony(period_key(card, quarter), quarter, key.public)
