"""Policies through the pages: story 5 without a screen, and what no draft, signature or row of a table brings about."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any, cast

import asyncpg
import httpx
import pytest

from protocol.consent import Place
from protocol.cooling_off import CoolingOff
from protocol.policy import Area, ChangeRules, ReleaseRules, SignedPolicy, policy_hash, sign_policy
from protocol.primitives import SignKey
from protocol.simulation import PeopleBand, PolicySimulation, SimulatedCompartment
from server.policy.accounts.accounts import prefer
from server.policy.api import create_app
from server.policy.bundles import take_newest, waiting
from server.policy.proposals import life, proposals
from server.policy.proposals.errors import NotEnoughSignatures, NotSimulatedYet, OfOneOrganisation
from server.policy.proposals.examples import EXAMPLES
from server.policy_checking.findings import keeps_out
from tests.server.policy.proposing import APPROVED, ENTRY, ONE, RULES, SIGN, Desk
from tests.server.policy.staff_browser import Browser, answered
from tests.server.policy.staff_world import Staff
from tests.server.policy_checking import drafts
from tests.worlds import TODAY

pytestmark = pytest.mark.anyio


@pytest.fixture
async def desk(staff: Staff) -> AsyncIterator[Desk]:
    await staff.take(lambda one: one.model_copy(update={"changes": ChangeRules(cooling_off_days=7)}))
    browser = Browser.at(create_app(staff.zone.world, staff.world))
    yield Desk(staff, browser)
    await browser.client.aclose()


def in_force(desk: Desk) -> int:
    return desk.staff.zone.in_force()


async def test_one_signature_does_nothing_the_proposer_cannot_approve_and_what_loosens_waits(desk: Desk) -> None:
    await desk.sit("dalia")
    draft = await desk.begin()
    await desk.set(draft, release__k="3")
    assert "Sources behind a summary (k): 5 → becomes 3 protects less" in " ".join(desk.browser.text.split())
    assert "all of it waits for 7 days after the approval" in desk.browser.text
    await desk.sign(draft)
    assert "Proposed." in desk.browser.text
    assert waiting(desk.staff.zone.world) is None
    await take_newest(desk.staff.zone.world)
    assert in_force(desk) == 2
    assert (await desk.bring(draft, "approve", await desk.signature(draft))).status_code == 403
    assert "Another administrator must approve it" in desk.browser.text
    await desk.sit("esteban")
    await desk.sign(draft, "approve")
    assert "Approved." in desk.browser.text
    assert "It waits until 2026-11-28" in desk.browser.text
    assert in_force(desk) == 2
    desk.staff.zone.clock.pass_days(6)
    await take_newest_or_wait(desk)
    assert in_force(desk) == 2
    desk.staff.zone.clock.pass_days(1)
    await take_newest_or_wait(desk)
    assert in_force(desk) == 3
    assert desk.staff.world.pinned.policy.contents.release.k == 3
    await desk.sit("esteban")
    await desk.browser.go(f"{ONE}?id={draft}")
    assert "In force." in desk.browser.text
    await desk.browser.go("/staff/policy")
    assert "Policy 3, in force" in desk.browser.text


async def take_newest_or_wait(desk: Desk) -> None:
    with suppress(CoolingOff):
        await take_newest(desk.staff.zone.world)


async def test_what_only_tightens_is_in_force_with_the_approval(desk: Desk) -> None:
    await desk.sit("dalia")
    draft = await desk.begin()
    await desk.set(draft, release__k="7", release__widest_audience="task-force")
    assert "Nothing in it protects less." in desk.browser.text
    await desk.sign(draft)
    await desk.sit("esteban")
    await desk.sign(draft, "approve")
    assert in_force(desk) == 3
    assert "In force." in desk.browser.text


async def test_tightening_does_not_wait_behind_what_loosens_and_overtakes_it(desk: Desk) -> None:
    await desk.sit("dalia")
    loose, tight, other = await desk.begin(), await desk.begin(), await desk.begin()
    await desk.set(loose, release__k="3")
    await desk.set(tight, release__k="8")
    await desk.set(other, release__k="4")
    for one in (loose, tight, other):
        await desk.sign(one)
    await desk.sit("esteban")
    await desk.sign(loose, "approve")
    assert (await desk.bring(other, "approve", await desk.signature(other))).status_code == 409
    assert "Another policy that loosens something waits already" in desk.browser.text
    await desk.sign(tight, "approve")
    assert desk.staff.world.pinned.policy.contents.release.k == 8
    await desk.browser.go(f"{ONE}?id={loose}")
    assert "Overtaken." in desk.browser.text
    assert (await desk.bring(other, "approve", await desk.signature(other))).status_code == 409


async def test_what_was_signed_does_not_change_any_more(desk: Desk) -> None:
    await desk.sit("dalia")
    draft = await desk.begin()
    await desk.set(draft, release__k="7")
    settings = desk.browser
    await settings.go(f"/staff/proposals/settings?id={draft}")
    before = await desk.kept(draft)
    await desk.sign(draft)
    assert (await settings.go(f"/staff/proposals/settings?id={draft}")).status_code == 409
    token = settings.form("/staff/sign-out").fields["token"]
    form = {"token": token, "id": draft, "list": "areas", "entry": "", "code": "xz", "name": "X", "country": "xz"}
    assert (await settings.send(ENTRY, form | {"level": "country"})).status_code == 409
    assert (await desk.kept(draft)).raw == before.raw


async def test_what_was_typed_is_kept_and_wrong_fields_say_why(desk: Desk) -> None:
    await desk.sit("dalia")
    draft = await desk.begin()
    before = await desk.kept(draft)
    page = await desk.set(draft, release__k="1", release__partners="many", changes__cooling_off_days="3")
    assert page.status_code == 422
    assert "2 fields do not hold" in desk.browser.text
    assert 'name="release.k" value="1"' in page.text
    assert 'name="release.partners" value="many"' in page.text
    assert 'name="changes.cooling_off_days" value="3"' in page.text
    assert re.search(r'id="f-release-k-why">It must be from [^<]*2[^<]* to [^<]*1,000', page.text)
    assert "This is not a whole number." in desk.browser.text
    assert (await desk.kept(draft)).raw == before.raw


async def test_number_predecessor_and_day_are_set_by_the_zone(desk: Desk) -> None:
    await desk.sit("dalia")
    draft = await desk.begin()
    await desk.set(draft, version="99", previous="00" * 32, issued="1", release__k="7")
    wrong = {"version": 99, "previous": b"x" * 32, "issued": 1}
    await proposals.change(
        desk.staff.zone.world, bytes.fromhex(draft), "dalia", lambda one: one.model_copy(update=wrong)
    )
    kept, now = await desk.kept(draft), desk.staff.world.pinned.policy
    assert (kept.contents.version, kept.contents.previous, kept.contents.issued) == (3, now.hash, TODAY)
    assert kept.contents.release.k == 7


BAD_RULES = {
    "a typo": ('@id("slip")\nforbid (principal, action, resource) whenn { true };\n', "This rule cannot be read."),
    "an attribute that there is not": (
        """@id("odd")
