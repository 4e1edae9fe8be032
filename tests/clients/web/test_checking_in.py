"""A check-in at the page: what is fetched, what is shown of it, and what its one post says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from protocol.consent import (
    ClaimedConsent,
    Contact,
    Profile,
    Terms,
    at_most,
    give,
    meet,
    profile_terms,
    verify_consent,
    verify_own,
    verify_withdrawal,
)
from protocol.directory import DeviceRole
from protocol.encoding import Purpose
from protocol.ids import PartKind
from protocol.mailbox import (
    Loosening,
    MailboxNotice,
    PolicyLoosening,
    Slot,
    bucket_name,
    empty_slot,
    make_bucket,
    seal_slot,
    sign_notice,
)
from protocol.post import Post
from protocol.primitives import SignKey, sign
from protocol.receipt import Receipt as Words
from protocol.receipt import evidence_index
from protocol.reply import Reply, reply_id, seal_reply
from tests.clients.web.chromium import OnePage
from tests.clients.web.intake import Answer, Cut, Intake, problem
from tests.clients.web.modules import PageRefused, Receipt
from tests.clients.web.sources import BOTTOM, COARSE, READ, RECEIPT, Source
from tests.worlds import NOW, TODAY, Consortium, seeded

NOBODY = Receipt(b"\x07" * 16)
WORDS = Words(RECEIPT.entropy)
KEY = WORDS.part_key(PartKind.TESTIMONY, 0)
COARSER, FINER = (profile_terms(one, TODAY) for one in (Profile.SUMMARY_COARSE, Profile.SUMMARY_FINER))
NOTHING: dict[str, Any] = {"do": "nothing"}
EVERY = 21_600
NOTICE = MailboxNotice(number=NOW // EVERY, every=EVERY, depth=3)


@pytest.fixture
def source(page: OnePage, consortium: Consortium, intake: Intake) -> Source:
    intake.notice = NOTICE
    return Source(page, consortium)


def version(terms: Terms, *before: ClaimedConsent, given: int = TODAY - 10, lifetime: int = 365) -> ClaimedConsent:
    """The next version, signed by the part's key."""
    last = verify_own(before[-1], KEY.public) if before else None
    return give(KEY, terms, given, last, lifetime=lifetime)


FIRST = version(COARSER)


def leave(intake: Intake, kind: PartKind = PartKind.TESTIMONY, index: int = 0, **changed: Any) -> Slot:
    """What the vault has left for this part."""
    said = {"consent": FIRST, "terms": None, "settles": None, "withdrawn": False, "opened": False, "reply": None}
    slot = Slot(**(said | changed))
    mailbox = WORDS.mailbox(kind, index)
    assert intake.notice
    intake.slots[mailbox] = seal_slot(slot, mailbox, intake.notice.number)
    return slot


def answered(consortium: Consortium, text: str, desk: str = "desk-xa-curator", **changed: Any) -> bytes:
    key = next(one.sign_key for one in consortium.desks["xa-testimony"] if one.name == "desk-xa-curator")
    said = {"part_key": KEY.public, "compartment": "xa-testimony", "desk": desk, "day": TODAY, "text": text} | changed
    return seal_reply(Reply(**said), key, WORDS.reply_key(PartKind.TESTIMONY, 0).public)


def only_post(intake: Intake) -> Post:
    (post,) = intake.said()
    return post


# ---- the same for everyone


def visits(intake: Intake, act: Callable[[], Any]) -> Any:
    begun = len(intake.came)
    act()
    return intake.shape()[begun:]


def test_words_that_are_nobody_s_ask_and_say_the_same(source: Source, intake: Intake, consortium: Consortium) -> None:
    leave(intake, terms=profile_terms(Profile.CURATOR_MAY_READ, TODAY), reply=answered(consortium, "Thank you."))
    source.arrive()
    seen = []
    for receipt in (RECEIPT, NOBODY):
        for wish in (NOTHING, {"do": "change", "terms": BOTTOM}, {"do": "withdraw"}, {"do": "cancel"}):

            def whole(receipt: Receipt = receipt, wish: dict[str, Any] = wish) -> None:
                source.check_in(receipt)
                source.finish(wish, read=True)

            seen.append(visits(intake, whole))
    assert all(one == seen[0] for one in seen)
    assert [(method, size) for method, _, size in seen[0]] == [("GET", 0), ("POST", 5280)]


