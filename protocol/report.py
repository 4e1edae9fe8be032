"""A whole report: an identity part, real or empty, a part for each file, and the testimony that alone knows them.
SPEC 4.6, 10 and 11.

The parts share nothing that anyone but a desk could match: neither key, mailbox nor reply key.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from protocol.cards import CardCode, CardSignature, period_key, sign_testimony
from protocol.consent import AssertedBy, Terms, give
from protocol.contents import IDENTITY_CLASS, Evidence, Identity, Testimony
from protocol.control import ControlBlock
from protocol.directory import TrustedDirectory
from protocol.errors import TooLarge
from protocol.ids import FILES_OF_A_REPORT, PartKind, quarter_of
from protocol.primitives import Randomness, SignKey, system_random
from protocol.receipt import Receipt, evidence_index
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
    files: tuple[Evidence, ...] = ()
    """At most 32, each as it was: an original says of its maker what no redrawn copy does."""
    evidence_terms: Terms = field(default_factory=Terms)
    """For each of the files."""


@dataclass(frozen=True, slots=True)
class SealedReport:
    """Send all parts; in any order and at different times is best."""

    testimony: SealedPart
    identity: SealedPart
    evidence: tuple[SealedPart, ...] = ()

    @property
    def parts(self) -> tuple[SealedPart, ...]:
        return (self.testimony, self.identity, *self.evidence)


@dataclass(frozen=True, slots=True)
class _Sealer:
    """What all parts of a report are sealed with."""

    report: Report
    directory: TrustedDirectory
    receipt: Receipt
    today: int
    random: Randomness

    def seal(self, kind: PartKind, contents: bytes, terms: Terms, index: int) -> SealedPart:
        key, testimony = self.receipt.part_key(kind, index), kind is PartKind.TESTIMONY
        reply_key = self.receipt.reply_key(kind, index).public
        control = ControlBlock(
            consent=give(key, terms, self.today, asserted_by=self.report.asserted_by),
            card=_vouch(self.report.card, key, self.today) if testimony else None,
            mailbox=self.receipt.mailbox(kind, index),
            reply_key=reply_key,
            reply_signature=vouch_reply_key(key, reply_key),
        )
        compartment = self.directory.compartment_for(self.report.country, kind)
        size_class = IDENTITY_CLASS if kind is PartKind.IDENTITY else None
        return seal_part(contents, self.directory, compartment, key, control, size_class, self.random)


def seal_report(
    report: Report,
    directory: TrustedDirectory,
    receipt: Receipt,
    index: int,
    today: int,
    random: Randomness = system_random,
) -> SealedReport:
    """Seal all parts of a report on the source's own device.

    `index` counts a receipt's reports from 0, so that the same words can speak again. Raises NoSuchCompartment for a
    country that the directory does not have, or that takes no files; TooLarge for contents above 16 MiB, or more than
    32 files. Text, pictures and ids go into the testimony, and each file into a part of its own.
    """
    if len(report.files) > FILES_OF_A_REPORT:
        raise TooLarge
    sealer = _Sealer(report, directory, receipt, today, random)
    identity = sealer.seal(PartKind.IDENTITY, report.identity.to_bytes(), report.identity_terms, index)
    evidence = tuple(
        sealer.seal(PartKind.EVIDENCE, file.to_bytes(), report.evidence_terms, evidence_index(index, number))
        for number, file in enumerate(report.files)
    )
    links = {"identity": identity.id(), "evidence": tuple(one.id() for one in evidence)}
    told = report.testimony.model_copy(update=links)
    testimony = sealer.seal(PartKind.TESTIMONY, told.to_bytes(), report.terms, index)
    return SealedReport(testimony, identity, evidence)


def _vouch(card: CardCode | None, key: SignKey, today: int) -> CardSignature | None:
    if card is None:
        return None
    quarter = quarter_of(today)
    return sign_testimony(period_key(card, quarter), quarter, key.public)