forbid (principal is Analyst, action == Action::"read_summaries", resource)
when { principal.shoe == 3 };
""",
        'The schema has no "shoe" of',
    ),
    "a rule that fails for some": (
        """@id("trap") forbid (principal is Custodian, action == Action::"refuse_opening", resource)
when { if resource.aim == "advocacy" then 9223372036854775807 + 1 > 0 else false };
""",
        "",
    ),
    "everybody locked out": ('@id("all")\nforbid (principal, action, resource);\n', None),
}


@pytest.mark.parametrize("what", BAD_RULES)
async def test_bad_rules_are_refused_with_their_line_and_the_reason(desk: Desk, what: str) -> None:
    more, said = BAD_RULES[what]
    await desk.sit("dalia")
    draft = await desk.begin()
    base = desk.staff.world.pinned.policy.contents.cedar_policies.rstrip("\n") + "\n"
    await desk.write(draft, (base + more).replace("\n", "\r\n"))
    text = " ".join(desk.browser.text.split())
    assert "Refused:" in text
    if said is not None:
        assert f"Refused: rules, line {base.count(chr(10)) + 1}: {said}" in text
        assert f"▸ {more.splitlines()[0]}" in desk.browser.text
    assert (await desk.kept(draft)).contents.cedar_policies == base + more
    assert "It was kept in the draft." in desk.browser.text
    assert (await desk.bring(draft, "sign", await desk.signature(draft))).status_code == 422
    assert "The checks found what keeps this policy out." in desk.browser.text
    assert (await desk.kept(draft)).signatures == ()


async def test_a_rule_that_the_code_overrides_is_shown_with_its_line(desk: Desk) -> None:
    """It gives nothing, so it may stand there; whoever signs it must not believe that it does."""
    await desk.sit("dalia")
    draft = await desk.begin()
    base = desk.staff.world.pinned.policy.contents.cedar_policies.rstrip("\n") + "\n"
    await desk.write(
        draft, base + '@id("x") permit (principal is Administrator, action == Action::"read_bundle", resource);'
    )
    assert f"Look at this: rules, line {base.count(chr(10)) + 1}:" in " ".join(desk.browser.text.split())


async def test_an_example_is_put_behind_the_rules_and_not_kept_before_that_is_said(desk: Desk) -> None:
    await desk.sit("dalia")
    draft = await desk.begin()
    before = await desk.kept(draft)
    await desk.write(draft, before.contents.cedar_policies, example="no-advocacy")
    assert "nothing-is-opened-for-advocacy" in desk.browser.text
    assert (await desk.kept(draft)).raw == before.raw
    assert (await desk.write(draft, "x", example="../x")).status_code == 422


async def test_every_example_can_be_signed() -> None:
    for name, rules in EXAMPLES.items():
        assert not keeps_out(drafts.found(drafts.draft(rules)).values()), name


async def test_text_that_is_too_long_is_shown_again_and_not_kept(desk: Desk) -> None:
    await desk.sit("dalia")
    draft = await desk.begin()
    before = await desk.kept(draft)
    assert (await desk.write(draft, "// " + "x" * 262_144)).status_code == 422
    assert "One of the texts is too long." in desk.browser.text
    assert (await desk.kept(draft)).raw == before.raw


# Lists


async def test_people_areas_grants_and_golden_decisions_are_added_changed_and_taken_out(desk: Desk) -> None:
    await desk.sit("dalia")
    draft = await desk.begin()
    token = desk.browser.form("/staff/sign-out").fields["token"]

    async def send(kind: str, **form: str) -> int:
        told = {"token": token, "id": draft, "list": kind, "entry": "", **form}
        return (await desk.browser.send(ENTRY, told)).status_code

    person = {"person": "noor", "organisation": "lantern", "sign_key": "ab" * 32, "roles.analyst": "on"}
    person |= {
        "compartments": "xa-testimony, xb-testimony",
        "audience": "consortium",
        "areas": "xa",
        "ends": "2027-01-31",
    }
    assert await send("staff", **person) == 200
    assert await send("staff", **person) == 422
    assert "There is one of this name already." in desk.browser.text
    assert await send("staff", **(person | {"entry": "noor", "roles.auditor": "on"})) == 200
    assert await send("areas", code="xa-7", name="المدينة", country="xa", level="first-level") == 200
    golden = {"name": "noor-reads", "asker": "analyst", "who": "noor", "action": "read-summaries", "about": "summary"}
    assert await send("golden", **golden, place="xa", audience="public", allowed="on") == 200
    grant = {"template": "analyst", "person": "noor", "compartment": "xb-testimony", "begins": "2026-12-01"}
    assert await send("grants", **grant) == 200
    made = (await desk.kept(draft)).contents
    [noor] = [one for one in made.staff if one.person == "noor"]
    assert (noor.compartments, noor.areas, [str(role) for role in noor.roles]) == (
        ("xa-testimony", "xb-testimony"),
        ("xa",),
        ["analyst", "auditor"],
    )
    assert Area(code="xa-7", name="المدينة", country="xa", level=Place.FIRST_LEVEL) in made.areas
    assert (made.grants[-1].begins, made.golden[-1].allowed, made.golden[-1].named) == (20_788, True, False)
    for kind, odd in (
        ("staff", {"sign_key": "zz"}),
        ("staff", {"ends": "2027-02-31"}),
        ("staff", {"person": "No One"}),
        ("staff", {"audience": "everybody"}),
    ):
        assert await send(kind, **(person | {"person": "odd"} | odd)) == 422
    assert await send("grants", entry="analyst noor xb-testimony", remove="yes") == 200
    assert (await desk.kept(draft)).contents.grants == ()
    await desk.browser.go(f"{ONE}?id={draft}")
    assert "noor is new on the staff" in desk.browser.text


# Whose signature counts


async def test_a_signature_over_another_draft_or_by_another_key_is_refused(desk: Desk) -> None:
    await desk.sit("dalia")
    draft, other = await desk.begin(), await desk.begin()
    await desk.set(draft, release__k="7")
    await desk.set(other, release__k="9")
    strange = sign_policy((await desk.kept(draft)).contents, "dalia", SignKey.new()).signature.hex()
    for wrong in (await desk.signature(other), strange, await desk.signature(draft, "esteban"), "ab", "", "zz" * 64):
        assert (await desk.bring(draft, "sign", wrong)).status_code == 422
    assert (await desk.kept(draft)).signatures == ()


async def test_a_signature_without_a_passkey_is_not_kept(desk: Desk) -> None:
    await desk.sit("dalia")
    draft = await desk.begin()
    await desk.set(draft, release__k="7")
    await desk.bring(draft, "sign", await desk.signature(draft))
    form = desk.browser.form(APPROVED).fields
    assert (await desk.browser.send(APPROVED, form | {"response": "{}"})).status_code == 403
    assert (await desk.kept(draft)).signatures == ()


async def test_a_confirmed_signature_is_not_turned_to_another_proposal_or_used_twice(desk: Desk) -> None:
    await desk.sit("dalia")
    draft, other = await desk.begin(), await desk.begin()
    for one, k in ((draft, "7"), (other, "9")):
        await desk.set(one, release__k=k)
        await desk.sign(one)
    key = await desk.sit("esteban")
    await desk.bring(draft, "approve", await desk.signature(draft))
    form = answered(desk.browser.form(APPROVED), key)
    turned = form | {"subject": f"{other}.{await desk.signature(other)}"}
    assert (await desk.browser.send(APPROVED, turned)).status_code == 403
    assert in_force(desk) == 2
    assert (await desk.browser.send(APPROVED, form)).status_code == 200
    assert in_force(desk) == 3
    assert (await desk.browser.send(APPROVED, form)).status_code == 409


async def test_two_administrators_of_one_organisation_are_too_few_where_the_policy_wants_two(desk: Desk) -> None:
    await desk.sit("dalia")
    draft = await desk.begin()
    await desk.set(draft, release__k="7", changes__two_organisations="on")
    await desk.sign(draft)
    kept, world = await desk.kept(draft), desk.staff.zone.world
    one_house = desk.staff.zone.consortium.resign(
        lambda one: one.model_copy(
            update={
                "number": 2,
                "previous": world.pinned.directory.hash,
                "administrators": tuple(
                    each.model_copy(update={"organisation": "one-house"}) for each in one.administrators
                ),
            }
        )
    )
    world.pinned.replace_directory(one_house.to_bytes())
    second = sign_policy(kept.contents, "esteban", desk.staff.zone.consortium.administrators["esteban"])
    with pytest.raises(OfOneOrganisation):
        await proposals.approve(world, kept.id, second)
    assert waiting(world) is None


async def test_a_suspended_proposer_s_signature_counts_no_more(desk: Desk) -> None:
    await desk.sit("dalia")
    draft = await desk.begin()
    await desk.set(draft, release__k="7")
    await desk.sign(draft)
    kept, world = await desk.kept(draft), desk.staff.zone.world
    second = sign_policy(kept.contents, "esteban", desk.staff.zone.consortium.administrators["esteban"])
    with pytest.raises(NotEnoughSignatures):
        life.check_approves(kept, second, world.pinned.directory, world.pinned.policy, {"dalia"})


async def test_auditors_look_and_change_nothing_and_others_do_not_look(desk: Desk) -> None:
    await desk.sit("dalia")
    draft = await desk.begin()
    await desk.set(draft, release__k="7")
    await desk.sit("auditor-chen")
    await desk.browser.go(f"{ONE}?id={draft}")
    assert "Sources behind a summary" in desk.browser.text
    assert "Sign and propose" not in desk.browser.text
    token = desk.browser.form("/staff/sign-out").fields["token"]
    assert (await desk.browser.send("/staff/proposals/new", {"token": token})).status_code == 403
    assert (await desk.browser.go(f"/staff/proposals/settings?id={draft}")).status_code == 403
    assert (
        await desk.browser.send(SIGN, {"token": token, "id": draft, "what": "sign", "signature": "ab" * 64})
    ).status_code == 403
    await desk.sit("analyst-amara")
    for path in ("/staff/policy", "/staff/proposals", f"{ONE}?id={draft}", f"/staff/proposals/file?id={draft}"):
        assert (await desk.browser.go(path)).status_code == 403


async def test_nobody_changes_or_signs_anothers_draft(desk: Desk) -> None:
    await desk.sit("dalia")
    draft = await desk.begin()
    await desk.sit("esteban")
    assert (await desk.browser.go(f"/staff/proposals/settings?id={draft}")).status_code == 403
    assert (await desk.bring(draft, "sign", await desk.signature(draft))).status_code == 403


async def test_what_waits_can_be_withdrawn_by_either_and_is_handed_out_no_more(desk: Desk) -> None:
    await desk.sit("dalia")
    draft = await desk.begin()
    await desk.set(draft, release__k="3")
    await desk.sign(draft)
    key = await desk.sit("esteban")
    await desk.sign(draft, "approve")
    assert waiting(desk.staff.zone.world) is not None
    await desk.browser.press("/staff/acts", kind="withdraw-policy")
    await desk.browser.fill(APPROVED, key)
    assert "Withdrawn." in desk.browser.text
    assert waiting(desk.staff.zone.world) is None
    desk.staff.zone.clock.pass_days(30)
    await take_newest(desk.staff.zone.world)
    assert in_force(desk) == 2


async def test_what_is_in_force_is_not_withdrawn(desk: Desk) -> None:
    await desk.sit("dalia")
    draft = await desk.begin()
    await desk.set(draft, release__k="7")
    await desk.sign(draft)
    await desk.sit("esteban")
    await desk.sign(draft, "approve")
    token = desk.browser.form("/staff/sign-out").fields["token"]
    form = {"token": token, "kind": "withdraw-policy", "subject": draft}
    assert (await desk.browser.send("/staff/acts", form)).status_code == 409


# What would newly pass


@dataclass
class Vault:
    """The vault's door for simulations, and who asked there."""

    policy: bytes
    asked: list[bytes] = field(default_factory=list)
    silent: bool = True

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.MockTransport(self._answer), base_url="https://vault.example")

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if self.silent:
            raise httpx.ConnectError("nobody there")
        claimed = SignedPolicy.from_bytes(request.content)
        assert (request.url.path, len(claimed.signatures)) == ("/v1/simulations", 1)
        self.asked.append(policy_hash(claimed))
        told = SimulatedCompartment(compartment="xa-testimony", ordinary=PeopleBand.SOME, urgent=PeopleBand.FEW)
        simulation = PolicySimulation(
            proposal=self.asked[-1], policy=self.policy, before=TODAY - 5, compartments=(told,)
        )
        return httpx.Response(200, content=simulation.to_bytes())


