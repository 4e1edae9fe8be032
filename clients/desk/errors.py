"""What can go wrong between a person and their desk.

DeskCommandError
├── NotADesk
├── CannotReachDesk
├── DeskSaysNo
└── NothingToAsk
"""


class DeskCommandError(Exception):
    """The desk did not do this."""

    def __str__(self) -> str:
        return self.args[0] if self.args else " ".join((type(self).__doc__ or "").split())


class NotADesk(DeskCommandError):
    """This is not the address of a desk: a desk is on this machine, for example http://127.0.0.1:8406."""


class CannotReachDesk(DeskCommandError):
    """The desk cannot be reached. Does it run on this machine? leeward serve redaction"""


class DeskSaysNo(DeskCommandError):
    """The desk refuses this."""


class NothingToAsk(DeskCommandError):
    """There is no part of this compartment that may be opened now. Nothing was asked for."""
