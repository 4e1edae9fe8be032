"""A sitting: quotas, memory, and what happens when something is cut off in the middle."""

from __future__ import annotations

import gzip
import tracemalloc

import httpx
import pytest

from clients.custodian.errors import (
    CannotReach,
    LogSplit,
    MemoryChanged,
    MemoryDamaged,
    MemoryFull,
    MemoryLost,
    NotWaiting,
    VaultSaysNo,
)
from clients.custodian.judging import QuotaReached
from clients.custodian.memory import Memory, recall, remember
from protocol.directory import Contradictory, SubstituteMoved
from protocol.ledger_crossings import Consistency
from protocol.opening import RefusalReason, check_refusal
from protocol.policy import CustodyRules
from tests.clients.custodian.sitting_world import CONSORTIUM, tell
from tests.second_seats import borrowed_keys, listing, ordinary_life, second_seats, signed
from tests.worlds import TODAY

TOLD = [tell(f"report {number}") for number in range(6)]
CURATOR = "curator-xa"


@pytest.fixture
def limited(machine):
    """Four parts for one curator on one day."""
    rules = CustodyRules(parts_per_curator_and_day=4)
    machine.policy = CONSORTIUM.resign_policy(lambda one: one.model_copy(update={"custody": rules})).to_bytes()
    return machine


def approved(machine) -> int:
    return sum(len(one.approvals) for one in machine.sent)


# The directory

LISTING = listing(CONSORTIUM.directory.contents)


def _sit_with(machine, contents):
    machine.directory = signed(CONSORTIUM, contents).to_bytes()
    machine.sit()


def test_a_directory_that_ties_a_substitute_to_two_seats_stops_everything(machine):
    _sit_with(machine, LISTING)
    for name, contents in second_seats(LISTING):
        with pytest.raises(SubstituteMoved):
            pytest.fail(f"{name} was taken: {_sit_with(machine, contents)}")


def test_a_directory_in_which_a_substitutes_key_opens_something_else_stops_everything(machine):
    machine.sit()
    for name, contents in borrowed_keys(CONSORTIUM.directory.contents):
        with pytest.raises(Contradictory):
            pytest.fail(f"{name} was taken: {_sit_with(machine, contents)}")


@pytest.mark.parametrize("contents", [pytest.param(one, id=name) for name, one in ordinary_life(LISTING)])
def test_a_substitute_who_succeeds_stops_nothing(machine, contents):
    _sit_with(machine, LISTING)
    _sit_with(machine, contents)


# The quota


def test_the_quota_stops_within_one_request(limited):
    limited.ask(*TOLD)
    sitting = limited.sit()
    assert limited.refusals(sitting) == [None] * 4 + [QuotaReached] * 2
    assert sitting.approve(sitting.waiting) == approved(limited) == 4


def test_the_quota_stops_over_several_requests_of_one_sitting(limited):
    limited.ask(*TOLD[:3])
    limited.ask(*TOLD[3:])
    sitting = limited.sit()
    assert sitting.approve(sitting.waiting) == approved(limited) == 4


def test_the_quota_stops_over_several_sittings_of_one_day_and_not_over_two_days(limited):
    limited.ask(*TOLD[:3])
    sitting = limited.sit()
    sitting.approve(sitting.waiting)
    limited.notices.clear()
    limited.ask(*TOLD[3:])
    sitting = limited.sit()
    assert limited.refusals(sitting) == [None, QuotaReached, QuotaReached]
    assert sitting.approve(sitting.waiting) == 1
    assert limited.sit().memory.approved_for(CURATOR, TODAY) == 4
    limited.notices.clear()
    limited.clock.pass_days(1)
    limited.ask(*TOLD[3:])
    assert limited.refusals() == [None] * 3


def test_a_part_that_is_shown_twice_is_approved_and_counted_once(limited):
    limited.ask(TOLD[0], slips=[TOLD[0].slip()] * 9)
    sitting = limited.sit()
    assert sitting.approve(sitting.waiting) == 1
    assert sitting.memory.approved_for(CURATOR, TODAY) == 1


def test_the_quota_is_on_the_disk_before_an_answer_leaves(limited):
    """Whatever happens after this moment, the count is kept."""
    seen = []
    limited.on_answers = lambda _: seen.append(recall(limited.memory_file, begun=True).approved_for(CURATOR, TODAY))
    limited.ask(*TOLD[:3])
    sitting = limited.sit()
    sitting.approve(sitting.waiting)
    assert seen == [3]


def test_a_device_that_dies_while_it_sends_has_counted(limited):
    class Killed(BaseException):
        """As a kill would: nothing after it runs."""

    def die(_):
        raise Killed

    limited.on_answers = die
    limited.ask(*TOLD[:3])
    sitting = limited.sit()
    with pytest.raises(Killed):
        sitting.approve(sitting.waiting)
    limited.on_answers = lambda _: None
    limited.notices.clear()
    limited.ask(*TOLD[3:])
    assert limited.refusals() == [None, QuotaReached, QuotaReached]


