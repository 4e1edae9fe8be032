"""What the vault does by itself, and what it believes of other zones."""

from __future__ import annotations

import httpx
import pytest

from clients.custodian.judging import check_logged
from protocol.checkpoint import Checkpoint, sign_checkpoint
from protocol.ledger import EntryKind
from protocol.ledger_crossings import Inclusion
from protocol.merkle import leaf_hash, root_of
from protocol.policy import ChangeRules, PolicyBundle
from protocol.primitives import SignKey
from server.vault.errors import LogUnreachable, WrongAnswer, ZoneUnreachable
from server.vault.from_policy import note_waiting_policy, refresh_policy
from server.vault.log_entries import is_sent
from server.vault.rounds import carry_head, follow_log, rounds, tidy
from server.vault.to_ledger import tell_log
from tests.server.vault.vault_world import VaultWorld, problem


async def waiting_entry(vault: VaultWorld) -> bytes:
    (told,) = await vault.told(None)
    await vault.ask([told.testimony])
    (commitment,) = vault.log.waiting
    return commitment


@pytest.mark.parametrize("lie", ["another-key", "another-origin", "another-leaf", "no-inclusion", "cut-short"])
async def test_a_proof_that_does_not_hold_is_not_believed(
    vault: VaultWorld, monkeypatch: pytest.MonkeyPatch, lie: str
) -> None:
    commitment = await waiting_entry(vault)
    vault.log.tick()
    honest = vault.log.inclusion(commitment)
    key = SignKey.new() if lie == "another-key" else vault.log.key
    origin = "other.example" if lie == "another-origin" else vault.log.origin
    leaves = [leaf_hash(bytes(32) if lie == "another-leaf" else commitment)]
    note = sign_checkpoint(Checkpoint(origin, 1, root_of(leaves)), key).decode()
    told: Inclusion | bytes = Inclusion(index=0, proof=(), checkpoint=note)
    if lie == "no-inclusion":
        told = honest.model_copy(update={"index": 1})
    if lie == "cut-short":
        told = honest.to_bytes()[:-1]

    async def lies(*_: object) -> bytes:
        return told if isinstance(told, bytes) else told.to_bytes()

    monkeypatch.setattr("server.to_ledger.ask", lies)
    with pytest.raises(LogUnreachable):
        await follow_log(vault.world)
    assert [row.inclusion for row in await vault.rows("SELECT inclusion FROM log_entries")] == [None]
    assert [row.state for row in await vault.rows("SELECT state FROM opening_parts")] == ["requested"]


async def test_an_honest_proof_lets_the_opening_go_on(vault: VaultWorld) -> None:
    await waiting_entry(vault)
    await follow_log(vault.world)
    assert [row.state for row in await vault.rows("SELECT state FROM opening_parts")] == ["requested"]
    vault.log.tick()
    await follow_log(vault.world)
    assert [row.state for row in await vault.rows("SELECT state FROM opening_parts")] == ["logged"]


async def test_what_the_log_did_not_hear_it_is_told_later_and_once(vault: VaultWorld) -> None:
    vault.to_log.lose_answers = True
    (told,) = await vault.told(None)
    await vault.send(vault.desk().sign_key, "/v1/openings", vault.request([told.testimony]).signed)
    vault.to_log.lose_answers = False
    await follow_log(vault.world)
    assert len(vault.log.waiting) == 1


async def test_what_is_not_the_log_at_the_logs_address_has_heard_of_nothing(vault: VaultWorld) -> None:
    """Another server there answers 404 to everything; an opening that nobody heard of would go on."""
    vault.to_log.lead_to(httpx.MockTransport(lambda _: httpx.Response(404)))
    (told,) = await vault.told(None)
    answer = await vault.send(vault.desk().sign_key, "/v1/openings", vault.request([told.testimony]).signed)
    assert problem(answer) == "log-unreachable"
    assert [row.sent for row in await vault.rows("SELECT sent FROM log_entries")] == [False]


def newer(vault: VaultWorld, **change: object) -> bytes:
    def changed(bundle: PolicyBundle) -> PolicyBundle:
        return bundle.model_copy(update={"version": 2, **change})

    return vault.consortium.resign_policy(changed).to_bytes()


async def test_a_newer_policy_is_taken(vault: VaultWorld) -> None:
    assert not await refresh_policy(vault.world)
    vault.policy.answer = newer(vault, collect_seconds=7)
    assert await refresh_policy(vault.world)
    assert vault.world.pinned.policy.contents.version == 2
    assert {one.name: one.seconds() for one in rounds(vault.world)}["collect"] == 7