def test_words_that_are_nobody_s_show_nothing_and_say_nothing(source: Source, intake: Intake) -> None:
    assert source.check_in(NOBODY) is None
    source.finish({"do": "change", "terms": COARSE})
    assert only_post(intake) == Post()


def test_the_bucket_that_is_asked_for_is_that_of_the_words(source: Source, intake: Intake) -> None:
    source.check_in()
    (asked,) = [one.path for one in intake.came if one.path.startswith("/v1/mailboxes/")]
    assert asked == f"/v1/mailboxes/{bucket_name(WORDS.mailbox(PartKind.TESTIMONY, 0), 3).hex()}"


def test_the_bucket_for_a_post_is_drawn_anew_each_time(source: Source, intake: Intake) -> None:
    for _ in range(6):
        source.check_in()
        source.finish(NOTHING)
    left = {one.path for one in intake.came if one.method == "POST"}
    assert len(left) > 2


# ---- what is seen


def test_a_part_is_shown_as_the_vault_has_it(source: Source, intake: Intake) -> None:
    lower = profile_terms(Profile.CURATOR_MAY_READ, TODAY)
    leave(intake, terms=lower, settles=TODAY + 3, opened=True)
    seen = source.check_in()
    assert seen == {
        "kind": "testimony",
        "version": 1,
        "given": TODAY - 10,
        "expires": TODAY + 355,
        "ended": False,
        "signed": COARSER.model_dump(mode="json"),
        "inForce": meet(lower, COARSER).model_dump(mode="json"),
        "settles": TODAY + 3,
        "loosened": None,
        "withdrawn": False,
        "opened": True,
        "reply": None,
        "unknownDesk": False,
        "late": False,
        "asOf": TODAY,
    }


def test_each_part_has_a_mailbox_of_its_own(source: Source, intake: Intake) -> None:
    key = WORDS.part_key(PartKind.EVIDENCE, evidence_index(2, 5))
    leave(intake, PartKind.EVIDENCE, evidence_index(2, 5), consent=give(key, COARSER, TODAY))
    assert source.check_in(RECEIPT, "evidence", 32 * 2 + 5)["kind"] == "evidence"
    assert source.check_in(RECEIPT, "evidence", 32 * 2 + 6) is None
    assert source.check_in(RECEIPT, "testimony", 69) is None


def test_what_another_key_signed_is_not_shown(source: Source, intake: Intake) -> None:
    vault, wider = SignKey.new(seeded("vault")), version(FINER).statement
    of_itself = give(vault, COARSER, TODAY)
    of_ours = ClaimedConsent(statement=wider, signature=sign(vault, Purpose.CONSENT, wider))
    for consent in (of_itself, of_ours):
        intake.posts.clear()
        leave(intake, consent=consent)
        assert source.check_in() is None
        source.finish({"do": "renew"})
        assert only_post(intake) == Post()


def test_of_two_slots_the_newest_version_is_shown(source: Source, intake: Intake) -> None:
    mailbox, both = WORDS.mailbox(PartKind.TESTIMONY, 0), []
    for consent in (FIRST, version(FINER, FIRST)):
        leave(intake, consent=consent)
        both.append(intake.slots[mailbox])
    intake.slots = {mailbox: both[0], mailbox[:15] + b"\0": both[1]}
    assert source.check_in()["version"] == 2
    intake.slots = {}


def test_the_vault_s_word_on_what_is_in_force_is_no_wider_than_what_was_signed(source: Source, intake: Intake) -> None:
    leave(intake, terms=FINER.model_copy(update={"contact": Contact.NOW}))
    seen = source.check_in()
    assert at_most(Terms.model_validate(seen["inForce"]), COARSER)


