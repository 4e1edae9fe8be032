"""What a proposed policy would newly let pass: once for each proposal, in bands, logged (SPEC 24)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncConnection

from protocol.consent import Place, Profile, Terms, give, profile_terms, verify_consent, withdraw
from protocol.directory import DeviceRole
from protocol.ledger import EntryKind, LedgerEntry
from protocol.orders import Office, Order, OrderAct, OrderReason, OrderTarget, TargetKind, sign_order
from protocol.policy import PolicyBundle, SignedPolicy, policy_hash, sign_policy
from protocol.post import Post
from protocol.simulation import PeopleBand, PolicySimulation
from server.policy import to_vault
from server.policy.errors import NotSimulated, SimulationsUsedUp, VaultSilent
from server.vault.clearance import simulating
from server.vault.clearance.passing import Readable
from server.vault.clearance.simulating import Beginnings, week_of
from server.vault.opening.openings import freeze
from tests.server.vault.vault_world import TESTIMONY, Asked, Told, VaultWorld, problem
from tests.worlds import TODAY, seeded

FEW, SOME = PeopleBand.FEW, PeopleBand.SOME
LONGER: dict[str, Any] = {"longest_expiry": 365}
"""Something looser, by which whoever could stand behind a summary newly could behind a longer one."""


def proposed(vault: VaultWorld, by: str = "dalia", *, seconds: int = 7, **rules: Any) -> SignedPolicy:
    """The next version, with other release rules (if none are named, longer), and one administrator's signature."""
    before = vault.world.pinned.policy
    update = {
        "version": before.contents.version + 1,
        "previous": before.hash,
        "collect_seconds": seconds,
        "release": before.contents.release.model_copy(update=rules or LONGER),
    }
    bundle = before.contents.model_copy(update=update)
    return SignedPolicy(
        bundle=bundle.to_bytes(), signatures=(sign_policy(bundle, by, vault.consortium.administrators[by]),)
    )


async def ask(vault: VaultWorld, claimed: SignedPolicy) -> httpx.Response:
    return await vault.send(vault.consortium.devices[DeviceRole.POLICY], "/v1/simulations", claimed)


async def answer(vault: VaultWorld, claimed: SignedPolicy) -> PolicySimulation:
    answered = await ask(vault, claimed)
    assert answered.status_code == 200, answered.text
    return PolicySimulation.from_bytes(answered.content)


async def of_testimony(vault: VaultWorld, claimed: SignedPolicy) -> tuple[PeopleBand, PeopleBand]:
    said = await answer(vault, claimed)
    (one,) = [each for each in said.compartments if each.compartment == TESTIMONY]
    return one.ordinary, one.urgent


async def told_by(vault: VaultWorld, each: int) -> list[Told]:
    """So many people of each of three partners."""
    await vault.hand_out_cards(each)
    return await vault.told(*vault.cards(each, each, each))


async def open_all(vault: VaultWorld, told: Sequence[Told]) -> list[Asked]:
    return [await vault.open([one.testimony for one in told[start : start + 20]]) for start in range(0, len(told), 20)]


async def opened_last_week(vault: VaultWorld, each: int) -> None:
    """So many people of each of three partners, who are read; and then the next week begins."""
    await open_all(vault, await told_by(vault, each))
    vault.clock.pass_days(2)


def suspend(vault: VaultWorld, kind: TargetKind, name: str) -> None:
    target, today = OrderTarget(kind=kind, name=name), vault.world.today()
    order = Order(act=OrderAct.SUSPEND, target=target, reason=OrderReason.COERCED, day=today, nonce=bytes(32))
    signed = sign_order(order, Office.ADMINISTRATOR, "esteban", vault.consortium.administrators["esteban"])
    vault.world.pinned.take_orders([signed])


async def test_what_would_newly_pass_is_answered_in_a_band_and_logged_first(vault: VaultWorld) -> None:
    await opened_last_week(vault, 7)
    claimed = proposed(vault)
    said = await answer(vault, claimed)
    bands = {one.compartment: (one.ordinary, one.urgent) for one in said.compartments}
    assert bands == {"xa-testimony": (SOME, FEW), "xb-testimony": (FEW, FEW)}
    assert (said.proposal, said.policy) == (policy_hash(claimed), vault.world.pinned.policy.hash)
    assert said.before == week_of(vault.world.today()) == vault.world.today()
    entries = [
        LedgerEntry.from_bytes(row.entry) for row in await vault.rows("SELECT entry FROM log_entries WHERE sent")
    ]
    (entry,) = [one for one in entries if one.kind is EntryKind.SIMULATION]
    assert (entry.subject, entry.day) == (said.proposal, vault.world.today())


