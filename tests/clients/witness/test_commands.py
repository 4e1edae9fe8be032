"""What a person at a witness's machine is told when its folder is not as it should be, and with which status."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from clients.paper_files import NotThisPaper
from clients.witness import cli
from clients.witness.cli import witness
from protocol.ids import day_of
from tests.worlds import make_consortium

CONSORTIUM = make_consortium(witnesses=(2, 1), today=day_of(time.time()))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A witness that is set up and has not begun. Nobody answers at its log."""
    (tmp_path / "roots.cbor").write_bytes(CONSORTIUM.root_set.to_bytes())
    (tmp_path / "directory.cbor").write_bytes(CONSORTIUM.signed.to_bytes())
    (tmp_path / "sign.key").touch(mode=0o600)
    (tmp_path / "sign.key").write_text(CONSORTIUM.witnesses["kiln"].seed().hex())
    settings = 'name = "kiln"\nfolder = "."\nsign_key = "sign.key"\nledger = "http://127.0.0.1:9"\n'
    (tmp_path / "witness.toml").write_text(settings)

    def stays(*_: object) -> None:
        raise AssertionError("it stays up")

    monkeypatch.setattr(cli, "keep_watch", stays)
    return tmp_path


def says(folder: Path, *typed: str) -> Result:
    return CliRunner().invoke(witness, [*typed, "--config", str(folder / "witness.toml")])


def words(told: Result) -> str:
    return " ".join(told.output.split())


@pytest.mark.parametrize("typed", [["run"], ["once"], ["status"], ["status", "--json"]])
def test_without_a_memory_a_person_has_to_look(folder: Path, typed: list[str]) -> None:
    told = says(folder, *typed)
    assert (told.exit_code, "This witness remembers nothing." in words(told)) == (3, True), told.exception


@pytest.mark.parametrize("typed", [["run"], ["once"], ["status"], ["status", "--json"]])
@pytest.mark.parametrize("memory", [b"", b"no memory", b"\xa0", bytes(2**20)])
def test_with_a_damaged_memory_a_person_has_to_look(folder: Path, typed: list[str], memory: bytes) -> None:
    (folder / "seen.cbor").write_bytes(memory)
    told = says(folder, *typed)
    assert (told.exit_code, "remembers cannot be read." in words(told)) == (3, True), told.exception
    assert (folder / "seen.cbor").read_bytes() == memory


@pytest.mark.parametrize("act", ["begin", "once", "run"])
@pytest.mark.parametrize(("name", "called"), [("directory.cbor", "a signed directory"), ("roots.cbor", "a roots file")])
def test_a_paper_that_is_none_is_named_with_what_it_should_be(folder: Path, act: str, name: str, called: str) -> None:
    (folder / name).write_bytes(b"garbage")
    refused = says(folder, act).exception
    assert isinstance(refused, NotThisPaper)
    assert str(refused) == f"{name} is not {called}."


@pytest.mark.parametrize("act", ["begin", "once", "run"])
def test_roots_that_are_not_there_are_named(folder: Path, act: str) -> None:
    (folder / "roots.cbor").unlink()
    assert str(says(folder, act).exception) == "roots.cbor cannot be read: No such file or directory."
