"""Every difference between two policies is told, with its direction; what is not understood loosens."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from protocol.consent import Audience, Period, Place
from protocol.policy import (
    Area,
    AskedAbout,
    Asker,
    ChangeRules,
    Golden,
    Grant,
    Person,
    PolicyBundle,
    ReleaseRules,
    Role,
)
from protocol.policy_changes import Change, changes, loosens
from protocol.policy_directions import _ORDERED, Direction
from tests.worlds import make_consortium

LOOSENING, TIGHTENING, NEITHER = Direction
AMARA = Person(
    person="amara",
    organisation="x",
    sign_key=bytes(32),
    roles=(Role.ANALYST, Role.CURATOR),
    compartments=("xa", "xb"),
    audience=Audience.CONSORTIUM,
    body=3,
)
DALIA = Person(person="dalia", organisation="board", sign_key=bytes([1]) * 32, roles=(Role.ADMINISTRATOR,))
GRANT = Grant(template="analyst", person="amara", compartment="xc")
AREA = Area(code="xa-01", name="North", country="xa", level=Place.FIRST_LEVEL)
GOLDEN = Golden(
    name="g", asker=Asker.ANALYST, who="amara", action="read-summaries", about=AskedAbout.SUMMARY, allowed=True
)
BUNDLE = make_consortium().policy.contents.model_copy(
    update={"staff": (AMARA, DALIA), "grants": (GRANT,), "areas": (AREA,), "golden": (GOLDEN,), "version": 7}
)


def release(**fields: Any) -> PolicyBundle:
    return BUNDLE.model_copy(update={"release": ReleaseRules(**fields)})


def staff(**fields: Any) -> PolicyBundle:
    return BUNDLE.model_copy(update={"staff": (AMARA.model_copy(update=fields), DALIA)})


def following(**fields: Any) -> PolicyBundle:
    return BUNDLE.model_copy(update={"changes": ChangeRules(**fields)})


def between(old: PolicyBundle, new: PolicyBundle) -> list[tuple[Direction, str]]:
    return [(one.direction, one.words) for one in changes(old, new)]


def test_a_bundle_has_no_difference_from_itself() -> None:
    assert changes(BUNDLE, PolicyBundle.from_bytes(BUNDLE.to_bytes())) == ()
    assert not loosens(())


@pytest.mark.parametrize(
    ("old", "new", "direction", "words"),
    [
        (release(k=5), release(k=3), LOOSENING, "k: 5 → 3"),
        (release(k=3), release(k=5), TIGHTENING, "k: 3 → 5"),
        (
            release(finest_place=Place.COUNTRY),
            release(finest_place=Place.FIRST_LEVEL),
            LOOSENING,
            "finest_place: country → first-level",
        ),
        (
            release(sensitive_period=Period.DAY),
            release(sensitive_period=Period.MONTH),
            TIGHTENING,
            "sensitive_period: day → month",
        ),
        (staff(), staff(compartments=("xa", "xb", "xc")), LOOSENING, "amara may also work in xc"),
        (staff(), staff(compartments=("xa",)), TIGHTENING, "amara no longer works in xb"),
        (staff(), staff(compartments=("xb", "xa")), NEITHER, "staff.amara.compartments: in another order"),
        (staff(), staff(roles=(*AMARA.roles, Role.REVIEWER)), LOOSENING, "amara is now also reviewer"),
        (staff(), staff(roles=(Role.ANALYST,)), TIGHTENING, "amara is no longer curator"),
        (staff(), staff(audience=Audience.TASK_FORCE), TIGHTENING, "audience of amara: consortium → task-force"),
        (staff(), staff(audience=Audience.UN), LOOSENING, "audience of amara: consortium → un"),
        (staff(), staff(sign_key=bytes([9]) * 32), LOOSENING, "sign_key of amara: … → …"),
        (staff(body=None), staff(body=3), TIGHTENING, "body of amara: none → 3"),
        (staff(body=3), staff(body=None), LOOSENING, "body of amara: 3 → none"),
        (staff(body=3), staff(body=4), LOOSENING, "body of amara: 3 → 4"),
        (staff(), staff(areas=("xa-01", "xa-02")), TIGHTENING, "amara is now held to xa-01, xa-02"),
        (staff(areas=("xa-01",)), staff(), LOOSENING, "amara is no longer held to single areas"),
        (staff(areas=("xa-01",)), staff(areas=("xa-01", "xb")), LOOSENING, "amara may also read what lies in xb"),
        (staff(areas=("xa-01", "xb")), staff(areas=("xb",)), TIGHTENING, "amara no longer reads what lies in xa-01"),
        (following(), following(cooling_off_days=0), LOOSENING, "cooling_off_days: 7 → 0"),
        (following(two_organisations=False), following(), TIGHTENING, "two_organisations: no → yes"),
    ],
)
def test_it_is_told_in_words_and_with_its_direction(
    old: PolicyBundle, new: PolicyBundle, direction: Direction, words: str
) -> None:
    assert between(old, new) == [(direction, words)]


@pytest.mark.parametrize(
    ("field", "new", "words"),
    [
        ("staff", (DALIA,), "amara is no longer on the staff"),
        ("areas", (), "a summary may no longer name xa-01"),
        ("grants", (), "amara is no longer granted analyst in xc"),
    ],
)
def test_what_is_taken_from_a_list_tightens_and_what_comes_to_it_loosens(field: str, new: Any, words: str) -> None:
    changed = BUNDLE.model_copy(update={field: new})
    assert between(BUNDLE, changed) == [(TIGHTENING, words)]
    assert [one.direction for one in changes(changed, BUNDLE)] == [LOOSENING]


def test_a_golden_decision_that_is_taken_out_or_changed_loosens() -> None:
    without = BUNDLE.model_copy(update={"golden": ()})
    assert between(without, BUNDLE) == [(TIGHTENING, "the golden decision g is new")]
    assert between(BUNDLE, without) == [(LOOSENING, "the golden decision g is taken out")]
    other = BUNDLE.model_copy(update={"golden": (GOLDEN.model_copy(update={"allowed": False}),)})
    assert between(BUNDLE, other) == [(LOOSENING, "allowed of g: yes → no")]


def test_who_no_longer_administers_may_read_again_so_it_loosens() -> None:
    gone = BUNDLE.model_copy(update={"staff": (AMARA,)})
    assert loosens(changes(BUNDLE, gone))
    dalia = DALIA.model_copy(update={"roles": (Role.AUDITOR,)})
    both = BUNDLE.model_copy(update={"staff": (AMARA, dalia)})
    assert (LOOSENING, "dalia is no longer administrator") in between(BUNDLE, both)


def test_a_body_that_is_no_longer_blocked_loosens() -> None:
    for old, new, direction in ((0b11, 0b01, LOOSENING), (0b01, 0b11, TIGHTENING), (0b01, 0b10, LOOSENING)):
        found = changes(release(blocked_bodies=old), release(blocked_bodies=new))
        assert [one.direction for one in found] == [direction]


class PersonOfTomorrow(Person):
    """With a field that nobody has thought about yet."""

    shoe_size: int = 42


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        ({"begins": None}, {"begins": 20_000}, TIGHTENING),
        ({"begins": 20_000}, {"begins": 20_001}, TIGHTENING),
        ({"begins": 20_000}, {"begins": None}, LOOSENING),
        ({"ends": None}, {"ends": 20_000}, TIGHTENING),
        ({"ends": 20_001}, {"ends": 20_000}, TIGHTENING),
        ({"ends": 20_000}, {"ends": None}, LOOSENING),
        ({"shoe_size": 42}, {"shoe_size": 43}, LOOSENING),
        ({"shoe_size": 43}, {"shoe_size": 42}, LOOSENING),
    ],
)
def test_a_later_begin_and_an_earlier_end_tighten_and_a_field_that_nobody_knows_loosens(
    before: dict[str, int], after: dict[str, int], direction: Direction
) -> None:
    def with_days(person: Person, days: dict[str, int]) -> PolicyBundle:
        return BUNDLE.model_copy(update={"staff": (PersonOfTomorrow(**(person.model_dump() | days)),)})

    [found] = changes(with_days(AMARA, before), with_days(AMARA, after))
    assert found.direction is direction
    [found] = changes(with_days(DALIA, before), with_days(DALIA, after))
    assert found.direction is LOOSENING, "who administers for a shorter time reads again for longer"


def test_what_stands_there_twice_loosens_whatever_else_is_found() -> None:
    twice = BUNDLE.model_copy(update={"staff": (AMARA.model_copy(update={"audience": Audience.UN}), AMARA, DALIA)})
    assert loosens(changes(BUNDLE, twice))
    assert loosens(changes(twice, BUNDLE))
    turned = BUNDLE.model_copy(update={"staff": (DALIA, AMARA)})
    assert between(BUNDLE, turned) == [(NEITHER, "staff: in another order")]


@pytest.mark.parametrize("text", ["cedar_schema", "cedar_policies"])
@pytest.mark.parametrize("shown", list(Direction))
def test_a_cedar_text_loosens_unless_the_decisions_show_otherwise(text: str, shown: Direction) -> None:
    other = BUNDLE.model_copy(update={text: getattr(BUNDLE, text) + "\n// more"})
    assert [one.direction for one in changes(BUNDLE, other)] == [LOOSENING]
    assert [one.direction for one in changes(BUNDLE, other, shown)] == [shown]


# Every field there is: what is added to the bundle tomorrow is held to this without a line here.


def _others(annotation: Any, value: Any) -> Iterator[Any]:
    """Values unlike this one, for a field of any kind that a message has."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, Enum):
        yield from (one for one in type(value) if one is not value)
    elif isinstance(value, int):
        yield from (*(value + step for step in (1, -1, 7)), 30, 365)
    elif isinstance(value, str):
        yield from (value + "z", "z")
    elif isinstance(value, bytes):
        yield bytes(len(value))[:-1] + b"\x07"
    elif isinstance(value, tuple):
        yield from ((), ("z",), value[:-1], (*value, *value[:1]), value[::-1])
        yield from (
            (*value[:at], other, *value[at + 1 :]) for at, one in enumerate(value) for other in _others(None, one)
        )
    elif isinstance(value, BaseModel):
        yield from _each_changed(value)
    elif value is None:
        yield from (0, 1, "z", "yes")
    if value is not None:
        yield None


