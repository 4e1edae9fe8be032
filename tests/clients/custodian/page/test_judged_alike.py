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


for _module in (test_judging, test_sitting):
    for _name, _test in vars(_module).items():
        if _name.startswith("test_") and _name not in NOT_HERE:
            globals()[_name] = _test

__all__ = ["limited"]