def asks(desk: Desk, vault: httpx.AsyncClient) -> None:
    """From now on the zone knows where the vault is."""
    zone, staff = desk.staff.zone, desk.staff
    zone.world = replace(zone.world, vault=vault)
    staff.world = replace(staff.world, zone=zone.world)
    desk.browser = Browser.at(create_app(zone.world, staff.world))


async def test_what_loosens_is_approved_only_after_the_vault_said_what_would_newly_pass(
    desk: Desk,
) -> None:
    vault = Vault(desk.staff.world.pinned.policy.hash)
    async with vault.client() as client:
        asks(desk, client)
        await desk.sit("dalia")
        draft, tighter = await desk.begin(), await desk.begin()
        await desk.set(draft, release__k="3")
        await desk.set(tighter, release__k="9")
        assert "What would newly pass" not in desk.browser.text
        await desk.sign(draft)
        assert "The vault has not said yet." in desk.browser.text
        await desk.sign(tighter)
        assert "nothing newly passes, and the vault was not asked." in desk.browser.text
        await desk.sit("esteban")
        assert (await desk.bring(draft, "approve", await desk.signature(draft))).status_code == 409
        kept, world = await desk.kept(draft), desk.staff.zone.world
        second = sign_policy(kept.contents, "esteban", desk.staff.zone.consortium.administrators["esteban"])
        with pytest.raises(NotSimulatedYet):
            await proposals.approve(world, kept.id, second)
        vault.silent = False
        await proposals.simulate_open(world)
        await proposals.simulate_open(world)
        assert vault.asked == [kept.hash], "once, and not of what only tightens"
        await desk.browser.go(f"{ONE}?id={draft}")
        assert "xa-testimony ordinary 10-58 xa-testimony urgent 0-18" in " ".join(desk.browser.text.split())
        await desk.sign(draft, "approve")
        assert waiting(world) is not None


