"""Promises 3 and 5: the vault knows which reports, not whose identity is whose; release knows what is said, not which
reports said it, and no time finer than a day.

These tests read every row after a whole journey. They do not cover what somebody learns who holds both databases,
nor timing in a quiet compartment: both are said in THREAT_MODEL.md.
"""

import asyncio
import os
import re
import signal

import asyncpg

from clients.to_intake import Intake
from protocol.consent import Profile, profile_terms
from protocol.contents import Testimony
from protocol.encoding import encode
from protocol.receipt import Receipt
from protocol.report import Report, seal_report
from server.demo.people import wait_for
from tests.travelled import DATABASES, Travelled, plain_bytes

CLOCK = re.compile(rb"\b[012]?\d:[0-5]\d(:[0-5]\d)?\b")
SECONDS = range(1_500_000_000, 2_500_000_000)
TIMES = {"timestamp with time zone", "timestamp without time zone", "time with time zone", "time without time zone"}


def test_the_vault_alone_cannot_tell_which_identity_belongs_to_which_testimony(travelled: Travelled):
    """Nothing that the vault holds about a testimony stands beside its own identity and not beside the others too."""
    held = {part: _values_beside(travelled, part) for pair in travelled.pairs.items() for part in pair}
    assert len(travelled.pairs) >= 7
    for testimony, identity in travelled.pairs.items():
        shared = held[testimony] & held[identity]
        with_others = set.intersection(*(held[testimony] & held[other] for other in travelled.pairs.values()))
        assert shared <= with_others, "a value links a testimony with its own identity"


def test_the_vault_s_rows_do_not_lie_in_the_order_of_arrival(travelled: Travelled):
    """Of what came in one pool. By chance two shuffled orders of fourteen agree once in 87,178,291,200 runs; of two or
    three, which is what a quiet pool holds until the next day's mixing, they agree every few runs."""
    came = _brought_while_the_vault_stands_still(travelled, 14)
    rows = asyncio.run(_as_they_lie(travelled.stage.postgres.url("vault").get_secret_value()))
    testimonies = [one for one in rows if one in came]
    identities = [one for one in rows if one in set(came.values())]
    assert len(testimonies) == len(identities) == 14
    assert [came[one] for one in testimonies] != identities
    assert testimonies != list(came)


def test_neither_id_stands_in_the_row_or_bytes_of_the_other(travelled: Travelled):
    rows = [row for found in travelled.rows("vault").values() for row in found]
    for testimony, identity in travelled.pairs.items():
        for row in rows:
            whole = b"\0".join(plain_bytes(value) for value in row.values())
            assert not (testimony in whole and identity in whole)


def test_release_holds_no_part_id(travelled: Travelled):
    parts = {id_ for pair in travelled.pairs.items() for id_ in pair}
    forms = parts | {part.hex().encode() for part in parts}
    for table, rows in travelled.rows("release").items():
        for row in rows:
            for column, value in row.items():
                assert not [form for form in forms if form in plain_bytes(value)], f"{table}.{column}"
    assert any(travelled.rows("release").values())


def test_release_holds_no_time_finer_than_a_day(travelled: Travelled):
    for table, rows in travelled.rows("release").items():
        for row in rows:
            for column, value in row.items():
                assert not (isinstance(value, int) and value in SECONDS), f"{table}.{column}"
                if isinstance(value, str):
                    assert not CLOCK.search(value.encode()), f"{table}.{column}"


def test_no_zone_has_a_column_that_could_hold_a_time_nor_a_sequence(travelled: Travelled):
    for database in DATABASES:
        url = travelled.stage.postgres.url(database).get_secret_value()
        columns, sequences = asyncio.run(_columns(url))
        assert columns
        assert not [name for name, kind in columns if kind in TIMES], database
        assert not sequences, database


def test_intake_holds_nothing_after_a_collection(travelled: Travelled):
    rows = travelled.rows("intake")
    assert {"parts", "posts"} <= set(rows)
    assert not rows["parts"]


def test_the_vault_holds_nothing_of_what_a_summary_says(travelled: Travelled):
    # Short ones as they would lie there, one beside the other: alone they stand in random bytes by chance.
    for words in (b"checkpoints", b"were burnt", b"displacement", encode({"area": "xa-01"})[1:]):
        for table, rows in travelled.rows("vault").items():
            for row in rows:
                for column, value in row.items():
                    assert words not in plain_bytes(value), f"{table}.{column}"


def test_the_desks_have_no_database(travelled: Travelled):
    url = travelled.stage.postgres.url().get_secret_value()
    assert not any("redaction" in name for name in asyncio.run(_names(url)))


def _values_beside(travelled: Travelled, part: bytes) -> set[bytes]:
    """Every value of eight bytes or more in rows that name a part."""
    beside: set[bytes] = set()
    for rows in travelled.rows("vault").values():
        for row in rows:
            if part in row.values():
                beside |= {raw for value in row.values() if len(raw := plain_bytes(value)) >= 8}
    return beside


def _brought_while_the_vault_stands_still(travelled: Travelled, count: int) -> dict[bytes, bytes]:
    """So many reports, brought to intake one after another and taken by the vault as one pool: testimony → identity."""
    ground, vault = travelled.stage.ground, travelled.stage.processes["vault"]
    intake, terms = Intake(ground.url("intake")), profile_terms(Profile.CURATOR_MAY_READ, ground.today)
    came = {}
    os.kill(vault.pid, signal.SIGSTOP)
    try:
        for number in range(count):
            report = Report("xa", Testimony(text=f"report {number}"), terms)
            sealed = seal_report(report, ground.directory, Receipt.new(), 0, ground.today)
            for part in (sealed.testimony, sealed.identity):
                intake.send_part(part, ground.directory, lambda: None)
            came[sealed.testimony.id()] = sealed.identity.id()
    finally:
        os.kill(vault.pid, signal.SIGCONT)
    kept, waiting = (travelled.stage.postgres.url(zone).get_secret_value() for zone in ("vault", "intake"))

    def collected() -> bool | None:
        return (set(came) <= set(asyncio.run(_as_they_lie(kept))) and not asyncio.run(_as_they_lie(waiting))) or None

    wait_for("the vault to collect", 60, collected)
    return came


async def _as_they_lie(url: str) -> list[bytes]:
    """Part ids in the order in which their rows lie in a database's pages."""
    connection = await asyncpg.connect(url)
    try:
        return [one["id"] for one in await connection.fetch("SELECT id FROM parts ORDER BY tableoid, ctid")]
    finally:
        await connection.close()


async def _columns(url: str) -> tuple[list[tuple[str, str]], list[str]]:
    connection = await asyncpg.connect(url)
    try:
        columns = await connection.fetch(
            "SELECT table_name || '.' || column_name AS name, data_type FROM information_schema.columns "
            "WHERE table_schema = 'public'"
        )
        sequences = await connection.fetch("SELECT sequence_name FROM information_schema.sequences")
        return [(one["name"], one["data_type"]) for one in columns], [one["sequence_name"] for one in sequences]
    finally:
        await connection.close()


async def _names(url: str) -> list[str]:
    connection = await asyncpg.connect(url)
    try:
        return [one["datname"] for one in await connection.fetch("SELECT datname FROM pg_database")]
    finally:
        await connection.close()