def test_an_answer_that_was_lost_is_sent_again_without_being_counted_again(limited):
    limited.ask(*TOLD[:3])
    for _ in range(3):
        limited.lies["POST /v1/approvals"] = httpx.Response(503)
        sitting = limited.sit()
        with pytest.raises(VaultSaysNo):
            sitting.approve(sitting.waiting)
    limited.lies.clear()
    sitting = limited.sit()
    assert limited.refusals(sitting) == [None] * 3
    assert sitting.approve(sitting.waiting) == 3
    assert sitting.memory.approved_for(CURATOR, TODAY) == 3


def test_the_same_part_in_another_request_counts_again(limited):
    limited.ask(TOLD[0])
    limited.ask(TOLD[0])
    sitting = limited.sit()
    assert sitting.approve(sitting.waiting) == 2
    assert sitting.memory.approved_for(CURATOR, TODAY) == 2


def test_two_sittings_at_once_do_not_share_a_quota_twice(limited):
    limited.ask(*TOLD[:3])
    one, other = limited.sit(), limited.sit()
    assert one.approve(one.waiting) == 3
    with pytest.raises(MemoryChanged):
        other.approve(other.waiting)
    assert approved(limited) == 3


def test_nothing_is_approved_after_a_request_has_ended_on_the_screen(machine):
    machine.ask(TOLD[0])
    sitting = machine.sit()
    machine.clock.now += 24 * 3600 + 1
    assert sitting.approve(sitting.waiting) == 0
    assert machine.sent == []


# Memory


def test_a_damaged_memory_is_an_error_and_not_a_fresh_start(machine):
    machine.ask(TOLD[0], withdrawn=[TOLD[1].id])
    machine.sit()
    good = machine.memory_file.read_bytes()
    for bad in (b"", good[:-1], good + b"\0", b"\xa0", good.replace(TOLD[1].id[:8], b"", 1)):
        machine.memory_file.write_bytes(bad)
        with pytest.raises(MemoryDamaged):
            machine.sit()
        assert machine.memory_file.read_bytes() == bad


def test_a_lost_memory_is_an_error_and_not_a_fresh_start(machine):
    machine.sit()
    machine.memory_file.unlink()
    with pytest.raises(MemoryLost):
        machine.sit()
    assert not machine.memory_file.exists()


def test_a_first_sitting_that_was_cut_off_is_still_a_first_sitting(machine):
    for door in ("GET /v1/directory", "GET /v1/policies", "GET /checkpoint"):
        machine.lies = {door: httpx.Response(503)}
        with pytest.raises(VaultSaysNo):
            machine.sit()
    machine.lies.clear()
    machine.ask(TOLD[0])
    assert machine.refusals() == [None]


def test_only_the_owner_can_read_what_is_remembered(machine):
    machine.sit()
    assert {oct(file.stat().st_mode & 0o777) for file in machine.folder.glob("*.cbor")} - {"0o644"} == {"0o600"}
    assert machine.memory_file.stat().st_mode & 0o077 == 0


def test_a_memory_that_is_full_stops_before_it_forgets_or_can_no_longer_be_read(machine):
    """A vault that claims withdrawals without end must not push out the true ones."""
    machine.sit()
    many = tuple(number.to_bytes(32, "big") for number in range(400_000))
    full = recall(machine.memory_file, begun=True).with_withdrawn(set(many))
    remember(machine.memory_file, full)
    machine.ask(TOLD[0], withdrawn=[TOLD[1].id])
    with pytest.raises(MemoryFull):
        machine.sit()
    assert recall(machine.memory_file, begun=True).withdrawn == full.withdrawn


def test_what_is_older_than_ninety_days_is_forgotten():
    memory = Memory()
    for day in (TODAY - 200, TODAY - 90, TODAY - 89, TODAY):
        memory = memory.with_approved(CURATOR, day, day.to_bytes(32, "big"), [TOLD[0].id])
    assert [one.day for one in memory.approved] == [TODAY - 89, TODAY]
    assert [one.day for one in memory.counted] == [TODAY]


def test_an_approval_can_be_sent_again_for_as_long_as_a_request_lives():
    memory = Memory().with_approved(CURATOR, TODAY, b"r" * 32, [TOLD[0].id])
    later = memory.with_approved(CURATOR, TODAY + 3, b"s" * 32, [TOLD[0].id])
    assert later.counted_of(b"r" * 32) == {TOLD[0].id}


# Answers