async def test_what_tightens_does_not_wait_for_the_vault(desk: Desk) -> None:
    async with Vault(desk.staff.world.pinned.policy.hash).client() as client:
        asks(desk, client)
        await desk.sit("dalia")
        draft = await desk.begin()
        await desk.set(draft, release__k="9")
        await desk.sign(draft)
        await desk.sit("esteban")
        await desk.sign(draft, "approve")
        assert in_force(desk) == 3


async def test_what_loosens_no_rule_of_release_does_not_wait_for_the_vault(desk: Desk) -> None:
    vault = Vault(desk.staff.world.pinned.policy.hash)
    async with vault.client() as client:
        asks(desk, client)
        await desk.sit("dalia")
        draft = await desk.begin()
        await desk.set(draft, custody__parts_per_curator_and_day="41")
        await desk.sign(draft)
        assert "It protects less in something" in desk.browser.text
        assert "nothing newly passes, and the vault was not asked." in desk.browser.text
        await desk.sit("esteban")
        await desk.sign(draft, "approve")
        assert (vault.asked, waiting(desk.staff.zone.world) is not None) == ([], True)


async def test_nobody_waits_for_a_vault_that_the_rules_in_force_do_not_let_answer(desk: Desk) -> None:
    world, known = desk.staff.zone.world, desk.staff.world.pinned.policy
    contents = known.contents.model_copy(update={"cedar_schema": known.contents.cedar_schema.replace("simulate", "x")})
    async with Vault(known.hash).client() as client:
        asking = replace(world, vault=client)
        assert proposals.asks_vault(asking)
        assert not proposals.asks_vault(world)
        older = SimpleNamespace(policy=replace(known, contents=contents))
        assert not proposals.asks_vault(replace(asking, pinned=cast("Any", older)))


