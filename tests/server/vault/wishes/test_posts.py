"""What sources say after a report: narrowing, widening, taking back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from protocol.consent import (
    WIDENING_DAYS,
    AssertedBy,
    ClaimedConsent,
    ConsentStatement,
    Profile,
    Terms,
    give,
    profile_terms,
    verify_consent,
    withdraw,
)
from protocol.contents import Testimony
from protocol.desk_crossings import PartListings, PartState
from protocol.ids import PartKind
from protocol.post import SEALED, Post
from protocol.primitives import SignKey
from protocol.report import Report, seal_report
from server.vault.to_ledger import send_waiting
from server.vault.wishes.changing import MOST_VERSIONS
from server.vault.wishes.early_claims import MOST_OF_A_KEY
from tests.conftest import execute
from tests.server.vault.vault_world import COARSE, TESTIMONY, Told, VaultWorld, problem


def first(told: Told, vault: VaultWorld, terms: Terms | None = None) -> ConsentStatement:
    """The first version as its source knows it."""
    key = told.key()
    given = vault.consortium.directory.contents.issued
    return verify_consent(give(key, terms or profile_terms(COARSE, given), given), key.public, given)


def next_version(told: Told, before: ConsentStatement, terms: Terms, day: int) -> ClaimedConsent:
    return give(told.key(), terms, day, before)


async def may_be_opened(vault: VaultWorld, told: Told) -> bool:
    answer = await vault.get(vault.desk().sign_key, f"/v1/parts?compartment={TESTIMONY}")
    return {one.part: one.may_be_opened for one in PartListings.from_bytes(answer.content).parts}[told.testimony]


async def test_narrowing_holds_at_once(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    assert await may_be_opened(vault, told)
    vault.post(Post(consents=(next_version(told, first(told, vault), Terms(), vault.world.today()),)))
    await vault.collect()
    assert not await may_be_opened(vault, told)


async def test_widening_holds_seven_days_after_the_vault_first_held_it(vault: VaultWorld) -> None:
    (told,) = await vault.told(None, terms=Terms())
    vault.clock.pass_days(2)
    # Dated back to the first day, which must not shorten the wait.
    dated = vault.world.today() - 2
    wide = profile_terms(Profile.SUMMARY_COARSE, dated)
    vault.post(Post(consents=(next_version(told, first(told, vault, Terms()), wide, dated),)))
    await vault.collect()
    vault.clock.pass_days(WIDENING_DAYS - 1)
    assert not await may_be_opened(vault, told)
    vault.clock.pass_days(1)
    assert await may_be_opened(vault, told)


async def test_a_withdrawal_holds_at_once_and_for_ever(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    await vault.collect()
    assert not await may_be_opened(vault, told)
    wide = next_version(told, first(told, vault), profile_terms(COARSE, vault.world.today()), vault.world.today())
    vault.post(Post(consents=(wide,)))
    await vault.collect()
    vault.clock.pass_days(WIDENING_DAYS)
    assert not await may_be_opened(vault, told)


async def test_a_withdrawal_sent_twice_is_one(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    for _ in range(2):
        vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
        await vault.collect()
    assert (await vault.count("withdrawals"), await vault.count("log_entries")) == (1, 1)


async def test_a_withdrawal_is_logged_behind_a_commitment(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    await vault.collect()
    await vault.follow_log()
    assert len(vault.log.leaves) == 1
    assert told.testimony not in vault.log.leaves[0]
    (row,) = await vault.rows("SELECT entry, inclusion FROM log_entries")
    assert told.testimony in row.entry
    assert row.inclusion is not None


async def test_a_withdrawal_holds_while_the_log_is_down(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    vault.to_log.down = True
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    await vault.collect()
    assert not await may_be_opened(vault, told)
    vault.to_log.down = False
    await vault.follow_log()
    assert len(vault.log.leaves) == 1


async def test_a_withdrawal_that_came_before_its_report_waits_for_it(vault: VaultWorld) -> None:
    told = vault.tell()
    waiting = dict(vault.intake.parts)
    vault.intake.parts.clear()
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    await vault.collect()
    assert (await vault.count("withdrawals"), await vault.count("early_claims")) == (0, 1)
    vault.intake.parts.update(waiting)
    await vault.collect()
    assert (await vault.count("withdrawals"), await vault.count("early_claims")) == (1, 0)


async def test_a_version_that_came_before_the_one_it_follows_waits_for_it(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    today = vault.world.today()
    second = next_version(told, first(told, vault), profile_terms(COARSE, today), today)
    checked = verify_consent(second, told.key().public, today, first(told, vault))
    third = next_version(told, checked, Terms(), today)
    vault.post(Post(consents=(third,)))
    await vault.collect()
    assert await vault.count("early_claims") == 1
    vault.post(Post(consents=(second,)))
    await vault.collect()
    versions = await vault.rows(f"SELECT version FROM consents WHERE compartment = '{TESTIMONY}' ORDER BY 1")
    assert ([row.version for row in versions], await vault.count("early_claims")) == ([1, 2, 3], 0)
    assert not await may_be_opened(vault, told)


async def test_no_more_than_a_few_versions_wait_for_one_part(vault: VaultWorld) -> None:
    """What waits is looked at in every collection: without a bound, one report and many posts would stop them all."""
    (told,) = await vault.told(None)
    today = vault.world.today()
    for number in range(0, MOST_OF_A_KEY + 6, 2):
        pair = (
            give(told.key(), Terms(), today, first(told, vault, terms).model_copy(update={"version": 2}))
            for terms in (Terms(not_before=number), Terms(not_before=number + 1))
        )
        vault.post(Post(consents=tuple(pair)))
    vault.post(Post(withdrawals=(withdraw(SignKey.new(), today),)))
    await vault.collect()
    waiting = await vault.rows("SELECT kind, count(*) FROM early_claims GROUP BY 1 ORDER BY 1")
    assert [tuple(row) for row in waiting] == [("consent", MOST_OF_A_KEY), ("withdrawal", 1)]
    await vault.collect()
    assert await vault.count("early_claims") == MOST_OF_A_KEY + 1


async def test_what_waits_has_a_bound_and_what_finds_no_room_stays_at_intake(
    vault: VaultWorld, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("server.vault.wishes.early_claims.MOST_AT_ALL", 2)
    (told,) = await vault.told(None)
    today = vault.world.today()
    for _ in range(3):
        vault.post(Post(withdrawals=(withdraw(SignKey.new(), today),)))
    vault.post(Post(withdrawals=(withdraw(told.key(), today),)))
    await vault.collect()
    for _ in range(2):
        assert (await vault.count("early_claims"), len(vault.intake.posts)) == (2, 1)
        assert await vault.count("withdrawals") == 1
        await vault.collect()
    assert {str(record.msg) for record in caplog.records} == {"posts-stay-at-intake-for-want-of-room"}
    vault.clock.pass_days(31)
    await vault.collect()
    assert (await vault.count("early_claims"), vault.intake.posts) == (1, {})


async def test_what_is_kept_twice_waits_once_and_a_key_has_no_more_than_a_few_withdrawals_waiting(
    vault: VaultWorld,
) -> None:
    key, today = SignKey.new(), vault.world.today()
    for _ in range(2):
        for day in range(MOST_OF_A_KEY + 4):
            vault.post(Post(withdrawals=(withdraw(key, today - day), withdraw(key, today - day))))
        await vault.collect()
        assert (await vault.count("early_claims"), vault.intake.posts) == (MOST_OF_A_KEY, {})


async def test_a_version_nobody_could_need_is_nothing(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    before = first(told, vault).model_copy(update={"version": MOST_VERSIONS})
    vault.post(Post(consents=(next_version(told, before, Terms(), vault.world.today()),)))
    await vault.collect()
    assert await vault.count("early_claims") == 0


async def test_a_version_that_its_part_did_not_sign_does_not_wait(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    before = first(told, vault).model_copy(update={"version": 2})
    claimed = next_version(told, before, Terms(), vault.world.today())
    vault.post(Post(consents=(claimed.model_copy(update={"signature": bytes(64)}),)))
    await vault.collect()
    assert await vault.count("early_claims") == 0


async def test_what_waits_for_a_report_that_never_comes_is_dropped_after_thirty_days(vault: VaultWorld) -> None:
    vault.post(Post(withdrawals=(withdraw(SignKey.new(), vault.world.today()),)))
    await vault.collect()
    vault.clock.pass_days(30)
    await vault.collect()
    assert await vault.count("early_claims") == 1
    vault.clock.pass_days(1)
    await vault.collect()
    assert await vault.count("early_claims") == 0


async def test_a_withdrawal_signed_by_another_key_is_nothing(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    claimed = withdraw(told.key(), vault.world.today())
    forged = claimed.model_copy(update={"signature": withdraw(SignKey.new(), vault.world.today()).signature})
    vault.post(Post(withdrawals=(forged,)))
    await vault.collect()
    assert (await vault.count("withdrawals"), await vault.count("early_claims")) == (0, 0)
    assert vault.intake.posts == {}


@pytest.mark.parametrize("what", ["forged", "skips", "dated-ahead", "gateway"])
async def test_a_consent_that_does_not_follow_is_nothing(vault: VaultWorld, what: str) -> None:
    (told,) = await vault.told(None, terms=Terms())
    before, today = first(told, vault, Terms()), vault.world.today()
    wide = profile_terms(COARSE, today)
    other = first(told, vault, profile_terms(Profile.SUMMARY_FINER, today))
    claimed = {
        "forged": next_version(told, before, wide, today).model_copy(update={"signature": bytes(64)}),
        "skips": next_version(told, other, wide, today),
        "dated-ahead": next_version(told, before, wide, today + 2),
        "gateway": give(told.key(), wide, today, before, asserted_by=AssertedBy.GATEWAY),
    }[what]
    vault.post(Post(consents=(claimed,)))
    await vault.collect()
    vault.clock.pass_days(10)
    assert not await may_be_opened(vault, told)
    assert await vault.count("early_claims") == 0


async def test_a_post_that_does_not_open_is_nothing_and_is_forgotten(vault: VaultWorld) -> None:
    vault.intake.put_post(bytes(SEALED))
    vault.intake.put_post(b"short")
    vault.post(Post())
    await vault.collect()
    assert vault.intake.posts == {}


async def test_a_withdrawal_of_an_identity_says_nothing_of_a_testimony(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    vault.post(Post(withdrawals=(withdraw(told.key(PartKind.IDENTITY), vault.world.today()),)))
    await vault.collect()
    rows = await vault.rows("SELECT compartment FROM withdrawals")
    assert [row.compartment for row in rows] == ["xa-identity"]
    assert await may_be_opened(vault, told)


async def test_a_ninth_version_shuts_the_part(vault: VaultWorld) -> None:
    """Custodians can be shown eight; what they cannot check is not opened."""
    (told,) = await vault.told(None)
    today, before = vault.world.today(), first(told, vault)
    for _ in range(8):
        claimed = next_version(told, before, profile_terms(COARSE, today), today)
        before = verify_consent(claimed, told.key().public, today, before)
        assert await may_be_opened(vault, told)
        vault.post(Post(consents=(claimed,)))
        await vault.collect()
    assert not await may_be_opened(vault, told)
    answer = await vault.send(vault.desk().sign_key, "/v1/openings", vault.request([told.testimony]).signed)
    assert problem(answer) == "too-many-versions"


async def test_a_row_that_somebody_widened_in_the_database_allows_nothing(vault: VaultWorld, databases) -> None:
    (told,) = await vault.told(None, terms=Terms())
    forged = give(SignKey.new(), profile_terms(COARSE, vault.world.today()), vault.world.today()).to_bytes()
    await execute(databases.administrator("vault"), f"UPDATE consents SET claimed = '\\x{forged.hex()}'")
    assert not await may_be_opened(vault, told)
    answer = await vault.send(vault.desk().sign_key, "/v1/openings", vault.request([told.testimony]).signed)
    assert problem(answer) == "bad-signature"


async def test_taking_back_stops_what_is_under_way_in_the_same_breath(vault: VaultWorld) -> None:
    told, other = await vault.told(None, None)
    asked = await vault.ask_and_log([told.testimony, other.testimony])
    await vault.approve(asked)
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    await vault.collect()
    assert await vault.states(asked) == {
        told.testimony: PartState.WITHDRAWN,
        other.testimony: PartState.APPROVED,
    }


async def test_what_comes_after_its_key_was_taken_back_is_taken_back_too(vault: VaultWorld) -> None:
    """Two parts of one key, of which only the first found room: its withdrawal was done with, and the second usable."""
    (told,) = await vault.told(None)
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    await vault.collect()
    vault.clock.pass_days(1)
    report = Report("xa", Testimony(text="once more"), profile_terms(COARSE, vault.world.today()))
    later = seal_report(report, vault.consortium.directory, told.receipt, told.index, vault.world.today()).testimony
    vault.intake.put(later)
    await vault.collect()
    assert not await may_be_opened(vault, Told(told.receipt, 0, replace(told.sealed, testimony=later)))
    assert (await vault.count("withdrawals"), await vault.count("log_entries")) == (2, 2)


async def test_what_waits_costs_nothing_until_something_comes_for_it(vault: VaultWorld) -> None:
    """All of it was judged again in every pool: some thousand reports and posts would have held up everybody's."""
    statements: list[str] = []
    event.listen(vault.world.collector.sync_engine, "before_cursor_execute", lambda *said: statements.append(said[2]))
    needed = []
    for count in (1, 30):
        for told in await vault.told(*[None] * count):
            before = first(told, vault).model_copy(update={"version": 2})
            vault.post(Post(consents=(next_version(told, before, Terms(), vault.world.today()),)))
        await vault.collect()
        statements.clear()
        vault.tell()
        await vault.collect()
        needed.append(len(statements))
    assert await vault.count("early_claims") == 31
    assert needed[0] == needed[1]


