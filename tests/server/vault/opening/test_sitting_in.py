"""Who sits in for a custodian: what they are shown and may answer, by whose word, on which days, and never twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from protocol.custodian_crossings import Answers, OpeningNotices
from protocol.desk_crossings import PartState
from protocol.directory import Directory, Substitute, TrustedDirectory
from protocol.mandates import Mandate, SignedMandate, SignedMandates, sign_mandate
from protocol.opening import RefusalReason, SignedApproval, approve, check_request, refuse
from protocol.orders import OrderBook, TargetKind
from protocol.primitives import SealKey, SignKey
from server.vault.opening.mandates import MOST_OF_A_SEAT
from tests.orders import by_administrators, by_custodians, lift, stop
from tests.server.doors import NOTHING, everybody
from tests.server.vault.locks.test_access import new_rules
from tests.server.vault.vault_world import IDENTITY, TESTIMONY, Asked, VaultWorld, problem

pytestmark = pytest.mark.anyio
SADIA, TOMAS = SignKey(b"\x41" * 32), SignKey(b"\x42" * 32)


def substitute(name: str, key: SignKey, custodian: str) -> Substitute:
    seal = SealKey(key.seed())
    return Substitute(
        substitute=name, custodian=custodian, organisation="mill", seal_key=seal.public, sign_key=key.public
    )


@dataclass
class House:
    """A vault whose directory lists two substitutes, of the first and the second seat, and a request that waits."""

    vault: VaultWorld
    directory: TrustedDirectory
    asked: Asked

    def mandate(self, seat: int = 1, key: SignKey | None = None, **fields: Any) -> SignedMandate:
        custodian = self.vault.consortium.custodians[TESTIMONY][seat - 1]
        today = self.vault.world.today()
        said = {"compartment": TESTIMONY, "custodian": custodian.name, "substitute": "sadia", "nonce": bytes(32)}
        made = Mandate(**(said | {"begins": today, "ends": today + 6} | fields))
        return sign_mandate(made, key or custodian.sign_key)

    def list_again(self, seat: int, compartment: str = TESTIMONY) -> None:
        """Sadia is taken off the roots' list, and stands there again later for another seat: that takes two papers."""
        custodian = self.vault.consortium.custodians[compartment][seat - 1].name
        for listed in ((), (substitute("sadia", SADIA, custodian),)):
            before = self.vault.world.pinned.directory
            changes = {"number": before.contents.number + 1, "previous": before.hash, "substitutes": listed}
            signed = self.vault.consortium.resign(lambda one, changes=changes: one.model_copy(update=changes))
            self.vault.world.pinned.replace_directory(signed.to_bytes())

    async def give(self, mandate: SignedMandate, seat: int = 1) -> httpx.Response:
        return await self.vault.send(self.vault.custodian(seat), "/v1/mandates", mandate)

    async def end(self, mandate: SignedMandate, key: SignKey) -> httpx.Response:
        path = f"/v1/mandates/{mandate.id().hex()}?compartment={TESTIMONY}"
        return await self.vault.client(key).delete(path)

    async def shown(self, key: SignKey) -> list[SignedMandate]:
        answer = await self.vault.get(key, f"/v1/mandates?compartment={TESTIMONY}")
        assert answer.status_code == 200, answer.text
        return list(SignedMandates.from_bytes(answer.content).mandates)

    async def waiting(self, key: SignKey = SADIA) -> httpx.Response:
        return await self.vault.get(key, f"/v1/openings?compartment={TESTIMONY}")

    async def approvals(self, mandate: SignedMandate | None, seat: int = 1, key: SignKey = SADIA) -> Answers:
        """As the substitute's device makes them: with the seat's sealing key, which was lent, and its own signature."""
        custodian = self.vault.consortium.custodians[TESTIMONY][seat - 1]
        shown = OpeningNotices.from_bytes((await self.waiting(self.vault.custodian(seat))).content).notices
        checked = check_request(self.asked.signed, self.directory, int(self.vault.clock()))
        made: list[SignedApproval] = [
            approve(slip, checked, custodian.seal_key, key, mandate) for one in shown for slip in one.slips
        ]
        return Answers(approvals=tuple(made))

    async def send(self, answers: Answers, key: SignKey = SADIA) -> httpx.Response:
        return await self.vault.send(key, "/v1/approvals", answers)

    async def counted(self) -> tuple[PartState, int, int]:
        (part,) = (await self.vault.progress(self.asked)).parts
        return part.state, part.approvals, part.refusals


