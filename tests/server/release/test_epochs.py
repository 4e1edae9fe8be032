"""What an epoch releases and removes, and what can be seen of it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import asyncpg
import httpx
import pytest
from sqlalchemy.exc import IntegrityError

from protocol.ledger import EntryKind, check_commitment
from protocol.release import Summary
from server.authorization import RulesRefused
from server.release import epochs, removals, submissions
from server.release.epochs import clear_away, hold_epoch
from server.release.errors import LedgerSilent, VaultSilent
from server.release.lives import Life
from server.release.log_entries import log_once
from server.release.removals import remove
from server.release.rounds import Timetable, rounds
from server.release.rules_seen import remember_rules
from tests.server.release.conftest import Zone
from tests.server.release.handed_over import HandedOver, a_summary
from tests.worlds import NOW, TODAY, Consortium

pytestmark = pytest.mark.anyio


def several(consortium: Consortium, count: int, **changes: Any) -> list[HandedOver]:
    """Different summaries for different cells."""
    return [
        HandedOver(consortium, a_summary(period=f"{2026 - number // 12}-{11 - number % 11:02}", **changes))
        for number in range(count)
    ]


async def commitments(zone: Zone, table: str) -> set[bytes]:
    return {row[0] for row in await zone.rows(f"SELECT commitment FROM {table}")}


async def test_what_waits_is_released_at_the_epoch_and_not_before(zone: Zone, handed: HandedOver) -> None:
    await zone.hand_over(handed)
    await log_once(zone.world)
    await clear_away(zone.world)
    assert await zone.read() == []
    await hold_epoch(zone.world)
    [read] = await zone.read()
    assert (read["title"], read["band"], read["published"]) == (handed.summary.title, "5-9", "2026-11-21")


async def test_nothing_is_released_before_the_log_proves_it(zone: Zone, handed: HandedOver) -> None:
    await zone.hand_over(handed)
    await hold_epoch(zone.world)
    assert await zone.read() == []
    zone.log.slow = True
    await zone.epoch()
    assert await zone.read() == []
    zone.log.slow = False
    await zone.epoch()
    assert len(await zone.read()) == 1


async def test_while_the_log_is_silent_a_summary_waits_and_is_released_later(zone: Zone, handed: HandedOver) -> None:
    zone.log.silent = True
    await zone.hand_over(handed)
    with pytest.raises(LedgerSilent):
        await log_once(zone.world)
    await hold_epoch(zone.world)
    assert await zone.read() == []
    zone.log.silent = False
    await zone.epoch()
    assert len(await zone.read()) == 1


async def test_what_is_not_the_log_at_its_address_has_heard_of_nothing(zone: Zone, handed: HandedOver) -> None:
    """Another server there answers 404 to everything; a release that nobody heard of would look like one that was."""
    await zone.hand_over(handed)
    elsewhere = httpx.MockTransport(lambda _: httpx.Response(404))
    async with httpx.AsyncClient(transport=elsewhere, base_url="https://ledger.example") as ledger:
        with pytest.raises(LedgerSilent):
            await log_once(replace(zone.world, ledger=ledger))
    assert [row[0] for row in await zone.rows("SELECT state FROM log_entries")] == ["noted"]


async def test_a_proof_of_another_entry_is_no_proof(zone: Zone, handed: HandedOver) -> None:
    await zone.hand_over(handed)
    zone.log.slow = True
    await log_once(zone.world)
    zone.log.leaves.append(b"o" * 32)
    zone.log.lies = zone.log.inclusion(b"o" * 32).to_bytes()
    with pytest.raises(LedgerSilent):
        await log_once(zone.world)
    await hold_epoch(zone.world)
    assert await zone.read() == []


async def test_the_log_is_told_commitments_to_release_and_removal_and_nothing_else(
    zone: Zone, handed: HandedOver
) -> None:
    await zone.released(handed)
    zone.vault.fallen.add(handed.commitment)
    await zone.epoch()
    await log_once(zone.world)
    kept = await zone.rows("SELECT leaf, entry, r FROM log_entries")
    assert {row["leaf"] for row in kept} == set(zone.log.leaves)
    read = [check_commitment(row["leaf"], row["entry"], row["r"]) for row in kept]
    assert {(one.kind, one.subject, one.day) for one in read} == {
        (EntryKind.RELEASE, handed.commitment, TODAY),
        (EntryKind.REMOVAL, handed.commitment, TODAY),
    }


async def test_while_the_vault_is_silent_nothing_new_is_released_and_what_ended_leaves_a_day_later(
    zone: Zone, consortium: Consortium
) -> None:
    ending, standing, new = several(consortium, 3)
    ending.summary = a_summary(valid_until=TODAY)
    await zone.released(ending, standing)
    await zone.hand_over(new)
    await log_once(zone.world)
    zone.vault.silent = True
    for left in ({ending.commitment, standing.commitment}, {standing.commitment}):
        zone.clock.pass_days(1)
        with pytest.raises(VaultSilent):
            await hold_epoch(zone.world)
        assert await commitments(zone, "releases") == left
    assert await commitments(zone, "waiting") == {new.commitment}


@pytest.mark.parametrize("lie", [b"", b"\xa1eholds\x80", b"\xa1eholds\x83\xf5\xf5\xf5", b"x" * 300_000])
async def test_an_answer_that_does_not_fit_the_question_is_silence(zone: Zone, handed: HandedOver, lie: bytes) -> None:
    await zone.hand_over(handed)
    zone.vault.lies = lie
    with pytest.raises(VaultSilent):
        await zone.epoch()
    assert await commitments(zone, "waiting") == {handed.commitment}
    assert await commitments(zone, "releases") == set()


async def test_what_the_vault_no_longer_clears_leaves_at_the_next_epoch(zone: Zone, consortium: Consortium) -> None:
    fallen, other, new = several(consortium, 3)
    await zone.released(fallen, other)
    await zone.hand_over(new)
    zone.vault.fallen |= {fallen.commitment, new.commitment}
    await zone.epoch()
    assert await commitments(zone, "releases") == {other.commitment}
    assert await commitments(zone, "waiting") == set()


async def test_what_came_after_the_vault_was_asked_waits_for_the_next_epoch(
    zone: Zone, handed: HandedOver, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = epochs.ask_standing

    async def slowly(*asked: Any) -> Any:
        answer = await ask(*asked)
        await zone.hand_over(handed)
        await log_once(zone.world)
        return answer

    monkeypatch.setattr(epochs, "ask_standing", slowly)
    await hold_epoch(zone.world)
    assert await commitments(zone, "waiting") == {handed.commitment}
    monkeypatch.undo()
    await hold_epoch(zone.world)
    assert await commitments(zone, "releases") == {handed.commitment}


async def test_a_removal_after_a_withdrawal_looks_like_an_expiry(zone: Zone, consortium: Consortium) -> None:
    """To an analyst, and in the database: the same answers, and the same rows left."""
    expiring, withdrawn, staying = several(consortium, 3)
    expiring.summary = a_summary(valid_until=TODAY)
    expiring.r, withdrawn.r = b"1" * 32, b"2" * 32
    ids = {read["period"]: read["id"] for read in await zone.released(expiring, withdrawn, staying)}
    analyst = zone.of(consortium.staff["analyst-amara"])
    zone.clock.pass_days(1)
    zone.vault.fallen.add(withdrawn.commitment)
    await zone.epoch()
    gone = [await analyst.get(f"/v1/summaries/{ids[one.summary.period]}") for one in (expiring, withdrawn)]
    never = await analyst.get(f"/v1/summaries/{'0' * 64}")
    assert {(one.status_code, one.content, tuple(sorted(one.headers.items()))) for one in (*gone, never)} == {
        (404, never.content, tuple(sorted(never.headers.items())))
    }
    assert [read["period"] for read in await zone.read()] == [staying.summary.period]
    left = [
        await zone.rows(f"SELECT kind, state FROM log_entries WHERE subject = '\\x{one.commitment.hex()}'")
        for one in (expiring, withdrawn)
    ]
    assert sorted(map(tuple, left[0])) == sorted(map(tuple, left[1]))
    assert await commitments(zone, "releases") == {staying.commitment}


async def test_no_moment_tells_what_ended_from_what_was_withdrawn(zone: Zone, consortium: Consortium) -> None:
    """An analyst who asks again and again through midnight sees both go at once."""
    ending, withdrawn, staying = several(consortium, 3)
    ending.summary = a_summary(valid_until=TODAY)
    await zone.released(ending, withdrawn, staying)
    zone.vault.fallen.add(withdrawn.commitment)
    seen = [len(await zone.read())]
    zone.clock.pass_days(1)
    seen.append(len(await zone.read()))
    zone.vault.silent = True
    with pytest.raises(VaultSilent):
        await hold_epoch(zone.world)
    seen.append(len(await zone.read()))
    zone.vault.silent = False
    await clear_away(zone.world)
    seen.append(len(await zone.read()))
    assert seen == [3, 3, 3, 1]


async def test_what_has_left_does_not_come_back(zone: Zone, handed: HandedOver) -> None:
    await zone.released(handed)
    zone.vault.fallen.add(handed.commitment)
    await zone.epoch()
    zone.vault.fallen.clear()
    answer = (await zone.hand_over(handed)).json()
    assert [rule["rule"] for rule in answer["rules"] if not rule["passed"]] == ["clearance"]


async def test_a_successor_replaces_its_predecessor_in_one_stroke(zone: Zone, handed: HandedOver) -> None:
    [first] = await zone.released(handed)
    handed.summary = a_summary(title="Roads open again in Northern", predecessor=handed.commitment)
    [second] = await zone.released(handed)
    assert second["title"] == "Roads open again in Northern"
    assert second["id"] != first["id"]
    assert await commitments(zone, "releases") == {handed.commitment}


async def test_what_follows_a_release_that_left_must_have_been_held_against_it(zone: Zone, handed: HandedOver) -> None:
    """Readers keep copies: a summary of five that follows one of six would show who took the sixth report back."""
    await zone.released(handed)
    left = handed.commitment
    zone.vault.fallen.add(left)
    await zone.epoch()
    assert await commitments(zone, "releases") == set()
    handed.summary = a_summary(title="Roads open again in Northern")
    answer = (await zone.hand_over(handed)).json()
    assert [rule["rule"] for rule in answer["rules"] if not rule["passed"]] == ["predecessor"]
    handed.summary = a_summary(title="Roads open again in Northern", predecessor=left)
    await zone.released(handed)
    assert await commitments(zone, "releases") == {handed.commitment}


async def test_a_release_that_left_is_remembered_under_the_last_of_its_cell(zone: Zone, handed: HandedOver) -> None:
    await zone.released(handed)
    first = handed.commitment
    handed.summary = a_summary(title="Roads open again in Northern", predecessor=first)
    await zone.released(handed)
    zone.vault.fallen.add(handed.commitment)
    await zone.epoch()
    handed.summary = a_summary(title="Roads are closed once more", predecessor=first)
    answer = (await zone.hand_over(handed)).json()
    assert [rule["rule"] for rule in answer["rules"] if not rule["passed"]] == ["predecessor"]


async def test_what_waits_is_judged_again_by_the_rules_of_its_epoch(zone: Zone, handed: HandedOver) -> None:
    await zone.hand_over(handed)
    stricter = zone.world.pinned.policy.contents.release.model_copy(update={"k": 9})
    zone.change_policy(lambda bundle: bundle.model_copy(update={"release": stricter}))
    await zone.epoch()
    assert await commitments(zone, "releases") == set()
    answer = (await zone.hand_over(handed)).json()
    assert [rule["rule"] for rule in answer["rules"] if not rule["passed"]] == ["policy"]


async def test_what_a_suspended_desk_handed_over_before_is_not_released(zone: Zone, handed: HandedOver) -> None:
    await remember_rules(zone.world)
    await zone.hand_over(handed)
    zone.add_rule('@id("suspended") forbid (principal == Device::"desk-xa-curator", action, resource);')
    await zone.epoch()
    assert await commitments(zone, "releases") == set()


async def test_without_usable_access_rules_nothing_is_released_and_nothing_lost(zone: Zone, handed: HandedOver) -> None:
    await zone.hand_over(handed)
    zone.add_rule("forbid (principal, action, resource) when { principal.mood };")
    with pytest.raises(RulesRefused):
        await zone.epoch()
    assert await commitments(zone, "waiting") == {handed.commitment}
    assert await commitments(zone, "releases") == set()
    await clear_away(zone.world)


async def test_an_epoch_that_fails_half_way_releases_nothing_and_what_fell_has_left(
    zone: Zone, consortium: Consortium
) -> None:
    live, first, second = several(consortium, 3)
    await zone.released(live)
    for one in (first, second):
        await zone.hand_over(one)
    await log_once(zone.world)
    zone.vault.fallen.add(live.commitment)
    # Both would get one id: the second insert fails.
    with pytest.raises(IntegrityError):
        await hold_epoch(replace(zone.world, random=lambda size: b"i" * size))
    assert await commitments(zone, "releases") == set()
    assert await commitments(zone, "waiting") == {first.commitment, second.commitment}
    await hold_epoch(zone.world)
    assert await commitments(zone, "releases") == {first.commitment, second.commitment}


async def removed_in_log(zone: Zone) -> list[bytes]:
    return [row[0] for row in await zone.rows("SELECT subject FROM log_entries WHERE kind = 'removal'")]


async def test_an_end_between_two_batches_of_removals_leaves_the_rest_to_the_next_time(
    zone: Zone, consortium: Consortium, monkeypatch: pytest.MonkeyPatch
) -> None:
    *live, new = several(consortium, 6)
    await zone.released(*live)
    await zone.hand_over(new)
    await log_once(zone.world)
    zone.vault.fallen |= {one.commitment for one in live}
    batches: list[int] = []

    async def ends_in_the_second(connection: Any, world: Any, leaving: Any) -> None:
        await remove(connection, world, leaving)
        batches.append(len(leaving))
        if len(batches) == 2:
            raise RuntimeError

    monkeypatch.setattr(removals, "AT_ONCE", 2)
    monkeypatch.setattr(removals, "remove", ends_in_the_second)
    with pytest.raises(RuntimeError):
        await hold_epoch(zone.world)
    left = await commitments(zone, "releases")
    assert len(left) == 3
    assert set(await removed_in_log(zone)) == {one.commitment for one in live} - left
    assert await commitments(zone, "waiting") == {new.commitment}
    await hold_epoch(zone.world)
    assert batches == [2, 2, 2, 1]
    assert await commitments(zone, "releases") == {new.commitment}
    assert sorted(await removed_in_log(zone)) == sorted(one.commitment for one in live)


async def test_what_leaves_together_leaves_in_no_order_of_arrival(
    zone: Zone, consortium: Consortium, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the first batch would be the oldest, and what was withdrawn among them would stand alone."""
    came = several(consortium, 8)
    await zone.released(*came)
    zone.vault.fallen |= {one.commitment for one in came}
    stored = [row[0] for row in await zone.rows("SELECT commitment FROM releases ORDER BY ctid")]
    left: list[bytes] = []

    async def seen(connection: Any, world: Any, leaving: Any) -> None:
        left.extend(leaving)
        await remove(connection, world, leaving)

    monkeypatch.setattr(removals, "AT_ONCE", 2)
    monkeypatch.setattr(removals, "remove", seen)
    await zone.epoch()
    assert sorted(left) == sorted(stored)
    assert left not in (stored, stored[::-1], sorted(stored))


