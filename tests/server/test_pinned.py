"""The folder of roots, directories and policy: only forwards, only what was signed, and nothing without them."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest

from protocol.directory import GRACE_DAYS, Expired, SignedDirectory, directory_hash
from protocol.errors import DirectoryRefused, Malformed
from protocol.orders import TargetKind
from protocol.policy import PolicyRefused, PolicyRolledBack
from server.pinned import Pinned
from tests.orders import by_administrators, stop
from tests.worlds import Clock, Consortium, make_consortium


@pytest.fixture(scope="module")
def consortium() -> Consortium:
    return make_consortium("pinned")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pinned(consortium: Consortium, tmp_path: Path, clock: Clock) -> Pinned:
    return Pinned(consortium.write_pinned(tmp_path), clock)


def newer(consortium: Consortium, **change: Any) -> bytes:
    update = {"number": 2, "previous": consortium.directory.hash} | change
    return consortium.resign(lambda directory: directory.model_copy(update=update)).to_bytes()


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_without_a_directory_there_is_nothing_to_judge_by(consortium: Consortium, tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "roots.cbor").write_bytes(consortium.root_set.to_bytes())
    empty = Pinned(tmp_path, clock)
    for ask in (lambda: empty.directory, lambda: empty.signed_directory):
        with pytest.raises(DirectoryRefused):
            ask()


def test_without_a_policy_nothing_is_decided(consortium: Consortium, tmp_path: Path, clock: Clock) -> None:
    bare = Pinned(consortium.write_pinned(tmp_path, with_policy=False), clock)
    assert bare.directory.hash == consortium.directory.hash
    for ask in (lambda: bare.policy, lambda: bare.signed_policy):
        with pytest.raises(PolicyRefused):
            ask()


def test_what_a_crash_left_beside_the_papers_goes_when_their_zone_starts_and_not_before(
    pinned: Pinned, tmp_path: Path, clock: Clock
) -> None:
    kept = files(tmp_path)
    for name in ("policy.cbor.new", "policy.cbor.old", "directory-2.cbor.new"):
        (tmp_path / name).write_bytes(b"half")
    Pinned(tmp_path, clock)  # a card loader: the zone may be writing
    assert len(files(tmp_path)) == len(kept) + 3
    Pinned.of_its_zone(tmp_path, clock)
    assert files(tmp_path) == kept


def test_a_directory_serves_to_the_end_of_its_grace_and_no_day_longer(
    pinned: Pinned, consortium: Consortium, clock: Clock
) -> None:
    left = consortium.directory.contents.expires - consortium.directory.contents.issued
    clock.pass_days(left + GRACE_DAYS)
    assert pinned.directory.hash == consortium.directory.hash
    clock.pass_days(1)
    with pytest.raises(Expired):
        _ = pinned.directory
    # What was sealed under it is still known by its hash.
    assert pinned.directory_named(consortium.directory.hash).hash == consortium.directory.hash


def test_a_folder_whose_directory_has_ended_still_opens_and_still_says_so(
    consortium: Consortium, tmp_path: Path, clock: Clock
) -> None:
    clock.pass_days(1000)
    with pytest.raises(Expired):
        _ = Pinned(consortium.write_pinned(tmp_path, with_policy=False), clock).directory


def test_a_directory_that_nobody_here_trusted_has_no_name_here(pinned: Pinned) -> None:
    with pytest.raises(DirectoryRefused):
        pinned.directory_named(bytes(32))


def test_a_newer_directory_takes_over_here_and_on_the_disk(
    pinned: Pinned, consortium: Consortium, tmp_path: Path, clock: Clock
) -> None:
    trusted = pinned.replace_directory(newer(consortium))
    again = Pinned(tmp_path, clock)
    assert pinned.directory.hash == again.directory.hash == trusted.hash
    assert again.directory_named(consortium.directory.hash).contents.number == 1


@pytest.mark.parametrize("why", ["number-stands", "another-past", "one-root", "other-roots", "cut", "rubbish"])
def test_a_directory_that_does_not_hold_changes_nothing(
    pinned: Pinned, consortium: Consortium, tmp_path: Path, why: str
) -> None:
    pinned.replace_directory(newer(consortium))
    held, before = pinned.directory.hash, files(tmp_path)
    third = {"number": 3, "previous": held}
    signed = consortium.resign(lambda directory: directory.model_copy(update=third))
    raw = {
        "number-stands": newer(consortium, work_bits=9),
        "another-past": newer(consortium, number=3, previous=bytes(32)),
        "one-root": signed.model_copy(update={"signatures": signed.signatures[:1]}).to_bytes(),
        "other-roots": make_consortium("others").resign(lambda one: one.model_copy(update=third)).to_bytes(),
        "cut": signed.to_bytes()[:-1],
        "rubbish": b"\xa1",
    }[why]
    with pytest.raises((DirectoryRefused, Malformed)):
        pinned.replace_directory(raw)
    assert (pinned.directory.hash, files(tmp_path)) == (held, before)


def test_a_policy_that_is_set_back_changes_nothing(pinned: Pinned, consortium: Consortium, tmp_path: Path) -> None:
    later = consortium.resign_policy(lambda bundle: bundle.model_copy(update={"version": 2})).to_bytes()
    pinned.replace_policy(later)
    before = files(tmp_path)
    with pytest.raises(PolicyRolledBack):
        pinned.replace_policy(consortium.signed_policy.to_bytes())
    assert (pinned.signed_policy.to_bytes(), files(tmp_path)) == (later, before)


@pytest.mark.parametrize("fsync_that_fails", [1, 2], ids=["of-the-file", "of-the-folder"])
@pytest.mark.parametrize("what", ["directory", "policy"])
def test_what_cannot_be_kept_on_the_disk_is_not_in_force_here_either(
    consortium: Consortium,
    pinned: Pinned,
    tmp_path: Path,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    fsync_that_fails: int,
) -> None:
    later = consortium.resign_policy(lambda bundle: bundle.model_copy(update={"version": 2})).to_bytes()
    raw = newer(consortium) if what == "directory" else later
    replace = pinned.replace_directory if what == "directory" else pinned.replace_policy
    before, signed, real, times = files(tmp_path), pinned.signed_directory, os.fsync, 0

    def full(handle: int) -> None:
        nonlocal times
        times += 1
        if times >= fsync_that_fails:
            raise OSError(28, "No space left on device")
        real(handle)

    with monkeypatch.context() as failing:
        failing.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            replace(raw)
    assert files(tmp_path) == before
    for one in (pinned, Pinned(tmp_path, clock)):
        assert (one.directory.hash, one.signed_directory) == (consortium.directory.hash, signed)
        assert (one.policy.hash, one.signed_policy) == (consortium.policy.hash, consortium.signed_policy)
        if what == "directory":
            with pytest.raises(DirectoryRefused):
                one.directory_named(directory_hash(SignedDirectory.from_bytes(raw).directory))
    # The disk has room again: the same is taken after all.
    taken = replace(raw)
    assert taken is (pinned.directory if what == "directory" else pinned.policy)


def test_another_user_who_loads_cards_can_read_what_was_replaced(
    pinned: Pinned, consortium: Consortium, tmp_path: Path
) -> None:
    mask = os.umask(0o022)
    try:
        pinned.replace_directory(newer(consortium))
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "directory-2.cbor").stat().st_mode) == 0o644


def test_what_was_stopped_is_stopped_after_a_restart_and_by_the_next_directory(
    pinned: Pinned, consortium: Consortium, tmp_path: Path, clock: Clock
) -> None:
    order = by_administrators(consortium, stop(TargetKind.PERSON, "ines"), "dalia")
    pinned.take_orders([order])
    pinned.replace_directory(newer(consortium))
    for one in (pinned, Pinned(tmp_path, clock)):
        assert one.standing.suspended(TargetKind.PERSON, "ines")
        assert one.standing is one.standing


def test_an_order_that_cannot_be_written_is_not_in_force(
    pinned: Pinned, consortium: Consortium, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("server.pinned.write_durably", full)
    with pytest.raises(OSError):  # noqa: PT011
        pinned.take_orders([by_administrators(consortium, stop(TargetKind.PERSON, "ines"), "dalia")])
    assert not pinned.standing.stopped
