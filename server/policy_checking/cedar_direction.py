"""Whether a Cedar text that changed lets anybody do more: what protocol/policy_changes.py cannot know. SPEC 17.6.

It does not, if by the matrices of both texts nobody gains; asked with the staff of before and with that of after, and
with somebody new in every role of the staff. A matrix asks about people and things that there are. So it says nothing
of a rule that tells apart what is not asked about: a name that nobody has, an opening by its number, whom a request
names but for the one who asks, a pattern. A text in which such a rule changed loosens.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from protocol.consent import Aim, Audience
from protocol.directory import DeviceRole, TrustedDirectory
from protocol.policy import Person, PolicyBundle, Role
from protocol.policy_directions import Direction
from server.authorization import AccessRules, RulesRefused, Thing
from server.policy_checking.matrix import TooManyQuestions, matrix
from server.policy_checking.names import named_in
from server.policy_checking.texts import Rule, rules_in
from server.who_is_who import access_by_draft, circle


def cedar_direction(directory: TrustedDirectory, old: PolicyBundle, new: PolicyBundle) -> Direction:
    """For `changes(old, new, cedar=…)`. What cannot be asked loosens."""
    if not (changed := _changed_rules(old, new)) and old.cedar_schema == new.cedar_schema:
        return Direction.NEITHER
    try:
        both = (old, new) if _but_for_texts(old, new) != new else (new,)
        pairs = [(_rules(directory, people, old), _rules(directory, people, new)) for people in both]
        if any(_tells_more_apart(rule, before, directory) for rule in changed for before, _ in pairs):
            return Direction.LOOSENING
        allowed = [(matrix(before).allowed(), matrix(after).allowed()) for before, after in pairs]
    except (RulesRefused, TooManyQuestions):
        return Direction.LOOSENING
    if any(after - before for before, after in allowed):
        return Direction.LOOSENING
    return Direction.TIGHTENING if any(before - after for before, after in allowed) else Direction.NEITHER


def _but_for_texts(old: PolicyBundle, new: PolicyBundle) -> PolicyBundle:
    """What was, with the texts and the number of what comes: where no more changed, both have the same people."""
    changed = ("cedar_schema", "cedar_policies", "version", "previous", "issued")
    return old.model_copy(update={name: getattr(new, name) for name in changed})


def _changed_rules(old: PolicyBundle, new: PolicyBundle) -> list[Rule]:
    """Those that stand in one text alone, whatever their layout."""
    texts = [
        {json.dumps(one.parsed, sort_keys=True): one for one in rules_in(each.cedar_policies)} for each in (old, new)
    ]
    return [texts[at][key] for at in (0, 1) for key in texts[at].keys() - texts[1 - at].keys()]


def _rules(directory: TrustedDirectory, people: PolicyBundle, text: PolicyBundle) -> AccessRules:
    """One's people under the other's text. Raises RulesRefused."""
    mixed = {"cedar_schema": text.cedar_schema, "cedar_policies": text.cedar_policies}
    staff = (*people.staff, *_newcomers(directory, people))
    return access_by_draft(directory, people.model_copy(update=mixed | {"staff": staff})).rules


def _newcomers(directory: TrustedDirectory, bundle: PolicyBundle) -> Iterator[Person]:
    """Somebody new in every role, everywhere: who has it later is on no list today."""
    names = {one.person for one in bundle.staff} | {one.administrator for one in directory.contents.administrators}
    names |= {each.custodian for one in directory.contents.compartments for each in one.seats}
    free = next(name for name in (f"newcomer-{number}" for number in range(len(names) + 1)) if name not in names)
    for role in Role:
        if role is not Role.ADMINISTRATOR:
            yield Person(
                person=f"{free}.{role}"[:48],
                organisation=free,
                sign_key=f"{free} {role}".encode().ljust(32)[:32],
                roles=(role,),
                compartments=tuple(one.name for one in directory.contents.compartments),
                audience=Audience.TASK_FORCE,
            )


def _tells_more_apart(rule: Rule, rules: AccessRules, directory: TrustedDirectory) -> bool:
    there = {one.uid for one in (*rules.principals(), *rules.places())}
    words = _words(rules.principals(), directory)
    return bool(named_in(rule.parsed) - there) or _looks_further(rule.parsed, words)


def _words(people: list[Thing], directory: TrustedDirectory) -> set[str]:
    """Every text that somebody or something of the matrix has in an attribute."""
    found = {str(value) for one in people for value in one.attributes.values() if isinstance(value, str)}
    found |= {circle(one) for one in Audience} | {one.value for one in Aim} | {one.value for one in DeviceRole}
    return found | {text for one in directory.contents.compartments for text in (one.country, one.kind.value)}


_PEOPLE = {".": {"left": {"Var": "resource"}, "attr": "people"}}
_WHO_ASKS = {".": {"left": {"Var": "principal"}, "attr": "person"}}
_TOLD_APART = ({"contains": {"left": _PEOPLE, "right": _WHO_ASKS}}, {"isEmpty": {"arg": _PEOPLE}})
"""What a rule may ask of those whom a request names."""


def _looks_further(parsed: object, words: set[str]) -> bool:
    if parsed in _TOLD_APART:
        return False
    if isinstance(parsed, list):
        return any(_looks_further(one, words) for one in parsed)
    if not isinstance(parsed, Mapping):
        return False
    text = parsed.get("Value")
    if parsed == _PEOPLE or "like" in parsed or (isinstance(text, str) and text not in words):
        return True
    return any(_looks_further(one, words) for one in parsed.values())