async def test_a_simulation_of_something_else_is_none(desk: Desk) -> None:
    await desk.sit("dalia")
    one, known = await desk.kept(await desk.begin()), desk.staff.world.pinned.policy
    said = PolicySimulation(proposal=one.hash, policy=known.hash, before=1, compartments=())
    assert life.simulation_of(replace(one, simulation=said.to_bytes()), known) == said
    for other in ({"proposal": b"x" * 32}, {"policy": b"x" * 32}):
        wrong = said.model_copy(update=other).to_bytes()
        assert life.simulation_of(replace(one, simulation=wrong), known) is None
    assert life.simulation_of(replace(one, simulation=b"x"), known) is None


# What no row brings about


async def test_whoever_writes_every_row_brings_no_policy_into_force(desk: Desk) -> None:
    await desk.sit("dalia")
    draft = await desk.begin()
    await desk.set(draft, release__k="7")
    await desk.sign(draft)
    world = desk.staff.zone.world
    rogue = await asyncpg.connect(desk.staff.zone.databases.administrator("policy").get_secret_value())
    try:
        loose = (await desk.kept(draft)).contents.model_copy(update={"release": ReleaseRules(k=2)})
        await rogue.execute("UPDATE proposals SET bundle = $1, state = 'approved'", loose.to_bytes())
        forged = "INSERT INTO proposal_signatures VALUES ($1, 'esteban', $2, 1)"
        await rogue.execute(forged, bytes.fromhex(draft), b"x" * 64)
    finally:
        await rogue.close()
    await take_newest(world)
    assert in_force(desk) == 2
    await desk.sit("esteban")
    await desk.browser.go(f"{ONE}?id={draft}")
    assert "Broken." in desk.browser.text
    assert "Nobody has signed it." in desk.browser.text
    assert "what=" not in desk.browser.page.text


