"""The access rules in force: made once for a directory, a policy, orders and a day, and looked at in each request."""

from __future__ import annotations

from protocol.orders import StandingOrders
from server.pinned import Pinned
from server.who_is_who import Access, access


class AccessInForce:
    """Call it for the rules in force now."""

    def __init__(self, pinned: Pinned) -> None:
        self._pinned = pinned
        self._made_for: object = None
        self._access: Access | None = None
        self._kept: StandingOrders | None = None
        """So that no other orders can have its id."""

    def __call__(self) -> Access:
        """Raises RulesRefused if they cannot be used; DirectoryRefused or PolicyRefused where there are none."""
        directory, policy, standing = self._pinned.directory, self._pinned.policy, self._pinned.standing
        today = self._pinned.today()
        made_for = (directory.hash, policy.hash, id(standing), today)
        if self._access is None or self._made_for != made_for:
            self._access, self._made_for = access(directory, policy, standing, today), made_for
            self._kept = standing
        return self._access
