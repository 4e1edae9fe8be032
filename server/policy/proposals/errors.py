"""What proposals refuse. Each docstring is what the English page says; the others are translated.

AccountError (server/policy/accounts/errors.py)
└── ProposalError
    ├── NoSuchProposal
    ├── NotPossibleNow
    ├── NotYourDraft
    ├── TooManyDrafts
    ├── NoDirectoryKey
    ├── SignatureDoesNotHold
    ├── ProposerCannotApprove
    ├── NotEnoughSignatures
    ├── OfOneOrganisation
    ├── FoundWanting
    ├── Overtaken
    ├── AnotherCoolsOff
    ├── NotSimulatedYet
    └── NoPolicyInForce
"""

from server.policy.accounts.errors import AccountError


class ProposalError(AccountError):
    """This cannot be done with this proposal."""


class NoSuchProposal(ProposalError):
    """There is no such proposal."""


class NotPossibleNow(ProposalError):
    """This proposal is no longer where that is possible. Look at it again."""


class NotYourDraft(ProposalError):
    """This is somebody else's draft. Only who began it changes or signs it."""


class TooManyDrafts(ProposalError):
    """You have as many drafts as there can be. Withdraw one first."""


class NoDirectoryKey(ProposalError):
    """The directory names no administrator's key of yours. Only those whom it names sign policies."""


class SignatureDoesNotHold(ProposalError):
    """This signature is not one of your key over this very policy. Nothing was kept."""


class ProposerCannotApprove(ProposalError):
    """You have signed this yourself. Another administrator must approve it."""


class NotEnoughSignatures(ProposalError):
    """The signatures on this do not count any more: somebody is suspended, or the directory no longer names them."""


class OfOneOrganisation(ProposalError):
    """The policy asks for administrators of two organisations. You and the proposer are of one."""


class FoundWanting(ProposalError):
    """The checks found what keeps this policy out. Look at what they found, and change it."""


class Overtaken(ProposalError):
    """Another policy came into force since this was begun. Begin anew from that one."""


class AnotherCoolsOff(ProposalError):
    """Another policy that loosens something waits already. Withdraw that one first, or wait."""


class NotSimulatedYet(ProposalError):
    """This protects less in something, and the vault has not said yet what it would newly let pass. Try again later."""


class NoPolicyInForce(ProposalError):
    """There is no policy in force here to begin from. The first one is signed with leeward policy sign."""
