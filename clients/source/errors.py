"""What a source's own commands can refuse. What can go wrong on the way to intake is in clients/to_intake.py.

SourceError
├── NotUsable
└── NotWhatTheVaultLeft
"""


class SourceError(Exception):
    """This could not be done."""

    def __str__(self) -> str:
        return self.args[0] if self.args else (type(self).__doc__ or "").strip()


class NotUsable(SourceError):
    """This file cannot be used here."""


class NotWhatTheVaultLeft(SourceError):
    """What intake handed out is not what the vault left for you there. Nothing was sent. Try later, or another way."""