@pytest.fixture
async def house(vault: VaultWorld) -> House:
    def listed(directory: Directory) -> Directory:
        first, second, *_ = (one.name for one in vault.consortium.custodians[TESTIMONY])
        both = (substitute("sadia", SADIA, first), substitute("tomas", TOMAS, second))
        changes = {"number": 2, "previous": vault.consortium.directory.hash, "substitutes": both}
        return directory.model_copy(update=changes)

    directory = vault.world.pinned.replace_directory(vault.consortium.resign(listed).to_bytes())
    (told,) = await vault.told(None)
    return House(vault, directory, await vault.ask_and_log([told.testimony], directory=directory.hash))


async def test_who_sits_in_is_shown_what_waits_and_their_answer_counts_for_the_seat(house: House) -> None:
    assert (await house.waiting()).status_code == 403
    mandate = house.mandate()
    assert (await house.give(mandate)).status_code == 204
    assert len(OpeningNotices.from_bytes((await house.waiting()).content).notices) == 1
    answers = await house.approvals(mandate)
    for _ in range(2):
        assert (await house.send(answers)).status_code == 204
    assert await house.counted() == (PartState.LOGGED, 1, 0)
    assert OpeningNotices.from_bytes((await house.waiting(house.vault.custodian(1))).content).notices == ()
    for seat in (2, 3, 4):
        own = await house.approvals(None, seat, house.vault.custodian(seat))
        assert (await house.send(own, house.vault.custodian(seat))).status_code == 204
    assert await house.counted() == (PartState.APPROVED, 4, 0)
    part = (await house.vault.progress(house.asked)).parts[0].part
    assert (await house.vault.fetch(house.asked, part)).status_code == 200


async def test_who_sits_in_can_refuse(house: House) -> None:
    mandate = house.mandate()
    await house.give(mandate)
    checked = check_request(house.asked.signed, house.directory, int(house.vault.clock()))
    refusal = refuse(checked, checked.request.parts[0], 1, RefusalReason.OTHER, SADIA, mandate)
    assert (await house.send(Answers(refusals=(refusal,)))).status_code == 204
    assert await house.counted() == (PartState.LOGGED, 0, 1)


async def test_who_sits_in_freezes_nothing(house: House) -> None:
    await house.give(house.mandate())
    frozen = await house.vault.client(SADIA).post(f"/v1/openings/{house.asked.id.hex()}/freeze")
    assert problem(frozen) == "not-here"
    assert await house.counted() == (PartState.LOGGED, 0, 0)


async def test_a_mandate_that_its_custodian_did_not_bring_is_none(house: House) -> None:
    """It holds by its signature, and the substitute has it: but it was never given here."""
    mandate = house.mandate()
    assert problem(await house.send(await house.approvals(mandate))) == "not-here"
    for key in (SADIA, house.vault.custodian(2), house.vault.desk().sign_key):
        assert (await house.vault.send(key, "/v1/mandates", mandate)).status_code == 403
    assert await house.vault.count("mandates") == 0


async def test_one_that_was_ended_stands_no_more_and_does_not_come_back(house: House) -> None:
    mandate = house.mandate()
    await house.give(mandate)
    answers = await house.approvals(mandate)
    for key in (SADIA, house.vault.custodian(2)):
        assert (await house.end(mandate, key)).status_code in {403, 404}
    assert (await house.end(mandate, house.vault.custodian(1))).status_code == 204
    assert (await house.give(mandate)).status_code == 204
    assert problem(await house.send(answers)) == "not-here"
    assert (await house.waiting()).status_code == 403
    assert await house.shown(house.vault.custodian(1)) == []
    assert await house.counted() == (PartState.LOGGED, 0, 0)


