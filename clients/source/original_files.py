"""Files that a source sends as they are, each sealed to the custodians of evidence: SPEC 4.7. Their names stay here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from mimetypes import MimeTypes
from pathlib import Path
from types import MappingProxyType

from clients.source.errors import NotUsable
from clients.source.given_files import read_given
from protocol.consent import Profile
from protocol.contents import CLASSES, MOST_OF_A_FILE, Evidence, class_of
from protocol.errors import TooLarge
from protocol.ids import FILES_OF_A_REPORT

MOST_TOGETHER = 64 << 20
"""Bytes of all files of one report, each counted as large as it goes out: they are sealed in memory, all at once."""


class EvidenceChoice(StrEnum):
    """What may be done with a file. No summary stands on one."""

    KEEP_SEALED = "keep-sealed"
    CURATOR_MAY_READ = "curator-may-read"


EVIDENCE_PROFILES = MappingProxyType({one: Profile[one.name] for one in EvidenceChoice})


def read_files(files: Sequence[Path]) -> tuple[Evidence, ...]:
    """In the order given. Raises NotUsable for too many, or too much."""
    if len(files) > FILES_OF_A_REPORT:
        raise NotUsable(f"One report has at most {FILES_OF_A_REPORT} files. Send the others with another.")
    read = tuple(map(_read, files))
    if _going_out(read) > MOST_TOGETHER:
        raise NotUsable("All these files together are too large for one report. Send some with another.")
    return read


def _read(file: Path) -> Evidence:
    try:
        return Evidence.of(read_given(file, MOST_OF_A_FILE), _type_of(file))
    except TooLarge:
        raise NotUsable("One of your files is too large: each has at most 16 MiB, less 4 KiB.") from None


def _type_of(file: Path) -> str | None:
    """By the ending of its name, and by Python's own list: a machine's may be unlike any other."""
    return MimeTypes().guess_type(f"file{file.suffix}")[0]


def _going_out(files: Iterable[Evidence]) -> int:
    return sum(CLASSES[class_of(len(file.to_bytes()))] for file in files)
