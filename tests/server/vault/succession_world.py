"""A vault in which one seat of testimony has gone on to a successor, and everybody who has a part in that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx

from protocol.custodian_crossings import SuccessionBatch, SuccessionNotice, SuccessionNotices
from protocol.directory import Directory, Seat, TrustedDirectory
from protocol.ids import to_text
from protocol.primitives import SealKey, SignKey
from protocol.succession import (
    Batch,
    CheckedSuccession,
    SignedHandedOver,
    SignedRepairPieces,
    SignedRepairSum,
    SignedSuccession,
    Succession,
    SuccessionKind,
    check_succession,
    hand_over,
    make_pieces,
    make_sum,
    repaired_shares,
    sign_handed_over,
    sign_succession,
)
from tests.server.vault.vault_world import TESTIMONY, VaultWorld
from tests.worlds import Custodian

HELPERS = (1, 2, 5, 7)
SEAT = 3


def newcomer(name: str = "successor", number: int = 31) -> Custodian:
    return Custodian(name, SealKey(bytes([number]) * 32), SignKey(bytes([number]) * 32))


def seat_of(custodian: Custodian) -> Seat:
    return Seat(
        custodian=custodian.name,
        organisation="acacia",
        seal_key=custodian.seal_key.public,
        sign_key=custodian.sign_key.public,
    )


@dataclass
class Handing:
    """One succession at a vault."""

    vault: VaultWorld
    directory: TrustedDirectory
    successor: Custodian
    seat: int = SEAT

    @classmethod
    def to(cls, vault: VaultWorld, successor: Custodian | None = None, seat: int = SEAT) -> Handing:
        """The vault has a newer directory from now on, in which the successor holds the seat."""
        new = successor or newcomer()
        before = vault.world.pinned.directory

        def apply(_: Directory) -> Directory:
            compartments = tuple(
                one.model_copy(update={"seats": (*one.seats[: seat - 1], seat_of(new), *one.seats[seat:])})
                if one.name == TESTIMONY
                else one
                for one in before.contents.compartments
            )
            return before.contents.model_copy(
                update={
                    "number": before.contents.number + 1,
                    "previous": before.hash,
                    "compartments": compartments,
                }
            )

        signed = vault.consortium.resign(apply)
        return cls(vault, vault.world.pinned.replace_directory(signed.to_bytes()), new, seat)

    def custodian(self, seat: int) -> Custodian:
        """Whoever held the seat in the first directory."""
        return self.vault.consortium.custodians[TESTIMONY][seat - 1]

    @property
    def leaver(self) -> Custodian:
        return self.custodian(self.seat)

    def claim(self, kind: SuccessionKind, signer: SignKey | None = None, **change: Any) -> SignedSuccession:
        today = self.vault.world.today()
        fields: dict[str, Any] = {
            "directory": self.directory.hash,
            "compartment": TESTIMONY,
            "seat": self.seat,
            "kind": kind,
            "helpers": HELPERS if kind is SuccessionKind.REPAIR else (),
            "asked": today,
            "expires": today + 14,
            "nonce": bytes(32),
        }
        return sign_succession(Succession(**(fields | change)), signer or self.successor.sign_key)

    def checked(self, claimed: SignedSuccession) -> CheckedSuccession:
        return check_succession(claimed, self.directory, self.vault.world.today())

    async def send(self, key: SignKey, claimed: SignedSuccession) -> httpx.Response:
        return await self.vault.send(key, "/v1/successions", claimed)

    async def begin(self, kind: SuccessionKind, **change: Any) -> SignedSuccession:
        """Begun and logged."""
        claimed = self.claim(kind, **change)
        answer = await self.send(self.successor.sign_key, claimed)
        assert answer.status_code == 204, answer.text
        await self.vault.follow_log()
        return claimed

    async def notices(self, key: SignKey) -> tuple[SuccessionNotice, ...]:
        answer = await self.vault.get(key, f"/v1/successions?compartment={TESTIMONY}")
        assert answer.status_code == 200, answer.text
        return SuccessionNotices.from_bytes(answer.content).notices

    async def ask_batch(self, key: SignKey, claimed: SignedSuccession, number: int = 0) -> httpx.Response:
        return await self.vault.get(key, f"/v1/successions/{to_text(claimed.id())}/batches/{number}")

    async def batch(self, key: SignKey, claimed: SignedSuccession, number: int = 0) -> SuccessionBatch:
        answer = await self.ask_batch(key, claimed, number)
        assert answer.status_code == 200, answer.text
        return SuccessionBatch.from_bytes(answer.content)

    async def handed_over(self, claimed: SignedSuccession, by: Custodian | None = None) -> SignedHandedOver:
        who = by or self.leaver
        shown = await self.batch(who.sign_key, claimed)
        return hand_over(Batch(self.checked(claimed), shown.parts), shown.slips, who.seal_key, who.sign_key)

    async def pieces(self, claimed: SignedSuccession, seat: int) -> SignedRepairPieces:
        who = self.custodian(seat)
        shown = await self.batch(who.sign_key, claimed)
        batch = Batch(self.checked(claimed), shown.parts)
        return make_pieces(batch, shown.slips, seat, who.seal_key, who.sign_key)

    async def sum(self, claimed: SignedSuccession, seat: int) -> SignedRepairSum:
        who = self.custodian(seat)
        shown = await self.batch(who.sign_key, claimed)
        return make_sum(Batch(self.checked(claimed), shown.parts), shown.pieces, seat, who.seal_key, who.sign_key)

    async def made_again(self, claimed: SignedSuccession) -> SignedHandedOver:
        who = self.successor
        shown = await self.batch(who.sign_key, claimed)
        batch = Batch(self.checked(claimed), shown.parts)
        return sign_handed_over(batch, repaired_shares(batch, shown.slips, shown.sums, who.seal_key), who.sign_key)

    async def hand_over(self, claimed: SignedSuccession) -> None:
        signed = await self.handed_over(claimed)
        answer = await self.vault.send(self.leaver.sign_key, "/v1/handovers", signed)
        assert answer.status_code == 204, answer.text

    async def repair(self, claimed: SignedSuccession) -> None:
        """Both rounds, then the successor's own."""
        helpers = self.checked(claimed).helpers
        for path, make in (("/v1/repairs/pieces", self.pieces), ("/v1/repairs/sums", self.sum)):
            for seat in helpers:
                answer = await self.vault.send(self.custodian(seat).sign_key, path, await make(claimed, seat))
                assert answer.status_code == 204, answer.text
        answer = await self.vault.send(self.successor.sign_key, "/v1/handovers", await self.made_again(claimed))
        assert answer.status_code == 204, answer.text