async def test_the_file_of_a_proposal_is_what_was_signed(desk: Desk) -> None:
    await desk.sit("dalia")
    draft = await desk.begin()
    await desk.set(draft, release__k="7")
    await desk.sign(draft)
    kept = await desk.kept(draft)
    page = await desk.browser.go(f"/staff/proposals/file?id={draft}")
    assert SignedPolicy.from_bytes(page.content) == kept.signed()
    assert page.headers["content-disposition"].startswith('attachment; filename="policy-3-')


async def test_odd_ids_are_no_proposals(desk: Desk) -> None:
    await desk.sit("dalia")
    for odd in ("zz", "", "ab" * 32, "é"):
        assert (await desk.browser.go(f"{ONE}?id={odd}")).status_code in {404, 422}
    assert (await desk.browser.go(ONE)).status_code == 422


async def test_drafts_are_bounded(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals, "MOST_DRAFTS", 1)
    await desk.sit("dalia")
    await desk.begin()
    await desk.browser.go("/staff/proposals")
    assert (await desk.browser.press("/staff/proposals/new")).status_code == 409


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
async def test_every_page_about_policies_can_be_said(desk: Desk, language: str) -> None:
    await desk.sit("dalia")
    await prefer(desk.staff.world, "dalia", language, "")
    draft = await desk.begin()
    await desk.write(draft, desk.staff.world.pinned.policy.contents.cedar_policies + "\nforbid (x);")
    pages = [f"{ONE}?id={draft}", f"/staff/proposals/settings?id={draft}", f"{RULES}?id={draft}"]
    pages += [f"/staff/proposals/entries?id={draft}&list={kind}" for kind in ("staff", "areas", "grants", "golden")]
    for path in ("/staff/policy", "/staff/proposals", *pages):
        page = await desk.browser.go(path)
        assert page.status_code == 200, path
        assert f'lang="{language}"' in page.text.split("<body>")[0]
