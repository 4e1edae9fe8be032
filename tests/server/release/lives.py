"""One release zone and its model: every act is done to both, and both say the same of every row and of what is read."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Coroutine
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import asyncpg

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
from tests.worlds import TODAY, Consortium

Result = TypeVar("Result")
CELLS = (EventType.ROADBLOCK, EventType.DISPLACEMENT)


@dataclass(eq=False)
class Written:
    """A summary with its clearance, and its model."""

    name: int
    handed: HandedOver
    model: model.Summary

    def __repr__(self) -> str:
        return f"<summary {self.name}>"


class Life:
    """Release, empty, at the first day."""

    def __init__(self, runner: asyncio.Runner, consortium: Consortium, databases: Databases, folder: Path) -> None:
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

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.runner.run(work)

    def end(self) -> None:
        self.run(self.administrator.close())
        self.run(self.running.__aexit__(None, None, None))

    # Desks

    def write(self, cell: int = 0, lasts: int = 20) -> Written:
        """It names what was released last in its cell."""
        return self.write_after(self.model.last.get(CELLS[cell].value), CELLS[cell], lasts)

    def write_after(self, predecessor: bytes | None, cell: EventType = CELLS[0], lasts: int = 20) -> Written:
        name, today = len(self.handed) + 1, self.model.today
        # Readers are told neither commitment nor end: its risk factors tell one summary of a cell from the next.
        factors = tuple(sorted({name % 14 + 1, name // 14 % 14 + 1}))
        ends = today + lasts
        summary = a_summary(event_type=cell, predecessor=predecessor, valid_until=ends, risk_factors=factors)
        policy = max(self.model.k)
        leave = {"day": today, "policy": policy, "expiry": ExpiryClass.MONTH}
        handed = HandedOver(self.consortium, summary, r=bytes([name % 256, name // 256]) * 16, leave=leave)
        predicted = model.Summary(
            handed.commitment, cell.value, predecessor, ends, today, int(ExpiryClass.MONTH), policy
        )
        self.handed.append(Written(name, handed, predicted))
        return self.handed[-1]

    def hand_over(self, one: Written) -> str:
        answer = self.run(self.zone.hand_over(one.handed)).json()
        predicted = self.model.hand_over(one.model)
        assert answer.get("state") == predicted, answer
        return predicted

    def release(self, one: Written) -> None:
        """Handed over, logged, and an epoch held."""
        self.hand_over(one)
        self.follow_log()
        self.epoch()

    def clear_anew(self, one: Written) -> None:
        """The vault cleared it again, today, under the rules of today."""
        waits, before = one.model.life == "waiting", (one.model.cleared, one.model.policy)
        self._put_leave(one, self.model.today, max(self.model.k))
        if waits and self.hand_over(one) == "refused":
            # What waits keeps the clearance that it came with.
            self._put_leave(one, *before)

    def _put_leave(self, one: Written, day: int, policy: int) -> None:
        one.model.cleared, one.model.policy = day, policy
        one.handed.leave = {**one.handed.leave, "day": day, "policy": policy}

    # The other zones, rules and time

    def fall(self, one: Written) -> None:
        """Its clearance falls, or stands again."""
        self.model.fallen ^= {one.model.commitment}
        self.zone.vault.fallen ^= {one.model.commitment}

    def silence_vault(self) -> None:
        """Or let it speak again; so with the log, and its proofs."""
        self.zone.vault.silent = self.model.vault_answers
        self.model.vault_answers = not self.model.vault_answers

    def silence_log(self) -> None:
        self.zone.log.silent = self.model.log_answers
        self.model.log_answers = not self.model.log_answers

    def hold_proofs_back(self) -> None:
        self.zone.log.slow = self.model.log_proves
        self.model.log_proves = not self.model.log_proves

    def raise_k(self) -> None:
        before = self.zone.world.pinned.policy
        held = before.contents
        version, k = held.version + 1, held.release.k + 1
        change = {"version": version, "previous": before.hash, "release": held.release.model_copy(update={"k": k})}

        def stricter(_: PolicyBundle) -> PolicyBundle:
            return held.model_copy(update=change)

        self.zone.policy.bundle = self.consortium.resign_policy(stricter).to_bytes()
        self.run(refresh_policy(self.zone.world))
        self.model.k[version] = k

    def start_again(self) -> None:
        self.zone.world = replace(self.zone.world)
        self.zone.app = create_app(self.zone.world)

    def wait(self, days: int) -> None:
        self.zone.clock.pass_days(days)
        self.model.today += days

    def follow_log(self) -> None:
        try:
            self.run(log_once(self.zone.world))
        except LedgerSilent:
            assert not self.model.log_answers
        self.model.follow_log()

    def epoch(self) -> None:
        self._held(hold_epoch(self.zone.world), self.model.epoch())

    def miss_epoch(self) -> None:
        """What leaves, leaves; nothing is released."""
        self._held(clear_away(self.zone.world), self.model.clear_away())

    def _held(self, work: Coroutine[Any, Any, None], heard: bool) -> None:
        try:
            self.run(work)
        except VaultSilent:
            assert not heard
        else:
            assert heard

    # Both say the same

    def say_the_same(self) -> None:
        self.compare_rows()
        self.compare_what_is_read()

    def compare_rows(self) -> None:
        self.run(self._compare_rows())

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

    def compare_what_is_read(self) -> None:
        written = {one.handed.commitment: one.handed.summary for one in self.handed}
        live = [written[one.commitment] for one in self.model.read()]
        read = Counter((one["event_type"], tuple(one["risk_factors"])) for one in self.run(self.zone.read()))
        assert read == Counter((one.event_type.value, one.risk_factors) for one in live)


async def _connect(address: str) -> asyncpg.Connection[Any]:
    return await asyncpg.connect(address)
