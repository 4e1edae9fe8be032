"""Directory and staff list as principals, and each key as what it speaks for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from protocol.consent import Audience
from protocol.directory import DeviceRole, trust
from protocol.orders import TargetKind, stand
from protocol.policy import Grant, Role, trust_policy
from server.authorization import Action, Kind, NotAllowed, Reason, RulesRefused, Uid
from server.stopping import suspended_keys
from server.who_is_who import (
    BUNDLE,
    LOG,
    POOL,
    REGISTER,
    Access,
    access,
    clearance,
    compartment,
    country,
    opening,
    summary,
)
from tests.orders import book, by_administrators, stop
from tests.worlds import TODAY, Consortium, make_consortium

CEDAR = Path(__file__).parents[2] / "server" / "policy" / "cedar"
TEXTS = ((CEDAR / "schema.cedarschema").read_text(), (CEDAR / "base.cedar").read_text())
YES = {"consent": True}


@pytest.fixture(scope="module")
def world() -> Consortium:
    return make_consortium(cedar=TEXTS)


@pytest.fixture(scope="module")
def known(world: Consortium) -> Access:
    return access(world.directory, world.policy)


def staff_changed(world: Consortium, number: int, **change: Any) -> Access:
    staff = list(world.policy.contents.staff)
    staff[number] = staff[number].model_copy(update=change)
    claimed = world.resign_policy(lambda bundle: bundle.model_copy(update={"staff": tuple(staff)}))
    return access(world.directory, trust_policy(claimed, world.directory))


def directory_changed(world: Consortium, number: int, **change: Any) -> Access:
    places = list(world.directory.contents.compartments)
    places[number] = places[number].model_copy(update=change)
    claimed = world.resign(lambda directory: directory.model_copy(update={"compartments": tuple(places)}))
    return access(trust(claimed, world.root_set, TODAY), world.policy)


def test_a_desk_works_in_the_compartments_of_its_country_and_in_no_other(world: Consortium, known: Access) -> None:
    desk, reviewer = (one.sign_key.public for one in world.desks["xa-testimony"])
    uid = known.principal(desk, Kind.DEVICE)
    people = {"curator-xa", "reviewer-xa"}
    for name in ("xa-testimony", "xa-identity", "xa-evidence"):
        known.rules.decide(uid, Action.LIST_PARTS, compartment(name))
        known.rules.decide(uid, Action.REQUEST_OPENING, opening("o", name, people, "early-warning"), YES)
    for name in ("xb-testimony", "nowhere"):
        with pytest.raises(NotAllowed):
            known.rules.decide(uid, Action.LIST_PARTS, compartment(name))
    of_another = opening("o", "xa-testimony", {"reviewer-xa"}, "early-warning")
    with pytest.raises(NotAllowed):
        known.rules.decide(uid, Action.REQUEST_OPENING, of_another, YES)
    asked = opening("o", "xa-testimony", people, "early-warning")
    known.rules.decide(known.principal(reviewer, Kind.DEVICE), Action.READ_OPENING, asked, YES)


def test_a_desk_clears_only_what_is_from_its_own_compartments(world: Consortium, known: Access) -> None:
    uid = known.principal(world.desks["xa-testimony"][0].sign_key.public, Kind.DEVICE)

    def ask(name: str) -> None:
        asked = clearance("c", name, {"curator-xa"}, Audience.UN, "early-warning")
        known.rules.decide(uid, Action.REQUEST_CLEARANCE, asked, YES)

    ask("xa-testimony")
    ask("xa-evidence")
    for name in ("xb-testimony", "nowhere"):
        with pytest.raises(NotAllowed):
            ask(name)


def test_a_custodian_answers_in_the_compartment_of_the_seat_only(world: Consortium, known: Access) -> None:
    uid = known.principal(world.custodians["xa-identity"][2].sign_key.public, Kind.CUSTODIAN)
    people = {"curator-xa", "reviewer-xa"}
    known.rules.decide(uid, Action.APPROVE_OPENING, opening("o", "xa-identity", people, "early-warning"), YES)
    for name in ("xa-testimony", "xb-identity"):
        with pytest.raises(NotAllowed):
            known.rules.decide(uid, Action.APPROVE_OPENING, opening("o", name, people, "early-warning"), YES)


@pytest.mark.parametrize(
    ("name", "readable"),
    [
        ("analyst-boris", {Audience.TASK_FORCE, Audience.CONSORTIUM, Audience.UN, Audience.PUBLIC}),
        ("analyst-amara", {Audience.CONSORTIUM, Audience.UN, Audience.PUBLIC}),
        ("analyst-un", {Audience.UN, Audience.PUBLIC}),
    ],
)
def test_an_analyst_reads_what_is_for_the_own_circle_or_a_wider_one(
    world: Consortium, known: Access, name: str, readable: set[Audience]
) -> None:
    uid = known.principal(world.staff[name].public, Kind.ANALYST)
    shelf = {audience: summary("s", country("xa"), audience) for audience in Audience}
    allowed = known.rules.only_allowed(uid, Action.READ_SUMMARIES, shelf.values())
    assert allowed == [thing for audience, thing in shelf.items() if audience in readable]


def test_an_analyst_of_no_circle_reads_nothing(world: Consortium) -> None:
    known = staff_changed(world, 0, audience=Audience.NOBODY)
    uid = known.principal(world.staff["analyst-amara"].public, Kind.ANALYST)
    shelf = [summary("s", country("xa"), audience) for audience in Audience]
    assert known.rules.only_allowed(uid, Action.READ_SUMMARIES, shelf) == []


def test_an_analyst_reads_of_the_countries_of_the_own_compartments(world: Consortium) -> None:
    known = staff_changed(world, 0, compartments=("xb-testimony", "gone-testimony"))
    uid = known.principal(world.staff["analyst-amara"].public, Kind.ANALYST)
    shelf = [summary("s", country(name), Audience.UN) for name in ("xa", "xb", "gone")]
    assert known.rules.only_allowed(uid, Action.READ_SUMMARIES, shelf) == [shelf[1]]


def test_an_analyst_who_also_administers_reads_nothing(world: Consortium) -> None:
    known = staff_changed(world, 0, roles=(Role.ANALYST, Role.ADMINISTRATOR))
    uid = known.principal(world.staff["analyst-amara"].public, Kind.ANALYST)
    with pytest.raises(NotAllowed) as refused:
        known.rules.decide(uid, Action.READ_SUMMARIES, summary("s", country("xa"), Audience.UN))
    assert refused.value.reasons == (Reason.ADMINISTRATORS_READ_NOTHING,)


def test_each_zone_does_its_own_work_only(world: Consortium, known: Access) -> None:
    may = {
        Action.COLLECT_POOL: (POOL, {DeviceRole.VAULT}),
        Action.READ_CLEARANCE_STATUS: (REGISTER, {DeviceRole.RELEASE}),
        Action.SIMULATE_POLICY: (REGISTER, {DeviceRole.POLICY}),
        Action.APPEND_ENTRY: (LOG, {DeviceRole.VAULT, DeviceRole.RELEASE, DeviceRole.POLICY}),
        Action.READ_BUNDLE: (BUNDLE, {DeviceRole.VAULT, DeviceRole.RELEASE}),
    }
    for action, (what, who) in may.items():
        uids = {role: known.principal(key.public, Kind.DEVICE) for role, key in world.devices.items()}
        assert {role for role, uid in uids.items() if allows(known, uid, action, what)} == who


def allows(known: Access, uid: Uid, action: Action, what: Uid) -> bool:
    try:
        known.rules.decide(uid, action, what)
    except NotAllowed:
        return False
    return True


def test_a_key_speaks_only_for_what_it_is_listed_as(world: Consortium, known: Access) -> None:
    key = world.staff["analyst-amara"].public
    assert known.principal(key, Kind.ANALYST) == Uid(Kind.ANALYST, "analyst-amara")
    for other, kind in [(key, Kind.DEVICE), (key, Kind.ADMINISTRATOR), (bytes(32), Kind.ANALYST)]:
        with pytest.raises(NotAllowed) as refused:
            known.principal(other, kind)
        assert refused.value.reasons == (Reason.UNKNOWN_PRINCIPAL,)


def test_one_key_is_never_two_people(world: Consortium) -> None:
    desk = world.desks["xa-testimony"][0]
    with pytest.raises(RulesRefused):
        staff_changed(world, 0, sign_key=desk.sign_key.public)
    staff_changed(world, 0, sign_key=desk.sign_key.public, person=desk.holder)


def test_one_desk_has_one_holder_in_all_its_compartments(world: Consortium) -> None:
    first, second = world.directory.contents.compartments[3:5]
    lent = first.desks[0].model_copy(update={"holder": "somebody-else"})
    with pytest.raises(RulesRefused):
        directory_changed(world, 4, desks=(lent, second.desks[1]))


def test_one_key_is_never_two_desks(world: Consortium) -> None:
    first, second = world.directory.contents.compartments[3:5]
    renamed = first.desks[0].model_copy(update={"desk": "another-name"})
    with pytest.raises(RulesRefused):
        directory_changed(world, 4, desks=(renamed, second.desks[1]))


def test_one_name_is_never_two_keys(world: Consortium) -> None:
    first, second = world.directory.contents.compartments[3:5]
    stolen = first.desks[0].model_copy(update={"sign_key": first.seats[0].sign_key})
    with pytest.raises(RulesRefused):
        directory_changed(world, 4, desks=(stolen, second.desks[1]))
    renamed = first.desks[0].model_copy(update={"desk": "vault"})
    with pytest.raises(RulesRefused):
        directory_changed(world, 4, desks=(renamed, second.desks[1]))


def test_without_rules_nothing_is_decided(world: Consortium) -> None:
    empty = make_consortium()
    with pytest.raises(RulesRefused):
        access(empty.directory, empty.policy)


def test_a_role_holds_from_its_first_day_to_its_last(world: Consortium) -> None:
    staff = list(world.policy.contents.staff)
    staff[0] = staff[0].model_copy(update={"begins": TODAY, "ends": TODAY + 1})
    claimed = world.resign_policy(lambda bundle: bundle.model_copy(update={"staff": tuple(staff)}))
    policy = trust_policy(claimed, world.directory)
    for day in (TODAY, TODAY + 1):
        assert access(world.directory, policy, today=day).principal(staff[0].sign_key, Kind.ANALYST)
    for day in (TODAY - 1, TODAY + 2):
        with pytest.raises(NotAllowed):
            access(world.directory, policy, today=day).principal(staff[0].sign_key, Kind.ANALYST)


def test_a_grant_holds_on_its_days_and_an_administrator_of_the_directory_on_all(world: Consortium) -> None:
    person = world.policy.contents.staff[0].model_copy(update={"compartments": ("xa-testimony",)})
    grant = Grant(template="analyst", person=person.person, compartment="xb-testimony", ends=TODAY)
    over = [one.model_copy(update={"ends": TODAY - 1}) for one in world.policy.contents.staff[1:]]
    claimed = world.resign_policy(
        lambda bundle: bundle.model_copy(update={"staff": (person, *over), "grants": (grant,)})
    )
    policy = trust_policy(claimed, world.directory)
    uid = Uid(Kind.ANALYST, person.person)
    assert country("xb") in access(world.directory, policy, today=TODAY).rules.places_of(uid)
    later = access(world.directory, policy, today=TODAY + 1)
    assert later.rules.places_of(uid) == {country("xa")}
    assert later.principal(world.administrators["dalia"].public, Kind.ADMINISTRATOR)


def test_whoever_is_suspended_is_nobody_in_any_role(world: Consortium) -> None:
    desk = world.desks["xa-testimony"][0]
    orders = book(
        by_administrators(world, stop(TargetKind.PERSON, "analyst-amara"), "dalia"),
        by_administrators(world, stop(TargetKind.DEVICE, desk.name), "dalia"),
    )
    standing = stand(orders, world.directory, two_organisations=True)
    known = access(world.directory, world.policy, standing)
    assert world.staff["analyst-amara"].public not in known.names
    assert desk.sign_key.public not in known.names
    assert world.staff["analyst-boris"].public in known.names
    keys = suspended_keys(world.directory, world.policy, standing)
    assert keys == {world.staff["analyst-amara"].public, desk.sign_key.public}
