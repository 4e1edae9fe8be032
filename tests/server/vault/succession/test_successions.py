"""A seat goes on to a successor over the vault: by handover and by repair, and by nobody who has no part in it."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from protocol.consent import withdraw
from protocol.custodian_crossings import Answers, OpeningNotices
from protocol.desk_crossings import OpenablePart
from protocol.encoding import Message, Purpose
from protocol.opening import Side, approve, check_request, join_opening
from protocol.orders import TargetKind
from protocol.post import Post
from protocol.primitives import SignKey, seal_secret, sign
from protocol.sealing import SealedPart, seat_context
from protocol.succession import HandedOver, SignedHandedOver, SuccessionKind
from server.vault.succession import batches
from server.vault.wishes.forgetting import forget_once
from tests.orders import by_administrators, lift, stop
from tests.server.doors import everybody
from tests.server.vault.locks.test_access import new_rules
from tests.server.vault.succession_world import HELPERS, SEAT, Handing, newcomer
from tests.server.vault.vault_world import TESTIMONY, Asked, Told, VaultWorld, problem
from tests.worlds import Custodian

HANDOVER, REPAIR = SuccessionKind.HANDOVER, SuccessionKind.REPAIR


async def read_with(handing: Handing, told: Told, others: tuple[int, ...]) -> str:
    """What the curator's desk reads once the successor and these seats have approved."""
    vault = handing.vault
    asked = await vault.ask_and_log([told.testimony], directory=handing.directory.hash)
    custodians = {handing.seat: handing.successor} | {seat: handing.custodian(seat) for seat in others}
    for custodian in custodians.values():
        answers = await answers_of(handing, asked, custodian)
        answer = await vault.send(custodian.sign_key, "/v1/approvals", answers)
        assert answer.status_code == 204, answer.text
    return await joined(handing, asked, told)


async def answers_of(handing: Handing, asked: Asked, custodian: Custodian) -> Answers:
    answer = await handing.vault.get(custodian.sign_key, f"/v1/openings?compartment={TESTIMONY}")

    checked = check_request(asked.signed, handing.directory, int(handing.vault.clock()))
    return Answers(
        approvals=tuple(
            approve(slip, checked, custodian.seal_key, custodian.sign_key)
            for notice in OpeningNotices.from_bytes(answer.content).notices
            for slip in notice.slips
        )
    )


async def joined(handing: Handing, asked: Asked, told: Told) -> str:
    vault = handing.vault
    answer = await vault.fetch(asked, told.testimony)
    assert answer.status_code == 200, answer.text
    opened = OpenablePart.from_bytes(answer.content)
    checked = check_request(asked.signed, handing.directory, int(vault.clock()))
    part, desk = SealedPart.from_bytes(opened.part), vault.desk()
    return join_opening(opened.approvals, checked, part, Side.CURATOR, asked.curator_fresh, desk.seal_key, 1).decode(
        errors="replace"
    )


async def test_what_was_handed_over_is_shown_to_the_successor_and_opens_an_old_report(vault: VaultWorld) -> None:
    one, _ = await vault.told(None, None)
    handing = Handing.to(vault)
    await handing.hand_over(await handing.begin(HANDOVER))
    assert "they burned the market" in await read_with(handing, one, (1, 4, 6))


async def test_what_was_made_again_opens_an_old_report(vault: VaultWorld) -> None:
    one, _ = await vault.told(None, None)
    handing = Handing.to(vault)
    await handing.repair(await handing.begin(REPAIR))
    assert "they burned the market" in await read_with(handing, one, (4, 6, 7))
    assert await vault.count("handed_shares") == 2