def test_an_answer_is_shown_and_then_named(source: Source, intake: Intake, consortium: Consortium) -> None:
    sealed = answered(consortium, "Thank you.\nمن شما را دیدم.\u200cمی\u202eevil\u2066\x07\x1b[2J")
    leave(intake, reply=sealed)
    seen = source.check_in()
    assert seen["reply"] == "Thank you.\nمن شما را دیدم.\u200cمی evil   [2J"
    source.finish(NOTHING, read=True)
    assert only_post(intake) == Post(seen=(reply_id(sealed),))


def test_an_answer_that_begins_with_a_byte_order_mark_is_shown(
    source: Source, intake: Intake, consortium: Consortium
) -> None:
    leave(intake, reply=answered(consortium, "\ufeffThank you."))
    assert source.check_in()["reply"].strip() == "Thank you."


def test_an_answer_that_was_not_read_is_not_named(source: Source, intake: Intake, consortium: Consortium) -> None:
    leave(intake, reply=answered(consortium, "Thank you."))
    source.check_in()
    source.finish(NOTHING, read=False)
    assert only_post(intake) == Post()


def test_an_answer_of_a_desk_that_is_not_there_is_neither_shown_nor_named(
    source: Source, intake: Intake, consortium: Consortium
) -> None:
    for number, changed in enumerate(({"desk": "desk-of-tomorrow"}, {"compartment": "xc-testimony"})):
        intake.posts.clear()
        leave(intake, reply=answered(consortium, "Trust me.", **changed))
        seen = source.check_in()
        assert (seen["reply"], seen["unknownDesk"]) == (None, True), number
        source.finish(NOTHING, read=True)
        assert only_post(intake) == Post()


def test_an_answer_for_another_part_kind_or_by_another_s_key_is_not_shown(
    source: Source, intake: Intake, consortium: Consortium
) -> None:
    others = (
        answered(consortium, "Trust me.", part_key=bytes(32)),
        answered(consortium, "Trust me.", compartment="xa-identity"),
        answered(consortium, "Trust me.", desk="desk-xa-reviewer"),
        bytes(2064),
    )
    for sealed in others:
        leave(intake, reply=sealed)
        seen = source.check_in()
        assert (seen["reply"], seen["unknownDesk"]) == (None, False)


# ---- what intake hands out


def test_before_the_first_publication_it_is_said(source: Source, intake: Intake) -> None:
    intake.notice = None
    with pytest.raises(PageRefused, match=r"^nothing-published$"):
        source.check_in()


@pytest.mark.parametrize(("publications", "late"), [(0, False), (2, False), (3, True)])
def test_a_late_publication_is_said(source: Source, intake: Intake, publications: int, late: bool) -> None:
    """One is due every six hours; noon is a moment at which one is, and an hour is a grace."""
    intake.notice = NOTICE.model_copy(update={"number": NOTICE.number - publications})
    leave(intake)
    assert source.check_in()["late"] == late


def test_a_publication_that_came_out_between_notice_and_bucket_is_asked_for_anew(
    source: Source, intake: Intake
) -> None:
    source.arrive()
    intake.notice = NOTICE.model_copy(update={"number": NOTICE.number - 1, "depth": 5})
    leave(intake)
    assert source.check_in()["version"] == 1
    asked = [one.path for one in intake.came if one.method == "GET"]
    assert asked.count("/v1/mailboxes") == 2
    assert [one.status for one in intake.came if one.path.startswith("/v1/mailboxes/")][-1] == 200


def test_a_notice_that_is_over_is_not_used(source: Source, intake: Intake) -> None:
    intake.notice = NOTICE.model_copy(update={"number": NOTICE.number - 1})
    source.arrive()
    intake.notice = NOTICE
    leave(intake)
    assert source.check_in()["asOf"] == TODAY
    buckets = [one for one in intake.came if one.path.startswith("/v1/mailboxes/")]
    assert len(buckets) == 1


def test_a_notice_that_did_not_hold_is_asked_for_anew(source: Source, intake: Intake, consortium: Consortium) -> None:
    intake.wrong = forged(intake, consortium, "a stranger's notice")
    source.arrive()
    intake.wrong = lambda *_: None
    leave(intake)
    assert source.check_in()["version"] == 1


