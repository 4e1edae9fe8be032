"""What can go wrong at the gateway.

GatewayError
├── BadSettings
│   ├── OtherDirectory
│   └── RootsReplaced
├── JournalInUse
├── WebhookRefused
│   ├── NoSuchSource
│   ├── NotSigned
│   ├── Replayed
│   ├── BodyTooLarge
│   ├── TooSlow
│   └── NotAMessage
└── NotKept
    ├── NoDirectory
    └── Busy

A docstring is what a provider reads. None carries a value from the request.
"""

from __future__ import annotations


class GatewayError(Exception):
    """The gateway could not do this."""

    def __str__(self) -> str:
        return self.args[0] if self.args else " ".join((type(self).__doc__ or "").split())


class BadSettings(GatewayError):
    """The settings are not as the gateway needs them."""


class OtherDirectory(BadSettings):
    """The directory in the pinned folder contradicts the one that this gateway knew, and keeps in its own folder. Ask
    root holders which one is in force, and remove the other directory.cbor. Until then nothing is taken."""


class RootsReplaced(BadSettings):
    """The roots in the pinned folder do not lead to the directory that this gateway knew, and keeps in its own folder.
    Nobody replaces roots by hand: put back the roots.cbor that it had. Remove nothing: what waits to be sent lies
    beside that directory."""


class JournalInUse(GatewayError):
    """Another gateway already works on this folder."""


class WebhookRefused(GatewayError):
    """This webhook was not taken. Nothing of it was kept."""


class NoSuchSource(WebhookRefused):
    """There is no such webhook here."""


class NotSigned(WebhookRefused):
    """This webhook is not signed as its source signs. Nothing of it was kept."""


class Replayed(WebhookRefused):
    """This very request was taken before. Nothing more was kept; sign anew to send again."""


class BodyTooLarge(WebhookRefused):
    """This webhook is larger than a text message can make it. Nothing of it was kept."""


class TooSlow(WebhookRefused):
    """This webhook took too long to arrive. Nothing of it was kept."""


class NotAMessage(WebhookRefused):
    """This webhook does not hold one text message as its source writes them. Nothing of it was kept."""


class NotKept(GatewayError):
    """This message could not be kept safely, so it was not taken. Send it again later."""


class NoDirectory(NotKept):
    """The gateway has no directory to seal under, so it takes nothing. Send it again later."""


class Busy(NotKept):
    """Too many messages are being sealed at once. Send it again later."""
