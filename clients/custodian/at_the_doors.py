"""Keys, papers and connections of one custodian, for as long as a command needs them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from clients.custodian.connections import doors_to, kept_addresses
from clients.custodian.errors import NoKey, NotConnected
from clients.custodian.to_vault import Doors
from clients.key_file import PersonKeys, open_keys, typed_passphrase
from clients.trusted import Trusted
from protocol.ids import day_of

Folder = Annotated[Path, typer.Option("--folder", help="Where your settings, key and memory are.", envvar=None)]
PassphraseFile = Annotated[
    Path | None, typer.Option(help="Read the passphrase from this file instead of asking.", exists=True)
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask again.")]
HOME = Path.home() / ".leeward-custodian"


@contextmanager
def at_the_doors(folder: Path, passphrase_file: Path | None) -> Iterator[tuple[PersonKeys, Trusted, Doors]]:
    """Keys, papers, and connections that end with the block."""
    addresses = kept_addresses(folder)
    keys = unlock(folder, passphrase_file)
    trusted = trusted_in(folder)
    with doors_to(addresses, keys) as doors:
        yield keys, trusted, doors


def trusted_in(folder: Path) -> Trusted:
    """Raises NotConnected."""
    if not (folder / "roots.cbor").exists():
        raise NotConnected
    return Trusted.open(folder, day_of(time.time()))


def unlock(folder: Path, passphrase_file: Path | None) -> PersonKeys:
    """Raises NoKey."""
    if not (folder / "custodian.key").exists():
        raise NoKey
    return open_keys(folder / "custodian.key", typed_passphrase(passphrase_file))
