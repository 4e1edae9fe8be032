"""Templates, and who fills them in: the directory, the staff list, and the bundle's grants."""

from __future__ import annotations

from typing import Any

import pytest

from protocol.consent import Audience
from protocol.policy import Grant, Role, trust_policy
from server.authorization import Action, Kind, Link, NotAllowed, RulesRefused, Uid, templates_in
from server.who_is_who import Access, access, compartment, country, summary
from tests.server.access_world import BASE, DALIA, DESK, HERE, LINKS, SCHEMA, THERE, rules, somebody
from tests.worlds import Consortium, make_consortium

NARROWER = """
@id("lists-only") permit (
  principal is Curator in ?principal, action == Action::"list_parts", resource in ?resource
);
"""
IN_XB = Grant(template="analyst", person="analyst-amara", compartment="xb-testimony")


@pytest.fixture(scope="module")
def world() -> Consortium:
    return make_consortium(cedar=(SCHEMA, BASE))


def granted(world: Consortium, *grants: Grant, **change: Any) -> Access:
    only_xa = [one.model_copy(update={"compartments": ("xa-testimony",)}) for one in world.policy.contents.staff]
    more = {"staff": tuple(only_xa), "grants": grants, **change}
    signed = world.resign_policy(lambda bundle: bundle.model_copy(update=more))
    return access(world.directory, trust_policy(signed, world.directory))


def reads_in(known: Access, world: Consortium, name: str = "analyst-amara") -> set[str]:
    uid = known.principal(world.staff[name].public, Kind.ANALYST)
    shelf = {where: summary("s", country(where), Audience.UN) for where in ("xa", "xb")}
    return {where for where, one in shelf.items() if known.rules.only_allowed(uid, Action.READ_SUMMARIES, [one])}


def test_a_grant_lets_one_person_read_in_one_more_place(world: Consortium) -> None:
    assert reads_in(granted(world), world) == {"xa"}
    known = granted(world, IN_XB)
    assert reads_in(known, world) == {"xa", "xb"}
    assert reads_in(known, world, "analyst-boris") == {"xa"}


@pytest.mark.parametrize(
    "grants",
    [
        [IN_XB, IN_XB],
        [IN_XB.model_copy(update={"template": "no-such-template"})],
        [IN_XB.model_copy(update={"template": "the-vault-collects"})],
        [IN_XB.model_copy(update={"template": "policy0"})],
        [IN_XB.model_copy(update={"template": "curator"})],
        [IN_XB.model_copy(update={"person": "nobody"})],
        [IN_XB.model_copy(update={"person": "dalia"})],
        [Grant(template="custodian", person="custodian-xa-testimony-1", compartment="xb-testimony")],
        [Grant(template="desk", person="desk-xa-curator", compartment="xb-testimony")],
        [Grant(template="auditor", person="auditor-chen", compartment="xb-testimony")],
    ],
    ids=[
        "doubled",
        "no template",
        "a rule that is no template",
        "a number of Cedar's",
        "a role the person has not",
        "not on the staff",
        "in another role",
        "a seat",
        "a desk",
        "a role without places",
    ],
)
def test_a_grant_that_does_not_fit_shuts_everything(world: Consortium, grants: list[Grant]) -> None:
    with pytest.raises(RulesRefused):
        granted(world, *grants)


def test_a_grant_for_a_compartment_that_is_gone_gives_nothing_and_stops_nobody(world: Consortium) -> None:
    """Roots may close a compartment today; two administrators sign the next policy when they can."""
    known = granted(world, IN_XB.model_copy(update={"compartment": "gone-testimony"}))
    assert reads_in(known, world) == {"xa"}


def test_a_template_of_the_consortium_s_own_is_granted_like_any_other(world: Consortium) -> None:
    staff = list(world.policy.contents.staff)
    staff[0] = staff[0].model_copy(update={"roles": (Role.CURATOR,), "compartments": ()})
    grant = Grant(template="lists-only", person="analyst-amara", compartment="xa-testimony")
    known = granted(world, grant, staff=tuple(staff), cedar_policies=BASE + NARROWER)
    amara = known.principal(world.staff["analyst-amara"].public, Kind.CURATOR)
    known.rules.decide(amara, Action.LIST_PARTS, compartment("xa-testimony"))
    for action, where in ((Action.EXCHANGE_DRAFTS, "xa-testimony"), (Action.LIST_PARTS, "xa-identity")):
        with pytest.raises(NotAllowed):
            known.rules.decide(amara, action, compartment(where))


def test_a_bundle_without_a_template_for_a_role_gives_that_role_nothing(world: Consortium) -> None:
    without = BASE.replace('@id("analyst")', '@id("no-longer")')
    assert reads_in(granted(world, cedar_policies=without), world) == set()


def test_names_that_look_like_cedar_stay_names(world: Consortium) -> None:
    """A link is data for the library, never text put together: no name can end a rule and begin another."""
    strange = 'a") ; permit (principal, action, resource); //'
    uid = Uid(Kind.DEVICE, strange)
    access_rules = rules(people=[somebody(Kind.DEVICE, strange, "dora", kind="desk")], links=[Link("desk", uid, HERE)])
    access_rules.decide(uid, Action.LIST_PARTS, HERE)
    with pytest.raises(NotAllowed):
        access_rules.decide(uid, Action.LIST_PARTS, THERE)


@pytest.mark.parametrize(
    "links",
    [
        [LINKS[0], LINKS[0]],
        [Link("nobody-wrote-this", DESK, HERE)],
        [Link("custodian", DESK, HERE)],
        [Link("desk", Uid(Kind.DEVICE, "desk-2"), HERE)],
        [Link("desk", DESK, Uid(Kind.COMPARTMENT, "xc-testimony"))],
        [Link("who-administers-reads-nothing-but-rules-and-staff", DALIA, HERE)],
    ],
)
def test_a_link_that_does_not_fit_is_refused(links: list[Link]) -> None:
    with pytest.raises(RulesRefused):
        rules(links=links)


@pytest.mark.parametrize(
    "template",
    [
        "forbid (principal is Curator in ?principal, action, resource in ?resource);",
        "permit (principal is Curator in ?principal, action, resource);",
        "permit (principal == ?principal, action, resource in ?resource);",
        "permit (principal in ?principal, action, resource in ?resource);",
        "permit (principal, action, resource in ?resource);",
        "permit (principal is Curator in ?principal, action, resource == ?resource);",
        "permit (principal is Opening in ?principal, action, resource in ?resource);",
    ],
)
def test_a_template_of_another_form_is_never_in_force(template: str) -> None:
    """One that forbids would fall away with a place that is gone; one without its slots would hold for everybody."""
    with pytest.raises(RulesRefused):
        rules(f'{BASE} @id("odd") {template}')


def test_every_role_has_its_template() -> None:
    assert templates_in(BASE) == {
        "desk": Kind.DEVICE,
        "curator": Kind.CURATOR,
        "reviewer": Kind.REVIEWER,
        "custodian": Kind.CUSTODIAN,
        "analyst": Kind.ANALYST,
        "administrator": Kind.ADMINISTRATOR,
        "auditor": Kind.AUDITOR,
    }
