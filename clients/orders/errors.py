"""What can go wrong while something is stopped, or let go on.

OrderError
├── NotAnOrder
├── AlreadyThere
├── ZoneSaysNo
└── CannotReachZone
"""


class OrderError(Exception):
    """This could not be ordered."""

    def __str__(self) -> str:
        return self.args[0] if self.args else " ".join((type(self).__doc__ or "").split())


class NotAnOrder(OrderError):
    """This is not an order that can be given. See: leeward orders --help"""


class AlreadyThere(OrderError):
    """There is a file of that name already. Nothing was changed."""


class ZoneSaysNo(OrderError):
    """The zone did not take it."""


class CannotReachZone(OrderError):
    """The zone cannot be reached now. The order is kept in its file: try again with leeward orders send"""
