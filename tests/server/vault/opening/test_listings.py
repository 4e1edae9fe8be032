"""What a desk sees of parts that are not open."""

from __future__ import annotations

import pytest
from sqlalchemy.dialects import postgresql

from protocol.cards import CardCode, new_batch
from protocol.consent import Aim, AssertedBy, Contact, Profile, Terms, profile_terms
from protocol.desk_crossings import Channel, PartListing, PartListings
from protocol.ids import PartKind, to_text
from server.vault.keeping.cards import load_cards
from server.vault.locks.compartments import inside
from server.vault.opening import listings
from tests.server.vault.vault_world import COARSE, IDENTITY, TESTIMONY, VaultWorld, problem
from tests.worlds import QUARTER


async def listed(vault: VaultWorld, compartment: str = TESTIMONY) -> list[PartListing]:
    answer = await vault.get(vault.desk().sign_key, f"/v1/parts?compartment={compartment}")
    assert answer.status_code == 200, answer.text
    return list(PartListings.from_bytes(answer.content).parts)


async def test_a_desk_sees_kind_size_day_and_whether_it_may_ask(vault: VaultWorld) -> None:
    await vault.hand_out_cards(1)
    (told,) = await vault.told(vault.cards(1, 0, 0)[0])
    assert await listed(vault) == [
        PartListing(
            part=told.testimony,
            kind=PartKind.TESTIMONY,
            size_class=0,
            day=vault.world.today(),
            vouched=True,
            may_be_opened=True,
            opened=False,
            asked=False,
            channel=Channel.WEB,
            urgent=False,
        )
    ]


async def test_a_card_on_no_partners_list_vouches_for_nothing(vault: VaultWorld) -> None:
    await vault.told(CardCode.new())
    assert [one.vouched for one in await listed(vault)] == [False]


async def test_a_list_that_comes_later_still_counts(vault: VaultWorld) -> None:
    codes, cards = new_batch("lantern", QUARTER, 1)
    await vault.told(codes[0])
    await load_cards(vault.loader, cards)
    assert [one.vouched for one in await listed(vault)] == [True]


async def test_a_card_on_the_list_of_another_quarter_vouches_for_nothing(vault: VaultWorld) -> None:
    """The key signs for this quarter and stands on the list of another: whoever holds it chose the quarter."""
    codes, cards = new_batch("lantern", QUARTER, 1)
    await load_cards(vault.loader, cards.model_copy(update={"quarter": "2026-q3"}))
    await vault.told(codes[0])
    assert [one.vouched for one in await listed(vault)] == [False]


async def test_an_opened_part_is_marked_and_one_that_was_only_asked_for_is_not(vault: VaultWorld) -> None:
    one, other = await vault.told(None, None)
    await vault.open([one.testimony])
    await vault.ask_and_log([other.testimony])
    assert {each.part: each.opened for each in await listed(vault)} == {one.testimony: True, other.testimony: False}


async def test_what_is_asked_for_and_not_read_yet_is_marked_so(vault: VaultWorld) -> None:
    waits, refused, read, untouched = await vault.told(None, None, None, None)
    await vault.ask([waits.testimony])
    await vault.open([read.testimony])
    asked = await vault.ask_and_log([refused.testimony])
    for seat in (1, 2, 3, 4):
        await vault.answer(seat, vault.refusal(asked, refused.testimony, seat))
    assert {each.part: each.asked for each in await listed(vault)} == {
        waits.testimony: True,
        refused.testimony: False,
        read.testimony: False,
        untouched.testimony: False,
    }


async def test_it_says_by_which_way_a_report_came(vault: VaultWorld) -> None:
    (sent,) = await vault.told(None)
    (texted,) = await vault.told(None, asserted_by=AssertedBy.GATEWAY)
    found = {each.part: each.channel for each in await listed(vault)}
    assert found == {sent.testimony: Channel.WEB, texted.testimony: Channel.SMS}


async def test_urgent_is_what_its_source_asks_for_and_may_still_have(vault: VaultWorld) -> None:
    plain = profile_terms(COARSE, vault.world.today())
    urgent = plain.model_copy(update={"urgent": True})
    shut = urgent.model_copy(update={"uses": ()})
    told = {(await vault.told(None, terms=terms))[0].testimony: terms is urgent for terms in (plain, urgent, shut)}
    assert {each.part: each.urgent for each in await listed(vault)} == told


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (Terms(), False),
        (profile_terms(Profile.CURATOR_MAY_READ, 20_778), True),
        (profile_terms(Profile.CURATOR_MAY_READ, 20_778).model_copy(update={"uses": ()}), False),
        (profile_terms(Profile.CURATOR_MAY_READ, 20_778).model_copy(update={"ask_first": (Aim.EARLY_WARNING,)}), False),
    ],
)
async def test_it_says_whether_consent_allows_asking(vault: VaultWorld, terms: Terms, expected: bool) -> None:
    await vault.told(None, terms=terms)
    assert [one.may_be_opened for one in await listed(vault)] == [expected]


