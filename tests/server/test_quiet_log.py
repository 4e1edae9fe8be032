"""Nothing that is thrown, logged or warned about in a quiet process can be read in its output."""

from __future__ import annotations

import io
import logging
import subprocess
import sys
import textwrap
from enum import Enum
from pathlib import Path

import pytest

from server import quiet_log

CANARY = "Amina-Zewditu-0791234567"
ROOT = Path(__file__).parents[2]


class ShelfEvent(quiet_log.Event):
    COLLECTED = "collected"


class Band(Enum):
    FEW = "3-9"


def output_of(program: str) -> str:
    """Everything a process prints, on either stream, that is quiet first and then does `program`."""
    start = f"from server.quiet_log import *\nquiet_process('vault')\nCANARY = {CANARY!r}\n"
    command = [sys.executable, "-c", start + textwrap.dedent(program)]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    return done.stdout + done.stderr


LOUD = {
    "an exception nobody catches": "raise RuntimeError(CANARY)",
    "an exception with a cause and locals": """
        def inner(secret):
            try:
                {}[secret]
            except KeyError as missing:
                raise ValueError(f"no {secret}") from missing
        inner(CANARY)
        """,
    "a group of exceptions": "raise ExceptionGroup(CANARY, [ValueError(CANARY)])",
    "an exception in a thread": """
        import threading
        def work(): raise RuntimeError(CANARY)
        thread = threading.Thread(target=work, name=CANARY); thread.start(); thread.join()
        """,
    "an exception in a finalizer": """
        class Thing:
            def __del__(self): raise RuntimeError(CANARY)
        Thing()
        """,
    "a task of asyncio nobody awaits": """
        import asyncio, gc
        async def work(): raise RuntimeError(CANARY)
        async def main():
            task = asyncio.create_task(work(), name=CANARY)
            await asyncio.sleep(0.01); del task; gc.collect()
        asyncio.run(main())
        """,
    "a callback that fails in uvloop": """
        import asyncio, uvloop
        def work(secret): raise RuntimeError(secret)
        async def main():
            asyncio.get_running_loop().call_soon(work, CANARY)
            await asyncio.sleep(0.01)
        uvloop.run(main())
        """,
    "a library's message": "import logging; logging.getLogger('sqlalchemy.engine').error(CANARY)",
    "a library's arguments": "import logging; logging.getLogger('asyncpg').error('%s', CANARY)",
    "a library's traceback": """
        import alembic, logging
        try: raise RuntimeError(CANARY)
        except RuntimeError: logging.getLogger('alembic.runtime').exception('%s', CANARY)
        """,
    "a library's stack": """
        import logging
        logging.getLogger('httpx').error('x', stack_info=True, extra={'a': CANARY})
        """,
    "a handler a library adds later": """
        import logging
        logger = logging.getLogger('late'); logger.addHandler(logging.StreamHandler())
        try: raise RuntimeError(CANARY)
        except RuntimeError: logger.exception('%s', CANARY)
        """,
    "a logger's name": "import logging; logging.getLogger(CANARY + '.x').error('x')",
    "a module's name": "exec('raise RuntimeError', {'__name__': CANARY})",
    "a class's name": "raise type(CANARY, (Exception,), {})",
    "a class's module": "raise type('Fault', (Exception,), {'__module__': CANARY})",
    "a warning's class": "import warnings; warnings.warn('x', type(CANARY, (UserWarning,), {}))",
    "a message that does not fit": "import logging; logging.getLogger('a').error('%d %d', CANARY)",
    "a warning": "import warnings; warnings.warn(CANARY)",
    "a warning from a strange file": """
        import warnings
        warnings.warn_explicit(CANARY, UserWarning, CANARY, 1)
        """,
}


@pytest.mark.parametrize("what", LOUD)
def test_a_canary_cannot_be_read_in(what: str) -> None:
    printed = output_of(LOUD[what])
    assert not [piece for piece in CANARY.split("-") if piece in printed]
    assert " vault " in printed, "it must not be silent either"
    assert "Traceback" not in printed
    assert str(ROOT) not in printed


def test_a_fault_names_its_class_and_the_last_place_in_our_code() -> None:
    printed = output_of("from protocol.ids import from_text\nfrom_text(CANARY)")
    assert "error vault fault exception=protocol.errors.Malformed at=protocol.ids:" in printed


