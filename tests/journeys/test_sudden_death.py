"""kill -9 of any zone at any moment loses no acknowledged part and doubles nothing.

Real processes on a real PostgreSQL. While sources send, intake and the vault are killed again and again, in the middle
of whatever they do, and started anew. At the end every part that intake signed for is in the vault, once.
"""

import random
import signal
import threading
import time

import asyncpg
import pytest

from clients.to_intake import Intake, IntakeDoorError
from protocol.consent import Profile, profile_terms
from protocol.contents import Testimony
from protocol.ids import day_of
from protocol.receipt import Receipt
from protocol.report import Report, seal_report
from server.demo.stage import staged
from tests.conftest import finish
from tests.travelled import Keeping

REPORTS = 20
KILLS = 7


@pytest.fixture(scope="module")
def stage():
    with staged(Keeping(), day_of(time.time())) as everything:
        yield everything


def _parts(directory):
    today = day_of(time.time())
    terms = profile_terms(Profile.CURATOR_MAY_READ, today)
    for number in range(REPORTS):
        report = Report("xa", Testimony(text=f"report {number}"), terms)
        sealed = seal_report(report, directory, Receipt.new(), 0, today)
        yield from (sealed.testimony, sealed.identity)


def _send_all(stage, acknowledged, stop):
    """Send each part until it is acknowledged, as `leeward send` would be called again and again."""
    intake = Intake(stage.ground.url("intake"))
    directory = stage.ground.directory
    for part in _parts(directory):
        while not stop.is_set():
            try:
                intake.send_part(part, directory, lambda: None)
            except IntakeDoorError:
                time.sleep(0.05)
                continue
            acknowledged.append(part.id())
            break


async def _in_the_vault(url):
    connection = await asyncpg.connect(url)
    try:
        return [row["id"] for row in await connection.fetch("SELECT id FROM parts")]
    finally:
        await connection.close()


def test_what_was_acknowledged_survives_every_kill_and_stands_once(stage):
    chance = random.Random(20261121)
    acknowledged, stop = [], threading.Event()
    sender = threading.Thread(target=_send_all, args=(stage, acknowledged, stop), daemon=True)
    sender.start()
    for _ in range(KILLS):
        time.sleep(chance.uniform(0.2, 2.5))
        victim = stage.processes[chance.choice(["intake", "vault"])]
        victim.stop(signal.SIGKILL)
        victim.start()
        victim.wait_until_ready()
    sender.join(600)
    stop.set()
    assert len(acknowledged) == 2 * REPORTS
    url = stage.postgres.url("vault").get_secret_value()
    end = time.monotonic() + 300
    while time.monotonic() < end and not set(acknowledged) <= set(finish(_in_the_vault(url))):
        time.sleep(0.5)
    held = finish(_in_the_vault(url))
    assert set(acknowledged) <= set(held), "an acknowledged part was lost"
    assert len(held) == len(set(held)), "a part stands twice"