def forged(intake: Intake, consortium: Consortium, what: str) -> Callable[[str, str, bytes], Answer | None]:
    vault, stranger = consortium.devices[DeviceRole.VAULT], SignKey.new(seeded("stranger"))
    slots = [empty_slot() for _ in range(64)]

    def answer(method: str, path: str, body: bytes) -> Answer | None:  # noqa: PLR0911 - a line a lie
        if method != "GET":
            return None
        name = bytes.fromhex(path.rsplit("/", 1)[-1]) if path.startswith("/v1/mailboxes/") else b""
        good = make_bucket(NOTICE, name, slots, vault) if name else None
        match what, bool(name), path:
            case "a stranger's notice", False, "/v1/mailboxes":
                return 200, sign_notice(NOTICE, stranger).to_bytes()
            case "a stranger's bucket", True, _:
                return 200, make_bucket(NOTICE, name, slots, stranger).to_bytes()
            case "another bucket", True, _:
                return 200, make_bucket(NOTICE, bytes([name[0] ^ 32, 0]), slots, vault).to_bytes()
            case "another publication", True, _:
                return 200, make_bucket(NOTICE.model_copy(update={"number": 5}), name, slots, vault).to_bytes()
            case "bent slots", True, _:
                assert good
                return 200, good.model_copy(update={"slots": bytes([good.slots[0] ^ 1]) + good.slots[1:]}).to_bytes()
            case "no bucket", True, _:
                return 200, b"<html>hello</html>"
        return None

    return answer


@pytest.mark.parametrize(
    "what",
    ["a stranger's notice", "a stranger's bucket", "another bucket", "another publication", "bent slots", "no bucket"],
)
def test_what_the_vault_did_not_leave_is_refused(
    source: Source, intake: Intake, consortium: Consortium, what: str
) -> None:
    intake.wrong = forged(intake, consortium, what)
    with pytest.raises(PageRefused, match=r"^not-what-the-vault-left$"):
        source.check_in()
    assert not intake.posts


def test_a_bucket_that_is_never_there_is_asked_for_three_times(source: Source, intake: Intake) -> None:
    intake.wrong = lambda _, path, body: problem(404, "x") if path.startswith("/v1/mailboxes/") else None
    with pytest.raises(PageRefused, match=r"^not-what-the-vault-left$"):
        source.check_in()
    assert len([one for one in intake.came if one.path.startswith("/v1/mailboxes/")]) == 3


# ---- what is said


def next_one(intake: Intake, before: ClaimedConsent = FIRST, today: int = TODAY) -> Any:
    """The one version in the one post, checked as the vault checks it."""
    post = only_post(intake)
    assert not post.withdrawals
    (claimed,) = post.consents
    return verify_consent(claimed, KEY.public, today, verify_own(before, KEY.public))


def test_nothing_is_a_dummy(source: Source, intake: Intake) -> None:
    leave(intake)
    source.check_in()
    source.finish(NOTHING)
    assert only_post(intake) == Post()


def test_a_change_follows_the_own_version_and_ends_when_it_would_have(source: Source, intake: Intake) -> None:
    leave(intake)
    source.check_in()
    source.finish({"do": "change", "terms": READ})
    said = next_one(intake)
    assert said.terms == Terms.model_validate(READ)
    assert (said.version, said.given, said.expires) == (2, TODAY, TODAY + 355)


def test_a_profile_gives_it_for_twelve_months(source: Source, intake: Intake) -> None:
    leave(intake)
    source.check_in()
    source.finish({"do": "change", "terms": READ, "anew": True})
    assert next_one(intake).expires == TODAY + 365


def test_a_looser_policy_that_concerns_it_is_told(source: Source, intake: Intake) -> None:
    kinds = Loosening.FEWER_PEOPLE | Loosening.OTHER_RULES
    leave(intake, loosened=PolicyLoosening(counts=TODAY + 7, kinds=int(kinds)))
    assert source.check_in()["loosened"] == {"counts": TODAY + 7, "kinds": 1 + 128}