async def test_nobody_hears_an_answer_of_which_the_log_has_not_heard(vault: VaultWorld) -> None:
    claimed = proposed(vault)
    vault.to_log.down = True
    assert (await ask(vault, claimed)).status_code == 503
    vault.to_log.down = False
    assert await vault.count("simulations") == 1
    assert (await answer(vault, claimed)).proposal == policy_hash(claimed)
    assert len(vault.log.waiting) == 1


async def test_the_policy_zone_asks_and_is_told_why_not(vault: VaultWorld) -> None:
    """The crossing itself, from the policy zone's side."""
    as_policy = vault.client(vault.consortium.devices[DeviceRole.POLICY])
    first = await to_vault.simulate(as_policy, proposed(vault, seconds=1))
    assert first == await answer(vault, proposed(vault, seconds=1))
    both = (*proposed(vault).signatures, *proposed(vault, "esteban").signatures)
    with pytest.raises(NotSimulated):
        await to_vault.simulate(as_policy, proposed(vault).model_copy(update={"signatures": both}))
    for number in range(2, 6):
        await to_vault.simulate(as_policy, proposed(vault, seconds=number))
    with pytest.raises(SimulationsUsedUp):
        await to_vault.simulate(as_policy, proposed(vault, seconds=6))
    vault.to_log.down = True
    with pytest.raises(VaultSilent):
        await to_vault.simulate(as_policy, proposed(vault, "esteban", seconds=7))


async def test_the_same_proposal_again_is_given_what_was_kept(vault: VaultWorld) -> None:
    first = await answer(vault, proposed(vault))
    await opened_last_week(vault, 7)
    for by in ("dalia", "esteban"):
        assert await answer(vault, proposed(vault, by)) == first
    assert (await vault.count("simulations"), await vault.count("simulation_weeks")) == (1, 1)
    assert [row.administrator for row in await vault.rows("SELECT administrator FROM simulations")] == ["dalia"]


