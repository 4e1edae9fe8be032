"""Release's doors keep to their own OpenAPI, whoever knocks."""

from __future__ import annotations

import pytest

from tests.json_doors import bend_bodies, hold_against_openapi
from tests.server.release.conftest import ADDRESS, Zone
from tests.server.release.handed_over import COMPARTMENT, HandedOver

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("who", ["analyst", "desk", "nobody"])
async def test_releases_doors_keep_to_their_openapi(zone: Zone, handed: HandedOver, who: str) -> None:
    [released] = await zone.released(handed)
    keys = {"analyst": zone.consortium.staff["analyst-amara"], "desk": zone.consortium.desks[COMPARTMENT][0].sign_key}
    held = await hold_against_openapi(
        zone.app, ADDRESS, zone.clock, keys.get(who), known={"identifier": released["id"], "area": "xa"}
    )
    assert not held.failed, "\n".join(held.failed)
    assert held.shut() == (set() if who in keys else held.answered.keys())
    assert who != "analyst" or 200 in held.answered["GET /v1/summaries/{identifier}"]


async def test_releases_doors_answer_any_body_as_described(zone: Zone) -> None:
    await bend_bodies(zone.app, zone.of(zone.consortium.desks[COMPARTMENT][0].sign_key), {}, {})
