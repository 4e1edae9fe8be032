"""Why the log says no.

LedgerError
├── NotAWriter
├── NotInTheLog
├── TooManyPending
├── NoSuchRange
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


class WrongLogKey(LedgerError):
    """This key is not the one that the directory has for the log. Nobody could check what it signs."""


class LogDamaged(LedgerError):
    """What is stored is not what was signed. The log serves nothing until a person has looked at it."""
