"""What all parts of one compartment and size have in common, so that one of them is checked without taking it apart.

A part has one encoding (SPEC 2.2), and its fields have fixed lengths. So under one directory all parts of a
compartment and a size class are the same bytes but for their keys, hashes and boxes, which always stand at the same
places. Whatever has these very bytes around those places decodes, fits its compartment, and is written anew alike.

Rules of this file
* A shape says yes only where `SealedPart.from_bytes` and `check_fit` would. All else is for them to judge and to
  explain: here it merely has no shape.
* Shapes come from the directory, never from what was sent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from struct import Struct

from protocol.contents import CLASSES
from protocol.control import SEALED as CONTROL_SEALED
from protocol.directory import Compartment, TrustedDirectory
from protocol.encoding import Purpose, encode
from protocol.ids import PartId
from protocol.primitives import ENCAPSULATION, SECRET, TAG, stream_size, verify
from protocol.sealing import SHARE, PartHeader, SealedPart

_HASH_HEAD = encode(bytes(32))[:2]
"""What stands before 32 bytes: their type and number."""
_EMPTY = encode(b"")


@dataclass(frozen=True, slots=True)
class Places:
    """Where the fields stand in a part's bytes; commitments and boxes with what CBOR writes before each."""

    nonce: slice
    part_key: slice
    commitments: slice
    key_commitment: slice
    payload: slice
    payload_with_head: slice
    boxes: tuple[slice, ...]
    control: slice
    signature: slice


@dataclass(frozen=True, slots=True)
class Shape:
    """What stands around the fields of a part, and around the same fields in what is hashed."""

    compartment: Compartment
    size_class: int
    around: Struct
    fixed: tuple[bytes, ...]
    places: Places
    context: tuple[bytes, bytes, bytes]
    header: tuple[bytes, bytes]
    bind: bytes
    envelope: bytes

    def id(self, raw: bytes) -> PartId:
        """b of SPEC 11.1, as `SealedPart.id` gives it."""
        at = self.places
        before, between, after = self.context
        context = _sha256(before + raw[at.nonce] + between + raw[at.part_key] + after)
        h1 = _sha256(self.header[0] + context + self.header[1] + raw[at.commitments])
        payload = _sha256(memoryview(raw)[at.payload])
        return PartId(_sha256(self.bind + h1 + _HASH_HEAD + raw[at.key_commitment] + _HASH_HEAD + payload))

    def check_signature(self, raw: bytes, identifier: PartId) -> None:
        """As `check_part` does for a part of this id. Raises BadSignature."""
        view = memoryview(raw)
        boxes = hashlib.sha256(self.envelope + identifier)
        for place in self.places.boxes:
            boxes.update(view[place])
        verify(raw[self.places.part_key], Purpose.PART, boxes.digest(), raw[self.places.signature])

    def split(self, raw: bytes) -> tuple[bytes, bytes]:
        """The encoding of the same part with an empty payload, and the payload."""
        whole = self.places.payload_with_head
        return raw[: whole.start] + _EMPTY + raw[whole.stop :], raw[self.places.payload]


class Shapes:
    """The shapes of all compartments of a directory, for parts of at most `most` bytes."""

    def __init__(self, directory: TrustedDirectory, most: int) -> None:
        self.directory = directory
        self._by_size: dict[int, dict[str, tuple[Struct, dict[tuple[bytes, ...], Shape]]]] = {}
        for size, shape in _shapes_of(directory, most):
            alike = self._by_size.setdefault(size, {})
            alike.setdefault(shape.around.format, (shape.around, {}))[1][shape.fixed] = shape

    def find(self, raw: bytes) -> Shape | None:
        """The shape that these bytes have. None is no verdict on them."""
        for around, shapes in self._by_size.get(len(raw), {}).values():
            if (shape := shapes.get(around.unpack(raw))) is not None:
                return shape
        return None


def _shapes_of(directory: TrustedDirectory, most: int) -> Iterator[tuple[int, Shape]]:
    for compartment in directory.contents.compartments:
        for size_class, size in enumerate(CLASSES):
            if stream_size(size) > most:
                break
            part = _filled(directory, compartment, size_class)
            raw = part.to_bytes()
            yield len(raw), _shape_of(part, raw, compartment)


