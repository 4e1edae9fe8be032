"""Release's doors keep to their own OpenAPI, whoever knocks."""

from __future__ import annotations

import pytest

from tests.json_doors import hold_against_openapi
from tests.server.release.conftest import ADDRESS, Zone
from tests.server.release.handed_over import COMPARTMENT, HandedOver

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("who", ["analyst", "desk", "nobody"])
async def test_releases_doors_keep_to_their_openapi(zone: Zone, handed: HandedOver, who: str) -> None:
    await zone.released(handed)
    keys = {"analyst": zone.consortium.staff["analyst-amara"], "desk": zone.consortium.desks[COMPARTMENT][0].sign_key}
    failed = await hold_against_openapi(zone.app, ADDRESS, zone.clock, keys.get(who))
    assert not failed, "\n".join(failed)
