"""A folder of built pages: `<language>.html` each, as `make web` leaves them in clients/web/built. SPEC 20.1."""

from __future__ import annotations

from pathlib import Path

from clients.durable_file import read_at_most
from protocol.built_page import MOST_PAGE, BuiltPage, NotAPage, check_language, read_built
from protocol.errors import PageRefused, TooLarge


def read_built_folder(folder: Path) -> dict[str, BuiltPage]:
    """Every page in the folder, by language. Raises a child of PageRefused that names the file."""
    return {file.stem: _read(file) for file in sorted(folder.glob("*.html"))}


def _read(file: Path) -> BuiltPage:
    try:
        check_language(file.stem)
        return read_built(read_at_most(file, MOST_PAGE))
    except PageRefused as refused:
        raise type(refused)(f"{file.name}: {refused}") from None
    except (OSError, TooLarge):
        raise NotAPage(f"{file.name}: {NotAPage()}") from None
