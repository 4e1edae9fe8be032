"""The names in a draft: whether each is somebody's, and nobody's twice; and whether grants fit their templates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from protocol.directory import TrustedDirectory
from protocol.policy import Person, PolicyBundle, Role
from server.authorization import Kind, Thing, Uid, templates_in
from server.policy_checking.findings import Code, File, Finding, refused, warned
from server.policy_checking.texts import Rule

_GRANTED = {Role.ANALYST: Kind.ANALYST, Role.CURATOR: Kind.CURATOR, Role.REVIEWER: Kind.REVIEWER}


def check_names(draft: PolicyBundle, directory: TrustedDirectory) -> Iterator[Finding]:
    """What is wrong with the names of people, areas, golden decisions and compartments."""
    lists = {
        "person": [one.person for one in draft.staff],
        "key": [one.sign_key.hex() for one in draft.staff],
        "area": [one.code for one in draft.areas],
        "golden decision": [one.name for one in draft.golden],
    }
    for what, names in lists.items():
        for name in _doubled(names):
            yield refused(File.SETTINGS, None, Code.TWICE, f'The {what} "{name}" stands there twice.')
    if directory.contents.number < draft.directory_number:
        said = f"It is made for directory {draft.directory_number}, and the newest here is {directory.contents.number}."
        yield refused(File.SETTINGS, None, Code.OLDER_DIRECTORY, said)
    for person in draft.staff:
        yield from _of_person(person, draft, {one.name for one in directory.contents.compartments})


def _of_person(person: Person, draft: PolicyBundle, compartments: Collection[str]) -> Iterator[Finding]:
    for name in sorted(set(person.compartments) - set(compartments)):
        said = f'{person.person} works in "{name}", which the directory does not have: that gives nothing.'
        yield warned(File.SETTINGS, None, Code.UNKNOWN_COMPARTMENT, said)
    for name in sorted(set(person.areas) - {one.code for one in draft.areas}):
        said = f'{person.person} reads what lies in "{name}", which is none of the areas: that gives nothing.'
        yield warned(File.SETTINGS, None, Code.UNKNOWN_AREA, said)
    if person.begins is not None and person.ends is not None and person.ends < person.begins:
        said = f"The roles of {person.person} end before they begin: they never hold."
        yield warned(File.SETTINGS, None, Code.NEVER_HOLDS, said)


def check_grants(draft: PolicyBundle, directory: TrustedDirectory) -> Iterator[Finding]:
    """Grants that fill in no template, or for nobody; and roles that no template is for. The text can be read."""
    templates = templates_in(draft.cedar_policies)
    held = {(_GRANTED[role], one.person) for one in draft.staff for role in one.roles if role in _GRANTED}
    known = {one.name for one in directory.contents.compartments}
    for grant in _doubled([(one.template, one.person, one.compartment) for one in draft.grants]):
        yield refused(File.SETTINGS, None, Code.TWICE, f"The grant {' '.join(grant)} stands there twice.")
    for one in draft.grants:
        said, kind = f"The grant {one.template} {one.person} {one.compartment}", templates.get(one.template)
        if kind is None or kind not in _GRANTED.values():
            why = f"{said} fits no template of that name for analysts, curators or reviewers."
            yield refused(File.SETTINGS, None, Code.GRANT_WITHOUT_TEMPLATE, why)
        elif (kind, one.person) not in held:
            why = f"{said} is for nobody: {one.person} is not {kind.lower()} on the staff list."
            yield refused(File.SETTINGS, None, Code.GRANT_FOR_NOBODY, why)
        elif one.compartment not in known:
            why = f"{said} gives nothing: the directory does not have this compartment."
            yield warned(File.SETTINGS, None, Code.UNKNOWN_COMPARTMENT, why)
    for role in sorted({role for one in draft.staff for role in one.roles} | {"custodian", "desk"}):
        kind = Kind.DEVICE if role == "desk" else Kind(role.capitalize())
        if templates.get(role) is not kind:
            why = f'No template for {kind} is called "{role}": that role gives nobody anything.'
            yield warned(File.POLICIES, None, Code.ROLE_WITHOUT_TEMPLATE, why)


def check_references(rules: Sequence[Rule], known: Sequence[Thing]) -> Iterator[Finding]:
    """Rules that name somebody or somewhere that there is not: most often a slip of the pen."""
    there = {one.uid for one in known}
    for rule in rules:
        for uid in sorted(named_in(rule.parsed) - there, key=lambda one: (one.kind, one.id)):
            said = f'"{rule.id}" names {uid.kind} "{uid.id}", and neither directory nor staff list does.'
            yield warned(File.POLICIES, rule.line, Code.NAMES_NOBODY, said)


def _doubled(names: Sequence[Any]) -> list[Any]:
    return sorted(name for name, count in Counter(names).items() if count > 1)


def named_in(parsed: object) -> set[Uid]:
    """Every entity that a rule names, but actions."""
    if isinstance(parsed, Mapping):
        kind, name = parsed.get("type"), parsed.get("id")
        if set(parsed) == {"type", "id"} and isinstance(name, str) and kind in set(Kind):
            return {Uid(Kind(kind), name)}
        return {uid for one in parsed.values() for uid in named_in(one)}
    return {uid for one in parsed for uid in named_in(one)} if isinstance(parsed, list) else set()
