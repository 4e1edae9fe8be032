"""Files that somebody sent, drawn anew: a proven copy, or a refusal with its reason."""

from __future__ import annotations

from server.redaction.files.boxes import Box
from server.redaction.files.derivative import derived
from server.redaction.files.errors import FileError, NotProven
from server.redaction.files.kinds import Kind, kind_of
from server.redaction.files.office_proof import prove_document, unpacked_size
from server.redaction.files.picture_proof import prove_picture
from server.redaction.files.redrawing import Ink, redrawn
from tests.fuzz.target import Target
from tests.server.redaction.files.plants import (
    cleaned_archive,
    picture,
    planted_gif,
    planted_jpeg,
    planted_pdf,
    planted_png,
    planted_webp,
    saved,
)  # fmt: skip

BOX = Box(2_000, 2_000, 6_000, 7_000)
COPY = redrawn(saved(picture((32, 32)), "PNG"))
SMALL = ("JPEG", "PNG", "WEBP")


def _file(raw: bytes) -> None:
    """What was drawn is proved, whatever it was drawn from: that it is not would be a finding."""
    try:
        copy = derived(raw, {0: [BOX]}, Ink.COLOUR)
    except NotProven:
        raise AssertionError from None
    assert copy.data


def _copy(raw: bytes) -> None:
    """No other bytes than these are taken for them, but where only pixels differ."""
    proven = prove_picture(raw, COPY.size, ())
    assert len(proven.data) == len(raw)


def _archive(raw: bytes) -> None:
    assert kind_of(raw) in set(Kind)
    unpacked_size(raw)
    prove_document(raw, Kind.DOCX)


def targets() -> list[Target]:
    plants = [planted_jpeg(), planted_png(), planted_webp(), planted_gif(), planted_pdf()]
    small = [saved(picture((16, 16)), kind) for kind in SMALL]
    clean = cleaned_archive({"word/document.xml": b"<body/>"})
    refused = (FileError,)
    words = (
        b"\xff\xd8\xff\xe0",
        b"IHDR",
        b"acTL",
        b"VP8X",
        b"obj\n<<",
        b"/Filter/FlateDecode",
        b"stream\n",
        b"/Kids [3 0 R]",
    )
    return [
        Target("files", _file, [*small, *plants], refused, words, most=16_384, share=2),
        Target("copies", _copy, [COPY.data], refused, (b"\xff\xfe", b"\xff\xe1", b"\xff\xd9")),
        Target("documents", _archive, [clean], refused, (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"), most=2_048),
    ]