def _each_changed(model: BaseModel) -> Iterator[BaseModel]:
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        for other in _others(field.annotation, value):
            try:
                checked = type(model).model_validate({**dict(model), name: other})
            except ValidationError:
                continue
            if checked != model:
                yield checked


EACH = list(_each_changed(BUNDLE))


def test_every_field_was_changed() -> None:
    def paths(found: tuple[Change, ...]) -> Iterator[str]:
        yield from (one.field for one in found)

    told = {path for other in EACH for path in paths(changes(BUNDLE, other))}
    for name in ("release", "custody", "log", "changes"):
        kind = PolicyBundle.model_fields[name].annotation
        assert {f"{name}.{field}" for field in kind.model_fields} <= told  # type: ignore[union-attr]
    for key, kind in {"staff.amara": Person, "areas.xa-01": Area, "golden.g": Golden}.items():
        keys = {"person", "code", "name"}
        assert {f"{key}.{field}" for field in kind.model_fields} - {f"{key}.{one}" for one in keys} <= told
    assert {name for name in PolicyBundle.model_fields if name != "type"} == {path.split(".")[0] for path in told}


@given(st.sampled_from(EACH))
def test_no_field_changes_untold_and_one_that_nobody_knows_loosens(other: PolicyBundle) -> None:
    for old, new in ((BUNDLE, other), (other, BUNDLE)):
        found = changes(old, new)
        assert found
        assert loosens(found) == any(one.direction is not TIGHTENING and one.direction is not NEITHER for one in found)
        assert all(one.words.strip() and "\n" not in one.words for one in found)


@given(st.sampled_from(EACH))
def test_the_way_back_of_an_ordered_setting_is_the_other_direction(other: PolicyBundle) -> None:
    there, back = changes(BUNDLE, other), changes(other, BUNDLE)
    turned = {LOOSENING: TIGHTENING, TIGHTENING: LOOSENING, NEITHER: NEITHER}
    for one, two in zip(there, back, strict=False):
        if one.field in _ORDERED and one.field != "release.blocked_bodies":
            assert two.direction is turned[one.direction]


def test_every_setting_of_the_table_is_one_of_the_bundle_or_announced() -> None:
    known = set(TypeAdapter(PolicyBundle).json_schema()["properties"])
    assert {path.split(".")[0] for path in _ORDERED} <= known
