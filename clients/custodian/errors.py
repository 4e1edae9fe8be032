"""What can go wrong on a custodian's machine.

CustodianError
├── NotWaiting
├── VaultSaysNo
├── CannotReach
└── MustRefuse       (judging.py names the reasons)
"""


class CustodianError(Exception):
    """This could not be done."""

    def __str__(self) -> str:
        return self.args[0] if self.args else (type(self).__doc__ or "").strip()


class NotWaiting(CustodianError):
    """No request of that number waits for your answer."""


class VaultSaysNo(CustodianError):
    """The vault did not accept this."""


class CannotReach(CustodianError):
    """The other side cannot be reached now. Nothing was sent; try again later."""


class MustRefuse(CustodianError):
    """This device will not approve this."""