async def test_before_either_the_successor_is_shown_nothing_of_an_old_report(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    handing = Handing.to(vault)
    asked = await vault.ask_and_log([told.testimony], directory=handing.directory.hash)
    assert (await answers_of(handing, asked, handing.successor)).approvals == ()
    assert len((await answers_of(handing, asked, handing.custodian(1))).approvals) == 1


async def test_a_seat_handed_on_twice_still_opens(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    first = Handing.to(vault)
    await first.hand_over(await first.begin(HANDOVER))
    second = Handing.to(vault, newcomer("third", 33))
    claimed = await second.begin(HANDOVER)
    shown = await second.batch(first.successor.sign_key, claimed)
    assert [slip.handed_over for slip in shown.slips] == [True]
    signed = await second.handed_over(claimed, first.successor)
    assert (await vault.send(first.successor.sign_key, "/v1/handovers", signed)).status_code == 204
    assert "they burned" in await read_with(second, told, (1, 4, 6))


async def test_nothing_is_shown_or_taken_before_the_log_has_it(vault: VaultWorld) -> None:
    await vault.told(None)
    handing = Handing.to(vault)
    for kind in SuccessionKind:
        claimed = handing.claim(kind)
        assert (await handing.send(handing.successor.sign_key, claimed)).status_code == 204
        assert problem(await handing.ask_batch(handing.successor.sign_key, claimed)) == "not-yet-in-log"
    assert await handing.notices(handing.leaver.sign_key) == ()
    assert await handing.notices(handing.custodian(1).sign_key) == ()
    assert {one.evidence for one in await handing.notices(handing.successor.sign_key)} == {None}
    await vault.follow_log()
    assert len(await handing.notices(handing.leaver.sign_key)) == 1
    assert len(await handing.notices(handing.custodian(1).sign_key)) == 1
    assert await handing.notices(handing.custodian(4).sign_key) == ()


async def test_the_log_is_told_once_however_often_it_is_begun(vault: VaultWorld) -> None:
    handing = Handing.to(vault)
    claimed = handing.claim(HANDOVER)
    for _ in range(2):
        assert (await handing.send(handing.successor.sign_key, claimed)).status_code == 204
    assert (await vault.count("successions"), await vault.count("log_entries")) == (1, 1)


async def test_only_the_successor_begins_and_only_four_at_once(vault: VaultWorld) -> None:
    handing = Handing.to(vault)
    claimed = handing.claim(HANDOVER)
    for key in (handing.leaver.sign_key, handing.custodian(1).sign_key):
        assert problem(await handing.send(key, claimed)) == "not-a-custodian"
    own = handing.claim(HANDOVER, signer=handing.leaver.sign_key)
    assert problem(await handing.send(handing.leaver.sign_key, own)) == "bad-signature"
    for number in range(4):
        answer = await handing.send(handing.successor.sign_key, handing.claim(HANDOVER, nonce=bytes([number]) * 32))
        assert answer.status_code == 204
    last = handing.claim(HANDOVER, nonce=b"\xff" * 32)
    assert problem(await handing.send(handing.successor.sign_key, last)) == "too-much-waits"


async def test_a_lost_key_is_shown_nothing_where_the_seat_is_repaired(vault: VaultWorld) -> None:
    """Whoever found the lost key holds what an older directory gave it; only a handover lets it in."""
    await vault.told(None)
    handing = Handing.to(vault)
    claimed = await handing.begin(REPAIR)
    thief = handing.leaver.sign_key
    assert await handing.notices(thief) == ()
    assert problem(await handing.ask_batch(thief, claimed)) == "not-here"


async def test_nobody_else_gets_in_and_the_rules_are_asked(vault: VaultWorld) -> None:
    """Every door of a succession, by everybody who has no part in it, and by those who have one under other rules."""
    await vault.told(None)
    handing = Handing.to(vault)
    handover, repair = await handing.begin(HANDOVER), await handing.begin(REPAIR)
    handed, pieces = await handing.handed_over(handover), await handing.pieces(repair, 1)
    for seat in HELPERS:
        sent = await handing.pieces(repair, seat)
        assert (await vault.send(handing.custodian(seat).sign_key, "/v1/repairs/pieces", sent)).status_code == 204
    total = await handing.sum(repair, 1)
    may = {"seat 1"}
    doors = [
        ("/v1/handovers", handed, set()),
        ("/v1/repairs/pieces", pieces, may),
        ("/v1/repairs/sums", total, may),
        ("/v1/successions", handover, set()),
    ]
    people = everybody(vault.consortium)
    for path, message, who in doors:
        came_in = {name for name, key in people.items() if (await vault.send(key, path, message)).status_code < 400}
        assert (path, came_in) == (path, who)
    shown = {name for name, key in people.items() if (await handing.ask_batch(key, repair)).status_code == 200}
    assert shown == {"seat 1", "seat 2"}
    listing = f"/v1/successions?compartment={TESTIMONY}"
    assert {n for n, key in people.items() if (await vault.get(key, listing)).status_code == 200} == {
        "seat 1",
        "seat 2",
    }
    await new_rules(vault, '@id("nothing") forbid (principal, action, resource);')
    first = handing.custodian(1).sign_key
    for answer in (
        await vault.send(first, "/v1/repairs/pieces", pieces),
        await vault.send(first, "/v1/repairs/sums", total),
        await vault.get(first, listing),
        await handing.ask_batch(first, repair),
        await handing.send(handing.successor.sign_key, handing.claim(HANDOVER, nonce=b"\1" * 32)),
    ):
        assert problem(answer) == "not-allowed"


async def test_a_helper_hands_in_no_other_helper_s_pieces_or_sums(vault: VaultWorld) -> None:
    await vault.told(None)
    handing = Handing.to(vault)
    claimed = await handing.begin(REPAIR)
    second = handing.custodian(2).sign_key
    assert (
        problem(await vault.send(second, "/v1/repairs/pieces", await handing.pieces(claimed, 1))) == "not-a-custodian"
    )
    for seat in HELPERS:
        sent = await handing.pieces(claimed, seat)
        assert (await vault.send(handing.custodian(seat).sign_key, "/v1/repairs/pieces", sent)).status_code == 204
    assert problem(await vault.send(second, "/v1/repairs/sums", await handing.sum(claimed, 1))) == "not-a-custodian"


async def test_a_sum_waits_for_the_pieces_of_all_and_the_first_pieces_stay(vault: VaultWorld) -> None:
    await vault.told(None)
    handing = Handing.to(vault)
    claimed = await handing.begin(REPAIR)
    first = await handing.pieces(claimed, 1)
    for again in (first, await handing.pieces(claimed, 1)):
        assert (await vault.send(handing.custodian(1).sign_key, "/v1/repairs/pieces", again)).status_code == 204
    shown = await handing.batch(handing.custodian(2).sign_key, claimed)
    assert shown.pieces == (first,)
    for seat in HELPERS[1:]:
        sent = await handing.pieces(claimed, seat)
        assert (await vault.send(handing.custodian(seat).sign_key, "/v1/repairs/pieces", sent)).status_code == 204
    total = await handing.sum(claimed, 1)
    async with vault.administrator.begin() as connection:
        await connection.execute(text("DELETE FROM repair_rounds WHERE seat = 7"))
    assert problem(await vault.send(handing.custodian(1).sign_key, "/v1/repairs/sums", total)) == "not-possible-now"


async def test_the_successor_hands_in_nothing_for_a_handover_and_the_leaver_nothing_for_a_repair(
    vault: VaultWorld,
) -> None:
    await vault.told(None)
    handing = Handing.to(vault)
    handover = await handing.begin(HANDOVER)
    by_successor = await handing.handed_over(handover, handing.successor)
    assert problem(await vault.send(handing.successor.sign_key, "/v1/handovers", by_successor)) == "not-a-custodian"
    repair = await handing.begin(REPAIR)
    assert problem(await handing.ask_batch(handing.leaver.sign_key, repair)) == "not-here"


async def test_a_false_handover_is_mended_by_a_repair(vault: VaultWorld) -> None:
    """Who leaves can seal rubbish; the first box stays, and what the successor seals to itself counts more."""
    (told,) = await vault.told(None)
    handing = Handing.to(vault)
    handover = await handing.begin(HANDOVER)

    honest = HandedOver.from_bytes((await handing.handed_over(handover)).body)
    box = seal_secret(
        handing.successor.seal_key.public, Purpose.HANDOVER, seat_context(told.testimony, SEAT), bytes(33)
    )
    shares = tuple(one.model_copy(update={"box": box}) for one in honest.shares)
    body = honest.model_copy(update={"shares": shares}).to_bytes()
    false = SignedHandedOver(body=body, signature=sign(handing.leaver.sign_key, Purpose.HANDED_OVER, body))
    assert (await vault.send(handing.leaver.sign_key, "/v1/handovers", false)).status_code == 204
    await handing.repair(await handing.begin(REPAIR))
    assert "they burned" in await read_with(handing, told, (1, 4, 6))


async def test_a_batch_stays_as_it_was_first_shown_and_another_follows(
    vault: VaultWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MOST_PARTS", 2)
    reports = await vault.told(None, None, None)
    ids = sorted(one.testimony for one in reports)
    handing = Handing.to(vault)
    claimed = await handing.begin(HANDOVER)
    key = handing.leaver.sign_key
    first = await handing.batch(key, claimed)
    assert (first.parts, first.more) == (tuple(ids[:2]), True)
    await vault.told(None, None)
    assert (await handing.batch(key, claimed)).parts == first.parts
    second = await handing.batch(key, claimed, 1)
    assert second.parts[0] > first.parts[-1]
    assert problem(await handing.ask_batch(key, claimed, 7)) == "not-here"


async def test_what_was_taken_back_and_what_is_sealed_to_the_successor_is_in_no_batch(vault: VaultWorld) -> None:

    old, gone = await vault.told(None, None)
    vault.post(Post(withdrawals=(withdraw(gone.key(), vault.world.today()),)))
    handing = Handing.to(vault)
    await vault.told(None, directory=handing.directory)
    claimed = await handing.begin(HANDOVER)
    assert (await handing.batch(handing.leaver.sign_key, claimed)).parts == (old.testimony,)


async def test_a_helper_is_shown_its_own_boxes_and_the_successor_the_sums(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    handing = Handing.to(vault)
    claimed = await handing.begin(REPAIR)
    helper = await handing.batch(handing.custodian(5).sign_key, claimed)
    assert [slip.seat for slip in helper.slips] == [told.sealed.testimony.seats[4]]
    successor = await handing.batch(handing.successor.sign_key, claimed)
    assert [slip.seat for slip in successor.slips] == [None]
    assert (successor.pieces, successor.sums) == ((), ())
    await handing.repair(claimed)
    assert len((await handing.batch(handing.custodian(5).sign_key, claimed)).sums) == 1
    assert len((await handing.batch(handing.successor.sign_key, claimed)).sums) == len(HELPERS)


async def test_under_a_newer_directory_nothing_of_it_goes_on(vault: VaultWorld) -> None:
    await vault.told(None)
    handing = Handing.to(vault)
    claimed = await handing.begin(HANDOVER)
    signed = await handing.handed_over(claimed)
    Handing.to(vault, newcomer("third", 33), seat=4)
    assert problem(await vault.send(handing.leaver.sign_key, "/v1/handovers", signed)) == "succession-over"
    assert await handing.notices(handing.leaver.sign_key) == ()


async def test_what_helpers_sent_goes_after_its_last_day_and_the_shares_go_with_their_parts(vault: VaultWorld) -> None:

    await vault.told(None)
    handing = Handing.to(vault)
    await handing.repair(await handing.begin(REPAIR))
    await batches.forget_old(vault.world)
    assert await vault.count("repair_rounds") == 2 * len(HELPERS)
    vault.clock.pass_days(15)
    await batches.forget_old(vault.world)
    assert (await vault.count("repair_rounds"), await vault.count("seat_batches")) == (0, 0)
    assert await vault.count("handed_shares") == 1
    vault.clock.pass_days(360)
    await forget_once(vault.world)
    assert (await vault.count("parts"), await vault.count("handed_shares")) == (0, 0)


async def test_a_key_that_left_opens_no_other_door(vault: VaultWorld) -> None:
    """The door knows it again, to hand over; everything else asks the directory in force."""
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    handing = Handing.to(vault)
    key: SignKey = handing.leaver.sign_key
    assert problem(await vault.get(key, f"/v1/openings?compartment={TESTIMONY}")) == "not-a-custodian"
    answer = await vault.client(key).post(f"/v1/openings/{asked.id.hex()}/freeze")
    assert problem(answer) == "not-here"


async def test_what_is_suspended_goes_on_to_nobody_and_makes_nothing_again(vault: VaultWorld) -> None:
    """The compartment; a helper or the successor by name; the one who left, who is in no directory any more."""
    await vault.told(None)
    handing = Handing.to(vault)
    handover, repair = await handing.begin(HANDOVER), await handing.begin(REPAIR)
    first, leaver = handing.custodian(1), handing.leaver
    signed, pieces = await handing.handed_over(handover), await handing.pieces(repair, 1)

    async def suspended(kind: TargetKind, name: str, *tried: tuple[SignKey, str, Message]) -> set[str]:
        order = by_administrators(vault.consortium, stop(kind, name), "dalia")
        vault.world.pinned.take_orders([order])
        said = {problem(await vault.send(key, path, message)) for key, path, message in tried}
        vault.world.pinned.take_orders([by_administrators(vault.consortium, lift(order), "dalia", "esteban")])
        return said

    gives = (leaver.sign_key, "/v1/handovers", signed)
    helps = (first.sign_key, "/v1/repairs/pieces", pieces)
    begins = (handing.successor.sign_key, "/v1/successions", handing.claim(HANDOVER, nonce=b"\1" * 32))
    assert await suspended(TargetKind.COMPARTMENT, TESTIMONY, gives, helps, begins) == {"stopped"}
    assert await suspended(TargetKind.PERSON, handing.custodian(2).name, helps) == {"stopped"}
    assert await suspended(TargetKind.PERSON, handing.successor.name, gives, helps) == {"stopped"}
    assert await suspended(TargetKind.PERSON, leaver.name, gives) == {"wrong-signature"}
    for key, path, message in (gives, helps, begins):
        assert (await vault.send(key, path, message)).status_code == 204