async def test_an_identity_may_be_asked_for_only_for_contact_or_accountability(vault: VaultWorld) -> None:
    read = profile_terms(Profile.CURATOR_MAY_READ, vault.world.today())
    wanted = {
        (await vault.told(None, identity_terms=terms))[0].identity: expected
        for terms, expected in (
            (read, False),
            (read.model_copy(update={"contact": Contact.NOW}), True),
            (read.model_copy(update={"aims": (Aim.ACCOUNTABILITY,)}), True),
        )
    }
    assert {one.part: one.may_be_opened for one in await listed(vault, IDENTITY)} == wanted


async def pages(vault: VaultWorld) -> list[tuple[bytes, ...]]:
    """Every page, as a desk walks from one to the next."""
    found, after = [], ""
    while True:
        answer = await vault.get(vault.desk().sign_key, f"/v1/parts?compartment={TESTIMONY}{after}")
        page = PartListings.from_bytes(answer.content)
        found.append(tuple(one.part for one in page.parts))
        if not page.more:
            return found
        after = f"&after={page.parts[-1].day}-{to_text(page.parts[-1].part)}"


async def test_the_last_days_come_first_and_within_a_day_the_order_tells_nothing(vault: VaultWorld) -> None:
    told = []
    for _ in range(3):
        told.append([one.testimony for one in await vault.told(None, None, None)])
        vault.clock.pass_days(1)
    days = [one.day for one in await listed(vault)]
    assert days == sorted(days, reverse=True)
    # By id, which is a hash of what is sealed: whoever came first stands anywhere.
    assert [one.part for one in await listed(vault)] == [
        part for day in reversed(told) for part in sorted(day, reverse=True)
    ]


@pytest.mark.parametrize("most", [1, 2, 3, 5, 6, 7])
async def test_pages_leave_nothing_out_and_show_nothing_twice(vault: VaultWorld, monkeypatch, most: int) -> None:
    for _ in range(2):
        await vault.told(None, None, None)
        vault.clock.pass_days(1)
    everything = [one.part for one in await listed(vault)]
    monkeypatch.setattr(listings, "MOST", most)
    walked = await pages(vault)
    assert [part for page in walked for part in page] == everything
    assert [len(page) for page in walked[:-1]] == [most] * (len(walked) - 1)
    assert 0 < len(walked[-1]) <= most


@pytest.mark.parametrize("place", ["1", "-", "1-", f"-{'0' * 64}", f"x-{'0' * 64}", f"1-{'0' * 63}", f"1-{'G' * 64}"])
async def test_a_place_that_is_none_is_refused(vault: VaultWorld, place: str) -> None:
    answer = await vault.get(vault.desk().sign_key, f"/v1/parts?compartment={TESTIMONY}&after={place}")
    assert answer.status_code == 422
    assert place not in answer.text or len(place) == 1


async def test_a_page_after_the_last_part_or_one_that_is_gone_is_no_error(vault: VaultWorld) -> None:
    await vault.told(None)
    for day, shown in ((0, 0), (999_999, 1)):
        place = f"{day}-{'0' * 64}"
        answer = await vault.get(vault.desk().sign_key, f"/v1/parts?compartment={TESTIMONY}&after={place}")
        assert len(PartListings.from_bytes(answer.content).parts) == shown


async def test_a_page_is_read_from_the_index_however_many_parts_there_are(vault: VaultWorld) -> None:
    await vault.told(None)
    async with inside(vault.world.openings, TESTIMONY) as connection:
        await connection.exec_driver_sql("SET LOCAL enable_sort = off")
        place = listings.After(vault.world.today(), b"m" * 32)
        query = listings._page(TESTIMONY, place).compile(
            dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}
        )
        plan = [row[0] for row in await connection.exec_driver_sql(f"EXPLAIN {query}")]
    assert not any("Sort" in line for line in plan), plan
    assert any("Index" in line and "day_id" in line for line in plan), plan


async def test_a_desk_sees_its_own_compartment_only(vault: VaultWorld) -> None:
    await vault.told(None)
    for key in (vault.custodian(1), vault.desk(0, "xb-testimony").sign_key):
        assert problem(await vault.get(key, f"/v1/parts?compartment={TESTIMONY}")) == "not-a-desk"
    assert problem(await vault.get(vault.desk().sign_key, "/v1/parts?compartment=nowhere")) == "not-a-desk"
    assert (await vault.get(vault.desk().sign_key, "/v1/parts")).status_code == 422


async def test_a_bounded_listing_stays_within_its_bound() -> None:
    one = PartListing(
        part=bytes(32),
        kind=PartKind.TESTIMONY,
        size_class=6,
        day=100_000,
        vouched=True,
        may_be_opened=True,
        opened=True,
        asked=True,
        channel=Channel.WEB,
        urgent=True,
    )
    assert listings.MOST * len(one.to_bytes()) + 100 < PartListings.BOUND
