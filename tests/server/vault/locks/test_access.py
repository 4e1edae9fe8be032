"""The signed access rules are a second lock on every door."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import httpx
import pytest

from protocol.directory import DeviceRole
from protocol.ids import to_text
from protocol.release_crossings import ClearanceQuery
from tests.server.doors import with_rules
from tests.server.vault.boxes.test_drafts import box
from tests.server.vault.vault_world import TESTIMONY, VaultWorld, problem

Knock = Callable[[VaultWorld], Awaitable[httpx.Response]]


async def new_rules(vault: VaultWorld, rules: str) -> None:
    """Sign a policy whose access rules are the base rules and these."""
    with_rules(vault.world.pinned, vault.consortium, rules)


async def knock_fresh_key(vault: VaultWorld) -> httpx.Response:
    return await vault.send(vault.desk().sign_key, "/v1/fresh-keys", vault.fresh(0)[1])


async def knock_parts(vault: VaultWorld) -> httpx.Response:
    return await vault.get(vault.desk().sign_key, f"/v1/parts?compartment={TESTIMONY}")


async def knock_keys(vault: VaultWorld) -> httpx.Response:
    return await vault.get(vault.desk().sign_key, f"/v1/fresh-keys?compartment={TESTIMONY}")


async def knock_draft(vault: VaultWorld) -> httpx.Response:
    return await vault.send(vault.desk().sign_key, "/v1/drafts", box(vault))


async def knock_drafts(vault: VaultWorld) -> httpx.Response:
    return await vault.get(vault.desk().sign_key, f"/v1/drafts?compartment={TESTIMONY}")


async def knock_clear_away(vault: VaultWorld) -> httpx.Response:
    return await vault.client(vault.desk().sign_key).delete(f"/v1/drafts/{'0' * 64}?compartment={TESTIMONY}")


async def knock_ask(vault: VaultWorld) -> httpx.Response:
    (told,) = await vault.told(None)
    return await vault.send(vault.desk().sign_key, "/v1/openings", vault.request([told.testimony]).signed)


@pytest.mark.parametrize(
    "knock",
    [knock_fresh_key, knock_parts, knock_keys, knock_draft, knock_drafts, knock_clear_away, knock_ask],
)
async def test_a_suspended_desk_finds_every_door_shut(vault: VaultWorld, knock: Knock) -> None:
    assert (await knock(vault)).status_code < 300
    name = vault.desk().name
    await new_rules(vault, f'@id("suspended") forbid (principal == Device::"{name}", action, resource);')
    answer = await knock(vault)
    assert (answer.status_code, problem(answer)) == (403, "not-allowed")
    assert "suspended" not in answer.text


async def test_a_desk_that_may_look_and_not_ask_asks_for_nothing(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    await new_rules(vault, '@id("no-asking") forbid (principal, action == Action::"request_opening", resource);')
    assert (await knock_parts(vault)).status_code == 200
    answer = await vault.send(vault.desk().sign_key, "/v1/openings", vault.request([told.testimony]).signed)
    assert problem(answer) == "not-allowed"
    assert (await vault.count("openings"), vault.log.waiting) == (0, [])


async def test_a_suspended_desk_fetches_nothing_that_was_approved(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    await vault.approve(asked)
    name = vault.desk().name
    await new_rules(
        vault, f'@id("no-reading") forbid (principal == Device::"{name}", action == Action::"read_opening", resource);'
    )
    assert problem(await vault.fetch(asked, told.testimony)) == "not-allowed"
    assert (await vault.fetch(asked, told.testimony, 1)).status_code == 200
    await new_rules(vault, '@id("nobody") forbid (principal, action == Action::"list_parts", resource);')
    for path in (f"/v1/openings/{to_text(asked.id)}", f"/v1/consents/{to_text(told.testimony)}"):
        assert problem(await vault.get(vault.desk(1).sign_key, path)) == "not-allowed"


async def test_a_desk_is_told_in_codes_why_its_own_request_is_refused_and_nobody_else_is(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = vault.request([told.testimony])
    await new_rules(vault, '@id("amara-has-left") forbid (principal, action == Action::"request_opening", resource);')
    answer = await vault.send(vault.desk().sign_key, "/v1/openings", asked.signed)
    assert (answer.status_code, answer.json()["reasons"]) == (403, ["a-rule-forbids"])
    assert set(answer.json()) == {"type", "title", "status", "reasons"}


async def test_a_desk_that_may_not_look_gets_an_answer_of_one_shape(vault: VaultWorld) -> None:
    """Whether a rule forbids, or none allows, or the rules fail: the same bytes."""
    seen = set()
    for forbid in (
        '@id("a") forbid (principal, action, resource);',
        '@id("b") forbid (principal, action == Action::"list_parts", resource) when { resource.kind == "testimony" };',
        '@id("c") forbid (principal, action, resource) when { 9223372036854775807 + 1 > 0 };',
    ):
        await new_rules(vault, forbid)
        answer = await knock_parts(vault)
        assert (answer.status_code, problem(answer)) == (403, "not-allowed")
        seen.add((answer.content, tuple(answer.headers.raw)))
    assert len(seen) == 1


@pytest.mark.parametrize("action", ["approve_opening", "refuse_opening", "list_openings"])
async def test_a_suspended_custodian_does_nothing(vault: VaultWorld, action: str) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    mine = await vault.approvals(asked, 1)
    name = vault.consortium.custodians[TESTIMONY][0].name
    await new_rules(
        vault, f'@id("out") forbid (principal == Custodian::"{name}", action == Action::"{action}", resource);'
    )
    answers = {
        "approve_opening": lambda: vault.answer(1, mine),
        "refuse_opening": lambda: vault.answer(1, vault.refusal(asked, told.testimony, 1)),
        "list_openings": lambda: vault.get(vault.custodian(1), f"/v1/openings?compartment={TESTIMONY}"),
    }
    assert problem(await answers[action]()) == "not-allowed"
    assert await vault.count("answers") == 0


async def test_clearance_and_standing_ask_the_rules_too(vault: VaultWorld) -> None:
    await vault.hand_out_cards(2)
    told = await vault.told(*vault.cards(2, 2, 1))
    ids = [one.testimony for one in told]
    await vault.open(ids)
    await vault.cleared(ids)
    await new_rules(
        vault,
        '@id("none") forbid (principal, action in [Action::"request_clearance", Action::"read_clearance_status"],'
        " resource);",
    )
    assert problem(await vault.clear(ids)) == "not-allowed"
    assert problem(await vault.clear(ids, expiry=30, commitment=bytes(32))) == "not-allowed"
    assert await vault.count("clearances") == 1
    release = vault.consortium.devices[DeviceRole.RELEASE]
    answer = await vault.send(release, "/v1/clearances/standing", ClearanceQuery(commitments=()))
    assert problem(answer) == "not-allowed"


async def test_rules_that_cannot_be_used_shut_every_door(vault: VaultWorld) -> None:
    await new_rules(vault, "permit (principal, action, resource);")
    for knock in (knock_fresh_key, knock_parts, knock_ask):
        answer = await knock(vault)
        assert (answer.status_code, problem(answer)) == (503, "rules-refused")


async def test_no_rule_can_allow_what_the_code_forbids(vault: VaultWorld) -> None:
    await new_rules(vault, '@id("everything") permit (principal, action, resource);')
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    other = vault.desk(0, "xb-testimony").sign_key
    assert problem(await vault.get(other, f"/v1/parts?compartment={TESTIMONY}")) == "not-a-desk"
    assert problem(await vault.get(other, f"/v1/openings/{to_text(asked.id)}")) == "not-here"
    mine = await vault.approvals(asked, 1)
    assert problem(await vault.send(vault.custodian(2), "/v1/approvals", mine)) == "not-a-custodian"