def test_renewing_is_the_same_again_for_twelve_months(source: Source, intake: Intake) -> None:
    narrower = profile_terms(Profile.CURATOR_MAY_READ, TODAY)
    leave(intake, terms=narrower, settles=TODAY + 2)
    source.check_in()
    source.finish({"do": "renew"})
    said = next_one(intake)
    assert said.terms == COARSER
    assert said.expires == TODAY + 365


def test_cancelling_signs_the_meet_of_what_was_signed_and_what_is_in_force(source: Source, intake: Intake) -> None:
    widened = version(FINER, FIRST, given=TODAY - 2)
    leave(intake, consent=widened, terms=COARSER, settles=TODAY + 5)
    source.check_in()
    source.finish({"do": "cancel"})
    said = next_one(intake, widened)
    assert said.terms == meet(FINER, COARSER)
    assert at_most(said.terms, COARSER)


def test_a_vault_that_lies_about_what_is_in_force_gets_nothing_wider(source: Source, intake: Intake) -> None:
    leave(intake, terms=FINER.model_copy(update={"urgent": True, "contact": Contact.NOW}), settles=TODAY + 1)
    source.check_in()
    source.finish({"do": "cancel"})
    assert at_most(next_one(intake).terms, COARSER)


def test_a_withdrawal_names_the_part_alone(source: Source, intake: Intake, consortium: Consortium) -> None:
    sealed = answered(consortium, "Thank you.")
    leave(intake, reply=sealed)
    source.check_in()
    source.finish({"do": "withdraw"}, read=True)
    post = only_post(intake)
    (taken,) = post.withdrawals
    assert verify_withdrawal(taken).part_key == KEY.public
    assert (post.consents, post.seen) == ((), (reply_id(sealed),))


def test_what_is_taken_back_is_not_changed_any_more(source: Source, intake: Intake) -> None:
    leave(intake, withdrawn=True)
    assert source.check_in()["withdrawn"]
    source.finish({"do": "change", "terms": COARSE})
    assert only_post(intake) == Post()


def test_a_consent_that_has_ended_can_be_given_anew_and_not_changed(source: Source, intake: Intake) -> None:
    ended = version(COARSER, given=TODAY - 100, lifetime=99)
    leave(intake, consent=ended)
    assert source.check_in()["ended"]
    for wish in ({"do": "change", "terms": READ}, {"do": "cancel"}):
        with pytest.raises(PageRefused, match=r"^consent-ended$"):
            source.finish(wish)
    assert not intake.posts
    source.finish({"do": "renew"})
    assert next_one(intake, ended).expires == TODAY + 365


def test_after_eight_versions_only_a_withdrawal_is_left(source: Source, intake: Intake) -> None:
    chain = [FIRST]
    for _ in range(7):
        chain.append(version(COARSER, *chain))
    leave(intake, consent=chain[7])
    assert source.check_in()["version"] == 8
    for wish in ({"do": "change", "terms": BOTTOM}, {"do": "cancel"}, {"do": "renew"}):
        with pytest.raises(PageRefused, match=r"^too-many-versions$"):
            source.finish(wish)
    assert not intake.posts
    source.finish({"do": "withdraw"})
    assert only_post(intake).withdrawals


def test_a_version_dated_ahead_is_followed_and_not_preceded(source: Source, intake: Intake) -> None:
    ahead = version(COARSER, given=TODAY + 1)
    leave(intake, consent=ahead)
    source.check_in()
    source.finish({"do": "change", "terms": READ})
    assert next_one(intake, ahead).given == TODAY + 1


# ---- once


def cut_posts(method: str, path: str, body: bytes) -> Answer | None:
    if method == "POST":
        raise Cut
    return None


def cut_off(source: Source, intake: Intake, wish: dict[str, Any]) -> None:
    """A check-in whose post did not get through, on a line that is whole again."""
    leave(intake)
    source.check_in()
    intake.wrong = cut_posts
    with pytest.raises(PageRefused, match=r"^cannot-reach$"):
        source.finish(wish)
    intake.wrong = lambda *_: None


