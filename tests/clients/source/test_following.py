"""`leeward checkin` and `leeward consent`: the same to everyone who watches, and nothing signed that was not chosen."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from clients.source import visit
from clients.source.changing import Change, next_terms, why_not
from clients.source.errors import NotUsable, NotWhatTheVaultLeft
from clients.source.mailbox import OnePart, Seen, news
from clients.source.terms_in_words import in_words
from clients.to_intake import IntakeRefused
from protocol.consent import (
    BrokenChain,
    ConsentStatement,
    Contact,
    Profile,
    Terms,
    at_most,
    give,
    in_force,
    profile_terms,
    verify_chain,
)
from protocol.directory import DeviceRole
from protocol.ids import PartKind, date_of
from protocol.mailbox import Loosening, MailboxNotice, PolicyLoosening, Slot, bucket_name, sign_notice
from protocol.post import open_post
from protocol.primitives import SignKey
from protocol.receipt import Receipt, evidence_index
from protocol.reply import Reply, reply_id, seal_reply
from tests.clients.source.test_cli import CONSORTIUM, run
from tests.clients.source.wires import IntakeOnTheWire
from tests.publications import all_buckets
from tests.worlds import seeded

NOW = time.time()
TODAY = int(NOW // 86_400)
EVERY = 21_600
RECEIPT = Receipt.new(seeded("followed"))
PART = OnePart.of(RECEIPT, PartKind.TESTIMONY, 0)
VAULT = CONSORTIUM.devices[DeviceRole.VAULT]
READ, FINER = (profile_terms(one, TODAY) for one in (Profile.CURATOR_MAY_READ, Profile.SUMMARY_FINER))
FIRST = give(PART.key, READ, TODAY)


def statement(claimed) -> ConsentStatement:
    return ConsentStatement.from_bytes(claimed.statement)


SECOND = give(PART.key, FINER, TODAY, statement(FIRST))


def slot(**change) -> Slot:
    plain = Slot(consent=FIRST, terms=None, settles=None, withdrawn=False, opened=False, reply=None)
    return plain.model_copy(update=change)


PENDING = slot(consent=SECOND, terms=READ, settles=TODAY + 7)


WARNED = slot(loosened=PolicyLoosening(counts=TODAY + 7, kinds=255))


def a_reply(text="Thank you.\x1b[2J Stay away.", key=None, desk=None) -> bytes:
    desk = desk or CONSORTIUM.desks["xa-testimony"][0]
    said = Reply(part_key=PART.key.public, compartment="xa-testimony", desk=desk.name, day=TODAY, text=text)
    return seal_reply(said, key or desk.sign_key, PART.reply_key.public)


def number() -> int:
    return int(time.time()) // EVERY


def publish(intake, said: Slot | None = None, *, depth=2, at=None, key=VAULT, notice_of=None) -> None:
    notice = MailboxNotice(number=number() if at is None else at, every=EVERY, depth=depth)
    intake.mailboxes = {"/v1/mailboxes": sign_notice(notice_of or notice, VAULT).to_bytes()}
    for bucket in all_buckets(notice, {PART.mailbox: said} if said else {}, key):
        intake.mailboxes[f"/v1/mailboxes/{bucket.name.hex()}"] = bucket.to_bytes()


@pytest.fixture(autouse=True)
def clock_that_stands(monkeypatch):
    """No publication becomes the next one, and no day another, between what a test prepares and what it asks."""
    monkeypatch.setattr(time, "time", lambda: NOW)


@pytest.fixture
def intake():
    running = IntakeOnTheWire(CONSORTIUM)
    publish(running, slot())
    yield running
    running.stop()


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "roots").write_bytes(CONSORTIUM.root_set.to_bytes())
    return tmp_path


def follow(command, desk, intake, *more, receipt=RECEIPT, words=None):
    (desk / "words").write_text(words or " ".join(receipt.words("en")))
    where = ["--intake", intake.url, "--roots", desk / "roots", "--receipt", desk / "words"]
    return run(command, *where, *more)


def posted(intake):
    return posted_at(intake, -1)


def posted_at(intake, place):
    return open_post(CONSORTIUM.vault_seal, intake.uploads[place].body)


# The same to everyone who watches


def test_a_wrong_code_looks_the_same_as_a_right_one_with_nothing_new(desk, intake):
    seen = []
    for receipt in (RECEIPT, Receipt.new(seeded("nobody's"))):
        intake.asked.clear()
        intake.uploads.clear()
        said = follow("checkin", desk, intake, receipt=receipt)
        sizes = [len(one.body) for one in intake.uploads]
        shapes = [path[:-4] if path[-4:].isalnum() else path for path in intake.asked]
        seen.append((said.exit_code, said.stdout, said.stderr, shapes, sizes))
    assert seen[0] == seen[1]
    assert seen[0][0] == 0
    assert len(seen[0][3]) == 3
    assert len(seen[0][4]) == 1


@pytest.mark.parametrize(
    "command", [("checkin",), ("checkin", "--all"), ("consent", "--renew"), ("consent", "--cancel")]
)
@pytest.mark.parametrize("said", [None, slot(), PENDING, slot(withdrawn=True), slot(reply=a_reply()), WARNED])
def test_whatever_is_said_or_found_the_line_sees_the_same(desk, intake, command, said):
    publish(intake, said)
    assert follow(command[0], desk, intake, *command[1:]).exit_code == 0
    assert [path.count("/") for path in intake.asked] == [2, 2, 3]
    assert len(intake.uploads) == 1
    assert intake.uploads[0].path.startswith("/v1/mailboxes/")


def test_words_and_digits_open_the_same_mailbox_and_stay_off_the_line(desk, intake):
    publish(intake, slot(reply=a_reply()))
    for words in (" ".join(RECEIPT.words("en")), RECEIPT.digits()):
        assert "Thank you." in follow("checkin", desk, intake, words=words).output
    for upload in intake.uploads:
        assert RECEIPT.entropy() not in upload.body
        assert PART.mailbox not in upload.body


# What a person is shown


def test_a_reply_is_shown_without_what_a_terminal_would_obey_and_then_said_to_be_seen(desk, intake):
    box = a_reply()
    publish(intake, slot(reply=box))
    said = follow("checkin", desk, intake)
    assert "Thank you. [2J Stay away." in said.output
    assert posted(intake).seen == (reply_id(box),)
    follow("checkin", desk, intake, "--keep")
    assert posted(intake).seen == ()


@pytest.mark.parametrize(
    "box",
    [a_reply(key=SignKey.new(seeded("forger"))), a_reply(desk=CONSORTIUM.desks["xb-testimony"][0])],
    ids=["a forger's", "a desk's of another country"],
)
def test_words_that_no_desk_of_the_compartment_signed_are_not_shown(desk, intake, box):
    publish(intake, slot(reply=box))
    assert "Thank you" not in follow("checkin", desk, intake).output


def test_an_answer_of_a_desk_that_this_directory_lacks_is_told_of_and_stays(desk, intake):
    """Whoever holds intake can hand out the directory of before: an answer must not go unread for that."""
    newer = replace(CONSORTIUM.desks["xa-testimony"][0], name="newer-desk")
    publish(intake, slot(reply=a_reply(desk=newer)))
    said = follow("checkin", desk, intake)
    assert "Thank you" not in said.output
    assert "does not know" in said.output
    assert posted(intake).seen == ()


def test_what_waits_and_what_ends_is_said_without_being_asked(desk, intake):
    publish(intake, PENDING)
    assert "leeward consent --cancel" in follow("checkin", desk, intake).output
    old = give(PART.key, READ, TODAY - 340)
    publish(intake, slot(consent=old))
    assert "leeward consent --renew" in follow("checkin", desk, intake).output
    publish(intake, slot(consent=give(PART.key, READ, TODAY - 334)))
    assert "--renew" not in follow("checkin", desk, intake).output


def test_a_looser_policy_is_told_with_its_day_and_what_can_be_done(desk, intake):
    kinds = int(Loosening.FEWER_PEOPLE | Loosening.OTHER_READERS)
    for days, words in ((7, "From"), (-7, "Since")):
        publish(intake, slot(loosened=PolicyLoosening(counts=TODAY + days, kinds=kinds)))
        said = " ".join(follow("checkin", desk, intake).output.split())
        assert f"{words} {date_of(TODAY + days)}" in said
        assert "fewer people are enough for a summary; other people may read. Your consent stays" in said
        assert "To allow less: leeward consent, or to take it back: leeward withdraw" in said
    publish(intake, slot(withdrawn=True, loosened=PolicyLoosening(counts=TODAY, kinds=kinds)))
    assert "less strict" not in follow("checkin", desk, intake).output


def test_the_reminder_comes_thirty_days_before_the_end():
    seen = Seen(
        statement(give(PART.key, READ, 1000)), READ, None, withdrawn=False, opened=False, reply=None, reply_name=None
    )
    assert [bool(news(seen, day)) for day in (1335, 1336, 1365, 1366)] == [False, True, True, True]


@pytest.mark.parametrize("change", [{}, {"withdrawn": True}, {"consent": give(PART.key, READ, TODAY - 400)}])
def test_whether_it_was_opened_is_said_to_who_asks_for_all(desk, intake, change):
    for opened, words in ((False, "It was not opened"), (True, "It was opened")):
        publish(intake, slot(opened=opened, **change))
        assert words in follow("checkin", desk, intake, "--all").stdout
        assert words not in follow("checkin", desk, intake).stdout


def test_words_of_an_opened_report_look_like_wrong_ones_until_more_is_asked_for(desk, intake):
    publish(intake, slot(opened=True))
    said = [follow("checkin", desk, intake, receipt=one) for one in (RECEIPT, Receipt.new(seeded("nobody's")))]
    assert said[0].output == said[1].output


@pytest.mark.parametrize("opened", [False, True])
def test_nothing_says_whether_a_release_stands_on_a_report(desk, intake, opened):
    """How far one may go by the consent, and never that one went there."""
    publish(intake, slot(opened=opened))
    said = follow("checkin", desk, intake, "--all").output
    assert "version 1" in said
    assert "no summary may stand on it" in said
    assert "release" not in said.lower()
    publish(intake, slot(consent=give(PART.key, FINER, TODAY), opened=opened))
    said = follow("checkin", desk, intake, "--all").output
    assert "a summary may reach: task-force, consortium, un. Whether one did, nobody says." in said
    assert "release" not in said.lower()


def test_a_file_has_a_mailbox_and_a_consent_of_its_own(desk, intake):
    file = OnePart.of(RECEIPT, PartKind.EVIDENCE, evidence_index(1, 3))
    notice = MailboxNotice(number=number(), every=EVERY, depth=0)
    said = slot(consent=give(file.key, READ, TODAY), opened=True)
    (bucket,) = all_buckets(notice, {file.mailbox: said}, VAULT)
    intake.mailboxes = {
        "/v1/mailboxes": sign_notice(notice, VAULT).to_bytes(),
        "/v1/mailboxes/0000": bucket.to_bytes(),
    }
    its = ["--about", "evidence", "--index", "1", "--file", "3"]
    assert "It was opened" in follow("checkin", desk, intake, "--all", *its).stdout
    for other in ([*its[:-1], "2"], its[:-2], ["--about", "testimony", "--index", "1"]):
        assert "no report under these words" in follow("checkin", desk, intake, "--all", *other).stdout
    intake.uploads.clear()
    assert follow("consent", desk, intake, "--for", "accountability", *its).exit_code == 0
    (version,) = posted(intake).consents
    assert ConsentStatement.from_bytes(version.statement).part_key == file.key.public


def test_a_file_is_named_only_where_one_is_meant(desk, intake):
    said = follow("checkin", desk, intake, "--file", "0")
    assert isinstance(said.exception, NotUsable)
    assert intake.uploads == []


# Intake that lies


@pytest.mark.parametrize(
    "lie",
    [
        lambda _: {"key": CONSORTIUM.devices[DeviceRole.INTAKE]},
        lambda now: {"notice_of": MailboxNotice(number=now, every=EVERY, depth=1)},
        lambda now: {"notice_of": MailboxNotice(number=now + 1, every=EVERY, depth=2)},
        lambda now: {"at": now - 1, "notice_of": MailboxNotice(number=now, every=EVERY, depth=2)},
    ],
    ids=["of its own making", "cut otherwise", "of another publication", "older than the notice"],
)
def test_buckets_that_the_vault_did_not_leave_so_are_refused_and_nothing_is_sent(desk, intake, lie):
    publish(intake, slot(), **lie(number()))
    said = follow("checkin", desk, intake)
    assert isinstance(said.exception, NotWhatTheVaultLeft)
    assert intake.uploads == []


def test_another_bucket_than_the_one_that_was_asked_for_is_refused(desk, intake):
    mine = f"/v1/mailboxes/{bucket_name(PART.mailbox, 2).hex()}"
    other = next(path for path in intake.mailboxes if path not in {mine, "/v1/mailboxes"})
    intake.mailboxes[mine] = intake.mailboxes[other]
    assert isinstance(follow("checkin", desk, intake).exception, NotWhatTheVaultLeft)


@pytest.mark.parametrize("cut", [0, 1, 100_000])
def test_a_bucket_or_a_notice_that_was_cut_is_refused(desk, intake, cut):
    for path in ("/v1/mailboxes", f"/v1/mailboxes/{bucket_name(PART.mailbox, 2).hex()}"):
        publish(intake, slot())
        whole = intake.mailboxes[path]
        intake.mailboxes[path] = whole[: min(cut, len(whole) - 1)]
        assert isinstance(follow("checkin", desk, intake).exception, NotWhatTheVaultLeft)


def test_an_old_publication_that_is_played_again_is_told(desk, intake):
    publish(intake, slot(), at=number() - 12)
    said = follow("checkin", desk, intake)
    assert "Newer answers may be held back" in said.output
    publish(intake, slot(), at=number() - 1)
    assert "held back" not in follow("checkin", desk, intake).output


def test_a_publication_that_comes_out_meanwhile_is_asked_for_again(desk, intake, monkeypatch):
    fetch, done = visit.Intake.fetch_notice, []

    def late(door):
        notice = fetch(door)
        if not done:
            done.append(1)
            publish(intake, slot(reply=a_reply()), depth=1, at=number() + 1)
        return notice

    monkeypatch.setattr(visit.Intake, "fetch_notice", late)
    assert "Thank you." in follow("checkin", desk, intake).output


def test_an_intake_that_is_too_busy_is_not_called_a_liar(desk, intake, monkeypatch):
    busy = IntakeRefused("Intake did not take this: too many ask for mailboxes at the moment")

    def refuse(_door, _name):
        raise busy

    monkeypatch.setattr(visit.Intake, "fetch_bucket", refuse)
    assert follow("checkin", desk, intake).exception is busy
    assert intake.uploads == []


# Consent


def chain(intake):
    (version,) = posted(intake).consents
    return version


def test_what_is_sent_and_what_is_in_force_are_said_one_thing_a_line_with_what_to_type_next(desk, intake):
    publish(intake, slot())
    said = follow("consent", desk, intake, "--profile", "summary-finer", "--contact", "never").output
    lines = said.splitlines()
    assert "summary; place no finer than second-level, time no finer than week; for un; no answers." in lines[0]
    stop = "leeward consent --cancel (with --intake, --roots, --about, --index and --file as now)"
    assert any(line.endswith(stop) for line in lines)
    assert lines[-1].endswith("leeward checkin --all")


def test_terms_that_name_no_place_and_no_time_say_so():
    assert "no place, no time; for nobody; no answers" in in_words(READ)


def test_a_wider_consent_says_when_it_holds_and_follows_the_version_in_the_mailbox(desk, intake):
    said = follow("consent", desk, intake, "--profile", "summary-finer", "--contact", "when-i-check-in")
    assert "after 7 days" in said.output
    assert "--cancel" in said.output
    versions = verify_chain([FIRST, chain(intake)], PART.key.public, TODAY)
    assert versions[1].terms == FINER.model_copy(update={"contact": Contact.WHEN_I_CHECK_IN})
    assert in_force(versions, (TODAY, TODAY), TODAY) == READ


def test_a_narrower_consent_holds_at_once(desk, intake):
    said = follow("consent", desk, intake, "--profile", "keep-sealed")
    assert "7 days" not in said.output
    versions = verify_chain([FIRST, chain(intake)], PART.key.public, TODAY)
    assert in_force(versions, (TODAY, TODAY), TODAY) == Terms()


def test_a_cancelled_widening_is_never_in_force(desk, intake):
    publish(intake, PENDING)
    follow("consent", desk, intake, "--cancel")
    versions = verify_chain([FIRST, SECOND, chain(intake)], PART.key.public, TODAY)
    received = (TODAY, TODAY, TODAY)
    assert {in_force(versions, received, TODAY + day) for day in range(20)} == {READ}


def test_renewing_lasts_twelve_months_and_neither_narrows_nor_restarts_the_wait(desk, intake):
    publish(intake, PENDING)
    follow("consent", desk, intake, "--renew")
    versions = verify_chain([FIRST, SECOND, chain(intake)], PART.key.public, TODAY)
    assert versions[2].expires == TODAY + 365
    assert in_force(versions, (TODAY, TODAY, TODAY + 5), TODAY + 7) == FINER


def test_two_changes_between_two_publications_are_no_chain_and_the_source_is_told(desk, intake):
    """Both name the version in the mailbox: the vault keeps one of them."""
    publish(intake, PENDING)
    for profile in ("curator-may-read", "keep-sealed"):
        said = follow("consent", desk, intake, "--profile", profile)
        assert f"version 2, given {date_of(TODAY)}. If you have changed it since" in said.output
    ((one,), (other,)) = (posted_at(intake, place).consents for place in (-2, -1))
    with pytest.raises(BrokenChain):
        verify_chain([FIRST, SECOND, one, other], PART.key.public, TODAY)


@pytest.mark.parametrize(
    ("said", "command", "words"),
    [
        (None, "--renew", "no report under these words"),
        (slot(withdrawn=True), "--renew", "taken back already"),
        (slot(), "--cancel", "Nothing is waiting"),
    ],
)
def test_where_nothing_can_be_changed_it_is_said_and_a_dummy_goes(desk, intake, said, command, words):
    publish(intake, said)
    told = follow("consent", desk, intake, command)
    assert words in told.output
    assert posted(intake).consents == ()


@pytest.mark.parametrize("asked", [(), ("--cancel", "--renew"), ("--cancel", "--place", "country")])
def test_one_thing_is_asked_for_at_a_time_and_before_anything_is_sent(desk, intake, asked):
    assert isinstance(follow("consent", desk, intake, *asked).exception, NotUsable)
    assert intake.asked == []


def test_a_version_that_somebody_else_signed_is_not_followed(desk, intake):
    forged = give(SignKey.new(seeded("forger")), FINER, TODAY)
    publish(intake, slot(consent=forged))
    told = follow("consent", desk, intake, "--renew")
    assert "Nothing was changed" in told.output
    assert posted(intake).consents == ()


def test_a_vault_that_says_more_is_in_force_makes_nobody_sign_for_more(intake):
    """It can lie about what holds; what is signed never goes beyond the newest version that the source signed."""
    top = FINER.model_copy(update={"contact": Contact.NOW, "urgent": True})
    lying = Seen(statement(FIRST), top, TODAY + 3, withdrawn=False, opened=False, reply=None, reply_name=None)
    for change in (Change(cancel=True), Change(renew=True)):
        assert at_most(next_terms(lying, change, TODAY), READ)


def test_a_profile_leaves_an_embargo_and_other_single_choices_as_they_were():
    waiting = FINER.model_copy(update={"not_before": TODAY + 90, "until_safe": True, "never_to": 5, "forget_after": 90})
    seen = Seen(
        statement(give(PART.key, waiting, TODAY)),
        waiting,
        None,
        withdrawn=False,
        opened=False,
        reply=None,
        reply_name=None,
    )
    chosen = next_terms(seen, Change(profile=Profile.SUMMARY_COARSE), TODAY)
    assert (chosen.not_before, chosen.until_safe, chosen.never_to, chosen.forget_after) == (TODAY + 90, True, 5, 90)
    assert at_most(chosen, waiting)


def test_the_eighth_version_is_the_last_that_is_signed():
    claimed = FIRST
    for _ in range(7):
        claimed = give(PART.key, READ, TODAY, statement(claimed))
    seen = Seen(statement(claimed), READ, None, withdrawn=False, opened=False, reply=None, reply_name=None)
    assert "leeward withdraw" in str(why_not(seen, Change(renew=True), TODAY))


def test_one_post_is_about_one_part_alone(desk, intake):
    follow("consent", desk, intake, "--profile", "keep-sealed", "--about", "testimony")
    assert {ConsentStatement.from_bytes(one.statement).part_key for one in posted(intake).consents} == {PART.key.public}
