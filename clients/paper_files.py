"""Papers that were handed over as files: roots, a directory. What is none is refused by its file's name."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from clients.durable_file import read_at_most
from protocol.directory import SignedDirectory
from protocol.encoding import Message
from protocol.errors import Malformed, ProtocolError
from protocol.roots import RootSet

_M = TypeVar("_M", bound=Message)


class NotThisPaper(Malformed):
    """This file is not the paper it should be."""


def read_roots(file: Path) -> RootSet:
    """Raises NotThisPaper."""
    return read_paper(RootSet, file, "a roots file")


def read_directory(file: Path) -> SignedDirectory:
    """Unchecked: who signed it is asked by `trust`. Raises NotThisPaper."""
    return read_paper(SignedDirectory, file, "a signed directory")


def read_paper(kind: type[_M], file: Path, called: str) -> _M:
    """The message that a file holds. Raises NotThisPaper, with the file's name and what it should have been."""
    try:
        return kind.from_bytes(read_at_most(file, kind.BOUND))
    except OSError as refused:
        raise NotThisPaper(f"{file.name} cannot be read: {refused.strerror}.") from None
    except ProtocolError:
        raise NotThisPaper(f"{file.name} is not {called}.") from None
