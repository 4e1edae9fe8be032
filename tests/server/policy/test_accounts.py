"""Accounts: who gets in, for how long, and that an approval counts for one act, once."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from protocol import policy
from protocol.ledger import EntryKind, check_commitment
from server.pages.passkeys import PasskeyRefused
from server.policy.accounts import invitations, recoveries, sessions, sign_in, step_up
from server.policy.accounts.accounts import MOST_PASSKEYS, prefer, remove_passkey
from server.policy.accounts.errors import (
    AlreadyProposed,
    AnotherAdministrator,
    FormRefused,
    HasNoPasskey,
    HasPasskeys,
    InvitationRefused,
    LastPasskey,
    NobodyOfThatName,
    NoSuchPasskey,
    NoSuchRecovery,
    NotAboutYourself,
    NotForYou,
    NotSignedIn,
    SignInRefused,
    StepUpRefused,
    TicketRefused,
    TooManyPasskeys,
    TooManyTries,
)
from server.policy.accounts.invitations import ask_for_passkey, invite, look_at, register
from server.policy.accounts.people import Held, Role
from server.policy.accounts.step_up import Act, ActKind
from server.policy.accounts.tries import FAILURES
from tests.server.policy.authenticator import PRESENT, Authenticator, bytes_of
from tests.server.policy.staff_world import BROWSER, Staff
from tests.worlds import TODAY, Clock

pytestmark = pytest.mark.anyio
INVITE = Act(ActKind.INVITE, "analyst-amara")


def clock_of(staff: Staff) -> Clock:
    assert isinstance(staff.world.clock, Clock)
    return staff.world.clock


# Who there is


async def test_people_are_those_of_the_papers_with_their_roles_and_places(staff: Staff) -> None:
    people = staff.world.named()
    assert people["dalia"].roles == (Held(Role.ADMINISTRATOR, (), None, None, holds=True),)
    assert people["analyst-amara"].roles == (
        Held(Role.ANALYST, ("xa-testimony", "xb-testimony"), None, None, holds=True),
    )
    custodian = people["custodian-xa-testimony-1"]
    assert custodian.roles == (Held(Role.CUSTODIAN, ("xa-testimony",), None, None, holds=True),)
    assert custodian.organisations == ("house-1",)
    assert (people["auditor-chen"].oversees, people["auditor-chen"].administers) == (True, False)
    assert people["curator-xa"].holds(Role.DESK)
    assert list(people) == sorted(people)


def of_amara(**changes: Any) -> Callable[[Any], Any]:
    def change(bundle: Any) -> Any:
        staff = [one.model_copy(update=changes) if one.person == "analyst-amara" else one for one in bundle.staff]
        return bundle.model_copy(update={"staff": tuple(staff)})

    return change


@pytest.mark.parametrize("days", [{"ends": TODAY - 1}, {"begins": TODAY + 1}])
async def test_who_has_no_role_today_has_no_session_and_gets_no_link(staff: Staff, days: dict[str, int]) -> None:
    cookie = await staff.sign_in(await staff.registered("analyst-amara"))
    await staff.take(of_amara(**days))
    with pytest.raises(NotSignedIn):
        await sessions.find(staff.world, cookie)
    with pytest.raises(NobodyOfThatName):
        await invite(staff.world, "analyst-amara")


async def test_a_role_begins_and_ends_with_its_days(staff: Staff) -> None:
    await staff.take(of_amara(begins=TODAY + 1, ends=TODAY + 2))
    held = []
    for _ in range(4):
        held.append(staff.world.named()["analyst-amara"].is_somebody)
        clock_of(staff).now += 86_400
    assert held == [False, True, True, False]


async def test_a_grant_is_a_role_in_one_more_place_for_its_days(staff: Staff) -> None:
    grant = policy.Grant(template="analyst", person="analyst-amara", compartment="xa-identity", ends=TODAY)
    await staff.take(lambda bundle: bundle.model_copy(update={"grants": (grant,)}))
    granted = Held(Role.ANALYST, ("xa-identity",), None, TODAY, holds=True)
    assert granted in staff.world.named()["analyst-amara"].roles
    clock_of(staff).now += 86_400
    assert granted not in staff.world.named()["analyst-amara"].roles


# Invitations


async def test_an_invitation_brings_in_one_passkey_and_then_no_other(staff: Staff) -> None:
    code = await invite(staff.world, "analyst-amara")
    assert await staff.accept(code, staff.key("analyst-amara")) == "analyst-amara"
    with pytest.raises(InvitationRefused):
        await staff.accept(code, staff.key("second"))
    [kept] = await staff.rows("passkeys")
    assert (kept["person"], kept["label"], kept["added"]) == ("analyst-amara", "a key", TODAY)


async def test_of_two_who_use_one_link_at_the_same_moment_one_gets_in(staff: Staff) -> None:
    code = await invite(staff.world, "analyst-amara")
    both = await asyncio.gather(
        *(staff.accept(code, staff.key(name)) for name in ("one", "two")), return_exceptions=True
    )
    assert sorted(type(one) for one in both if one != "analyst-amara") == [InvitationRefused]
    assert len(await staff.rows("passkeys")) == 1


async def test_of_an_invitation_only_a_hash_is_kept(staff: Staff) -> None:
    code = await invite(staff.world, "analyst-amara")
    [row] = await staff.rows("invitations")
    assert row["hash"] == hashlib.sha256(bytes_of(code)).digest()
    assert bytes_of(code) not in [value for value in row.values() if isinstance(value, bytes)]


async def test_an_invitation_ends_after_a_day(staff: Staff) -> None:
    code = await invite(staff.world, "analyst-amara")
    clock_of(staff).now += invitations.SECONDS - 1
    await look_at(staff.world, code)
    clock_of(staff).now += 1
    with pytest.raises(InvitationRefused):
        await look_at(staff.world, code)


async def test_an_invitation_that_ends_while_it_is_used_brings_nobody_in(staff: Staff) -> None:
    code = await invite(staff.world, "analyst-amara")
    ticket, options = await ask_for_passkey(staff.world, await look_at(staff.world, code), BROWSER)
    made = staff.key("analyst-amara").create(options)
    clock_of(staff).now += invitations.SECONDS
    with pytest.raises(InvitationRefused):
        await register(staff.world, code, ticket.text, BROWSER, made, "late")


async def test_a_newer_invitation_ends_the_one_before(staff: Staff) -> None:
    before, after = await invite(staff.world, "dalia"), await invite(staff.world, "dalia")
    with pytest.raises(InvitationRefused):
        await look_at(staff.world, before)
    assert (await look_at(staff.world, after)).account.person == "dalia"


async def test_what_is_no_invitation_is_refused(staff: Staff) -> None:
    for code in ("", "AAAA", "é" * 43, "A" * 43, "A" * 4000):
        with pytest.raises(InvitationRefused):
            await look_at(staff.world, code)


async def test_nobody_is_invited_whom_no_paper_names_or_who_has_a_passkey(staff: Staff) -> None:
    with pytest.raises(NobodyOfThatName):
        await invite(staff.world, "mallory")
    await staff.registered("analyst-amara")
    with pytest.raises(HasPasskeys):
        await invite(staff.world, "analyst-amara")
    assert [row["person"] for row in await staff.rows("accounts")] == ["analyst-amara"]


async def test_who_leaves_the_papers_or_is_suspended_can_no_longer_use_a_link(staff: Staff) -> None:
    code = await invite(staff.world, "analyst-amara")
    staff.suspended.add("analyst-amara")
    with pytest.raises(InvitationRefused):
        await look_at(staff.world, code)
    staff.suspended.clear()
    await staff.let_go("analyst-amara")
    with pytest.raises(InvitationRefused):
        await look_at(staff.world, code)


async def test_a_passkey_made_without_a_finger_face_or_pin_is_refused_and_the_link_still_good(staff: Staff) -> None:
    code = await invite(staff.world, "analyst-amara")
    with pytest.raises(PasskeyRefused):
        await staff.accept(code, staff.key("without", flags=PRESENT))
    with pytest.raises(PasskeyRefused):
        await staff.accept(code, Authenticator("https://staff.example.com", name="from another page"))
    await staff.accept(code, staff.key("analyst-amara"))


async def test_what_another_browser_was_asked_registers_nothing(staff: Staff) -> None:
    code = await invite(staff.world, "analyst-amara")
    invited = await look_at(staff.world, code)
    ticket, options = await ask_for_passkey(staff.world, invited, b"another browser")
    made = staff.key("analyst-amara").create(options)
    with pytest.raises(TicketRefused):
        await register(staff.world, code, ticket.text, BROWSER, made, "a key")
    mine, _ = await ask_for_passkey(staff.world, invited, BROWSER)
    with pytest.raises(PasskeyRefused):
        await register(staff.world, code, mine.text, BROWSER, made, "a key")


async def test_one_passkey_is_nobody_elses_too(staff: Staff) -> None:
    key = await staff.registered("analyst-amara")
    with pytest.raises(PasskeyRefused):
        await staff.accept(await invite(staff.world, "dalia"), key)


# Signing in


async def test_who_was_invited_signs_in_and_is_who_the_papers_say(staff: Staff) -> None:
    session = await staff.session("dalia")
    assert (session.person, session.named.administers, session.account.language) == ("dalia", True, "en")
    [kept] = await staff.rows("passkeys")
    assert (kept["sign_count"], kept["used"]) == (1, TODAY)


async def test_of_a_session_only_a_hash_is_kept(staff: Staff) -> None:
    cookie = await staff.sign_in(await staff.registered("dalia"))
    [row] = await staff.rows("sessions")
    assert row["hash"] == hashlib.sha256(bytes_of(cookie)).digest()
    assert len(bytes_of(cookie)) == 32


async def sign_in_with(staff: Staff, answer: Callable[[str], str], browser: bytes = BROWSER) -> str:
    ticket, options = sign_in.ask(staff.world, BROWSER)
    return await sign_in.sign_in(staff.world, ticket.text, browser, answer(options))


async def test_another_origin_no_finger_another_key_or_a_key_of_nobody_do_not_sign_in(staff: Staff) -> None:
    key = await staff.registered("dalia")
    elsewhere = Authenticator("https://staff.example.com", name=key.name, key=key.key, handle=key.handle)
    untouched = Authenticator(key.origin, name=key.name, key=key.key, handle=key.handle, flags=PRESENT)
    forged = Authenticator(key.origin, name=key.name, handle=key.handle)
    other_handle = Authenticator(key.origin, name=key.name, key=key.key, handle=b"x" * 32)
    stranger = Authenticator(key.origin, name="nobody's", handle=b"y" * 32)
    for one in (elsewhere, untouched, forged, other_handle, stranger):
        with pytest.raises(SignInRefused):
            await sign_in_with(staff, one.get)
    for text in ("", "{}", "[" * 9000, "null", '"\\ud800"', json.dumps({"id": "x" * 20_000})):
        with pytest.raises(SignInRefused):
            await sign_in_with(staff, lambda _, text=text: text)
    assert await staff.rows("sessions") == []


async def test_an_answer_signs_in_once_and_in_one_browser(staff: Staff) -> None:
    await staff.accept(await invite(staff.world, "dalia"), key := staff.key("dalia", counts=False))
    with pytest.raises(SignInRefused):
        await sign_in_with(staff, key.get, b"another browser")
    ticket, options = sign_in.ask(staff.world, BROWSER)
    answer = key.get(options)
    await sign_in.sign_in(staff.world, ticket.text, BROWSER, answer)
    with pytest.raises(SignInRefused):
        await sign_in.sign_in(staff.world, ticket.text, BROWSER, answer)
    assert len(await staff.rows("sessions")) == 1


async def test_a_page_that_is_too_old_signs_nobody_in(staff: Staff) -> None:
    key = await staff.registered("dalia")
    ticket, options = sign_in.ask(staff.world, BROWSER)
    clock_of(staff).now += 601
    with pytest.raises(SignInRefused):
        await sign_in.sign_in(staff.world, ticket.text, BROWSER, key.get(options))


async def test_a_count_that_does_not_rise_is_a_copy_and_does_not_sign_in(staff: Staff) -> None:
    key = await staff.registered("dalia")
    await staff.sign_in(key)
    key.counts = False
    with pytest.raises(SignInRefused):
        await staff.sign_in(key)


async def test_an_authenticator_that_never_counts_signs_in_again_and_again(staff: Staff) -> None:
    await staff.accept(await invite(staff.world, "dalia"), key := staff.key("dalia", counts=False))
    assert await staff.sign_in(key) != await staff.sign_in(key)


async def test_who_is_not_known_costs_the_same_check_and_gets_the_same_answer(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, checked = await staff.registered("dalia"), list[bytes]()
    check = sign_in.use_passkey

    async def counted(connection: Any, world: Any, passkey: Any, *others: Any) -> None:
        checked.append(passkey.credential)
        await check(connection, world, passkey, *others)

    monkeypatch.setattr(sign_in, "use_passkey", counted)
    refused = []
    for one in (Authenticator(key.origin, name=key.name), Authenticator(key.origin, name="nobody's")):
        with pytest.raises(SignInRefused) as caught:
            await sign_in_with(staff, one.get)
        refused.append((type(caught.value), caught.value.args, caught.value.__suppress_context__))
    assert refused[0] == refused[1]
    assert len(checked) == 2


async def test_a_person_has_ten_failures_and_then_waits_and_nobody_else_with_them(staff: Staff) -> None:
    key, other = await staff.registered("dalia"), await staff.registered("esteban")
    for _ in range(FAILURES):
        with pytest.raises(SignInRefused):
            await sign_in_with(staff, Authenticator(key.origin, name=key.name).get)
    with pytest.raises(TooManyTries):
        await staff.sign_in(key)
    await staff.sign_in(other)
    clock_of(staff).now += 901
    await staff.sign_in(key)


async def test_an_open_door_has_a_bound_for_everybody_together(staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.policy.accounts.tries.KNOCKS", 3)
    for _ in range(3):
        with pytest.raises(SignInRefused):
            await sign_in_with(staff, lambda _: "")
    with pytest.raises(TooManyTries):
        await sign_in_with(staff, lambda _: "")


# Sessions


@pytest.mark.parametrize(("steps", "alive"), [([899], True), ([900], False), ([800] * 35, True), ([800] * 36, False)])
async def test_a_session_ends_after_a_quarter_of_an_hour_idle_and_after_eight_hours(
    staff: Staff, steps: list[int], alive: bool
) -> None:
    cookie = await staff.sign_in(await staff.registered("dalia"))
    for step in steps[:-1]:
        clock_of(staff).now += step
        await sessions.find(staff.world, cookie)
    clock_of(staff).now += steps[-1]
    if alive:
        await sessions.find(staff.world, cookie)
        return
    with pytest.raises(NotSignedIn):
        await sessions.find(staff.world, cookie)
    await sessions.sweep(staff.world)
    assert await staff.rows("sessions") == []


async def test_a_stolen_cookie_is_worth_nothing_after_its_owner_signed_out(staff: Staff) -> None:
    cookie = await staff.sign_in(await staff.registered("dalia"))
    await sessions.end(staff.world, await sessions.find(staff.world, cookie))
    with pytest.raises(NotSignedIn):
        await sessions.find(staff.world, cookie)


async def test_what_is_no_cookie_of_ours_is_nobody(staff: Staff) -> None:
    for cookie in (None, "", "A", "A" * 43, "é" * 43, "=" * 44):
        with pytest.raises(NotSignedIn):
            await sessions.find(staff.world, cookie)


@pytest.mark.parametrize("how", ["let go", "suspended"])
async def test_who_is_in_no_paper_or_suspended_has_no_session_any_more_at_once(staff: Staff, how: str) -> None:
    cookie = await staff.sign_in(key := await staff.registered("analyst-amara"))
    await sessions.find(staff.world, cookie)
    if how == "let go":
        await staff.let_go("analyst-amara")
    else:
        staff.suspended.add("analyst-amara")
    with pytest.raises(NotSignedIn):
        await sessions.find(staff.world, cookie)
    with pytest.raises(SignInRefused):
        await staff.sign_in(key)
    staff.suspended.clear()
    with pytest.raises(NotSignedIn):
        await sessions.find(staff.world, cookie)
    assert await staff.rows("sessions") == []


async def test_a_round_ends_the_sessions_of_those_who_are_gone_also_if_they_ask_nothing(staff: Staff) -> None:
    for person in ("analyst-amara", "dalia"):
        await staff.session(person)
    staff.suspended.add("analyst-amara")
    await sessions.sweep(staff.world)
    assert [row["person"] for row in await staff.rows("sessions")] == ["dalia"]


async def test_roles_come_from_the_papers_of_this_moment(staff: Staff) -> None:
    cookie = await staff.sign_in(await staff.registered("auditor-chen"))
    assert (await sessions.find(staff.world, cookie)).named.oversees

    def demote(bundle: Any) -> Any:
        changed = [
            one.model_copy(update={"roles": (policy.Role.ANALYST,)}) if one.person == "auditor-chen" else one
            for one in bundle.staff
        ]
        return bundle.model_copy(update={"staff": tuple(changed)})

    await staff.take(demote)
    assert not (await sessions.find(staff.world, cookie)).named.oversees


# Step-up


async def test_a_step_up_holds_for_its_act_once(staff: Staff) -> None:
    """Also of an authenticator that does not count, which could not be told from itself."""
    await staff.accept(await invite(staff.world, "dalia"), staff.key("dalia", counts=False))
    session = await staff.session("dalia")
    asked = await step_up.ask(staff.world, session, INVITE)
    answer = staff.keys["dalia"].get(asked.options)
    await step_up.approve(staff.world, session, INVITE, asked.nonce, answer)
    with pytest.raises(StepUpRefused):
        await step_up.approve(staff.world, session, INVITE, asked.nonce, answer)


@pytest.mark.parametrize("act", [Act(ActKind.INVITE, "esteban"), Act(ActKind.PROPOSE_RECOVERY, "analyst-amara")])
async def test_a_step_up_for_one_act_approves_no_other(staff: Staff, act: Act) -> None:
    session = await staff.session("dalia")
    asked = await step_up.ask(staff.world, session, INVITE)
    other = await step_up.ask(staff.world, session, act)
    answer = staff.keys["dalia"].get(asked.options)
    for nonce in (asked.nonce, other.nonce):
        with pytest.raises(StepUpRefused):
            await step_up.approve(staff.world, session, act, nonce, answer)


async def test_another_accounts_assertion_approves_nothing(staff: Staff) -> None:
    session, other = await staff.session("dalia"), await staff.registered("esteban")
    asked = await step_up.ask(staff.world, session, INVITE)
    with pytest.raises(StepUpRefused):
        await step_up.approve(staff.world, session, INVITE, asked.nonce, other.get(asked.options))


async def test_what_one_session_was_asked_approves_nothing_in_another(staff: Staff) -> None:
    one, two = await staff.session("dalia"), await staff.session("dalia")
    asked = await step_up.ask(staff.world, one, INVITE)
    with pytest.raises(StepUpRefused):
        await step_up.approve(staff.world, two, INVITE, asked.nonce, staff.keys["dalia"].get(asked.options))


async def test_an_assertion_that_signed_in_approves_nothing(staff: Staff) -> None:
    session = await staff.session("dalia")
    asked = await step_up.ask(staff.world, session, INVITE)
    _, options = sign_in.ask(staff.world, BROWSER)
    with pytest.raises(StepUpRefused):
        await step_up.approve(staff.world, session, INVITE, asked.nonce, staff.keys["dalia"].get(options))


async def test_a_step_up_ends_after_two_minutes_and_with_its_session(staff: Staff) -> None:
    session = await staff.session("dalia")
    asked = await step_up.ask(staff.world, session, INVITE)
    clock_of(staff).now += 120
    with pytest.raises(StepUpRefused):
        await step_up.approve(staff.world, session, INVITE, asked.nonce, staff.keys["dalia"].get(asked.options))
    await step_up.ask(staff.world, session, INVITE)
    await sessions.end(staff.world, session)
    assert await staff.rows("step_ups") == []


async def test_without_a_finger_nothing_is_approved_and_the_challenge_is_used_up(staff: Staff) -> None:
    session, key = await staff.session("dalia"), staff.keys["dalia"]
    asked = await step_up.ask(staff.world, session, INVITE)
    key.flags = PRESENT
    with pytest.raises(StepUpRefused):
        await step_up.approve(staff.world, session, INVITE, asked.nonce, key.get(asked.options))
    key.flags = PRESENT | 4
    with pytest.raises(StepUpRefused):
        await step_up.approve(staff.world, session, INVITE, asked.nonce, key.get(asked.options))


async def test_a_session_has_a_few_open_step_ups_and_no_more(staff: Staff) -> None:
    session = await staff.session("dalia")
    for _ in range(step_up.MOST_OPEN):
        await step_up.ask(staff.world, session, INVITE)
    with pytest.raises(TooManyTries):
        await step_up.ask(staff.world, session, INVITE)


# One's own passkeys


async def test_a_last_passkey_stays_and_nobody_removes_anothers(staff: Staff) -> None:
    session, other = await staff.session("dalia"), await staff.registered("esteban")
    with pytest.raises(LastPasskey):
        await remove_passkey(staff.world, "dalia", staff.keys["dalia"].credential, session.hash)
    with pytest.raises(NoSuchPasskey):
        await remove_passkey(staff.world, "dalia", other.credential, session.hash)
    first = staff.keys["dalia"]
    await staff.accept(await own_link(staff, session.person), staff.key("dalia"))
    await remove_passkey(staff.world, "dalia", first.credential, session.hash)
    with pytest.raises(SignInRefused):
        await staff.sign_in(first)
    await staff.sign_in(staff.keys["dalia"])


async def test_with_a_passkey_go_the_sessions_and_the_link_that_a_thief_made_with_it(staff: Staff) -> None:
    stolen = await staff.registered("dalia")
    await staff.accept(await own_link(staff, "dalia"), good := staff.key("dalia"))
    thief = await staff.sign_in(stolen)
    await step_up.ask(staff.world, await sessions.find(staff.world, thief), INVITE)
    mine, others = await staff.sign_in(good), await staff.session("esteban")
    link = await own_link(staff, "dalia")
    acting = await sessions.find(staff.world, mine)
    await remove_passkey(staff.world, "dalia", stolen.credential, acting.hash)
    with pytest.raises(NotSignedIn):
        await sessions.find(staff.world, thief)
    with pytest.raises(InvitationRefused):
        await look_at(staff.world, link)
    assert await staff.rows("step_ups") == []
    assert (await sessions.find(staff.world, mine)).person == "dalia"
    assert {row["hash"] for row in await staff.rows("sessions")} == {acting.hash, others.hash}


async def test_a_passkey_that_is_not_removed_ends_nothing(staff: Staff) -> None:
    cookie = await staff.sign_in(await staff.registered("dalia"))
    link = await own_link(staff, "dalia")
    with pytest.raises(LastPasskey):
        await remove_passkey(staff.world, "dalia", staff.keys["dalia"].credential, b"")
    await look_at(staff.world, link)
    await sessions.find(staff.world, cookie)


async def own_link(staff: Staff, person: str) -> str:
    async with staff.world.database.begin() as connection:
        return await invitations.new_link(connection, staff.world, person, invitations.OWN_SECONDS)


async def test_there_are_only_so_many_passkeys(staff: Staff) -> None:
    await staff.registered("dalia")
    for number in range(1, MOST_PASSKEYS):
        await staff.accept(await own_link(staff, "dalia"), staff.key(f"dalia {number}"))
    with pytest.raises(TooManyPasskeys):
        await staff.accept(await own_link(staff, "dalia"), staff.key("one too many"))


async def test_a_language_that_there_is_not_and_what_is_no_address_are_refused(staff: Staff) -> None:
    await staff.registered("dalia")
    for language, address in (("tlh", ""), ("en", "nobody"), ("en", "a@b\nBcc: c@d"), ("en", "@b")):
        with pytest.raises(FormRefused):
            await prefer(staff.world, "dalia", language, address)
    await prefer(staff.world, "dalia", "ar", "dalia@example.org")
    await prefer(staff.world, "dalia", "ar", "")
    [row] = await staff.rows("accounts")
    assert (row["language"], row["address"]) == ("ar", None)


# Lost keys


async def test_two_administrators_recover_an_account_and_all_before_ends(staff: Staff) -> None:
    cookie = await staff.sign_in(old := await staff.registered("analyst-amara"))
    left_open = await own_link(staff, "analyst-amara")
    dalia, esteban = (staff.world.person(name) for name in ("dalia", "esteban"))
    await recoveries.propose(staff.world, dalia, "analyst-amara")
    await sessions.find(staff.world, cookie)
    [waiting] = await recoveries.waiting(staff.world)
    person, code = await recoveries.confirm(staff.world, esteban, waiting.id)
    assert person == "analyst-amara"
    for ended, error in (
        (sessions.find(staff.world, cookie), NotSignedIn),
        (staff.sign_in(old), SignInRefused),
        (look_at(staff.world, left_open), InvitationRefused),
    ):
        with pytest.raises(error):
            await ended
    await staff.accept(code, new := staff.key("analyst-amara"))
    await staff.sign_in(new)
    assert await recoveries.waiting(staff.world) == []


async def test_a_recovery_is_told_to_the_log_and_can_be_held_against_its_row(staff: Staff) -> None:
    await staff.registered("analyst-amara")
    dalia, esteban = (staff.world.person(name) for name in ("dalia", "esteban"))
    await recoveries.propose(staff.world, dalia, "analyst-amara")
    assert await staff.rows("log_entries") == []
    [waiting] = await recoveries.waiting(staff.world)
    await recoveries.confirm(staff.world, esteban, waiting.id)
    [entry], [row] = await staff.rows("log_entries"), await staff.rows("recoveries")
    told = check_commitment(entry["leaf"], entry["entry"], entry["r"])
    who = (row["person"], row["proposed_by"], row["confirmed_by"])
    assert who == ("analyst-amara", "dalia", "esteban")
    assert (told.kind, told.day, told.subject) == (
        EntryKind.ACCOUNT,
        TODAY,
        recoveries.recovery_hash(row["id"], *who, row["day"]),
    )


async def test_who_signs_in_while_their_account_is_recovered_has_no_session_afterwards(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    await staff.registered("analyst-amara")
    await recoveries.propose(staff.world, staff.world.person("dalia"), "analyst-amara")
    [waiting] = await recoveries.waiting(staff.world)
    confirming, enter = list[asyncio.Task[Any]](), sign_in.enter

    async def late(*given: Any) -> str:
        confirmed = recoveries.confirm(staff.world, staff.world.person("esteban"), waiting.id)
        confirming.append(asyncio.create_task(confirmed))
        await asyncio.sleep(0.3)
        return await enter(*given)

    monkeypatch.setattr(sign_in, "enter", late)
    cookie = await staff.sign_in(staff.keys["analyst-amara"])
    await asyncio.gather(*confirming)
    with pytest.raises(NotSignedIn):
        await sessions.find(staff.world, cookie)


async def test_one_administrator_alone_recovers_nothing(staff: Staff) -> None:
    await staff.registered("analyst-amara")
    dalia = staff.world.person("dalia")
    await recoveries.propose(staff.world, dalia, "analyst-amara")
    [waiting] = await recoveries.waiting(staff.world)
    with pytest.raises(AnotherAdministrator):
        await recoveries.confirm(staff.world, dalia, waiting.id)
    with pytest.raises(AlreadyProposed):
        await recoveries.propose(staff.world, staff.world.person("esteban"), "analyst-amara")
    assert len(await staff.rows("passkeys")) == 1


async def test_nobody_but_an_administrator_recovers_and_nobody_themselves(staff: Staff) -> None:
    for person in ("analyst-amara", "dalia"):
        await staff.registered(person)
    auditor, dalia, esteban = (staff.world.person(one) for one in ("auditor-chen", "dalia", "esteban"))
    with pytest.raises(NotForYou):
        await recoveries.propose(staff.world, auditor, "analyst-amara")
    with pytest.raises(NotAboutYourself):
        await recoveries.propose(staff.world, dalia, "dalia")
    await recoveries.propose(staff.world, esteban, "dalia")
    [waiting] = await recoveries.waiting(staff.world)
    with pytest.raises(NotForYou):
        await recoveries.confirm(staff.world, auditor, waiting.id)
    with pytest.raises(NotAboutYourself):
        await recoveries.confirm(staff.world, dalia, waiting.id)


async def test_a_proposal_ends_after_three_days_with_its_proposer_and_with_the_second_word(staff: Staff) -> None:
    await staff.registered("analyst-amara")
    dalia, esteban = (staff.world.person(name) for name in ("dalia", "esteban"))
    await recoveries.propose(staff.world, dalia, "analyst-amara")
    [waiting] = await recoveries.waiting(staff.world)
    staff.suspended.add("dalia")
    with pytest.raises(NoSuchRecovery):
        await recoveries.confirm(staff.world, esteban, waiting.id)
    assert await recoveries.waiting(staff.world) == []
    staff.suspended.clear()
    clock_of(staff).now += recoveries.SECONDS
    with pytest.raises(NoSuchRecovery):
        await recoveries.confirm(staff.world, esteban, waiting.id)
    await recoveries.propose(staff.world, esteban, "analyst-amara")
    [waiting] = await recoveries.waiting(staff.world)
    await recoveries.confirm(staff.world, dalia, waiting.id)
    with pytest.raises(NoSuchRecovery):
        await recoveries.confirm(staff.world, dalia, waiting.id)


async def test_an_administrator_who_is_suspended_after_the_page_was_loaded_recovers_nothing(staff: Staff) -> None:
    await staff.registered("analyst-amara")
    dalia = staff.world.person("dalia")
    staff.suspended.add("dalia")
    with pytest.raises(NotForYou):
        await recoveries.propose(staff.world, dalia, "analyst-amara")


async def test_who_never_had_a_passkey_is_invited_not_recovered(staff: Staff) -> None:
    await invite(staff.world, "analyst-amara")
    with pytest.raises(HasNoPasskey):
        await recoveries.propose(staff.world, staff.world.person("dalia"), "analyst-amara")
