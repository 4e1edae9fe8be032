"""A shape is a short way to the same verdict: never to another."""

from __future__ import annotations

import functools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.consent import Terms, give
from protocol.control import ControlBlock
from protocol.errors import BadSignature, ProtocolError
from protocol.ids import MailboxId
from protocol.part_shapes import Shapes
from protocol.primitives import SealKey, SignKey
from protocol.reply import vouch_reply_key
from protocol.sealing import SealedPart, check_part, seal_part
from tests.worlds import TODAY, Consortium, make_consortium

MOST = 128 * 1024


@functools.cache
def world() -> tuple[Consortium, Shapes, tuple[SealedPart, ...]]:
    """One part of each compartment, and one of the second size."""
    consortium = make_consortium("shapes")
    directory = consortium.directory
    sizes = [(one.name, 0) for one in directory.contents.compartments] + [("xa-testimony", 1)]
    return consortium, Shapes(directory, MOST), tuple(sealed(consortium, *one) for one in sizes)


def sealed(consortium: Consortium, compartment: str, size_class: int) -> SealedPart:
    key, reply = SignKey.new(), SealKey.new().public
    control = ControlBlock(
        consent=give(key, Terms(), TODAY),
        card=None,
        mailbox=MailboxId(bytes(16)),
        reply_key=reply,
        reply_signature=vouch_reply_key(key, reply),
    )
    directory = consortium.directory
    return seal_part(b"words", directory, directory.compartment(compartment), key, control, size_class)


def long_way(raw: bytes) -> bytes | type[Exception]:
    """The id of a part that holds, or why it does not."""
    try:
        part = SealedPart.from_bytes(raw)
        return check_part(part, world()[0].directory).id
    except ProtocolError as wrong:
        return type(wrong)


def short_way(raw: bytes) -> bytes | type[Exception] | None:
    shape = world()[1].find(raw)
    if shape is None:
        return None
    identifier = shape.id(raw)
    try:
        shape.check_signature(raw, identifier)
    except BadSignature:
        return BadSignature
    return bytes(identifier)


def test_every_part_of_every_compartment_has_a_shape_that_gives_its_id() -> None:
    for part in world()[2]:
        assert short_way(part.to_bytes()) == part.id() == long_way(part.to_bytes())


def test_a_shape_splits_a_part_as_the_long_way_does() -> None:
    for part in world()[2]:
        shape = world()[1].find(part.to_bytes())
        assert shape is not None
        assert shape.split(part.to_bytes()) == (part.model_copy(update={"payload": b""}).to_bytes(), part.payload)
        assert part.to_bytes()[shape.places.control] == part.control
        assert part.to_bytes()[shape.places.part_key] == part.header.part_key
        assert (shape.compartment.name, shape.size_class) == (part.header.compartment, part.header.size_class)


@given(st.data())
def test_whatever_one_byte_is_changed_both_ways_agree_or_there_is_no_short_one(data: st.DataObject) -> None:
    raw = bytearray(data.draw(st.sampled_from(world()[2])).to_bytes())
    # Most of a part is boxes and payload; what stands between them is what a shape is about.
    place = data.draw(st.one_of(st.integers(0, len(raw) - 1), st.sampled_from(_between(bytes(raw)))))
    raw[place] ^= data.draw(st.integers(1, 255))
    assert short_way(bytes(raw)) in {None, long_way(bytes(raw))}


def test_a_change_in_any_field_breaks_the_signature_on_the_short_way_too() -> None:
    raw = world()[2][0].to_bytes()
    between = set(_between(raw))
    firsts = [at for at in range(1, len(raw)) if at not in between and at - 1 in between]
    assert len(firsts) > 10
    for place in firsts:
        changed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        assert short_way(changed) is BadSignature


@given(st.data())
def test_bytes_that_are_no_such_part_have_no_shape(data: st.DataObject) -> None:
    raw = data.draw(st.sampled_from(world()[2])).to_bytes()
    cut = data.draw(st.integers(1, len(raw)))
    assert short_way(raw[:-cut] + data.draw(st.binary(max_size=8))) is None or cut <= 8


def test_a_change_between_the_fields_has_no_shape_at_all() -> None:
    raw = world()[2][0].to_bytes()
    for place in _between(raw):
        changed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        assert world()[1].find(changed) is None


def test_a_part_sealed_under_another_directory_has_no_shape() -> None:
    consortium = world()[0]
    other = replace(consortium.directory, hash=bytes(32))
    assert Shapes(other, MOST).find(world()[2][0].to_bytes()) is None


@pytest.mark.parametrize("most", [4096, 0])
def test_a_part_over_the_bound_has_no_shape(most: int) -> None:
    assert Shapes(world()[0].directory, most).find(world()[2][0].to_bytes()) is None


@functools.cache
def _between(raw: bytes) -> list[int]:
    """Where the bytes stand that belong to no field: those that are the same whatever the fields are."""
    part = SealedPart.from_bytes(raw)
    sides = zip(_filled(part, b"\0").to_bytes(), _filled(part, b"\xff").to_bytes(), strict=True)
    return [at for at, (one, other) in enumerate(sides) if one == other]


def _filled(part: SealedPart, sign: bytes) -> SealedPart:
    def like(field: bytes) -> bytes:
        return sign * len(field)

    header, fields = part.header, ("key_commitment", "payload", "recovery", "control", "signature")
    own = {"nonce": like(header.nonce), "part_key": like(header.part_key)}
    commitments = tuple(map(like, header.commitments))
    return part.model_copy(
        update={
            "header": header.model_copy(update=own | {"commitments": commitments}),
            "seats": tuple(map(like, part.seats)),
            "desks": tuple(map(like, part.desks)),
            **{name: like(getattr(part, name)) for name in fields},
        }
    )
