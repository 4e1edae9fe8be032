"""What a source's own commands can refuse. What can go wrong on the way to intake is in clients/to_intake.py.

SourceError
├── NotUsable
├── NotWhatTheVaultLeft
├── NothingToCompare
├── HeadNotHeld
└── LogLied
"""


class SourceError(Exception):
    """This could not be done."""

    def __str__(self) -> str:
        return self.args[0] if self.args else " ".join((type(self).__doc__ or "").split())


class NotUsable(SourceError):
    """This file cannot be used here."""


class NotWhatTheVaultLeft(SourceError):
    """What intake handed out is not what the vault left for you there. Nothing was sent. Try later, or another way."""


class NothingToCompare(SourceError):
    """Intake shows no head of the log that can be relied on, so there is nothing to hold what is remembered against.
    Nothing was sent. Try later. If it stays so, tell others. What cannot wait goes without --memory."""


class HeadNotHeld(SourceError):
    """The log's head could not be held against what is remembered. Nothing was sent."""


class LogLied(SourceError):
    """Two heads of the log contradict each other. Nothing was sent."""