@pytest.mark.parametrize("what", ["down", "rubbish", "one-signature", "rolled-back", "gone", "broken"])
async def test_where_policy_gives_none_that_holds_the_old_one_stays(vault: VaultWorld, what: str) -> None:
    vault.policy.answer = newer(vault)
    await refresh_policy(vault.world)
    signed = vault.consortium.resign_policy(lambda bundle: bundle.model_copy(update={"version": 3}))
    vault.to_policy.down = what == "down"
    vault.policy.status = {"gone": 404, "broken": 500}.get(what, 200)
    vault.policy.answer = {
        "rubbish": b"\xa0",
        "one-signature": signed.model_copy(update={"signatures": signed.signatures[:1]}).to_bytes(),
        "rolled-back": vault.consortium.signed_policy.to_bytes(),
    }.get(what, b"")
    with pytest.raises((WrongAnswer, ZoneUnreachable)):
        await refresh_policy(vault.world)
    assert vault.world.pinned.policy.contents.version == 2


async def test_with_policy_down_the_vault_goes_on_deciding(vault: VaultWorld) -> None:
    vault.to_policy.down = True
    (told,) = await vault.told(None)
    await vault.open([told.testimony])


async def test_every_round_can_be_run_once_by_itself(vault: VaultWorld) -> None:
    await vault.told(None)
    names = [one.name for one in rounds(vault.world)]
    often = ["collect", "publish-mailboxes", "follow-log", "carry-head", "expire"]
    assert names == [*often, "refresh-policy", "refresh-orders", "tell-policy", "ring", "tidy"]
    for one in rounds(vault.world):
        await one.act()
        assert one.seconds() > 0


async def test_intake_is_brought_the_head_that_the_vault_is_shown_and_no_other(vault: VaultWorld) -> None:
    await waiting_entry(vault)
    vault.log.tick()
    await carry_head(vault.world)
    assert vault.intake.heads == [vault.log.note()]
    vault.log.key = SignKey.new()
    with pytest.raises(LogUnreachable):
        await carry_head(vault.world)
    assert len(vault.intake.heads) == 1


async def test_tidying_twice_changes_nothing_more(vault: VaultWorld) -> None:
    await vault.told(None, None)
    vault.clock.pass_days(1)
    await tidy(vault.world)
    before = await vault.rows("SELECT id, ctid, xmin::text FROM parts ORDER BY id")
    await tidy(vault.world)
    assert await vault.rows("SELECT id, ctid, xmin::text FROM parts ORDER BY id") == before


async def test_an_entry_counts_as_told_only_if_the_log_took_that_very_one(vault: VaultWorld) -> None:
    one, other = await vault.told(None, None)
    vault.to_log.down = True
    for told in (one, other):
        asked = vault.request([told.testimony]).signed
        assert problem(await vault.send(vault.desk().sign_key, "/v1/openings", asked)) == "log-unreachable"
    vault.to_log.down = False
    first, second = [row.commitment for row in await vault.rows("SELECT commitment FROM log_entries")]
    await tell_log(vault.world, first)
    assert vault.log.waiting == [first]
    assert {row.commitment for row in await vault.rows("SELECT commitment FROM log_entries WHERE sent")} == {first}
    async with vault.world.log.connect() as connection:
        assert await is_sent(connection, first)
        assert not await is_sent(connection, second)
    await tell_log(vault.world, second)
    assert set(vault.log.waiting) == {first, second}


async def test_each_entry_keeps_its_own_proof(vault: VaultWorld) -> None:
    told = await vault.told(None, None)
    asked = [await vault.ask([one.testimony]) for one in told]
    await vault.follow_log()
    notices = {notice.request.id(): notice for notice in await vault.notices(1)}
    assert len(notices) == 2
    for one in asked:
        evidence = notices[one.id].evidence
        check_logged(evidence, vault.consortium.directory, EntryKind.OPENING_REQUESTED, one.id)


async def test_a_looser_policy_waits_here_too_from_the_day_on_which_it_was_first_heard_of(vault: VaultWorld) -> None:
    slow = ChangeRules(cooling_off_days=3)
    vault.policy.answer = newer(vault, changes=slow)
    assert await refresh_policy(vault.world)
    before = vault.world.pinned.policy
    rules = before.contents.release.model_copy(update={"k": 2})
    change = {"version": 3, "previous": before.hash, "release": rules, "changes": slow}
    looser = vault.consortium.resign_policy(lambda bundle: bundle.model_copy(update=change)).to_bytes()
    vault.policy.waits = looser
    await note_waiting_policy(vault.world)
    vault.policy.answer, vault.policy.waits = looser, None
    # Its zone hands it out as if it were in force; by this clock it has not waited.
    assert not await refresh_policy(vault.world)
    assert vault.world.pinned.policy.contents.release.k == 5
    vault.clock.pass_days(3)
    await note_waiting_policy(vault.world)
    assert await refresh_policy(vault.world)
    assert vault.world.pinned.policy.contents.release.k == 2


@pytest.mark.parametrize("what", ["rubbish", "one-signature"])
async def test_what_waits_and_does_not_hold_is_not_believed(vault: VaultWorld, what: str) -> None:
    signed = vault.consortium.resign_policy(lambda bundle: bundle.model_copy(update={"version": 2}))
    alone = signed.model_copy(update={"signatures": signed.signatures[:1]}).to_bytes()
    vault.policy.waits = {"rubbish": b"\xa0", "one-signature": alone}[what]
    with pytest.raises(WrongAnswer):
        await note_waiting_policy(vault.world)
