"""What can go wrong while something is stopped, or let go on.

OrderError
├── NotAnOrder
├── UnknownName
├── NoPaper
├── NoSuchOrder
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


class UnknownName(OrderError):
    """No paper knows this name. Nothing was signed."""


class NoPaper(OrderError):
    """No paper says whether there is this name: no zone that --to names showed one. Nothing was signed. Name the policy
    zone too, or a file with --directory, and with --policy for a person; or add --although-unknown."""


class NoSuchOrder(OrderError):
    """No zone that answered has an order of this number that stops anything. Nothing was signed. Where it was given
    only now, try again in a minute; see: leeward orders show. To lift it all the same, add --although-unknown."""


class AlreadyThere(OrderError):
    """There is a file of that name already. Nothing was changed."""


class ZoneSaysNo(OrderError):
    """The zone did not take it."""


class CannotReachZone(OrderError):
    """The zone cannot be reached now. The order is kept in its file: try again with leeward orders send"""