def test_a_post_is_sent_once_and_again_as_it_was(source: Source, intake: Intake) -> None:
    cut_off(source, intake, {"do": "change", "terms": READ})
    with pytest.raises(PageRefused, match=r"^already-begun$"):
        source.finish({"do": "change", "terms": BOTTOM})
    source.finish({"do": "change", "terms": READ})
    source.finish({"do": "change", "terms": READ})
    bodies = {one.body for one in intake.came if one.method == "POST"}
    assert len(bodies) == 1
    assert len([one for one in intake.came if one.status == 200 and one.method == "POST"]) == 1


def test_a_part_can_be_taken_back_after_a_change_that_may_be_there(source: Source, intake: Intake) -> None:
    cut_off(source, intake, {"do": "change", "terms": READ})
    source.finish({"do": "withdraw"})
    assert only_post(intake).withdrawals


def test_who_leaves_leaves_the_dummy(page: OnePage, source: Source, intake: Intake) -> None:
    leave(intake)
    source.check_in()
    until(page, "() => leeward.modules.checkIn.leave()")
    arrived(page, intake)
    assert only_post(intake) == Post()
    source.finish({"do": "withdraw"})  # too late: there is one post to a check-in
    assert only_post(intake) == Post()


def test_who_leaves_after_a_change_did_not_get_through_does_not_send_it_unasked(
    page: OnePage, source: Source, intake: Intake
) -> None:
    cut_off(source, intake, {"do": "change", "terms": FINER.model_dump(mode="json")})
    until(page, "() => leeward.modules.checkIn.leave()")
    arrived(page, intake)
    assert only_post(intake) == Post()


@pytest.mark.parametrize("wish", [{"do": "withdraw"}, {"do": "change", "terms": READ}], ids=["withdrawal", "change"])
def test_who_leaves_while_it_is_on_its_way_leaves_that(
    page: OnePage, source: Source, intake: Intake, wish: dict[str, Any]
) -> None:
    leave(intake)
    source.check_in()
    intake.wrong = lambda method, path, body: problem(503, "busy") if method == "POST" else None
    finish = "wish => { leeward.going = leeward.call('checkIn.finish', [wish, false, { $tell: true }]); }"
    page.evaluate(finish, wish)
    until(page, "() => leeward.told.some(({ step }) => step === 'again')")
    intake.wrong = lambda *_: None
    assert page.evaluate("() => leeward.modules.checkIn.leave()")
    page.evaluate("() => leeward.going")
    arrived(page, intake)
    said = only_post(intake)
    assert len(said.withdrawals) + len(said.consents) == 1


def test_who_leaves_after_a_withdrawal_did_not_get_through_leaves_it_once_more(
    page: OnePage, source: Source, intake: Intake
) -> None:
    cut_off(source, intake, {"do": "withdraw"})
    until(page, "() => leeward.modules.checkIn.leave()")
    arrived(page, intake)
    assert only_post(intake).withdrawals


def test_who_leaves_after_the_post_leaves_nothing_more(page: OnePage, source: Source, intake: Intake) -> None:
    leave(intake)
    source.check_in()
    source.finish(NOTHING)
    assert page.evaluate("() => leeward.modules.checkIn.leave()")
    assert len(intake.came) == 4


def test_a_page_that_is_closed_still_hands_its_post_over(chromium: Any, intake: Intake, consortium: Consortium) -> None:
    intake.notice = NOTICE
    leave(intake)
    page = chromium.opened(intake.url)
    source = Source(page, consortium)
    source.check_in()
    page.evaluate("() => addEventListener('pagehide', () => leeward.modules.checkIn.leave())")
    page.do(lambda here: here.wait_for_timeout(1000))  # its work is of 4 bits
    page.do(lambda here: here.goto("about:blank"))
    arrived(page, intake)
    page.close()
    assert only_post(intake) == Post()


AT_MOST = 3000
"""Looks, 20 milliseconds apart."""


def until(page: OnePage, script: str) -> None:
    for _ in range(AT_MOST):
        if page.evaluate(script):
            return
        page.do(lambda here: here.wait_for_timeout(20))
    pytest.fail("it never was so")


def arrived(page: OnePage, intake: Intake) -> None:
    for _ in range(AT_MOST):
        if intake.posts:
            return
        page.do(lambda here: here.wait_for_timeout(20))
    pytest.fail("no post arrived")
