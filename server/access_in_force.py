"""The access rules in force: made once for each pair of directory and policy, and looked at in each request."""

from __future__ import annotations

from server.pinned import Pinned
from server.who_is_who import Access, access


class AccessInForce:
    """Call it for the rules in force now."""

    def __init__(self, pinned: Pinned) -> None:
        self._pinned = pinned
        self._made_for: tuple[bytes, bytes] | None = None
        self._access: Access | None = None

    def __call__(self) -> Access:
        """Raises RulesRefused if they cannot be used; DirectoryRefused or PolicyRefused where there are none."""
        directory, policy = self._pinned.directory, self._pinned.policy
        if self._access is None or self._made_for != (directory.hash, policy.hash):
            self._access, self._made_for = access(directory, policy), (directory.hash, policy.hash)
        return self._access
