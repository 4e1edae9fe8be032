"""Start a desk from its settings: on loopback only, without a database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated

from fastapi import FastAPI
from pydantic import Field, field_validator

from protocol.primitives import SealKey, SignKey
from server.peers import peer
from server.pinned import Clock, Pinned
from server.recognizers.trying import try_to_load
from server.redaction.api import create_app
from server.redaction.drafts.keeping import clear_unfinished
from server.redaction.files.cleaning import can_clean
from server.redaction.own_memory import keep_to_itself
from server.redaction.room.lacks import room_faults
from server.redaction.room.notes import remove_all_notes
from server.redaction.room.processes import RoomsAhead
from server.redaction.rounds import keep_ready, look_for_cleaner, rounds
from server.redaction.world import World
from server.rounds import running
from server.settings import KeySeed, PeerUrl, PinnedFolder, ZoneSettings

__all__ = ["Settings", "authority", "cleans_documents", "opened", "room_faults"]


class Settings(ZoneSettings):
    """A desk's settings. `console_keys`: public keys, in hexadecimal, of this person's own console. `recognizers`: what
    its rooms use beside the detector itself (server/recognizers/chosen.py); all of them can be loaded, or no desk.
    """

    name: str
    pinned: PinnedFolder
    sign_key: KeySeed
    seal_key: KeySeed
    vault_url: PeerUrl
    release_url: PeerUrl
    policy_url: PeerUrl
    console_keys: tuple[Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")], ...]
    folder: Path
    recognizers: tuple[str, ...] = ()
    page_idle_minutes: Annotated[int, Field(ge=1, le=15)] = 5

    def also_at(self) -> tuple[str, ...]:
        """Every address that `localhost` can mean: at one that stays free, somebody else on this machine could wait."""
        return tuple(one for one in ("127.0.0.1", "::1") if one != self.host)

    @field_validator("host")
    @classmethod
    def _loopback(cls, host: str) -> str:
        if not ip_address(host).is_loopback:
            raise ValueError("a desk is served on its own machine only")
        return host


def authority(host: str, port: int) -> str:
    """As a client writes it in Host (RFC 3986 §3.2.2)."""
    return f"[{host}]:{port}" if ip_address(host).version == 6 else f"{host}:{port}"


async def cleans_documents() -> bool:
    """Whether text documents can leave from this machine."""
    return await asyncio.to_thread(can_clean)


@asynccontextmanager
async def opened(settings: Settings, clock: Clock) -> AsyncIterator[FastAPI]:
    await try_to_load(settings.recognizers)
    keep_to_itself()
    clear_unfinished(settings.folder)
    remove_all_notes(settings.folder)
    async with AsyncExitStack() as stack:
        key = SignKey(bytes.fromhex(settings.sign_key.get_secret_value()))
        peers = [peer(url, key, clock) for url in (settings.vault_url, settings.release_url, settings.policy_url)]
        for one in peers:
            stack.push_async_callback(one.aclose)
        vault, release, policy = peers
        ahead = RoomsAhead(settings.recognizers)
        stack.callback(ahead.end)
        world = World(
            clock=clock,
            name=settings.name,
            sign_key=key,
            seal_key=SealKey(bytes.fromhex(settings.seal_key.get_secret_value())),
            pinned=Pinned.of_its_zone(settings.pinned, clock),
            vault=vault,
            release=release,
            policy=policy,
            console_keys=frozenset(settings.console_keys),
            authorities=frozenset({authority(settings.host, settings.port), f"localhost:{settings.port}"}),
            page_idle_seconds=settings.page_idle_minutes * 60,
            folder=settings.folder,
            begin_room=ahead.take,
        )
        stack.callback(world.memory.rooms.end_all)
        await stack.enter_async_context(running([*rounds(world), keep_ready(ahead), look_for_cleaner()]))
        yield create_app(world)
