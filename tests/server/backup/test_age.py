"""Sealed to keys that are offline: what shows without one, and what opens."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest

from server.backup.age import CHUNK, header, new_key, payload_fits, read_identity, recipients_of, seal, unseal
from server.backup.errors import Damaged, DoesNotFit, NotAnIdentity, NotARecipient, NotSealed, WrongPassphrase
from tests.server.backup import cheap_key

KEYS = [pyrage.x25519.Identity.generate() for _ in range(3)]
PUBLIC = [str(key.to_public()) for key in KEYS]


def sealed(plain: bytes = b"all of it", keys: int = 2) -> bytes:
    out = io.BytesIO()
    seal([plain], out, recipients_of(PUBLIC[:keys]))
    return out.getvalue()


def opened(raw: bytes, key: object = KEYS[0]) -> bytes:
    out = io.BytesIO()
    unseal(io.BytesIO(raw), out, key)
    return out.getvalue()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])
def test_each_of_its_keys_opens_all_of_it(size: int) -> None:
    raw = sealed(b"r" * size)
    assert opened(raw, KEYS[0]) == opened(raw, KEYS[1]) == b"r" * size


def test_another_key_does_not_fit() -> None:
    with pytest.raises(DoesNotFit):
        opened(sealed(), KEYS[2])


@pytest.mark.parametrize("cut", [1, 17, CHUNK, CHUNK + 16, 2 * (CHUNK + 16)])
def test_one_that_was_cut_off_is_damaged(cut: int) -> None:
    with pytest.raises(Damaged):
        opened(sealed(b"r" * (3 * CHUNK + 7))[:-cut])


def test_one_that_was_changed_or_made_longer_is_damaged() -> None:
    raw = sealed()
    for wrong in (raw[:-1] + bytes([raw[-1] ^ 1]), raw + b"\0"):
        with pytest.raises(Damaged):
            opened(wrong)


@pytest.mark.parametrize("raw", [b"", b"age-encryption.org/v2\n", b"age-encryption.org/v1\n-> X25519 a\n", b"\x7fELF"])
def test_what_is_not_sealed_is_said_to_be_so(raw: bytes) -> None:
    with pytest.raises(NotSealed):
        opened(raw)


def test_how_many_keys_it_is_sealed_to_shows_without_one() -> None:
    for keys in (1, 2, 3):
        raw = sealed(b"r" * 1000, keys)
        file = io.BytesIO(raw)
        assert header(file) == keys
        assert payload_fits(len(raw) - file.tell())


@pytest.mark.parametrize("size", [0, 16, 32, 16 + 16, 16 + CHUNK + 16 + 1, 16 + CHUNK + 16 + 16])
def test_a_length_that_no_payload_has_shows_without_a_key(size: int) -> None:
    assert not payload_fits(size)


def test_what_is_no_public_half_is_refused() -> None:
    for line in ("", "age1zzz", PUBLIC[0][:-1], str(KEYS[0])):
        with pytest.raises(NotARecipient):
            recipients_of([PUBLIC[0], line])


def test_why_the_pieces_ended_is_not_lost_on_the_way() -> None:
    def broken() -> object:
        yield b"some"
        raise KeyError

    with pytest.raises(KeyError):
        seal(broken(), io.BytesIO(), recipients_of(PUBLIC))


def test_a_key_is_behind_its_passphrase_and_read_where_it_is_not(tmp_path: Path) -> None:
    raw, public = new_key("six random words are good")
    (tmp_path / "key").write_bytes(raw)
    assert b"AGE-SECRET-KEY" not in raw
    identity = read_identity(tmp_path / "key", lambda: "six random words are good")
    assert str(identity.to_public()) == public
    (tmp_path / "cheap").write_bytes(cheap_key.SEALED)
    assert str(read_identity(tmp_path / "cheap", lambda: cheap_key.PASSPHRASE).to_public()) == cheap_key.PUBLIC
    with pytest.raises(WrongPassphrase):
        read_identity(tmp_path / "cheap", lambda: "six other words are not")
    (tmp_path / "bare").write_text(f"# made elsewhere\n{KEYS[1]}\n")
    assert str(read_identity(tmp_path / "bare", lambda: "")) == str(KEYS[1])
    for wrong in (b"", b"\xff", PUBLIC[0].encode(), raw[:60]):
        (tmp_path / "wrong").write_bytes(wrong)
        with pytest.raises((NotAnIdentity, WrongPassphrase)):
            read_identity(tmp_path / "wrong", lambda: "six random words are good")


MUCH = """
import resource, sys
from server.backup.age import recipients_of, seal, unseal
import pyrage
key = pyrage.x25519.Identity.generate()
class Nowhere:
    def write(self, some): return len(some)
    def flush(self): pass
def much():
    for _ in range(48):
        yield b"r" * (1 << 20)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with open(sys.argv[1], "w+b") as file:
    seal(much(), file, recipients_of([str(key.to_public())]))
    unseal(file, Nowhere(), key)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_however_much_it_is_no_more_than_a_few_pieces_are_in_memory(tmp_path: Path) -> None:
    told = subprocess.run([sys.executable, "-c", MUCH, tmp_path / "sealed"], capture_output=True, check=True)
    assert int(told.stdout) < 16 * 1024
