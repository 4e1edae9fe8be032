"""What leaves the desk for release: the summary, r, the vault's clearance and two attestations. Never a part's id.

Before, while it is written: where, when and what it is about, to learn what it follows.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from protocol.desk_crossings import CellQuery, Neighbours
from protocol.release import Submission, Summary
from server.redaction.errors import ReleaseUnreachable, WrongAnswer
from server.redaction.exchange import decoded, tell

MOST_VERDICT = 16 * 1024


class State(StrEnum):
    """Where the gate left a summary."""

    REFUSED = "refused"
    WAITING = "waiting"
    RELEASED = "released"


class RuleVerdict(BaseModel):
    """What one rule of the gate said. Its sentence is fixed: nothing of the summary is in it."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    rule: Annotated[str, Field(max_length=48, pattern=r"^[a-z0-9][a-z0-9-]*$")]
    passed: bool
    reason: Annotated[str, Field(max_length=200)]


class Verdict(BaseModel):
    """The gate's answer, rule by rule."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    state: State
    rules: Annotated[tuple[RuleVerdict, ...], Field(min_length=1, max_length=64)]

    @property
    def passed(self) -> bool:
        return self.state is not State.REFUSED


async def neighbours_of(release: httpx.AsyncClient, compartment: str, summary: Summary) -> Neighbours:
    """What a summary has to name. Raises ReleaseUnreachable, Refused or WrongAnswer."""
    query = CellQuery(compartment=compartment, area=summary.area, period=summary.period, event_type=summary.event_type)
    return decoded(Neighbours, await tell(release, "/v1/cells", query, Neighbours.BOUND, ReleaseUnreachable))


async def submit_summary(release: httpx.AsyncClient, submission: Submission) -> Verdict:
    """Hand a summary over. Raises ReleaseUnreachable, Refused, or WrongAnswer for a verdict that is none."""
    raw = await tell(release, "/v1/summaries", submission, MOST_VERDICT, ReleaseUnreachable)
    try:
        verdict = Verdict.model_validate_json(raw)
    except ValidationError:
        raise WrongAnswer from None
    if verdict.passed != all(one.passed for one in verdict.rules):
        raise WrongAnswer
    return verdict
