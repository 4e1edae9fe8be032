"""Who keeps freed memory, who must not, and who writes over it.

In processes of their own: what is told to malloc holds until they end.
"""

from __future__ import annotations

import asyncio
import ctypes
import mmap
import os
import platform
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import pytest
import uvicorn
from fastapi import FastAPI

from server import app, memory, serve_command
from server.app import Start, Zone
from server.memory import begin_again_wiping, keep_what_was_freed, wipes_what_is_freed
from server.settings import ZoneSettings
from tests.served import ROOT

GLIBC = platform.libc_ver()[0] == "glibc"
KEPT = """
import resource
from server.memory import keep_what_was_freed

def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * resource.getpagesize()

if {told}:
    assert keep_what_was_freed() is True
before = resident()
pool = b"x" * (16 * 1024 * 1024)
there = resident() - before
del pool
print(there, resident() - before)
"""
LESS_OFTEN = """
import gc
from server.memory import collect_less_often

class Held: pass

held, ring = Held(), Held()
held.held = held
ring.ring = ring
del ring
collect_less_often()
frozen, left = gc.get_freeze_count(), sum(isinstance(one, Held) for one in gc.get_objects())
gc.unfreeze()
print(frozen > 1000, left, sum(isinstance(one, Held) for one in gc.get_objects()), gc.get_threshold(), gc.isenabled())
"""

WIPED = """
import os, sys
from server.memory import begin_again_wiping, wipes_what_is_freed
print(os.getpid(), wipes_what_is_freed(), flush=True)
begin_again_wiping("tests.server.wiped_memory", "a word")
"""


def said_by(code: str) -> str:
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    return run.stdout.strip()


@pytest.mark.skipif(not GLIBC, reason="glibc alone can keep freed memory")
@pytest.mark.parametrize("told", [True, False])
def test_freed_memory_is_kept_by_whoever_was_told_to_and_by_nobody_else(told: bool) -> None:
    there, left = map(int, said_by(KEPT.format(told=told)).split())
    pool = 16 * 1024 * 1024
    assert there >= pool
    assert (left >= pool) == told
    assert left >= pool or left < pool // 2


class OtherLibrary:
    """A C library that has no mallopt."""

    def __init__(self, _name: None) -> None:
        pass


class OddLibrary:
    """A C library whose mallopt refuses."""

    def __init__(self, _name: None) -> None:
        self.mallopt = lambda _what, _value: 0


def away(_name: None) -> ctypes.CDLL:
    raise OSError


def nameless(_name: None) -> ctypes.CDLL:
    """As where a library cannot be opened without a name."""
    raise TypeError


@pytest.mark.parametrize("library", [OtherLibrary, OddLibrary, away, nameless])
def test_a_system_that_cannot_keep_freed_memory_says_so(monkeypatch: pytest.MonkeyPatch, library: object) -> None:
    monkeypatch.setattr(ctypes, "CDLL", library)
    assert keep_what_was_freed() is False


def test_what_is_there_at_the_start_is_not_looked_through_again_and_what_could_go_has_gone() -> None:
    assert said_by(LESS_OFTEN) == "True 0 1 (20000, 20, 50) True"


@pytest.mark.parametrize("zone", list(Zone), ids=lambda zone: zone.value)
def test_only_zones_that_see_nothing_in_the_clear_keep_freed_memory(
    zone: Zone, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(app, "keep_what_was_freed", lambda: told.append("keep"))
    monkeypatch.setattr(app, "collect_less_often", lambda: told.append("less often"))

    async def serve_nobody(_self: uvicorn.Server, sockets: object) -> None:
        told.append("served")

    monkeypatch.setattr(uvicorn.Server, "serve", serve_nobody)
    asyncio.run(app._serve(zone, cast("Start", Nothing()), ZoneSettings(port=0), lambda: 0.0, lambda _url: None))
    kept = ["keep"] if zone in {Zone.INTAKE, Zone.VAULT} else []
    assert told == ["less often", *kept, "served"]


class Nothing:
    """What starts a zone that does nothing and has no database."""

    Settings = ZoneSettings

    @staticmethod
    @asynccontextmanager
    async def opened(_settings: ZoneSettings, _clock: object) -> AsyncIterator[FastAPI]:
        yield FastAPI()


@pytest.mark.skipif(not GLIBC, reason="glibc alone can write over what is freed")
def test_a_program_begun_again_so_is_the_same_process_and_writes_over_what_it_frees() -> None:
    before, after = said_by(WIPED).splitlines()
    pid, wipes = before.split()
    assert wipes == "False"
    assert after.split(maxsplit=3) == [pid, "True", "True", "['a word']"]


@pytest.mark.skipif(not GLIBC, reason="glibc alone can write over what is freed")
def test_to_look_where_memory_was_given_back_ends_nobody() -> None:
    with mmap.mmap(-1, mmap.PAGESIZE) as page:
        page.write(b"x" * mmap.PAGESIZE)
        there = ctypes.c_char.from_buffer(page)
        place = ctypes.addressof(there)
        assert memory._bytes_at(place) == b"x" * memory._SAMPLE
        del there
    assert memory._bytes_at(place) == b""


def test_where_no_library_writes_over_what_is_freed_a_program_goes_on_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "can_wipe_what_is_freed", lambda: False)
    monkeypatch.setattr(os, "execve", lambda *_: pytest.fail("it began again"))
    begin_again_wiping("server.serve_command")
    assert wipes_what_is_freed() is False


@pytest.mark.parametrize("answer", ["musl 1.2", None, ValueError, OSError])
def test_another_library_is_not_taken_for_one_that_can(monkeypatch: pytest.MonkeyPatch, answer: object) -> None:
    def told(_name: str) -> object:
        if isinstance(answer, type):
            raise answer
        return answer

    monkeypatch.setattr(os, "confstr", told)
    assert memory.can_wipe_what_is_freed() is False


@pytest.mark.parametrize("zone", list(Zone), ids=lambda zone: zone.value)
def test_only_where_reports_pass_in_the_clear_a_zone_is_begun_again_to_wipe(
    zone: Zone, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[tuple[object, ...]] = []
    monkeypatch.setattr(serve_command, "begin_again_wiping", lambda *words: told.append(words))
    monkeypatch.setattr(serve_command, "serve_zone", lambda *_, **__: told.append(("served",)))
    serve_command.serve(zone, tmp_path)
    again = [("server.serve_command", "redaction", "--config", str(tmp_path))] if zone is Zone.REDACTION else []
    assert told == [*again, ("served",)]


@pytest.mark.parametrize("zone", list(Zone), ids=lambda zone: zone.value)
def test_no_loop_that_keeps_what_it_read_runs_where_reports_pass_in_the_clear(zone: Zone) -> None:
    assert (app._loop_factory(zone) is None) == (zone is Zone.REDACTION)
