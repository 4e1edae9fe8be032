"""What the desk says when it cannot go on. None of it carries a word, a name, a number or an id.

DeskError
├── NotOurCompartment
├── NotALoopbackCaller
├── NoPages
├── DeskStopped
├── Crossing                  another zone could not be asked
│   ├── VaultUnreachable, ReleaseUnreachable, PolicyUnreachable
│   ├── WrongAnswer
│   └── Refused               that zone said no; carries its coded word (refusals.py)
├── OpeningError
│   ├── NoFreshKey, TooManyKeys
│   ├── NoSuchOpening, TooManyOpenings
│   ├── KeyForgotten
│   ├── NotNamedHere
│   ├── DeskRevoked
│   ├── PartNotOpen
│   ├── RoomGone
│   ├── PartSwapped
│   ├── NotOurCopy, NoPageWanted
│   ├── NotesTooLong, TooManyNotes, NotesNotKept, NotesUnreadable
│   └── NotOurRequest, ReplyTooLong, ReplyKeyForged
├── KeyChangeError
│   ├── StillInForce, NeverThisDesks
│   ├── CameBackOtherwise, NotEveryBox
│   ├── TooEarly, HeldNow
│   ├── NoBackupShown, NotTheVaultsBackup, BackupTooOld
│   └── NotAKeyFile
└── DraftError
    ├── NoSuchDraft, DraftUnreadable, TooManyDrafts
    ├── NotPossibleNow
    ├── DoNotFit
    ├── AreaNotKnown, TooManyWords, NotTheLast
    ├── OriginalsMissing
    ├── NotTheReviewer, NotAnAnswer
    └── ClearanceDiffers
"""

from __future__ import annotations

from protocol.directory import DeviceRole
from server.exchange import PeerSilent


class DeskError(Exception):
    """The desk cannot do this."""

    def __str__(self) -> str:
        return " ".join((type(self).__doc__ or "").split())


class NotOurCompartment(DeskError):
    """This desk does not serve that compartment."""


class NotALoopbackCaller(DeskError):
    """The desk answers only this machine. It was asked from elsewhere, or by another name."""


class NoPages(DeskError):
    """This desk serves no pages: localhost is not among its names."""


class DeskStopped(DeskError):
    """This desk is stopped. Two administrators can let it go on; what it had read is forgotten."""


class Crossing(DeskError):
    """Another zone could not be asked."""


class VaultUnreachable(Crossing, PeerSilent):
    """The vault cannot be reached. Nothing was lost; try again in a while."""

    zone = DeviceRole.VAULT


class ReleaseUnreachable(Crossing, PeerSilent):
    """Release cannot be reached. The clearance is kept; hand the draft over again in a while."""

    zone = DeviceRole.RELEASE


class PolicyUnreachable(Crossing, PeerSilent):
    """The policy zone cannot be reached. The desk goes on with the policy it has."""

    zone = DeviceRole.POLICY


class WrongAnswer(Crossing):
    """Another zone answered with something that the protocol does not know. Tell the person who runs it."""


class Refused(Crossing):
    """Another zone refused this. Its coded word stands under `reason`."""

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason
        """A word from that zone's list of problems: lower-case letters and hyphens, at most 64."""


class OpeningError(DeskError):
    """This opening cannot go on at this desk."""


class NoFreshKey(OpeningError):
    """The reviewer has no fresh key waiting. Ask the reviewer to start their desk, then try again."""


class TooManyKeys(OpeningError):
    """Enough fresh keys of this desk are waiting. They serve first, or end."""


class NoSuchOpening(OpeningError):
    """This desk holds no such opening. A desk that was started again has forgotten all: ask for the parts anew."""


class TooManyOpenings(OpeningError):
    """This desk holds as many openings as it can. Forget some that are done with."""


class KeyForgotten(OpeningError):
    """The key of this opening is forgotten, so nothing can open it again at this desk. Ask for the parts anew."""


class NotNamedHere(OpeningError):
    """This opening does not name this desk, or is not the one that was asked for."""


class DeskRevoked(OpeningError):
    """One of the two desks of this opening no longer serves the compartment."""


class PartNotOpen(OpeningError):
    """This part is not open at this desk now. Join the opening first; an idle desk forgets what it read."""


class RoomGone(OpeningError):
    """What was open under this opening was closed: its room ended, or did not answer in time. Try again."""


