"""Every door of the vault, knocked at by everybody: who may gets in; who may not does not, with either lock off.

With both off, whoever was refused gets in. Whose desk or seat it is that a message names, Cedar does not know: a desk
whose colleague signed something is kept from handing it in by the code alone.

And each asks the access rules: where they forbid everything, nobody gets in. Freezing and stopping alone ask none
(decision 6).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from sqlalchemy import true

from protocol.consent import Aim
from protocol.custodian_crossings import Answers
from protocol.desk_crossings import NewReply
from protocol.directory import TrustedDirectory
from protocol.ids import to_text
from protocol.orders import OrderBook
from protocol.release_crossings import ClearanceQuery
from protocol.reply import SEALED
from server.vault import stopping
from server.vault.boxes import drafts, replies
from server.vault.clearance import clearing, opened, simulating, standing
from server.vault.locks.callers import Held
from server.vault.opening import answers, fresh_keys, listings, notices, openable, openings, rewrapping
from server.vault.opening.mandates import Chair
from server.vault.world import World
from tests.server.doors import NOTHING, STRANGER, Door, Off, Route, everybody, let_in, routes_in, routes_of, without
from tests.server.vault.boxes.test_drafts import box
from tests.server.vault.boxes.test_replies import answerable
from tests.server.vault.clearance.test_simulating import proposed
from tests.server.vault.locks.test_access import new_rules
from tests.server.vault.vault_world import TESTIMONY, Asked, VaultWorld, problem

DESKS = frozenset({"desk-xa-curator", "desk-xa-reviewer"})
SEATS = frozenset({"seat 1", "seat 2"})
ALL_SEATS = SEATS | {"a seat of identity", "a seat of xb"}
REVIEWER = frozenset({"desk-xa-reviewer"})
CURATOR, SEAT_1, RELEASE = frozenset({"desk-xa-curator"}), frozenset({"seat 1"}), frozenset({"release"})
POLICY = frozenset({"policy"})


@dataclass
class State:
    """What there is to ask about, as the journey goes on."""

    vault: VaultWorld
    ids: list[bytes]
    asked: Asked
    answers: dict[int, Answers] = field(default_factory=dict)

    @property
    def at(self) -> str:
        return f"/v1/openings/{to_text(self.asked.id)}"


DOORS: list[Door[State]] = [
    Door(
        ("POST", "/v1/fresh-keys"),
        CURATOR,
        lambda now, key: now.vault.send(key, "/v1/fresh-keys", now.vault.fresh(0)[1]),
        code_alone=REVIEWER,
    ),
    Door(
        ("GET", "/v1/fresh-keys"), DESKS, lambda now, key: now.vault.get(key, f"/v1/fresh-keys?compartment={TESTIMONY}")
    ),
    Door(
        ("DELETE", "/v1/fresh-keys"),
        DESKS,
        lambda now, key: now.vault.client(key).delete(f"/v1/fresh-keys?compartment={TESTIMONY}"),
    ),
    Door(("GET", "/v1/parts"), DESKS, lambda now, key: now.vault.get(key, f"/v1/parts?compartment={TESTIMONY}")),
    Door(
        ("GET", "/v1/desk-boxes"),
        DESKS,
        lambda now, key: now.vault.get(key, f"/v1/desk-boxes?compartment={TESTIMONY}"),
    ),
    Door(
        ("POST", "/v1/drafts"),
        CURATOR,
        lambda now, key: now.vault.send(key, "/v1/drafts", box(now.vault)),
        code_alone=REVIEWER,
    ),
    Door(("GET", "/v1/drafts"), DESKS, lambda now, key: now.vault.get(key, f"/v1/drafts?compartment={TESTIMONY}")),
    Door(
        ("DELETE", "/v1/drafts/{draft}"),
        DESKS,
        lambda now, key: now.vault.client(key).delete(f"/v1/drafts/{'0' * 64}?compartment={TESTIMONY}"),
    ),
    Door(
        ("POST", "/v1/openings"),
        CURATOR,
        lambda now, key: now.vault.send(key, "/v1/openings", now.asked.signed),
        code_alone=REVIEWER,
    ),
    Door(("GET", "/v1/openings/{request}"), DESKS, lambda now, key: now.vault.get(key, now.at)),
    Door(("GET", "/v1/openings"), SEATS, lambda now, key: now.vault.get(key, f"/v1/openings?compartment={TESTIMONY}")),
    Door(
        ("POST", "/v1/approvals"),
        SEAT_1,
        lambda now, key: now.vault.send(key, "/v1/approvals", now.answers[1]),
        code_alone=frozenset({"seat 2"}),
    ),
    Door(
        ("GET", "/v1/openings/{request}/parts/{part}"),
        DESKS,
        lambda now, key: now.vault.get(key, f"{now.at}/parts/{to_text(now.ids[0])}"),
    ),
    Door(
        ("GET", "/v1/consents/{part}"),
        DESKS,
        lambda now, key: now.vault.get(key, f"/v1/consents/{to_text(now.ids[0])}"),
    ),
    Door(
        ("GET", "/v1/parts/opened"),
        DESKS,
        lambda now, key: now.vault.get(
            key, f"/v1/parts/opened?compartment={TESTIMONY}&desk=desk-xa-reviewer&aim={Aim.EARLY_WARNING}"
        ),
    ),
    Door(
        ("GET", "/v1/replies/{part}"),
        CURATOR,
        lambda now, key: now.vault.get(key, f"/v1/replies/{to_text(now.ids[0])}"),
        code_alone=REVIEWER,
    ),
    Door(
        ("POST", "/v1/replies"),
        CURATOR,
        lambda now, key: now.vault.send(key, "/v1/replies", NewReply(part=now.ids[0], box=bytes(SEALED))),
        code_alone=REVIEWER,
    ),
    Door(
        ("POST", "/v1/clearances"),
        CURATOR,
        lambda now, key: now.vault.send(key, "/v1/clearances", now.vault.clearance(now.ids)),
        code_alone=REVIEWER,
    ),
    Door(
        ("POST", "/v1/clearances/standing"),
        RELEASE,
        lambda now, key: now.vault.send(key, "/v1/clearances/standing", ClearanceQuery(commitments=())),
    ),
    Door(
        ("POST", "/v1/simulations"),
        POLICY,
        lambda now, key: now.vault.send(key, "/v1/simulations", proposed(now.vault)),
    ),
    Door(
        ("POST", "/v1/openings/{request}/freeze"),
        DESKS | SEATS,
        lambda now, key: now.vault.client(key).post(f"{now.at}/freeze"),
        asks_rules=False,
    ),
    Door(("GET", "/v1/orders"), ALL_SEATS, lambda now, key: now.vault.get(key, "/v1/orders"), asks_rules=False),
    Door(
        ("POST", "/v1/orders"),
        ALL_SEATS | DESKS | RELEASE | POLICY | {"dalia", "desk-xb-curator", "desk-xb-reviewer"},
        lambda now, key: now.vault.send(key, "/v1/orders", OrderBook()),
        asks_rules=False,
    ),
]
PUBLIC: dict[Route, str] = {}
BY_SUCCESSION = "succession/test_successions.py::test_nobody_else_gets_in_and_the_rules_are_asked"
"""These need a directory in which a seat went on, and have their own story."""
ELSEWHERE: dict[Route, str] = (
    dict.fromkeys(
        (
            ("POST", "/v1/successions"),
            ("GET", "/v1/successions"),
            ("GET", "/v1/successions/{succession}/batches/{number}"),
            ("POST", "/v1/handovers"),
            ("POST", "/v1/repairs/pieces"),
            ("POST", "/v1/repairs/sums"),
        ),
        BY_SUCCESSION,
    )
    | {("POST", "/v1/desk-boxes"): "opening/test_rewrapping.py::test_nobody_else_brings_a_box_and_the_rules_are_asked"}
    | dict.fromkeys(
        (("POST", "/v1/mandates"), ("GET", "/v1/mandates"), ("DELETE", "/v1/mandates/{mandate}")),
        "opening/test_sitting_in.py::test_nobody_else_gets_in_and_the_rules_are_asked",
    )
)


COMPARTMENTS_OF = (openings, openable, replies)
DESK_IN = (clearing, drafts, fresh_keys, listings, openable, opened, openings, rewrapping)


def look_away(patch: pytest.MonkeyPatch) -> None:
    """Whoever knocks is taken for the curator's desk, for the first seat, for release; and belongs everywhere."""
    for module in COMPARTMENTS_OF:
        patch.setattr(
            module, "compartments_of", lambda directory, _caller: [c.name for c in directory.contents.compartments]
        )
    for module in DESK_IN:
        patch.setattr(module, "desk_in", lambda directory, name, _caller: directory.compartment(name).desks[0])
    for module in (openings, openable, replies):
        patch.setattr(module, "name_desk_of", lambda *_asked: true())
    patch.setattr(openings, "check_is_curator", lambda *_asked: None)
    patch.setattr(answers, "chairs_of", first_chairs)
    patch.setattr(answers, "check_answers_for", lambda *_asked: None)
    patch.setattr(notices, "chair_of", first_chair)
    patch.setattr(stopping, "check_is_custodian", lambda *_asked: None)
    patch.setattr(standing, "check_is_release", lambda *_asked: None)
    patch.setattr(simulating, "check_is_policy", lambda *_asked: None)


