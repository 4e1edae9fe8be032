"""The desk's console keeps to its own OpenAPI, with a report open and a summary on its way."""

from __future__ import annotations

import pytest

from protocol.ids import to_text
from protocol.primitives import SignKey
from server.redaction import api
from server.redaction.api import create_app
from server.redaction.stopping import Told
from tests.json_doors import hold_against_openapi
from tests.server.redaction.desks import LOOPBACK, PLACE, Scene
from tests.worlds import seeded

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("who", ["curator", "reviewer", "nobody"])
async def test_the_desks_doors_keep_to_their_openapi(scene: Scene, who: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # A desk that stopped itself would answer nothing after that: what it does then is in test_stopping.py.
    monkeypatch.setattr(api, "stop_this_desk", _stopped)
    part = scene.say("Lorries came to the mill at night.")
    opening = await scene.open(part)
    await scene.join_second(opening)
    written = await scene.write(opening, part)
    (await scene.console.post(f"/v1/drafts/{written['draft']}/send")).raise_for_status()
    sides = {"curator": (scene.curator, 0), "reviewer": (scene.reviewer, 1), "nobody": (scene.curator, None)}
    world, number = sides[who]
    key = None if number is None else SignKey.new(seeded(f"console-{number}"))
    # A summary's risk factors are sorted, its period exists, its words are few.
    known = {"opening": to_text(opening), "part": to_text(part), "draft": written["draft"], "compartment": PLACE}
    held = await hold_against_openapi(
        create_app(world), LOOPBACK, scene.clock, key, ruled=["POST /v1/drafts"], known=known
    )
    assert not held.failed, "\n".join(held.failed)
    assert held.shut() == (set() if key else held.answered.keys())
    assert key is None or 200 in held.answered["GET /v1/openings/{opening}/parts/{part}"]


async def _stopped(_: object) -> Told:
    return Told(vault=True, policy=True, frozen=0, kept=True)
