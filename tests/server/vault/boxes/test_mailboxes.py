"""Publishing: what a source learns from its slot, and what nobody else learns from any (SPEC 13.3 to 13.5)."""

from __future__ import annotations

import gc

import pytest
from sqlalchemy import text

from protocol.cards import batch_name
from protocol.consent import (
    ConsentStatement,
    Contact,
    Profile,
    Terms,
    give,
    meet,
    profile_terms,
    verify_consent,
    withdraw,
)
from protocol.ids import MailboxId, PartKind
from protocol.mailbox import (
    SLOTS,
    Bucket,
    MailboxNotice,
    Slot,
    bucket_name,
    check_bucket,
    check_notice,
    open_slots,
)
from protocol.post import Post
from protocol.receipt import Receipt
from server.vault.boxes import mailboxes
from server.vault.boxes.mailboxes import AT_ONCE, fill, publish_once, seconds_until_next
from server.vault.counting.sources import ShutOut
from server.vault.errors import ZoneUnreachable
from server.vault.rounds import rounds
from server.vault.world import World
from tests.server.vault.vault_world import COARSE, Told, VaultWorld
from tests.worlds import seeded

pytestmark = pytest.mark.anyio
TESTIMONY = PartKind.TESTIMONY


def out(vault: VaultWorld) -> tuple[MailboxNotice, dict[bytes, Bucket]]:
    """What readers get now: everything checked as a client checks it."""
    newest, directory = vault.intake.out[-1], vault.consortium.directory
    notice = check_notice(newest.notice, directory)
    buckets = {name: Bucket.from_bytes(raw) for name, raw in vault.intake.left[newest.publication].items()}
    for bucket in buckets.values():
        check_bucket(bucket, directory)
        assert bucket.notice == notice
    assert newest.buckets == len(buckets) == 1 << notice.depth
    return notice, buckets


async def slots(vault: VaultWorld, receipt: Receipt, kind: PartKind = TESTIMONY, index: int = 0) -> list[Slot]:
    """What a source sees of one part after the next publication."""
    await publish_once(vault.world)
    notice, buckets = out(vault)
    mailbox = receipt.mailbox(kind, index)
    return open_slots(buckets[bucket_name(mailbox, notice.depth)], mailbox)


async def slot(vault: VaultWorld, told: Told) -> Slot:
    (found,) = await slots(vault, told.receipt)
    return found


def terms(vault: VaultWorld, profile: Profile = COARSE, contact: Contact = Contact.NEVER) -> Terms:
    return profile_terms(profile, vault.world.today()).model_copy(update={"contact": contact})


async def change(vault: VaultWorld, told: Told, new: Terms) -> Slot:
    """Sign a version that follows the one in the slot, post it, and look again."""
    seen, key = await slot(vault, told), told.key()
    previous = ConsentStatement.from_bytes(seen.consent.statement)
    vault.post(Post(consents=(give(key, new, vault.world.today(), previous),)))
    await vault.collect()
    return await slot(vault, told)


