"""What is inside the seal is read to the last byte, or refused."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.primitives import SignKey
from server.backup.contents import DATABASE, MAGIC, PIECE, BackupHead, SignedManifest, Unpacking, packed
from server.backup.errors import BackupError, Damaged, NotABackup
from tests.worlds import seeded

HEAD = BackupHead(zone="vault", day=20_778, directory=bytes(32), revision="0014", postgres=15, checkpoint=b"note")
KEY = SignKey.new(seeded("backup"))


class Kept:
    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._name = ""

    def begin(self, name: str) -> None:
        self._name = name
        self.files[name] = b""

    def write(self, piece: bytes) -> None:
        self.files[self._name] += piece


def whole(files: Sequence[tuple[str, Sequence[bytes]]], head: BackupHead = HEAD) -> bytes:
    return b"".join(packed(head, files, KEY))


def unpack(raw: bytes, step: int = 4096) -> tuple[Kept, Unpacking]:
    kept = Kept()
    unpacking = Unpacking(kept)
    for at in range(0, len(raw), step):
        unpacking.write(raw[at : at + step])
    return kept, unpacking


FILES = [("pinned/roots.cbor", [b"roots"]), (DATABASE, [b"x" * (PIECE + 5), b"", b"yz"])]


@given(st.lists(st.binary(max_size=200), max_size=5), st.integers(1, 500))
def test_it_is_the_same_in_whatever_pieces_it_comes(pieces: list[bytes], step: int) -> None:
    kept, unpacking = unpack(whole([(DATABASE, pieces)]), step)
    manifest, _ = unpacking.finish()
    assert kept.files == {DATABASE: b"".join(pieces)}
    assert manifest.head == HEAD
    assert manifest.members[0].hash == hashlib.sha256(b"".join(pieces)).digest()


@given(st.data())
def test_cut_off_anywhere_it_is_refused(data: st.DataObject) -> None:
    raw = whole(FILES)
    cut = raw[: data.draw(st.integers(0, len(raw) - 1))]
    with pytest.raises(BackupError):
        unpack(cut)[1].finish()


@given(st.data())
def test_a_changed_bit_is_seen_by_the_list_or_its_signature(data: st.DataObject) -> None:
    raw = bytearray(whole(FILES))
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= 1 << data.draw(st.integers(0, 7))
    before = unpack(whole(FILES))[1].finish()
    try:
        after = unpack(bytes(raw))[1].finish()
    except BackupError:
        return
    assert after[1].signature != before[1].signature


@pytest.mark.parametrize(
    "name", ["../roots.cbor", "pinned/../../x.cbor", "/etc/x.cbor", "pinned/.cbor", "pinned/a/b.cbor", "other"]
)
def test_a_file_is_written_nowhere_else(name: str) -> None:
    with pytest.raises(Damaged):
        unpack(whole([(name, [b""])]))


def test_a_file_stands_in_it_once() -> None:
    with pytest.raises(Damaged):
        unpack(whole([(DATABASE, [b"a"]), (DATABASE, [b"b"])]))


def test_what_does_not_begin_like_one_is_none() -> None:
    with pytest.raises(NotABackup):
        unpack(b"PK" + bytes(100))


def test_nothing_comes_after_the_list() -> None:
    with pytest.raises(Damaged):
        unpack(whole(FILES) + whole(FILES)[len(MAGIC) :])


def test_a_frame_that_says_it_is_longer_than_any_is_not_waited_for() -> None:
    with pytest.raises(Damaged):
        unpack(MAGIC + b"H\xff\xff\xff\xff")


def test_a_list_of_other_files_is_refused() -> None:
    """Whoever could open and seal anew, but not sign."""
    other = whole([(DATABASE, [b"other"])])
    signed = unpack(whole(FILES))[1].finish()[1].to_bytes()
    at = other.rindex(b"Z" + len(unpack(other)[1].finish()[1].to_bytes()).to_bytes(4, "big"))
    exchanged = other[:at] + b"Z" + len(signed).to_bytes(4, "big") + signed
    assert SignedManifest.from_bytes(signed)
    with pytest.raises(Damaged):
        unpack(exchanged)[1].finish()
