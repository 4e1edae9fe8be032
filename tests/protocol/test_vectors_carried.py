"""Keys on their way to a custodian's page, as JavaScript wrote them: protocol/vectors/carried.json."""

from __future__ import annotations

import pytest

from protocol.carried_keys import CarriedFile, CarriedKeys, open_carried, seal_carried
from protocol.errors import CannotOpen
from tests.protocol.known_answers import known_answers
from tests.worlds import seeded

ANSWERS = known_answers("carried")
FILE = CarriedFile.from_bytes(bytes.fromhex(ANSWERS["file"]))


def test_a_file_made_in_javascript_opens_with_its_code() -> None:
    keys = open_carried(FILE, ANSWERS["digits"])
    assert keys.to_bytes().hex() == ANSWERS["keys"]
    assert (keys.custodian, keys.vault) == ("custodian-1", "https://vault.example")


def test_the_code_is_read_however_it_is_typed() -> None:
    arabic = ANSWERS["digits"].translate({ord("0") + digit: 0x0660 + digit for digit in range(10)})
    assert open_carried(FILE, arabic.replace(" ", "-")) == open_carried(FILE, ANSWERS["digits"])


@pytest.mark.parametrize("change", ["one digit", "another code", "nothing"])
def test_no_other_code_opens_it(change: str) -> None:
    digits = str(ANSWERS["digits"])
    _, another = seal_carried(open_carried(FILE, digits), seeded("another code"))
    wrong = {"one digit": digits[:-1] + str((int(digits[-1]) + 1) % 10), "another code": another, "nothing": ""}
    with pytest.raises(CannotOpen):
        open_carried(FILE, wrong[change])


@pytest.mark.parametrize("change", [{"salt": bytes(32)}, {"sealed": FILE.sealed[:-1]}, {"sealed": b""}])
def test_a_file_that_was_changed_does_not_open(change: dict[str, bytes]) -> None:
    with pytest.raises(CannotOpen):
        open_carried(FILE.model_copy(update=change), ANSWERS["digits"])


def test_seeds_and_code_do_not_print() -> None:
    keys = open_carried(FILE, ANSWERS["digits"])
    assert keys.seal_seed.hex() not in repr(keys)
    assert repr(keys.sign_seed) not in repr(keys)


def test_python_writes_its_own_file_as_javascript_read_it() -> None:
    made = ANSWERS["made_in_python_opened_in_javascript"]
    keys = CarriedKeys.from_bytes(bytes.fromhex(made["keys"]))
    assert open_carried(CarriedFile.from_bytes(bytes.fromhex(made["file"])), made["digits"]) == keys
