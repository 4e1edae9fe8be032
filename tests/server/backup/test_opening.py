"""The key is in one process alone, which is over before anything is done with what it opened."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pyrage
import pytest

from clients.key_file import NotAPassphrase, NotPrivate
from server.backup import dumps, opening
from server.backup.age import CHUNK, recipients_of, seal
from server.backup.errors import Damaged, DoesNotFit, NotAnIdentity, NotSealed, OpeningBrokeOff
from tests.server.backup import cheap_key

KEY, OTHER = (pyrage.x25519.Identity.generate() for _ in range(2))
INSIDE = b"r" * (3 * CHUNK + 7)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with (tmp_path / "sealed").open("wb") as file:
        seal([INSIDE], file, recipients_of([str(KEY.to_public())]))
    (tmp_path / "key").write_text(str(KEY))
    (tmp_path / "other").write_text(str(OTHER))
    return tmp_path


def opened(folder: Path, key: str = "key", passphrase: Path | None = None) -> bytes:
    with (folder / "sealed").open("rb") as sealed:
        return b"".join(opening.opened(sealed, folder / key, passphrase))


def processes_with(word: str) -> list[str]:
    told = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            told.append((process / "cmdline").read_bytes().decode(errors="replace"))
        except OSError:
            continue
    return [line for line in told if word in line]


def test_all_of_it_is_given_and_then_no_process_has_the_key(folder: Path) -> None:
    with (folder / "sealed").open("rb") as sealed:
        pieces = opening.opened(sealed, folder / "key", None)
        first = next(pieces)
        (process,) = processes_with(str(folder / "key"))
        assert str(KEY) not in process
        assert first + b"".join(pieces) == INSIDE
    assert processes_with(str(folder / "key")) == []


def test_who_stops_asking_ends_it(folder: Path) -> None:
    with (folder / "sealed").open("rb") as sealed:
        pieces = opening.opened(sealed, folder / "key", None)
        next(pieces)
        pieces.close()
    assert processes_with(str(folder / "key")) == []


def test_a_passphrase_comes_from_its_file(folder: Path) -> None:
    (folder / "key").write_bytes(cheap_key.SEALED)
    with (folder / "sealed").open("wb") as file:
        seal([INSIDE], file, recipients_of([cheap_key.PUBLIC]))
    said = folder / "said"
    said.touch(mode=0o600)
    said.write_text(f"{cheap_key.PASSPHRASE}\n")
    assert opened(folder, passphrase=said) == INSIDE
    said.chmod(0o644)
    with pytest.raises(NotPrivate):
        opened(folder, passphrase=said)
    with pytest.raises(NotAPassphrase):
        opened(folder, passphrase=folder)


def test_why_it_could_not_be_opened_is_told(folder: Path) -> None:
    with pytest.raises(DoesNotFit):
        opened(folder, "other")
    (folder / "other").write_text("no key")
    with pytest.raises(NotAnIdentity):
        opened(folder, "other")
    with pytest.raises(OpeningBrokeOff):
        opened(folder, "nothing")
    (folder / "sealed").write_bytes(b"something else")
    with pytest.raises(NotSealed):
        opened(folder)


def test_what_nobody_foresaw_is_told_in_the_parents_words_alone(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A traceback has names of files, and what else stood in the lines that it shows."""
    with pytest.raises(OpeningBrokeOff):
        opened(folder, ".")
    monkeypatch.setattr(opening, "read_identity", lambda *_: 1 / 0)
    assert opening.main(str(folder / "key")) == 1
    assert capfd.readouterr() == ("", "")


def test_what_came_before_it_broke_off_is_not_the_whole(folder: Path) -> None:
    raw = (folder / "sealed").read_bytes()
    (folder / "sealed").write_bytes(raw[: -CHUNK // 2])
    with pytest.raises(Damaged):
        opened(folder)


def test_what_reads_a_dump_gets_neither_key_nor_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = tmp_path / "pg_restore"
    reader.write_text('#!/bin/sh\necho "$@"; env; ls -l /proc/self/fd\n')
    reader.chmod(0o755)
    monkeypatch.setattr(dumps, "find_binaries", lambda *_, **__: SimpleNamespace(folder=tmp_path))
    monkeypatch.setenv("LEEWARD_DATABASE_URL", "postgresql://somebody:secret@/vault")
    monkeypatch.setenv("PGPASSWORD", "secret")
    (tmp_path / "key").write_text(str(KEY))
    with (tmp_path / "key").open("rb") as _open, (tmp_path / "dump").open("w+b") as dump:
        told = dumps.contents_of(dump, 15)
    assert told.startswith("--list\n")
    assert "secret" not in told
    assert str(tmp_path / "key") not in told