async def test_it_stands_on_its_days_alone(house: House) -> None:
    today = house.vault.world.today()
    later = house.mandate(begins=today + 1, ends=today + 1)
    await house.give(later)
    answers = await house.approvals(later)
    assert problem(await house.send(answers)) == "not-here"
    short = house.mandate(2, substitute="tomas", begins=today, ends=today)
    assert (await house.give(short, 2)).status_code == 204
    over = await house.approvals(short, 2, TOMAS)
    # The request ends on the next day; by then the second mandate is over, and the first one stands.
    house.vault.clock.now += 20 * 3600
    assert house.vault.world.today() == today + 1
    assert problem(await house.send(over, TOMAS)) == "not-here"
    assert (await house.send(answers)).status_code == 204
    late = house.mandate(2, substitute="tomas", begins=today, ends=today, nonce=bytes([9]) * 32)
    assert problem(await house.give(late, 2)) == "no-mandate"


async def test_the_wrong_substitute_seat_or_mandate_is_refused(house: House) -> None:
    mandate, other = house.mandate(), house.mandate(2, substitute="tomas")
    await house.give(mandate)
    await house.give(other, 2)
    good = await house.approvals(mandate)
    assert (await house.send(good, TOMAS)).status_code == 403
    assert (await house.send(good, house.vault.custodian(1))).status_code == 403
    assert (await house.send(await house.approvals(other, 2, TOMAS))).status_code == 403
    unsaid = await house.approvals(None, 1, SADIA)
    assert (await house.send(unsaid)).status_code == 403
    again = house.mandate(nonce=bytes([9]) * 32)
    assert problem(await house.send(await house.approvals(again))) == "no-mandate"
    assert await house.counted() == (PartState.LOGGED, 0, 0)


async def test_a_mandate_of_a_suspended_custodian_or_for_a_suspended_substitute_opens_nothing(house: House) -> None:
    mandate = house.mandate()
    await house.give(mandate)
    answers = await house.approvals(mandate)
    pinned = house.vault.world.pinned
    for person in (house.vault.consortium.custodians[TESTIMONY][0].name, "sadia"):
        given = by_administrators(house.vault.consortium, stop(TargetKind.PERSON, person), "dalia")
        pinned.take_orders([given])
        assert (await house.send(answers)).status_code in {401, 403, 404}
        assert (await house.waiting()).status_code in {401, 403}
        back = lift(given)
        pinned.take_orders([by_administrators(house.vault.consortium, back, "dalia", "esteban")])
    assert (await house.send(answers)).status_code == 204
    assert await house.counted() == (PartState.LOGGED, 1, 0)


async def test_who_sits_in_is_told_which_parts_are_stopped_there_and_no_other_substitute_is(house: House) -> None:
    def shown(answer: httpx.Response) -> OrderBook:
        assert answer.status_code == 200, answer.text
        return OrderBook.from_bytes(answer.content)

    vault = house.vault
    part = (await vault.progress(house.asked)).parts[0].part
    freeze = by_custodians(vault.consortium, stop(TargetKind.PART, part.hex(), TESTIMONY), TESTIMONY, 2)
    desk = by_administrators(vault.consortium, stop(TargetKind.DEVICE, vault.desk(1).name), "dalia")
    vault.world.pinned.take_orders([freeze, desk])
    assert shown(await vault.get(SADIA, "/v1/orders")) == OrderBook(orders=(desk,))
    mandate = house.mandate()
    await house.give(mandate)
    assert set(shown(await vault.get(SADIA, "/v1/orders")).orders) == {freeze, desk}
    assert shown(await vault.get(TOMAS, "/v1/orders")) == OrderBook(orders=(desk,))
    await house.end(mandate, vault.custodian(1))
    assert shown(await vault.get(SADIA, "/v1/orders")) == OrderBook(orders=(desk,))


async def test_nobody_sits_in_for_another_seat_than_the_directory_says(house: House) -> None:
    for seat, name in ((2, "sadia"), (3, "sadia"), (1, "tomas")):
        assert problem(await house.give(house.mandate(seat, substitute=name), seat)) == "no-mandate"
    assert await house.vault.count("mandates") == 0


async def test_who_is_listed_for_another_seat_sits_in_no_more(house: House) -> None:
    mandate = house.mandate()
    await house.give(mandate)
    answers = await house.approvals(mandate)
    house.list_again(2)
    assert (await house.waiting()).status_code == 403
    assert (await house.send(answers)).status_code in {403, 404}
    assert await house.counted() == (PartState.LOGGED, 0, 0)