def every_compartment(directory: TrustedDirectory, _caller: bytes) -> tuple[str, ...]:
    return tuple(one.name for one in directory.contents.compartments)


def first_seat(directory: TrustedDirectory, name: str, _caller: bytes) -> Held:
    compartment = directory.compartment(name)
    return Held(compartment, 1, compartment.seats[0].custodian)


async def first_chair(world: World, name: str, caller: bytes) -> Chair:
    return Chair(first_seat(world.pinned.directory, name, caller), caller)


async def first_chairs(_connection: object, world: World, caller: bytes) -> dict[str, Chair]:
    names = every_compartment(world.pinned.directory, caller)
    return {name: await first_chair(world, name, caller) for name in names}


async def reached(state: State, door: Door) -> None:
    """Let happen what must have happened before anybody knocks there."""
    vault = state.vault
    if door.route == ("GET", "/v1/openings/{request}"):
        await vault.follow_log()
    if door.route == ("POST", "/v1/approvals"):
        state.answers = {seat: await vault.approvals(state.asked, seat) for seat in (1, 2, 3, 4)}
    if door.route == ("GET", "/v1/openings/{request}/parts/{part}"):
        for seat in (2, 3, 4):
            assert (await vault.answer(seat, state.answers[seat])).status_code == 204
    if door.route == ("POST", "/v1/clearances"):
        for part in state.ids:
            assert (await vault.fetch(state.asked, part)).status_code == 200