def test_a_refusal_carries_the_given_reason_or_the_one_this_device_found(machine):
    machine.ask(*TOLD[:2], withdrawn=[TOLD[1].id])
    sitting = machine.sit()
    (one,) = sitting.waiting
    assert sitting.refuse(one) == sitting.refuse(one, RefusalReason.PERSON_NOT_KNOWN) == 2
    found, given = ([check_refusal(r, one.checked).reason for r in sent.refusals] for sent in machine.sent)
    assert found == [RefusalReason.OTHER, RefusalReason.WITHDRAWN]
    assert given == [RefusalReason.PERSON_NOT_KNOWN] * 2


def test_only_four_signs_or_more_of_a_number_name_a_request(machine):
    machine.ask(TOLD[0])
    sitting = machine.sit()
    number = sitting.waiting[0].checked.id.hex()
    assert sitting.find(number[:4].upper()) is sitting.waiting[0]
    for wrong in ("", number[:3], "zzzz", number + "0"):
        with pytest.raises(NotWaiting):
            sitting.find(wrong)


def test_only_compartments_in_which_this_very_key_holds_a_seat_are_asked_for(machine):
    machine.compartment = "xb-evidence"
    assert [one.name for one in machine.sit().compartments()] == ["xb-evidence"]
    assert machine.asked.count("GET /v1/openings") == 1


def test_each_sitting_says_once_that_the_key_is_in_use_and_goes_on_without_it(machine):
    machine.ask(TOLD[0])
    machine.sit()
    assert machine.asked.count("POST /v1/heartbeats") == 1
    for lie in (httpx.Response(404), httpx.Response(500), httpx.Response(200, content=b"x" * 9000)):
        machine.lies["POST /v1/heartbeats"] = lie
        assert len(machine.sit().waiting) == 1


# What a hostile server may answer


def test_a_page_that_redirects_is_no_yes(machine):
    """Hotel networks answer everything with a page of theirs."""
    machine.ask(TOLD[0])
    sitting = machine.sit()
    for status in (301, 302, 307):
        machine.lies["POST /v1/approvals"] = httpx.Response(status, headers={"location": "http://hotel.example/"})
        with pytest.raises(VaultSaysNo):
            sitting.approve(sitting.waiting)


@pytest.mark.parametrize(
    "door", ["GET /v1/directory", "GET /v1/policies", "GET /v1/orders", "GET /checkpoint", "GET /v1/openings"]
)
def test_an_answer_without_end_is_read_up_to_its_bound(machine, door):
    read = 0

    def endless():
        nonlocal read
        while True:
            read += 1 << 20
            yield bytes(1 << 20)

    machine.lies[door] = httpx.Response(200, content=endless())
    with pytest.raises(VaultSaysNo):
        machine.sit()
    assert read <= 18 << 20


def test_an_answer_that_unpacks_to_much_is_not_unpacked(machine):
    machine.lies["GET /v1/directory"] = httpx.Response(
        200, headers={"content-encoding": "gzip"}, stream=httpx.ByteStream(gzip.compress(bytes(64 << 20)))
    )
    tracemalloc.start()
    with pytest.raises(VaultSaysNo):
        machine.sit()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 << 20


def test_what_a_server_says_cannot_write_on_the_screen_but_plain_words(machine):
    machine.ask(TOLD[0])
    sitting = machine.sit()
    for body, shown in (
        (b'{"detail": "Not now.\\u001b[2J\\u202e"}', "Not now. [2J"),
        (b'{"title": "' + b"a" * 2000 + b'"}', "a" * 300),
        (b"[" * 4000, "The answer was 400."),
        (b'{"detail": {"x": 1}}', "The answer was 400."),
        (b"\xff\xfe", "The answer was 400."),
        (b'"words"', "The answer was 400."),
    ):
        machine.lies["POST /v1/approvals"] = httpx.Response(400, content=body)
        with pytest.raises(VaultSaysNo) as refused:
            sitting.approve(sitting.waiting)
        assert str(refused.value) == shown


def test_a_line_that_is_cut_is_said_plainly(machine):
    machine.ask(TOLD[0])
    sitting = machine.sit()

    def cut(_):
        raise httpx.ConnectError("https://vault.example:443 asha")

    machine.on_answers = cut
    with pytest.raises(CannotReach) as refused:
        sitting.approve(sitting.waiting)
    assert "vault.example" not in str(refused.value)
    assert refused.value.__suppress_context__


def test_a_proof_of_growth_that_is_garbage_stops_everything(machine):
    machine.sit()
    machine.log.grow(3)
    machine.ask(TOLD[0])
    forged = Consistency(proof=(bytes(32),), checkpoint="").to_bytes()
    machine.lies["GET /v1/consistency"] = httpx.Response(200, content=forged)
    with pytest.raises(LogSplit):
        machine.sit()
