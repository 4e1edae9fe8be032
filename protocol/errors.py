"""Everything that can be wrong with bytes, drawn as one small tree.

ProtocolError
├── Malformed            the bytes are not a message of this kind
│   ├── TooLarge
│   └── NotCanonical
├── BadKey               a public key nobody should use
├── BadSignature
├── CannotOpen           a box, share or payload that is not for this key, or was changed
├── DirectoryRefused     (directory.py names the reasons)
├── ConsentRefused       (consent.py)
├── OpeningRefused       (opening.py)
├── ReleaseRefused       (release.py)
├── ProofRefused         (ledger.py)
└── RequestRefused       (requests.py)

A docstring is what a person reads. None carries a value from the input.
"""


class ProtocolError(Exception):
    """Something in this message is not as the protocol asks."""

    def __str__(self) -> str:
        return self.args[0] if self.args else (type(self).__doc__ or "").strip()


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


class DirectoryRefused(ProtocolError):
    """This directory cannot be used."""


class ConsentRefused(ProtocolError):
    """Consent does not allow this."""


class OpeningRefused(ProtocolError):
    """This opening cannot go on."""


class ReleaseRefused(ProtocolError):
    """This cannot be released."""


class ProofRefused(ProtocolError):
    """This does not prove what it claims about the log."""
