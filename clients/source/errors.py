"""What can go wrong between a source's machine and intake.

SourceError
├── CannotReach
├── IntakeRefused
├── NotAccepted
├── NotAnAddress
│   └── OnionNeedsProxy
└── NotUsable
"""


class SourceError(Exception):
    """This could not be done."""

    def __str__(self) -> str:
        return self.args[0] if self.args else (type(self).__doc__ or "").strip()


class CannotReach(SourceError):
    """Intake cannot be reached. Try again later, or another way. A file that `leeward seal` made stays as it is."""


class IntakeRefused(SourceError):
    """Intake did not take this."""


class NotAccepted(SourceError):
    """The answer was not intake's signed word that your report is kept. Do not rely on it; send again."""


class NotAnAddress(SourceError):
    """The address of intake begins with https:// or http://, that of a proxy with socks5h://, socks5:// or http://."""


class OnionNeedsProxy(NotAnAddress):
    """An .onion address is reached through Tor only. Add: --proxy socks5h://127.0.0.1:9050"""


class NotUsable(SourceError):
    """This file cannot be used here."""
