"""What can go wrong between a source's machine and intake.

SourceError
├── CannotReach
├── IntakeRefused
├── NotAccepted
└── NotUsable
"""


class SourceError(Exception):
    """This could not be done."""

    def __str__(self) -> str:
        return self.args[0] if self.args else (type(self).__doc__ or "").strip()


class CannotReach(SourceError):
    """Intake cannot be reached. What could not be sent is still sealed; try again, or another way."""


class IntakeRefused(SourceError):
    """Intake did not take this."""


class NotAccepted(SourceError):
    """The answer was not intake's signed word that your report is kept. Do not rely on it; send again."""


class NotUsable(SourceError):
    """This file cannot be used here."""
