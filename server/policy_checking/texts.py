"""Both Cedar texts by themselves: what cannot be read, what the schema does not know, and rules without a name.

Each statement is read alone, so that what is wrong has a line. The library is called here and in authorization.py, and
nowhere else; nothing here decides.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cedarpy

from server.authorization import RulesRefused, templates_in
from server.policy_checking.findings import Code, File, Finding, keeps_out, refused
from server.policy_checking.statements import Statement, declarations_of, rules_of

_MOST_KEPT = 4096
"""Characters of a rule that is kept once it is parsed. What a long one becomes takes a hundred times its length."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that can be read: its name, the line it begins in, and what Cedar made of it."""

    id: str
    line: int
    text: str
    parsed: Mapping[str, Any]
    is_template: bool

    @property
    def permits(self) -> bool:
        return bool(self.parsed["effect"] == "permit")


def rules_in(policies: str) -> list[Rule]:
    """The rules of a text in their order, those that cannot be read left out."""
    return [rule for one in rules_of(policies) if (rule := _read(one)) is not None]


def check_texts(schema: str, policies: str) -> list[Finding]:
    """What is wrong with the two texts, whoever there is to ask."""
    statements = rules_of(policies)
    found = [*_schema_findings(schema), *(finding for one in statements for finding in _rule_findings(one))]
    rules = rules_in(policies)
    found += _twice(rules)
    return found if keeps_out(found) else list(_validated(schema, policies, rules))


def _schema_findings(schema: str) -> Iterator[Finding]:
    if (why := _why_no_schema(schema)) is not None:
        said = f"The schema cannot be read. Cedar says: {why}."
        yield refused(File.SCHEMA, _line_in_schema(schema, why), Code.SCHEMA_CANNOT_BE_READ, said)


def _why_no_schema(text: str) -> str | None:
    try:
        cedarpy.Schema.from_str(text)
    except ValueError as why:
        return str(why).removeprefix("error parsing schema: ")
    return None


def _line_in_schema(schema: str, why: str) -> int:
    """The declaration that cannot be read alone; or the first that names what the library could not resolve."""
    declarations = declarations_of(schema)
    for one in declarations:
        alone = _why_no_schema(one.text)
        if alone is not None and "resolve" not in alone:
            return one.line
    names = re.findall(r"[A-Za-z_]\w+", why.rpartition(":")[2])
    for at, line in enumerate(schema.splitlines(), 1):
        if names and re.search(rf"\b{names[-1]}\b", line):
            return at
    return declarations[0].line if declarations else 1


def _rule_findings(one: Statement) -> Iterator[Finding]:
    try:
        parsed = _parsed(one.text)
    except ValueError as why:
        said = f"This rule cannot be read. Cedar says: {_first_line(why)}."
        yield refused(File.POLICIES, one.line, Code.RULE_CANNOT_BE_READ, said)
        return
    if not parsed.get("annotations", {}).get("id"):
        said = 'This rule has no name. Begin it with @id("…"): refusals are explained by it.'
        yield refused(File.POLICIES, one.line, Code.NO_ID, said)
        return
    try:
        templates_in(one.text)
    except RulesRefused:
        said = (
            "This template is none for a role: it must read permit (principal is KIND in ?principal, …, "
            "resource in ?resource), and not be called policy and a number."
        )
        yield refused(File.POLICIES, one.line, Code.NOT_A_TEMPLATE, said)


def _parsed(statement: str) -> Mapping[str, Any]:
    """Raises ValueError unless the statement is exactly one rule. Drafts share most of theirs with the one before."""
    return _kept(statement) if len(statement) <= _MOST_KEPT else _kept.__wrapped__(statement)


@lru_cache(maxsize=128)
def _kept(statement: str) -> Mapping[str, Any]:
    parsed = json.loads(cedarpy.policies_to_json_str(statement))
    rules: list[Mapping[str, Any]] = [*parsed["staticPolicies"].values(), *parsed["templates"].values()]
    if len(rules) != 1:
        raise ValueError("this is not one rule")
    return rules[0]


def _read(one: Statement) -> Rule | None:
    try:
        parsed = _parsed(one.text)
    except ValueError:
        return None
    is_template = any("slot" in json.dumps(parsed[part]) for part in ("principal", "resource"))
    return Rule(parsed.get("annotations", {}).get("id") or "", one.line, one.text, parsed, is_template)


def _twice(rules: Sequence[Rule]) -> Iterator[Finding]:
    first: dict[str, Rule] = {}
    for rule in rules:
        if rule.id and (before := first.setdefault(rule.id, rule)) is not rule:
            said = f'Another rule is called "{rule.id}" already, in line {before.line}.'
            yield refused(File.POLICIES, rule.line, Code.ID_TWICE, said)


def _validated(schema: str, policies: str, rules: Sequence[Rule]) -> Iterator[Finding]:
    """Cedar counts the rules of a text from 0: `policy3` is the fourth."""
    told: dict[int, dict[str, tuple[Code, list[str]]]] = {}
    for error in cedarpy.validate_policies(policies, cedarpy.Schema.from_str(schema)).errors:
        number = int(re.sub(r"\D", "", error.policy_id) or 0)
        code, said, where = _in_our_words(str(error.error))
        told.setdefault(number, {}).setdefault(said, (code, []))[1].extend(where)
    for number, sentences in sorted(told.items()):
        # That no action is left is what follows from a name that is not known.
        most = {said: one for said, one in sentences.items() if said != _NO_ACTION} or sentences
        for said, (code, where) in most.items():
            whose = f": {', '.join(sorted(where))}" if where else ""
            yield refused(File.POLICIES, rules[min(number, len(rules) - 1)].line, code, f"{said}{whose}.")


_NO_ACTION = "No action of the schema is for whom and what this rule names"
_SENTENCES = (
    (r"attribute `(.+?)` on entity type `(.+?)` not found", Code.UNKNOWN_ATTRIBUTE, 'The schema has no "{}" of'),
    (r"attribute `(.+?)` in context for (.+?) not found", Code.UNKNOWN_ATTRIBUTE, 'There is no "{}" in the context of'),
    (r"unrecognized entity type `(.+?)`", Code.UNKNOWN_ENTITY_TYPE, 'The schema has no entity type "{}"'),
    (r'unrecognized action `Action::"(.+?)"`', Code.UNKNOWN_ACTION, 'The schema has no action "{}"'),
    (r"unable to find an applicable action", Code.DOES_NOT_FIT_THE_SCHEMA, _NO_ACTION),
)


def _in_our_words(why: str) -> tuple[Code, str, list[str]]:
    for pattern, code, said in _SENTENCES:
        if match := re.search(pattern, why):
            return code, said.format(*match.groups()[:1]), list(match.groups()[1:])
    words = re.sub(r"for policy `policy\d+`, ", "", why)
    return Code.DOES_NOT_FIT_THE_SCHEMA, f"This rule does not fit the schema. Cedar says: {words}", []


def _first_line(why: Exception) -> str:
    return str(why).partition("\n")[0] or "it is no Cedar"
