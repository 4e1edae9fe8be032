"""What a source gives in a file, or types: read whole, up to a bound. What would identify anyone comes only so."""

from __future__ import annotations

from pathlib import Path

import typer

from clients.durable_file import read_at_most
from clients.source.errors import NotUsable
from clients.typed_secret import typed_secret

MOST_SECRET = 16 * 1024
"""Bytes of a file with words, digits or an identity."""


def there_or_dash(file: Path | None) -> Path | None:
    """For an option that `secret_text` reads. Raises BadParameter, which names the option, where there is no file.

    typer's own `exists` takes `-` for the name of a file.
    """
    if file is not None and str(file) != "-" and not file.exists():
        raise typer.BadParameter(f"path {str(file)!r} does not exist.")
    return file


def read_given(file: Path, bound: int) -> bytes:
    try:
        return read_at_most(file, bound)
    except OSError as refused:
        raise NotUsable(f"A file that you named cannot be read: {refused.strerror}.") from None


def as_text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotUsable("This is not text in UTF-8. Save it as UTF-8, or type it in.") from None


def secret_text(file: Path, question: str) -> str:
    """From the file, or typed where it is `-`."""
    return typed_secret(question) if str(file) == "-" else as_text(read_given(file, MOST_SECRET))
