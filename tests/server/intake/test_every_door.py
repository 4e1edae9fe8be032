"""Every door of intake: one machine collects, held by two locks; everyone else leaves something, or fetches."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

import httpx
import pytest

from protocol.checkpoint import Checkpoint, sign_checkpoint
from protocol.crossings import Collected, NewBuckets, NewHead, NewPublication, PoolRequest
from protocol.directory import DeviceRole
from protocol.encoding import Message
from protocol.mailbox import sign_notice
from protocol.merkle import EMPTY_ROOT
from protocol.primitives import SignKey
from server.devices import DeviceAuth
from server.intake.api import create_app
from tests.server.doors import Door, everybody, routes_in, routes_of, with_rules, wrong_at
from tests.server.intake.conftest import Intake
from tests.server.intake.test_mailboxes import a_notice, publish, some_buckets, tag

pytestmark = pytest.mark.anyio
VAULT = frozenset({"vault"})
NOTICE = a_notice(7)


def send(path: str, message: Callable[[Intake], Message]) -> Callable[[Intake, SignKey], Awaitable[httpx.Response]]:
    async def knock(intake: Intake, key: SignKey) -> httpx.Response:
        auth, body = DeviceAuth(key, key.public.hex(), intake.clock), message(intake).to_bytes()
        return await intake.client.post(path, content=body, headers=intake.headers, auth=auth)

    return knock


async def look(intake: Intake, key: SignKey) -> httpx.Response:
    return await intake.client.get("/v1/pool", auth=DeviceAuth(key, key.public.hex(), intake.clock))


def left(intake: Intake) -> NewBuckets:
    return NewBuckets(publication=tag(NOTICE), buckets=some_buckets(intake, NOTICE))


def head(intake: Intake) -> NewHead:
    shown = Checkpoint(intake.consortium.directory.contents.log_origin, 0, EMPTY_ROOT)
    return NewHead(note=sign_checkpoint(shown, intake.consortium.devices[DeviceRole.LEDGER]))


def put_out(intake: Intake) -> NewPublication:
    signed = sign_notice(NOTICE, intake.consortium.devices[DeviceRole.VAULT])
    return NewPublication(publication=tag(NOTICE), buckets=1 << NOTICE.depth, notice=signed)


DOORS = [
    Door(("GET", "/v1/pool"), VAULT, look),
    Door(("POST", "/v1/pool/take"), VAULT, send("/v1/pool/take", lambda _: PoolRequest(parts=(), posts=()))),
    Door(
        ("POST", "/v1/pool/collected"),
        VAULT,
        send("/v1/pool/collected", lambda _: Collected(parts=(), posts=(), last=True)),
    ),
    Door(("POST", "/v1/pool/head"), VAULT, send("/v1/pool/head", head)),
    Door(("POST", "/v1/pool/buckets"), VAULT, send("/v1/pool/buckets", left)),
    Door(("POST", "/v1/pool/publication"), VAULT, send("/v1/pool/publication", put_out)),
]
PUBLIC = {
    ("POST", "/v1/parts"): "a source is nobody here: work, and a card in the block that only the vault opens",
    ("POST", "/v1/mailboxes/{bucket}"): "a source is nobody here; the vault checks who may change what",
    ("POST", "/v1/uploads"): "a source is nobody here: work, for the part that will have come",
    (
        "PUT",
        "/v1/uploads/{name}/{number}",
    ): "whoever was given the name: it is 32 random bytes, and stands nowhere else",
    ("GET", "/v1/uploads/{name}"): "whoever was given the name",
    ("POST", "/v1/uploads/{name}"): "whoever was given the name; the part is judged like any other",
    ("GET", "/v1/mailboxes"): "a source fetches what everyone fetches",
    ("GET", "/v1/mailboxes/{bucket}"): "a source fetches as much as everyone; what it holds is sealed",
    ("GET", "/v1/checkpoint"): "signed by the log and its witnesses, and the same for everyone",
    ("GET", "/v1/directory"): "signed, and the same for everyone",
    ("GET", "/v1/work"): "how much work is asked, of everyone",
    ("GET", "/"): "the page: the same bytes for everyone",
    ("HEAD", "/"): "the head of it",
    ("GET", "/{language}"): "the page in one language",
    ("HEAD", "/{language}"): "the head of it",
    ("GET", "/licences.txt"): "whose code the page carries, for everyone",
    ("HEAD", "/licences.txt"): "the head of it",
    ("GET", "/v1/page"): "what the log holds of the page, for everyone",
}


def look_away(_patch: pytest.MonkeyPatch) -> None:
    """Nothing: that no other key is known here at all is the door's own look."""


@pytest.mark.parametrize("door", DOORS, ids=lambda door: " ".join(door.route))
async def test_either_lock_alone_holds_the_door(intake: Intake, door: Door[Intake]) -> None:
    await publish(intake, NOTICE)
    people, pinned = everybody(intake.consortium), intake.world.pinned
    new_rules = partial(with_rules, pinned, intake.consortium)
    assert await wrong_at(door, intake, people, look_away, new_rules) == []


async def test_every_door_that_there_is_stands_in_a_table(intake: Intake) -> None:
    assert routes_of(create_app(replace(intake.world))) == routes_in(DOORS, PUBLIC)
