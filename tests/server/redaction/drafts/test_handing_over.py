"""What the vault and release may answer to a draft that is handed over, and what the desk believes of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Request

from protocol.consent import Aim, Audience, Period, Place
from protocol.ids import from_text, to_text
from protocol.primitives import SignKey
from protocol.release import ExpiryClass, Submission
from server.redaction.drafts.keeping import DraftState, keep_draft, kept_draft
from tests.server.redaction.desks import Scene, quiet_release, raise_scene
from tests.worlds import Consortium

pytestmark = pytest.mark.anyio
SAID = "Lorries came to the old mill at night."


@dataclass
class SmallRelease:
    """Takes every submission and answers what a test says."""

    answer: dict[str, Any] = field(default_factory=dict)
    taken: list[Submission] = field(default_factory=list)

    def app(self) -> FastAPI:
        app = quiet_release()

        @app.post("/v1/summaries")
        async def take(request: Request) -> dict[str, Any]:
            self.taken.append(Submission.from_bytes(await request.body()))
            return self.answer

        return app


@pytest.fixture
def release() -> SmallRelease:
    return SmallRelease(verdict("waiting", True, True))


@pytest.fixture
async def scene(consortium: Consortium, tmp_path: Path, release: SmallRelease) -> AsyncIterator[Scene]:
    async with raise_scene(consortium, tmp_path, release.app()) as made:
        yield made


def verdict(state: str, *passed: bool) -> dict[str, Any]:
    rules = [{"rule": f"rule-{number}", "passed": one, "reason": "It is so."} for number, one in enumerate(passed)]
    return {"state": state, "rules": rules}


async def agreed(scene: Scene) -> bytes:
    """A draft that both desks have signed; its id."""
    part = scene.say(SAID)
    opening = await scene.open(part)
    await scene.join_second(opening)
    draft = (await scene.write(opening, part))["draft"]
    (await scene.console.post(f"/v1/drafts/{draft}/send")).raise_for_status()
    (await scene.second.get("/v1/reviews")).raise_for_status()
    (await scene.second.post(f"/v1/reviews/{draft}/sign")).raise_for_status()
    (await scene.console.get("/v1/drafts")).raise_for_status()
    return from_text(draft)


async def hand_over(scene: Scene, draft: bytes) -> tuple[int, dict[str, Any]]:
    answered = await scene.console.post(f"/v1/drafts/{to_text(draft)}/hand-over")
    return answered.status_code, answered.json()


async def test_what_release_took_leaves_neither_its_parts_nor_r_on_the_disk(
    scene: Scene, release: SmallRelease
) -> None:
    draft = await agreed(scene)
    status, _ = await hand_over(scene, draft)
    kept = kept_draft(scene.curator, draft)
    assert (status, kept.state, len(release.taken)) == (200, "handed-over", 1)
    assert kept.written is kept.agreed is kept.clearance is None


@pytest.mark.parametrize(
    "other",
    [
        {"audience": Audience.PUBLIC},
        {"place": Place.SECOND_LEVEL},
        {"period": Period.DAY},
        {"aim": Aim.ADVOCACY},
        {"expiry": ExpiryClass.QUARTER},
        {"urgent": True},
        {"sensitive": True},
        {"commitment": bytes(32)},
        {"predecessor": bytes(32)},
        {"directory": bytes(32)},
        {"compartment": "xb-testimony"},
        {"curator": "desk-xa-reviewer"},
        {"reviewer": "desk-xa-curator"},
    ],
    ids=lambda other: next(iter(other)),
)
async def test_a_clearance_for_anything_but_what_was_asked_is_not_used(
    scene: Scene, release: SmallRelease, other: dict[str, Any]
) -> None:
    draft = await agreed(scene)
    scene.vault.bend_clearance = lambda clearance: clearance.model_copy(update=other)
    status, said = await hand_over(scene, draft)
    assert (status, said["type"]) == (409, "urn:leeward:problem:clearance-differs")
    assert kept_draft(scene.curator, draft).state == "agreed"
    assert not release.taken


async def test_a_clearance_that_another_key_signed_is_not_used(scene: Scene, release: SmallRelease) -> None:
    draft = await agreed(scene)
    scene.vault.clearance_key = SignKey.new()
    status, said = await hand_over(scene, draft)
    assert (status, said["type"]) == (409, "urn:leeward:problem:clearance-differs")
    assert kept_draft(scene.curator, draft).state == "agreed"
    assert not release.taken


async def test_a_no_of_the_vault_is_shown_in_its_coded_word_and_loses_nothing(
    scene: Scene, release: SmallRelease
) -> None:
    draft = await agreed(scene)
    scene.vault.least_parts = 2
    status, said = await hand_over(scene, draft)
    assert (status, said["refused_by"], said["reason"]) == (200, "vault", "too-few-sources")
    assert not release.taken
    scene.vault.least_parts = 1
    assert (await hand_over(scene, draft))[1]["draft"]["state"] == "handed-over"


async def test_a_draft_without_the_reviewers_yes_is_not_handed_over(scene: Scene, release: SmallRelease) -> None:
    part = scene.say(SAID)
    opening = await scene.open(part)
    draft = from_text((await scene.write(opening, part))["draft"])
    assert (await hand_over(scene, draft))[0] == 409
    assert not release.taken


@pytest.mark.parametrize(
    "contradicting",
    [
        verdict("waiting", True, False),
        verdict("released", False),
        verdict("refused", True, True),
        verdict("waiting"),
        {"state": "waiting"},
        {"state": "perhaps", "rules": [{"rule": "one", "passed": True, "reason": ""}]},
        {},
    ],
    ids=["waits-with-a-no", "released-with-a-no", "refused-without-a-no", "no-rules", "rules-missing", "word", "empty"],
)
async def test_a_verdict_that_contradicts_itself_is_refused_and_the_clearance_is_kept(
    scene: Scene, release: SmallRelease, contradicting: dict[str, Any]
) -> None:
    draft = await agreed(scene)
    release.answer = contradicting
    status, said = await hand_over(scene, draft)
    assert (status, said["type"]) == (502, "urn:leeward:problem:wrong-answer")
    kept = kept_draft(scene.curator, draft)
    assert kept.state == "cleared"
    assert kept.clearance is not None
    release.answer = verdict("waiting", True)
    assert (await hand_over(scene, draft))[0] == 200


async def test_a_no_of_the_gate_leaves_the_draft_as_it_was(scene: Scene, release: SmallRelease) -> None:
    draft = await agreed(scene)
    release.answer = verdict("refused", True, False)
    status, said = await hand_over(scene, draft)
    assert (status, said["refused_by"], said["draft"]["state"]) == (200, "gate", "cleared")


@pytest.mark.parametrize("missing", ["agreed", "clearance", "attestation"])
async def test_a_kept_draft_that_lacks_what_its_state_says_is_not_handed_over(
    scene: Scene, release: SmallRelease, missing: str
) -> None:
    """Whoever may write to this disk can seal such a file to the desk's own key."""
    draft = await agreed(scene)
    release.answer = verdict("refused", False)
    await hand_over(scene, draft)
    judged = len(release.taken)
    for state in ("cleared", "agreed") if missing == "agreed" else ("cleared",):
        forged = kept_draft(scene.curator, draft).model_copy(update={missing: None, "state": DraftState(state)})
        keep_draft(scene.curator, forged)
        status, said = await hand_over(scene, draft)
        assert (status, said["type"]) == (409, "urn:leeward:problem:not-possible-now")
    assert len(release.taken) == judged
