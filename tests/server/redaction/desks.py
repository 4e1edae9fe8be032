"""Two real desks (a curator's and a reviewer's), each with its console, before a small vault that a test may bend."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI, Response

from protocol.consent import Profile, Terms, give, profile_terms
from protocol.contents import Identity, Testimony
from protocol.control import ControlBlock
from protocol.crossings import CBOR
from protocol.desk_crossings import Neighbours
from protocol.ids import PartKind, to_text
from protocol.primitives import SealKey, SignKey
from protocol.reply import vouch_reply_key
from protocol.sealing import SealedPart, seal_part
from server.devices import DeviceAuth
from server.pinned import Pinned
from server.redaction.api import create_app
from server.redaction.room.asking import Room
from server.redaction.room.inside.reading import Reading
from server.redaction.room.joining import close_all
from server.redaction.world import World
from tests.server.redaction.bent_vault import BentVault
from tests.server.redaction.rooms_in_threads import RoomsInThreads
from tests.worlds import TODAY, Clock, Consortium, DeskKeys, seeded

PLACE = "xa-testimony"
LOOPBACK = "127.0.0.1:8443"
CODES = {
    "language": "en",
    "event_type": "armed-movement",
    "actor": "militia",
    "harm": "not-known",
    "area": "xa-01",
    "period": "2026-w47",
    "risk_factors": [1, 7],
    "stage": "mobilization",
    "credibility": 2,
    "verification": "corroborated",
    "likelihood": "likely",
    "confidence": "moderate",
    "tlp": "amber",
    "valid_until": TODAY + 20,
    "change": "new",
    "gaps": "",
    "minors_or_sexual_violence": False,
}
WORDS = {"title": "Fighters gather in Northern", "bluf": "Several reports say that fighters gather in Northern."}


@dataclass(frozen=True)
class Scene:
    """Everything a test needs to play a journey between two desks."""

    consortium: Consortium
    clock: Clock
    vault: BentVault
    curator: World
    reviewer: World
    console: httpx.AsyncClient
    """The curator's."""
    second: httpx.AsyncClient
    """The reviewer's."""
    rooms: RoomsInThreads
    """Of both desks."""

    def source(self, contents: bytes, *, terms: Terms | None = None, kind: str = "testimony") -> bytes:
        """A source seals a part and the vault keeps it; the part's id."""
        return keep_sealed(self.vault, contents, terms=terms, kind=kind)

    def say(self, text: str, terms: Terms | None = None) -> bytes:
        return self.source(Testimony(text=text, language="en").to_bytes(), terms=terms)

    async def ask(self, *parts: bytes, compartment: str = PLACE) -> bytes:
        """The reviewer leaves a key, the curator asks; the opening's id."""
        (await self.second.post("/v1/fresh-keys", json={"compartment": compartment})).raise_for_status()
        asked = await self.console.post(
            "/v1/openings",
            json={
                "compartment": compartment,
                "parts": [to_text(part) for part in parts],
                "aim": "early-warning",
                "reviewer": self.reviewer.name,
            },
        )
        return bytes.fromhex(asked.raise_for_status().json()["opening"])

    async def open(self, *parts: bytes) -> bytes:
        """Asked for, approved by a quorum, and joined at the curator's desk."""
        opening = await self.ask(*parts)
        self.vault.approve(opening, (1, 2, 3, 4))
        await self.join(opening)
        return opening

    async def join(self, opening: bytes) -> dict[bytes, str]:
        return outcomes(await self.console.post(f"/v1/openings/{to_text(opening)}/join"))

    async def join_second(self, opening: bytes) -> dict[bytes, str]:
        return outcomes(await self.second.post(f"/v1/openings/{to_text(opening)}/join"))

    def read_in(self, world: World, opening: bytes) -> Reading:
        """What can be read in an opening's room; nothing where it has none."""
        room = world.memory.rooms.of(opening)
        return self.rooms.insides[room].reading if room else Reading()

    def draft(self, opening: bytes, *parts: bytes, **changed: Any) -> dict[str, Any]:
        """What the console writes to draft a summary on these parts."""
        return {
            "openings": [to_text(opening)],
            "parts": [to_text(part) for part in parts],
            "audience": 2,
            "expiry": 30,
            "summary": CODES | WORDS | changed,
        }

    async def write(self, opening: bytes, *parts: bytes, **changed: Any) -> dict[str, Any]:
        written = await self.console.post("/v1/drafts", json=self.draft(opening, *parts, **changed))
        assert written.status_code == 201, written.text
        return dict(written.json())


