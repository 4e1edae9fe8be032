"""The page checks everything that `leeward-custodian` checks: the program's own tests, with the page in the seat.

Left out is what has no counterpart there: files of a disk, numbers that are typed, a server's words on a terminal.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.clients.custodian import test_judging, test_sitting
from tests.clients.custodian.page.page_machine import PageMachine
from tests.clients.custodian.test_sitting import limited
from tests.clients.web.modules import Modules

NOT_HERE = {
    "test_a_slip_without_any_consent_cannot_even_be_written",
    "test_quota_reached_has_its_own_reason",
    "test_only_the_owner_can_read_what_is_remembered",
    "test_a_memory_that_is_full_stops_before_it_forgets_or_can_no_longer_be_read",
    "test_what_is_older_than_ninety_days_is_forgotten",
    "test_an_approval_can_be_sent_again_for_as_long_as_a_request_lives",
    "test_only_four_signs_or_more_of_a_number_name_a_request",
    "test_an_answer_without_end_is_read_up_to_its_bound",
    "test_an_answer_that_unpacks_to_much_is_not_unpacked",
    "test_what_a_server_says_cannot_write_on_the_screen_but_plain_words",
}


@pytest.fixture(autouse=True)
def _at_the_page(custodians: Modules, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also those tests that choose a machine of another compartment."""

    def at(folder: Path, **seat: Any) -> PageMachine:
        return PageMachine(folder, modules=custodians, **seat)

    monkeypatch.setattr(test_judging, "Machine", at)


NAMED_HERE = {
    "test_the_proof_of_another_request_is_none",
    "test_a_part_that_the_vault_says_is_taken_back_is_refused",
    "test_an_aim_that_the_source_did_not_allow_is_refused",
    "test_the_quota_stops_within_one_request",
    "test_a_share_that_its_sender_did_not_commit_to_is_left_out",
    "test_a_second_history_of_the_same_length_as_one_already_proved_is_found",
    "test_of_a_request_only_the_part_that_was_stopped_is_refused",
    "test_a_log_shown_to_this_custodian_alone_is_found_by_what_intake_shows_everyone",
    "test_a_directory_that_is_not_in_the_witnessed_log_opens_nothing",
    "test_a_directory_that_ties_a_substitute_to_two_seats_stops_everything",
    "test_a_directory_in_which_a_substitutes_key_opens_something_else_stops_everything",
}

for _module in (test_judging, test_sitting):
    for _name, _test in vars(_module).items():
        if _name.startswith("test_") and _name not in NOT_HERE | NAMED_HERE:
            globals()[_name] = _test


# Those that docs/assurance.md names: a check taken out of the page, and the test that then fails.


def test_the_page_shows_nothing_with_the_proof_of_another_request(machine: PageMachine) -> None:
    test_judging.test_the_proof_of_another_request_is_none(machine)


def test_the_page_refuses_what_was_taken_back(machine: PageMachine) -> None:
    test_judging.test_a_part_that_the_vault_says_is_taken_back_is_refused(machine)


def test_the_page_refuses_an_aim_that_the_source_did_not_allow(machine: PageMachine) -> None:
    test_judging.test_an_aim_that_the_source_did_not_allow_is_refused(machine)


def test_the_page_stops_at_the_quota(limited: PageMachine) -> None:
    test_sitting.test_the_quota_stops_within_one_request(limited)


def test_the_page_leaves_out_a_share_that_its_sender_did_not_commit_to(machine: PageMachine) -> None:
    test_judging.test_a_share_that_its_sender_did_not_commit_to_is_left_out(machine)


def test_the_page_finds_a_second_history_of_the_same_length(machine: PageMachine) -> None:
    test_judging.test_a_second_history_of_the_same_length_as_one_already_proved_is_found(machine)


def test_the_page_refuses_a_part_that_was_stopped(machine: PageMachine) -> None:
    test_judging.test_of_a_request_only_the_part_that_was_stopped_is_refused(machine)


def test_the_page_finds_a_log_made_for_this_custodian(machine: PageMachine) -> None:
    test_judging.test_a_log_shown_to_this_custodian_alone_is_found_by_what_intake_shows_everyone(machine)


def test_the_page_takes_no_directory_that_the_log_does_not_show(machine: PageMachine) -> None:
    test_judging.test_a_directory_that_is_not_in_the_witnessed_log_opens_nothing(machine)


def test_the_page_takes_no_directory_that_ties_a_substitute_to_two_seats(machine: PageMachine) -> None:
    test_sitting.test_a_directory_that_ties_a_substitute_to_two_seats_stops_everything(machine)


def test_the_page_takes_no_directory_in_which_a_substitutes_key_opens_something_else(machine: PageMachine) -> None:
    test_sitting.test_a_directory_in_which_a_substitutes_key_opens_something_else_stops_everything(machine)


__all__ = ["limited"]
