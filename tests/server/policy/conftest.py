"""What the tests of the staff's accounts and pages share."""

from __future__ import annotations

import pytest

from tests.server.policy.staff_world import Staff, make_staff
from tests.server.policy.test_policy_zone import Zone, consortium, zone

__all__ = ["consortium", "zone"]


@pytest.fixture
def staff(zone: Zone) -> Staff:
    return make_staff(zone)
