"""A source's words, as they are given on the command line, and which report of theirs is meant."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from clients.source.errors import NotUsable
from clients.source.given_files import secret_text, there_or_dash
from clients.source.mailbox import OnePart
from clients.source.reporting import read_receipt
from protocol.ids import FILES_OF_A_REPORT, PartKind
from protocol.receipt import MAX_REPORT_WITH_FILES, Receipt, evidence_index

Language = Annotated[str, typer.Option(help="Of your report and your receipt: en, fr, ar, sw …")]
ReceiptFile = Annotated[
    Path | None,
    typer.Option(help="Words or digits of an earlier report; `-` asks for them.", callback=there_or_dash),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Options of every command about a report that was sent."""

    receipt: ReceiptFile = None
    language: Language = "en"
    index: Annotated[
        int, typer.Option(help="Which report of these words: 0 is the first.", min=0, max=MAX_REPORT_WITH_FILES)
    ] = 0

    def read(self) -> Receipt:
        """From the file, or typed. Raises NotUsable, NoTerminal, BadReceipt or NoWordList."""
        return read_receipt(secret_text(self.receipt or Path("-"), "Your twelve words, or digits: "), self.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOfThem(Words):
    """And of every command about one part of it."""

    about: Annotated[
        PartKind,
        typer.Option(
            help="The report itself, the name and number sent with it, or one of the files. Leave hours between two."
        ),
    ] = PartKind.TESTIMONY
    file: Annotated[
        int | None,
        typer.Option(
            help="With --about evidence: which file of the report, in the order in which they were named; 0 is the "
            "first.",
            min=0,
            max=FILES_OF_A_REPORT - 1,
        ),
    ] = None

    def part(self) -> OnePart:
        """Raises NotUsable for a file where none is meant, and what `read` raises."""
        if self.about is not PartKind.EVIDENCE and self.file is not None:
            raise NotUsable("--file goes with --about evidence.")
        evidence = self.about is PartKind.EVIDENCE
        return OnePart.of(
            self.read(), self.about, evidence_index(self.index, self.file or 0) if evidence else self.index
        )