def test_a_library_is_named_and_its_exception_too() -> None:
    printed = output_of(LOUD["a library's traceback"])
    assert printed.endswith("error vault library logger=alembic exception=builtins.RuntimeError at=__main__:6\n")


def test_a_line_has_a_day_and_no_clock_time() -> None:
    printed = output_of("say(ProcessEvent.WARNING, count=7)")
    day, *words = printed.split()
    assert len(day) == len("2026-01-31")
    assert words == ["info", "vault", "warning", "count=7"]


def test_an_access_log_is_not_even_a_line_without_words() -> None:
    assert (
        output_of("""
        import logging
        logging.getLogger('uvicorn.access').setLevel(1)
        logging.getLogger('uvicorn.access').error('GET %s', CANARY)
        logging.getLogger('httpx').setLevel(1)
        logging.getLogger('httpx').info('GET %s', CANARY)
        """)
        == ""
    )


def test_handlers_that_were_there_before_are_gone() -> None:
    printed = output_of("""
        import logging
        logging.basicConfig(format="%(asctime)s", force=True)
        logging.getLogger('asyncio').addHandler(logging.StreamHandler())
        quiet_process('vault')
        logging.getLogger('asyncio').error(CANARY)
        """)
    assert len(printed.splitlines()) == 1
    assert printed.endswith(" error vault library logger=other\n")


def test_uvicorn_started_as_told_prints_nothing_of_a_request() -> None:
    printed = output_of("""
        import asyncio, httpx, uvicorn
        async def app(scope, receive, send):
            raise RuntimeError(scope["path"])
        async def main():
            config = uvicorn.Config(app, port=0, lifespan="off", log_config=None, access_log=False)
            server = uvicorn.Server(config)
            serving = asyncio.create_task(server.serve())
            while not server.started: await asyncio.sleep(0.01)
            port = server.servers[0].sockets[0].getsockname()[1]
            async with httpx.AsyncClient(trust_env=False) as client:
                assert (await client.get(f"http://127.0.0.1:{port}/{CANARY}")).status_code == 500
            server.should_exit = True
            await serving
        asyncio.run(main())
        """)
    assert CANARY not in printed
    assert "logger=uvicorn exception=builtins.RuntimeError" in printed


def test_a_field_of_an_event_is_a_small_number_or_a_code() -> None:
    stream = io.StringIO()
    handler = quiet_log.QuietHandler("vault", stream)
    logger = logging.getLogger("leeward")
    logger.addHandler(handler)
    try:
        quiet_log.say(ShelfEvent.COLLECTED, logging.WARNING, parts=3, band=Band.FEW, number=791_234_567)
    finally:
        logger.removeHandler(handler)
    assert stream.getvalue().endswith(" warning vault collected parts=3 band=few number=many\n")


def test_a_text_is_refused_as_a_field() -> None:
    with pytest.raises(TypeError) as refused:
        quiet_log.say(ShelfEvent.COLLECTED, place=CANARY)  # type: ignore[arg-type]
    assert CANARY not in str(refused.value)


def test_a_moment_is_refused_as_a_field() -> None:
    """A time in seconds with its fraction, cut to a whole number, would still tell a part of the moment."""
    with pytest.raises(TypeError):
        quiet_log.say(ShelfEvent.COLLECTED, after=0.7)  # type: ignore[arg-type]


def test_a_record_made_before_the_process_was_quiet_is_reduced_when_it_is_printed() -> None:
    stream = io.StringIO()
    record = logging.LogRecord("pytest.x", logging.ERROR, __file__, 1, "%s", (CANARY,), None)
    quiet_log.QuietHandler("vault", stream).handle(record)
    assert stream.getvalue().endswith(" error vault library logger=pytest\n")


def test_a_closed_output_stops_no_zone() -> None:
    stream = io.StringIO()
    stream.close()
    record = logging.LogRecord("pytest.x", logging.ERROR, __file__, 1, "x", (), None)
    quiet_log.QuietHandler("vault", stream).handle(record)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be asked")
def test_no_core_is_dumped_and_no_neighbour_reads_our_memory() -> None:
    printed = output_of("""
        import ctypes, resource
        print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
        """)
    assert printed == "(0, 0) 0\n"
