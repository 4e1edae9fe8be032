"""What release refuses. Each docstring is what a person reads; none says anything of a summary.

ReleaseError
├── NotAnAnalyst
├── NotADesk
├── NotTheCurator
├── NoSuchSummary
├── NotACursor
├── AnotherWaits
├── NotPossibleNow
├── NoSuchCell
├── TooManyBeside
├── WrongReleaseKey
└── NoAnswer
    ├── VaultSilent
    ├── LedgerSilent
    └── PolicySilent
"""

from protocol.directory import DeviceRole
from server.exchange import PeerSilent


class ReleaseError(Exception):
    """This cannot be done here."""


class NotAnAnalyst(ReleaseError):
    """Only analysts read here. An administrator's key reads nothing, whatever else it may do."""


class NotADesk(ReleaseError):
    """Only a desk hands over a summary, and asks for it. This key is not a desk's in the directory in force."""


class NotTheCurator(ReleaseError):
    """Only the desk that wrote a summary hands it over. The clearance names another one as the curator's."""


class NoSuchSummary(ReleaseError):
    """There is no such summary here, or not for you. Nothing tells the two apart."""


class NotACursor(ReleaseError):
    """This is not the end of a page that came from here. Begin again without it."""


class AnotherWaits(ReleaseError):
    """Another summary came for this area, period and event type at the same moment. Send yours again."""


class NotPossibleNow(ReleaseError):
    """This cannot happen to a summary as it stands here. What has left does not come back."""


class NoSuchCell(ReleaseError):
    """There is no such area in that compartment's country, or no such week, month or day."""


class TooManyBeside(ReleaseError):
    """Too much was released for parts of this area and period, one thing apart from the other. Release what lies
    between first: a region, or a week."""


class WrongReleaseKey(ReleaseError):
    """This key is not the one that the directory has for release. No other zone would answer it."""


class NoAnswer(ReleaseError):
    """Another zone did not answer as it should. Nothing was released; it is tried again."""


class VaultSilent(NoAnswer, PeerSilent):
    """The vault did not say which clearances hold. Nothing new is released until it does."""

    zone = DeviceRole.VAULT


class LedgerSilent(NoAnswer, PeerSilent):
    """The log did not answer. What waits is not released before it is logged."""

    zone = DeviceRole.LEDGER


class PolicySilent(NoAnswer, PeerSilent):
    """The policy zone did not answer. The policy that was trusted last stays in force."""

    zone = DeviceRole.POLICY
