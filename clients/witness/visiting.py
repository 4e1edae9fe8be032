"""One visit of a witness to the log: look, judge, remember, and only then co-sign. SPEC 14.7.

Rules of this file
* What is remembered is on the disk before the cosignature leaves. A crash between the two costs one cosignature.
* Whatever alarms keeps the notes first. A folder with kept notes in it co-signs nothing, also after a restart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from clients.kept_notes import keep_notes, kept_files
from clients.to_intake import Intake, IntakeDoorError
from clients.trusted import Trusted
from clients.witness.errors import AnotherLog, BegunAlready, LogSplit, SetBack, StillAlarmed
from clients.witness.judging import (
    ToSign,
    Who,
    check_listed,
    check_on_one_line,
    check_own_words,
    check_same_log,
    choose,
    has_own_word,
    read_claim,
)
from clients.witness.memory import Seen, begin, recall, remember
from clients.witness.to_ledger import Ledger
from protocol.checkpoint import Checkpoint
from protocol.cosignature import cosign, cosigned, read_head
from protocol.directory import DeviceRole, TrustedDirectory
from protocol.errors import CheckpointRefused
from protocol.ids import day_of
from protocol.primitives import SignKey

_MEMORY = "seen.cbor"


@dataclass(slots=True)
class Watch:
    """A witness at its machine: who it is, where it remembers, and what it talks to."""

    name: str
    key: SignKey
    folder: Path
    trusted: Trusted
    ledger: Ledger
    clock: Callable[[], float]
    intake: Intake | None = None

    @property
    def memory(self) -> Path:
        return self.folder / _MEMORY

    @property
    def who(self) -> Who:
        return Who(self.name, self.key.public)

    def begin(self) -> Seen:
        """Take what the log shows today as the beginning, and co-sign nothing yet. Raises a WitnessError.

        Whoever begins compares size and root with others: this is the only head that is believed without a proof.
        """
        # Before the log is asked: it has words of a healthy witness too, and those would look like a disk set back.
        if self.memory.exists():
            raise BegunAlready
        directory = self._directory()
        note, asked = self.ledger.shown(), self.ledger.asked()
        for one in (note, asked):
            read_claim(one, directory)
            # Whoever has co-signed before has a memory, and must not begin without it.
            if has_own_word(one, self.who, directory):
                raise SetBack
        log_key = directory.device_key(DeviceRole.LEDGER)
        first = Seen(origin=directory.contents.log_origin, log_key=log_key, note=note, at=int(self.clock()))
        begin(self.memory, first)
        return first

    def visit(self) -> ToSign:
        """Look at the log and co-sign it; what was co-signed. Raises a WitnessError; an Alarm has kept the notes."""
        if kept_files(self.folder):
            raise StillAlarmed
        seen = recall(self.memory)
        directory = self._directory()
        chosen = self._judge(seen, directory)
        line = cosign(chosen.head, self.name, self.key, chosen.at)
        remember(self.memory, seen.model_copy(update={"note": chosen.note, "at": chosen.at}))
        with self._keeping(seen.note, chosen.note):
            self.ledger.bring(cosigned(chosen.head, line))
        return chosen

    def _directory(self) -> TrustedDirectory:
        """The newest directory, if it lists this witness. One that intake cannot hand out now is no reason to stop."""
        if self.intake is not None:
            with suppress(IntakeDoorError):
                self.trusted.take_directory(self.intake.fetch_directory(), day_of(self.clock()))
        directory = self.trusted.directory
        check_listed(self.who, directory)
        return directory

    def _judge(self, seen: Seen, directory: TrustedDirectory) -> ToSign:
        with self._keeping(seen.note):
            check_same_log(seen, directory)
        shown, asked = self.ledger.shown(), self.ledger.asked()
        for note in (shown, asked):
            with self._keeping(seen.note, note):
                self._check_claim(note, seen, directory)
        self._compare_with_told(seen, directory)
        return choose(read_claim(asked, directory), asked, seen, self.clock())

    def _check_claim(self, note: bytes, seen: Seen, directory: TrustedDirectory) -> None:
        head = read_claim(note, directory)
        check_own_words(note, head, seen, self.who, directory)
        check_on_one_line(seen.head, head, self.ledger.prove)

    def _compare_with_told(self, seen: Seen, directory: TrustedDirectory) -> None:
        """What intake shows to everyone must be of the log that is co-signed here. Raises an Alarm."""
        if self.intake is None:
            return
        try:
            note = self.intake.fetch_checkpoint()
            told = read_head(note, directory)
        except (IntakeDoorError, CheckpointRefused):
            return  # nothing, or no head of this log: it says nothing about it
        with self._keeping(seen.note, note):
            check_own_words(note, told, seen, self.who, directory)
            check_on_one_line(seen.head, told, self.ledger.prove)

    @contextmanager
    def _keeping(self, *notes: bytes) -> Iterator[None]:
        try:
            yield
        except (LogSplit, AnotherLog, SetBack):
            keep_notes(self.folder, *notes)
            raise


def newest_seen(folder: Path) -> tuple[Seen, Checkpoint, list[Path]]:
    """What a witness remembers, its head, and what was kept. Asks nobody. Raises NotBegun, MemoryDamaged or OSError."""
    seen = recall(folder / _MEMORY)
    return seen, seen.head, kept_files(folder)
