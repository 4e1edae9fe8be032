import pytest

from tests.clients.custodian.sitting_world import Machine


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path / "asha")
