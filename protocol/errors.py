"""Everything that can be wrong with bytes, drawn as one small tree.

ProtocolError
├── Malformed            the bytes are not a message of this kind
│   ├── TooLarge
│   └── NotCanonical
├── BadKey               a public key nobody should use
├── BadSignature
├── CannotOpen           a box, share or payload that is not for this key, or was changed
│   └── BadShare
├── BadReceipt
│   └── NoWordList
├── BadCard
├── BadBatchName
├── TooLittleWork
├── DirectoryRefused     (directory.py names the reasons)
├── ConsentRefused       (consent.py)
├── OpeningRefused       (opening.py)
│   └── TooFewCustodians
├── SuccessionRefused    (succession.py)
├── ReleaseRefused       (release.py)
├── ProofRefused
│   ├── InclusionRefused
│   ├── ConsistencyRefused
│   │   └── HeadsContradict
│   │       ├── LogForked
│   │       └── HeadTakenBack
│   ├── CheckpointRefused
│   └── TooFewWitnesses
├── PageRefused          (page.py, built_page.py)
└── RequestRefused       (requests.py)

A docstring is what a person reads. None carries a value from the input.
"""


class ProtocolError(Exception):
    """Something in this message is not as the protocol asks."""

    def __str__(self) -> str:
        return self.args[0] if self.args else " ".join((type(self).__doc__ or "").split())


class Malformed(ProtocolError):
    """These bytes are not a message of this kind."""


class TooLarge(Malformed):
    """This is larger than a message of this kind may be."""


class NotCanonical(Malformed):
    """This message is not written in the one way the protocol allows."""


class BadKey(ProtocolError):
    """This public key is not one that can be used safely."""


class BadSignature(ProtocolError):
    """This signature was not made by that key for that purpose."""


class CannotOpen(ProtocolError):
    """This was not sealed to that key, or it was changed on the way."""


class BadShare(CannotOpen):
    """These shares do not belong together."""


class BadReceipt(ProtocolError):
    """This is not a receipt: a word or a digit of it is wrong, missing or in the wrong place."""


class NoWordList(BadReceipt):
    """There is no word list in this language. Use the digits."""


class BadCard(ProtocolError):
    """This card does not count here: a digit of it is wrong, or it was used for another report or quarter."""


class BadBatchName(ProtocolError):
    """This is not the name of a batch of cards. It has ten digits: look whether one is wrong, or two are swapped."""


class TooLittleWork(ProtocolError):
    """This was sent without the proof of work that keeps floods away."""


class DirectoryRefused(ProtocolError):
    """This directory cannot be used."""


class ConsentRefused(ProtocolError):
    """Consent does not allow this."""


class OpeningRefused(ProtocolError):
    """This opening cannot go on."""


class TooFewCustodians(OpeningRefused):
    """Too few custodians have approved this opening."""


class SuccessionRefused(ProtocolError):
    """This handover or repair of a seat cannot go on."""


class ReleaseRefused(ProtocolError):
    """This cannot be released."""


class ProofRefused(ProtocolError):
    """This does not prove what it claims about the log."""


class InclusionRefused(ProofRefused):
    """This does not prove that the entry is in the log."""


class ConsistencyRefused(ProofRefused):
    """This does not prove that the log only grew: it may have been rolled back or split."""


class HeadsContradict(ConsistencyRefused):
    """These two heads of the log contradict each other: whoever signed both did not tell the truth."""


class LogForked(HeadsContradict):
    """The log signed two heads of one size with different roots: it shows different people different things."""


class HeadTakenBack(HeadsContradict):
    """A witness co-signed a smaller head of the log after a larger one: the log was rolled back, or that witness is not
    to be relied on."""


class CheckpointRefused(ProofRefused):
    """This is not a checkpoint that the log signed."""


class TooFewWitnesses(ProofRefused):
    """Too few witnesses have co-signed this head of the log. Until they have, nothing may rest on it."""


class PageRefused(ProtocolError):
    """This page cannot be served."""
