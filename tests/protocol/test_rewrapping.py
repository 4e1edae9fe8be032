"""What was re-wrapped opens with the desk's new key; what was not is lost to that desk with the old one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from protocol.encoding import Purpose
from protocol.errors import CannotOpen, TooFewCustodians
from protocol.primitives import SealKey, SignKey, seal_secret
from protocol.rewrapping import box_of, first_day_without, not_safe, open_rewrapped_part, rewrap
from protocol.sealing import open_part, seat_context
from tests.protocol.test_sealing import DESK, PART, TEXT, WORLD, _seal, _shares
from tests.worlds import TODAY, seeded

OLD, NEW, NEWER = DESK.seal_key, SealKey.new(seeded("new")), SealKey.new(seeded("newer"))
OTHER = _seal(key=SignKey.new(seeded("another part")))
BOX = box_of(PART, 1)
AGAIN = rewrap(BOX, OLD, NEW.public)
QUORUM = _shares(1, 2, 3, 4)


def test_with_the_new_key_a_quorum_reads_what_was_rewrapped() -> None:
    assert open_rewrapped_part(PART, QUORUM, NEW, AGAIN) == TEXT


def test_it_can_be_rewrapped_again_and_again() -> None:
    assert open_rewrapped_part(PART, QUORUM, NEWER, rewrap(AGAIN, NEW, NEWER.public)) == TEXT


def test_the_part_is_what_it_was_and_its_other_desk_reads_it_as_before() -> None:
    """Nothing is destroyed for everybody while one desk keeps its key."""
    assert PART.id() == BOX.part
    assert open_part(PART, QUORUM, WORLD.desks["xa-testimony"][1].seal_key, 2) == TEXT


def test_what_was_not_rewrapped_is_lost_to_the_desk_without_its_old_key() -> None:
    for key in (NEW, NEWER):
        with pytest.raises(CannotOpen):
            open_part(PART, QUORUM, key, 1)
        with pytest.raises(CannotOpen):
            rewrap(BOX, key, NEWER.public)


def test_the_old_key_does_not_open_what_was_rewrapped_to_the_new_one() -> None:
    with pytest.raises(CannotOpen):
        open_rewrapped_part(PART, QUORUM, OLD, AGAIN)


def test_a_rewrapped_box_needs_a_quorum_like_any_other() -> None:
    with pytest.raises(TooFewCustodians):
        open_rewrapped_part(PART, _shares(1, 2, 3), NEW, AGAIN)


def test_a_box_serves_its_own_part_and_place_alone() -> None:
    moved = (replace(AGAIN, part=OTHER.id()), replace(AGAIN, number=2), replace(AGAIN, rewrapped=False))
    for wrong in moved:
        with pytest.raises(CannotOpen):
            wrong.open(NEW)
    with pytest.raises(CannotOpen):
        open_rewrapped_part(OTHER, QUORUM, NEW, AGAIN)


def test_an_original_box_is_not_taken_for_a_rewrapped_one() -> None:
    with pytest.raises(CannotOpen):
        open_rewrapped_part(PART, QUORUM, OLD, BOX)


def test_a_false_secret_in_a_rewrapped_box_is_found_by_the_key_commitment() -> None:
    """Whoever keeps the boxes can make one for the desk's public key: it opens, and the part does not."""
    sealed = seal_secret(NEW.public, Purpose.DESK_REWRAP, seat_context(PART.id(), 1), bytes(32))
    false = replace(AGAIN, sealed=sealed)
    assert false.open(NEW) == bytes(32)
    with pytest.raises(CannotOpen):
        open_rewrapped_part(PART, QUORUM, NEW, false)


def test_the_old_key_is_safe_to_destroy_only_when_all_that_stays_came_back_whole() -> None:
    other = rewrap(box_of(OTHER, 1), OLD, NEW.public)
    staying = [BOX, box_of(OTHER, 1)]
    kept = {AGAIN.part: AGAIN, other.part: other}
    assert list(not_safe(staying, kept, OLD, NEW)) == []
    false = seal_secret(NEW.public, Purpose.DESK_REWRAP, seat_context(PART.id(), 1), bytes(32))
    for wrong in (
        {other.part: other},
        kept | {AGAIN.part: replace(AGAIN, sealed=AGAIN.sealed[:-1] + bytes([AGAIN.sealed[-1] ^ 1]))},
        kept | {AGAIN.part: replace(AGAIN, sealed=false)},
        kept | {AGAIN.part: rewrap(BOX, OLD, NEWER.public)},
        kept | {AGAIN.part: other},
        kept | {AGAIN.part: BOX},
    ):
        assert list(not_safe(staying, wrong, OLD, NEW)) == [AGAIN.part]


def test_a_place_that_the_part_does_not_have_has_no_box() -> None:
    for number in (0, 3):
        with pytest.raises(CannotOpen):
            box_of(PART, number)


def test_clients_may_seal_to_the_old_key_until_its_last_directory_is_over() -> None:
    assert first_day_without(WORLD.directory) == TODAY + 180 + 30 + 1


def test_a_box_does_not_print() -> None:
    assert AGAIN.sealed.hex() not in repr(AGAIN)
    assert str(AGAIN.sealed) not in repr(AGAIN)
