"""What the policy zone refuses. Each docstring is what a person reads.

PolicyZoneError
├── NotForThisKey
├── WrongPolicyKey
└── LedgerSilent
"""

from protocol.directory import DeviceRole
from server.exchange import PeerSilent


class PolicyZoneError(Exception):
    """This cannot be done here."""


class NotForThisKey(PolicyZoneError):
    """This is not for the device or person whose key signed the request."""


class WrongPolicyKey(PolicyZoneError):
    """This key is not the one that the directory has for the policy zone. The log would not answer it."""


class LedgerSilent(PolicyZoneError, PeerSilent):
    """The log did not answer. What it was to be told is kept, and sent again."""

    zone = DeviceRole.LEDGER
