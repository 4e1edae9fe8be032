"""The decision matrix: what both locks say to everybody, about everything, everywhere, by one bundle.

It is bounded: people by actions by places, each thing once in each way that a rule can tell apart. Two hundred people
in six compartments are some 30,000 questions and two seconds; a bundle that would be asked more than MOST_QUESTIONS is
not checked, and so not taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from server.authorization import AccessRules, Answer, Kind, Thing, Uid
from server.policy_checking.questions import Asked, Representative, every_question, open_questions

MOST_QUESTIONS = 400_000
"""About a minute of one processor."""


class TooManyQuestions(Exception):
    """There are more people, compartments and actions than can be looked at one by one."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Every question that the rules in code may leave open, and its answer."""

    people: Mapping[Uid, Thing]
    answers: Mapping[Uid, Mapping[Asked, Answer]]

    def allowed(self) -> frozenset[tuple[Uid, Asked]]:
        """Who may do what."""
        return frozenset((who, asked) for who, asked, answer in self.cells() if answer.allowed)

    def cells(self) -> Iterator[tuple[Uid, Asked, Answer]]:
        """One by one, by person."""
        for who, answers in self.answers.items():
            for asked, answer in answers.items():
                yield who, asked, answer


def matrix(rules: AccessRules) -> Matrix:
    """Ask all that the rules in code may leave open. Raises TooManyQuestions before anything is asked."""
    return _asked(rules, lambda one: open_questions(one, rules.places_of(one.uid), rules.known))


def whole_matrix(rules: AccessRules) -> Matrix:
    """Ask everything of everybody, also what the rules in code refuse: in one place of theirs, and in one that is not.

    Raises TooManyQuestions.
    """
    everywhere = [one.uid for one in rules.places()]
    return _asked(rules, lambda one: every_question(one, _two_places(rules, one.uid, everywhere), rules.known))


def _two_places(rules: AccessRules, who: Uid, everywhere: Sequence[Uid]) -> Collection[Uid]:
    """Of both kinds of places the first that is theirs, and the first that is not."""
    own = rules.places_of(who)
    chosen: dict[tuple[Kind, bool], Uid] = {}
    for place in everywhere:
        chosen.setdefault((place.kind, place in own), place)
    return chosen.values()


def _asked(rules: AccessRules, questions: Callable[[Thing], Iterator[Representative]]) -> Matrix:
    asked: dict[Uid, list[Representative]] = {}
    left = MOST_QUESTIONS
    for one in rules.principals():
        asked[one.uid] = list(questions(one))
        left -= len(asked[one.uid])
        if left < 0:
            raise TooManyQuestions
    people = {one.uid: one for one in rules.principals()}
    return Matrix(people, {who: _answered(rules, who, asked[who]) for who in asked})


def _answered(rules: AccessRules, who: Uid, asked: Sequence[Representative]) -> Mapping[Asked, Answer]:
    """By kinds of things: if the schema takes no thing of one kind, the others are asked about all the same."""
    kinds: dict[Kind, list[Representative]] = defaultdict(list)
    for one in asked:
        kinds[one.asked.kind].append(one)
    found: dict[Asked, Answer] = {}
    for some in kinds.values():
        answers = rules.explain(who, [one.question for one in some])
        found |= {one.asked: answer for one, answer in zip(some, answers, strict=True)}
    return found
