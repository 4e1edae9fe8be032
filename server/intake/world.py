"""What intake is given when it starts. server/app.py builds it from settings, tests from a made-up consortium."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine

from protocol.directory import DeviceRole
from protocol.primitives import Randomness, SignKey
from server.intake.demand import Demands
from server.intake.errors import WrongIntakeKey
from server.intake.log_head import LogHead
from server.intake.page import InstalledPage
from server.intake.pieces import Uploads
from server.intake.uploads import Rooms
from server.pinned import Pinned


@dataclass(frozen=True, slots=True)
class IntakeWorld:
    """`writer` logs in as intake_writer (at least 6 connections), `collector` as intake_collector.

    `authorities` are intake's own names as the vault writes them in its URLs. `most_waiting` rows of each kind may
    wait for a commit. `uptime` are seconds that nobody sets, unlike `clock`: by them uploads end. `onion`: intake's own
    onion service, `http://….onion`. Raises WrongIntakeKey unless `key` is intake's in the directory.
    """

    clock: Callable[[], float]
    random: Randomness
    key: SignKey
    pinned: Pinned
    writer: asyncpg.Pool[Any]
    collector: AsyncEngine
    authorities: Collection[str]
    rooms: Rooms = field(default_factory=Rooms)
    most_waiting: int = 4096
    demands: Demands = field(default_factory=Demands)
    uploads: Uploads = field(default_factory=Uploads)
    uptime: Callable[[], float] = time.monotonic
    page: InstalledPage | None = None
    log_head: LogHead = field(default_factory=LogHead)
    onion: str | None = None

    def __post_init__(self) -> None:
        if self.pinned.directory.device_key(DeviceRole.INTAKE) != self.key.public:
            raise WrongIntakeKey
