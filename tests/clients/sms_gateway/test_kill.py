"""Power cuts: `kill -9` at every step between the webhook and intake's acceptance, with real processes.

What must hold each time: an acknowledged message reaches intake; one that was not acknowledged reaches it once the
provider has sent it again; intake holds each part once; nothing half written stays.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from protocol.contents import Identity, Testimony
from protocol.ids import PartKind
from tests.clients.sms_gateway.intake_door import IntakeDoor
from tests.clients.sms_gateway.processes import Machine
from tests.forked import Host
from tests.worlds import Consortium, make_consortium

DIES = str(Path(__file__).with_name("dies_at.py"))
SENDER, TEXT = "+254700111222", "Lorries at the school again tonight."
ACTS = 13
"""Two records are written and synced; two names and the folder synced. Each is sent, removed, synced."""


@pytest.fixture(scope="module")
def consortium() -> Consortium:
    return make_consortium("killed", custodians=3, quorums=(2, 2, 2), today=int(time.time() // 86_400))


@pytest.fixture
def intake(consortium: Consortium) -> Iterator[IntakeDoor]:
    door = IntakeDoor(consortium)
    yield door
    door.stop()


@pytest.fixture
def machine(consortium: Consortium, host: Host, tmp_path: Path) -> Iterator[Machine]:
    made = Machine(tmp_path / "gateway", consortium, host=host)
    yield made
    made.end(kill=True)


def texts(intake: IntakeDoor) -> list[str]:
    return sorted(Testimony.from_bytes(raw).text for raw in intake.open_all(PartKind.TESTIMONY))


def numbers(intake: IntakeDoor) -> list[str | None]:
    return [Identity.from_bytes(raw).phone for raw in intake.open_all(PartKind.IDENTITY)]


def test_a_text_message_reaches_intake_and_leaves_the_journal(machine: Machine, intake: IntakeDoor) -> None:
    intake.start(machine.intake_port)
    machine.start()
    assert machine.send("m-1", SENDER, TEXT) == 200
    machine.wait_until(lambda: machine.waiting() == 0)
    assert (texts(intake), numbers(intake)) == ([TEXT], [SENDER])
    assert len(intake.parts) == intake.arrivals == 2


@pytest.mark.parametrize("act", range(1, ACTS + 1))
def test_killed_at_any_step_no_message_is_lost(machine: Machine, intake: IntakeDoor, act: int) -> None:
    intake.start(machine.intake_port)
    machine.start(DIES, str(act))
    answer = machine.send("m-1", SENDER, TEXT)
    assert machine.dies() == -9
    assert answer in {200, None}
    machine.start()
    assert not list(machine.journal.glob("*.new"))
    if answer is None:  # so the provider sends it again
        assert machine.send("m-1", SENDER, TEXT) == 200
    machine.wait_until(lambda: machine.waiting() == 0)
    said = texts(intake)
    # Durable and not yet answered: then the provider's second attempt is kept too. Twice is said, never is not.
    assert set(said) == {TEXT}
    assert len(said) == 1 or (answer is None and len(said) == 2)
    assert set(numbers(intake)) == {SENDER}
    assert len(set(intake.order)) == len(intake.parts)
