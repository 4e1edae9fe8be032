"""Every term of a consent that a source can change, each an option in plain words. SPEC 5.2 and 13.5."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from clients.source.changing import Change, Edit
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
from protocol.consent import Aim, Profile, Use
from protocol.ids import day_of_date

LATEST = 100_000
"""The last day that terms can name, in the year 2243; the first is the first of 1970. A day beyond either is that one:
an error after the mailbox was fetched would show on the line whether the words are somebody's."""

_MORE, _FINER, _WHO, _WHEN = "What may be done", "How finely", "Who", "When"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What is None or empty was not named, and stays as it is."""

    profile: Annotated[Profile | None, typer.Option(help="Begin from one of the four first choices.")] = None
    may: Annotated[
        list[Use] | None,
        typer.Option(
            rich_help_panel=_MORE,
            help="One more thing that may be done: a curator reads it, it is counted, a summary is written (for which "
            "all three are needed), your exact words, media altered so as not to show you. Nothing uses the last two "
            "today.",
        ),
    ] = None
    may_not: Annotated[
        list[Use] | None, typer.Option(rich_help_panel=_MORE, help="One thing less that may be done.")
    ] = None
    for_: Annotated[
        list[Aim] | None, typer.Option("--for", rich_help_panel=_MORE, help="One more purpose that it may serve.")
    ] = None
    not_for: Annotated[
        list[Aim] | None, typer.Option(rich_help_panel=_MORE, help="One purpose less that it may serve.")
    ] = None
    ask_first: Annotated[
        list[Aim] | None,
        typer.Option(
            rich_help_panel=_MORE,
            help="Not for this purpose before you were asked again, also where --for allows it.",
        ),
    ] = None
    no_need_to_ask: Annotated[
        list[Aim] | None, typer.Option(rich_help_panel=_MORE, help="For this purpose you need not be asked again.")
    ] = None
    translation: Annotated[bool | None, typer.Option(rich_help_panel=_MORE, help="Whether it may be translated.")] = (
        None
    )
    urgent: Annotated[
        bool | None,
        typer.Option(
            rich_help_panel=_MORE,
            help="Whether a warning may stand on this report alone, tonight. No such warning can be released yet.",
        ),
    ] = None
    place: Annotated[
        PlaceChoice | None, typer.Option(rich_help_panel=_FINER, help="The finest place that may be named.")
    ] = None
    period: Annotated[
        PeriodChoice | None, typer.Option(rich_help_panel=_FINER, help="The finest time that may be named.")
    ] = None
    audience: Annotated[
        AudienceChoice | None,
        typer.Option(rich_help_panel=_WHO, help="The widest circle that may read; each holds those before."),
    ] = None
    never_to: Annotated[
        list[str] | None,
        typer.Option(rich_help_panel=_WHO, help="A body that must not read it, as the directory names it; once each."),
    ] = None
    may_go_to: Annotated[
        list[str] | None, typer.Option(rich_help_panel=_WHO, help="A body that is shut out no longer.")
    ] = None
    contact: Annotated[
        ContactChoice | None,
        typer.Option(
            rich_help_panel=_WHO,
            help="Whether somebody may answer you: never, only when you look here, or now, for which the name and "
            "number that you sent may be opened too.",
        ),
    ] = None
    given_by: Annotated[
        GivenByChoice | None,
        typer.Option(
            rich_help_panel=_WHO,
            help="Who says yes for the person whom it is about. What a guardian gives, for a child or somebody in "
            "their care, stands only in summaries that are as coarse as those about minors.",
        ),
    ] = None
    not_before: Annotated[
        dt.datetime | None,
        typer.Option(rich_help_panel=_WHEN, formats=["%Y-%m-%d"], help="Nothing leaves before this day."),
    ] = None
    until_safe: Annotated[
        bool | None,
        typer.Option(
            "--until-safe/--safe",
            rich_help_panel=_WHEN,
            help="Nothing leaves until you say that you are safe; or: you are safe.",
        ),
    ] = None
    forget_after: Annotated[
        DaysChoice | None,
        typer.Option(
            rich_help_panel=_WHEN,
            help="Destroy it so many days after it came, or after you renewed it last. More days come too late for "
            "what is destroyed already.",
        ),
    ] = None
    cancel: Annotated[bool, typer.Option("--cancel", help="Stop a wider consent that has not taken effect.")] = False
    renew: Annotated[bool, typer.Option("--renew", help="The same again, for twelve months from today.")] = False

    def change(self) -> Change:
        """Raises NotUsable unless it asks for one thing."""
        chosen = {
            "uses": _edit(self.may, self.may_not),
            "aims": _edit(self.for_, self.not_for),
            "ask_first": _edit(self.ask_first, self.no_need_to_ask),
            "never_to": _edit(self.never_to, self.may_go_to),
            "place": PLACES[self.place] if self.place else None,
            "period": PERIODS[self.period] if self.period else None,
            "audience": AUDIENCES[self.audience] if self.audience else None,
            "contact": CONTACTS[self.contact] if self.contact else None,
            "not_before": max(0, min(day_of_date(self.not_before.date()), LATEST)) if self.not_before else None,
            "until_safe": self.until_safe,
            "forget_after": int(self.forget_after) if self.forget_after else None,
            "given_by": GIVERS[self.given_by] if self.given_by else None,
            "translation": self.translation,
            "urgent": self.urgent,
        }
        options = {name: value for name, value in chosen.items() if value is not None}
        change = Change(self.profile, options, self.cancel, self.renew)
        change.check()
        return change


def _edit(more: Sequence[str] | None, less: Sequence[str] | None) -> Edit | None:
    return Edit(tuple(more or ()), tuple(less or ())) if more or less else None