async def test_nobody_ever_sits_in_for_two_of_one_compartment(house: House) -> None:
    """A sealing key that was lent does not come back: one after the other they would become a quorum."""
    first, today = house.mandate(), house.vault.world.today()
    await house.give(first)
    house.list_again(2)
    assert problem(await house.give(house.mandate(2), 2)) == "sits-in-elsewhere"
    later = house.mandate(2, begins=today + 40, ends=today + 41)
    assert problem(await house.give(later, 2)) == "sits-in-elsewhere"
    await house.end(first, house.vault.custodian(1))
    assert problem(await house.give(later, 2)) == "sits-in-elsewhere"
    house.vault.clock.pass_days(39)
    assert problem(await house.give(later, 2)) == "sits-in-elsewhere"
    house.list_again(1)
    assert (await house.give(house.mandate(begins=today + 40, ends=today + 41))).status_code == 204


async def test_nobody_sits_in_for_two_kinds_of_one_country(house: House) -> None:
    """Else names would lie beside testimonies in one hand."""
    vault = house.vault
    custodian = vault.consortium.custodians[IDENTITY][0]
    house.list_again(1, IDENTITY)
    other = house.mandate(key=custodian.sign_key, compartment=IDENTITY, custodian=custodian.name)
    assert (await vault.send(custodian.sign_key, "/v1/mandates", other)).status_code == 204
    house.list_again(1)
    assert problem(await house.give(house.mandate())) == "sits-in-elsewhere"


async def test_nobody_answers_for_two_seats_of_one_part_whatever_was_given(house: House) -> None:
    """The directory gives her one seat. That she answered for another can only stand in the vault's own rows."""
    mandate = house.mandate()
    await house.give(mandate)
    answers = await house.approvals(mandate)
    assert (await house.send(answers)).status_code == 204
    async with house.vault.administrator.begin() as connection:
        await connection.execute(text("UPDATE answers SET seat = 2"))
    assert problem(await house.send(answers)) == "already-answered"
    assert await house.counted() == (PartState.LOGGED, 1, 0)


async def test_the_same_mandate_again_changes_nothing_and_there_is_a_bound(house: House) -> None:
    today = house.vault.world.today()
    for number in range(MOST_OF_A_SEAT):
        day = today + number
        for _ in range(2):
            assert (await house.give(house.mandate(begins=day, ends=day))).status_code == 204
    assert problem(await house.give(house.mandate(begins=today + 9, ends=today + 9))) == "too-much-waits"
    assert len(await house.shown(SADIA)) == len(await house.shown(house.vault.custodian(1))) == MOST_OF_A_SEAT
    assert await house.shown(TOMAS) == await house.shown(house.vault.custodian(2)) == []
    house.vault.clock.pass_days(MOST_OF_A_SEAT)
    assert (await house.give(house.mandate(begins=today + 9, ends=today + 9))).status_code == 204
    assert await house.vault.count("mandates") == 1


async def test_nobody_else_gets_in_and_the_rules_are_asked(house: House) -> None:
    vault, mandate = house.vault, house.mandate()
    await house.give(mandate)
    others = {name: key for name, key in everybody(vault.consortium).items() if name not in {"seat 1", "seat 2"}}
    for name, key in others.items():
        for answer in (
            await vault.send(key, "/v1/mandates", mandate),
            await vault.get(key, f"/v1/mandates?compartment={TESTIMONY}"),
            await house.end(mandate, key),
        ):
            assert answer.status_code in {401, 403, 404}, name
    assert (await vault.send(vault.custodian(2), "/v1/mandates", mandate)).status_code == 403
    await new_rules(vault, NOTHING)
    one = vault.custodian(1)
    assert problem(await house.give(house.mandate(nonce=bytes([1]) * 32))) == "not-allowed"
    assert problem(await vault.get(one, f"/v1/mandates?compartment={TESTIMONY}")) == "not-allowed"
    for key in (one, SADIA):
        assert problem(await house.waiting(key)) == "not-allowed"
    # Ending one asks no rule: no policy should be able to keep a custodian from stopping something.
    assert (await house.end(mandate, one)).status_code == 204
