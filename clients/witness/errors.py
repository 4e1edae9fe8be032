"""What stops a witness.

WitnessError
├── BadSettings
├── BegunAlready
├── NotListed
├── ClockBehind
├── CannotReach
│   └── NotTaken
└── Alarm                 a person has to look: nothing more is co-signed here until they have
    ├── LogSplit
    ├── AnotherLog
    ├── SetBack
    ├── StillAlarmed
    └── NotBegun · MemoryDamaged
"""

from __future__ import annotations


class WitnessError(Exception):
    """This could not be done."""

    def __str__(self) -> str:
        return self.args[0] if self.args else " ".join((type(self).__doc__ or "").split())


class BadSettings(WitnessError):
    """The settings cannot be used."""


class BegunAlready(WitnessError):
    """This witness has begun already. What it remembers was left as it is."""


class NotListed(WitnessError):
    """The directory does not list this witness with this key. Hand over public.cbor, or wait for the next directory."""


class ClockBehind(WitnessError):
    """This machine's clock is more than five minutes behind what was co-signed here last. Set it."""


class CannotReach(WitnessError):
    """The log cannot be reached, or does not answer as a log does. Nothing was co-signed, and nothing found out."""


class NotTaken(CannotReach):
    """The log did not take the cosignature now. It is made anew at the next moment."""


class Alarm(WitnessError):
    """Something is wrong with the log or with this witness. Nothing is co-signed here until a person has looked."""


class LogSplit(Alarm):
    """The log was rolled back, or shows you something else than before. Nothing was co-signed. Both of its signed heads
    are kept in a file named log-conflict: send it to the other witnesses, the custodians and the auditors."""


class AnotherLog(Alarm):
    """What answers is another log, or the log with another key, than the one of the directory and of this memory.
    Nothing was co-signed. What it showed is kept, with the last head that was co-signed here, in a file named
    log-conflict."""


class SetBack(Alarm):
    """The log has a cosignature of this witness that is newer than what this witness remembers: its disk was set back,
    or somebody else has its key. Nothing was co-signed. Stop this witness, take a new key, and tell the others."""


class StillAlarmed(Alarm):
    """A file named log-conflict is in this witness's folder, and nobody has put it away yet. Nothing is co-signed
    until somebody has looked at it. Type: leeward ledger compare, and its name."""


class NotBegun(Alarm):
    """This witness remembers nothing. On its first day type: leeward witness begin. On any other, bring back seen.cbor
    from where it went; without it take a new key, and have the directory list that."""


class MemoryDamaged(Alarm):
    """What this witness remembers cannot be read. Bring seen.cbor back from where there is a copy; without one take a
    new key, and have the directory list that."""
