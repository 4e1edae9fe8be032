"""Asking, joining, reading and forgetting at the desk."""

from __future__ import annotations

import pytest

from protocol.ids import to_text
from tests.server.redaction.desks import Scene

pytestmark = pytest.mark.anyio


async def test_both_desks_read_what_custodians_approved_for_them(scene: Scene) -> None:
    part = scene.say("Lorries came to the old mill at night.")
    opening = await scene.ask(part)
    assert await scene.join(opening) == {part: "waiting"}
    scene.vault.approve(opening, (2, 4, 5, 7))
    assert await scene.join(opening) == {part: "open"}
    assert await scene.join_second(opening) == {part: "open"}
    for console in (scene.console, scene.second):
        shown = await console.get(f"/v1/openings/{to_text(opening)}/parts/{to_text(part)}")
        assert shown.json()["texts"][0]["text"] == "Lorries came to the old mill at night."
        assert shown.headers["cache-control"] == "no-store"
