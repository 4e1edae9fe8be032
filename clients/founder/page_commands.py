"""`leeward web install`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from clients.founder.page import MANIFEST
from clients.founder.page import install as make_folder
from clients.paper_files import read_directory, read_roots
from protocol.directory import trust
from protocol.ids import day_of, to_text


def install(
    built: Annotated[Path, typer.Option(help="The built pages: clients/web/built.", exists=True, file_okay=False)],
    roots: Annotated[Path, typer.Option(help="The roots file of the consortium.", exists=True)],
    directory: Annotated[Path, typer.Option(help="The directory in force, as it was signed.", exists=True)],
    out: Annotated[Path, typer.Option(help="A new folder: what intake's setting page names.")],
) -> None:
    """Put the pages together with what they are to trust. The same for everyone; nothing in it is secret."""
    trusted = trust(read_directory(directory), read_roots(roots), day_of(time.time()))
    made = make_folder(built, trusted, out)
    typer.echo(f"{', '.join(one.language for one in made.manifest.pages)}: {len(made.manifest.pages)} pages.")
    typer.echo(f"Trust block: {to_text(made.manifest.trust)}")
    typer.echo(f"Manifest: {made.hash}")
    typer.echo(f"Next, on the policy zone's machine: leeward web log {MANIFEST} --config policy.toml")
