"""What the log is given when it starts. server/ledger/start.py builds it from settings, tests from a consortium."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncEngine

from protocol.directory import DeviceRole
from protocol.errors import DirectoryRefused
from protocol.primitives import Randomness, SignKey
from server.ledger.errors import WrongLogKey
from server.pinned import Pinned

MOST_PENDING = 100_000


@dataclass(frozen=True, slots=True)
class World:
    """Raises WrongLogKey unless `sign_key` is the log's in the directory: else nobody could check it."""

    clock: Callable[[], float]
    random: Randomness = field(repr=False)
    engine: AsyncEngine = field(repr=False)
    pinned: Pinned = field(repr=False)
    sign_key: SignKey = field(repr=False)
    authorities: Collection[str]
    most_pending: int = MOST_PENDING

    def __post_init__(self) -> None:
        if self.pinned.directory.device_key(DeviceRole.LEDGER) != self.sign_key.public:
            raise WrongLogKey

    @property
    def origin(self) -> str:
        return self.pinned.directory.contents.log_origin

    def witnesses(self) -> dict[bytes, str]:
        """The witnesses of the directory in force, by key; none once it has ended."""
        try:
            listed = self.pinned.directory.contents.witnesses
        except DirectoryRefused:
            return {}
        return {one.sign_key: one.witness for one in listed}

    def shows_at_once(self) -> bool:
        """Whether no witness has to see a checkpoint before everyone is shown it."""
        try:
            return self.pinned.directory.contents.witnesses_needed == 0
        except DirectoryRefused:
            return False
