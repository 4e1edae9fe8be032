"""Handing a summary over: who may, what is kept, and what is not."""

from __future__ import annotations

import pytest

from protocol.crossings import CBOR
from protocol.release import Submission
from server.release.rules_seen import remember_rules
from tests.server.release.conftest import Zone
from tests.server.release.handed_over import COMPARTMENT, HandedOver, a_summary
from tests.worlds import TODAY, Consortium

pytestmark = pytest.mark.anyio
TABLES = ("waiting", "releases", "log_entries")


async def kept(zone: Zone) -> dict[str, int]:
    return {table: (await zone.rows(f"SELECT count(*) FROM {table}"))[0][0] for table in TABLES}


async def test_what_passes_every_rule_waits_for_its_epoch(zone: Zone, handed: HandedOver) -> None:
    answer = await zone.hand_over(handed)
    assert answer.status_code == 202
    assert answer.json()["state"] == "waiting"
    assert all(rule["passed"] for rule in answer.json()["rules"])
    assert await kept(zone) == {"waiting": 1, "releases": 0, "log_entries": 1}
    assert await zone.read() == []


async def test_what_is_refused_is_told_why_and_not_kept(zone: Zone, handed: HandedOver) -> None:
    handed.summary = a_summary(area="xa-77", bluf="Led by Amina Yusuf.")
    answer = await zone.hand_over(handed)
    assert answer.json()["state"] == "refused"
    assert {rule["rule"] for rule in answer.json()["rules"] if not rule["passed"]} >= {"vocabulary", "residual-scan"}
    assert "The policy lists no such area." in answer.text
    assert "Amina" not in answer.text
    assert await kept(zone) == dict.fromkeys(TABLES, 0)


async def test_the_same_submission_twice_is_one_row_and_one_answer(zone: Zone, handed: HandedOver) -> None:
    first, second = await zone.hand_over(handed), await zone.hand_over(handed)
    assert first.json() == second.json()
    assert await kept(zone) == {"waiting": 1, "releases": 0, "log_entries": 1}


async def test_what_is_already_released_is_not_released_twice(zone: Zone, handed: HandedOver) -> None:
    await zone.released(handed)
    again = await zone.hand_over(handed)
    assert (again.json()["state"], again.status_code) == ("released", 202)
    await zone.epoch()
    assert await kept(zone) == {"waiting": 0, "releases": 1, "log_entries": 1}


async def test_a_second_summary_for_a_cell_does_not_wait_beside_the_first(zone: Zone, handed: HandedOver) -> None:
    await zone.hand_over(handed)
    handed.summary = a_summary(title="Closed roads")
    answer = await zone.hand_over(handed)
    assert [rule["rule"] for rule in answer.json()["rules"] if not rule["passed"]] == ["predecessor"]
    assert (await kept(zone))["waiting"] == 1


async def test_a_new_clearance_for_a_summary_that_waits_replaces_the_old(zone: Zone, handed: HandedOver) -> None:
    await zone.hand_over(handed)
    handed.leave = {"never_to": 1}
    await zone.hand_over(handed)
    [row] = await zone.rows("SELECT submission FROM waiting")
    assert row[0] == handed.submission().to_bytes()


async def test_only_the_desk_that_wrote_it_hands_it_over(
    zone: Zone, handed: HandedOver, consortium: Consortium
) -> None:
    for desk in (consortium.desks[COMPARTMENT][1], consortium.desks["xb-testimony"][0]):
        answer = await zone.hand_over(handed, desk.sign_key)
        assert (answer.status_code, answer.json()["type"]) == (403, "urn:leeward:problem:not-the-curator")
    assert await kept(zone) == dict.fromkeys(TABLES, 0)


async def test_an_analyst_or_administrator_hands_nothing_over(
    zone: Zone, handed: HandedOver, consortium: Consortium
) -> None:
    for key in (consortium.staff["analyst-amara"], consortium.administrators["dalia"]):
        answer = await zone.hand_over(handed, key)
        assert (answer.status_code, answer.json()["type"]) == (403, "urn:leeward:problem:not-a-desk")


async def test_a_compartment_or_desk_that_is_not_there_is_nobodys(zone: Zone, handed: HandedOver) -> None:
    for leave in ({"compartment": "xz-testimony"}, {"curator": "desk-of-nobody"}):
        handed.leave = leave
        assert (await zone.hand_over(handed)).status_code == 403


