"""Why intake did not take something in. The docstring is what the sender reads.

IntakeError
├── WrongMediaType
├── WorkMissing
├── WrongPostSize
├── NoSuchUpload
├── NoSuchPiece
├── WrongPieceSize
├── PiecesMissing
├── AnotherPart
├── NoSuchBucket
├── NoSuchMailboxes
├── NothingPublished
├── NoHeadYet
├── NoPage
├── NoSuchPage
├── NoPageRecord
├── NotWhole
├── TooMuchAtOnce
├── NotNow
├── TooSlow
├── HungUp
├── Busy
└── NotKept
"""

from __future__ import annotations


class IntakeError(Exception):
    """Intake did not take this in."""


class WrongMediaType(IntakeError):
    """Send a message as application/cbor and a piece as application/octet-stream, without another coding around it."""


class WorkMissing(IntakeError):
    """The proof of work is missing. It goes into the header Leeward-Work, as 16 lower-case hexadecimal digits."""


class WrongPostSize(IntakeError):
    """A post always has the same size. This one does not."""


class NoSuchUpload(IntakeError):
    """There is no such upload, or no longer. Begin anew: the same part never counts twice."""


class NoSuchPiece(IntakeError):
    """This part has no piece of that number. Pieces are counted from 0."""


class WrongPieceSize(IntakeError):
    """This piece does not have its size. Each has 65,536 bytes, and the last one what is left."""


class PiecesMissing(IntakeError):
    """Pieces of this part are missing. Ask which, and send those."""


class AnotherPart(IntakeError):
    """This is not the part that was named when its upload began. Nothing was kept."""


class NoSuchBucket(IntakeError):
    """There is no such bucket. Buckets are named by two lower-case hexadecimal digits."""


class NoSuchMailboxes(IntakeError):
    """There is no such bucket of mailboxes now. Ask for the notice, which says how they are cut, then ask again."""


class NoHeadYet(IntakeError):
    """The vault has brought no head of the log since intake was started. Come again after its next visit."""


class NothingPublished(IntakeError):
    """There is nothing to fetch yet. Come again in a few hours."""


class NoPage(IntakeError):
    """No page is served here. Use a program of the consortium, or another of its addresses."""


class NoSuchPage(IntakeError):
    """There is no such page here. Open this address without anything behind it."""


class NoPageRecord(IntakeError):
    """There is no record of a page here."""


class NotWhole(IntakeError):
    """Buckets of this publication are missing, so it is not out."""


class TooMuchAtOnce(IntakeError):
    """All this does not fit into one answer. Ask for less at once."""


class NotNow(IntakeError):
    """This cannot be shown right now. Wait a little, then ask again."""


class TooSlow(IntakeError):
    """This came too slowly to wait for. Nothing was kept: send it again."""


class HungUp(IntakeError):
    """The sender hung up before everything had come. Nothing was kept."""


class Busy(IntakeError):
    """There is no room for this right now. Nothing was kept: wait a little, then send the same again."""


class NotKept(IntakeError):
    """It is not certain that this was kept. Wait a little, then send the very same again: that never counts twice."""


class DatabaseNotDurable(Exception):
    """This database says that something is kept before it is on the disk, so nothing would be taken. Set fsync = on in
    postgresql.conf, then restart PostgreSQL."""


class WrongIntakeKey(Exception):
    """This key is not the one that the directory names as intake's. Nobody would believe what it accepts."""


class PageIncomplete(Exception):
    """A file of the page cannot be read. Its folder has an .html file for each language, licences.txt, trust.block and
    page.manifest: make it with leeward web install, and let intake read it."""


class PageDiffers(Exception):
    """The pages in this folder, or the record, are not those of its manifest. What would be served is not what was
    logged: make the folder anew with leeward web install."""


class PageOfOthers(Exception):
    """This page trusts other roots, or a directory that intake does not have, so it would trust no directory from here.
    Give intake that directory, or make the page anew with leeward web install."""