async def test_order_of_release_says_nothing_of_the_order_of_arrival(zone: Zone, consortium: Consortium) -> None:
    """Eight that came one after another: neither in the table nor on the page do they stand in that order."""
    came = several(consortium, 8)
    read = await zone.released(*came)
    arrived = [one.commitment for one in came]
    stored = [row[0] for row in await zone.rows("SELECT commitment FROM releases ORDER BY ctid")]
    assert sorted(stored) == sorted(arrived)
    assert stored not in (arrived, arrived[::-1])
    assert [one["period"] for one in read] != [one.summary.period for one in came]
    assert zone.vault.asked[-1] != tuple(arrived)
    assert [one["id"] for one in read] == sorted(one["id"] for one in read)


async def test_the_vault_is_not_told_which_are_released_and_which_wait(zone: Zone, consortium: Consortium) -> None:
    came = several(consortium, 8)
    await zone.released(*came[:4])
    for one in came[4:]:
        await zone.hand_over(one)
    await zone.epoch()
    asked = zone.vault.asked[-1]
    assert set(asked) == {one.commitment for one in came}
    assert {one.commitment for one in came[:4]} not in (set(asked[:4]), set(asked[4:]))


async def test_release_keeps_no_time_finer_than_a_day_and_no_part_id(zone: Zone, consortium: Consortium) -> None:
    """Every column of every table: whole numbers are days, circles, bitmaps or versions; nothing is a moment."""
    first, second = several(consortium, 2)
    await zone.released(first)
    await zone.hand_over(second)
    types = await zone.rows(
        "SELECT table_name, column_name, data_type FROM information_schema.columns "
        "WHERE table_schema = 'public' AND table_name <> 'alembic_version'"
    )
    assert {row["data_type"] for row in types} <= {"bytea", "text", "integer", "smallint", "bigint", "boolean"}
    assert not [row for row in types if re.search(r"part|time|moment|epoch|arriv|receiv", row["column_name"])]
    for table in ("waiting", "releases", "log_entries", "rules_seen"):
        for row in await zone.rows(f"SELECT * FROM {table}"):
            numbers = [value for value in row.values() if type(value) is int]
            assert all(number < NOW // 3600 for number in numbers)


async def test_a_number_of_seconds_cannot_be_kept_as_a_day(zone: Zone, handed: HandedOver) -> None:
    await zone.released(handed)
    for column in ("published", "valid_until"):
        with pytest.raises(asyncpg.CheckViolationError, match=f"ck_releases_{column}"):
            await zone.rows(f"UPDATE releases SET {column} = {NOW}")


async def test_what_the_reader_is_shown_has_no_predecessor_in_it(zone: Zone, handed: HandedOver) -> None:
    await zone.released(handed)
    before = handed.commitment
    handed.summary = a_summary(title="Roads open again in Northern", predecessor=before)
    await zone.released(handed)
    [row] = await zone.rows("SELECT * FROM live_summaries")
    assert Summary.from_bytes(row["shown"]).predecessor is None
    for secret in (before, handed.commitment, handed.r):
        assert secret not in b"".join(value for value in row.values() if isinstance(value, bytes))


# The timetable


async def test_epochs_are_at_whole_multiples_of_their_length_and_a_start_is_none(
    zone: Zone, handed: HandedOver
) -> None:
    zone.change_policy(
        lambda bundle: bundle.model_copy(
            update={"release": bundle.release.model_copy(update={"epoch_seconds": 86_400})}
        )
    )
    handed.leave = {"policy": 2}
    await zone.hand_over(handed)
    await log_once(zone.world)
    timetable = Timetable(zone.world)
    await timetable.turn()
    assert await commitments(zone, "releases") == set()
    zone.clock.now = (TODAY + 1) * 86_400 - 1
    await timetable.turn()
    assert await commitments(zone, "releases") == set()
    assert timetable.pause() == 1
    zone.clock.now += 1
    await timetable.turn()
    assert await commitments(zone, "releases") == {handed.commitment}


async def test_after_a_start_what_fell_while_release_was_down_leaves_at_once(zone: Zone, handed: HandedOver) -> None:
    await zone.released(handed)
    zone.vault.fallen.add(handed.commitment)
    await Timetable(zone.world).turn()
    assert await commitments(zone, "releases") == set()


async def test_a_vault_that_was_silent_at_the_epoch_is_asked_again_and_only_removal_follows(
    zone: Zone, consortium: Consortium
) -> None:
    live, new = several(consortium, 2)
    await zone.released(live)
    await zone.hand_over(new)
    await log_once(zone.world)
    timetable = Timetable(zone.world)
    await timetable.turn()
    zone.vault.fallen.add(live.commitment)
    zone.vault.silent = True
    zone.clock.now += 5
    with pytest.raises(VaultSilent):
        await timetable.turn()
    zone.vault.silent = False
    zone.clock.now += 1
    await timetable.turn()
    assert await commitments(zone, "releases") == set()
    assert await commitments(zone, "waiting") == {new.commitment}
    zone.clock.now += 4
    await timetable.turn()
    assert await commitments(zone, "releases") == {new.commitment}


async def test_a_shorter_epoch_of_a_new_policy_is_kept_to(zone: Zone) -> None:
    def every(seconds: int) -> None:
        zone.change_policy(
            lambda bundle: bundle.model_copy(
                update={"release": bundle.release.model_copy(update={"epoch_seconds": seconds})}
            )
        )

    every(86_400)
    timetable = Timetable(zone.world)
    assert timetable.pause() == 60
    every(10)
    assert timetable.pause() == 10


async def test_every_round_has_a_name_a_pause_and_an_act(zone: Zone) -> None:
    made = rounds(zone.world)
    assert [one.name for one in made] == ["policy", "orders", "log", "tell-policy", "epoch"]
    for one in made:
        assert one.seconds() > 0
        await one.act()


async def test_a_summary_handed_over_again_during_its_epoch_does_not_stop_the_epochs_after(
    zone: Zone, handed: HandedOver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was judged before the epoch and kept after it: it waits, and stands as a release too."""
    await zone.hand_over(handed)
    await log_once(zone.world)
    judged_before = submissions.life_of

    async def then_the_epoch(*asked: Any) -> Life:
        found = await judged_before(*asked)
        monkeypatch.setattr(submissions, "life_of", judged_before)
        await hold_epoch(zone.world)
        return found

    monkeypatch.setattr(submissions, "life_of", then_the_epoch)
    await zone.hand_over(handed)
    assert await commitments(zone, "waiting") == await commitments(zone, "releases") == {handed.commitment}
    await zone.epoch()
    assert await commitments(zone, "waiting") == set()
    zone.vault.fallen.add(handed.commitment)
    await zone.epoch()
    assert await zone.read() == []