async def test_many_versions_for_many_parts_of_one_key_are_judged_in_a_few_statements(
    vault: VaultWorld, databases: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each version was held against each part, after a look into the database for each."""
    (told,) = await vault.told(None)
    await copies_under_its_key(databases, told, 999)
    checked = 0

    def counting(*of: Any) -> ConsentStatement:
        nonlocal checked
        checked += 1
        return verify_consent(*of)

    monkeypatch.setattr("server.vault.wishes.changing.verify_consent", counting)
    statements: list[str] = []
    event.listen(vault.world.collector.sync_engine, "before_cursor_execute", lambda *said: statements.append(said[2]))
    today, before = vault.world.today(), first(told, vault)
    for number in range(20):
        vault.post(Post(consents=(next_version(told, before, Terms(not_before=number), today),)))
    await vault.collect()
    assert len(await vault.rows("SELECT 1 FROM consents WHERE version = 2")) == 1000
    assert (checked, await vault.count("early_claims")) == (1000, 0)
    assert len(statements) < 50


async def test_a_key_has_no_more_than_a_few_versions_judged_at_a_time(
    vault: VaultWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    (told,) = await vault.told(None)
    checked = 0

    def counting(*of: Any) -> ConsentStatement:
        nonlocal checked
        checked += 1
        return verify_consent(*of)

    monkeypatch.setattr("server.vault.wishes.changing.verify_consent", counting)
    unlike = first(told, vault, Terms(not_before=7))
    for number in range(MOST_VERSIONS + 8):
        vault.post(
            Post(consents=(next_version(told, unlike, Terms(not_before=number), vault.world.today()),)),
        )
    await vault.collect()
    assert checked == MOST_VERSIONS


async def copies_under_its_key(databases: Any, told: Told, count: int) -> None:
    """So many more parts under one report's key, as whoever holds it could have sent them."""
    others = f"generate_series(1, {count}) AS copy WHERE"
    mine = f"= decode('{told.testimony.hex()}', 'hex')"
    await execute(
        databases.administrator("vault"),
        "INSERT INTO parts SELECT compartment, sha256(int4send(copy)), kind, size_class, part_key, envelope, "
        f"payload_hash, '', day, period_key, quarter, mailbox, reply_key, mixed FROM parts, {others} id {mine}; "
        "INSERT INTO consents SELECT compartment, sha256(int4send(copy)), version, claimed, received, mixed "
        f"FROM consents, {others} part {mine}",
    )


async def test_thousands_of_parts_under_one_key_do_not_stop_the_collection(vault: VaultWorld, databases: Any) -> None:
    """One statement that named them all was more than PostgreSQL takes, at every collection from then on."""
    (told,) = await vault.told(None)
    await copies_under_its_key(databases, told, 9000)
    today, before = vault.world.today(), first(told, vault)
    second = verify_consent(next_version(told, before, Terms(), today), told.key().public, today, before)
    vault.post(Post(consents=(next_version(told, second, Terms(), today),)))
    other = vault.tell()
    await vault.collect()
    await vault.collect()
    # By id: a page of the listing has 50 of them.
    assert await vault.rows(f"SELECT 1 FROM parts WHERE id = '\\x{other.testimony.hex()}'")
    assert vault.intake.parts == {}


async def test_thousands_of_parts_of_one_key_are_taken_back_in_a_few_statements(
    vault: VaultWorld, databases: Any
) -> None:
    """Part by part it took a quarter of a minute, for everybody. Twice: the second time finds nothing to do."""
    told, other = await vault.told(None, None)
    asked = await vault.ask_and_log([told.testimony, other.testimony])
    await copies_under_its_key(databases, told, 9000)
    statements: list[str] = []
    event.listen(vault.world.collector.sync_engine, "before_cursor_execute", lambda *said: statements.append(said[2]))
    for day in (vault.world.today(), vault.world.today() - 1):
        vault.post(Post(withdrawals=(withdraw(told.key(), day),)))
        statements.clear()
        await vault.collect()
        assert len(statements) < 100
        assert (await vault.count("withdrawals"), await vault.count("log_entries")) == (9001, 9002)
    unlike = "SELECT count(*) FROM withdrawals w LEFT JOIN log_entries l ON commitment = logged WHERE "
    wrong = "l.entry IS NULL OR position(w.part in l.entry) = 0"
    assert (await vault.rows(unlike + wrong))[0][0] == 0
    assert await vault.states(asked) == {told.testimony: PartState.WITHDRAWN, other.testimony: PartState.LOGGED}


async def test_many_withdrawals_leave_room_for_an_opening_at_the_log(vault: VaultWorld) -> None:
    """Four leaves a tick: two for withdrawals, however many there are."""
    *taken_back, told = await vault.told(None, None, None, None, None, None)
    for one in taken_back:
        vault.post(Post(withdrawals=(withdraw(one.key(), vault.world.today()),)))
    await vault.collect()
    for _ in range(3):
        await send_waiting(vault.world)
    await vault.ask([told.testimony])
    assert len(vault.log.waiting) == 3
    for _ in range(3):
        await vault.follow_log()
    assert len(vault.log.leaves) == 6
