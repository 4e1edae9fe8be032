"""What desks and custodians do with openings, in the vault and in its model."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from protocol.consent import Aim
from protocol.custodian_crossings import Answers
from protocol.directory import TrustedDirectory
from protocol.opening import FreshKey, OpeningRequest, RefusalReason, check_request, refuse
from server.vault.opening.fresh_keys import fresh_key_id
from tests.models import vault as model
from tests.server.vault.lives.sources import HOUR, NEEDED, Sources
from tests.server.vault.lives.stage import VaultStage
from tests.server.vault.lives.told import Answer, Asking, Source
from tests.worlds import seeded

FAR = ("asked", "logged", "one approved", "all approved", "opened")
"""How far a request has come."""


class Openings(Sources):
    def __init__(self, stage: VaultStage, runner: asyncio.Runner) -> None:
        super().__init__(stage, runner)
        self.asked: list[Asking] = []

    def ask(self, of: Sequence[Source], aim: str = "early-warning", hours: int = 24, **change: Any) -> Asking | None:
        """A request that the vault has is one that can be answered, also where its asker was told to come again."""
        parts = [source.part.id for source in of]
        asking = self._asking(parts, aim, self.model.now + hours * HOUR, **change)
        predicted = self.model.ask(asking.model)
        assert self.run(self.stage.ask(asking.asked.signed)) == predicted
        if asking.model.id not in self.model.requests:
            return None
        self.asked.append(asking)
        return asking

    def _asking(self, parts: list[bytes], aim: str, expires: int, **change: Any) -> Asking:
        name = next(self.names)
        how = {"directory": self.vault.consortium.directory.hash, "nonce": seeded(f"nonce/{name}")(32)}
        asked = self.vault.request(parts, Aim(aim), expires=expires, **(how | change))
        request = OpeningRequest.from_bytes(asked.signed.body)
        keys = frozenset(fresh_key_id(FreshKey.from_bytes(one.body)) for one in (request.curator, request.reviewer))
        predicted = model.Request(asked.id, tuple(parts), aim, self.desks(), keys, expires)
        return Asking(name, asked, predicted, (self.vault.desk(0).sign_key, self.vault.desk(1).sign_key))

    def asked_so_far(self, of: Sequence[Source], how_far: str) -> Asking:
        """A request for these parts that has come so far."""
        asking = self.ask(of)
        assert asking is not None
        far = FAR.index(how_far)
        if far:
            self.follow_log()
        for seat in range(1, min(far, NEEDED + 1)):
            self.approve(asking, seat)
        for part in asking.model.parts if far >= FAR.index("opened") else ():
            self.fetch(asking, part)
        return asking

    def ask_again(self, asking: Asking) -> None:
        assert self.run(self.stage.ask(asking.asked.signed)) == self.model.ask(asking.model)

    def ask_with_a_key_that_served(self, asking: Asking, source: Source) -> None:
        """Unless that key's time is over, or its desk is not there any more."""
        served = OpeningRequest.from_bytes(asking.asked.signed.body).reviewer
        fresh = FreshKey.from_bytes(served.body)
        if self.model.now + HOUR <= fresh.expires and fresh.desk == self.vault.desk(1).name:
            self.ask([source], hours=1, reviewer=served)

    # Answers

    def look(self, asking: Asking, seat: int) -> list[Answer]:
        """The approvals that a custodian makes of what it is shown; they may come much later."""
        notices = self.run(self.vault.notices(seat))
        shown = {slip.id() for one in notices if one.request.id() == asking.asked.id for slip in one.slips}
        assert shown == {part for request, part in self.model.shown_to(seat) if request == asking.asked.id}
        directory = self._directory_of(asking)
        made = self.run(self.vault.approvals(asking.asked, seat, directory=directory)).approvals if shown else ()
        return [
            Answer(asking, part, seat, True, Answers(approvals=(one,)))
            for part, one in zip(sorted(shown), made, strict=True)
        ]

    def approve(self, asking: Asking, *seats: int) -> None:
        for seat in seats:
            for answer in self.look(asking, seat):
                self.send(answer)

    def refusal(self, asking: Asking, part: bytes, seat: int) -> Answer:
        """Made before the request is over; it may come later."""
        checked = check_request(asking.asked.signed, self._directory_of(asking), asking.model.expires)
        made = refuse(checked, part, seat, RefusalReason.OTHER, self.vault.custodian(seat))
        return Answer(asking, part, seat, False, Answers(refusals=(made,)))

    def _directory_of(self, asking: Asking) -> TrustedDirectory:
        return self.vault.world.pinned.directory_named(OpeningRequest.from_bytes(asking.asked.signed.body).directory)

    def send(self, answer: Answer) -> None:
        predicted = self.model.answer(answer.asking.model, answer.part, answer.seat, approves=answer.approves)
        assert self.run(self.stage.answer(answer.seat, answer.answers)) == predicted

    # Desks

    def fetch(self, asking: Asking, part: bytes, side: int = 0) -> None:
        key = asking.keys[side]
        known = key.public in {self.vault.desk(one).sign_key.public for one in (0, 1)}
        predicted = self.model.fetch(asking.model, part) if known else "wrong-signature"
        assert self.run(self.stage.fetch(asking.asked.id, part, key)) == predicted

    def freeze(self, asking: Asking, by: str = "custodian 3") -> None:
        key = self.vault.custodian(int(by[-1])) if by[-1].isdigit() else self.vault.desk(by == "reviewer").sign_key
        assert self.run(self.stage.freeze(asking.asked.id, key)) == self.model.freeze(asking.model)