async def test_every_door_lets_in_who_may_and_asks_both_locks(vault: VaultWorld) -> None:
    await vault.hand_out_cards(2)
    ids = [one.testimony for one in await vault.told(*vault.cards(2, 2, 1), terms=answerable(vault))]
    state = State(vault, ids, vault.request(ids))
    people = everybody(vault.consortium)
    for door in DOORS:
        await reached(state, door)
        others = {name: key for name, key in people.items() if name not in door.who}
        for off in (Off.CEDAR, Off.HARD_RULES):
            with without(off):
                assert (door.route, off, await let_in(door, state, others)) == (door.route, off, set())
        del others[STRANGER]
        expected = {Off.CODE: door.code_alone if door.asks_rules else set(others), Off.BOTH: set(others)}
        await new_rules(vault, NOTHING)
        if door.asks_rules:
            for name in door.who:
                answer = await door.knock(state, people[name])
                assert (door.route, answer.status_code, problem(answer)) == (door.route, 403, "not-allowed")
            await new_rules(vault, "")
        for name in sorted(door.who):
            answer = await door.knock(state, people[name])
            assert (door.route, name, answer.status_code) in {(door.route, name, code) for code in (200, 202, 204)}
        for off, may in expected.items():
            with without(off, look_away):
                assert (door.route, off, await let_in(door, state, others)) == (door.route, off, may)


async def test_a_request_that_somebody_else_hands_in_is_not_kept_with_either_lock_off(vault: VaultWorld) -> None:
    """What is refused at the end of a door could be kept by then."""
    (told,) = await vault.told(None)
    state = State(vault, [told.testimony], vault.request([told.testimony]))
    (door,) = [door for door in DOORS if door.route == ("POST", "/v1/openings")]
    others = {name: key for name, key in everybody(vault.consortium).items() if name not in door.who | door.code_alone}
    for off in (Off.CEDAR, Off.HARD_RULES, Off.CODE):
        with without(off, look_away):
            assert await let_in(door, state, others) == set()
    assert (await vault.count("openings"), vault.log.waiting) == (0, [])


async def test_every_door_that_there_is_was_knocked_at(vault: VaultWorld) -> None:
    """A new door stands in the table above before it stands in the vault."""
    assert routes_of(vault.app) == routes_in(DOORS, PUBLIC | ELSEWHERE)
