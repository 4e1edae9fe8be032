"""The vault comes and takes: nothing is lost, nothing is doubled, nothing is confirmed before it is kept."""

from __future__ import annotations

import logging
from dataclasses import replace

import httpx
import pytest

from protocol.consent import Terms, give, profile_terms
from protocol.control import ControlBlock, seal_control
from protocol.crossings import Pool
from protocol.encoding import Purpose
from protocol.ids import PartKind
from protocol.primitives import SealKey, sign
from protocol.reply import vouch_reply_key
from server.vault.collecting.room import Room
from server.vault.errors import WrongAnswer, ZoneUnreachable
from server.vault.from_intake import collect_once, judge_pool, keep
from tests.server.vault.collecting.test_room import narrow
from tests.server.vault.vault_world import COARSE, VaultWorld


async def test_what_waits_at_intake_is_kept_and_then_forgotten_there(vault: VaultWorld) -> None:
    told = vault.tell()
    await vault.collect()
    rows = await vault.rows("SELECT id, kind, compartment, day FROM parts")
    assert {row.id for row in rows} == {told.testimony, told.identity}
    assert {row.day for row in rows} == {vault.world.today()}
    assert vault.intake.parts == {}


async def test_a_part_that_comes_twice_is_kept_once(vault: VaultWorld) -> None:
    told = vault.tell()
    await vault.collect()
    vault.intake.put(told.sealed.testimony, told.sealed.identity)
    await vault.collect()
    assert (await vault.count("parts"), await vault.count("consents")) == (2, 2)
    assert vault.intake.parts == {}


async def test_the_first_of_two_envelopes_for_one_part_stays(vault: VaultWorld) -> None:
    """The same part signed again with another control block changes nothing of what is kept."""
    told = vault.tell(terms=Terms())
    await vault.collect()
    before = await vault.rows("SELECT id, envelope FROM parts ORDER BY id")
    part, today = told.sealed.testimony, vault.world.today()
    reply_key = SealKey.new().public
    block = ControlBlock(
        consent=give(told.key(), profile_terms(COARSE, today), today),
        card=None,
        mailbox=bytes(16),
        reply_key=reply_key,
        reply_signature=vouch_reply_key(told.key(), reply_key),
    )
    control = seal_control(block, vault.consortium.vault_seal.public, part.id())
    changed = part.model_copy(update={"control": control})
    signed = changed.model_copy(update={"signature": sign(told.key(), Purpose.PART, changed.envelope(part.id()))})
    vault.intake.put(signed)
    await vault.collect()
    assert vault.intake.parts == {}
    assert await vault.count("shut_parts") == 0
    assert await vault.rows("SELECT id, envelope FROM parts ORDER BY id") == before
    assert await vault.count("consents") == 2


async def test_a_crash_between_keeping_and_confirming_loses_and_doubles_nothing(vault: VaultWorld) -> None:
    vault.tell()
    pool = _pool(vault)
    await keep(vault.world, judge_pool(vault.world, pool))
    assert len(vault.intake.parts) == 2
    await vault.collect()
    assert await vault.count("parts") == 2
    assert vault.intake.parts == {}


async def test_a_lost_answer_to_the_confirmation_does_no_harm(vault: VaultWorld) -> None:
    vault.tell()
    await keep(vault.world, judge_pool(vault.world, _pool(vault)))
    vault.to_intake.lose_answers = True
    with pytest.raises(ZoneUnreachable):
        await vault.collect()
    vault.to_intake.lose_answers = False
    await vault.collect()
    assert await vault.count("parts") == 2


async def test_nothing_is_confirmed_that_was_not_kept(vault: VaultWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_: object) -> None:
        raise RuntimeError

    vault.tell()
    monkeypatch.setattr("server.vault.from_intake.apply_claims", fails)
    with pytest.raises(RuntimeError):
        await vault.collect()
    assert await vault.count("parts") == 0
    assert len(vault.intake.parts) == 2


async def test_intake_being_down_harms_nothing(vault: VaultWorld) -> None:
    vault.tell()
    vault.to_intake.down = True
    with pytest.raises(ZoneUnreachable):
        await vault.collect()
    vault.to_intake.down = False
    await vault.collect()
    assert await vault.count("parts") == 2


async def test_it_comes_again_while_more_waits(vault: VaultWorld) -> None:
    for _ in range(5):
        vault.tell()
    vault.intake.at_once = 3
    await vault.collect()
    assert await vault.count("parts") == 10
    assert vault.intake.taken == 4


async def test_each_visit_ends_with_one_word_that_it_is_over(vault: VaultWorld) -> None:
    """What was collected leaves intake's files then, and reports wait meanwhile: once, not for each pool."""
    for _ in range(3):
        vault.tell()
    vault.intake.at_once = 2
    await vault.collect()
    assert vault.intake.lasts == [False, False, True]
    await vault.collect()
    assert vault.intake.lasts == [False, False, True]  # nothing waited, so nothing is to be cleaned up


async def test_a_visit_that_broke_off_is_ended_by_the_next_even_if_that_takes_nothing(vault: VaultWorld) -> None:
    narrow(vault, a_day=Room(2, 1 << 30))
    vault.intake.at_once = 2
    for _ in range(2):
        vault.tell()
    vault.to_intake.answers_left = 2
    with pytest.raises(ZoneUnreachable):
        await vault.collect()
    vault.to_intake.answers_left = None
    await vault.collect()
    assert (vault.intake.lasts, len(vault.intake.parts)) == ([False, True], 2)


