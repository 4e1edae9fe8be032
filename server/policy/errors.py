"""What the policy zone refuses. Each docstring is what a person reads.

RulesRefused (server/access_words.py)
└── PolicyNotTaken

PolicyCheckError
├── NotAPolicy
├── VaultNotNamed
└── CannotBeSimulated

PolicyZoneError
├── NotForThisKey
├── NotForThisZone
├── NothingWaits
├── WeekNotOver
├── WrongPolicyKey
├── PageNotWhole
├── NotSimulated
├── SimulationsUsedUp
├── VaultSilent
└── LedgerSilent

PageLogError
├── NotAManifest
├── NotGiven
├── NotProvedYet
└── LogDoesNotAnswer
"""

from protocol.directory import DeviceRole
from server.authorization import RulesRefused
from server.exchange import PeerSilent
from server.policy_checking.findings import Finding


class PolicyZoneError(Exception):
    """This cannot be done here."""

    def __str__(self) -> str:
        return " ".join((type(self).__doc__ or "").split())


class NotForThisKey(PolicyZoneError):
    """This is not for the device or person whose key signed the request."""


class NothingWaits(PolicyZoneError):
    """No policy waits to come into force."""


class WeekNotOver(PolicyZoneError):
    """This tells of a week that is not over, or that was over long ago. Nothing was kept."""


class NotForThisZone(PolicyZoneError):
    """This is for the vault alone. Nothing was taken here."""


class WrongPolicyKey(PolicyZoneError):
    """This key is not the one that the directory has for the policy zone. The log would not answer it."""


class PageNotWhole(PolicyZoneError):
    """The folder of the custodian's page does not hold the built page and nothing else. It is made by: make web"""


class NotSimulated(PolicyZoneError):
    """The vault simulates only a policy that would come next, that loosens a rule of release, with the signature of one
    administrator who is not suspended. Make it from the policy in force."""


class SimulationsUsedUp(PolicyZoneError):
    """As many proposals were simulated this week as can be. The next can be from Monday on."""


class VaultSilent(PolicyZoneError, PeerSilent):
    """The vault did not answer, or not as it should. Ask again later: the same proposal is counted once."""

    zone = DeviceRole.VAULT


class LedgerSilent(PolicyZoneError, PeerSilent):
    """The log did not answer. What it was to be told is kept, and sent again."""

    zone = DeviceRole.LEDGER


class PolicyNotTaken(RulesRefused):
    """The checks of this policy found what keeps it out. Type leeward policy check to see what, and where."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        """`findings` are all that was found; they are not in the error's text."""
        super().__init__()
        self.findings = findings


class PolicyCheckError(Exception):
    """A policy could not be looked at."""

    def __str__(self) -> str:
        return " ".join((type(self).__doc__ or "").split())


class NotAPolicy(PolicyCheckError):
    """This file is not a signed policy, and its name does not end in .toml."""


class VaultNotNamed(PolicyCheckError):
    """These settings do not say where the vault is. Write vault_url into policy.toml."""


class CannotBeSimulated(PolicyCheckError):
    """Who gains and who loses cannot be said: one of the two policies cannot be used with this directory, or is too
    large. Type: leeward policy check"""


class PageLogError(Exception):
    """The page could not be brought into the log."""

    def __str__(self) -> str:
        return " ".join((type(self).__doc__ or "").split())


class NotAManifest(PageLogError):
    """This file is not a manifest of the page. It is page.manifest in the folder that leeward web install made."""


class NotGiven(PageLogError):
    """This manifest was never given to the log from here. Type: leeward web log"""


class NotProvedYet(PageLogError):
    """The log has not proved this yet. The running policy zone tells it within seconds; then wait for the log's next
    tick, and ask again."""


class LogDoesNotAnswer(PageLogError):
    """The log did not answer, or not as it should. Nothing was written. Try again."""
