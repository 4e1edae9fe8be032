"""`leeward consent`: every term that a source can change, each in plain words. SPEC 5.2, 5.5 and 13.5.

The next version of a consent is signed on the one in the mailbox, if it is our own.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Sequence
from typing import Annotated

import typer

from clients.source.changing import Change, Edit, holds_at_once, next_terms, next_version, why_not
from clients.source.choices import (
    AUDIENCES,
    CONTACTS,
    GIVERS,
    PERIODS,
    PLACES,
    AudienceChoice,
    ContactChoice,
    DaysChoice,
    GivenByChoice,
    PeriodChoice,
    PlaceChoice,
)
from clients.source.cli import Language, Newest, Proxy, ReceiptFile, Roots, Url, fetched_directory, open_door
from clients.source.mailbox import AS_NOW, OnePart, Seen
from clients.source.terms_in_words import every_term, in_words, summary_lacks
from clients.source.visit import About, Index, fetch, part_of, post
from protocol.consent import WIDENING_DAYS, Aim, ClaimedConsent, Profile, Terms, Use, verify_consent
from protocol.ids import PartKind, date_of, day_of, day_of_date

LATEST = 100_000
"""The last day that terms can name, in the year 2243; the first is the first of 1970. A day beyond either is that one:
an error after the mailbox was fetched would show on the line whether the words are somebody's."""

_MORE, _FINER, _WHO, _WHEN = "What may be done", "How finely", "Who", "When"

May = Annotated[
    list[Use] | None,
    typer.Option(
        "--may",
        rich_help_panel=_MORE,
        help="One more thing that may be done: a curator reads it, it is counted, a summary is written (for which all "
        "three are needed), your exact words, media altered so as not to show you. Nothing uses the last two today.",
    ),
]
MayNot = Annotated[
    list[Use] | None, typer.Option("--may-not", rich_help_panel=_MORE, help="One thing less that may be done.")
]
For = Annotated[
    list[Aim] | None, typer.Option("--for", rich_help_panel=_MORE, help="One more purpose that it may serve.")
]
NotFor = Annotated[
    list[Aim] | None, typer.Option("--not-for", rich_help_panel=_MORE, help="One purpose less that it may serve.")
]
AskFirst = Annotated[
    list[Aim] | None,
    typer.Option(
        "--ask-first",
        rich_help_panel=_MORE,
        help="Not for this purpose before you were asked again, also where --for allows it.",
    ),
]
NoNeedToAsk = Annotated[
    list[Aim] | None,
    typer.Option("--no-need-to-ask", rich_help_panel=_MORE, help="For this purpose you need not be asked again."),
]
Translation = Annotated[
    bool | None,
    typer.Option("--translation/--no-translation", rich_help_panel=_MORE, help="Whether it may be translated."),
]
Urgent = Annotated[
    bool | None,
    typer.Option(
        "--urgent/--no-urgent",
        rich_help_panel=_MORE,
        help="Whether a warning may stand on this report alone, tonight. No such warning can be released yet.",
    ),
]
FinestPlace = Annotated[
    PlaceChoice | None,
    typer.Option("--place", rich_help_panel=_FINER, help="The finest place that may be named."),
]
FinestPeriod = Annotated[
    PeriodChoice | None, typer.Option("--period", rich_help_panel=_FINER, help="The finest time that may be named.")
]
Widest = Annotated[
    AudienceChoice | None,
    typer.Option("--audience", rich_help_panel=_WHO, help="The widest circle that may read; each holds those before."),
]
NeverTo = Annotated[
    list[str] | None,
    typer.Option(
        "--never-to", rich_help_panel=_WHO, help="A body that must not read it, as the directory names it; once each."
    ),
]
MayGoTo = Annotated[
    list[str] | None, typer.Option("--may-go-to", rich_help_panel=_WHO, help="A body that is shut out no longer.")
]
Answered = Annotated[
    ContactChoice | None,
    typer.Option(
        "--contact",
        rich_help_panel=_WHO,
        help="Whether somebody may answer you: never, only when you look here, or now, for which the name and number "
        "that you sent may be opened too.",
    ),
]
Giver = Annotated[
    GivenByChoice | None,
    typer.Option("--given-by", rich_help_panel=_WHO, help="Who says yes for the person whom it is about."),
]
NotBefore = Annotated[
    dt.datetime | None,
    typer.Option("--not-before", rich_help_panel=_WHEN, formats=["%Y-%m-%d"], help="Nothing leaves before this day."),
]
UntilSafe = Annotated[
    bool | None,
    typer.Option(
        "--until-safe/--safe",
        rich_help_panel=_WHEN,
        help="Nothing leaves until you say that you are safe; or: you are safe.",
    ),
]
ForgetAfter = Annotated[
    DaysChoice | None,
    typer.Option(
        "--forget-after",
        rich_help_panel=_WHEN,
        help="Destroy it so many days after it came. More days come too late for what is destroyed already.",
    ),
]


