"""Who reads what: circles, bodies shut out, pages; and what is never in an answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import asyncpg
import pytest

from protocol.consent import Audience
from protocol.policy import Grant, Role
from protocol.primitives import SignKey
from protocol.release import EventType, Stage
from server import authorization
from server.authorization import AccessRules
from server.release.api import create_app
from server.release.reading import Cursor
from server.release.shown import NOTHING_TO_SHOW
from tests.conftest import Databases
from tests.server.release.conftest import Zone
from tests.server.release.handed_over import HandedOver, a_summary
from tests.worlds import TODAY, Consortium

pytestmark = pytest.mark.anyio


async def refused(zone: Zone, key: SignKey) -> tuple[int, str]:
    answers = [await zone.of(key).get(path) for path in ("/v1/summaries", f"/v1/summaries/{'0' * 64}")]
    assert len({(answer.status_code, answer.content) for answer in answers}) == 1
    return answers[0].status_code, answers[0].json()["type"].removeprefix("urn:leeward:problem:")


def tightened(zone: Zone, **rules: Any) -> None:
    changed = zone.world.pinned.policy.contents.release.model_copy(update=rules)
    zone.change_policy(lambda bundle: bundle.model_copy(update={"release": changed}))


async def test_an_analyst_reads_coded_fields_a_band_and_a_day(zone: Zone, handed: HandedOver) -> None:
    [read] = await zone.released(handed)
    assert read["event_type"] == "roadblock"
    assert (read["band"], read["tlp"], read["circle"]) == ("5-9", "amber", "consortium")
    assert read["published"] == "2026-11-21"
    assert read["sourcing"].startswith("Based on several confidential reports")
    assert read["aim"] == "early-warning"
    analyst = zone.of(zone.consortium.staff["analyst-amara"])
    assert (await analyst.get(f"/v1/summaries/{read['id']}")).json() == read


async def test_what_is_out_keeps_the_version_of_the_policy_under_which_it_passed(
    zone: Zone, handed: HandedOver
) -> None:
    [then] = await zone.released(handed)
    tightened(zone, sensitive_k=11)
    assert zone.world.pinned.policy.contents.version == then["policy"] + 1
    await zone.epoch()
    assert await zone.read() == [then]


async def test_nobody_is_told_when_a_release_ends(zone: Zone, consortium: Consortium) -> None:
    """Else one that left before its end would stand out, and a withdrawal is such a one."""
    ends = {"2026-09": TODAY + 1, "2026-10": TODAY + 29}
    handed = [HandedOver(consortium, a_summary(period=name, valid_until=end)) for name, end in ends.items()]
    said = [
        {name: value for name, value in read.items() if name not in {"id", "period"}}
        for read in await zone.released(*handed)
    ]
    assert said[0] == said[1]


async def test_neither_r_nor_c_nor_a_predecessor_is_ever_given_out(zone: Zone, handed: HandedOver) -> None:
    await zone.released(handed)
    before = handed.commitment
    handed.summary = a_summary(title="Roads open again in Northern", predecessor=before)
    [read] = await zone.released(handed)
    analyst = zone.of(zone.consortium.staff["analyst-amara"])
    for path in ("/v1/summaries", f"/v1/summaries/{read['id']}"):
        answer = await analyst.get(path)
        said = answer.text + str(answer.headers)
        for secret in (before, handed.commitment, handed.r):
            assert secret.hex() not in said
        assert "predecessor" not in said


# Who reads


async def test_a_stranger_is_turned_away_at_the_door(zone: Zone) -> None:
    assert await refused(zone, SignKey(bytes(range(32)))) == (401, "wrong-signature")


@pytest.mark.parametrize("who", ["auditor-chen", "dalia"])
async def test_staff_who_are_not_analysts_read_nothing(zone: Zone, consortium: Consortium, who: str) -> None:
    key = (consortium.staff | consortium.administrators)[who]
    assert await refused(zone, key) == (403, "not-an-analyst")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ANALYST])
async def test_no_role_but_the_analysts_reads(zone: Zone, role: Role) -> None:
    assert await refused(zone, zone.hire("someone", roles=(role,), audience=1)) == (403, "not-an-analyst")


async def test_a_desk_reads_nothing(zone: Zone, consortium: Consortium) -> None:
    assert await refused(zone, consortium.desks["xa-testimony"][0].sign_key) == (403, "not-an-analyst")


async def test_an_administrator_reads_nothing_even_as_an_analyst(zone: Zone) -> None:
    both = zone.hire("both", roles=(Role.ANALYST, Role.ADMINISTRATOR))
    assert await refused(zone, both) == (403, "not-an-analyst")


async def test_an_administrator_of_the_directory_reads_nothing_whatever_the_policy_says(
    zone: Zone, consortium: Consortium
) -> None:
    def promoted(bundle: Any) -> Any:
        staff = [
            one.model_copy(update={"roles": (Role.ANALYST,), "audience": Audience.TASK_FORCE})
            if one.person == "dalia"
            else one
            for one in bundle.staff
        ]
        return bundle.model_copy(update={"staff": tuple(staff)})

    zone.change_policy(promoted)
    assert await refused(zone, consortium.administrators["dalia"]) == (403, "not-an-analyst")


async def test_an_analyst_without_a_circle_reads_nothing(zone: Zone) -> None:
    assert await refused(zone, zone.hire("nobody", audience=0)) == (403, "not-an-analyst")


# What they read


@pytest.mark.parametrize(("reader", "sees"), [("analyst-boris", {1, 2}), ("analyst-amara", {2}), ("analyst-un", set())])
async def test_an_analyst_reads_what_is_released_to_their_circle_or_a_wider_one(
    zone: Zone, consortium: Consortium, reader: str, sees: set[int]
) -> None:
    narrow = HandedOver(consortium, a_summary(period="2026-10", tlp="red"), leave={"audience": 1})
    wide = HandedOver(consortium, leave={"audience": 2})
    await zone.released(narrow, wide)
    circles = {"task-force": 1, "consortium": 2}
    assert {circles[read["circle"]] for read in await zone.read(reader)} == sees


async def test_a_body_that_a_source_shut_out_reads_it_nowhere(zone: Zone, handed: HandedOver) -> None:
    handed.leave = {"never_to": 0b10}
    other = HandedOver(handed.consortium, a_summary(period="2026-10"))
    reads = await zone.released(handed, other)
    shut = next(read["id"] for read in reads if read["period"] == "2026-11")
    guard = zone.of(zone.hire("guard", body=1))
    assert [read["period"] for read in (await guard.get("/v1/summaries")).json()["summaries"]] == ["2026-10"]
    assert (await guard.get(f"/v1/summaries/{shut}")).status_code == 404
    minister = zone.of(zone.hire("minister", body=0))
    assert len((await minister.get("/v1/summaries")).json()["summaries"]) == 2


async def test_an_organisation_on_the_list_is_shut_out_even_where_the_policy_forgot_its_place(
    zone: Zone, handed: HandedOver
) -> None:
    handed.leave = {"never_to": 0b10}
    await zone.released(handed)
    guard = zone.of(zone.hire("guard", organisation="border-force"))
    assert (await guard.get("/v1/summaries")).json()["summaries"] == []


@pytest.mark.parametrize("allowed", [True, False])
async def test_a_reader_is_told_whether_it_may_be_translated(zone: Zone, handed: HandedOver, allowed: bool) -> None:
    handed.leave = {"translation": allowed}
    (read,) = await zone.released(handed)
    assert read["may_be_translated"] is allowed


async def test_a_body_that_the_policy_blocked_when_it_was_released_stays_blocked(
    zone: Zone, handed: HandedOver
) -> None:
    tightened(zone, blocked_bodies=0b10)
    handed.leave = {"policy": 2}
    await zone.released(handed)
    tightened(zone, blocked_bodies=0)
    guard = zone.of(zone.hire("guard", body=1))
    assert (await guard.get("/v1/summaries")).json()["summaries"] == []


async def test_a_body_that_the_policy_blocks_now_reads_nothing_older_either(zone: Zone, handed: HandedOver) -> None:
    await zone.released(handed)
    key = zone.hire("guard", body=1)
    assert len((await zone.of(key).get("/v1/summaries")).json()["summaries"]) == 1
    tightened(zone, blocked_bodies=0b10)
    assert (await zone.of(key).get("/v1/summaries")).json()["summaries"] == []


async def test_a_circle_that_the_policy_no_longer_serves_reads_nothing(zone: Zone, handed: HandedOver) -> None:
    await zone.released(handed)
    tightened(zone, widest_audience=Audience.TASK_FORCE)
    assert await zone.read("analyst-amara") == []
    assert len(await zone.read("analyst-boris")) == 1


async def test_what_has_ended_is_read_no_longer_a_day_later_even_if_no_epoch_came(
    zone: Zone, handed: HandedOver
) -> None:
    await zone.released(handed)
    zone.clock.pass_days(21)
    assert len(await zone.read()) == 1
    zone.clock.pass_days(1)
    assert await zone.read() == []


async def test_what_is_shut_to_everybody_is_read_by_nobody(zone: Zone, handed: HandedOver) -> None:
    """The gate refuses it; should a row ever say so, no reader finds it."""
    await zone.released(handed)
    await zone.rows(f"UPDATE releases SET never_to = {2**52 - 1}")
    assert await zone.read() == []


async def test_nothing_here_and_not_for_you_look_the_same(zone: Zone, handed: HandedOver) -> None:
    guard = zone.hire("guard", body=1)
    handed.leave = {"never_to": 0b10, "policy": 2}
    empty = await zone.of(guard).get("/v1/summaries")
    assert empty.json() == {"summaries": [], "next": None, "note": NOTHING_TO_SHOW}
    [read] = await zone.released(handed)
    after = await zone.of(guard).get("/v1/summaries")
    assert (after.content, after.headers) == (empty.content, empty.headers)
    for path in (read["id"], "0" * 64, "no-id", read["id"].upper()):
        answer = await zone.of(guard).get(f"/v1/summaries/{path}")
        assert (answer.status_code, answer.json()["type"]) == (404, "urn:leeward:problem:no-such-summary")


# The second lock: the access rules of the signed policy


async def test_an_analyst_reads_only_of_the_countries_the_policy_gives_them(zone: Zone, handed: HandedOver) -> None:
    [read] = await zone.released(handed)
    elsewhere = zone.of(zone.hire("elsewhere", compartments=("xb-testimony",)))
    assert (await elsewhere.get("/v1/summaries")).json()["note"] == NOTHING_TO_SHOW
    assert (await elsewhere.get(f"/v1/summaries/{read['id']}")).status_code == 404
    here = zone.of(zone.hire("here", compartments=("xa-identity",)))
    assert (await here.get("/v1/summaries")).json()["summaries"] == [read]


async def test_another_country_s_releases_are_not_even_asked_for(
    zone: Zone, handed: HandedOver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database is asked for the reader's countries alone: with both locks off, nothing else comes out of it."""
    await zone.released(handed)
    there = zone.of(zone.hire("there", compartments=("xb-testimony",)))
    monkeypatch.setattr(AccessRules, "_ask_cedar", lambda *_asked: None)
    monkeypatch.setattr(authorization, "check_hard_rules", lambda _asked: None)
    assert (await there.get("/v1/summaries")).json()["summaries"] == []
    assert len(await zone.read("analyst-boris")) == 1


