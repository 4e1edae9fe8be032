"""Why the log says no.

LedgerError
├── NotAWriter
├── NotInTheLog
├── TooManyPending
├── NoSuchRange
├── NotAWitness
├── NotOurHead
├── HeadPassed
├── WordPassed
├── OneAtATime
├── ClocksApart
├── WrongLogKey
└── LogDamaged
"""


class LedgerError(Exception):
    """The log cannot do this."""


class NotAWriter(LedgerError):
    """Only the vault, release and policy write to the log."""


class NotInTheLog(LedgerError):
    """The log has no such entry yet. Ask again after the next tick."""


class TooManyPending(LedgerError):
    """Too many entries wait for the next ticks. Come back later; nothing was taken."""


class NoSuchRange(LedgerError):
    """The log has no such sizes."""


class NotAWitness(LedgerError):
    """This is not a note that one witness of the directory, and nobody else, has co-signed."""


class NotOurHead(LedgerError):
    """The log has signed no such head. Whoever showed it to you shows another log: keep it, and tell the others."""


class HeadPassed(LedgerError):
    """The log shows a later head by now. Fetch what it asks for, and co-sign that."""


class WordPassed(LedgerError):
    """The log has a later word of this witness already. Was its memory set back, or does another have its key?"""


class OneAtATime(LedgerError):
    """Another head that you have co-signed still waits for others. Fetch what the log asks for, and co-sign that."""


class ClocksApart(LedgerError):
    """The moment of this cosignature is more than five minutes away from the log's own clock. Set both clocks."""


class WrongLogKey(LedgerError):
    """This key is not the one that the directory has for the log. Nobody could check what it signs."""


class LogDamaged(LedgerError):
    """What is stored is not what was signed. The log serves nothing until a person has looked at it."""
