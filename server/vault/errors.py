"""What the vault says when it will not do something, drawn as one tree.

VaultError
├── NotForThisDevice
│   ├── NotADesk
│   ├── NotACustodian
│   ├── NotRelease
│   ├── NotThePolicyZone
│   └── OwnRequest
├── NotHere
├── Stopped
├── NotPossibleNow
│   ├── NotYetApproved
│   ├── NotYetInLog
│   └── AlreadyAnswered
├── SitsInElsewhere
├── FreshKeyUsed
├── EnoughForToday
├── TooMuchWaits
├── TooManyProposals
├── TooManyVersions
├── ClearanceRefused     (clearance/clearances.py: carries coded reasons)
├── AlreadyCleared
├── CardsRefused
│   ├── NotACardList
│   ├── NoSuchPartner
│   ├── CardsContradict
│   └── BatchNameTaken
├── WrongVaultKey
├── JournalOutOfReach
├── JournalDamaged
├── JournalNotSigned
├── JournalOfAnOldKey
├── JournalsDiffer
├── JournalNotWhole
├── RetentionRefused
│   ├── NotAPlan, PlanThere, TooMuchPlanned
│   ├── PlanUnknown
│   └── PlanTooYoung
└── ZoneUnreachable
    ├── IntakeUnreachable, PolicyUnreachable
    ├── LogUnreachable
    └── WrongAnswer

A docstring is what a person reads. None carries a value from the input, and none tells a stranger what exists.
"""

from __future__ import annotations

from protocol.directory import DeviceRole
from server.exchange import PeerSilent


class VaultError(Exception):
    """The vault did not do this."""

    def __str__(self) -> str:
        return (type(self).__doc__ or "").strip()


class NotForThisDevice(VaultError):
    """This device may not do that here."""


class NotADesk(NotForThisDevice):
    """Only a desk of this compartment may do that."""


class NotACustodian(NotForThisDevice):
    """Only the custodian of that seat may do that."""


class SitsInElsewhere(VaultError):
    """Whom this mandate names was given another seat of the compartment once, or one of another kind in its country."""


class NotRelease(NotForThisDevice):
    """Only the release zone may ask that."""


class NotThePolicyZone(NotForThisDevice):
    """Only the policy zone may ask that."""


class OwnRequest(NotForThisDevice):
    """Who asks for an opening, or reviews it, cannot approve it too."""


class NotHere(VaultError):
    """There is nothing here by that name for this device."""


class Stopped(VaultError):
    """This was stopped by somebody who may stop it. It goes on when they and others lift that."""


class NotPossibleNow(VaultError):
    """This can no longer be done: it was answered, withdrawn, frozen, or its time is over."""


class NotYetApproved(NotPossibleNow):
    """Not enough custodians have approved this opening yet."""


class NotYetInLog(NotPossibleNow):
    """The log does not show this yet. Nobody acts on it before."""


class AlreadyAnswered(NotPossibleNow):
    """This seat has already answered otherwise for this part. Its first answer stands."""


class FreshKeyUsed(VaultError):
    """A fresh key serves one request only. Make a new one."""


class EnoughForToday(VaultError):
    """This curator has had as many parts today as the policy lets one person have. The rest waits for tomorrow."""


class TooMuchWaits(VaultError):
    """Too much waits here already. Clear some of it first."""


class TooManyProposals(VaultError):
    """As many proposals were simulated as can be in one week. The next can be from Monday on."""


class TooManyVersions(VaultError):
    """The consent for this report was changed more often than can be shown to custodians. It stays shut."""


class AlreadyCleared(VaultError):
    """There is a clearance for that commitment already, on other terms. Use fresh randomness for a new one."""


class CardsRefused(VaultError):
    """These cards were not taken."""


class NotACardList(CardsRefused):
    """This file is not a list of cards. The vault takes the card-list.cbor that `leeward cards new` made."""


class NoSuchPartner(CardsRefused):
    """These cards are for a partner that is not in the directory."""


class CardsContradict(CardsRefused):
    """A card of this list stands on another partner's or batch's list already. None of them was taken."""


class BatchNameTaken(CardsRefused):
    """Another batch has the name of this one. None of its cards was taken: make a new batch, and destroy this one."""


class WrongVaultKey(VaultError):
    """A key that the vault was given is not the one the directory has for it."""


class JournalOutOfReach(VaultError):
    """The vault's journal cannot be read or written, and without it nothing is taken back, changed or destroyed. Is its
    folder there, its disk mounted, and is there room on it?"""


class JournalDamaged(VaultError):
    """A file of the vault's journal is not as it was written. Put it back from the journal's copy, then start again."""


class JournalNotSigned(VaultError):
    """A file of the vault's journal was signed with no key that a directory here names for the vault. Find out who
    wrote there, and put the journal back from its copy, or the directory that is missing among the papers."""


class JournalOfAnOldKey(VaultError):
    """A file of the vault's journal was signed with a key that the vault had before: whoever has that could have
    written it. Where the vault's key has just been changed, type once: leeward vault-journal --config vault.toml"""


class JournalsDiffer(VaultError):
    """The folders of the vault's journal do not say the same, and under an old key nobody can tell which is right.
    Nothing was signed. Take the one that you do not believe out of vault.toml, and bring it back empty afterwards."""


class JournalNotWhole(VaultError):
    """The database has heard what this journal does not have: it is another one, or some of its files are gone. Nothing
    is opened until the whole journal is there."""


class RetentionRefused(VaultError):
    """Nothing was destroyed."""


class NotAPlan(RetentionRefused):
    """This file is not a plan that `leeward retention plan` made."""


class PlanThere(RetentionRefused):
    """There is a file of that name already. It was left as it is."""


class TooMuchPlanned(RetentionRefused):
    """More ends in that time than one plan can say. Look fewer days ahead."""


class PlanUnknown(RetentionRefused):
    """This vault did not announce that plan."""


class PlanTooYoung(RetentionRefused):
    """That plan was announced too short a time ago. Nothing is destroyed before its warning has stood."""


class ZoneUnreachable(VaultError):
    """Another zone cannot be reached. Nothing is lost; try again later."""


class IntakeUnreachable(ZoneUnreachable, PeerSilent):
    """Intake cannot be reached. What came waits there, and what is to leave waits here."""

    zone = DeviceRole.INTAKE


class PolicyUnreachable(ZoneUnreachable, PeerSilent):
    """The policy zone cannot be reached. The policy that was trusted last stays in force."""

    zone = DeviceRole.POLICY


class LogUnreachable(ZoneUnreachable, PeerSilent):
    """The log cannot be reached, and nothing is opened or cleared without it. What was asked waits here."""

    zone = DeviceRole.LEDGER


class WrongAnswer(ZoneUnreachable):
    """Another zone gave an answer that cannot be right. Nothing was done with it."""
