"""What desks do with clearances, in the vault and in its model; with it, a life is whole."""

from __future__ import annotations

from collections.abc import Sequence

from protocol.release import ClearanceRequest, SignedClearanceRequest
from tests.models import vault as model
from tests.server.vault.lives.openings import Openings
from tests.server.vault.lives.told import Clearing, Source
from tests.worlds import seeded

NEVER = bytes([1] * 32)
"""A commitment that there never was."""


class Life(Openings):
    def clear(self, of: Sequence[Source], predecessor: bytes | None = None) -> Clearing | None:
        """None where the vault did not grant it."""
        name = next(self.names)
        parts, commitment = tuple(source.part.id for source in of), seeded(f"clearance/{name}")(32)
        asked = model.Clearance(commitment, parts, self.desks(), predecessor)
        clearing = Clearing(name, self._sign(asked), asked)
        self._send(clearing)
        return clearing if commitment in self.model.clearances else None

    def _sign(self, asked: model.Clearance) -> SignedClearanceRequest:
        return self.vault.clearance(
            asked.parts,
            commitment=asked.commitment,
            predecessor=asked.predecessor,
            directory=self.vault.consortium.directory.hash,
        )

    def _send(self, clearing: Clearing) -> None:
        name, why = self.run(self.stage.clear(clearing.signed))
        predicted, reasons = self.model.clear(clearing.model)
        assert name == predicted, (why, reasons)
        assert why in (reasons or [set()])

    def clear_again(self, clearing: Clearing) -> None:
        """Unless there has been a new directory: it would be another request then."""
        if ClearanceRequest.from_bytes(clearing.signed.body).directory == self.vault.consortium.directory.hash:
            self._send(clearing)

    def clear_again_otherwise(self, clearing: Clearing, source: Source) -> None:
        """The same commitment, standing on something else."""
        if parts := tuple({*clearing.model.parts} ^ {source.part.id}):
            other = model.Clearance(clearing.model.commitment, parts, self.desks(), None)
            self._send(Clearing(0, self._sign(other), other))

    def open(self, of: Sequence[Source]) -> None:
        """Asked, logged, approved and fetched."""
        self.asked_so_far(of, "opened")
