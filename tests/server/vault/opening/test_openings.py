"""Asking for parts."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from protocol.consent import Aim, Profile, Terms, profile_terms, withdraw
from protocol.contents import Testimony
from protocol.desk_crossings import OpenablePart, PartState
from protocol.ids import to_text
from protocol.opening import (
    LIFETIME,
    OpeningRequest,
    Side,
    SignedRequest,
    check_request,
    join_opening,
    make_fresh_key,
    sign_request,
)
from protocol.post import Post
from protocol.primitives import SignKey
from protocol.sealing import SealedPart
from server.vault.opening import moves
from tests.server.vault.vault_world import IDENTITY, TESTIMONY, Asked, VaultWorld, problem


async def refused(vault: VaultWorld, asked: Asked | SignedRequest, key: SignKey | None = None) -> str:
    """The problem with a request that must change nothing."""
    signed = asked.signed if isinstance(asked, Asked) else asked
    answer = await vault.send(key or vault.desk().sign_key, "/v1/openings", signed)
    assert answer.status_code >= 400
    assert (await vault.count("openings"), await vault.count("spent_keys")) == (0, 0)
    assert await vault.count("log_entries") == 0
    assert vault.log.waiting == []
    return problem(answer)


async def test_four_custodians_and_a_desk_open_what_a_source_told(vault: VaultWorld) -> None:
    (told,) = await vault.told(None, words="three trucks at the bridge")
    asked = await vault.ask_and_log([told.testimony])
    await vault.approve(asked)
    for side, which, fresh in ((0, Side.CURATOR, asked.curator_fresh), (1, Side.REVIEWER, asked.reviewer_fresh)):
        openable = OpenablePart.from_bytes((await vault.fetch(asked, told.testimony, side)).content)
        checked = check_request(asked.signed, vault.consortium.directory, int(vault.clock()))
        part = SealedPart.from_bytes(openable.part)
        contents = join_opening(openable.approvals, checked, part, which, fresh, vault.desk(side).seal_key, side + 1)
        assert Testimony.from_bytes(contents).text == "three trucks at the bridge"
    assert await vault.states(asked) == {told.testimony: PartState.OPENED}


async def test_a_request_waits_for_the_log_before_anyone_is_shown_it(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask([told.testimony])
    assert await vault.states(asked) == {told.testimony: PartState.REQUESTED}
    assert await vault.notices(1) == ()
    await vault.follow_log()
    assert await vault.states(asked) == {told.testimony: PartState.LOGGED}
    assert len(await vault.notices(1)) == 1


async def test_the_log_learns_a_commitment_and_nothing_of_the_request(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask([told.testimony])
    (commitment,) = vault.log.waiting
    assert commitment not in (asked.id, told.testimony)


async def test_with_the_log_down_nothing_is_opened_and_nothing_is_lost(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    vault.to_log.down = True
    asked = vault.request([told.testimony])
    answer = await vault.send(vault.desk().sign_key, "/v1/openings", asked.signed)
    assert (answer.status_code, problem(answer)) == (503, "log-unreachable")
    assert await vault.notices(1) == ()
    vault.to_log.down = False
    await vault.follow_log()
    assert await vault.states(asked) == {told.testimony: PartState.LOGGED}


async def test_a_request_sent_again_is_one_request_with_one_answer(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask([told.testimony])
    again = await vault.send(vault.desk().sign_key, "/v1/openings", asked.signed)
    assert again.status_code == 202
    assert again.content == (await vault.progress(asked)).to_bytes()
    assert (await vault.count("openings"), await vault.count("log_entries")) == (1, 1)
    assert len(vault.log.waiting) == 1


async def test_two_requests_in_one_moment_are_one(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = vault.request([told.testimony])
    answers = await asyncio.gather(*[vault.send(vault.desk().sign_key, "/v1/openings", asked.signed) for _ in range(4)])
    assert {answer.status_code for answer in answers} == {202}
    assert (await vault.count("openings"), await vault.count("spent_keys")) == (1, 2)
    assert (await vault.count("log_entries"), len(vault.log.waiting)) == (1, 1)


async def test_a_request_sent_again_after_the_log_was_down_reaches_the_log(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    vault.to_log.down = True
    asked = vault.request([told.testimony])
    await vault.send(vault.desk().sign_key, "/v1/openings", asked.signed)
    vault.to_log.down = False
    again = await vault.send(vault.desk().sign_key, "/v1/openings", asked.signed)
    assert again.status_code == 202
    assert len(vault.log.waiting) == 1


@pytest.mark.parametrize("side", ["curator", "reviewer"])
async def test_a_fresh_key_serves_one_request_only(vault: VaultWorld, side: str) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask([told.testimony])
    used = getattr(OpeningRequest.from_bytes(asked.signed.body), side)
    other = vault.request([told.testimony], **{side: used})
    answer = await vault.send(vault.desk().sign_key, "/v1/openings", other.signed)
    assert problem(answer) == "fresh-key-used"
    assert (await vault.count("openings"), await vault.count("spent_keys")) == (1, 2)


async def test_the_same_key_signed_anew_is_still_used(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask([told.testimony])
    desk = vault.desk(1)
    seed = asked.reviewer_fresh.seed()
    _, again = make_fresh_key(TESTIMONY, desk.name, desk.sign_key, int(vault.clock()) + 48 * 3600, lambda _: seed)
    other = vault.request([told.testimony], reviewer=again)
    answer = await vault.send(vault.desk().sign_key, "/v1/openings", other.signed)
    assert problem(answer) == "fresh-key-used"


# What may be asked for


async def test_a_part_that_is_not_there_is_refused(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    assert await refused(vault, vault.request([told.testimony, bytes(32)])) == "not-here"


async def test_a_part_of_another_compartment_is_not_there(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    assert await refused(vault, vault.request([told.testimony, told.identity])) == "not-here"


async def test_a_part_that_was_shut_is_not_there(vault: VaultWorld) -> None:
    told = vault.tell()
    vault.intake.parts.clear()
    broken = told.sealed.testimony.model_copy(update={"signature": bytes(64)})
    vault.intake.put(broken)
    await vault.collect()
    await vault.told(None)
    assert await refused(vault, vault.request([broken.id()])) == "not-here"


@pytest.mark.parametrize("aim", [Aim.ADVOCACY, Aim.ACCOUNTABILITY])
async def test_an_aim_that_the_source_did_not_allow_is_refused(vault: VaultWorld, aim: Aim) -> None:
    (told,) = await vault.told(None)
    assert await refused(vault, vault.request([told.testimony], aim=aim)) == "not-allowed"


async def test_an_aim_that_the_source_wants_to_be_asked_about_is_refused(vault: VaultWorld) -> None:
    terms = profile_terms(Profile.SUMMARY_COARSE, vault.world.today())
    (told,) = await vault.told(None, terms=terms.model_copy(update={"ask_first": (Aim.EARLY_WARNING,)}))
    assert await refused(vault, vault.request([told.testimony])) == "not-allowed"


async def test_what_is_kept_sealed_is_refused(vault: VaultWorld) -> None:
    open_one, shut = (await vault.told(None)) + (await vault.told(None, terms=Terms()))
    assert await refused(vault, vault.request([open_one.testimony, shut.testimony])) == "not-allowed"


async def test_consent_that_has_ended_is_refused(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    # The part's own year is over; the directory is renewed here, or that would be the reason.
    renewed = vault.consortium.resign(
        lambda directory: directory.model_copy(
            update={
                "number": 2,
                "previous": vault.consortium.directory.hash,
                "expires": directory.expires + 400,
            }
        )
    )
    newer = vault.world.pinned.replace_directory(renewed.to_bytes())
    vault.clock.pass_days(366)
    assert await refused(vault, vault.request([told.testimony], directory=newer.hash)) == "consent-expired"


async def test_an_identity_opens_for_contact_or_accountability_only(vault: VaultWorld) -> None:
    read = profile_terms(Profile.CURATOR_MAY_READ, vault.world.today())
    both = read.model_copy(update={"aims": (Aim.ACCOUNTABILITY, Aim.EARLY_WARNING)})
    (told,) = await vault.told(None, identity_terms=both)
    asked = vault.request([told.identity], compartment=IDENTITY)
    assert await refused(vault, asked) == "not-allowed"
    allowed = vault.request([told.identity], compartment=IDENTITY, aim=Aim.ACCOUNTABILITY)
    answer = await vault.send(vault.desk().sign_key, "/v1/openings", allowed.signed)
    assert answer.status_code == 202


# Who may ask, and how


async def test_only_the_curators_own_desk_sends_its_request(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = vault.request([told.testimony])
    for key in (vault.desk(1).sign_key, vault.custodian(1), vault.desk(0, "xb-testimony").sign_key):
        assert await refused(vault, asked, key) == "not-a-desk"


async def test_a_stranger_is_turned_away_at_the_door(vault: VaultWorld) -> None:
    assert await refused(vault, vault.request([bytes(32)]), SignKey.new()) == "wrong-signature"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"directory": bytes(32)}, "opening-refused"),
        ({"compartment": "xc-testimony"}, "no-such-compartment"),
        ({"asked": 0}, "request-expired"),
    ],
)
async def test_a_request_that_does_not_hold_is_refused(
    vault: VaultWorld, change: dict[str, Any], expected: str
) -> None:
    (told,) = await vault.told(None)
    asked = vault.request([told.testimony])
    request = OpeningRequest.from_bytes(asked.signed.body).model_copy(update=change)
    assert await refused(vault, sign_request(request, vault.desk().sign_key)) == expected


async def test_a_part_named_twice_is_refused(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    assert await refused(vault, vault.request([told.testimony] * 2)) == "too-many-parts"


async def test_more_than_twenty_parts_are_refused(vault: VaultWorld) -> None:
    asked = vault.request([bytes(32)])
    many = OpeningRequest.from_bytes(asked.signed.body).model_copy(
        update={"parts": tuple(bytes([number]) * 32 for number in range(21))}
    )
    assert await refused(vault, sign_request(many, vault.desk().sign_key)) == "malformed"


async def test_a_request_that_would_live_longer_than_three_days_is_refused(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    now = int(vault.clock())
    lasting = {"curator": vault.fresh(0, lasts=2 * LIFETIME)[1], "reviewer": vault.fresh(1, lasts=2 * LIFETIME)[1]}
    asked = vault.request([told.testimony], expires=now + LIFETIME + 1, **lasting)
    assert await refused(vault, asked) == "request-expired"


async def test_one_desk_cannot_be_both_curator_and_reviewer(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = vault.request([told.testimony], reviewer=vault.fresh(0)[1])
    assert await refused(vault, asked) == "not-a-curator"


@pytest.mark.parametrize("raw", [b"", b"\x00", b"\xa0", b"\xff" * 9000])
async def test_what_is_no_request_is_refused_without_an_echo(vault: VaultWorld, raw: bytes) -> None:
    answer = await vault.send(vault.desk().sign_key, "/v1/openings", raw)
    assert answer.status_code in (400, 413)
    assert raw[:1].hex() not in answer.text or raw in (b"", b"\x00")


async def test_whoever_is_not_named_finds_no_opening(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask([told.testimony])
    for key in (vault.custodian(1), vault.desk(0, "xb-testimony").sign_key):
        for path in (to_text(asked.id), to_text(bytes(32))):
            answer = await vault.get(key, f"/v1/openings/{path}")
            assert (answer.status_code, problem(answer)) == (404, "not-here")


@pytest.mark.parametrize("path", ["x" * 64, "A" * 64, "0" * 63, "0" * 66])
async def test_an_id_that_is_none_is_refused(vault: VaultWorld, path: str) -> None:
    answer = await vault.get(vault.desk().sign_key, f"/v1/openings/{path}")
    assert answer.status_code in (400, 422)
    assert path not in answer.text


# The end of a request


async def test_what_is_not_opened_in_time_expires(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    await vault.approve(asked)
    vault.clock.now += 24 * 3600 + 1
    assert await vault.states(asked) == {told.testimony: PartState.EXPIRED}
    await moves.expire(vault.world)
    assert [row.state for row in await vault.rows("SELECT state FROM opening_parts")] == ["expired"]
    assert problem(await vault.fetch(asked, told.testimony)) == "request-expired"


async def test_expiry_reaches_no_request_that_still_lives(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    vault.clock.now += 24 * 3600
    await moves.expire(vault.world)
    assert await vault.states(asked) == {told.testimony: PartState.LOGGED}


async def test_what_was_shown_as_expired_stays_so_when_its_source_takes_it_back(vault: VaultWorld) -> None:
    """Shown before any round has ended it."""
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    vault.clock.now += 24 * 3600 + 1
    assert await vault.states(asked) == {told.testimony: PartState.EXPIRED}
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    await vault.collect()
    assert await vault.states(asked) == {told.testimony: PartState.EXPIRED}


async def test_what_is_over_is_not_frozen_any_more(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    vault.clock.now += 24 * 3600 + 1
    answer = await vault.client(vault.custodian(2)).post(f"/v1/openings/{to_text(asked.id)}/freeze")
    assert answer.status_code == 204
    assert await vault.states(asked) == {told.testimony: PartState.EXPIRED}


async def test_a_frozen_request_is_said_to_be_over_also_where_the_log_never_heard_of_it(vault: VaultWorld) -> None:
    """Else its desk would wait for the log."""
    (told,) = await vault.told(None)
    asked = await vault.ask([told.testimony])
    await vault.client(vault.custodian(2)).post(f"/v1/openings/{to_text(asked.id)}/freeze")
    assert problem(await vault.fetch(asked, told.testimony)) == "not-possible-now"


@pytest.mark.parametrize("who", ["reviewer", "custodian"])
async def test_a_colleague_freezes_what_is_left(vault: VaultWorld, who: str) -> None:
    told = await vault.told(None, None)
    asked = await vault.open([one.testimony for one in told])
    waiting = await vault.ask_and_log([told[0].testimony])
    key = vault.desk(1).sign_key if who == "reviewer" else vault.custodian(2)
    for each in (asked, waiting):
        answer = await vault.client(key).post(f"/v1/openings/{to_text(each.id)}/freeze")
        assert answer.status_code == 204
        assert set((await vault.states(each)).values()) == {PartState.FROZEN}
    assert await vault.notices(1) == ()
    assert problem(await vault.fetch(asked, told[0].testimony)) == "not-possible-now"


async def test_nobody_from_another_compartment_freezes_anything(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    for key in (vault.custodian(1, IDENTITY), vault.desk(0, "xb-testimony").sign_key):
        answer = await vault.client(key).post(f"/v1/openings/{to_text(asked.id)}/freeze")
        assert problem(answer) == "not-here"
    assert await vault.states(asked) == {told.testimony: PartState.LOGGED}


async def test_a_revoked_desk_finds_nothing_any_more(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    asked = await vault.ask_and_log([told.testimony])
    await vault.approve(asked)
    revoked = vault.consortium.resign(
        lambda directory: directory.model_copy(
            update={
                "number": 2,
                "previous": vault.consortium.directory.hash,
                "compartments": tuple(
                    one.model_copy(update={"desks": one.desks[1:]}) for one in directory.compartments
                ),
            }
        )
    )
    vault.world.pinned.replace_directory(revoked.to_bytes())
    assert problem(await vault.fetch(asked, told.testimony, 0)) == "wrong-signature"
    # The reviewer's desk is still there, and what was approved under the old directory still opens for it.
    assert (await vault.fetch(asked, told.testimony, 1)).status_code == 200