async def test_a_desk_that_the_access_rules_suspend_hands_nothing_over(zone: Zone, handed: HandedOver) -> None:
    zone.add_rule('@id("suspended") forbid (principal == Device::"desk-xa-curator", action, resource);')
    handed.leave = {"policy": 2}
    answer = (await zone.hand_over(handed)).json()
    assert [rule["rule"] for rule in answer["rules"] if not rule["passed"]] == ["access"]
    assert await kept(zone) == dict.fromkeys(TABLES, 0)


async def test_without_usable_access_rules_nothing_is_taken_and_nothing_read(zone: Zone, handed: HandedOver) -> None:
    zone.add_rule("forbid (principal, action, resource) when { principal.mood };")
    for answer in (
        await zone.hand_over(handed),
        await zone.of(zone.consortium.staff["analyst-amara"]).get("/v1/summaries"),
    ):
        assert (answer.status_code, answer.json()["type"]) == (503, "urn:leeward:problem:rules-refused")
    assert await kept(zone) == dict.fromkeys(TABLES, 0)


@pytest.mark.parametrize("part", ["whole", "summary", "clearance"])
async def test_a_submission_that_is_none_is_a_problem_and_changes_nothing(
    zone: Zone, handed: HandedOver, consortium: Consortium, part: str
) -> None:
    good = handed.submission()
    leave = good.clearance.model_copy(update={"body": good.clearance.body + b"\0"})
    body = {
        "whole": good.to_bytes()[:-1],
        "summary": good.model_copy(update={"summary": good.summary[:-1]}).to_bytes(),
        "clearance": good.model_copy(update={"clearance": leave}).to_bytes(),
    }[part]
    curator = zone.of(consortium.desks[COMPARTMENT][0].sign_key)
    answer = await curator.post("/v1/summaries", content=body, headers={"content-type": CBOR})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert await kept(zone) == dict.fromkeys(TABLES, 0)


async def test_a_submission_over_its_bound_is_turned_away(zone: Zone, consortium: Consortium) -> None:
    curator = zone.of(consortium.desks[COMPARTMENT][0].sign_key)
    body = b"\0" * (Submission.BOUND + 1)
    answer = await curator.post("/v1/summaries", content=body, headers={"content-type": CBOR})
    assert answer.status_code == 413


async def test_without_a_directory_in_force_nothing_is_taken(zone: Zone, handed: HandedOver) -> None:
    zone.clock.pass_days(180 + 31)
    assert (await zone.hand_over(handed)).status_code == 401
    assert await kept(zone) == dict.fromkeys(TABLES, 0)


async def test_an_older_clearance_is_judged_by_the_rules_of_its_version(zone: Zone, handed: HandedOver) -> None:
    await remember_rules(zone.world)
    zone.change_policy(lambda bundle: bundle)
    assert (await zone.hand_over(handed)).json()["state"] == "waiting"
    handed.summary = a_summary(period="2026-10")
    zone.change_policy(lambda bundle: bundle.model_copy(update={"release": bundle.release.model_copy(update={"k": 9})}))
    refused = (await zone.hand_over(handed)).json()
    assert [rule["rule"] for rule in refused["rules"] if not rule["passed"]] == ["policy"]


async def test_a_clearance_under_a_policy_that_was_never_in_force_here_is_refused_and_told_so(
    zone: Zone, handed: HandedOver
) -> None:
    zone.change_policy(lambda bundle: bundle)
    refused = (await zone.hand_over(handed)).json()
    assert [rule["reason"] for rule in refused["rules"] if not rule["passed"]] == [
        "It was cleared under a policy that was never in force here."
    ]


async def test_a_clearance_under_an_older_directory_holds_if_that_one_was_trusted_here(
    zone: Zone, handed: HandedOver, consortium: Consortium
) -> None:
    newer = consortium.resign(
        lambda old: old.model_copy(update={"number": 2, "previous": consortium.directory.hash, "issued": TODAY})
    )
    zone.world.pinned.replace_directory(newer.to_bytes())
    assert (await zone.hand_over(handed)).json()["state"] == "waiting"
    handed.summary, handed.leave = a_summary(period="2026-10"), {"directory": b"d" * 32}
    refused = (await zone.hand_over(handed)).json()
    assert [rule["rule"] for rule in refused["rules"] if not rule["passed"]] == ["clearance"]
