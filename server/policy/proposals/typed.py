"""A policy as typed settings: what stands in each field of a form, and back. Pure.

Bounds are those of protocol/policy.py, read from there; what a number means for protection is policy_directions.py's.
A form whose fields do not all hold changes nothing, and says at each field why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from typing import Any

from pydantic import BaseModel, ValidationError

from protocol.consent import Audience, Place
from protocol.directory import TrustedDirectory
from protocol.ids import date_of, day_of_date
from protocol.policy import (
    Area,
    AskedAbout,
    Asker,
    ChangeRules,
    CustodyRules,
    Golden,
    Grant,
    LogRules,
    Person,
    PolicyBundle,
    ReleaseRules,
    Role,
)


class Kind(StrEnum):
    """How a field is filled in."""

    NUMBER = "number"
    CHOICE = "choice"
    FLAG = "flag"
    SEVERAL = "several"
    DAY = "day"
    NAME = "name"
    NAMES = "names"
    WORDS = "words"
    KEY = "key"


class Wrong(StrEnum):
    """Why what stands in a field is not taken."""

    NO_NUMBER = "no-number"
    OUT_OF_BOUNDS = "out-of-bounds"
    NO_CHOICE = "no-choice"
    NO_DAY = "no-day"
    NO_NAME = "no-name"
    NO_KEY = "no-key"
    MISSING = "missing"
    TOO_MUCH = "too-much"
    THERE_ALREADY = "there-already"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form. `choices`: what can be chosen, as it stands in the form, with its value."""

    name: str
    kind: Kind
    choices: Mapping[str, Any] = field(default_factory=dict)
    lowest: int = 0
    highest: int = 0
    optional: bool = False


class _NotTaken(Exception):
    def __init__(self, why: Wrong) -> None:
        self.why = why


@dataclass(frozen=True, slots=True)
class Read:
    """What a form said: values where all of it holds, else what is wrong at which field."""

    values: Mapping[str, Any]
    wrong: Mapping[str, Wrong]


_NAME = re.compile(r"[a-z0-9][a-z0-9.\-]{0,47}")
_GROUPS: Mapping[str, type[BaseModel]] = {
    "release": ReleaseRules,
    "custody": CustodyRules,
    "log": LogRules,
    "changes": ChangeRules,
}
MOST_NAMES = 64
_LAST_DAY = 100_000


def words(kind: type[Enum]) -> dict[str, Any]:
    """The members of an enumeration, as forms and the TOML file of a policy write them: `first-level`."""
    return {one.name.lower().replace("_", "-"): one for one in kind}


# Which fields there are


def settings(directory: TrustedDirectory) -> dict[str, tuple[Field, ...]]:
    """The fields of the settings, by group. The bodies that can be shut out are the directory's."""
    bodies = {name: 1 << at for at, name in enumerate(directory.contents.never_to)}
    grouped = {
        group: tuple(_of_model(f"{group}.{name}", model, name, bodies) for name in model.model_fields)
        for group, model in _GROUPS.items()
    }
    whole = ("collect_seconds", "directory_number")
    return grouped | {"zones": tuple(_of_model(name, PolicyBundle, name, bodies) for name in whole)}


def entries(kind: str, directory: TrustedDirectory) -> tuple[Field, ...]:
    """The fields of one entry of a list: `staff`, `areas`, `grants` or `golden`."""
    bodies = {name: at for at, name in enumerate(directory.contents.never_to)}
    return {"staff": _staff(bodies), "areas": _AREA, "grants": _GRANT, "golden": _GOLDEN}[kind]


LISTS: Mapping[str, tuple[type[BaseModel], Callable[[Any], str]]] = {
    "staff": (Person, lambda one: one.person),
    "areas": (Area, lambda one: one.code),
    "grants": (Grant, lambda one: f"{one.template} {one.person} {one.compartment}"),
    "golden": (Golden, lambda one: one.name),
}
"""Each list of a bundle: of what, and the name by which one of its entries is known."""


