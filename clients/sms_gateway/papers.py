"""The directory that the gateway seals under: held on the disk, fetched from intake, never older than the last one.

One that is held serves while intake is away. One that has ended serves for its days of grace, and after them only to
judge the next one by: then nothing is sealed, and nothing is taken, until intake has handed out a newer one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from clients.sms_gateway.errors import BadSettings, NoDirectory
from clients.to_intake import Intake
from clients.trusted import Trusted
from protocol.directory import GRACE_DAYS, SignedDirectory, TrustedDirectory, trust
from protocol.errors import DirectoryRefused, ProtocolError
from protocol.ids import PartKind, day_of


class Papers:
    """The pinned folder, the country that texts come from, and the door at which to ask for news."""

    def __init__(self, folder: Path, country: str, intake: Intake, clock: Callable[[], float]) -> None:
        """Raises BadSettings where the roots are missing or what is held does not hold."""
        self.country = country
        self._intake, self._clock = intake, clock
        try:
            self._trusted = Trusted.open(folder, self.today())
        except (OSError, ProtocolError):
            raise BadSettings("The pinned folder must hold roots.cbor, and nothing that those roots refuse.") from None

    def today(self) -> int:
        return day_of(self._clock())

    def directory(self) -> TrustedDirectory:
        """The directory to seal under today. Raises NoDirectory where none is held, or it has ended, or lacks us."""
        try:
            held = self._trusted.directory
        except DirectoryRefused:
            raise NoDirectory from None
        if not self.serves(held):
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
        claimed = SignedDirectory.from_bytes(self._intake.fetch_directory())
        return trust(claimed, self._trusted.roots_in_force, self.today())

    def refresh(self) -> TrustedDirectory:
        """Fetch, check and keep the newest. Else IntakeDoorError, ProtocolError or OSError: the old one stays."""
        return self._trusted.take_directory(self._intake.fetch_directory(), self.today())
