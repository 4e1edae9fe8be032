"""A model's files, held against the hashes that are pinned before any of them is loaded.

They are checked, then read again by the library that loads them. Whoever can change them in between can change that
library as well: pins guard against another model in the place of the one that was looked at, by mistake or in a package
that was taken over, and not against whoever owns the machine.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict

from server.recognizers.errors import ModelIsAnother, NoModel, NotInstalled

_PINS = Path(__file__).with_name("pins.toml")
_MADE_BY_PYTHON = "__pycache__"


class _Pin(TypedDict):
    folder: str
    files: dict[str, str]


def pinned_model(name: str) -> Path:
    """The folder of an installed model, all of its files checked. Raises NotInstalled, NoModel or ModelIsAnother.

    The package that carries it is found, and never imported: what is wanted of it is data.
    """
    pin = _pins()[name]
    package, _, below = pin["folder"].partition("/")
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise NotInstalled(name)
    return checked(Path(found.submodule_search_locations[0]) / below, pin["files"])


def checked(folder: Path, pins: Mapping[str, str]) -> Path:
    """The folder, if it holds exactly the files of `pins` (path below it → SHA-256 in hexadecimal)."""
    if not folder.is_dir():
        raise NoModel(folder.name)
    held = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if _is_of_the_model(path)}
    if held.keys() != pins.keys():
        raise ModelIsAnother(folder.name)
    if any(_digest(path) != pins[name] for name, path in held.items()):
        raise ModelIsAnother(folder.name)
    return folder


def pinned_bytes(file: Path, pin: str) -> bytes:
    """The bytes of one file, as they were hashed. Raises NoModel or ModelIsAnother."""
    try:
        content = file.read_bytes()
    except OSError:
        raise NoModel(file.name) from None
    if hashlib.sha256(content).hexdigest() != pin:
        raise ModelIsAnother(file.name)
    return content


def _is_of_the_model(path: Path) -> bool:
    return not path.is_dir() and _MADE_BY_PYTHON not in path.parts


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def _pins() -> Mapping[str, _Pin]:
    pins: dict[str, _Pin] = tomllib.loads(_PINS.read_text(encoding="utf-8"))
    return pins
