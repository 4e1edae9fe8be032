"""Golden decisions: asked of a draft, in every way that they leave open. SPEC 17.5."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from protocol.policy import AskedAbout, Golden
from server.authorization import AccessRules, Action, Kind, Question, Uid
from server.policy_checking.findings import Code, File, Finding, refused, warned
from server.policy_checking.questions import AUDIENCES, Ways, ask


class _NamesNothing(Exception):
    """A golden decision is about somebody, an act or a place that there is not."""


def check_golden(draft: AccessRules, golden: Sequence[Golden]) -> Iterator[Finding]:
    """A draft's own golden decisions, by that draft: each must be about something, and hold."""
    for one in golden:
        try:
            if not _keeps(draft, one):
                yield _changed(one, "by its own rules")
        except _NamesNothing as nothing:
            said = f'The golden decision "{one.name}" can never be asked: {nothing}.'
            yield refused(File.SETTINGS, None, Code.GOLDEN_NAMES_NOTHING, said)


def check_golden_before(before: AccessRules, draft: AccessRules, golden: Sequence[Golden]) -> Iterator[Finding]:
    """Those of the bundle in force, by the draft: what holds today by this directory must go on to hold.

    One that does not hold today binds nobody: a desk that the roots took away must not stop every later policy.
    """
    for one in golden:
        if not _holds(before, one):
            said = f'The golden decision "{one.name}" of the policy in force does not hold today, and so binds nothing.'
            yield warned(File.SETTINGS, None, Code.GOLDEN_NAMES_NOTHING, said)
        elif not _holds(draft, one):
            yield _changed(one, "in the policy in force. Take it out in one policy, and change its answer in the next")


def _changed(one: Golden, where: str) -> Finding:
    expected = "yes" if one.allowed else "no"
    said = f'The golden decision "{one.name}" would no longer be {expected}, as it is to be {where}.'
    return refused(File.SETTINGS, None, Code.GOLDEN_CHANGED, said)


def _holds(rules: AccessRules, one: Golden) -> bool:
    try:
        return _keeps(rules, one)
    except _NamesNothing:
        # Whoever is not there may do nothing. A place that is gone is nobody's any more either.
        return not one.allowed


def _keeps(rules: AccessRules, one: Golden) -> bool:
    who = Uid(Kind(one.asker.capitalize()), one.who)
    answers = rules.explain(who, _questions(rules, who, one))
    return all(answer.allowed is one.allowed for answer in answers)


def _questions(rules: AccessRules, who: Uid, one: Golden) -> list[Question]:
    """Raises _NamesNothing."""
    somebody = rules.known(who)
    if somebody is None or not isinstance(somebody.attributes.get("person"), str):
        raise _NamesNothing(f'there is no {one.asker} "{one.who}"')
    try:
        action = Action(one.action.replace("-", "_"))
    except ValueError:
        raise _NamesNothing(f'there is no action "{one.action}"') from None
    audiences = AUDIENCES if one.audience is None else (one.audience,)
    ways = Ways(somebody.person, (one.named,), one.consent, audiences)
    found = ask(action, _KINDS[one.about], _place(rules, one), ways, rules.known)
    if not (questions := [each.question for each in found]):
        raise _NamesNothing(f'no {one.about} lies in "{one.place or "nowhere"}"')
    return questions


def _place(rules: AccessRules, one: Golden) -> Uid:
    if one.place is None:
        return Uid(Kind.BUNDLE, "")
    for kind in (Kind.COMPARTMENT, Kind.COUNTRY):
        if rules.known(uid := Uid(kind, one.place)):
            return uid
    raise _NamesNothing(f'there is no compartment or country "{one.place}"')


_KINDS = {about: Kind(about.capitalize()) for about in AskedAbout}
