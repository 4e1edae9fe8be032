"""Everything that can be found in a draft of a policy before it is in force. Pure; takes seconds for a large one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from protocol.directory import TrustedDirectory
from protocol.policy import PolicyBundle
from server.authorization import AccessRules, RulesRefused
from server.policy_checking.findings import Code, File, Finding, keeps_out, refused
from server.policy_checking.golden import check_golden, check_golden_before
from server.policy_checking.lock_out import check_always, check_before
from server.policy_checking.matrix import MOST_QUESTIONS, Matrix, TooManyQuestions, matrix
from server.policy_checking.names import check_grants, check_names, check_references
from server.policy_checking.numbers import check_numbers
from server.policy_checking.rules_by_answers import check_failing, check_permits
from server.policy_checking.texts import Rule, check_texts, rules_in
from server.who_is_who import access_by_draft


def check(
    draft: PolicyBundle, directory: TrustedDirectory, in_force: PolicyBundle | None = None
) -> tuple[Finding, ...]:
    """What is wrong with a draft, by itself, with this directory, and after the bundle in force."""
    found = check_texts(draft.cedar_schema, draft.cedar_policies)
    found += check_grants(draft, directory) if not keeps_out(found) else []
    found += [*check_names(draft, directory), *check_numbers(draft.release)]
    if not keeps_out(found):
        found += _by_answers(draft, directory, in_force)
    return tuple(sorted(found, key=lambda one: (not one.refuses, one.file, one.line or 0, one.code, one.reason)))


@lru_cache(maxsize=4)
def decisions(bundle: PolicyBundle, directory: TrustedDirectory) -> Matrix:
    """The decision matrix of a bundle. Raises RulesRefused or TooManyQuestions.

    Of four it is kept: what is in force and what is drafted are asked about again with every page that shows a draft.
    """
    return matrix(access_by_draft(directory, bundle).rules)


def _by_answers(draft: PolicyBundle, directory: TrustedDirectory, in_force: PolicyBundle | None) -> Iterator[Finding]:
    rules = rules_in(draft.cedar_policies)
    try:
        access = access_by_draft(directory, draft).rules
        answers = decisions(draft, directory)
        yield from check_references(rules, [*access.principals(), *access.places()])
        yield from check_failing(rules, answers)
        yield from check_permits(
            [one for one in rules if one.id in access.filled_in() or not one.is_template],
            answers,
            lambda: access_by_draft(directory, _permits_alone(draft, rules)).rules,
        )
        yield from check_always(directory, answers)
        yield from check_golden(access, draft.golden)
        if in_force is not None and (before := _usable(in_force, directory)) is not None:
            yield from check_before(decisions(in_force, directory), answers)
            yield from check_golden_before(before, access, in_force.golden)
    except RulesRefused:
        said = (
            "The rules do not fit this directory: one key or name for two, or somebody whom the schema does not take."
        )
        yield refused(File.SETTINGS, None, Code.CANNOT_BE_USED, said)
    except TooManyQuestions:
        said = (
            f"There is more to ask than can be checked: over {MOST_QUESTIONS} questions by people, actions and places."
        )
        yield refused(File.SETTINGS, None, Code.TOO_LARGE_TO_CHECK, said)


def _permits_alone(draft: PolicyBundle, rules: list[Rule]) -> PolicyBundle:
    return draft.model_copy(update={"cedar_policies": "\n".join(one.text for one in rules if one.permits)})


def _usable(in_force: PolicyBundle, directory: TrustedDirectory) -> AccessRules | None:
    """None where today's directory does not go with it any more: then nobody can do anything by it."""
    try:
        return access_by_draft(directory, in_force).rules
    except RulesRefused:
        return None
