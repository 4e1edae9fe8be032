"""A desk with the keys of a new epoch reads what it re-wrapped, and nothing else from before. SPEC 11.5 to 11.7."""

from __future__ import annotations

from dataclasses import replace

import pytest

from protocol.directory import Compartment, Directory
from protocol.errors import CannotOpen
from protocol.primitives import SealKey, SignKey
from protocol.rewrapping import box_of, rewrap
from protocol.sealing import SealedPart, open_seat, open_with
from server.redaction.room.checking import desk_secret
from server.redaction.world import World
from tests.server.redaction.desks import PLACE, Scene
from tests.worlds import seeded

NEW_SIGN, NEW_SEAL = SignKey.new(seeded("epoch")), SealKey.new(seeded("epoch"))


def later_than(scene: Scene) -> World:
    """The curator's desk under the next directory."""

    def change(directory: Directory) -> Directory:
        new = {"number": 2, "epoch": 2, "previous": scene.consortium.directory.hash}
        compartments = tuple(with_new_keys(one) for one in directory.compartments)
        return directory.model_copy(update={**new, "compartments": compartments})

    def with_new_keys(one: Compartment) -> Compartment:
        keys = {"sign_key": NEW_SIGN.public, "seal_key": NEW_SEAL.public}
        desks = (desk.model_copy(update=keys) if desk.desk == scene.curator.name else desk for desk in one.desks)
        return one.model_copy(update={"desks": tuple(desks)})

    scene.curator.pinned.replace_directory(scene.consortium.resign(change).to_bytes())
    return replace(scene.curator, sign_key=NEW_SIGN, seal_key=NEW_SEAL)


def quorum(scene: Scene, sealed: SealedPart) -> dict[int, bytes]:
    keys = [one.seal_key for one in scene.consortium.custodians[PLACE][:4]]
    boxes = zip(keys, sealed.seats, strict=False)
    return {
        number: open_seat(key, sealed.header, sealed.id(), number, box) for number, (key, box) in enumerate(boxes, 1)
    }


def opened(scene: Scene, desk: World, sealed: SealedPart, again: bytes | None) -> bytes:
    then = scene.consortium.directory.compartment(PLACE)
    return open_with(sealed, quorum(scene, sealed), lambda: desk_secret(desk, sealed, then, again))


async def test_with_the_rewrapped_box_it_reads_on(scene: Scene) -> None:
    later = later_than(scene)
    sealed = scene.vault.parts[scene.say("they burned the market")].sealed
    box = rewrap(box_of(sealed, 1), scene.curator.seal_key, NEW_SEAL.public)
    assert b"they burned the market" in opened(scene, later, sealed, box.sealed)


async def test_without_one_or_with_a_spoiled_one_it_reads_nothing(scene: Scene) -> None:
    later = later_than(scene)
    sealed = scene.vault.parts[scene.say("they burned the market")].sealed
    for again in (None, bytes(1168), sealed.desks[0]):
        with pytest.raises(CannotOpen):
            opened(scene, later, sealed, again)


async def test_what_was_sealed_to_todays_key_needs_no_box_and_heeds_none(scene: Scene) -> None:
    sealed = scene.vault.parts[scene.say("they burned the market")].sealed
    for again in (None, bytes(1168)):
        assert b"they burned" in opened(scene, scene.curator, sealed, again)


async def test_another_holder_of_that_name_is_another_desk(scene: Scene) -> None:
    later = later_than(scene)
    sealed = scene.vault.parts[scene.say("they burned the market")].sealed
    box = rewrap(box_of(sealed, 1), scene.curator.seal_key, NEW_SEAL.public)
    then = scene.consortium.directory.compartment(PLACE)
    desks = (then.desks[0].model_copy(update={"holder": "somebody-else"}), *then.desks[1:])
    with pytest.raises(CannotOpen):
        desk_secret(later, sealed, then.model_copy(update={"desks": desks}), box.sealed)