def _filled(directory: TrustedDirectory, compartment: Compartment, size_class: int) -> SealedPart:
    """A part of this compartment and class, each field of other bytes, so that each is found again."""
    numbers = iter(range(1000))

    def filler(size: int) -> bytes:
        return hashlib.shake_256(b"%d" % next(numbers)).digest(size)

    header = PartHeader(
        compartment=compartment.name,
        epoch=directory.contents.epoch,
        directory=directory.hash,
        nonce=filler(32),
        part_key=filler(32),
        size_class=size_class,
        needed=compartment.needed,
        commitments=tuple(filler(32) for _ in compartment.seats),
    )
    return SealedPart(
        header=header,
        key_commitment=filler(32),
        payload=filler(stream_size(CLASSES[size_class])),
        seats=tuple(filler(ENCAPSULATION + SHARE + TAG) for _ in compartment.seats),
        desks=tuple(filler(ENCAPSULATION + SECRET + TAG) for _ in compartment.desks),
        recovery=filler(ENCAPSULATION + SECRET + TAG),
        control=filler(CONTROL_SEALED),
        signature=filler(64),
    )


def _shape_of(part: SealedPart, raw: bytes, compartment: Compartment) -> Shape:
    header, context, h1, b = part.header, part.header.context(), part.header.hash(), part.id()
    commitments = b"".join(map(encode, header.commitments))
    boxes = [encode(box) for box in (list(part.seats), list(part.desks), part.recovery, part.control)]
    hashed_context = encode(
        [
            Purpose.CONTEXT.value,
            header.suite,
            header.compartment,
            header.epoch,
            header.directory,
            header.nonce,
            header.part_key,
            header.size_class,
        ]
    )
    hashed_header = encode([Purpose.HEADER.value, context, header.needed, len(header.commitments), *header.commitments])
    hashed_bind = encode([Purpose.BIND.value, h1, part.key_commitment, hashlib.sha256(part.payload).digest()])
    hashed_envelope = encode(
        [Purpose.ENVELOPE.value, b, list(part.seats), list(part.desks), part.recovery, part.control]
    )
    around = _around(part, raw)
    before, rest = _split(hashed_context, header.nonce)
    return Shape(
        compartment=compartment,
        size_class=header.size_class,
        around=around,
        fixed=around.unpack(raw),
        places=Places(
            nonce=_place(raw, header.nonce),
            part_key=_place(raw, header.part_key),
            commitments=_place(raw, commitments),
            key_commitment=_place(raw, part.key_commitment),
            payload=_place(raw, part.payload),
            payload_with_head=_place(raw, encode(part.payload)),
            boxes=tuple(_place(raw, box) for box in boxes),
            control=_place(raw, part.control),
            signature=_place(raw, part.signature),
        ),
        context=(before, *_split(rest, header.part_key)),
        header=_split(hashed_header.removesuffix(commitments), context),
        bind=_split(hashed_bind, h1)[0],
        envelope=_split(hashed_envelope, b)[0],
    )


def _around(part: SealedPart, raw: bytes) -> Struct:
    """Unpacks a part into what stands between its fields, and passes over the fields."""
    header = part.header
    fields = [header.nonce, header.part_key, *header.commitments, part.key_commitment, part.payload]
    fields += [*part.seats, *part.desks, part.recovery, part.control, part.signature]
    end, layout = 0, "="
    for place in sorted((_place(raw, field) for field in fields), key=lambda one: int(one.start)):
        layout += f"{place.start - end}s{place.stop - place.start}x"
        end = place.stop
    return Struct(f"{layout}{len(raw) - end}s")


def _place(raw: bytes, field: bytes) -> slice:
    begin = raw.index(field)
    return slice(begin, begin + len(field))


def _split(hashed: bytes, field: bytes) -> tuple[bytes, bytes]:
    before, _, after = hashed.partition(field)
    return before, after


def _sha256(data: bytes | memoryview) -> bytes:
    return hashlib.sha256(data).digest()
