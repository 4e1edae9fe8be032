"""What both desks of a standing journey do with parts, up to the vault's answer, through their own doors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from protocol.consent import Audience, Period
from protocol.ids import date_of
from server.demo.journey import APPROVING, COMPARTMENT
from server.demo.people import Console, approve_as_custodians, look_as_custodian, wait_for
from server.demo.stories import SMALL_SUMMARY, summary_of
from tests.journeys.seen_at_vault import PATIENCE, ask
from tests.travelled import Travelled


def opened_at_both(travelled: Travelled, *parts: str) -> str:
    """Asked for, approved by enough custodians and joined at both desks: the opening."""
    opening = ask(travelled, COMPARTMENT, *parts)
    folders = [travelled.stage.ground.custodian_folder(COMPARTMENT, number) for number in APPROVING]
    wait_for("the request to reach a custodian", PATIENCE, lambda: look_as_custodian(folders[0]) or None)
    approve_as_custodians(folders)
    for console in (travelled.journey.curator, travelled.journey.reviewer):
        wait_for("every part to open", PATIENCE, lambda console=console: _all_open(console, opening))
    return opening


def _all_open(console: Console, opening: str) -> bool | None:
    held = console.post(f"/v1/openings/{opening}/join")["parts"]
    return all(part["outcome"] == "open" for part in held) or None


def form(
    travelled: Travelled,
    openings: Sequence[str],
    parts: Sequence[str],
    *,
    audience: Audience = Audience.TASK_FORCE,
    period: Period = Period.MONTH,
    urgent: bool = False,
    **fields: object,
) -> dict[str, Any]:
    """What a curator fills in for a summary on these parts. `fields` are the summary's own."""
    day = date_of(travelled.stage.ground.today)
    year, week, _ = day.isocalendar()
    when = f"{year}-w{week:02}" if period is Period.WEEK else f"{day:%Y-%m}"
    summary = summary_of(travelled.stage.ground.today, SMALL_SUMMARY, "threats") | {"period": when}
    return {
        "openings": list(openings),
        "parts": list(parts),
        "audience": int(audience),
        "expiry": 90,
        "urgent": urgent,
        "summary": summary | fields,
    }


def handed_over(travelled: Travelled, forms: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each written, sent to the reviewer, signed there and handed over: what was answered."""
    curator, reviewer = travelled.journey.curator, travelled.journey.reviewer
    drafts = [str(curator.post("/v1/drafts", one)["draft"]) for one in forms]
    for draft in drafts:
        curator.post(f"/v1/drafts/{draft}/send")
    wait_for("every draft to reach the reviewer", PATIENCE, lambda: _among(reviewer.get("/v1/reviews"), drafts))
    for draft in drafts:
        reviewer.get(f"/v1/reviews/{draft}")
        reviewer.post(f"/v1/reviews/{draft}/sign")
    wait_for("every signature to come back", PATIENCE, lambda: _agreed(curator.get("/v1/drafts"), drafts))
    return [curator.post(f"/v1/drafts/{draft}/hand-over") for draft in drafts]


def _among(listed: dict[str, Any], drafts: Sequence[str]) -> bool | None:
    return set(drafts) <= {one["draft"] for one in listed["reviews"]} or None


def _agreed(listed: dict[str, Any], drafts: Sequence[str]) -> bool | None:
    states = {one["draft"]: one["state"] for one in listed["drafts"]}
    return all(states.get(draft) == "agreed" for draft in drafts) or None
