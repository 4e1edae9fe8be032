"""What the answers tell about single rules: one that fails, one that gives nothing, one that another makes dead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from server.authorization import AccessRules, Uid
from server.policy_checking.findings import Code, File, Finding, refused, warned
from server.policy_checking.matrix import Matrix, matrix, whole_matrix
from server.policy_checking.questions import Asked
from server.policy_checking.texts import Rule


def check_failing(rules: Sequence[Rule], answers: Matrix) -> Iterator[Finding]:
    """Rules that fail for somebody. Cedar skips such a rule; here the whole answer is a no instead."""
    failing: dict[str, list[tuple[Uid, Asked]]] = defaultdict(list)
    for who, asked, answer in answers.cells():
        for name in answer.failed:
            failing[name].append((who, asked))
    for name, cases in sorted(failing.items()):
        who, asked = cases[0]
        example = f"for example where {who.id} ({who.kind.lower()}) asks for {asked.action}"
        if not name:
            kind = asked.kind.lower()
            said = f"Nobody can ask about any {kind}, as the schema wants of it what no zone says; {example}."
            yield refused(File.SCHEMA, None, Code.CANNOT_BE_ASKED, said)
            continue
        rule = _called(rules, name)
        said = (
            f'"{rule.id}" fails for {len({one for one, _ in cases})} of those who may ask, {example}: each gets a no.'
        )
        yield refused(File.POLICIES, rule.line, Code.RULE_FAILS, said)


def check_permits(
    rules: Sequence[Rule], answers: Matrix, permits_alone: Callable[[], AccessRules]
) -> Iterator[Finding]:
    """Permits that give nobody anything: as the rules in code refuse it all, or as other rules forbid it all.

    `permits_alone` makes the same rules without those that forbid; it is asked for only where a permit gives nothing.
    """
    giving = {name for _, _, answer in answers.cells() if answer.allowed for name in answer.rules}
    idle = {one.id: one for one in rules if one.permits and one.id not in giving}
    if not idle:
        return
    alone = permits_alone()
    forbidden = _forbidden_altogether(idle, answers, matrix(alone))
    for name, by in sorted(forbidden.items()):
        said = f'"{name}" gives nobody anything: all of it is forbidden by {", ".join(sorted(by))}.'
        yield warned(File.POLICIES, idle[name].line, Code.FORBIDDEN_ALTOGETHER, said)
    for name in sorted(_permitting(whole_matrix(alone)) & (idle.keys() - forbidden.keys())):
        said = f'"{name}" gives nobody anything: the rules in code, which no policy can change, refuse all of it.'
        yield warned(File.POLICIES, idle[name].line, Code.THE_CODE_REFUSES, said)


def _forbidden_altogether(idle: Mapping[str, Rule], answers: Matrix, alone: Matrix) -> dict[str, set[str]]:
    """Permits that hold somewhere where the code leaves it open, with the rules that forbid it there."""
    found: dict[str, set[str]] = defaultdict(set)
    for who, asked, answer in alone.cells():
        with_all = answers.answers[who].get(asked)
        if answer.code is None and answer.cedar and with_all is not None and with_all.forbidden:
            for name in idle.keys() & set(answer.rules):
                found[name] |= set(with_all.rules)
    return found


def _permitting(answers: Matrix) -> set[str]:
    return {name for _, _, answer in answers.cells() if answer.cedar for name in answer.rules}


def _called(rules: Sequence[Rule], name: str) -> Rule:
    """A rule by the name that Cedar has for it: `policy3` is the fourth."""
    if name.startswith("policy") and name[6:].isdigit():
        return rules[int(name[6:])]
    return next(rule for rule in rules if rule.id == name)
