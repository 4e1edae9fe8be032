"""A folder of built pages, as `make web` leaves it in clients/web/built. SPEC 20.1.

`<language>.html` each, and `licences.txt`: under which licences stands what they carry, served beside them.
"""

from __future__ import annotations

from pathlib import Path

from clients.durable_file import read_at_most
from protocol.built_page import (
    LICENCES,
    MOST_LICENCES,
    MOST_PAGE,
    BuiltPage,
    NoLicences,
    NotAPage,
    check_language,
    read_built,
)
from protocol.errors import PageRefused, TooLarge


def read_built_folder(folder: Path) -> dict[str, BuiltPage]:
    """Every page in the folder, by language. Raises a child of PageRefused that names the file."""
    return {file.stem: _read(file) for file in sorted(folder.glob("*.html"))}


def read_licences(folder: Path) -> bytes:
    """The licences beside them. Raises NoLicences."""
    try:
        return read_at_most(folder / LICENCES, MOST_LICENCES)
    except (OSError, TooLarge):
        raise NoLicences from None


def _read(file: Path) -> BuiltPage:
    try:
        check_language(file.stem)
        return read_built(read_at_most(file, MOST_PAGE))
    except PageRefused as refused:
        raise type(refused)(f"{file.name}: {refused}") from None
    except (OSError, TooLarge):
        raise NotAPage(f"{file.name}: {NotAPage()}") from None