async def test_a_grant_lets_an_analyst_read_one_more_country(zone: Zone, handed: HandedOver) -> None:
    await zone.released(handed)
    there = zone.of(zone.hire("there", compartments=("xb-testimony",)))
    assert (await there.get("/v1/summaries")).json()["summaries"] == []
    granted = Grant(template="analyst", person="there", compartment="xa-testimony")
    zone.change_policy(lambda bundle: bundle.model_copy(update={"grants": (granted,)}))
    assert len((await there.get("/v1/summaries")).json()["summaries"]) == 1


async def test_a_suspended_analyst_reads_nothing_from_then_on(zone: Zone, handed: HandedOver) -> None:
    await zone.released(handed)
    zone.add_rule('@id("suspended") forbid (principal, action, resource) when { principal.person == "analyst-amara" };')
    assert await zone.read("analyst-amara") == []
    assert len(await zone.read("analyst-boris")) == 1


async def test_no_access_rule_lets_anybody_past_the_rules_in_code(
    zone: Zone, handed: HandedOver, consortium: Consortium
) -> None:
    """Even where the policy permits everything: circles, roles and administrators stay as they are."""
    handed.summary, handed.leave = a_summary(tlp="red"), {"audience": 1}
    await zone.released(handed)
    zone.add_rule('@id("everything") permit (principal, action, resource);')
    assert await zone.read("analyst-amara") == []
    assert len(await zone.read("analyst-boris")) == 1
    for key in (
        consortium.staff["auditor-chen"],
        consortium.administrators["dalia"],
        consortium.desks["xa-testimony"][0].sign_key,
    ):
        assert await refused(zone, key) == (403, "not-an-analyst")