def consent(  # noqa: PLR0917
    intake: Url,
    roots: Roots,
    receipt: ReceiptFile = None,
    language: Language = "en",
    index: Index = 0,
    about: About = PartKind.TESTIMONY,
    profile: Annotated[Profile | None, typer.Option(help="Begin from one of the four first choices.")] = None,
    may: May = None,
    may_not: MayNot = None,
    for_: For = None,
    not_for: NotFor = None,
    ask_first: AskFirst = None,
    no_need_to_ask: NoNeedToAsk = None,
    translation: Translation = None,
    urgent: Urgent = None,
    place: FinestPlace = None,
    period: FinestPeriod = None,
    audience: Widest = None,
    never_to: NeverTo = None,
    may_go_to: MayGoTo = None,
    contact: Answered = None,
    given_by: Giver = None,
    not_before: NotBefore = None,
    until_safe: UntilSafe = None,
    forget_after: ForgetAfter = None,
    cancel: Annotated[bool, typer.Option("--cancel", help="Stop a wider consent that has not taken effect.")] = False,
    renew: Annotated[bool, typer.Option("--renew", help="The same again, for twelve months from today.")] = False,
    proxy: Proxy = None,
    newest: Newest = None,
) -> None:
    """Change what may be done with a report. Less holds at once; more after seven days, in which you can cancel it.

    What you do not name stays as it is, also the day on which it ends; --renew and --profile give it for twelve months
    from today. `leeward checkin --all` shows every term as it is in force.
    """
    chosen = {
        "uses": _edit(may, may_not),
        "aims": _edit(for_, not_for),
        "ask_first": _edit(ask_first, no_need_to_ask),
        "never_to": _edit(never_to, may_go_to),
        "place": PLACES[place] if place else None,
        "period": PERIODS[period] if period else None,
        "audience": AUDIENCES[audience] if audience else None,
        "contact": CONTACTS[contact] if contact else None,
        "not_before": max(0, min(day_of_date(not_before.date()), LATEST)) if not_before else None,
        "until_safe": until_safe,
        "forget_after": int(forget_after) if forget_after else None,
        "given_by": GIVERS[given_by] if given_by else None,
        "translation": translation,
        "urgent": urgent,
    }
    options = {name: value for name, value in chosen.items() if value is not None}
    change = Change(profile, options, cancel, renew)
    change.check()
    door = open_door(intake, proxy)
    directory = fetched_directory(door, roots, newest)
    part = part_of(receipt, language, about, index)
    seen = fetch(door, directory, part)
    said, version = _changed(seen, change, part, directory.contents.never_to)
    post(door, directory, seen, version, keep=True)
    sys.stdout.write(f"{said}\n")


def _edit(more: Sequence[str] | None, less: Sequence[str] | None) -> Edit | None:
    return Edit(tuple(more or ()), tuple(less or ())) if more or less else None


def _changed(
    seen: Seen | None, change: Change, part: OnePart, bodies: Sequence[str]
) -> tuple[str, ClaimedConsent | None]:
    """What to say, and the version to send; none where nothing can be changed."""
    today = day_of(time.time())
    reason = why_not(seen, change, today, bodies)
    if seen is None or reason is not None:
        return f"Nothing was changed. {reason}", None
    terms = next_terms(seen, change, today, bodies)
    said = [f"Sent: {in_words(terms)}.", *_differing(seen.consent.terms, terms, bodies)]
    if lacking := summary_lacks(terms):
        said.append(f"No summary can come of it yet. That would also take: {', '.join(lacking)}.")
    if holds_at_once(seen, terms):
        said.append("It holds as soon as the vault has collected it.")
    else:
        said.append(
            "What is less holds as soon as the vault has collected it; what is more takes effect after "
            f"{WIDENING_DAYS} days, not before {date_of(today + WIDENING_DAYS)}."
        )
        said.append(f"To stop it until then: leeward consent --cancel {AS_NOW}")
    version = next_version(seen, terms, part, today, change)
    said.append(f"It ends on {date_of(verify_consent(version, part.key.public, today, seen.consent).expires)}.")
    # Two changes of one version are no chain, and the vault keeps one; nor can it be seen here what it held back.
    said.append(
        f"This changes version {seen.consent.version}, given {date_of(seen.consent.given)}. "
        "If you have changed it since, one of the two does not count."
    )
    said.append("To see which holds, a day from now: leeward checkin --all")
    return "\n".join(said), version


def _differing(before: Terms, after: Terms, bodies: Sequence[str]) -> list[str]:
    """Every term that was changed, as it is now."""
    held = every_term(before, bodies)
    return [f"  {line}" for name, line in every_term(after, bodies).items() if line != held[name]]
