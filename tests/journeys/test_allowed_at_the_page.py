"""What is not allowed at the page in Chromium is not done by real zones: each option, tightened by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from protocol.consent import Aim, Audience, Contact, GivenBy, Period, Place, Profile, Terms, Use, profile_terms
from protocol.ids import PartKind, date_of
from server.demo.errors import StepFailed
from server.demo.journey import COMPARTMENT
from tests.journeys.at_desks import form, handed_over, opened_at_both
from tests.journeys.page_visitor import Visitor, Writing
from tests.journeys.seen_at_vault import ask, consents, part_at_vault
from tests.travelled import Travelled


def test_every_single_option_that_is_set_the_other_way_arrives_and_holds(
    visitor: Visitor, travelled: Travelled
) -> None:
    today = travelled.stage.ground.today
    other = Writing(
        text="Everything is set the other way.",
        consent_picks={
            "May somebody answer me?": "Yes, at any time",
            "early warning": "No",
            "speaking for people in need": "Only after asking me again",
            "holding those who did it to account": "Yes",
            "The place": "only the country",
            "The time": "the day",
            "Who may read it": "everyone",
            "Destroy it after": "90 days",
            "Who decides this?": "I do, for another adult",
        },
        consent_fills={"Nothing may go out before this day": date_of(today + 30).isoformat()},
        consent_turned=(
            "A curator and a second person read it",
            "It is counted",
            "A summary is written in other words",
            "My exact words are used",
            "My pictures are used, changed so that they do not show me",
            "It may be translated",
            "A warning may go out on my report alone",
            "border force",
            "river watch",
            "Everyone who is added to this list later",
            "Nothing may go out until I say that I am safe",
        ),
    )
    words = visitor.report(other)
    chain, _ = consents(travelled, words, 0, 1)
    assert chain[0].terms == Terms(
        uses=(Use.MEDIA, Use.EXACT_WORDS),
        aims=(Aim.ACCOUNTABILITY, Aim.ADVOCACY),
        ask_first=(Aim.ADVOCACY, Aim.EARLY_WARNING),
        place=Place.COUNTRY,
        period=Period.DAY,
        audience=Audience.PUBLIC,
        never_to=2**52 - 2,
        contact=Contact.NOW,
        not_before=today + 30,
        until_safe=True,
        forget_after=90,
        given_by=GivenBy.ANOTHER_ADULT,
        translation=False,
        urgent=True,
    )
    usual = profile_terms(Profile.SUMMARY_FINER, today)
    same = [name for name in Terms.model_fields if getattr(usual, name) == getattr(chain[0].terms, name)]
    assert not same
    with pytest.raises(StepFailed, match="not-allowed"):
        ask(travelled, COMPARTMENT, part_at_vault(travelled, words, PartKind.TESTIMONY, 0), aim="accountability")


HELD_BACK = {
    "less fine": Writing(
        text="Not finer than the country and the month, and for nobody but the task force.",
        consent_picks={
            "The place": "only the country",
            "The time": "the month",
            "Who may read it": "the task force",
            "May somebody answer me?": "No",
        },
    ),
    "no summary": Writing(text="To be read alone.", consent_turned=("A summary is written in other words",)),
    "not counted": Writing(text="Counted nowhere.", consent_turned=("It is counted",)),
    "until safe": Writing(text="Still on the road.", consent_turned=("Nothing may go out until I say that I am safe",)),
    "urgent": Writing(text="Tonight.", consent_turned=("A warning may go out on my report alone",)),
    "for a child": Writing(
        text="She is nine.", consent_picks={"Who decides this?": "I do, for a child or somebody in my care"}
    ),
    "not before": Writing(text="Not this month.", consent_fills={"Nothing may go out before this day": ""}),
}
"""Each allows a finer summary but for what is named."""
CONSENT, EMBARGO, NOT_URGENT = "consent-does-not-allow", "embargo", "urgent-way-not-consented"
FOR_A_CHILD = "given-for-a-child"
FROM_SOURCES = frozenset({CONSENT, EMBARGO, NOT_URGENT, FOR_A_CHILD})


@dataclass(frozen=True)
class Asked:
    """A summary that a curator wants cleared, and which of a source's reasons speak against it."""

    of: str
    refused: frozenset[str]
    area: str = "xa"
    period: Period = Period.MONTH
    audience: Audience = Audience.TASK_FORCE
    urgent: bool = False
    minors: bool = False

    def __str__(self) -> str:
        said = (self.of, self.area, self.period.name, self.audience.name)
        return ", ".join((*said, *["urgent"] * self.urgent, *["minors"] * self.minors))


