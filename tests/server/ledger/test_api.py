"""The log on the wire: who may write, and that everyone can check."""

import hashlib

import httpx
import pytest

from clients.auditor.log_check import CannotReachLog, LogDoesNotHold, verify_log
from protocol.bundles import bundle_path, leaves_in
from protocol.checkpoint import Checkpoint, check_grown, check_logged, read_checkpoint, sign_checkpoint
from protocol.crossings import CBOR
from protocol.directory import DeviceRole
from protocol.errors import ProofRefused
from protocol.ledger_crossings import Consistency, Inclusion, NewEntries
from protocol.merkle import leaf_hash, root_of
from protocol.primitives import SignKey
from protocol.tiles import Tile, hashes_in
from server.ledger.log import take_in
from server.ledger.ticks import tick
from tests.server.ledger.conftest import CONSORTIUM

ENTRY = hashlib.sha256(b"entry").digest()
BODY = NewEntries(commitments=(ENTRY,)).to_bytes()
HEADERS = {"content-type": CBOR}
PUBLIC = CONSORTIUM.devices[DeviceRole.LEDGER].public
ORIGIN = CONSORTIUM.directory.contents.log_origin


@pytest.mark.parametrize("role", [DeviceRole.VAULT, DeviceRole.RELEASE, DeviceRole.POLICY])
async def test_three_zones_may_write(log, role):
    async with log.caller(CONSORTIUM.devices[role]) as client:
        assert (await client.post("/v1/entries", content=BODY, headers=HEADERS)).status_code == 202


@pytest.mark.parametrize(
    "key",
    [
        CONSORTIUM.devices[DeviceRole.INTAKE],
        CONSORTIUM.devices[DeviceRole.GATEWAY],
        CONSORTIUM.devices[DeviceRole.LEDGER],
        CONSORTIUM.desks["xa-testimony"][0].sign_key,
        CONSORTIUM.custodians["xa-testimony"][0].sign_key,
        CONSORTIUM.administrators["dalia"],
        SignKey(bytes(32)),
    ],
    ids=["intake", "gateway", "ledger", "desk", "custodian", "administrator", "stranger"],
)
async def test_nobody_else_may_write(log, key):
    async with log.caller(key) as client:
        answer = await client.post("/v1/entries", content=BODY, headers=HEADERS)
    assert answer.status_code in {401, 403}
    async with log.anyone() as client:
        assert (await client.post("/v1/entries", content=BODY, headers=HEADERS)).status_code == 401
    assert await tick(log.world) == 4
    async with log.anyone() as client:
        assert (await client.get(f"/v1/entries/{ENTRY.hex()}")).status_code == 404


async def test_no_zone_writes_where_the_signed_policy_does_not_let_it(log):
    forbidding = '@id("not-now") forbid (principal == Device::"vault", action == Action::"append_entry", resource);'
    changed = CONSORTIUM.resign_policy(
        lambda one: one.model_copy(update={"version": 2, "cedar_policies": one.cedar_policies + forbidding})
    )
    log.world.pinned.replace_policy(changed.to_bytes())
    async with log.writer() as client:
        assert (await client.post("/v1/entries", content=BODY, headers=HEADERS)).status_code == 403
    async with log.caller(CONSORTIUM.devices[DeviceRole.RELEASE]) as client:
        assert (await client.post("/v1/entries", content=BODY, headers=HEADERS)).status_code == 202


@pytest.mark.parametrize("role", [DeviceRole.INTAKE, DeviceRole.GATEWAY, DeviceRole.LEDGER])
async def test_no_policy_lets_another_device_write(log, role):
    allowing = '@id("everyone") permit (principal, action, resource);'
    changed = CONSORTIUM.resign_policy(
        lambda one: one.model_copy(update={"version": 2, "cedar_policies": one.cedar_policies + allowing})
    )
    log.world.pinned.replace_policy(changed.to_bytes())
    async with log.caller(CONSORTIUM.devices[role]) as client:
        answer = await client.post("/v1/entries", content=BODY, headers=HEADERS)
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:leeward:problem:not-a-writer")


async def test_an_entry_is_proved_after_the_tick_and_not_before(log):
    async with log.writer() as client:
        await client.post("/v1/entries", content=BODY, headers=HEADERS)
    async with log.anyone() as client:
        assert (await client.get(f"/v1/entries/{ENTRY.hex()}")).status_code == 404
        await tick(log.world)
        await tick(log.world)
        found = Inclusion.from_bytes((await client.get(f"/v1/entries/{ENTRY.hex()}")).content)
    checkpoint = read_checkpoint(found.checkpoint.encode(), ORIGIN, PUBLIC)
    assert checkpoint.size == 8
    check_logged(ENTRY, found.index, found.proof, checkpoint)
    with pytest.raises(ProofRefused):
        check_logged(hashlib.sha256(b"other").digest(), found.index, found.proof, checkpoint)


async def test_the_log_shows_that_it_only_grew(log):
    heads = []
    for _ in range(5):
        await tick(log.world)
        async with log.anyone() as client:
            heads.append(read_checkpoint((await client.get("/checkpoint")).content, ORIGIN, PUBLIC))
    async with log.anyone() as client:
        for old in heads:
            answer = await client.get("/v1/consistency", params={"from": old.size, "to": heads[-1].size})
            check_grown(old, heads[-1], Consistency.from_bytes(answer.content).proof)
        for wrong in ({"from": 8, "to": 4}, {"from": 0, "to": 999}):
            assert (await client.get("/v1/consistency", params=wrong)).status_code == 404


