"""The policy zone: which bundle comes into force, that none is forgotten, and who is told."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from fastapi import FastAPI, Request
from pydantic import SecretStr, ValidationError

from protocol.consent import Audience
from protocol.cooling_off import CoolingOff
from protocol.crossings import CBOR
from protocol.directory import DeviceRole
from protocol.errors import Malformed
from protocol.ledger import EntryKind, check_commitment
from protocol.ledger_crossings import NewEntries
from protocol.orders import OrderAct, OrderBook, SignedOrder, TargetKind
from protocol.policy import (
    AskedAbout,
    Asker,
    ChangeRules,
    Golden,
    NotEnoughAdministrators,
    PolicyBundle,
    PolicyRolledBack,
    Role,
    SignedPolicy,
    trust_policy,
)
from protocol.primitives import SignKey
from server.access_in_force import AccessInForce
from server.authorization import RulesRefused
from server.database import open_engine
from server.devices import DeviceAuth
from server.pinned import Pinned
from server.policy.api import create_app
from server.policy.bundles import _remember, findings_of, take_newest
from server.policy.errors import LedgerSilent, PolicyNotTaken, WrongPolicyKey
from server.policy.log_entries import log_once
from server.policy.rounds import rounds
from server.policy.start import Settings, opened
from server.policy.world import World
from server.policy_checking.findings import Code
from tests.conftest import Databases
from tests.json_doors import hold_against_openapi
from tests.orders import book, by_administrators, by_custodians, lift, stop
from tests.worlds import TODAY, Clock, Consortium, make_consortium, seeded

pytestmark = pytest.mark.anyio
ADDRESS = "policy.example"
CEDAR = Path(__file__).parents[3] / "server/policy/cedar"
BASE_RULES = ((CEDAR / "schema.cedarschema").read_text(), (CEDAR / "base.cedar").read_text())


@dataclass
class Zone:
    """The policy zone, its neighbours, and everyone who knocks there."""

    consortium: Consortium
    world: World
    folder: Path
    databases: Databases
    told: list[bytes]
    silent: set[str]
    clients: list[httpx.AsyncClient] = field(default_factory=list)
    _served: tuple[World, FastAPI] | None = None

    def restarted(self) -> World:
        """As after a new start: what was in memory is read from the pinned folder again."""
        pinned = Pinned(self.folder, self.world.clock)
        return replace(self.world, pinned=pinned, access=AccessInForce(pinned))

    def bring(self, version: int, **changes: Any) -> SignedPolicy:
        """The administrators put a newer bundle into the file."""
        made = {"version": version, "previous": self.world.pinned.policy.hash, **changes}
        signed = self.consortium.resign_policy(lambda bundle: bundle.model_copy(update=made))
        self.world.incoming.write_bytes(signed.to_bytes())
        return signed

    def client(self, key: SignKey) -> httpx.AsyncClient:
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self._app()),
            base_url=f"https://{ADDRESS}",
            auth=DeviceAuth(key, key.public.hex(), self.world.clock),
        )
        self.clients.append(client)
        return client

    def _app(self) -> FastAPI:
        """The zone as it is; after a new start, another."""
        if self._served is None or self._served[0] is not self.world:
            self._served = (self.world, create_app(self.world))
        return self._served[1]

    async def ask(self, key: SignKey, path: str) -> httpx.Response:
        return await self.client(key).get(path)

    async def bring_orders(self, key: SignKey, *orders: SignedOrder) -> httpx.Response:
        headers = {"content-type": CBOR}
        return await self.client(key).post("/v1/orders", content=book(*orders).to_bytes(), headers=headers)

    async def rows(self, statement: str) -> Sequence[asyncpg.Record]:
        connection = await asyncpg.connect(self.databases.administrator("policy").get_secret_value())
        try:
            return await connection.fetch(statement)
        finally:
            await connection.close()

    async def history(self) -> list[int]:
        return [row[0] for row in await self.rows("SELECT version FROM bundles ORDER BY version")]

    @property
    def clock(self) -> Clock:
        clock = self.world.clock
        assert isinstance(clock, Clock)
        return clock

    def in_force(self) -> int:
        return self.world.pinned.policy.contents.version


@pytest.fixture(scope="session")
def consortium() -> Consortium:
    return make_consortium(cedar=BASE_RULES)


@pytest.fixture
async def zone(consortium: Consortium, databases: Databases, tmp_path: Path) -> AsyncIterator[Zone]:
    clock, told, silent = Clock(), list[bytes](), set[str]()
    log = FastAPI()

    @log.post("/v1/entries", status_code=202)
    async def append(request: Request) -> None:
        if silent:
            raise httpx.ConnectError("nobody there")
        told.extend(NewEntries.from_bytes(await request.body()).commitments)

    key = consortium.devices[DeviceRole.POLICY]
    pinned = Pinned(consortium.write_pinned(tmp_path / "pinned"), clock)
    world = World(
        clock=clock,
        random=seeded("policy"),
        pinned=pinned,
        database=open_engine(databases.of("policy")["policy_runtime"]),
        ledger=httpx.AsyncClient(
            transport=httpx.ASGITransport(app=log),
            base_url="https://ledger.example",
            auth=DeviceAuth(key, key.public.hex(), clock),
        ),
        access=AccessInForce(pinned),
        incoming=tmp_path / "newest.cbor",
        authorities={ADDRESS},
    )
    zone = Zone(consortium, world, tmp_path / "pinned", databases, told, silent)
    yield zone
    for client in (*zone.clients, world.ledger):
        await client.aclose()
    await world.database.dispose()


# Which bundle is in force


async def test_the_pinned_bundle_is_the_first_of_the_history(zone: Zone, consortium: Consortium) -> None:
    await take_newest(zone.world)
    await take_newest(zone.world)
    [row] = await zone.rows("SELECT * FROM bundles")
    assert (row["version"], row["day"], row["hash"]) == (1, TODAY, consortium.policy.hash)
    assert row["signed"] == consortium.signed_policy.to_bytes()


async def test_a_newer_bundle_in_the_file_comes_into_force_and_into_the_history(zone: Zone) -> None:
    await take_newest(zone.world)
    zone.bring(2, collect_seconds=60)
    await take_newest(zone.world)
    assert (zone.in_force(), await zone.history()) == (2, [1, 2])
    assert zone.restarted().pinned.policy.contents.version == 2


@pytest.mark.parametrize(
    "why", ["one-signature", "older", "another-under-one-number", "no-bundle", "too-large", "unusable-rules"]
)
async def test_a_bundle_that_is_refused_changes_nothing(zone: Zone, consortium: Consortium, why: str) -> None:
    zone.bring(2)
    await take_newest(zone.world)
    newer = zone.bring(3)
    raw, error = {
        "one-signature": (
            newer.model_copy(update={"signatures": newer.signatures[:1]}).to_bytes(),
            NotEnoughAdministrators,
        ),
        "older": (consortium.signed_policy.to_bytes(), PolicyRolledBack),
        "another-under-one-number": (zone.bring(2, collect_seconds=61).to_bytes(), PolicyRolledBack),
        "no-bundle": (b"policy", Malformed),
        "unusable-rules": (zone.bring(3, cedar_policies="permit (nobody);").to_bytes(), RulesRefused),
        "too-large": (b"\0" * (SignedPolicy.BOUND + 9), Malformed),
    }[why]
    zone.world.incoming.write_bytes(raw)
    with pytest.raises(error):
        await take_newest(zone.world)
    assert (zone.in_force(), await zone.history()) == (2, [1, 2])
    assert zone.restarted().pinned.policy.contents.version == 2
    entries = await zone.rows("SELECT * FROM log_entries")
    assert len(entries) == 2


FORBIDS_AMARA = BASE_RULES[1] + '@id("x") forbid (principal == Analyst::"analyst-amara", action, resource);'
FORBIDS_EVERYTHING = BASE_RULES[1] + '@id("x") forbid (principal, action, resource);'


async def test_what_the_checks_of_a_policy_refuse_is_not_taken(zone: Zone) -> None:
    """Two signatures are not enough: a client may not have looked."""
    amara_reads = Golden(
        name="amara-reads",
        asker=Asker.ANALYST,
        who="analyst-amara",
        action="read-summaries",
        about=AskedAbout.SUMMARY,
        place="xa",
        audience=Audience.CONSORTIUM,
        allowed=True,
    )
    zone.bring(2, golden=(amara_reads,))
    await take_newest(zone.world)
    for policies, code in ((FORBIDS_EVERYTHING, Code.LOCKED_OUT), (FORBIDS_AMARA, Code.GOLDEN_CHANGED)):
        zone.bring(3, cedar_policies=policies)
        with pytest.raises(PolicyNotTaken) as refused:
            await take_newest(zone.world)
        assert code in {one.code for one in refused.value.findings}
        assert (zone.in_force(), await zone.history()) == (2, [1, 2])
    before = findings_of.cache_info()
    with pytest.raises(PolicyNotTaken):
        await take_newest(zone.world)
    after = findings_of.cache_info()
    assert (after.hits, after.misses) == (before.hits + 1, before.misses), "one that lies there is not checked again"
    zone.bring(3)
    await take_newest(zone.world)
    zone.bring(4, cedar_policies=FORBIDS_AMARA)
    await take_newest(zone.world)
    assert zone.in_force() == 4


async def test_two_bundles_under_one_number_are_not_both_kept_even_if_memory_knows_of_none(zone: Zone) -> None:
    """The first one kept is the only one, also when the pinned folder was emptied in between."""
    await take_newest(zone.world)
    (zone.folder / "policy.cbor").unlink()
    zone.bring(1, collect_seconds=61)
    world = zone.restarted()
    with pytest.raises(PolicyRolledBack):
        await take_newest(world)
    assert await zone.history() == [1]
    assert world.pinned.policy.contents.collect_seconds == 5


async def test_of_two_bundles_under_one_number_the_first_one_kept_is_the_only_one(zone: Zone) -> None:
    """As when two processes were given different ones at the same moment."""
    kept, other = zone.bring(2, collect_seconds=61), zone.bring(2, collect_seconds=62)
    directory = zone.consortium.directory
    await _remember(zone.world, kept, trust_policy(kept, directory))
    with pytest.raises(PolicyRolledBack):
        await _remember(zone.world, other, trust_policy(other, directory))
    [row] = await zone.rows("SELECT signed FROM bundles")
    assert row["signed"] == kept.to_bytes()
    assert len(await zone.rows("SELECT * FROM log_entries")) == 1


async def test_a_pinned_file_that_was_set_back_is_set_right_from_the_history(
    zone: Zone, consortium: Consortium
) -> None:
    zone.bring(2)
    await take_newest(zone.world)
    (zone.folder / "policy.cbor").write_bytes(consortium.signed_policy.to_bytes())
    zone.world.incoming.unlink()
    world = zone.restarted()
    assert world.pinned.policy.contents.version == 1
    await take_newest(world)
    assert world.pinned.policy.contents.version == 2


async def test_the_first_bundle_of_all_may_come_by_the_file(zone: Zone) -> None:
    (zone.folder / "policy.cbor").unlink()
    world = zone.restarted()
    await take_newest(world)
    assert await zone.history() == []
    zone.bring(1)
    await take_newest(world)
    assert (world.pinned.policy.contents.version, await zone.history()) == (1, [1])


@pytest.mark.parametrize(
    "statement", ["DELETE FROM bundles", "UPDATE bundles SET day = 1", "DELETE FROM log_entries", "TRUNCATE bundles"]
)
async def test_the_zone_itself_cannot_change_its_history(zone: Zone, statement: str) -> None:
    connection = await asyncpg.connect(zone.databases.of("policy")["policy_runtime"].get_secret_value())
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
    finally:
        await connection.close()


# The log


async def test_the_log_is_told_once_of_each_bundle(zone: Zone, consortium: Consortium) -> None:
    await take_newest(zone.world)
    zone.bring(2)
    await take_newest(zone.world)
    await log_once(zone.world)
    await log_once(zone.world)
    kept = await zone.rows("SELECT leaf, entry, r FROM log_entries")
    assert sorted(zone.told) == sorted(row["leaf"] for row in kept)
    entries = [check_commitment(row["leaf"], row["entry"], row["r"]) for row in kept]
    hashes = {consortium.policy.hash, zone.world.pinned.policy.hash}
    assert {(one.kind, one.subject, one.day) for one in entries} == {(EntryKind.POLICY, h, TODAY) for h in hashes}


async def test_what_a_silent_log_did_not_take_is_sent_again(zone: Zone) -> None:
    await take_newest(zone.world)
    zone.silent.add("log")
    with pytest.raises(LedgerSilent):
        await log_once(zone.world)
    zone.silent.clear()
    await log_once(zone.world)
    assert len(zone.told) == 1


async def test_what_is_not_the_log_at_its_address_has_heard_of_nothing(zone: Zone) -> None:
    """Another server there answers 404 to everything."""
    await take_newest(zone.world)
    elsewhere = httpx.MockTransport(lambda _: httpx.Response(404))
    async with httpx.AsyncClient(transport=elsewhere, base_url="https://ledger.example") as ledger:
        with pytest.raises(LedgerSilent):
            await log_once(replace(zone.world, ledger=ledger))
    assert [row["sent"] for row in await zone.rows("SELECT sent FROM log_entries")] == [False]


# Who is told


async def test_the_vault_release_desks_and_custodians_are_given_the_bundle_as_it_was_signed(
    zone: Zone, consortium: Consortium
) -> None:
    for key in (
        consortium.devices[DeviceRole.VAULT],
        consortium.devices[DeviceRole.RELEASE],
        consortium.desks["xa-testimony"][1].sign_key,
        consortium.custodians["xb-identity"][0].sign_key,
    ):
        answer = await zone.ask(key, "/v1/policies")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/cbor")
        assert answer.content == consortium.signed_policy.to_bytes()


@pytest.mark.parametrize("role", [role for role in DeviceRole if role not in {DeviceRole.VAULT, DeviceRole.RELEASE}])
async def test_no_other_machine_is_given_the_bundle_whatever_the_rules_say(zone: Zone, role: DeviceRole) -> None:
    """It names everybody on the staff, and strangers can reach intake and the gateways."""
    zone.bring(2, cedar_policies=BASE_RULES[1] + '@id("everything") permit (principal, action, resource);')
    await take_newest(zone.world)
    assert (await zone.ask(zone.consortium.devices[role], "/v1/policies")).status_code == 401
    assert (await zone.ask(zone.consortium.devices[DeviceRole.VAULT], "/v1/policies")).status_code == 200


async def test_no_access_rule_lets_anybody_past_the_rules_in_code(zone: Zone, consortium: Consortium) -> None:
    """Even where schema and policies permit everything to everyone."""
    everyone = "principal: [Analyst, Curator, Reviewer, Custodian, Administrator, Auditor, Device]"
    schema = BASE_RULES[0].replace("principal: [Administrator, Auditor]", everyone)
    assert schema != BASE_RULES[0]
    everything = '@id("everything") permit (principal, action, resource);'
    zone.bring(2, cedar_schema=schema, cedar_policies=f"{BASE_RULES[1]}\n{everything}")
    await take_newest(zone.world)
    assert (await zone.ask(consortium.staff["analyst-amara"], "/v1/policies")).status_code == 403
    assert (await zone.ask(consortium.staff["analyst-amara"], "/v1/staff")).status_code == 403
    assert (await zone.ask(consortium.devices[DeviceRole.VAULT], "/v1/staff")).status_code == 403


async def test_staff_are_not_given_the_bundle_and_strangers_are_not_known(zone: Zone, consortium: Consortium) -> None:
    for key in (consortium.staff["analyst-amara"], consortium.administrators["dalia"]):
        answer = await zone.ask(key, "/v1/policies")
        assert (answer.status_code, answer.json()["type"]) == (403, "urn:leeward:problem:not-for-this-key")
    for path in ("/v1/policies", "/v1/staff"):
        assert (await zone.ask(SignKey(bytes(range(32))), path)).status_code == 401


async def test_administrators_and_auditors_see_the_staff_list(zone: Zone, consortium: Consortium) -> None:
    for key in (consortium.administrators["dalia"], consortium.staff["auditor-chen"]):
        answer = await zone.ask(key, "/v1/staff")
        assert answer.status_code == 200
        listed = {one["person"]: one for one in answer.json()["staff"]}
        assert listed["analyst-boris"]["roles"] == ["analyst"]
        assert listed["analyst-boris"]["circle"] == "task-force"
        assert listed["analyst-boris"]["key"] == consortium.staff["analyst-boris"].public.hex()


async def test_analysts_desks_and_zones_do_not_see_the_staff_list(zone: Zone, consortium: Consortium) -> None:
    for key in (
        consortium.staff["analyst-amara"],
        consortium.desks["xa-testimony"][0].sign_key,
        consortium.devices[DeviceRole.RELEASE],
    ):
        assert (await zone.ask(key, "/v1/staff")).status_code == 403


async def test_who_the_access_rules_suspend_is_told_why_only_if_they_oversee(
    zone: Zone, consortium: Consortium, caplog: pytest.LogCaptureFixture
) -> None:
    rule = (
        '@id("suspended-desk") forbid (principal == Device::"desk-xa-reviewer", action, resource);'
        '@id("suspended-auditor") forbid (principal == Auditor::"auditor-chen", action, resource);'
    )
    zone.bring(2, cedar_policies=f"{BASE_RULES[1]}\n{rule}")
    await take_newest(zone.world)
    suspended = await zone.ask(consortium.desks["xa-testimony"][1].sign_key, "/v1/policies")
    never = await zone.ask(consortium.staff["analyst-amara"], "/v1/policies")
    assert (suspended.status_code, suspended.content) == (403, never.content), "one shape, whatever the reason"
    assert (await zone.ask(consortium.desks["xa-testimony"][0].sign_key, "/v1/policies")).status_code == 200
    auditor = await zone.ask(consortium.staff["auditor-chen"], "/v1/staff")
    assert (auditor.status_code, auditor.json()["type"]) == (403, "urn:leeward:problem:not-allowed")
    assert (auditor.json()["reasons"], auditor.json()["rules"]) == (["a-rule-forbids"], ["suspended-auditor"])
    assert "suspended" not in caplog.text


async def test_an_administrator_who_left_the_staff_still_oversees_by_the_directory(
    zone: Zone, consortium: Consortium
) -> None:
    analysts = tuple(one for one in consortium.policy.contents.staff if Role.ADMINISTRATOR not in one.roles)
    zone.bring(2, staff=analysts)
    await take_newest(zone.world)
    assert (await zone.ask(consortium.administrators["dalia"], "/v1/staff")).status_code == 200


async def test_every_round_has_a_name_a_pause_and_an_act(zone: Zone) -> None:
    made = rounds(zone.world)
    assert [one.name for one in made] == ["bundle", "log"]
    for one in made:
        assert one.seconds() > 0
        await one.act()
    assert (zone.in_force(), len(zone.told)) == (1, 1)


async def test_it_starts_with_the_newest_bundle_of_its_history_whatever_the_files_say(
    zone: Zone, consortium: Consortium
) -> None:
    zone.bring(2)
    await take_newest(zone.world)
    (zone.folder / "policy.cbor").write_bytes(consortium.signed_policy.to_bytes())
    zone.world.incoming.write_bytes(b"no bundle at all")
    settings = settings_of(zone, consortium.devices[DeviceRole.POLICY])
    key = consortium.devices[DeviceRole.VAULT]
    auth = DeviceAuth(key, key.public.hex(), zone.world.clock)
    async with opened(settings, zone.world.clock) as app:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8405", auth=auth) as vault:
            given = SignedPolicy.from_bytes((await vault.get("/v1/policies")).content)
    assert PolicyBundle.from_bytes(given.bundle).version == 2


async def test_with_another_key_than_the_policy_zone_s_it_does_not_start(zone: Zone) -> None:
    with pytest.raises(WrongPolicyKey):
        async with opened(settings_of(zone, SignKey.new()), zone.world.clock):
            pytest.fail("it started")


@pytest.mark.parametrize("incoming", [".", "nowhere/policy.cbor"])
async def test_where_a_newer_policy_is_put_is_a_file_s_name_in_a_folder_that_is_there(
    zone: Zone, incoming: str
) -> None:
    good = settings_of(zone, SignKey.new())
    told = {name: getattr(good, name) for name in Settings.model_fields}
    with pytest.raises(ValidationError, match="incoming"):
        Settings(**(told | {"incoming": zone.folder / incoming}))


def settings_of(zone: Zone, key: SignKey) -> Settings:
    return Settings(
        port=8405,
        pinned=zone.folder,
        sign_key=SecretStr(key.seed().hex()),
        database_url=zone.databases.of("policy")["policy_runtime"],
        ledger_url="http://127.0.0.1:1",
        incoming=zone.world.incoming,
    )


# What the interface says of its doors


@pytest.mark.parametrize("who", [DeviceRole.RELEASE, "esteban", None])
async def test_the_policy_zones_doors_keep_to_their_openapi(zone: Zone, who: str | None) -> None:
    keys = {**zone.consortium.devices, **zone.consortium.administrators}
    held = await hold_against_openapi(create_app(zone.world), ADDRESS, zone.world.clock, keys[who] if who else None)
    assert not held.failed, "\n".join(held.failed)
    assert held.shut() == (set() if who else held.answered.keys())


# Orders


async def test_one_administrator_suspends_at_once_and_everyone_is_told(zone: Zone, consortium: Consortium) -> None:
    order = by_administrators(consortium, stop(TargetKind.PERSON, "analyst-amara"), "dalia")
    dalia = consortium.administrators["dalia"]
    assert (await zone.bring_orders(dalia, order)).status_code == 204
    vault = await zone.ask(consortium.devices[DeviceRole.VAULT], "/v1/orders")
    assert OrderBook.from_bytes(vault.content) == book(order)
    assert (await zone.ask(consortium.staff["analyst-amara"], "/v1/orders")).status_code == 401
    assert (await zone.ask(consortium.staff["analyst-boris"], "/v1/orders")).status_code == 200
    assert zone.restarted().pinned.standing.suspended(TargetKind.PERSON, "analyst-amara")


async def test_whoever_may_bring_orders_is_shown_the_directory_in_force(zone: Zone, consortium: Consortium) -> None:
    shown = await zone.ask(consortium.administrators["dalia"], "/v1/directory")
    assert shown.content == consortium.signed.to_bytes()


async def test_an_order_that_names_what_no_paper_here_has_is_taken(zone: Zone, consortium: Consortium) -> None:
    for kind in (TargetKind.PERSON, TargetKind.DEVICE, TargetKind.PARTNER, TargetKind.COMPARTMENT):
        order = by_administrators(consortium, stop(kind, "of-the-next-paper"), "dalia")
        assert (await zone.bring_orders(consortium.administrators["dalia"], order)).status_code == 204
        assert zone.world.pinned.standing.suspended(kind, "of-the-next-paper")


async def test_a_suspended_administrator_opens_no_door_and_signs_no_policy(zone: Zone, consortium: Consortium) -> None:
    esteban = consortium.administrators["esteban"]
    order = by_administrators(consortium, stop(TargetKind.PERSON, "esteban"), "dalia")
    await zone.bring_orders(consortium.administrators["dalia"], order)
    assert (await zone.ask(esteban, "/v1/staff")).status_code == 401
    zone.bring(2)
    with pytest.raises(NotEnoughAdministrators):
        await take_newest(zone.world)
    assert zone.in_force() == 1


async def test_each_order_is_logged_once(zone: Zone, consortium: Consortium) -> None:
    order = by_administrators(consortium, stop(TargetKind.DEVICE, "gateway"), "dalia")
    held = by_administrators(consortium, stop(TargetKind.COMPARTMENT, "xa-testimony", act=OrderAct.HOLD), "esteban")
    lifted = by_administrators(consortium, lift(order), "dalia", "esteban")
    for orders in ((order,), (order, held), (order, held, lifted)):
        assert (await zone.bring_orders(consortium.administrators["dalia"], *orders)).status_code == 204
    rows = await zone.rows("SELECT leaf, entry, r FROM log_entries")
    kinds = [check_commitment(row["leaf"], row["entry"], row["r"]).kind for row in rows]
    assert kinds == [EntryKind.ORDER] * 3
    assert not zone.world.pinned.standing.suspended(TargetKind.DEVICE, "gateway")


async def test_an_order_about_a_part_is_not_for_this_zone(zone: Zone, consortium: Consortium) -> None:
    part = stop(TargetKind.PART, "ab" * 32, "xa-testimony")
    order = by_custodians(consortium, part, "xa-testimony", 1)
    other = by_administrators(consortium, stop(TargetKind.PERSON, "ines"), "dalia")
    answer = await zone.bring_orders(consortium.custodians["xa-testimony"][0].sign_key, other, order)
    assert answer.status_code == 403
    assert zone.world.pinned.orders == book()
    assert await zone.rows("SELECT leaf FROM log_entries") == []


async def test_who_writes_in_the_database_brings_nobody_back(zone: Zone, consortium: Consortium) -> None:
    order = by_administrators(consortium, stop(TargetKind.PERSON, "analyst-amara"), "dalia")
    await zone.bring_orders(consortium.administrators["dalia"], order)
    await zone.rows("DELETE FROM log_entries")
    assert (await zone.ask(consortium.staff["analyst-amara"], "/v1/orders")).status_code == 401


@pytest.mark.parametrize("body", [b"", b"orders", b"\0" * 70_000], ids=["empty", "no book", "too much"])
async def test_what_is_no_order_is_refused(zone: Zone, consortium: Consortium, body: bytes) -> None:
    client = zone.client(consortium.administrators["dalia"])
    answer = await client.post("/v1/orders", content=body, headers={"content-type": CBOR})
    assert answer.status_code in {413, 422}
    assert zone.world.pinned.orders == book()


# Cooling off


async def test_what_loosens_is_logged_as_proposed_handed_out_as_waiting_and_in_force_after_its_days(zone: Zone) -> None:
    zone.bring(2, changes=ChangeRules(cooling_off_days=2))
    await take_newest(zone.world)
    vault = zone.consortium.devices[DeviceRole.VAULT]
    assert (await zone.ask(vault, "/v1/policies/next")).status_code == 404
    rules = zone.world.pinned.policy.contents.release.model_copy(update={"k": 3})
    signed = zone.bring(3, release=rules, changes=ChangeRules(cooling_off_days=2))
    for _ in range(2):
        with pytest.raises(CoolingOff):
            await take_newest(zone.world)
        assert (await zone.ask(vault, "/v1/policies/next")).content == signed.to_bytes()
        assert zone.in_force() == 2
        zone.clock.pass_days(1)
    await take_newest(zone.world)
    assert zone.in_force() == 3
    assert (await zone.ask(vault, "/v1/policies/next")).status_code == 404
    rows = await zone.rows("SELECT leaf, entry, r FROM log_entries")
    kinds = [check_commitment(row["leaf"], row["entry"], row["r"]).kind for row in rows]
    assert sorted(kinds) == ["policy", "policy", "policy", "policy-proposed"]


async def test_who_writes_a_looser_policy_into_the_history_does_not_spare_it_the_waiting(zone: Zone) -> None:
    zone.bring(2, changes=ChangeRules(cooling_off_days=2))
    await take_newest(zone.world)
    rules = zone.world.pinned.policy.contents.release.model_copy(update={"k": 3})
    signed = zone.bring(3, release=rules)
    zone.world.incoming.unlink()
    trusted = trust_policy(signed, zone.world.pinned.directory, zone.world.pinned.policy)
    await _remember(zone.world, signed, trusted)
    await take_newest(zone.world)
    assert zone.in_force() == 2
