"""What a client holds on to, and what it lets replace it."""

from __future__ import annotations

import pytest

from clients.trusted import Trusted
from protocol.cooling_off import CoolingOff
from protocol.directory import (
    GRACE_DAYS,
    Administrator,
    Expired,
    Forked,
    RolledBack,
    SignedDirectory,
    directory_hash,
    sign_directory,
)
from protocol.errors import DirectoryRefused, Malformed
from protocol.orders import TargetKind
from protocol.policy import ChangeRules, NotEnoughAdministrators, PolicyRefused, PolicyRolledBack
from protocol.primitives import SignKey
from protocol.roots import NotEnoughRoots
from tests.changed_roots import FIRST_ROOTS, SIGNED_BY_FIRST, SIGNED_BY_LATER, WITHOUT_CHANGES, WRITTEN
from tests.orders import by_administrators, stop
from tests.worlds import TODAY, make_consortium, seeded, sign_bundle

CONSORTIUM = make_consortium("trusted")
FIRST = CONSORTIUM.signed
SECOND = CONSORTIUM.resign(
    lambda one: one.model_copy(update={"number": 2, "previous": directory_hash(FIRST.directory), "expires": TODAY + 90})
)
NEWER_POLICY = CONSORTIUM.resign_policy(lambda one: one.model_copy(update={"version": 2}))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "roots.cbor").write_bytes(CONSORTIUM.root_set.to_bytes())
    return tmp_path


@pytest.fixture
def held(folder):
    trusted = Trusted.open(folder, TODAY)
    trusted.take_directory(SECOND.to_bytes(), TODAY)
    trusted.take_policy(NEWER_POLICY.to_bytes(), TODAY)
    return trusted