def outcomes(answer: httpx.Response) -> dict[bytes, str]:
    joined = answer.raise_for_status().json()["parts"]
    return {bytes.fromhex(one["part"]): one["outcome"] for one in joined}


def readable() -> Terms:
    return profile_terms(Profile.SUMMARY_FINER, TODAY)


def sealed_part(consortium: Consortium, contents: bytes, terms: Terms, kind: str, key: SignKey) -> SealedPart:
    reply_key = SealKey.new(consortium.random).public
    control = ControlBlock(
        consent=give(key, terms, TODAY),
        card=None,
        mailbox=bytes(16),
        reply_key=reply_key,
        reply_signature=vouch_reply_key(key, reply_key),
    )
    compartment = consortium.directory.compartment(f"xa-{kind}")
    return seal_part(contents, consortium.directory, compartment, key, control, None, consortium.random)


def keep_sealed(
    vault: BentVault,
    contents: bytes,
    *,
    terms: Terms | None = None,
    kind: str = "testimony",
    key: SignKey | None = None,
) -> bytes:
    terms = readable() if terms is None else terms
    key = key or SignKey.new(vault.consortium.random)
    sealed = sealed_part(vault.consortium, contents, terms, kind, key)
    return vault.keep(sealed, PartKind(kind), give(key, terms, TODAY))


def an_identity(name: str = "Nobody", phone: str = "0") -> bytes:
    return Identity(name=name, phone=phone).to_bytes()


def quiet_release(before: Neighbours | None = None) -> FastAPI:
    """A release that only says what a summary follows: nothing, unless a test says otherwise."""
    app = FastAPI()

    @app.post("/v1/cells")
    async def neighbours() -> Response:
        return Response((before or Neighbours(predecessor=None, beside=())).to_bytes(), media_type=CBOR)

    return app


@asynccontextmanager
async def raise_scene(
    consortium: Consortium,
    folder: Path,
    release: FastAPI | None = None,
    policy: FastAPI | None = None,
    begin_room: Callable[[], Awaitable[Room]] | None = None,
) -> AsyncIterator[Scene]:
    """Build the vault, both desks and both consoles, over in-process HTTP; their rooms on threads, unless told."""
    clock = Clock()
    vault, rooms = BentVault(consortium, clock), RoomsInThreads()
    async with AsyncExitStack() as stack:
        stack.callback(rooms.wait)
        keys = consortium.desks[PLACE]
        apps = {
            "vault.test": vault.app(),
            "release.test": release or quiet_release(),
            "policy.test": policy or FastAPI(),
        }
        worlds, consoles = [], []
        for number, desk in enumerate(keys):
            console_key = SignKey.new(seeded(f"console-{number}"))
            world = await _desk_world(
                stack, consortium, clock, desk, console_key, folder, apps=apps, begin_room=begin_room or rooms.begin
            )
            stack.callback(close_all, world.memory)
            worlds.append(world)
            app = create_app(world)
            consoles.append(
                await _client(stack, app, LOOPBACK, DeviceAuth(console_key, console_key.public.hex(), clock))
            )
        yield Scene(consortium, clock, vault, worlds[0], worlds[1], consoles[0], consoles[1], rooms)


async def _desk_world(
    stack: AsyncExitStack,
    consortium: Consortium,
    clock: Clock,
    desk: DeskKeys,
    console_key: SignKey,
    folder: Path,
    *,
    apps: dict[str, FastAPI],
    begin_room: Callable[[], Awaitable[Room]],
) -> World:
    auth = DeviceAuth(desk.sign_key, desk.sign_key.public.hex(), clock)
    clients = [await _client(stack, apps[name], name, auth) for name in ("vault.test", "release.test", "policy.test")]
    return World(
        clock=clock,
        name=desk.name,
        sign_key=desk.sign_key,
        seal_key=desk.seal_key,
        pinned=Pinned(consortium.write_pinned(folder / desk.name / "pinned"), clock),
        vault=clients[0],
        release=clients[1],
        policy=clients[2],
        console_keys=frozenset({console_key.public.hex()}),
        authorities=frozenset({LOOPBACK, "localhost:8443"}),
        folder=folder / desk.name / "drafts",
        begin_room=begin_room,
    )


async def _client(stack: AsyncExitStack, app: FastAPI, authority: str, auth: httpx.Auth) -> httpx.AsyncClient:
    client = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url=f"http://{authority}", auth=auth)
    return await stack.enter_async_context(client)
