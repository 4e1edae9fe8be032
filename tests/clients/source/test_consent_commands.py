"""`leeward consent` changes every term that there is: less at once, more after seven days."""

from __future__ import annotations

import pytest
import typer
from typer.main import get_command

from clients.source.changing import Change, Edit, next_terms
from clients.source.consent_commands import consent
from clients.source.errors import NotUsable
from clients.source.mailbox import Seen
from clients.source.terms_in_words import every_term
from protocol.consent import (
    WIDENING_DAYS,
    Aim,
    Audience,
    ClaimedConsent,
    ConsentStatement,
    Contact,
    GivenBy,
    Period,
    Place,
    Terms,
    Use,
    at_most,
    give,
    in_force,
    verify_chain,
)
from protocol.ids import date_of
from protocol.post import Post
from tests.clients.source import test_following
from tests.clients.source.test_cli import CONSORTIUM
from tests.clients.source.test_following import (
    PART,
    TODAY,
    chain,
    clock_that_stands,
    desk,
    follow,
    intake,
    posted,
    publish,
    slot,
)

__all__ = ["clock_that_stands", "desk", "intake"]

MINISTRY, BORDER = CONSORTIUM.directory.contents.never_to
MIDDLE = Terms(
    uses=(Use.READ, Use.COUNT),
    aims=(Aim.EARLY_WARNING,),
    ask_first=(Aim.ADVOCACY,),
    place=Place.FIRST_LEVEL,
    period=Period.WEEK,
    audience=Audience.CONSORTIUM,
    never_to=1,
    contact=Contact.WHEN_I_CHECK_IN,
    not_before=TODAY + 10,
    until_safe=False,
    forget_after=90,
    given_by=GivenBy.ANOTHER_ADULT,
    translation=False,
    urgent=False,
)
"""Of every term there is less and more; where a term has only two values, the other way starts from the other one."""
FIRST = give(PART.key, MIDDLE, TODAY)
LESS = {
    "uses": (("--may-not", "counted"), (Use.READ,)),
    "aims": (("--not-for", "early-warning"), ()),
    "ask_first": (("--ask-first", "accountability"), (Aim.ACCOUNTABILITY, Aim.ADVOCACY)),
    "place": (("--place", "country"), Place.COUNTRY),
    "period": (("--period", "none"), Period.NONE),
    "audience": (("--audience", "task-force"), Audience.TASK_FORCE),
    "never_to": (("--never-to", BORDER), 3),
    "contact": (("--contact", "never"), Contact.NEVER),
    "not_before": (("--not-before", str(date_of(TODAY + 30))), TODAY + 30),
    "until_safe": (("--until-safe",), True),
    "forget_after": (("--forget-after", "30"), 30),
    "given_by": (("--given-by", "guardian"), GivenBy.GUARDIAN),
    "translation": (("--no-translation",), False),
    "urgent": (("--no-urgent",), False),
}
MORE = {
    "uses": (("--may", "summary", "--may", "exact-words"), (Use.READ, Use.COUNT, Use.EXACT_WORDS, Use.SUMMARY)),
    "aims": (("--for", "accountability"), (Aim.ACCOUNTABILITY, Aim.EARLY_WARNING)),
    "ask_first": (("--no-need-to-ask", "advocacy"), ()),
    "place": (("--place", "second-level"), Place.SECOND_LEVEL),
    "period": (("--period", "day"), Period.DAY),
    "audience": (("--audience", "public"), Audience.PUBLIC),
    "never_to": (("--may-go-to", MINISTRY), 0),
    "contact": (("--contact", "now"), Contact.NOW),
    "not_before": (("--not-before", str(date_of(TODAY + 2))), TODAY + 2),
    "until_safe": (("--safe",), False),
    "forget_after": (("--forget-after", "365"), 365),
    "given_by": (("--given-by", "myself"), GivenBy.MYSELF),
    "translation": (("--translation",), True),
    "urgent": (("--urgent",), True),
}
OTHER_WAY = {"translation": True, "urgent": True}
"""Where MIDDLE has the least already, to have less of; `until_safe` has the most of it."""