async def test_what_the_access_rules_keep_back_leaves_no_gap_in_a_page(
    zone: Zone, consortium: Consortium, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.release.reading.PAGE", 2)
    reads = await zone.released(
        *(HandedOver(consortium, a_summary(period=f"2026-{month:02}")) for month in range(1, 3))
    )
    for month in range(3, 8):
        await zone.released(HandedOver(consortium, a_summary(period=f"2026-{month:02}")))
    every = [row["id"].hex() for row in await zone.rows("SELECT id FROM releases ORDER BY id")]
    shut = " ".join(
        f'@id("kept-back-{number}") forbid (principal, action, resource == Summary::"{one}");'
        for number, one in enumerate(every[:4])
    )
    zone.add_rule(shut)
    assert len(reads) == 2
    analyst = zone.of(consortium.staff["analyst-amara"])
    first = (await analyst.get("/v1/summaries")).json()
    assert [read["id"] for read in first["summaries"]] == every[4:6]
    second = (await analyst.get("/v1/summaries", params={"after": first["next"]})).json()
    assert ([read["id"] for read in second["summaries"]], second["next"]) == (every[6:], None)
    assert (await analyst.get(f"/v1/summaries/{every[0]}")).status_code == 404


# How they read it


async def test_filters_by_area_event_type_and_stage(zone: Zone, consortium: Consortium) -> None:
    whole = a_summary(area="xa", title="People are threatened", event_type=EventType.THREATS, stage=Stage.CRISIS)
    north, south = a_summary(), a_summary(area="xa-02", title="Closed roads", bluf="Roads in Southern are closed.")
    await zone.released(*(HandedOver(consortium, one) for one in (whole, north, south)))

    async def found(query: str) -> set[str]:
        return {read["area"] for read in await zone.read(query=query)}

    assert await found("?area=xa-01") == {"xa-01"}
    assert await found("?area=xa") == {"xa", "xa-01", "xa-02"}
    assert await found("?event_type=threats") == {"xa"}
    assert await found("?stage=mobilization&area=xa") == {"xa-01", "xa-02"}
    assert await found("?area=xb") == set()


@pytest.mark.parametrize("query", ["?event_type=gossip", "?stage=1", "?area=XA", "?area=", "?after=x" + "0" * 99])
async def test_a_filter_that_is_none_is_a_problem_that_does_not_echo(zone: Zone, query: str) -> None:
    answer = await zone.of(zone.consortium.staff["analyst-amara"]).get(f"/v1/summaries{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert "gossip" not in answer.text


@pytest.mark.parametrize(
    "cursor", ["", "1", "1.", "x.y", "-1." + "0" * 64, "20778." + "A" * 64, "20778." + "0" * 62, "٣." + "0" * 64]
)
async def test_a_cursor_that_did_not_come_from_here_is_refused(zone: Zone, cursor: str) -> None:
    analyst = zone.of(zone.consortium.staff["analyst-amara"])
    answer = await analyst.get("/v1/summaries", params={"after": cursor})
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:leeward:problem:not-a-cursor")


async def test_pages_hold_everything_once_newest_day_first_then_by_id(
    zone: Zone, consortium: Consortium, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.release.reading.PAGE", 2)
    for days in (0, 1):
        came = [
            HandedOver(consortium, a_summary(period=f"2026-{month:02}"), leave={"day": 20_778})
            for month in range(1 + days * 3, 4 + days * 3)
        ]
        await zone.released(*came)
        zone.clock.pass_days(1)
    seen: list[dict[str, Any]] = []
    analyst, after = zone.of(consortium.staff["analyst-amara"]), None
    while True:
        page = (await analyst.get("/v1/summaries", params={"after": after} if after else {})).json()
        assert len(page["summaries"]) == 2
        seen += page["summaries"]
        if (after := page["next"]) is None:
            break
    assert len({read["id"] for read in seen}) == 6
    assert [read["published"] for read in seen] == ["2026-11-22"] * 3 + ["2026-11-21"] * 3
    for day in (seen[:3], seen[3:]):
        assert [read["id"] for read in day] == sorted(read["id"] for read in day)


def test_a_cursor_says_no_more_than_the_row_it_comes_from() -> None:
    cursor = Cursor(20_778, b"\xab" * 32)
    assert cursor.text() == "20778." + "ab" * 32
    assert Cursor.from_text(cursor.text()) == cursor


async def test_who_has_it_already_is_not_sent_it_again(zone: Zone, handed: HandedOver) -> None:
    [read] = await zone.released(handed)
    analyst = zone.of(zone.consortium.staff["analyst-amara"])
    for path in ("/v1/summaries", f"/v1/summaries/{read['id']}"):
        first = await analyst.get(path)
        again = await analyst.get(path, headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        other = await analyst.get(path, headers={"if-none-match": '"another"'})
        assert (other.status_code, other.content) == (200, first.content)
        assert first.headers["cache-control"] == "no-store"


# What the database lets each role do


async def test_the_reading_role_sees_the_live_view_and_nothing_else(
    zone: Zone, handed: HandedOver, databases: Databases
) -> None:
    await zone.released(handed)
    connection = await asyncpg.connect(databases.of("release")["release_reader"].get_secret_value())
    try:
        [row] = await connection.fetch("SELECT * FROM live_summaries")
        assert not {"commitment", "r", "predecessor"} & set(dict(row))
        for table in ("releases", "waiting", "cells", "log_entries", "rules_seen"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.fetch(f"SELECT * FROM {table}")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("DELETE FROM live_summaries")
    finally:
        await connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE releases SET audience = 4",
        "UPDATE waiting SET area = 'xb'",
        "UPDATE log_entries SET entry = ''",
        "DELETE FROM log_entries",
        "DELETE FROM rules_seen",
        "UPDATE rules_seen SET rules = ''",
        "TRUNCATE releases",
        "DELETE FROM cells",
        "UPDATE cells SET area = 'xb'",
        "SELECT * FROM live_summaries",
    ],
)
async def test_the_publishing_role_changes_nothing_that_stands_and_forgets_no_entry(
    zone: Zone, databases: Databases, statement: str
) -> None:
    connection = await asyncpg.connect(databases.of("release")["release_publisher"].get_secret_value())
    try:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute(statement)
    finally:
        await connection.close()


async def test_analysts_are_answered_by_the_reading_role_alone(zone: Zone, handed: HandedOver) -> None:
    [read] = await zone.released(handed)
    publisher_gone: Any = None
    zone.app = create_app(replace(zone.world, publisher=publisher_gone))
    assert await zone.read() == [read]


async def test_an_analyst_of_some_areas_reads_what_lies_in_them_and_nothing_else(
    zone: Zone, consortium: Consortium
) -> None:
    title = "Roads closed by armed groups"
    handed = [HandedOver(consortium, a_summary(area=area, period=name, title=title)) for area, name in _AREAS]
    await zone.released(*handed)
    read = {}
    for name, areas in (("all", ()), ("north", ("xa-01",)), ("whole", ("xa",)), ("elsewhere", ("xb",))):
        analyst = zone.of(zone.hire(name, audience=Audience.CONSORTIUM, areas=areas))
        read[name] = (await analyst.get("/v1/summaries")).json()["summaries"]
    found = {name: sorted(one["area"] for one in summaries) for name, summaries in read.items()}
    assert found == {
        "all": ["xa", "xa-01", "xa-02"],
        "north": ["xa-01"],
        "whole": ["xa", "xa-01", "xa-02"],
        "elsewhere": [],
    }
    north = zone.of(zone.hire("north-2", audience=Audience.CONSORTIUM, areas=("xa-01",)))
    for one in read["all"]:
        answer = await north.get(f"/v1/summaries/{one['id']}")
        assert answer.status_code == (200 if one["area"] == "xa-01" else 404)
    assert (await north.get("/v1/summaries?area=xa-02")).json()["summaries"] == []


_AREAS = (("xa", "2026-08"), ("xa-01", "2026-09"), ("xa-02", "2026-10"))