def everything(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


OTHER_SECOND = CONSORTIUM.resign(lambda one: one.model_copy(update={"number": 2, "work_bits": 5}))
OTHER_THIRD = CONSORTIUM.resign(lambda one: one.model_copy(update={"number": 3}))
ONE_ROOT = SignedDirectory(directory=SECOND.directory, signatures=SECOND.signatures[:1])
STRANGERS = sign_directory(CONSORTIUM.directory.contents, list(enumerate([SignKey.new(seeded("x"))] * 3)))


@pytest.mark.parametrize("again", [False, True], ids=["in the same run", "after a restart"])
@pytest.mark.parametrize(
    ("offered", "refused"),
    [
        (FIRST, RolledBack),
        (OTHER_SECOND, Forked),
        (OTHER_THIRD, Forked),
        (ONE_ROOT, NotEnoughRoots),
        (STRANGERS, NotEnoughRoots),
    ],
    ids=["rolled back", "forked", "not its successor", "one root", "strangers"],
)
def test_a_directory_that_is_refused_changes_nothing(held, folder, offered, refused, again):
    before = everything(folder)
    trusted = Trusted.open(folder, TODAY) if again else held
    with pytest.raises(refused):
        trusted.take_directory(offered.to_bytes(), TODAY)
    assert everything(folder) == before
    assert trusted.directory.contents.number == Trusted.open(folder, TODAY).directory.contents.number == 2


@pytest.mark.parametrize("again", [False, True], ids=["in the same run", "after a restart"])
def test_a_policy_that_is_refused_changes_nothing(held, folder, again):
    before = everything(folder)
    trusted = Trusted.open(folder, TODAY) if again else held
    changed = CONSORTIUM.resign_policy(lambda one: one.model_copy(update={"version": 2, "collect_seconds": 9}))
    one_name = NEWER_POLICY.model_copy(update={"signatures": NEWER_POLICY.signatures[:1]})
    for offered, refused in (
        (CONSORTIUM.signed_policy, PolicyRolledBack),
        (changed, PolicyRolledBack),
        (one_name, NotEnoughAdministrators),
    ):
        with pytest.raises(refused):
            trusted.take_policy(offered.to_bytes(), TODAY)
    assert everything(folder) == before
    assert Trusted.open(folder, TODAY).policy.contents.version == 2


def test_what_is_held_can_be_taken_again(held, folder):
    before = everything(folder)
    held.take_directory(SECOND.to_bytes(), TODAY)
    held.take_policy(NEWER_POLICY.to_bytes(), TODAY)
    assert everything(folder) == before


def test_bytes_that_are_no_directory_are_refused(held):
    for raw in (b"", b"\xa0", SECOND.to_bytes() + b"\0"):
        with pytest.raises(Malformed):
            held.take_directory(raw, TODAY)
        with pytest.raises(Malformed):
            held.take_policy(raw, TODAY)


def test_a_power_cut_while_writing_leaves_what_was_held(held, folder, monkeypatch):
    third = CONSORTIUM.resign(
        lambda one: one.model_copy(update={"number": 3, "previous": directory_hash(SECOND.directory)})
    )
    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            held.take_directory(third.to_bytes(), TODAY)
    assert held.directory.contents.number == 2
    again = Trusted.open(folder, TODAY)
    assert again.directory.contents.number == 2
    assert again.take_directory(third.to_bytes(), TODAY).contents.number == 3


def test_nothing_is_in_force_before_anything_was_fetched(folder):
    trusted = Trusted.open(folder, TODAY)
    assert not trusted.begun
    with pytest.raises(DirectoryRefused):
        _ = trusted.directory
    with pytest.raises(PolicyRefused):
        _ = trusted.policy


def test_a_custodian_who_was_away_past_the_end_takes_the_next_directory_and_no_older_one(held, folder):
    """Being away for long is no reason to forget what was seen."""
    later = TODAY + 90 + GRACE_DAYS + 1
    trusted = Trusted.open(folder, later)
    assert trusted.begun
    with pytest.raises(Expired):
        _ = trusted.directory
    with pytest.raises(RolledBack):
        trusted.take_directory(FIRST.to_bytes(), later)
    third = CONSORTIUM.resign(
        lambda one: one.model_copy(
            update={"number": 3, "previous": directory_hash(SECOND.directory), "expires": later + 90}
        )
    )
    assert trusted.take_directory(third.to_bytes(), later) is trusted.directory


def test_administrators_who_left_do_not_lock_the_door_behind_them(held, folder):
    """A new directory with other administrators: the old policy is out of force, and still none older is taken."""
    newcomers = {name: SignKey.new(seeded(name)) for name in ("farah", "goran")}
    names = tuple(
        Administrator(administrator=name, organisation=name, sign_key=key.public) for name, key in newcomers.items()
    )
    third = CONSORTIUM.resign(
        lambda one: one.model_copy(
            update={"number": 3, "previous": directory_hash(SECOND.directory), "administrators": names}
        )
    )
    held.take_directory(third.to_bytes(), TODAY)
    trusted = Trusted.open(folder, TODAY)
    with pytest.raises(PolicyRefused):
        _ = trusted.policy
    bundle = CONSORTIUM.policy.contents
    with pytest.raises(PolicyRolledBack):
        trusted.take_policy(sign_bundle(bundle, newcomers).to_bytes(), TODAY)
    newer = sign_bundle(bundle.model_copy(update={"version": 3}), newcomers)
    assert trusted.take_policy(newer.to_bytes(), TODAY).contents.version == 3


def test_a_policy_that_loosens_something_waits_on_this_device_too(held, folder):
    slow = CONSORTIUM.resign_policy(
        lambda one: one.model_copy(update={"version": 3, "changes": ChangeRules(cooling_off_days=7)})
    )
    before = held.take_policy(slow.to_bytes(), TODAY)
    rules = before.contents.custody.model_copy(update={"parts_per_curator_and_day": 9999})
    bundle = before.contents.model_copy(update={"version": 4, "previous": before.hash, "custody": rules})
    looser = sign_bundle(bundle, CONSORTIUM.administrators).to_bytes()
    for day in (TODAY, TODAY + 6):
        with pytest.raises(CoolingOff):
            Trusted.open(folder, day).take_policy(looser, day)
        assert Trusted.open(folder, day).policy.contents.version == 3
    assert Trusted.open(folder, TODAY + 7).take_policy(looser, TODAY + 7).contents.version == 4


def test_a_suspended_administrator_s_policy_is_not_taken_here(held):
    held.take_orders([by_administrators(CONSORTIUM, stop(TargetKind.PERSON, "esteban"), "dalia")])
    with pytest.raises(NotEnoughAdministrators):
        held.take_policy(NEWER_POLICY.to_bytes(), TODAY)


def test_a_directory_that_the_first_roots_do_not_lead_to_is_not_kept(tmp_path):
    """Whoever hands it out can leave out the changes of roots that this device followed; it begins anew at a start."""
    (tmp_path / "roots.cbor").write_bytes(FIRST_ROOTS.to_bytes())
    trusted = Trusted.open(tmp_path, WRITTEN)
    for signed in (SIGNED_BY_FIRST, SIGNED_BY_LATER):
        trusted.take_directory(signed.to_bytes(), WRITTEN)
    before = everything(tmp_path)
    with pytest.raises(NotEnoughRoots):
        trusted.take_directory(WITHOUT_CHANGES.to_bytes(), WRITTEN)
    assert everything(tmp_path) == before
    assert Trusted.open(tmp_path, WRITTEN).directory.hash == trusted.directory.hash