def test_every_term_can_be_made_less_and_more() -> None:
    assert LESS.keys() == MORE.keys() == Terms.model_fields.keys()


def test_every_term_is_said_in_words() -> None:
    assert every_term(MIDDLE, (MINISTRY, BORDER)).keys() == Terms.model_fields.keys()


def changed(desk, intake, before: Terms, words: tuple[str, ...], field: str, value: object):
    """The checked chain after the command, and what it said."""
    first = give(PART.key, before, TODAY)
    publish(intake, slot(consent=first))
    said = follow("consent", desk, intake, *words)
    assert said.exit_code == 0, said.output
    versions = verify_chain([first, chain(intake)], PART.key.public, TODAY)
    assert versions[1].terms == Terms.model_validate(before.model_dump() | {field: value}), "nothing else was changed"
    assert every_term(versions[1].terms, (MINISTRY, BORDER))[field] in said.output
    return versions, said.output


@pytest.mark.parametrize("field", LESS)
def test_less_holds_at_once(desk, intake, field):
    words, value = LESS[field]
    before = MIDDLE.model_copy(update={field: OTHER_WAY[field]} if field in OTHER_WAY else {})
    versions, said = changed(desk, intake, before, words, field, value)
    assert "It holds as soon as the vault has collected it." in said
    assert in_force(versions, (TODAY, TODAY), TODAY) == versions[1].terms
    assert at_most(versions[1].terms, before)


@pytest.mark.parametrize("field", MORE)
def test_more_holds_after_seven_days_and_not_before(desk, intake, field):
    words, value = MORE[field]
    before = MIDDLE.model_copy(update={"until_safe": True} if field == "until_safe" else {})
    versions, said = changed(desk, intake, before, words, field, value)
    assert f"not before {date_of(TODAY + WIDENING_DAYS)}" in said
    received = (TODAY, TODAY)
    assert in_force(versions, received, TODAY + WIDENING_DAYS - 1) == before
    assert in_force(versions, received, TODAY + WIDENING_DAYS) == versions[1].terms


def test_several_terms_are_changed_by_one_command_and_what_is_less_does_not_wait_for_what_is_more(desk, intake):
    publish(intake, slot(consent=FIRST))
    follow("consent", desk, intake, "--place", "country", "--audience", "un", "--never-to", BORDER)
    versions = verify_chain([FIRST, chain(intake)], PART.key.public, TODAY)
    now = in_force(versions, (TODAY, TODAY), TODAY)
    assert (now.place, now.audience, now.never_to) == (Place.COUNTRY, Audience.CONSORTIUM, 3)


def test_whoever_allows_a_summary_of_which_none_can_come_is_told_what_it_takes(desk, intake):
    publish(intake, slot(consent=give(PART.key, Terms(), TODAY)))
    said = " ".join(follow("consent", desk, intake, "--may", "summary").output.split())
    given = ["--may a-curator-reads", "--may counted", "--for early-warning", "--no-need-to-ask early-warning"]
    lacking = [*given, "--place", "--period", "--audience"]
    assert f"That would also take: {', '.join(lacking)}." in said
    options = [*" ".join(given).split(), "--place", "country", "--period", "month", "--audience", "task-force"]
    assert "No summary" not in follow("consent", desk, intake, "--may", "summary", *options).output


def test_a_body_that_is_not_listed_is_said_and_the_line_sees_the_same(desk, intake):
    publish(intake, slot(consent=FIRST))
    said = follow("consent", desk, intake, "--never-to", "ministry-of-silence")
    assert f"Nothing was changed. The bodies that can be shut out are: {MINISTRY}, {BORDER}." in said.output
    assert posted(intake).consents == ()
    assert [path.count("/") for path in intake.asked] == [2, 2, 3]
    assert len(intake.uploads) == 1


