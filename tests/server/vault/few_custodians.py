"""A smaller consortium, for where parts are opened only so that something else can be looked at."""

from __future__ import annotations

import pytest

from tests.server.vault.conftest import BASE_RULES
from tests.worlds import Consortium, make_consortium


@pytest.fixture(scope="session", name="consortium")
def few_custodians() -> Consortium:
    return make_consortium("vault", custodians=3, quorums=(2, 2, 2), cedar=BASE_RULES)
