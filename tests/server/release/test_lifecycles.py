"""Release as it is, and a small model of it, live through the same stories: after each step both say the same.

Desks hand over, the log and the vault fall silent, sources take back, rules become stricter, time passes, epochs are
held or missed. What the model predicts is every answer, every row, and what analysts read.

    LEEWARD_EXAMPLES=500 .venv/bin/python -m pytest tests/server/release/test_lifecycles.py
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Coroutine
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from protocol.ids import date_of
from protocol.ledger import LedgerEntry
from protocol.policy import PolicyBundle
from protocol.release import EventType, ExpiryClass
from server.release.api import create_app
from server.release.epochs import clear_away, hold_epoch
from server.release.errors import LedgerSilent, VaultSilent
from server.release.from_policy import refresh_policy
from server.release.log_entries import log_once
from server.release.tables import metadata
from tests.conftest import Databases, execute, finish
from tests.models import release as model
from tests.server.release.conftest import Zone, running_release
from tests.server.release.handed_over import HandedOver, a_summary
from tests.stories import tell_stories
from tests.worlds import TODAY, Consortium

Result = TypeVar("Result")
STORIES, STEPS = 40, 20
CELLS = [EventType.ROADBLOCK, EventType.DISPLACEMENT]


@dataclass(eq=False)
class Written:
    """A summary with its clearance, and its model."""

    name: int
    handed: HandedOver
    model: model.Summary

    def __repr__(self) -> str:
        return f"<summary {self.name}>"


class ReleaseMachine(RuleBasedStateMachine):
    written: Bundle[Written] = Bundle("written")

    def __init__(self, runner: asyncio.Runner, consortium: Consortium, databases: Databases, folder: Path) -> None:
        super().__init__()
        self.runner, self.consortium = runner, consortium
        address = databases.administrator("release")
        tables = [name for name in metadata.tables if name != "live_summaries"]
        finish(execute(address, "; ".join(f"DELETE FROM {name}" for name in tables)))
        self.running: AbstractAsyncContextManager[Zone] = running_release(consortium, databases, folder)
        self.zone = self.run(self.running.__aenter__())
        self.administrator = self.run(_connect(address.get_secret_value()))
        self.model = model.Release(TODAY, k={1: consortium.policy.contents.release.k})
        self.handed: list[Written] = []
        self.left: set[bytes] = set()
        self.turn = 0

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.runner.run(work)

    # Desks

    @initialize(target=written)
    def one_is_written(self) -> Written:
        return self._write(CELLS[0], None, 20)

    @rule(target=written, cell=st.sampled_from(range(2)), lasts=st.sampled_from([20, 3, 40]))
    def write(self, cell: int, lasts: int) -> Written:
        """It names what was released last in its cell."""
        name = CELLS[cell]
        return self._write(name, self.model.last.get(name.value), lasts)

    @rule(target=written, other=written)
    def write_after_another(self, other: Written) -> Written:
        """It names some summary of its cell, whether or not that was the last that was released."""
        return self._write(other.handed.summary.event_type, other.model.commitment, 20)

    def _write(self, cell: EventType, predecessor: bytes | None, lasts: int) -> Written:
        name, today = len(self.handed) + 1, self.model.today
        summary = a_summary(event_type=cell, predecessor=predecessor, valid_until=today + lasts)
        policy = max(self.model.k)
        leave = {"day": today, "policy": policy, "expiry": ExpiryClass.MONTH}
        handed = HandedOver(self.consortium, summary, r=bytes([name % 256, name // 256]) * 16, leave=leave)
        predicted = model.Summary(
            handed.commitment, cell.value, predecessor, summary.valid_until, today, int(ExpiryClass.MONTH), policy
        )
        self.handed.append(Written(name, handed, predicted))
        return self.handed[-1]

    @rule(one=written)
    def hand_over(self, one: Written) -> None:
        self._hand_over(one)

    def _hand_over(self, one: Written) -> str:
        answer = self.run(self.zone.hand_over(one.handed)).json()
        refused = [verdict["rule"] for verdict in answer["rules"] if not verdict["passed"]]
        predicted = self.model.hand_over(one.model)
        assert answer["state"] == predicted, refused
        return predicted

    @rule(one=written)
    def hand_over_and_release(self, one: Written) -> None:
        self._hand_over(one)
        self.follow_log()
        self.epoch()

    @rule(one=written)
    def clear_anew(self, one: Written) -> None:
        """The vault cleared it again, today, under the rules of today."""
        waits, before = one.model.life == "waiting", (one.model.cleared, one.model.policy)
        self._put_leave(one, self.model.today, max(self.model.k))
        if waits and self._hand_over(one) == "refused":
            # What waits keeps the clearance that it came with.
            self._put_leave(one, *before)

    def _put_leave(self, one: Written, day: int, policy: int) -> None:
        one.model.cleared, one.model.policy = day, policy
        one.handed.leave = {**one.handed.leave, "day": day, "policy": policy}

    # The other zones, rules and time

    @rule(one=written)
    def its_clearance_falls_or_stands_again(self, one: Written) -> None:
        self.model.fallen ^= {one.model.commitment}
        self.zone.vault.fallen ^= {one.model.commitment}

    @rule(what=st.sampled_from(["the vault", "the log", "the log's proofs", "k", "release itself"]))
    def something_changes(self, what: str) -> None:
        if what == "the vault":
            self.zone.vault.silent = self.model.vault_answers
            self.model.vault_answers = not self.model.vault_answers
        elif what == "the log":
            self.zone.log.silent = self.model.log_answers
            self.model.log_answers = not self.model.log_answers
        elif what == "the log's proofs":
            self.zone.log.slow = self.model.log_proves
            self.model.log_proves = not self.model.log_proves
        elif what == "k":
            self._raise_k()
        else:
            self._restart()

    def _raise_k(self) -> None:
        held = self.zone.world.pinned.policy.contents
        version, k = held.version + 1, held.release.k + 1

        def stricter(_: PolicyBundle) -> PolicyBundle:
            return held.model_copy(update={"version": version, "release": held.release.model_copy(update={"k": k})})

        self.zone.policy.bundle = self.consortium.resign_policy(stricter).to_bytes()
        self.run(refresh_policy(self.zone.world))
        self.model.k[version] = k

    def _restart(self) -> None:
        self.zone.world = replace(self.zone.world)
        self.zone.app = create_app(self.zone.world)

    @precondition(lambda self: self.model.today < TODAY + 120)
    @rule(days=st.sampled_from([1, 4, 31]))
    def wait(self, days: int) -> None:
        self.zone.clock.pass_days(days)
        self.model.today += days

    @rule()
    def follow_log(self) -> None:
        try:
            self.run(log_once(self.zone.world))
        except LedgerSilent:
            assert not self.model.log_answers
        self.model.follow_log()

    @rule()
    def epoch(self) -> None:
        self._held(hold_epoch(self.zone.world), self.model.epoch())

    @rule()
    def miss_an_epoch(self) -> None:
        self._held(clear_away(self.zone.world), self.model.clear_away())

    def _held(self, work: Coroutine[Any, Any, None], heard: bool) -> None:
        try:
            self.run(work)
        except VaultSilent:
            assert not heard
        else:
            assert heard

    # What must be so after each step

    @invariant()
    def both_say_the_same(self) -> None:
        self.run(self._compare_rows())
        self.turn += 1
        if self.turn % 3 == 0:
            self._compare_what_is_read()

    async def _compare_rows(self) -> None:
        lives = {life: {one.commitment for one in self.model.of(life)} for life in ("waiting", "released", "left")}
        assert await self._column("SELECT commitment FROM waiting") == lives["waiting"]
        assert await self._column("SELECT commitment FROM releases") == lives["released"]
        assert not lives["released"] & self.left, "what had left came back"
        self.left |= lives["left"]
        assert lives["left"] == self.left
        last = dict(await self.administrator.fetch("SELECT event_type, commitment FROM cells"))
        assert last == self.model.last
        await self._compare_log()

    async def _compare_log(self) -> None:
        found = {}
        for raw, state in await self.administrator.fetch("SELECT entry, state FROM log_entries"):
            entry = LedgerEntry.from_bytes(raw)
            found[entry.kind.value, entry.subject] = "proved" if state == "logged" else state
        assert found == self.model.log
        for one in self.model.of("released"):
            assert found["release", one.commitment] == "proved"

    async def _column(self, query: str) -> set[bytes]:
        return {row[0] for row in await self.administrator.fetch(query)}

    def _compare_what_is_read(self) -> None:
        read = Counter((one["event_type"], one["valid_until"]) for one in self.run(self.zone.read()))
        assert read == Counter((one.cell, str(date_of(one.valid_until))) for one in self.model.read())

    def teardown(self) -> None:
        try:
            self._compare_what_is_read()
        finally:
            self.run(self.administrator.close())
            self.run(self.running.__aexit__(None, None, None))


async def _connect(address: str) -> asyncpg.Connection[Any]:
    return await asyncpg.connect(address)


def test_release_lives_by_its_tables(consortium: Consortium, databases: Databases, tmp_path: Path) -> None:
    with asyncio.Runner() as runner:
        folders = (tmp_path / str(number) for number in range(1_000_000))
        tell_stories(lambda: ReleaseMachine(runner, consortium, databases, next(folders)), STORIES, STEPS)
