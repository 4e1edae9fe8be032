"""What a source writes, as it is given on the command line, and the report that it is sealed into."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from clients.source.choices import CONTACTS, ContactChoice
from clients.source.errors import NotUsable
from clients.source.given_files import MOST_SECRET, as_text, read_given, secret_text, there_or_dash
from clients.source.original_files import EVIDENCE_PROFILES, EvidenceChoice, read_files
from clients.source.reporting import make_testimony, read_identity, read_receipt, show_receipt
from clients.source.screen import screen, working
from clients.source.words import Language, ReceiptFile
from protocol.cards import CardCode
from protocol.consent import Profile, Terms, profile_terms
from protocol.directory import TrustedDirectory
from protocol.errors import DirectoryRefused
from protocol.ids import PartKind, day_of
from protocol.receipt import MAX_REPORT_WITH_FILES, Receipt
from protocol.report import Report, SealedReport, seal_report

MOST_TEXT = 4 * 1024 * 1024
"""Bytes of a report: a million characters in any script."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Options of the commands that seal a report."""

    country: Annotated[str, typer.Option(help="Two letters, as the directory names it.")]
    text: Annotated[
        Path | None, typer.Argument(help="A file with your report; without it, type or pipe it in.", exists=True)
    ] = None
    profile: Annotated[Profile, typer.Option(help="What may be done with it. You can take it back at any time.")] = (
        Profile.CURATOR_MAY_READ
    )
    language: Language = "en"
    contact: Annotated[ContactChoice, typer.Option(help="Whether somebody may answer you when you check in.")] = (
        ContactChoice.NEVER
    )
    card: Annotated[
        Path | None,
        typer.Option(help="A file with your card's 24 digits; `-` asks for them.", callback=there_or_dash),
    ] = None
    identity: Annotated[
        Path | None, typer.Option(help="TOML with name, phone, note: sealed to other custodians.", exists=True)
    ] = None
    file: Annotated[
        list[Path] | None,
        typer.Option(
            help="A file to send as it is, sealed to custodians of files alone, without its name; again for each other "
            "one. All that your camera or program wrote into it goes along: place, hour, device.",
            exists=True,
            dir_okay=False,
        ),
    ] = None
    evidence_profile: Annotated[
        EvidenceChoice, typer.Option(help="What may be done with the files. Nobody opens them unless you say so.")
    ] = EvidenceChoice.KEEP_SEALED
    receipt: ReceiptFile = None
    index: Annotated[
        int | None,
        typer.Option(
            help="With --receipt: how many reports these words have sent before.", min=0, max=MAX_REPORT_WITH_FILES
        ),
    ] = None
    tonight: Annotated[bool, typer.Option("--tonight", help="Ask for the urgent way.")] = False

    def sealed(self, directory: TrustedDirectory) -> tuple[SealedReport, Receipt]:
        """The report, and the words that it is sealed under. Raises NotUsable, or a ProtocolError."""
        _check_country(directory, self.country, with_files=bool(self.file))
        if directory.stale:
            screen.print(
                "The directory has ended. It still serves; ask your partner for a newer program.", style="bold"
            )
        receipt, index = self._receipt()
        report = self._report(_read_text(self.text))
        if self.card is None:
            screen.print("Without a card this counts, with all others that have none, as one source.")
        if self.file and self.evidence_profile is EvidenceChoice.KEEP_SEALED:
            screen.print(
                "The files stay sealed: nobody opens them unless you allow it, now with --evidence-profile "
                "curator-may-read, or later for each: leeward consent --about evidence",
                soft_wrap=True,
            )
        with working("Sealing …"):
            return seal_report(report, directory, receipt, index, day_of(time.time())), receipt

    def _receipt(self) -> tuple[Receipt, int]:
        """The words to seal under, and how many reports they have sent before."""
        if self.receipt is None:
            return Receipt.new(), 0
        if self.index is None:
            # Two reports under one number would have one key, and anyone could see that they belong together.
            raise NotUsable("Say how many reports these words have sent before: --index 1 for the second report.")
        return read_receipt(secret_text(self.receipt, "Your words or digits: "), self.language), self.index

    def _report(self, text: str) -> Report:
        today = day_of(time.time())
        terms = profile_terms(self.profile, today).model_copy(update={"contact": CONTACTS[self.contact]})
        return Report(
            country=self.country,
            testimony=make_testimony(text, self.language, tonight=self.tonight),
            terms=terms.model_copy(update={"urgent": True}) if self.tonight else terms,
            identity=read_identity(as_text(read_given(self.identity, MOST_SECRET)) if self.identity else None),
            identity_terms=profile_terms(Profile.CURATOR_MAY_READ, today) if self.identity else Terms(),
            card=CardCode(secret_text(self.card, "The 24 digits of your card: ")) if self.card else None,
            files=read_files(self.file or []),
            evidence_terms=profile_terms(EVIDENCE_PROFILES[self.evidence_profile], today),
        )

    def say_receipt(self, receipt: Receipt) -> None:
        """Unless these words were the source's own already."""
        if self.receipt:
            return
        screen.print("\nThese are shown once and kept nowhere. Learn them, or write them where nobody looks:")
        sys.stdout.write(show_receipt(receipt, self.language) + "\n")
        sys.stdout.flush()


def _check_country(directory: TrustedDirectory, country: str, *, with_files: bool) -> None:
    """Before anything is typed or sealed: who misspells a country should lose nothing."""
    try:
        # Every report has both parts, also one without a name in it.
        for kind in (PartKind.TESTIMONY, PartKind.IDENTITY):
            directory.compartment_for(country, kind)
    except DirectoryRefused:
        raise NotUsable("Nobody in the directory takes reports from that country. Is it two small letters?") from None
    try:
        if with_files:
            directory.compartment_for(country, PartKind.EVIDENCE)
    except DirectoryRefused:
        raise NotUsable(
            "Nobody in the directory takes files from that country. Send the report without them."
        ) from None


def _read_text(text: Path | None) -> str:
    if text:
        return as_text(read_given(text, MOST_TEXT))
    if sys.stdin.isatty():
        screen.print("Type your report. End it with Ctrl-D on a line of its own.")
    # As bytes: in some languages Python lets through what is no text, and would stumble over it while sealing.
    return as_text(sys.stdin.buffer.read(MOST_TEXT))