def test_shutting_out_one_body_leaves_those_that_are_listed_later_as_they_were() -> None:
    for held in (0, 2**52 - 1):
        terms = MIDDLE.model_copy(update={"never_to": held})
        claimed = give(PART.key, terms, TODAY)
        seen = Seen(
            test_following.statement(claimed), terms, None, withdrawn=False, opened=False, reply=None, reply_name=None
        )
        for edit, expected in ((Edit((BORDER,), ()), held | 2), (Edit((), (BORDER,)), held & ~2)):
            change = Change(options={"never_to": edit})
            assert next_terms(seen, change, TODAY, (MINISTRY, BORDER)).never_to == expected


@pytest.mark.parametrize(
    "asked",
    [
        ("--may", "counted", "--may-not", "counted"),
        ("--never-to", BORDER, "--may-go-to", BORDER),
        ("--cancel", "--urgent"),
    ],
)
def test_what_contradicts_itself_is_refused_before_anything_is_sent(desk, intake, asked):
    assert isinstance(follow("consent", desk, intake, *asked).exception, NotUsable)
    assert intake.asked == []


def test_a_day_beyond_all_days_is_the_last_one(desk, intake):
    publish(intake, slot(consent=FIRST))
    follow("consent", desk, intake, "--not-before", "9999-12-31")
    versions = verify_chain([FIRST, chain(intake)], PART.key.public, TODAY)
    assert versions[1].terms.not_before == 100_000


@pytest.mark.parametrize("there", [True, False])
def test_a_day_before_all_days_is_the_first_one_and_the_line_sees_what_it_sees_with_wrong_words(desk, intake, there):
    publish(intake, *([slot(consent=FIRST)] if there else []))
    said = follow("consent", desk, intake, "--not-before", "1960-01-01")
    assert said.exception is None
    assert [consent.terms.not_before for consent in said_of(posted(intake))] == ([0] if there else [])
    assert len(intake.uploads) == 1


def ending(days: int) -> ClaimedConsent:
    """A first version that ends, or has ended, so many days from today."""
    return give(PART.key, MIDDLE, TODAY + days - 365)


def test_a_term_that_is_changed_leaves_the_end_where_it_was(desk, intake):
    first = ending(20)
    publish(intake, slot(consent=first))
    said = follow("consent", desk, intake, "--place", "country")
    versions = verify_chain([first, chain(intake)], PART.key.public, TODAY)
    assert (versions[1].terms.place, versions[1].expires) == (Place.COUNTRY, TODAY + 20)
    assert f"It ends on {date_of(TODAY + 20)}." in said.output


def test_nobody_who_makes_one_term_narrower_allows_the_rest_of_what_has_ended_again(desk, intake):
    publish(intake, slot(consent=ending(-1)))
    said = follow("consent", desk, intake, "--place", "country")
    assert "Nothing was changed. This consent has ended" in said.output
    assert posted(intake).consents == ()
    assert len(intake.uploads) == 1


@pytest.mark.parametrize("asked", [("--renew",), ("--profile", "curator-may-read")])
def test_what_has_ended_is_given_again_by_name(desk, intake, asked):
    publish(intake, slot(consent=ending(-1)))
    said = follow("consent", desk, intake, *asked)
    assert f"It ends on {date_of(TODAY + 365)}." in said.output
    assert said_of(posted(intake))[0].expires == TODAY + 365


def said_of(post: Post) -> list[ConsentStatement]:
    return [ConsentStatement.from_bytes(one.statement) for one in post.consents]


def test_checking_in_says_every_term_that_is_in_force(desk, intake):
    publish(intake, slot(consent=FIRST))
    said = follow("checkin", desk, intake, "--all").output
    for line in every_term(MIDDLE, (MINISTRY, BORDER)).values():
        assert line in said
    assert f"Never to: {MINISTRY}." in said


def test_every_option_says_in_plain_words_what_it_means() -> None:
    app = typer.Typer()
    app.command()(consent)
    options = {name: one for one in get_command(app).params for name in one.opts}
    for words, _ in (*LESS.values(), *MORE.values()):
        named = [word for word in words if word.startswith("--")]
        for word in named:
            found = options.get(word) or next(one for one in options.values() if word in one.secondary_opts)
            assert len(str(found.help).split()) >= 4, word
