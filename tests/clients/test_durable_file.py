"""Files that survive a power cut whole or not at all."""

from __future__ import annotations

import os
import stat

import pytest

from clients.durable_file import read_at_most, write_durably, write_new
from protocol.errors import TooLarge


class PowerCut(BaseException):
    """Not an error that a program could catch and tidy up after."""


def test_a_power_cut_before_the_rename_leaves_the_old_file_and_the_next_write_goes_through(tmp_path, monkeypatch):
    file = tmp_path / "memory.cbor"
    write_durably(file, b"old")

    def cut(*_):
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.replace", cut)
        with pytest.raises(PowerCut):
            write_durably(file, b"new")
    assert file.read_bytes() == b"old"
    write_durably(file, b"newer")
    assert file.read_bytes() == b"newer"
    assert [one.name for one in tmp_path.iterdir()] == ["memory.cbor"]


def test_what_is_written_is_on_the_disk_before_it_has_its_name(tmp_path, monkeypatch):
    """The order of system calls is the promise: content, then name, then folder."""
    done = []
    real_fsync, real_replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (done.append("fsync"), real_fsync(handle))[1])
    monkeypatch.setattr(os, "replace", lambda one, other: (done.append("replace"), real_replace(one, other))[1])
    write_durably(tmp_path / "memory.cbor", b"new")
    assert done == ["fsync", "replace", "fsync"]


def test_only_the_owner_can_read_it_even_where_somebody_left_an_open_file_in_its_way(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.touch()
    (tmp_path / "memory.cbor.new").symlink_to(elsewhere)
    write_durably(tmp_path / "memory.cbor", b"secret")
    assert stat.S_IMODE((tmp_path / "memory.cbor").stat().st_mode) == 0o600
    assert elsewhere.read_bytes() == b""


def test_a_new_file_never_takes_the_place_of_another(tmp_path):
    file = tmp_path / "key"
    write_new(file, b"mine")
    with pytest.raises(FileExistsError):
        write_new(file, b"other")
    assert file.read_bytes() == b"mine"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("fsync_that_fails", [1, 2], ids=["of-the-file", "of-the-folder"])
def test_a_full_disk_leaves_nothing_half_written(tmp_path, monkeypatch, fsync_that_fails):
    real, times = os.fsync, 0

    def full(handle):
        nonlocal times
        times += 1
        if times >= fsync_that_fails:
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_new(tmp_path / "key", b"half")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_read_up_to_its_bound_and_no_further(tmp_path):
    file = tmp_path / "large"
    with file.open("wb") as opened:
        opened.truncate(1 << 40)  # a terabyte of nothing
    with pytest.raises(TooLarge):
        read_at_most(file, 4096)
    file.write_bytes(b"x" * 4096)
    assert len(read_at_most(file, 4096)) == 4096
