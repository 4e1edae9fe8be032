"""Nothing unread is destroyed without warning; what a source asked for waits for nobody."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import ProgrammingError

from protocol.consent import Terms, give, verify_consent
from protocol.post import Post
from server.vault.errors import PlanTooYoung, PlanUnknown
from server.vault.retention.deciding import LEAST_NOTICE, RetentionPlan, Rules, Why
from server.vault.retention.plans import apply_plan, make_plan
from server.vault.wishes.forgetting import forget_once
from tests.server.vault.vault_world import Told, VaultWorld

LONG = Terms(forget_after=365)
ENDS = 40 + 1 + 30
"""Days after which a consent of 40 days has ended for good."""


async def about_to_end(vault: VaultWorld) -> Told:
    """A testimony nobody has read, whose consent was cut to 40 days; its identity stays for a year."""
    (told,) = await vault.told(None, terms=LONG, identity_terms=LONG)
    key, today = told.key(), vault.world.today()
    first = verify_consent(give(key, LONG, today), key.public, today)
    vault.post(Post(consents=(give(key, LONG, today, first, lifetime=40),)))
    await vault.collect()
    return told


async def kinds(vault: VaultWorld) -> set[str]:
    return {row.kind for row in await vault.rows("SELECT kind FROM parts")}


async def planned(vault: VaultWorld, ahead: int = 60) -> RetentionPlan:
    plan, _ = await make_plan(vault.world, Rules(), ahead)
    return plan


async def test_a_plan_announces_and_destroys_nothing(vault: VaultWorld) -> None:
    told = await about_to_end(vault)
    vault.clock.pass_days(20)
    plan, found = await make_plan(vault.world, Rules(), 60)
    assert [(one.part, one.why, one.read) for one in found] == [(told.testimony, Why.CONSENT_ENDED, False)]
    assert plan.ends[0].parts == (told.testimony,)
    assert await kinds(vault) == {"testimony", "identity"}


async def test_what_was_announced_goes_when_its_warning_has_stood_and_its_day_has_come(vault: VaultWorld) -> None:
    told = await about_to_end(vault)
    vault.clock.pass_days(ENDS - 5)
    plan = await planned(vault)
    vault.clock.pass_days(LEAST_NOTICE - 1)  # its day has come, its warning has not stood
    with pytest.raises(PlanTooYoung):
        await apply_plan(vault.world, plan, Rules(), ())
    vault.clock.pass_days(1)
    assert await apply_plan(vault.world, plan, Rules(), ()) == 1
    assert await kinds(vault) == {"identity"}
    assert [row.id for row in await vault.rows("SELECT id FROM forgotten")] == [told.testimony]
    assert await apply_plan(vault.world, plan, Rules(), ()) == 0


async def test_a_longer_warning_is_kept_too(vault: VaultWorld) -> None:
    await about_to_end(vault)
    vault.clock.pass_days(ENDS)
    plan = await planned(vault)
    vault.clock.pass_days(LEAST_NOTICE)
    with pytest.raises(PlanTooYoung):
        await apply_plan(vault.world, plan, Rules(notice=30), ())


async def test_a_plan_that_was_not_announced_here_destroys_nothing(vault: VaultWorld) -> None:
    """Nor one that was, and in which somebody wrote an earlier day."""
    await about_to_end(vault)
    vault.clock.pass_days(ENDS)
    plan = await planned(vault)
    for other in (plan.model_copy(update={"made": plan.made - 30}), RetentionPlan(made=plan.made - 30, ends=())):
        with pytest.raises(PlanUnknown):
            await apply_plan(vault.world, other, Rules(), ())
    assert await kinds(vault) == {"testimony", "identity"}


async def test_nobody_makes_a_plan_older_in_the_database(vault: VaultWorld) -> None:
    await planned(vault)
    for statement in ("UPDATE retention_plans SET day = 1", "DELETE FROM retention_plans"):
        for engine in (vault.world.keeper, vault.world.collector, vault.world.openings):
            with pytest.raises(ProgrammingError, match="permission denied"):
                async with engine.begin() as connection:
                    await connection.exec_driver_sql(statement)


async def test_what_was_renewed_after_the_plan_stays(vault: VaultWorld) -> None:
    told = await about_to_end(vault)
    vault.clock.pass_days(ENDS)
    plan = await planned(vault)
    key, today = told.key(), vault.world.today()
    first = verify_consent(give(key, LONG, today - ENDS), key.public, today - ENDS)
    second = verify_consent(give(key, LONG, today - ENDS, first, lifetime=40), key.public, today - ENDS, first)
    vault.post(Post(consents=(give(key, LONG, today, second),)))
    await vault.collect()
    vault.clock.pass_days(LEAST_NOTICE)
    assert await apply_plan(vault.world, plan, Rules(), ()) == 0
    assert await kinds(vault) == {"testimony", "identity"}


async def test_a_hold_pauses_what_goes_for_its_age_and_not_what_a_source_asked_for(vault: VaultWorld) -> None:
    await about_to_end(vault)
    vault.clock.pass_days(ENDS)
    plan = await planned(vault)
    vault.clock.pass_days(LEAST_NOTICE)
    assert await apply_plan(vault.world, plan, Rules(), {"xa-testimony"}) == 0
    assert await kinds(vault) == {"testimony", "identity"}
    vault.clock.pass_days(365)
    await forget_once(vault.world)  # which knows of no hold
    assert await kinds(vault) == set()


async def test_what_nobody_announced_stays_however_old_it_is(vault: VaultWorld) -> None:
    await about_to_end(vault)
    plan = await planned(vault, ahead=20)
    vault.clock.pass_days(ENDS + 60)
    assert await apply_plan(vault.world, plan, Rules(), ()) == 0


async def test_a_plan_and_its_carrying_out_are_each_told_to_the_log(vault: VaultWorld) -> None:
    plan = await planned(vault)
    assert await vault.count("log_entries") == 1
    vault.clock.pass_days(LEAST_NOTICE)
    await apply_plan(vault.world, plan, Rules(), ())
    assert await vault.count("log_entries") == 2


async def test_what_was_read_is_said_to_be(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    await vault.open([told.testimony])
    _, found = await make_plan(vault.world, Rules(keep_days=30), 60)
    assert {one.part: one.read for one in found} == {told.testimony: True, told.identity: False}