def _of_model(path: str, model: type[BaseModel], name: str, bodies: Mapping[str, int]) -> Field:
    about = model.model_fields[name]
    if name == "blocked_bodies":
        return Field(path, Kind.SEVERAL, bodies)
    if about.annotation is bool:
        return Field(path, Kind.FLAG)
    if isinstance(about.annotation, type) and issubclass(about.annotation, Enum):
        return Field(path, Kind.CHOICE, words(about.annotation))
    if name == "longest_expiry":
        return Field(path, Kind.CHOICE, {str(days): days for days in (30, 90, 365)})
    lowest = next(one.ge for one in about.metadata if hasattr(one, "ge"))
    highest = next(one.le for one in about.metadata if hasattr(one, "le"))
    return Field(path, Kind.NUMBER, lowest=lowest, highest=highest)


def _staff(bodies: Mapping[str, int]) -> tuple[Field, ...]:
    return (
        Field("person", Kind.NAME),
        Field("organisation", Kind.NAME),
        Field("sign_key", Kind.KEY),
        Field("roles", Kind.SEVERAL, words(Role)),
        Field("compartments", Kind.NAMES, optional=True),
        Field("audience", Kind.CHOICE, words(Audience)),
        Field("body", Kind.CHOICE, bodies, optional=True),
        Field("areas", Kind.NAMES, optional=True),
        *_DAYS,
    )


_DAYS = (Field("begins", Kind.DAY, optional=True), Field("ends", Kind.DAY, optional=True))
_AREA = (
    Field("code", Kind.NAME),
    Field("name", Kind.WORDS, highest=100),
    Field("country", Kind.NAME),
    Field("level", Kind.CHOICE, words(Place)),
)
_GRANT = (Field("template", Kind.NAME), Field("person", Kind.NAME), Field("compartment", Kind.NAME), *_DAYS)
_GOLDEN = (
    Field("name", Kind.NAME),
    Field("asker", Kind.CHOICE, words(Asker)),
    Field("who", Kind.NAME),
    Field("action", Kind.NAME),
    Field("about", Kind.CHOICE, words(AskedAbout)),
    Field("place", Kind.NAME, optional=True),
    Field("audience", Kind.CHOICE, words(Audience), optional=True),
    Field("named", Kind.FLAG),
    Field("consent", Kind.FLAG),
    Field("allowed", Kind.FLAG),
)


# What stands in a form


def setting_values(draft: PolicyBundle) -> dict[str, Any]:
    """Every setting's value, by the name of its field."""
    found = {f"{group}.{name}": getattr(getattr(draft, group), name) for group in _GROUPS for name in _names(group)}
    return found | {"collect_seconds": draft.collect_seconds, "directory_number": draft.directory_number}


def filled(fields: Sequence[Field], values: Mapping[str, Any]) -> dict[str, str]:
    """What a browser would send back of a form that shows these values."""
    found: dict[str, str] = {}
    for one in fields:
        value = values.get(one.name)
        if one.kind is Kind.SEVERAL:
            found |= {f"{one.name}.{word}": "on" for word, each in one.choices.items() if _holds(value, each)}
        elif one.kind is Kind.FLAG:
            found |= {one.name: "on"} if value else {}
        else:
            found[one.name] = _text(one, value)
    return found


def in_words(one: Field, value: Any) -> str:
    """A value as a person reads it, where it is no word of a language."""
    if one.kind is Kind.SEVERAL:
        return ", ".join(word for word, each in one.choices.items() if _holds(value, each))
    return _text(one, value)


def _holds(value: Any, each: Any) -> bool:
    # Bodies are bits of one number; roles, members of a tuple.
    return bool(value & each) if isinstance(value, int) else each in (value or ())


def _text(one: Field, value: Any) -> str:
    if value is None:
        return ""
    if one.kind is Kind.CHOICE:
        return next((word for word, each in one.choices.items() if each == value), "")
    if one.kind is Kind.DAY:
        return str(date_of(value))
    if one.kind is Kind.NAMES:
        return " ".join(value)
    return value.hex() if isinstance(value, bytes) else str(value)


# And back


def read(fields: Sequence[Field], form: Mapping[str, str]) -> Read:
    """The values of these fields, or what is wrong."""
    values: dict[str, Any] = {}
    wrong: dict[str, Wrong] = {}
    for one in fields:
        try:
            values[one.name] = _value(one, form)
        except _NotTaken as refused:
            wrong[one.name] = refused.why
    return Read({} if wrong else values, wrong)


def with_settings(draft: PolicyBundle, values: Mapping[str, Any]) -> PolicyBundle:
    """The draft with these settings, each of which was read."""
    groups = {
        group: model(**{name: values[f"{group}.{name}"] for name in _names(group)}) for group, model in _GROUPS.items()
    }
    whole = {name: values[name] for name in ("collect_seconds", "directory_number")}
    return draft.model_copy(update=groups | whole)