ASKED = (
    Asked("less fine", frozenset()),
    Asked("less fine", frozenset({CONSENT}), area="xa-01"),
    Asked("less fine", frozenset({CONSENT}), period=Period.WEEK),
    Asked("less fine", frozenset({CONSENT}), audience=Audience.CONSORTIUM),
    Asked("less fine", frozenset({NOT_URGENT}), urgent=True),
    Asked("urgent", frozenset(), urgent=True),
    Asked("no summary", frozenset({CONSENT})),
    Asked("not counted", frozenset({CONSENT})),
    Asked("until safe", frozenset({EMBARGO})),
    Asked("not before", frozenset({EMBARGO})),
    Asked("for a child", frozenset({FOR_A_CHILD})),
    Asked("for a child", frozenset(), minors=True),
)


@dataclass(frozen=True)
class Opened:
    """What was told at the page and opened at both desks, in one opening."""

    opening: str
    parts: dict[str, str]
    """By the name of what is held back."""


@pytest.fixture(scope="module")
def opened(visitor: Visitor, travelled: Travelled) -> Opened:
    later = {"Nothing may go out before this day": date_of(travelled.stage.ground.today + 20).isoformat()}
    writings = HELD_BACK | {"not before": replace(HELD_BACK["not before"], consent_fills=later)}
    words = {name: visitor.report(writing) for name, writing in writings.items()}
    parts = {name: part_at_vault(travelled, said, PartKind.TESTIMONY, 0) for name, said in words.items()}
    return Opened(opened_at_both(travelled, *parts.values()), parts)


@pytest.fixture(scope="module")
def refusals(opened: Opened, travelled: Travelled) -> dict[Asked, frozenset[str]]:
    """What the vault said against each; of the reasons those that sources gave."""
    forms = [
        form(
            travelled,
            [opened.opening],
            [opened.parts[one.of]],
            audience=one.audience,
            period=one.period,
            urgent=one.urgent,
            area=one.area,
            minors_or_sexual_violence=one.minors,
        )
        for one in ASKED
    ]
    answers = handed_over(travelled, forms)
    assert {answer["refused_by"] for answer in answers} == {"vault"}
    return {one: frozenset(answer["reason"].split()) & FROM_SOURCES for one, answer in zip(ASKED, answers, strict=True)}


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_a_summary_is_cleared_as_fine_as_was_allowed_at_the_page_and_no_finer(
    asked: Asked, refusals: dict[Asked, frozenset[str]]
) -> None:
    """Too few people stand behind each of them: that speaks against all, and is not what is looked at here."""
    assert refusals[asked] == asked.refused


def test_whoever_wants_no_answer_at_the_page_gets_none(opened: Opened, travelled: Travelled) -> None:
    reply = f"/v1/openings/{opened.opening}/parts/{opened.parts['less fine']}/reply"
    with pytest.raises(StepFailed, match="not-allowed"):
        travelled.journey.curator.post(reply, {"text": "Where are you?"})


NOT_FOR_IT = {
    "not for this aim": Writing(text="Not for this.", consent_picks={"early warning": "No"}),
    "ask again for this aim": Writing(
        text="Ask me first.", consent_picks={"early warning": "Only after asking me again"}
    ),
    "not to be read": Writing(text="Nobody reads it.", consent_turned=("A curator and a second person read it",)),
}


@pytest.fixture(scope="module")
def not_for_it(visitor: Visitor, travelled: Travelled) -> dict[str, str]:
    words = {name: visitor.report(writing) for name, writing in NOT_FOR_IT.items()}
    return {name: part_at_vault(travelled, said, PartKind.TESTIMONY, 0) for name, said in words.items()}


@pytest.mark.parametrize("why", NOT_FOR_IT)
def test_what_is_not_for_early_warning_at_the_page_is_not_opened_for_it(
    why: str, not_for_it: dict[str, str], travelled: Travelled
) -> None:
    with pytest.raises(StepFailed, match="not-allowed"):
        ask(travelled, COMPARTMENT, not_for_it[why])