@pytest.mark.parametrize(
    "path", ["/tile/0/000", "/tile/0/001", "/tile/1/000", "/tile/0/000.p/255", "/tile/0/0", "/tile/9/000.p/1"]
)
async def test_a_tile_that_is_not_there_is_not_invented(log, path):
    await tick(log.world)
    async with log.anyone() as client:
        assert (await client.get(path)).status_code in {400, 404}
        assert len((await client.get("/tile/0/000.p/4")).content) == 128


async def test_bundles_hold_the_leaves_that_the_tiles_hash(log):
    await take_in(log.world, [ENTRY])
    for _ in range(66):
        await tick(log.world)
    held = []
    async with log.anyone() as client:
        for tile in (Tile(0, 0), Tile(0, 1, 8), Tile(0, 0, 3)):
            answer = await client.get(f"/{bundle_path(tile)}")
            assert "immutable" in answer.headers["cache-control"]
            found = leaves_in(tile, answer.content)
            hashes = hashes_in(tile, (await client.get(f"/{tile.path}")).content)
            assert tuple(map(leaf_hash, found)) == hashes
            held += found
        for path in ("tile/entries/001", "tile/entries/001.p/9", "tile/entries/002", "tile/entries/0", "tile/entries/"):
            assert (await client.get(f"/{path}")).status_code in {400, 404}
    assert ENTRY in held


@pytest.mark.parametrize("body", [b"", b"\xa0", BODY + b"\0", b"x" * 300_000], ids=["empty", "other", "long", "huge"])
async def test_malformed_entries_are_refused_and_change_nothing(log, body):
    async with log.writer() as client:
        answer = await client.post("/v1/entries", content=body, headers=HEADERS)
    assert answer.status_code in {400, 413}
    assert answer.headers["content-type"].startswith("application/problem+json")


class FromApp(httpx.BaseTransport):
    """The log as an auditor's synchronous client sees it; `bend` may change what it serves."""

    def __init__(self, served, bend=lambda path, body: body):
        self.served, self.bend = served, bend

    def handle_request(self, request):
        path = request.url.raw_path.decode()
        body = self.served.get(path)
        return httpx.Response(404) if body is None else httpx.Response(200, content=self.bend(path, body))


async def _served(log, sizes=()):
    paths = ["/checkpoint", "/tile/0/000", *(f"/tile/0/{n:03}.p/{w}" for n in range(2) for w in range(1, 256))]
    paths += [f"/v1/consistency?from={old}&to={new}" for old in sizes for new in sizes if old < new]
    async with log.anyone() as client:
        answers = {path: await client.get(path) for path in paths}
    return {path: answer.content for path, answer in answers.items() if answer.status_code == 200}


async def test_an_auditor_recomputes_the_whole_log(log, tmp_path):
    for _ in range(66):
        await take_in(log.world, [hashlib.sha256(log.world.random(8)).digest()])
        await tick(log.world)
    seen = []
    served = await _served(log)
    size = verify_log("http://log", CONSORTIUM.directory, tmp_path / "m", lambda *at: seen.append(at), FromApp(served))
    assert size == 264
    assert seen[-1] == (264, 264)


async def test_an_auditor_finds_a_changed_leaf_a_rollback_and_a_second_history(log, tmp_path):
    memory = tmp_path / "memory"
    await tick(log.world)
    early = await _served(log)
    assert verify_log("http://log", CONSORTIUM.directory, memory, transport=FromApp(early)) == 4
    await tick(log.world)
    late = await _served(log, (4, 8))

    def bend(path, body):
        return body[:-1] + bytes([body[-1] ^ 1]) if path.startswith("/tile") else body

    for served in (FromApp(late, bend), FromApp(late | {"/checkpoint": late["/checkpoint"][:-10] + b"AAAAAAAA=\n"})):
        with pytest.raises(LogDoesNotHold):
            verify_log("http://log", CONSORTIUM.directory, memory, transport=served)
    assert verify_log("http://log", CONSORTIUM.directory, memory, transport=FromApp(late)) == 8
    with pytest.raises(LogDoesNotHold):
        verify_log("http://log", CONSORTIUM.directory, memory, transport=FromApp(early))


async def test_a_split_view_is_found_by_whoever_remembers(log, databases, tmp_path):
    """The same key signs another history of the same length: each holds by itself, and not with the other."""
    memory = tmp_path / "memory"
    await tick(log.world)
    assert verify_log("http://log", CONSORTIUM.directory, memory, transport=FromApp(await _served(log))) == 4
    others = [leaf_hash(bytes([n]) * 32) for n in range(4)]
    note = sign_checkpoint(Checkpoint(ORIGIN, 4, root_of(others)), CONSORTIUM.devices[DeviceRole.LEDGER])
    second = {"/checkpoint": note, "/tile/0/000.p/4": b"".join(others)}
    assert verify_log("http://log", CONSORTIUM.directory, transport=FromApp(second)) == 4
    with pytest.raises(LogDoesNotHold):
        verify_log("http://log", CONSORTIUM.directory, memory, transport=FromApp(second))


def test_a_log_that_is_away_proves_nothing():
    with pytest.raises(CannotReachLog):
        verify_log("http://log", CONSORTIUM.directory, transport=FromApp({}))
