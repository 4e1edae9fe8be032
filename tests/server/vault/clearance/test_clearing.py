"""Granting clearance, end to end."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest

from protocol.cards import batch_name, new_batch
from protocol.consent import (
    Aim,
    Audience,
    GivenBy,
    Period,
    Place,
    Profile,
    Terms,
    give,
    profile_terms,
    verify_consent,
    withdraw,
)
from protocol.desk_crossings import GrantedClearance
from protocol.directory import DeviceRole
from protocol.post import Post
from protocol.release import (
    ClearanceRequest,
    SignedClearanceRequest,
    SourceBand,
    check_clearance,
    sign_clearance,
)
from protocol.release_crossings import ClearanceQuery, ClearanceStanding
from server.vault.counting.sources import ShutOut
from server.vault.keeping.cards import load_cards
from tests.server.vault.vault_world import COARSE, Told, VaultWorld, problem, reasons
from tests.worlds import QUARTER, seeded

ELSEWHERE = "xb-testimony"
URGENT_WAY: dict[str, Any] = {
    "urgent": True,
    "place": Place.COUNTRY,
    "period": Period.MONTH,
    "audience": Audience.TASK_FORCE,
}


async def opened(vault: VaultWorld, *counts: int, **how: Any) -> list[Told]:
    """Reports of so many people of each partner, collected and opened."""
    if not vault.codes:
        await vault.hand_out_cards(4)
    told = await vault.told(*vault.cards(*counts), **how)
    await vault.open([one.testimony for one in told])
    return told


def ids(told: list[Told]) -> list[bytes]:
    return [one.testimony for one in told]


async def test_five_people_of_three_partners_are_cleared(vault: VaultWorld) -> None:
    told = await opened(vault, 2, 2, 1)
    granted = await vault.cleared(ids(told))
    clearance = check_clearance(granted.clearance, vault.consortium.directory)
    assert (clearance.band, clearance.policy, clearance.day) == (SourceBand.SOME, 1, vault.world.today())
    assert (clearance.never_to, clearance.translation) == (0, True)
    request = ClearanceRequest.from_bytes(vault.clearance(ids(told)).body)
    for field in set(ClearanceRequest.model_fields) - {"type", "parts"}:
        assert getattr(clearance, field) == getattr(request, field), field


async def test_a_summary_that_stands_on_two_people_is_refused_with_the_reason(vault: VaultWorld) -> None:
    told = await opened(vault, 1, 1, 0)
    answer = await vault.clear(ids(told))
    assert problem(answer) == "clearance-refused"
    assert reasons(answer) == {
        "not-enough-independent-sources",
        "not-enough-partners",
        "one-partner-carries-it",
    }
    assert (await vault.count("clearances"), await vault.count("cleared_parts")) == (0, 0)


async def test_the_clearance_carries_what_every_source_shut_out(vault: VaultWorld) -> None:
    await vault.hand_out_cards(4)
    told = await opened(vault, 2, 2, 0)
    today = vault.world.today()
    terms = profile_terms(COARSE, today).model_copy(update={"never_to": 0b10, "translation": False})
    told += await opened(vault, 0, 0, 1, terms=terms)
    clearance = check_clearance((await vault.cleared(ids(told))).clearance, vault.consortium.directory)
    assert (clearance.never_to, clearance.translation) == (0b10, False)


async def test_the_log_hears_of_it_before_the_desk_does(vault: VaultWorld) -> None:
    told = await opened(vault, 2, 2, 1)
    vault.to_log.down = True
    answer = await vault.clear(ids(told))
    assert (answer.status_code, problem(answer)) == (503, "log-unreachable")
    request = ClearanceRequest.from_bytes(vault.clearance(ids(told)).body)
    assert await vault.holds(request.commitment) == (False,)
    vault.to_log.down = False
    granted = await vault.cleared(ids(told))
    assert len(vault.log.waiting) == 1
    assert await vault.holds(request.commitment) == (True,)
    check_clearance(granted.clearance, vault.consortium.directory)


async def test_the_same_request_gets_the_same_bytes(vault: VaultWorld) -> None:
    told = await opened(vault, 2, 2, 1)
    first = await vault.cleared(ids(told))
    vault.clock.pass_days(1)
    assert await vault.cleared(ids(told)) == first
    assert await vault.count("clearances") == 1


async def test_two_requests_in_one_moment_get_one_clearance(vault: VaultWorld) -> None:
    told = await opened(vault, 2, 2, 1)
    answers = await asyncio.gather(*[vault.clear(ids(told)) for _ in range(4)])
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert (await vault.count("clearances"), await vault.count("cleared_parts")) == (1, 5)
    # Three lists of cards, one opening, one clearance.
    assert await vault.count("log_entries") == 5


async def test_a_commitment_is_cleared_once(vault: VaultWorld) -> None:
    told = await opened(vault, 2, 2, 2)
    await vault.cleared(ids(told[:5]), commitment=bytes(32))
    answer = await vault.clear(ids(told), commitment=bytes(32))
    assert (answer.status_code, problem(answer)) == (409, "already-cleared")


async def test_what_was_withdrawn_since_is_not_granted_again(vault: VaultWorld) -> None:
    told = await opened(vault, 2, 2, 1)
    await vault.cleared(ids(told))
    vault.post(Post(withdrawals=(withdraw(told[0].key(), vault.world.today()),)))
    await vault.collect()
    assert reasons(await vault.clear(ids(told))) == {"withdrawn"}


# What must have been opened


async def test_a_part_that_was_never_opened_is_refused(vault: VaultWorld) -> None:
    told = await opened(vault, 2, 2, 1)
    unopened = await vault.told(None)
    assert reasons(await vault.clear(ids(told + unopened))) == {"not-opened-by-both-desks-for-this-aim"}


async def test_a_part_that_was_approved_and_never_fetched_is_refused(vault: VaultWorld) -> None:
    told = await opened(vault, 2, 2, 1)
    unread = await vault.told(None)
    await vault.approve(await vault.ask_and_log(ids(unread)))
    assert reasons(await vault.clear(ids(told + unread))) == {"not-opened-by-both-desks-for-this-aim"}


async def test_an_opening_for_another_aim_does_not_count(vault: VaultWorld) -> None:
    terms = profile_terms(COARSE, vault.world.today()).model_copy(update={"aims": (Aim.ADVOCACY, Aim.EARLY_WARNING)})
    told = await opened(vault, 2, 2, 1, terms=terms)
    refused = await vault.clear(ids(told), aim=Aim.ADVOCACY)
    assert reasons(refused) == {"not-opened-by-both-desks-for-this-aim"}
    await vault.open(ids(told), aim=Aim.ADVOCACY)
    await vault.cleared(ids(told), aim=Aim.ADVOCACY)


async def test_a_frozen_opening_does_not_count(vault: VaultWorld) -> None:
    await vault.hand_out_cards(4)
    told = await vault.told(*vault.cards(2, 2, 1))
    asked = await vault.open(ids(told))
    await vault.client(vault.desk(1).sign_key).post(f"/v1/openings/{asked.id.hex()}/freeze")
    assert reasons(await vault.clear(ids(told))) == {"not-opened-by-both-desks-for-this-aim"}


async def test_a_part_that_is_not_there_is_refused(vault: VaultWorld) -> None:
    told = await opened(vault, 2, 2, 1)
    for other in (bytes(32), told[0].identity):
        assert problem(await vault.clear([*ids(told), other])) == "not-here"


# Who asks


def signed(vault: VaultWorld, request: ClearanceRequest, curator: int = 0, reviewer: int = 1) -> SignedClearanceRequest:
    return SignedClearanceRequest(
        body=request.to_bytes(),
        curator_signature=sign_clearance(request, vault.desk(curator).sign_key),
        reviewer_signature=sign_clearance(request, vault.desk(reviewer).sign_key),
    )


async def refused(vault: VaultWorld, claimed: SignedClearanceRequest, key: Any = None) -> str:
    answer = await vault.send(key or vault.desk().sign_key, "/v1/clearances", claimed)
    assert await vault.count("clearances") == 0
    return problem(answer)


async def test_both_desks_must_have_signed_the_very_same(vault: VaultWorld) -> None:
    told = await opened(vault, 2, 2, 1)
    request = ClearanceRequest.from_bytes(vault.clearance(ids(told)).body)
    for curator, reviewer in ((0, 0), (1, 1), (1, 0)):
        assert await refused(vault, signed(vault, request, curator, reviewer)) == "bad-signature"
    wider = request.model_copy(update={"audience": Audience.UN})
    claimed = signed(vault, wider).model_copy(
        update={"reviewer_signature": sign_clearance(request, vault.desk(1).sign_key)}
    )
    assert await refused(vault, claimed) == "bad-signature"


async def test_one_desk_cannot_sign_as_both(vault: VaultWorld) -> None:
    told = await opened(vault, 2, 2, 1)
    request = ClearanceRequest.from_bytes(vault.clearance(ids(told), reviewer=vault.desk(0).name).body)
    assert await refused(vault, signed(vault, request, 0, 0)) == "not-two-people"


async def test_only_the_curators_desk_brings_the_request(vault: VaultWorld) -> None:
    told = await opened(vault, 2, 2, 1)
    claimed = vault.clearance(ids(told))
    for key in (
        vault.desk(1).sign_key,
        vault.custodian(1),
        vault.desk(0, "xb-testimony").sign_key,
        vault.consortium.devices[DeviceRole.RELEASE],
    ):
        assert await refused(vault, claimed, key) == "not-a-desk"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"directory": bytes(32)}, "release-refused"),
        ({"compartment": "xc-testimony"}, "no-such-compartment"),
        ({"curator": "nobody"}, "no-such-device"),
        ({"parts": (bytes(32), bytes(32))}, "release-refused"),
    ],
)
async def test_a_request_that_does_not_hold_is_refused(
    vault: VaultWorld, change: dict[str, Any], expected: str
) -> None:
    request = ClearanceRequest.from_bytes(vault.clearance([bytes(32)]).body).model_copy(update=change)
    assert await refused(vault, signed(vault, request)) == expected


# Predecessors


async def test_a_successor_may_not_isolate_a_source(vault: VaultWorld) -> None:
    told = await opened(vault, 2, 2, 2)
    before = check_clearance((await vault.cleared(ids(told))).clearance, vault.consortium.directory)
    answer = await vault.clear(ids(told[:5]), predecessor=before.commitment)
    assert reasons(answer) == {"difference-isolates-a-source"}
    await vault.cleared(ids(told), predecessor=before.commitment, expiry=30, commitment=bytes(32))


async def test_a_withdrawal_does_not_shrink_what_was_released(vault: VaultWorld) -> None:
    """Six stood behind the first; one takes back. A successor on the other five would show what that one said."""
    told = await opened(vault, 2, 2, 2)
    before = check_clearance((await vault.cleared(ids(told))).clearance, vault.consortium.directory)
    vault.post(Post(withdrawals=(withdraw(told[0].key(), vault.world.today()),)))
    await vault.collect()
    answer = await vault.clear(ids(told[1:]), predecessor=before.commitment)
    assert reasons(answer) == {"difference-isolates-a-source"}


async def test_a_withdrawal_of_another_report_takes_back_no_clearance(vault: VaultWorld) -> None:
    told = await opened(vault, 2, 2, 1)
    (other,) = await vault.told(None)
    granted = await vault.cleared(ids(told))
    vault.post(Post(withdrawals=(withdraw(other.key(), vault.world.today()),)))
    await vault.collect()
    assert await vault.cleared(ids(told)) == granted


def shut(vault: VaultWorld, *batches: str, partners: Iterable[str] = ()) -> None:
    now = ShutOut(frozenset(partners), frozenset((batch, None) for batch in batches))
    object.__setattr__(vault.world, "shut_out", lambda: now)


async def test_cards_that_are_shut_out_vouch_for_nothing_until_they_are_let_in_again(vault: VaultWorld) -> None:
    told = await opened(vault, 2, 2, 1)
    (batch,) = {row.batch for row in await vault.rows("SELECT batch FROM cards WHERE partner = 'harbour'")}
    for what in ({"batches": (batch_name(batch),)}, {"partners": ("harbour",)}):
        shut(vault, *what.get("batches", ()), partners=what.get("partners", ()))
        assert "not-enough-partners" in reasons(await vault.clear(ids(told)))
    shut(vault, "00000-00098", partners=("nobody",))
    await vault.cleared(ids(told))


async def test_people_of_a_batch_that_is_shut_out_since_give_nobody_cover(vault: VaultWorld) -> None:
    """What was cleared before knows its cards, and so what batch they are of."""
    await vault.hand_out_cards(4)
    (lost,), listed = new_batch("lantern", QUARTER, 1, seeded("lost"))
    await load_cards(vault.loader, listed)
    codes = vault.codes
    inside = [*codes["lantern"][:2], *codes["acacia"][:2], *codes["harbour"][:1]]
    outside = [lost, codes["lantern"][2], *codes["acacia"][2:], codes["harbour"][1]]
    told = await vault.told(*inside, *outside)
    for half in (told[:5], told[5:]):
        await vault.open(ids(half))
    before = await commitment_of(vault, ids(told))
    shut(vault, listed.name)
    assert reasons(await vault.clear(ids(told[:5]), predecessor=before)) == {"difference-isolates-a-source"}
    shut(vault)
    await vault.cleared(ids(told[:5]), predecessor=before)


async def test_a_predecessor_that_the_vault_never_cleared_is_refused(vault: VaultWorld) -> None:
    told = await opened(vault, 2, 2, 1)
    answer = await vault.clear(ids(told), predecessor=bytes(32))
    assert reasons(answer) == {"no-such-predecessor"}


async def test_the_whole_row_of_predecessors_is_compared(vault: VaultWorld) -> None:
    first = await opened(vault, 2, 2, 2)
    more = await vault.told(*[card for partner in vault.codes for card in vault.codes[partner][2:4]])
    await vault.open(ids(more))
    one = check_clearance((await vault.cleared(ids(first))).clearance, vault.consortium.directory)
    two = check_clearance(
        (await vault.cleared(ids(more), predecessor=one.commitment)).clearance, vault.consortium.directory
    )
    # Against the second alone it differs by six and by five; against the first by one.
    answer = await vault.clear(ids(first[:5]), predecessor=two.commitment)
    assert reasons(answer) == {"difference-isolates-a-source"}


async def test_more_than_can_be_compared_with_ends_a_family(vault: VaultWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    told = await opened(vault, 2, 2, 1)
    monkeypatch.setattr("server.vault.counting.families.MOST_COMPARED", 1)
    before: bytes | None = None
    for number in range(2):
        before = await commitment_of(vault, ids(told), predecessor=before, commitment=bytes([number]) * 32)
    assert reasons(await vault.clear(ids(told), predecessor=before)) == {"too-many-releases-to-compare-with"}


# Beside


async def commitment_of(vault: VaultWorld, parts: list[bytes], **change: Any) -> bytes:
    granted = await vault.cleared(parts, **change)
    return check_clearance(granted.clearance, vault.consortium.directory).commitment


async def test_a_release_beside_is_compared_with_as_a_predecessor_is(vault: VaultWorld) -> None:
    told = await opened(vault, 2, 2, 2)
    month = await commitment_of(vault, ids(told))
    assert reasons(await vault.clear(ids(told[:5]), beside=(month,))) == {"difference-isolates-a-source"}
    await vault.cleared(ids(told), beside=(month,))


async def test_a_release_beside_that_the_vault_never_cleared_is_refused(vault: VaultWorld) -> None:
    told = await opened(vault, 2, 2, 1)
    assert reasons(await vault.clear(ids(told), beside=(bytes(32),))) == {"no-such-predecessor"}


async def test_a_whole_less_two_of_its_regions_shows_nobody(vault: VaultWorld) -> None:
    """Each region is far enough from the country; together they leave one person whom neither holds."""
    everyone = await opened(vault, 4, 4, 3)
    south, north, rest = ids(everyone[0:2] + everyone[4:6] + everyone[8:9]), [], everyone[2:4] + everyone[6:8]
    north = ids([*rest, everyone[9]])
    country = await commitment_of(vault, ids(everyone))
    first = await commitment_of(vault, south, beside=(country,))
    # On its own beside the country it would pass: five, and six others. The head of the family is the last of it.
    assert reasons(await vault.clear(north, beside=(first,))) == {"difference-isolates-a-source"}
    await vault.cleared(north, beside=(country,))


async def test_lines_that_meet_are_compared_as_one_family(vault: VaultWorld) -> None:
    told = await opened(vault, 4, 4, 3)
    one, other = ids(told[0:2] + told[4:6] + told[8:10]), ids(told[1:4] + told[6:8] + told[9:11])
    lines = tuple(sorted([await commitment_of(vault, one), await commitment_of(vault, other)]))
    both = sorted({*one, *other})
    # They share two people: taken whole with all the others, nobody is set apart; taken by half, somebody is.
    await vault.cleared(both, beside=lines)
    assert reasons(await vault.clear([part for part in both if part != told[1].testimony], beside=lines)) == {
        "difference-isolates-a-source"
    }


# The urgent way


async def test_one_vouched_source_who_asked_for_it_may_warn_the_task_force(vault: VaultWorld) -> None:
    terms = profile_terms(COARSE, vault.world.today()).model_copy(update={"urgent": True})
    told = await opened(vault, 1, 0, 0, terms=terms)
    clearance = check_clearance((await vault.cleared(ids(told), **URGENT_WAY)).clearance, vault.consortium.directory)
    assert clearance.band is SourceBand.ONE_URGENT
    assert reasons(await vault.clear(ids(told))) >= {"not-enough-independent-sources"}


async def test_without_a_card_or_the_sources_word_there_is_no_urgent_way(vault: VaultWorld) -> None:
    told = await opened(vault, 1, 0, 0)
    assert reasons(await vault.clear(ids(told), **URGENT_WAY)) == {"urgent-way-not-consented"}
    terms = profile_terms(COARSE, vault.world.today()).model_copy(update={"urgent": True})
    unvouched = await vault.told(None, terms=terms)
    await vault.open(ids(unvouched))
    assert reasons(await vault.clear(ids(unvouched), **URGENT_WAY)) == {"urgent-way-needs-a-vouched-source"}


# Standing


async def test_a_withdrawal_ends_the_standing_of_every_clearance_on_that_part(vault: VaultWorld) -> None:
    told = await opened(vault, 2, 2, 2)
    one = ClearanceRequest.from_bytes(vault.clearance(ids(told)).body).commitment
    other = ClearanceRequest.from_bytes(vault.clearance(ids(told[1:])).body).commitment
    await vault.cleared(ids(told))
    await vault.cleared(ids(told[1:]))
    assert await vault.holds(other, bytes(32), one) == (True, False, True)
    vault.post(Post(withdrawals=(withdraw(told[0].key(), vault.world.today()),)))
    await vault.collect()
    assert await vault.holds(other, bytes(32), one) == (True, False, False)


async def test_a_commitment_that_two_compartments_cleared_stands_only_while_the_sources_of_both_allow_it(
    vault: VaultWorld,
) -> None:
    """Else other sources, elsewhere, could hold up a summary whose own source has taken its report back."""
    told = await opened(vault, 2, 2, 1)
    commitment = ClearanceRequest.from_bytes(vault.clearance(ids(told)).body).commitment
    await vault.cleared(ids(told))
    elsewhere = await vault.told(*vault.cards(2, 2, 1), country="xb")
    await clear_elsewhere(vault, ids(elsewhere), commitment)
    assert await vault.holds(commitment) == (True,)
    vault.post(Post(withdrawals=(withdraw(told[0].key(), vault.world.today()),)))
    await vault.collect()
    assert await vault.holds(commitment) == (False,)


async def clear_elsewhere(vault: VaultWorld, parts: list[bytes], commitment: bytes) -> None:
    """Opened and cleared by the two desks of the other country."""
    curator, reviewer = vault.desk(0, ELSEWHERE), vault.desk(1, ELSEWHERE)
    asked = vault.request(parts, compartment=ELSEWHERE)
    await vault.send(curator.sign_key, "/v1/openings", asked.signed)
    await vault.follow_log()
    await vault.approve(asked, compartment=ELSEWHERE)
    for part in parts:
        assert (await vault.fetch(asked, part, compartment=ELSEWHERE)).status_code == 200
    names = {"curator": curator.name, "reviewer": reviewer.name}
    body = vault.clearance(parts, compartment=ELSEWHERE, commitment=commitment, **names).body
    request = ClearanceRequest.from_bytes(body)
    signatures = [sign_clearance(request, desk.sign_key) for desk in (curator, reviewer)]
    claimed = SignedClearanceRequest(body=body, curator_signature=signatures[0], reviewer_signature=signatures[1])
    answer = await vault.send(curator.sign_key, "/v1/clearances", claimed)
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    ("profile", "change"),
    [(Profile.CURATOR_MAY_READ, {}), (COARSE, {"given_by": GivenBy.GUARDIAN})],
    ids=["only to be read", "given for a child"],
)
async def test_narrowing_ends_the_standing_at_once(
    vault: VaultWorld, profile: Profile, change: dict[str, object]
) -> None:
    told = await opened(vault, 2, 2, 1)
    commitment = ClearanceRequest.from_bytes(vault.clearance(ids(told)).body).commitment
    await vault.cleared(ids(told))
    today, key = vault.world.today(), told[0].key()
    first = verify_consent(give(key, profile_terms(COARSE, today), today), key.public, today)
    narrower = profile_terms(profile, today).model_copy(update=change)
    vault.post(Post(consents=(give(key, narrower, today, first),)))
    await vault.collect()
    assert await vault.holds(commitment) == (False,)


async def test_a_change_that_still_allows_it_leaves_it_standing(vault: VaultWorld) -> None:
    told = await opened(vault, 2, 2, 1)
    commitment = ClearanceRequest.from_bytes(vault.clearance(ids(told)).body).commitment
    await vault.cleared(ids(told))
    today, key = vault.world.today(), told[0].key()
    first = verify_consent(give(key, profile_terms(COARSE, today), today), key.public, today)
    vault.post(Post(consents=(give(key, profile_terms(Profile.SUMMARY_FINER, today), today, first),)))
    await vault.collect()
    assert await vault.holds(commitment) == (True,)


@pytest.mark.parametrize("change", [{"never_to": 0b10}, {"translation": False}], ids=["a body", "translation"])
async def test_what_a_source_shuts_out_later_ends_the_standing_too(
    vault: VaultWorld, change: dict[str, object]
) -> None:
    """What was released says to readers what was allowed then: with it standing, whom they name now would read on."""
    told = await opened(vault, 2, 2, 1)
    commitment = ClearanceRequest.from_bytes(vault.clearance(ids(told)).body).commitment
    await vault.cleared(ids(told))
    today, key = vault.world.today(), told[0].key()
    terms = profile_terms(COARSE, today)
    first = verify_consent(give(key, terms, today), key.public, today)
    vault.post(Post(consents=(give(key, terms.model_copy(update=change), today, first),)))
    await vault.collect()
    assert await vault.holds(commitment) == (False,)


async def test_what_was_shut_out_when_it_was_cleared_leaves_it_standing(vault: VaultWorld) -> None:
    await vault.hand_out_cards(4)
    told = await opened(vault, 2, 2, 0)
    terms = profile_terms(COARSE, vault.world.today()).model_copy(update={"never_to": 0b10, "translation": False})
    told += await opened(vault, 0, 0, 1, terms=terms)
    commitment = ClearanceRequest.from_bytes(vault.clearance(ids(told)).body).commitment
    await vault.cleared(ids(told))
    assert await vault.holds(commitment) == (True,)


async def test_when_the_word_for_the_urgent_way_is_taken_back_it_no_longer_stands(vault: VaultWorld) -> None:
    today = vault.world.today()
    terms = profile_terms(COARSE, today).model_copy(update={"urgent": True})
    told = await opened(vault, 1, 0, 0, terms=terms)
    await vault.cleared(ids(told), **URGENT_WAY)
    commitment = ClearanceRequest.from_bytes(vault.clearance(ids(told), **URGENT_WAY).body).commitment
    key = told[0].key()
    first = verify_consent(give(key, terms, today), key.public, today)
    assert await vault.holds(commitment) == (True,)
    vault.post(Post(consents=(give(key, profile_terms(COARSE, today), today, first),)))
    await vault.collect()
    assert await vault.holds(commitment) == (False,)


async def test_only_release_asks_what_still_stands(vault: VaultWorld) -> None:
    for key in (vault.desk().sign_key, vault.custodian(1)):
        answer = await vault.send(key, "/v1/clearances/standing", ClearanceQuery(commitments=(bytes(32),)))
        assert (answer.status_code, problem(answer)) == (403, "not-release")


async def test_release_is_told_nothing_but_yes_and_no(vault: VaultWorld) -> None:
    told = await opened(vault, 2, 2, 1)
    granted: GrantedClearance = await vault.cleared(ids(told))
    assert not any(part in granted.to_bytes() for one in told for part in (one.testimony, one.identity))
    assert set(ClearanceStanding.model_fields) == {"holds"}


async def test_terms_that_allow_nothing_clear_nothing(vault: VaultWorld) -> None:
    """A consent that was narrowed between the opening and the clearance."""
    told = await opened(vault, 2, 2, 1)
    today, key = vault.world.today(), told[0].key()
    first = verify_consent(give(key, profile_terms(COARSE, today), today), key.public, today)
    vault.post(Post(consents=(give(key, Terms(), today, first),)))
    await vault.collect()
    assert reasons(await vault.clear(ids(told))) == {"consent-does-not-allow"}
