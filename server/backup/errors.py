"""What a backup says when it cannot be made, is not what it should be, or cannot be restored.

BackupError
├── IntakeIsNotBackedUp
├── NotARecipient, NotAnIdentity, WrongPassphrase
├── FileExists
├── OtherZonesDatabase, WrongDeviceKey, DumpFailed, LogSilent
├── NotSealed, OtherRecipients, HashDiffers
├── DoesNotFit, Damaged, NotABackup, NotOurs, OpeningBrokeOff
└── OtherZone, NewerBackup, OlderServer, DatabaseNotEmpty, LogWouldGoBack, RestoreFailed, StrangeDump
"""

from __future__ import annotations


class BackupError(Exception):
    """This backup cannot be made or used."""

    def __str__(self) -> str:
        return " ".join((type(self).__doc__ or "").split())


class IntakeIsNotBackedUp(BackupError):
    """Intake is never backed up: a copy would show for good what came when, which intake itself forgets with each
    collection. Nothing is missing: what was accepted waits there until the vault has it."""


class NotARecipient(BackupError):
    """A recipient is not the public half of a backup key: age1 and 58 more letters and digits. `leeward backup key`
    makes one."""


class NotAnIdentity(BackupError):
    """This file is not a backup key."""


class WrongPassphrase(BackupError):
    """That passphrase does not open this backup key."""


class FileExists(BackupError):
    """There is something of that name already. It was left as it is."""


class OtherZonesDatabase(BackupError):
    """This database is not that zone's."""


class WrongDeviceKey(BackupError):
    """The key that is to sign this backup is not the one that the directory has for that zone."""


class DumpFailed(BackupError):
    """PostgreSQL's pg_dump broke off. May its login read every table and pass row security?"""


class LogSilent(BackupError):
    """The log does not answer, or not as it should, so the backup could not say how far it was. Try again later."""


class NotSealed(BackupError):
    """This is not a sealed file, or its beginning is missing."""


class OtherRecipients(BackupError):
    """This file is sealed to fewer or to more keys than it should be."""


class HashDiffers(BackupError):
    """This file is not the one that was made: its hash is not that of the .sha256 beside it. Take another copy."""


class DoesNotFit(BackupError):
    """This key does not open this backup: it is sealed to others."""


class Damaged(BackupError):
    """This backup was cut off or changed since it was made. Nothing was restored. Take another copy."""


class NotABackup(BackupError):
    """What is sealed in this file is not a backup of Leeward."""


class NotOurs(BackupError):
    """No zone of this directory signed this backup: anyone can seal a file to your keys. Nothing was restored."""


class OpeningBrokeOff(BackupError):
    """The process that opens this backup with its key broke off. Nothing was restored."""


class OtherZone(BackupError):
    """This is the backup of another zone."""


class NewerBackup(BackupError):
    """This backup is newer than this program. Bring the program up to what made it, then type: make setup"""


class OlderServer(BackupError):
    """This backup was made from a newer PostgreSQL than the one it is to be restored into."""


class DatabaseNotEmpty(BackupError):
    """There is something in that database. A backup is restored into an empty one only."""


class LogWouldGoBack(BackupError):
    """Somebody has seen this log larger than it is in this backup. Served from it, it would be a log that was rolled
    back, which everyone who follows it refuses."""


class RestoreFailed(BackupError):
    """PostgreSQL could not read the dump in this backup, or did not take its rows. Nothing of it is in the database."""


class StrangeDump(BackupError):
    """The dump in this backup has something that no dump of this zone has: a table that no migration makes, say, or a
    statement of its own. Nothing of it was run or restored. Its zone signed it: find out who has been in that zone."""
