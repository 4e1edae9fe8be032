"""A person's keys behind a passphrase."""

from __future__ import annotations

import stat
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clients.key_file import (
    MOST_MEMORY,
    FileExists,
    KeyFile,
    KeyFileError,
    NotAKeyFile,
    NotAName,
    NotAPassphrase,
    NotPrivate,
    PassphrasesDiffer,
    PassphraseTooShort,
    TooLittleMemory,
    WrongPassphrase,
    make_keys,
    open_keys,
    typed_passphrase,
)
from tests.worlds import seeded

PASSPHRASE = "six random words are good enough"
SMALL = 8 * 1024 * 1024
"""The least memory a key file may ask for, so that tests are quick."""


@pytest.fixture
def file(tmp_path):
    make_keys(tmp_path / "asha.key", "asha", PASSPHRASE, seeded("asha"), SMALL)
    return tmp_path / "asha.key"


def test_the_passphrase_brings_back_both_keys(file):
    keys, made = open_keys(file, PASSPHRASE), seeded("asha")
    assert keys.name == "asha"
    assert (keys.seal_key.seed(), keys.sign_key.seed()) == (made(32), made(32))
    assert keys.seat("mill").sign_key == keys.administrator("mill").sign_key == keys.sign_key.public


def test_another_passphrase_opens_nothing(file):
    for wrong in ("", PASSPHRASE + " ", PASSPHRASE.upper()):
        with pytest.raises(WrongPassphrase):
            open_keys(file, wrong)


def test_a_passphrase_typed_in_pieces_is_the_same_passphrase(tmp_path):
    make_keys(tmp_path / "zoe.key", "zoe", "Zo\u00eb se souvient", seeded("zoe"), SMALL)
    assert open_keys(tmp_path / "zoe.key", "Zoe\u0308 se souvient").name == "zoe"


@given(st.data())
def test_a_file_that_was_cut_or_changed_anywhere_does_not_open(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("keys")
    make_keys(folder / "a.key", "asha", PASSPHRASE, seeded("asha"), SMALL)
    raw = bytearray((folder / "a.key").read_bytes())
    if data.draw(st.booleans()):
        raw = raw[: data.draw(st.integers(0, len(raw) - 1))]
    else:
        raw[data.draw(st.integers(0, len(raw) - 1))] ^= 1 << data.draw(st.integers(0, 2))
    (folder / "b.key").write_bytes(raw)
    with pytest.raises((NotAKeyFile, WrongPassphrase)):
        open_keys(folder / "b.key", PASSPHRASE)


def test_numbers_that_argon2_rounds_away_are_bound_too(file, tmp_path):
    good = KeyFile.from_bytes(file.read_bytes())
    (tmp_path / "other.key").write_bytes(good.model_copy(update={"memory": good.memory + 1}).to_bytes())
    with pytest.raises(WrongPassphrase):
        open_keys(tmp_path / "other.key", PASSPHRASE)


def test_only_its_owner_can_read_it(file):
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_nothing_in_the_file_is_a_seed_or_the_passphrase(file):
    raw, made = file.read_bytes(), seeded("asha")
    for secret in (made(32), made(32), PASSPHRASE.encode()):
        assert secret not in raw
        assert secret.hex().encode() not in raw


def test_a_key_is_never_written_over(file):
    before = file.read_bytes()
    with pytest.raises(FileExists):
        make_keys(file, "bela", PASSPHRASE, memory=SMALL)
    assert file.read_bytes() == before


def test_a_hostile_file_makes_this_machine_spend_no_more_than_its_bound(file, tmp_path, monkeypatch):
    """A gibibyte asked for is refused before a byte of it is taken."""
    asked = []
    monkeypatch.setattr("clients.key_file.stretch_passphrase", lambda *given: asked.append(given))
    good = KeyFile.from_bytes(file.read_bytes())
    for memory in (1024 * 1024 * 1024, MOST_MEMORY + 1, SMALL - 1, 2**63):
        (tmp_path / "hostile.key").write_bytes(good.model_copy(update={"memory": memory}).to_bytes())
        with pytest.raises(NotAKeyFile):
            open_keys(tmp_path / "hostile.key", PASSPHRASE)
    assert asked == []


def test_a_huge_file_is_no_key_and_is_not_read(tmp_path):
    with (tmp_path / "huge.key").open("wb") as opened:
        opened.truncate(1 << 40)
    tracemalloc.start()
    with pytest.raises(NotAKeyFile):
        open_keys(tmp_path / "huge.key", PASSPHRASE)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1024 * 1024


def test_a_machine_without_enough_memory_says_so(file, monkeypatch):
    def refuse(*_):
        raise MemoryError

    monkeypatch.setattr("clients.key_file.stretch_passphrase", refuse)
    with pytest.raises(TooLittleMemory):
        open_keys(file, PASSPHRASE)


def test_short_passphrases_and_names_that_no_directory_takes_make_no_file(tmp_path):
    with pytest.raises(PassphraseTooShort):
        make_keys(tmp_path / "a.key", "asha", "eleven long", memory=SMALL)
    for name in ("", "Asha K", "asha/..", "a" * 49):
        with pytest.raises(NotAName) as refused:
            make_keys(tmp_path / "a.key", name, PASSPHRASE, memory=SMALL)
        assert "Asha K" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_printing_keys_shows_nothing(file):
    keys, made = open_keys(file, PASSPHRASE), seeded("asha")
    secrets = [made(32), made(32)]
    for shown in (repr(keys), str(keys), f"{keys}", repr([keys]), repr(keys.seal_key), repr(keys.sign_key)):
        assert "asha" not in shown
        assert not any(secret.hex() in shown or repr(secret) in shown for secret in secrets)


def test_a_passphrase_file_may_end_its_line_in_any_way(tmp_path):
    (tmp_path / "words").touch(mode=0o600)
    for ending in ("", "\n", "\r\n"):
        (tmp_path / "words").write_bytes(PASSPHRASE.encode() + ending.encode())
        assert typed_passphrase(tmp_path / "words") == PASSPHRASE


def test_a_passphrase_file_that_is_none_is_refused_without_a_word_of_it(tmp_path):
    (tmp_path / "words").touch(mode=0o600)
    for raw in (b"\xff\xfe canary", b"two\nlines canary", b"canary" * 1000):
        (tmp_path / "words").write_bytes(raw)
        with pytest.raises(NotAPassphrase) as refused:
            typed_passphrase(tmp_path / "words")
        assert "canary" not in str(refused.value)
        assert refused.value.__cause__ is None
    with pytest.raises(NotAPassphrase):
        typed_passphrase(tmp_path)


@pytest.mark.parametrize("mode", [0o604, 0o640, 0o660, 0o606])
def test_a_passphrase_that_others_can_read_or_change_is_refused(tmp_path, mode):
    (tmp_path / "words").write_text(PASSPHRASE)
    (tmp_path / "words").chmod(mode)
    with pytest.raises(NotPrivate):
        typed_passphrase(tmp_path / "words")


def test_a_new_passphrase_is_typed_twice_alike(monkeypatch):
    typed = iter(["one passphrase", "another passphrase"])
    monkeypatch.setattr("clients.key_file.typed_secret", lambda _: next(typed))
    with pytest.raises(PassphrasesDiffer):
        typed_passphrase(None, new=True)


def test_every_error_is_one_plain_sentence_or_two():
    for error in KeyFileError.__subclasses__():
        assert str(error()).endswith(".")