class PartSwapped(OpeningError):
    """What the vault sent is not the part that was asked for."""


class NotesTooLong(OpeningError):
    """Notes on one report have at most 4,000 letters. Nothing of these was kept."""


class TooManyNotes(OpeningError):
    """This desk keeps notes on as many reports as it can. Empty some, or forget an opening that is done with."""


class NotesNotKept(OpeningError):
    """This machine could not write the notes to its disk. It may be full. What was kept before is as it was."""


class NotesUnreadable(OpeningError):
    """Notes on a report can no longer be read: their file was changed or taken away. Write them anew, or empty them:
    until then no summary is held against this report."""


class NotOurRequest(OpeningError):
    """Only the desk that asked for a part answers its source."""


class NotOurCopy(OpeningError):
    """Only the desk that asked for a part makes a copy of what is in it."""


class NoPageWanted(OpeningError):
    """Every page was left out. A copy has one page at least."""


class ReplyTooLong(OpeningError):
    """A reply has some text, and at most 560 bytes of it: so many letters in Latin script, half in Arabic."""


class ReplyKeyForged(OpeningError):
    """The reply key that the vault gave out is not this part's own. Nothing was sent. Tell the person who runs it."""


class KeyChangeError(DeskError):
    """A desk's old key is not done with."""


class StillInForce(KeyChangeError):
    """The directory names that key for this desk today. First a new epoch: leeward directory new-epoch."""


class NeverThisDesks(KeyChangeError):
    """No directory that this desk has kept names that key for it. Nothing was destroyed."""


class CameBackOtherwise(KeyChangeError):
    """A box did not come back from the vault as it was brought. Keep the old key, and tell who runs the vault."""


class NotEveryBox(KeyChangeError):
    """Some boxes that were re-wrapped open with neither key: find out why first. The old key was not destroyed."""


class TooEarly(KeyChangeError):
    """Clients may still seal to that key: until its last directory has ended, and 30 days longer."""

    def __init__(self, day: int) -> None:
        super().__init__()
        self.day = day


class HeldNow(KeyChangeError):
    """A hold stands on a compartment of this desk: nothing of it becomes unreadable before that is lifted."""


class NoBackupShown(KeyChangeError):
    """Every backup of the vault from before the re-wrapping has boxes for the old key alone: restored without that key,
    it opens nothing here. Show a newer one with --backup, or type --without-backup. The old key was not destroyed."""


class NotTheVaultsBackup(KeyChangeError):
    """That is no list of a backup with a database that the vault signed with the key that it has now: `leeward backup
    verify --list` writes one. Where its key is new, back it up again. The old key was not destroyed."""


class BackupTooOld(KeyChangeError):
    """That backup is not of the second day after the last re-wrapping or a later one, so it may lack what was
    re-wrapped. The old key was not destroyed."""

    def __init__(self, day: int) -> None:
        super().__init__()
        self.day = day


class NotAKeyFile(KeyChangeError):
    """That file is no key of a desk: 64 hexadecimal digits, as `leeward keys machine` writes them."""


class DraftError(DeskError):
    """This draft cannot go on."""


class NoSuchDraft(DraftError):
    """This desk holds no such draft."""


class DraftUnreadable(DraftError):
    """A kept draft can no longer be read: its file was changed, or belongs to another desk."""


class TooManyDrafts(DraftError):
    """This desk keeps as many drafts as it can. Discard some that are done with."""


class NotPossibleNow(DraftError):
    """This draft is not at a point where that can be done."""


class DoNotFit(DraftError):
    """The parts of one summary come from openings of one compartment, with one aim, one curator and one reviewer."""


class NotTheLast(DraftError):
    """This is not the last that was released for that area, period and event type. Leave it out: the desk asks."""


class AreaNotKnown(DraftError):
    """The policy does not list this area for the country of the compartment."""


class TooManyWords(DraftError):
    """A summary has at most 150 words in title, bottom line and gaps together."""


class OriginalsMissing(DraftError):
    """Not every part behind this summary can be read at this desk now. Join its openings first."""


class NotTheReviewer(DraftError):
    """This draft waits for another desk. Whoever wrote a summary cannot sign it as its reviewer."""


class NotAnAnswer(DraftError):
    """This answer is not the reviewer's, or is for another summary."""


class ClearanceDiffers(DraftError):
    """The vault's clearance is not for what was asked. It is not used."""
