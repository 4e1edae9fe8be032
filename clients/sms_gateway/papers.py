"""The directory that the gateway seals under: held on the disk, fetched from intake, never older than the last one.

The newest one that was ever trusted is kept in a file of the gateway's own. The pinned folder has the roots, and can
have the directory to begin with; once the gateway knows a newer one, that first one changes nothing any more.

One that is held serves while intake is away. One that has ended serves for its days of grace, and after them only to
judge the next one by: then nothing is sealed, and nothing is taken, until intake has handed out a newer one.

Beside it lies the log's head as intake showed it, to hold the next one against (SPEC 14.9). Whatever comes of that, the
gateway goes on: a report is not lost because a log lied.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from clients.durable_file import read_at_most, write_durably
from clients.head_memory import Held, MemoryNotRead, compare, hold, recall_head
from clients.kept_notes import kept_files
from clients.sms_gateway.errors import BadSettings, NoDirectory, OtherDirectory, RootsReplaced
from clients.to_intake import Intake
from protocol.cosignature import read_head, witnessed_at
from protocol.directory import GRACE_DAYS, SignedDirectory, TrustedDirectory, trust_again, trust_to_keep
from protocol.errors import DirectoryRefused, ProtocolError
from protocol.ids import PartKind, day_of
from protocol.roots import RootSet

_NAME = "directory.cbor"
_HEAD = "head.txt"


@dataclass(frozen=True, slots=True)
class Shown:
    """How the head that intake shows lies to the kept one, and the second by which enough witnesses had co-signed it.

    None where the directory asks for no witness.
    """

    held: Held
    at: int | None


@dataclass(frozen=True, slots=True)
class KeptHead:
    """How many entries it has, the day since which it is kept, and the second by which enough had co-signed it."""

    size: int
    since: int
    at: int | None


class Papers:
    """Roots, the newest directory, the country that texts come from, and the door at which to ask for news."""

    def __init__(self, pinned: Path, own: Path, country: str, intake: Intake, clock: Callable[[], float]) -> None:
        """`pinned`: the folder that was handed over; `own`: the one in which the newest directory is kept.

        Raises OtherDirectory, RootsReplaced, or BadSettings where roots are missing or refuse what was handed over.
        """
        self.country, self._own = country, own / _NAME
        self._intake, self._clock = intake, clock
        self._raw: bytes | None = None
        self._known: TrustedDirectory | None = None
        try:
            self._roots = RootSet.from_bytes(read_at_most(pinned / "roots.cbor", RootSet.BOUND))
            handed = self._numbered(pinned / _NAME)
        except (OSError, ProtocolError):
            raise BadSettings("The pinned folder must hold roots.cbor, and nothing that those roots refuse.") from None
        try:
            kept = self._numbered(self._own)
        except DirectoryRefused:
            raise RootsReplaced from None
        except (OSError, ProtocolError):
            raise BadSettings("What lies in the journal's folder as directory.cbor is none.") from None
        for _, raw in sorted(handed + kept, key=itemgetter(0)):
            self._hold(raw)

    def now(self) -> float:
        return self._clock()

    def today(self) -> int:
        return day_of(self._clock())

    def directory(self) -> TrustedDirectory:
        """The directory to seal under today. Raises NoDirectory where none is held, or it has ended, or lacks us."""
        held = self._known
        if held is None or not self.serves(held):
            raise NoDirectory
        if self.today() > held.contents.expires + GRACE_DAYS:
            raise NoDirectory
        return held

    def serves(self, directory: TrustedDirectory) -> bool:
        """Whether it has custodians for texts and for numbers from our country."""
        try:
            for kind in (PartKind.TESTIMONY, PartKind.IDENTITY):
                directory.compartment_for(self.country, kind)
        except DirectoryRefused:
            return False
        return True

    def usable(self) -> bool:
        """Whether there is one to seal under today."""
        try:
            self.directory()
        except NoDirectory:
            return False
        return True

    def look(self) -> TrustedDirectory:
        """Fetch and check the newest without keeping it. Raises IntakeDoorError, or ProtocolError."""
        return self._trusted(self._intake.fetch_directory())

    def refresh(self) -> TrustedDirectory:
        """Fetch, check and keep the newest. Else IntakeDoorError, ProtocolError or OSError: the old one stays."""
        raw = self._intake.fetch_directory()
        taken = self._trusted(raw)
        self._write(raw)
        self._raw, self._known = raw, taken
        return taken

    def hold_head(self) -> Shown:
        """Hold the log's head that intake shows against the one kept here. Raises a HeadMemoryError for what is found.

        Where there is nothing to compare it raises NoDirectory, IntakeDoorError or ProtocolError, and nothing is found.
        """
        return self._shown(hold)

    def look_at_head(self) -> Shown:
        """The same for whoever only looks: a larger head is not kept."""
        return self._shown(compare)

    def kept_head(self) -> KeptHead | None:
        """The largest head that was shown. Raises NoDirectory or a HeadMemoryError."""
        file, directory = self._own.with_name(_HEAD), self.directory()
        if (note := recall_head(file, directory)) is None:
            return None
        try:
            at = witnessed_at(note, directory, self._clock())
        except ProtocolError:
            at = None  # the directory asks for others now than those who co-signed it then
        try:
            return KeptHead(read_head(note, directory).size, day_of(file.stat().st_mtime), at)
        except OSError:
            raise MemoryNotRead from None

    def conflicts(self) -> list[Path]:
        """Files with heads of the log that contradict each other, until somebody puts them away."""
        return kept_files(self._own.parent)

    def keep(self) -> None:
        """Put what is held into the gateway's own folder, where it outlasts the pinned one. Raises OSError."""
        if self._raw is not None:
            self._write(self._raw)

    def _shown(self, held: Callable[[Path, bytes, TrustedDirectory, float], Held]) -> Shown:
        directory, now = self.directory(), self._clock()
        note = self._intake.fetch_checkpoint()
        return Shown(held(self._own.with_name(_HEAD), note, directory, now), witnessed_at(note, directory, now))

    def _trusted(self, raw: bytes) -> TrustedDirectory:
        return trust_to_keep(SignedDirectory.from_bytes(raw), self._roots, self.today(), self._known)

    def _numbered(self, file: Path) -> list[tuple[int, bytes]]:
        """What is there, if anything, by its number. Raises ProtocolError where our roots refuse it, or OSError."""
        raw = _read(file)
        return [] if raw is None else [(self._judged(raw, None).contents.number, raw)]

    def _hold(self, raw: bytes) -> None:
        try:
            self._known = self._judged(raw, self._known)
        except ProtocolError:
            raise OtherDirectory from None
        self._raw = raw

    def _judged(self, raw: bytes, known: TrustedDirectory | None) -> TrustedDirectory:
        return trust_again(SignedDirectory.from_bytes(raw), self._roots, self.today(), known)

    def _write(self, raw: bytes) -> None:
        if _read(self._own) != raw:
            write_durably(self._own, raw)


def _read(file: Path) -> bytes | None:
    """What is there, if anything. Raises TooLarge or OSError."""
    try:
        return read_at_most(file, SignedDirectory.BOUND)
    except FileNotFoundError:
        return None