async def test_a_visit_that_broke_off_is_ended_by_the_next_even_if_nothing_is_left_to_take(vault: VaultWorld) -> None:
    await vault.told(None)
    vault.intake.at_once = 2
    for _ in range(2):
        vault.tell()
    vault.to_intake.answers_left = 2
    with pytest.raises(ZoneUnreachable):
        await vault.collect()
    vault.to_intake.answers_left = None
    vault.intake.parts.clear()
    await vault.collect()
    assert vault.intake.lasts == [True, False, True]


async def test_a_visit_whose_last_word_was_lost_is_ended_by_the_next_even_if_nothing_waits(vault: VaultWorld) -> None:
    """Intake may have ended after it forgot the parts, and before they left its files."""
    await vault.told(None)
    vault.tell()
    vault.to_intake.lose_answers_after = 1
    with pytest.raises(ZoneUnreachable):
        await vault.collect()
    vault.to_intake.lose_answers_after = None
    assert (vault.intake.lasts, vault.intake.parts) == ([True, True], {})
    for _ in range(2):
        await vault.collect()
    assert vault.intake.lasts == [True, True, True]


async def test_the_first_visit_of_a_vault_that_was_started_again_ends_what_broke_off_before(vault: VaultWorld) -> None:
    vault.tell()
    await vault.collect()
    vault.world = replace(vault.world)
    for _ in range(2):
        await vault.collect()
    assert vault.intake.lasts == [True, True]


async def test_bytes_that_are_no_part_are_left_there_and_end_the_round(
    vault: VaultWorld, caplog: pytest.LogCaptureFixture
) -> None:
    vault.intake.put_raw(b"no part at all: they burned the market")
    vault.intake.at_once = 0
    vault.tell()
    with caplog.at_level(logging.WARNING, "leeward"):
        vault.intake.at_once = 10
        await vault.collect()
    assert await vault.count("parts") == 2
    assert len(vault.intake.parts) == 1
    assert [str(record.msg) for record in caplog.records] == ["intake-handed-over-what-is-no-part number=1"]


async def test_a_pool_of_nothing_but_rubbish_does_not_go_round_for_ever(vault: VaultWorld) -> None:
    for number in range(3):
        vault.intake.put_raw(bytes([number]))
    vault.intake.at_once = 1
    await vault.collect()
    assert vault.intake.taken == 1


async def test_an_answer_that_is_no_pool_changes_nothing(vault: VaultWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    async def nonsense(*_: object) -> bytes:
        return b"\xa1"

    monkeypatch.setattr("server.vault.from_intake.ask", nonsense)
    with pytest.raises(WrongAnswer):
        await collect_once(vault.world)


async def test_what_is_not_intake_at_intakes_address_changes_nothing(vault: VaultWorld) -> None:
    """Another server there answers 404 to everything: that is neither an empty pool nor a confirmation."""
    vault.tell()
    vault.to_intake.lead_to(httpx.MockTransport(lambda _: httpx.Response(404)))
    with pytest.raises(WrongAnswer):
        await collect_once(vault.world)
    assert await vault.count("parts") == 0


async def test_what_cannot_be_used_is_kept_shut_and_forgotten_at_intake(vault: VaultWorld) -> None:
    told = vault.tell()
    broken = told.sealed.testimony.model_copy(update={"signature": bytes(64)})
    vault.intake.parts.clear()
    vault.intake.put(broken)
    await vault.collect()
    rows = await vault.rows("SELECT id, raw, why FROM shut_parts")
    assert [tuple(row) for row in rows] == [(broken.id(), broken.to_bytes(), "not-whole")]
    assert (await vault.count("parts"), vault.intake.parts) == (0, {})


async def test_a_pool_is_inserted_in_an_order_of_the_vaults_own(vault: VaultWorld) -> None:
    sent = [part for _ in range(12) for part in (vault.tell(),)]
    pool = _pool(vault)
    await vault.collect()
    kept = await vault.rows("SELECT id FROM parts WHERE kind = 'testimony' ORDER BY ctid")
    order = [row.id for row in kept]
    came = [told.testimony for told in sent]
    assert order != came
    assert order != sorted(came)
    assert len(pool.parts) == 24


async def test_identity_and_testimony_share_no_key_mailbox_or_reply_key(vault: VaultWorld) -> None:
    for _ in range(3):
        vault.tell()
    await vault.collect()
    for column in ("part_key", "mailbox", "reply_key"):
        shared = await vault.rows(f"SELECT {column} FROM parts GROUP BY 1 HAVING count(*) > 1")
        assert shared == [], column


async def test_no_identity_is_vouched_for(vault: VaultWorld) -> None:
    await vault.hand_out_cards(1)
    await vault.told(*vault.cards(1, 1, 1))
    rows = await vault.rows("SELECT kind, period_key IS NULL AS without FROM parts")
    assert {(row.kind, row.without) for row in rows} == {(PartKind.TESTIMONY, False), (PartKind.IDENTITY, True)}


def _pool(vault: VaultWorld) -> Pool:
    return Pool(parts=tuple(vault.intake.parts.values()), posts=tuple(vault.intake.posts.values()), more=False)
