"""Whether the vault has a backup that is newer than what this desk re-wrapped: one that is older lacks all of it.

Rules of this file
* The desk sees no backup. It is given the list that stands at the end of one, signed by the vault and brought out by
  whoever opened it whole (`leeward backup verify --list`). So it knows that by the vault's word there is a backup of
  that day, and, where the vault was not taken, that somebody opened it to its end. It does not know that the file is
  kept, nor what is in it.
* The vault's key is that of the directory in force, and not of the one that the list names: a key that was replaced
  may have been stolen, and would sign for backups that nobody made. After a new key the vault is backed up once more.
* The list counts from the second day after that on which this desk last brought a box: the list's day is by the
  vault's clock and the note by the desk's, and at midnight the two need not agree. That day is noted beside the old
  key before a box is brought; where no note is, it is today. Clocks that are a whole day apart are not seen.
"""

from __future__ import annotations

from pathlib import Path

from protocol.directory import DeviceRole
from protocol.errors import ProtocolError
from server.backup.contents import DATABASE, BackupManifest, SignedManifest, signed_by_its_zone
from server.backup.errors import BackupError
from server.durable_file import write_durably
from server.pinned import Pinned
from server.redaction.errors import BackupTooOld, NoBackupShown, NotTheVaultsBackup


def note_beside(old_key: Path) -> Path:
    return old_key.with_name(f"{old_key.name}.re-wrapped")


def note(file: Path, day: int) -> None:
    """Raises OSError, and then nothing may be brought."""
    write_durably(file, f"{day}\n".encode())


def noted(file: Path, today: int) -> int:
    """The day on which a box was last brought; today, from now on, where none was noted."""
    try:
        return int(file.read_text("ascii"))
    except (OSError, ValueError):
        note(file, today)
        return today


def check_backed_up(shown: bytes | None, last: int, pinned: Pinned) -> BackupManifest:
    """`shown`: a SignedManifest. Raises NoBackupShown, NotTheVaultsBackup, BackupTooOld or Expired."""
    if shown is None:
        raise NoBackupShown
    directory = pinned.directory
    try:
        manifest = signed_by_its_zone(SignedManifest.from_bytes(shown), lambda _: directory)
    except (BackupError, ProtocolError):
        raise NotTheVaultsBackup from None
    if manifest.head.zone != DeviceRole.VAULT.value or manifest.head.day > pinned.today():
        raise NotTheVaultsBackup
    if [member.name for member in manifest.members].count(DATABASE) != 1:
        raise NotTheVaultsBackup
    if manifest.head.day <= last + 1:
        raise BackupTooOld(last)
    return manifest