def watched(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Fills with what is read for an answer: the compartment, and how many testimonies of it."""
    read, looked = simulating._readable, list[tuple[str, int]]()

    async def readable(connection: AsyncConnection, name: str, before: int) -> Sequence[Readable]:
        found = await read(connection, name, before)
        looked.append((name, len(found)))
        return found

    monkeypatch.setattr(simulating, "_readable", readable)
    return looked


async def test_what_came_this_week_is_not_looked_at(vault: VaultWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has no consent of before this week and counts for nothing; nor is it read, which takes time."""
    looked = watched(monkeypatch)
    await opened_last_week(vault, 7)
    vault.clock.pass_days(-2)
    assert await of_testimony(vault, proposed(vault, seconds=1)) == (FEW, FEW)
    vault.clock.pass_days(2)
    assert await of_testimony(vault, proposed(vault, seconds=2)) == (SOME, FEW)
    vault.clock.pass_days(7 * simulating.WEEKS + 7)
    assert await of_testimony(vault, proposed(vault, seconds=3)) == (FEW, FEW)
    assert [many for name, many in looked if name == TESTIMONY] == [0, 21, 0]


async def test_what_nobody_opened_is_not_looked_at(vault: VaultWorld) -> None:
    await vault.hand_out_cards(7)
    told = await vault.told(*vault.cards(7, 7, 7))
    await vault.ask_and_log([one.testimony for one in told[:20]])
    vault.clock.pass_days(2)
    assert await of_testimony(vault, proposed(vault)) == (FEW, FEW)


async def test_an_administrator_has_five_answers_a_week_and_all_of_them_ten(
    vault: VaultWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        assert (await ask(vault, proposed(vault, seconds=number + 1))).status_code == 200
    refused = await ask(vault, proposed(vault, seconds=100))
    assert (refused.status_code, problem(refused)) == (429, "too-many-proposals")
    assert (await ask(vault, proposed(vault, seconds=1))).status_code == 200, "what was answered is answered again"
    assert simulating.MOST == 10
    monkeypatch.setattr(simulating, "MOST", 6)
    assert (await ask(vault, proposed(vault, "esteban", seconds=200))).status_code == 200
    assert (await ask(vault, proposed(vault, "esteban", seconds=201))).status_code == 429
    vault.clock.pass_days(2)
    assert (await ask(vault, proposed(vault, seconds=100))).status_code == 200


async def test_where_bands_begin_is_drawn_anew_each_week_and_then_gone(vault: VaultWorld) -> None:
    await answer(vault, proposed(vault, seconds=1))
    (first,) = await vault.rows("SELECT week, drawn FROM simulation_weeks")
    await answer(vault, proposed(vault, seconds=2))
    assert await vault.rows("SELECT week, drawn FROM simulation_weeks") == [first]
    vault.clock.pass_days(7)
    await answer(vault, proposed(vault, seconds=3))
    (second,) = await vault.rows("SELECT week, drawn FROM simulation_weeks")
    assert second.week == first.week + 7
    assert second.drawn != first.drawn


@pytest.mark.parametrize("other", [("xb-testimony", "ordinary"), ("xa-testimony", "urgent")])
def test_each_count_has_a_beginning_of_its_own(other: tuple[str, str]) -> None:
    """Whoever finds out where one begins, by people whom they know, knows no other."""
    drawn = [Beginnings(seeded(f"{week}")(32)) for week in range(200)]
    pairs = {(one.of("xa-testimony", "ordinary"), one.of(*other)) for one in drawn}
    assert len(pairs) > 60
    assert {one for pair in pairs for one in pair} == set(range(10))


async def test_the_same_loosening_is_answered_alike_all_week(vault: VaultWorld) -> None:
    """Else proposals that differ in something else would show the day on which a group is there."""
    told = await told_by(vault, 7)
    vault.clock.pass_days(2)
    first = await answer(vault, proposed(vault, seconds=1))
    await open_all(vault, told)
    again = await answer(vault, proposed(vault, "esteban", seconds=2, k=30, **LONGER))
    assert again.compartments == first.compartments
    entries = [LedgerEntry.from_bytes(row.entry) for row in await vault.rows("SELECT entry FROM log_entries")]
    logged = {one.subject for one in entries if one.kind is EntryKind.SIMULATION}
    assert logged == {first.proposal, again.proposal}
    assert (len(logged), await vault.count("simulations")) == (2, 2)
    assert await of_testimony(vault, proposed(vault, k=4, **LONGER)) == (SOME, FEW), "another loosening is counted"
    vault.clock.pass_days(7)
    assert await of_testimony(vault, proposed(vault, seconds=3)) == (SOME, FEW)


async def withdrawn(vault: VaultWorld, told: Sequence[Told], _asked: Sequence[Asked]) -> None:
    today = vault.world.today()
    for one in told:
        vault.post(Post(withdrawals=(withdraw(one.key(), today),)))
    await vault.collect()


async def narrowed(vault: VaultWorld, told: Sequence[Told], _asked: Sequence[Asked]) -> None:
    day = vault.world.today()
    before = [give(one.key(), profile_terms(Profile.SUMMARY_COARSE, TODAY), TODAY) for one in told]
    chains = zip(told, before, strict=True)
    first = [(one.key(), verify_consent(claimed, one.key().public, TODAY)) for one, claimed in chains]
    for key, statement in first:
        vault.post(Post(consents=(give(key, Terms(), day, statement),)))
    await vault.collect()


async def frozen(vault: VaultWorld, _told: Sequence[Told], asked: Sequence[Asked]) -> None:
    for one in asked:
        await freeze(vault.world, one.id, vault.desk(0).sign_key.public)


@pytest.mark.parametrize(
    ("changed", "next_week"),
    [(withdrawn, FEW), (narrowed, FEW), (frozen, SOME)],
    ids=["withdrawn", "narrowed", "frozen"],
)
async def test_what_is_taken_back_narrowed_or_stopped_this_week_changes_nothing_of_it(
    vault: VaultWorld, changed: Callable[..., Awaitable[None]], next_week: PeopleBand
) -> None:
    told = await told_by(vault, 7)
    asked = await open_all(vault, told)
    vault.clock.pass_days(2)
    await changed(vault, told, asked)
    states = {row.state for row in await vault.rows("SELECT state FROM opening_parts")}
    versions = (await vault.rows("SELECT max(version) AS newest FROM consents"))[0].newest
    assert (states, versions) != ({"opened"}, 1), "it has happened"
    assert await of_testimony(vault, proposed(vault, seconds=1)) == (SOME, FEW)
    vault.clock.pass_days(7)
    assert await of_testimony(vault, proposed(vault, seconds=2)) == (next_week, FEW)


@pytest.mark.parametrize(
    ("change", "status", "named"),
    [
        ({"version": 1}, 409, "not-the-successor"),
        ({"version": 9}, 409, "not-the-successor"),
        ({"previous": bytes(32)}, 409, "not-the-successor"),
    ],
)
async def test_only_the_next_policy_is_asked_about(
    vault: VaultWorld, change: dict[str, Any], status: int, named: str
) -> None:
    bundle = PolicyBundle.from_bytes(proposed(vault).bundle).model_copy(update=change)
    signature = sign_policy(bundle, "dalia", vault.consortium.administrators["dalia"])
    refused = await ask(vault, SignedPolicy(bundle=bundle.to_bytes(), signatures=(signature,)))
    assert (refused.status_code, problem(refused)) == (status, named)
    assert (await vault.count("simulations"), vault.log.waiting) == (0, [])


ONLY_TIGHTEN: list[dict[str, Any]] = [{"k": 6}, {"k": 30}, {"k": 30, "partners": 4, "longest_expiry": 30}, {"k": 5}]


async def test_a_proposal_that_only_tightens_is_answered_by_nothing_and_costs_nothing(
    vault: VaultWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is a report read for it, and it is refused in the same words whatever was asked before."""
    looked = watched(monkeypatch)
    refused = [await ask(vault, proposed(vault, **rules)) for rules in ONLY_TIGHTEN]
    assert {(one.status_code, problem(one), one.content) for one in refused} == {
        (409, "nothing-loosened", refused[0].content)
    }
    assert (looked, vault.log.waiting) == ([], [])
    assert [await vault.count(table) for table in ("simulations", "simulation_weeks", "log_entries")] == [0, 0, 0]
    for number in range(5):
        await answer(vault, proposed(vault, seconds=number + 1))
    assert looked, "what loosens is counted"
    again = await ask(vault, proposed(vault, k=30))
    assert (again.status_code, again.content) == (409, refused[0].content), "nor does it tell that none is left"


async def test_a_higher_number_beside_something_looser_tells_nothing_of_how_many_there_are(vault: VaultWorld) -> None:
    """21 people: by the proposal's own k of 22 nobody would pass, by its k of 19 everybody."""
    await opened_last_week(vault, 7)
    for number, k in enumerate((5, 19, 22, 1000), start=1):
        assert await of_testimony(vault, proposed(vault, seconds=number, k=k, **LONGER)) == (SOME, FEW)


async def test_a_suspension_changes_no_simulation(vault: VaultWorld) -> None:
    """One administrator alone suspends: two answers around it would tell on which cards a group stands."""
    await opened_last_week(vault, 7)
    suspend(vault, TargetKind.PARTNER, "harbour")
    assert vault.world.shut_out().has("harbour", "")
    assert await of_testimony(vault, proposed(vault)) == (SOME, FEW)


async def test_nobody_else_proposes_and_nobody_who_is_suspended(vault: VaultWorld) -> None:
    claimed = proposed(vault)
    bundle = PolicyBundle.from_bytes(claimed.bundle)
    by_staff = sign_policy(bundle, "dalia", vault.consortium.staff["analyst-amara"])
    for signatures in ((), (by_staff,), (*claimed.signatures, *proposed(vault, "esteban").signatures)):
        refused = await ask(vault, SignedPolicy(bundle=claimed.bundle, signatures=signatures))
        assert (refused.status_code, problem(refused)) == (403, "not-a-proposal")
    suspend(vault, TargetKind.PERSON, "dalia")
    assert problem(await ask(vault, claimed)) == "not-a-proposal"
    assert (await vault.count("simulations"), vault.log.waiting) == (0, [])


VARIANTS: list[dict[str, Any]] = [
    {"k": 2, "left_without_any_partner": 1},
    {"k": 3, "partners": 2, "left_without_any_partner": 2},
    {"k": 8, **LONGER},
    {"k": 9, **LONGER},
    {"k": 9, "sensitive_k": 9, "sensitive_place": Place.FIRST_LEVEL},
]


async def test_two_administrators_with_all_their_proposals_find_no_single_report(vault: VaultWorld) -> None:
    """Everyone in a quiet compartment but one person is known to them: every answer is the same with that one in it."""
    await vault.hand_out_cards(4)
    await vault.open([one.testimony for one in await vault.told(*vault.cards(3, 3, 2))])
    vault.clock.pass_days(2)
    without = await all_answers(vault, first=1)
    (target,) = await vault.told(vault.codes["harbour"][3])
    await vault.open([target.testimony])
    vault.clock.pass_days(7)
    assert await all_answers(vault, first=20) == without == [(FEW, FEW)] * 10


async def all_answers(vault: VaultWorld, first: int) -> list[tuple[PeopleBand, PeopleBand]]:
    asked = [(by, rules) for by in ("dalia", "esteban") for rules in VARIANTS]
    return [
        await of_testimony(vault, proposed(vault, by, seconds=first + number, **rules))
        for number, (by, rules) in enumerate(asked)
    ]
