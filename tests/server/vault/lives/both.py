"""A vault and its model, held against each other: every row, and what desks, custodians and release are shown."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from protocol.crossings import Pool
from protocol.ledger import LedgerEntry
from protocol.sealing import SealedPart
from tests.server.vault.lives.clearances import Life
from tests.server.vault.lives.sources import AIMS, NEEDED, SEATS
from tests.server.vault.lives.told import Asking

ENDS = frozenset({"refused", "expired", "withdrawn", "frozen"})


class Both:
    """It also remembers what had ended, in the tables and before anyone's eyes: that stays so."""

    def __init__(self, life: Life) -> None:
        self.life = life
        self.ended: dict[tuple[bytes, bytes], str] = {}
        self.seen_to_end: dict[tuple[bytes, bytes], str] = {}
        self.turn = 0

    def say_the_same(self) -> None:
        """All that can be seen."""
        self.life.run(self._rows())
        self._listing()
        self._standing()
        for seat in range(1, SEATS + 1):
            self._notices(seat)
        for asking in self.life.asked:
            self._progress(asking)

    def say_the_same_in_turn(self) -> None:
        """Every row; of what is shown, a seat and a request at a time."""
        self.life.run(self._rows())
        self.turn += 1
        if self.life.asked:
            self._progress(self.life.asked[self.turn % len(self.life.asked)])
        looks = (self._listing, lambda: self._notices(self.turn % SEATS + 1), self._standing)
        looks[self.turn % len(looks)]()

    # Rows

    async def _rows(self) -> None:
        rows, here = self.life.stage.rows, self.life.model
        kept = {part.id for part in here.parts.values() if part.state == "kept"}
        assert {one for (one,) in await rows("SELECT id FROM parts")} == kept
        forgotten = {part.id for part in here.parts.values() if part.state == "forgotten"}
        assert {one for (one,) in await rows("SELECT id FROM forgotten")} == forgotten
        await self._unjudged()
        await self._what_sources_said(kept)
        await self._openings()
        await self._log()
        cleared = await rows("SELECT commitment, part FROM cleared_parts")
        assert set(cleared) == {(one.commitment, part) for one in here.clearances.values() for part in one.parts}
        assert {one for (one,) in await rows("SELECT id FROM spent_keys")} == here.spent

    async def _unjudged(self) -> None:
        pieces = await self.life.stage.rows("SELECT pool, day, piece FROM unjudged ORDER BY pool, number")
        found: Counter[tuple[bytes, int]] = Counter()
        for (_, day), of_it in groupby(pieces, key=lambda row: row[:2]):
            parts = Pool.from_bytes(b"".join(piece for _, _, piece in of_it)).parts
            found.update((SealedPart.from_bytes(raw).id(), day) for raw in parts)
        assert found == Counter((part.id, day) for part, day in self.life.model.unjudged)

    async def _what_sources_said(self, kept: set[bytes]) -> None:
        rows, here = self.life.stage.rows, self.life.model
        stood_on = {part for one in here.clearances.values() for part in one.parts}
        versions = {
            (part.id, version.number, day)
            for part in here.parts.values()
            if part.chain and (part.id in kept or part.id in stood_on)
            for version, day in part.chain.versions
        }
        assert set(await rows("SELECT part, version, received FROM consents")) == versions
        assert {one for (one,) in await rows("SELECT part FROM withdrawals")} == here.withdrawn
        waiting = Counter(await rows("SELECT part_key, kind FROM early_claims"))
        kinds = [(claim.key, "consent" if claim.version else "withdrawal") for claim in here.waiting]
        assert waiting == Counter(kinds)

    async def _openings(self) -> None:
        rows, here = self.life.stage.rows, self.life.model
        kept = await rows("SELECT opening, part, state FROM opening_parts")
        found = {(asked, part): state for asked, part, state in kept}
        for place, state in self.ended.items():
            assert found[place] == state, "an end was left"
        self.ended |= {place: state for place, state in found.items() if state in ENDS}
        assert found == {(one.id, part): state for one in here.requests.values() for part, state in one.states.items()}
        answers = {
            (one.id, part, seat, yes) for one in here.requests.values() for (part, seat), yes in one.answers.items()
        }
        assert set(await rows("SELECT opening, part, seat, approves FROM answers")) == answers
        assert {part for (part,) in await rows("SELECT part FROM handed_parts")} == here.handed
        for place, state in found.items():
            said_yes = {seat for asked, part, seat, yes in answers if yes and (asked, part) == place}
            assert state not in {"approved", "opened"} or len(said_yes) >= NEEDED

    async def _log(self) -> None:
        found: dict[tuple[str, bytes], str] = {}
        query = "SELECT entry, sent, inclusion IS NOT NULL FROM log_entries"
        for raw, sent, proved in await self.life.stage.rows(query):
            entry = LedgerEntry.from_bytes(raw)
            assert (entry.kind.value, entry.subject) not in found, "said twice"
            found[entry.kind.value, entry.subject] = "proved" if proved else "sent" if sent else "noted"
        assert Counter(kind for kind, _ in found) == Counter(kind for kind, _ in self.life.model.log)
        for (kind, subject), state in self.life.model.log.items():
            assert kind == "cards" or (kind, subject) in found
            assert kind in {"cards", "withdrawal"} or found[kind, subject] == state

    # What is shown

    def _listing(self) -> None:
        here = self.life.model
        opened = here.opened()
        listed = self.life.run(self.life.stage.listed())
        assert {one.part: (one.may_be_opened, one.opened, one.vouched) for one in listed} == {
            part.id: (
                any(here.why_not(part.id, aim) is None for aim in AIMS),
                part.id in opened,
                bool(here.source(part.id)[1]),
            )
            for part in here.parts.values()
            if part.state == "kept"
        }

    def _notices(self, seat: int) -> None:
        notices = self.life.run(self.life.vault.notices(seat))
        shown = {(one.request.id(), slip.id()) for one in notices for slip in one.slips}
        assert shown == self.life.model.shown_to(seat)
        for one in notices:
            assert {part.part for part in one.withdrawn} == self.life.model.withdrawn

    def _progress(self, asking: Asking) -> None:
        seen = self.life.run(self.life.vault.states(asking.asked))
        assert {part: state.value for part, state in seen.items()} == self.life.model.look(asking.model)
        for part, state in seen.items():
            assert self.seen_to_end.get((asking.asked.id, part), state) == state
            if state.value in ENDS:
                self.seen_to_end[asking.asked.id, part] = state.value

    def _standing(self) -> None:
        commitments = sorted(self.life.model.clearances)
        if commitments:
            holds = self.life.run(self.life.vault.holds(*commitments))
            assert holds == tuple(self.life.model.holds(one) for one in commitments)