async def test_both_parts_of_a_report_have_a_slot_that_their_receipt_alone_opens(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    for kind in (TESTIMONY, PartKind.IDENTITY):
        (seen,) = await slots(vault, told.receipt, kind)
        consent = verify_consent(seen.consent, told.key(kind).public, vault.world.today())
        assert consent.version == 1
    assert await slots(vault, Receipt.new()) == []
    assert await slots(vault, told.receipt, index=1) == []


async def test_a_slot_says_what_is_held_and_nothing_that_waits_when_nothing_does(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    seen = await slot(vault, told)
    assert (seen.terms, seen.settles, seen.withdrawn, seen.reply) == (None, None, False, None)


async def test_a_widening_is_shown_with_its_day_and_what_holds_until_then(vault: VaultWorld) -> None:
    (told,) = await vault.told(None, terms=terms(vault, Profile.CURATOR_MAY_READ))
    wider = terms(vault, Profile.SUMMARY_FINER)
    seen = await change(vault, told, wider)
    assert seen.terms == meet(wider, terms(vault, Profile.CURATOR_MAY_READ))
    assert seen.settles == vault.world.today() + 7
    vault.clock.pass_days(7)
    settled = await slot(vault, told)
    assert (settled.terms, settled.settles) == (None, None)


async def test_a_cancelled_widening_never_comes_into_force(vault: VaultWorld) -> None:
    narrow = terms(vault, Profile.CURATOR_MAY_READ)
    (told,) = await vault.told(None, terms=narrow)
    pending = await change(vault, told, terms(vault, Profile.SUMMARY_FINER))
    assert pending.terms is not None
    await change(vault, told, pending.terms)
    for _ in range(9):
        seen = await slot(vault, told)
        assert (seen.terms, seen.settles) == (None, None)
        vault.clock.pass_days(1)


async def test_a_narrowing_holds_at_once(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    seen = await change(vault, told, Terms())
    assert (seen.terms, seen.settles) == (None, None)


async def test_a_part_that_was_taken_back_says_so_and_nothing_else_changes_in_size(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    await vault.collect()
    seen = await slot(vault, told)
    assert (seen.withdrawn, seen.terms, seen.settles) == (True, None, None)


async def test_a_part_is_said_to_be_opened_once_a_desk_was_handed_it_and_not_before(vault: VaultWorld) -> None:
    one, other = await vault.told(None, None)
    asked = await vault.ask_and_log([one.testimony, other.testimony])
    assert [(await slot(vault, told)).opened for told in (one, other)] == [False, False]
    await vault.approve(asked, seats=(1,))
    assert (await vault.fetch(asked, one.testimony)).status_code == 409
    assert (await slot(vault, one)).opened is False
    await vault.approve(asked, seats=(2,))
    assert (await slot(vault, one)).opened is False
    assert (await vault.fetch(asked, one.testimony)).status_code == 200
    assert [(await slot(vault, told)).opened for told in (one, other)] == [True, False]


@pytest.mark.parametrize("end", ["frozen", "withdrawn"])
async def test_what_a_desk_has_read_stays_opened_though_the_request_is_stopped(vault: VaultWorld, end: str) -> None:
    """Its state moves on then. To say "not opened" would be a lie, and to whom it matters most."""
    (told,) = await vault.told(None)
    asked = await vault.open([told.testimony])
    if end == "frozen":
        await vault.send(vault.desk().sign_key, f"/v1/openings/{asked.id.hex()}/freeze", b"")
    else:
        vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
        await vault.collect()
    assert {state.value for state in (await vault.states(asked)).values()} == {end}
    seen = await slot(vault, told)
    assert (seen.opened, seen.withdrawn) == (True, end == "withdrawn")


async def test_a_part_that_was_opened_twice_has_one_slot(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    for _ in range(2):
        await vault.open([told.testimony])
        vault.clock.now += 1
    assert (await slot(vault, told)).opened is True


async def test_a_summary_that_stands_on_a_part_changes_nothing_in_its_slot(vault: VaultWorld) -> None:
    """Whoever forces the words out of a source must not learn that a release stands on its report."""
    await vault.hand_out_cards()
    several = await vault.told(*vault.cards(2, 2, 2))
    for part in [told.testimony for told in several]:
        await vault.open([part])
    before = [await slot(vault, told) for told in several]
    await vault.cleared([told.testimony for told in several])
    assert [await slot(vault, told) for told in several] == before


async def test_a_consent_that_has_ended_can_still_be_followed(vault: VaultWorld) -> None:
    (told,) = await vault.told(None, terms=terms(vault).model_copy(update={"forget_after": 365}))
    vault.clock.pass_days(360)
    before = await slot(vault, told)
    renewed = await change(vault, told, terms(vault))
    assert renewed.consent != before.consent
    assert renewed.withdrawn is False


async def test_a_consent_that_was_tampered_with_shows_nothing(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    async with vault.administrator.begin() as connection:
        await connection.execute(text("ALTER TABLE consents NO FORCE ROW LEVEL SECURITY"))
        await connection.execute(text("UPDATE consents SET claimed = overlay(claimed PLACING '\\x00' FROM 40)"))
    assert await slots(vault, told.receipt) == []


# What everybody else learns


async def test_everything_is_new_at_each_publication_though_nothing_has_changed(vault: VaultWorld) -> None:
    await vault.told(None, None, None)
    await publish_once(vault.world)
    _, before = out(vault)
    await publish_once(vault.world)
    _, after = out(vault)
    for name, bucket in before.items():
        pieces = [set(_cut(one.slots)) for one in (bucket, after[name])]
        assert not pieces[0] & pieces[1]


def _cut(slots_: bytes) -> list[bytes]:
    size = len(slots_) // SLOTS
    return [slots_[at : at + size] for at in range(0, len(slots_), size)]


async def test_a_publication_looks_the_same_whether_anything_is_in_it_or_not(vault: VaultWorld) -> None:
    await publish_once(vault.world)
    empty = [len(bucket.to_bytes()) for bucket in out(vault)[1].values()]
    await vault.told(None, None, None)
    await publish_once(vault.world)
    assert [len(bucket.to_bytes()) for bucket in out(vault)[1].values()] == empty


async def test_where_a_slot_stands_is_drawn_anew(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    mailbox, places = told.receipt.mailbox(TESTIMONY, 0), set()
    for _ in range(12):
        await publish_once(vault.world)
        notice, buckets = out(vault)
        bucket = buckets[bucket_name(mailbox, notice.depth)]
        alone = [replace_all_but(bucket, at) for at in range(SLOTS)]
        places |= {at for at in range(SLOTS) if open_slots(alone[at], mailbox)}
    assert len(places) > 6


def replace_all_but(bucket: Bucket, at: int) -> Bucket:
    size = len(bucket.slots) // SLOTS
    kept = bytearray(len(bucket.slots))
    kept[at * size : (at + 1) * size] = bucket.slots[at * size : (at + 1) * size]
    return bucket.model_copy(update={"slots": bytes(kept)})


async def test_publications_are_numbered_by_the_clock_and_come_at_its_multiples(vault: VaultWorld) -> None:
    every = vault.world.mailbox_seconds
    await publish_once(vault.world)
    assert out(vault)[0].number == int(vault.clock()) // every
    vault.clock.now += seconds_until_next(vault.world)
    assert vault.clock() % every == 0
    assert seconds_until_next(vault.world) == every
    await publish_once(vault.world)
    assert out(vault)[0].moment == vault.clock()


async def test_publishing_is_a_round_of_the_vault(vault: VaultWorld) -> None:
    (publishing,) = [one for one in rounds(vault.world) if one.name == "publish-mailboxes"]
    assert publishing.seconds() == seconds_until_next(vault.world)
    await publishing.act()
    assert len(vault.intake.out) == 1


async def test_intake_that_is_away_keeps_the_publication_before(vault: VaultWorld) -> None:
    await publish_once(vault.world)
    vault.to_intake.down = True
    with pytest.raises(ZoneUnreachable):
        await publish_once(vault.world)
    assert len(vault.intake.out) == 1


# Many


async def fill_up(
    vault: VaultWorld, many: int, mailbox: str = "substr(sha256(int4send(n)), 1, 16)", card: str = "NULL, NULL"
) -> None:
    """So many more parts of one consent, by copying the row of the first."""
    copied = (
        "INSERT INTO parts SELECT compartment, sha256(int4send(n) || id), kind, size_class, part_key, envelope,"
        " payload_hash, '', day, {}, {}, reply_key, mixed, reply_signature FROM parts, generate_series(1, {}) n"
        " WHERE kind = 'testimony' AND octet_length(payload) > 0"
    )
    consents = (
        "INSERT INTO consents SELECT p.compartment, p.id, 1, c.claimed, c.received, c.mixed FROM parts p"
        " JOIN consents c ON c.part = (SELECT id FROM parts WHERE octet_length(payload) > 0 AND kind = 'testimony')"
        " WHERE octet_length(p.payload) = 0"
    )
    async with vault.administrator.begin() as connection:
        await connection.execute(text(copied.format(card, mailbox, many)))
        await connection.execute(text(consents))


async def test_mailboxes_are_cut_into_buckets_with_company_and_none_runs_over(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    await fill_up(vault, 600)
    (seen,) = await slots(vault, told.receipt)
    notice, buckets = out(vault)
    assert seen.withdrawn is False
    assert 600 / 64 <= len(buckets) <= 600 / 16
    many = await vault.rows("SELECT mailbox FROM parts")
    found = sum(len(open_slots(buckets[bucket_name(row.mailbox, notice.depth)], row.mailbox)) for row in many)
    assert found == len(many)


async def test_whoever_sends_many_parts_under_one_beginning_hides_no_vouched_one(vault: VaultWorld) -> None:
    """300 under the very bucket of a source with a card, and of one without: the first is always there."""
    await vault.hand_out_cards()
    (vouched,) = await vault.told(*vault.cards(1, 0, 0))
    start = vouched.receipt.mailbox(TESTIMONY, 0)[:2].hex()
    await fill_up(vault, 300, f"'\\x{start}'::bytea || substr(sha256(int4send(n)), 1, 14)")
    for _ in range(4):
        assert len(await slots(vault, vouched.receipt)) == 1


async def left_out(vault: VaultWorld, receipt: Receipt, tries: int) -> bool:
    """Whether some publication has no slot for these words."""
    for _ in range(tries):
        if not await slots(vault, receipt):
            return True
    return False


async def test_cards_that_are_shut_out_bring_nobody_forward(vault: VaultWorld) -> None:
    """Else whoever finds a pile of cards could crowd out others with it, also after it was shut out."""
    await vault.hand_out_cards()
    (found,) = await vault.told(*vault.cards(1, 0, 0))
    start = found.receipt.mailbox(TESTIMONY, 0)[:2].hex()
    await fill_up(vault, 1200, f"'\\x{start}'::bytea || substr(sha256(int4send(n)), 1, 14)")
    (batch,) = {row.batch for row in await vault.rows("SELECT batch FROM cards WHERE partner = 'lantern'")}
    for shut_out in (
        ShutOut(batches=frozenset({(batch_name(batch), "lantern")})),
        ShutOut(partners=frozenset({"lantern"})),
    ):
        object.__setattr__(vault.world, "shut_out", lambda now=shut_out: now)
        # By lot once in nineteen times: not four times in a row.
        assert await left_out(vault, found.receipt, tries=4)


async def test_whoever_has_one_card_cannot_hide_those_who_have_none_for_good(vault: VaultWorld) -> None:
    """Of a card's parts in one bucket, few come first; the others are drawn like those of nobody's."""
    await vault.hand_out_cards()
    await vault.told(vault.cards(1, 0, 0)[0])
    hidden = Receipt.new(seeded("without a card"))
    start = hidden.mailbox(TESTIMONY, 0)[:2].hex()
    mailbox = f"'\\x{start}'::bytea || substr(sha256(int4send(n)), 1, 14)"
    await fill_up(vault, SLOTS, mailbox, "period_key, quarter")
    await vault.told(None, receipt=hidden)
    # Left out once in sixty times: not four times in a row.
    assert any([await slots(vault, hidden) for _ in range(4)])


async def test_who_is_left_out_of_a_bucket_that_runs_over_is_drawn_anew(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    start = told.receipt.mailbox(TESTIMONY, 0)[:2].hex()
    await fill_up(vault, 100, f"'\\x{start}'::bytea || substr(sha256(int4send(n)), 1, 14)")
    rows = [row.mailbox for row in await vault.rows("SELECT mailbox FROM parts") if row.mailbox[:2].hex() == start]
    shown: list[frozenset[bytes]] = []
    for _ in range(2):
        await publish_once(vault.world)
        notice, buckets = out(vault)
        bucket = buckets[bucket_name(MailboxId(rows[0]), notice.depth)]
        shown.append(frozenset(mailbox for mailbox in rows if open_slots(bucket, mailbox)))
    # The identity of that report may be in the same bucket.
    assert all(SLOTS - 1 <= len(one) <= SLOTS for one in shown)
    assert shown[0] != shown[1]


async def test_publishing_many_holds_a_few_buckets_at_once(vault: VaultWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    await vault.told(None)
    await fill_up(vault, 6000)
    vault.intake.left = Nowhere()
    held: list[int] = []
    leave = mailboxes.leave_buckets

    async def leave_and_count(world: World, publication: bytes, some: list[Bucket]) -> None:
        await leave(world, publication, some)
        held.append(sum(isinstance(one, Bucket) for one in gc.get_objects()))

    monkeypatch.setattr(mailboxes, "leave_buckets", leave_and_count)
    await publish_once(vault.world)
    assert vault.intake.out[-1].buckets == len(held) * AT_ONCE >= 128
    assert AT_ONCE <= max(held) <= 2 * AT_ONCE, "these, and those before"


class Nowhere(dict[bytes, dict[bytes, bytes]]):
    """Takes buckets and keeps none, as a wire does."""

    def setdefault(self, _publication: bytes, _buckets: dict[bytes, bytes] | None = None) -> dict[bytes, bytes]:
        return {}


def test_an_empty_bucket_is_full_of_nobody_s_slots() -> None:
    random = iter(range(1000))
    made = fill([], 1, 20_000, lambda size: next(random).to_bytes(2, "big") * (size // 2))
    assert len(set(made)) == SLOTS
