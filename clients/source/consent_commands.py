"""`leeward consent`: what may be done with a report, changed by its source. SPEC 5.5 and 13.5.

The next version of a consent is signed on the one in the mailbox, if it is our own.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from clients.option_groups import spread_groups
from clients.source.changing import Change, holds_at_once, next_terms, next_version, why_not
from clients.source.consent_options import Chosen
from clients.source.mailbox import AS_NOW, OnePart, Seen
from clients.source.terms_in_words import every_term, in_words, summary_lacks
from clients.source.visit import fetch, post
from clients.source.way import Way
from clients.source.words import PartOfThem
from protocol.consent import WIDENING_DAYS, ClaimedConsent, Terms, verify_consent
from protocol.ids import date_of, day_of


@spread_groups
def consent(way: Way, which: PartOfThem, chosen: Chosen) -> None:
    """Change what may be done with a report. Less holds at once; more after seven days, in which you can cancel it.

    What you do not name stays as it is, also the day on which it ends; --renew and --profile give it for twelve months
    from today. `leeward checkin --all` shows every term as it is in force.
    """
    change = chosen.change()
    door, directory = way.reached()
    part = which.part()
    seen = fetch(door, directory, part)
    said, version = _changed(seen, change, part, directory.contents.never_to)
    post(door, directory, seen, version, keep=True)
    sys.stdout.write(f"{said}\n")


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