def with_entry(draft: PolicyBundle, kind: str, before: str, values: Mapping[str, Any]) -> PolicyBundle | Wrong:
    """The draft with an entry added, or in the place of the one called `before`; or why not."""
    model, name_of = LISTS[kind]
    try:
        entry = model(**values)
    except ValidationError:
        return Wrong.TOO_MUCH
    held = list(getattr(draft, kind))
    others = [one for one in held if name_of(one) != before]
    if any(name_of(one) == name_of(entry) for one in others):
        return Wrong.THERE_ALREADY
    at = next((at for at, one in enumerate(held) if name_of(one) == before), len(others))
    return _with_list(draft, kind, [*others[:at], entry, *others[at:]])


def without_entry(draft: PolicyBundle, kind: str, name: str) -> PolicyBundle:
    """The draft without the entry of that name."""
    name_of = LISTS[kind][1]
    return draft.model_copy(update={kind: tuple(one for one in getattr(draft, kind) if name_of(one) != name)})


def entry_values(draft: PolicyBundle, kind: str, name: str) -> Mapping[str, Any] | None:
    """The values of an entry, or None where there is none of that name."""
    name_of = LISTS[kind][1]
    found = next((one for one in getattr(draft, kind) if name_of(one) == name), None)
    return None if found is None else {each: getattr(found, each) for each in type(found).model_fields}


def _with_list(draft: PolicyBundle, kind: str, held: list[Any]) -> PolicyBundle | Wrong:
    try:
        return PolicyBundle(**(dict(draft) | {kind: tuple(held)}))
    except ValidationError:
        return Wrong.TOO_MUCH


def _names(group: str) -> list[str]:
    return list(_GROUPS[group].model_fields)


def _value(one: Field, form: Mapping[str, str]) -> Any:
    if one.kind is Kind.SEVERAL:
        return _several(one, form)
    if one.kind is Kind.FLAG:
        return form.get(one.name) == "on"
    text = form.get(one.name, "").strip()
    if not text:
        if not one.optional:
            raise _NotTaken(Wrong.MISSING)
        return () if one.kind is Kind.NAMES else None
    return _READ[one.kind](one, text)


def _several(one: Field, form: Mapping[str, str]) -> Any:
    ticked = [each for word, each in one.choices.items() if form.get(f"{one.name}.{word}") == "on"]
    if one.name.endswith("blocked_bodies"):
        return sum(ticked)
    if not ticked:
        raise _NotTaken(Wrong.MISSING)
    return tuple(ticked)


def _number(one: Field, text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,10}", text):
        raise _NotTaken(Wrong.NO_NUMBER)
    if not one.lowest <= int(text) <= one.highest:
        raise _NotTaken(Wrong.OUT_OF_BOUNDS)
    return int(text)


def _choice(one: Field, text: str) -> Any:
    if text not in one.choices:
        raise _NotTaken(Wrong.NO_CHOICE)
    return one.choices[text]


def _day(_one: Field, text: str) -> int:
    try:
        day = day_of_date(date.fromisoformat(text))
    except ValueError:
        raise _NotTaken(Wrong.NO_DAY) from None
    if not 0 <= day <= _LAST_DAY:
        raise _NotTaken(Wrong.NO_DAY)
    return day


def _name(_one: Field, text: str) -> str:
    if not _NAME.fullmatch(text):
        raise _NotTaken(Wrong.NO_NAME)
    return text


def _name_list(one: Field, text: str) -> tuple[str, ...]:
    found = tuple(_name(one, name) for name in re.split(r"[\s,]+", text) if name)
    if len(found) > MOST_NAMES:
        raise _NotTaken(Wrong.TOO_MUCH)
    return found


def _words(one: Field, text: str) -> str:
    if len(text) > one.highest:
        raise _NotTaken(Wrong.TOO_MUCH)
    return text


def _key(_one: Field, text: str) -> bytes:
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise _NotTaken(Wrong.NO_KEY)
    return bytes.fromhex(text)


_READ: Mapping[Kind, Callable[[Field, str], Any]] = {
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
    Kind.DAY: _day,
    Kind.NAME: _name,
    Kind.NAMES: _name_list,
    Kind.WORDS: _words,
    Kind.KEY: _key,
}
