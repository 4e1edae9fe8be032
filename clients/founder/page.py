"""Making what intake serves: the built pages, the one trust block that goes into all of them, and their manifest.

The folder is made once, from the roots and the directory in force, and logged; intake adds nothing to it. So what a
newer directory says comes to the page only by installing it anew: what is served stays what was logged (SPEC 20.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clients.built_pages import read_built_folder, read_licences
from clients.durable_file import write_new
from clients.founder.errors import AlreadyThere
from protocol.built_page import LICENCES
from protocol.directory import TrustedDirectory
from protocol.ids import to_text
from protocol.page import PageManifest, manifest_hash, manifest_of, page_trust, write_block

BLOCK, MANIFEST = "trust.block", "page.manifest"
_FOLDER_FOR_EVERYONE, _FILE_FOR_EVERYONE = 0o755, 0o644
"""Nothing in it is secret, and intake runs under a user of its own."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What was made of the pages."""

    manifest: PageManifest
    hash: str


def install(built: Path, directory: TrustedDirectory, out: Path) -> Installed:
    """Make the folder that intake's setting `page` names.

    Raises a child of PageRefused, AlreadyThere where the folder has something in it, or OSError.
    """
    pages, licences = read_built_folder(built), read_licences(built)
    block = write_block(page_trust(directory, directory.roots))
    manifest = manifest_of(pages, block)
    if out.exists() and any(out.iterdir()):
        raise AlreadyThere("This folder has something in it already. Name a new one: what is served is never changed.")
    out.mkdir(parents=True, exist_ok=True)
    # The manifest is the last: without it intake does not start.
    files = {f"{language}.html": page.html for language, page in pages.items()} | {
        LICENCES: licences,
        BLOCK: block.encode(),
    }
    for name, raw in (*files.items(), (MANIFEST, manifest.to_bytes())):
        write_new(out / name, raw)
        (out / name).chmod(_FILE_FOR_EVERYONE)
    out.chmod(_FOLDER_FOR_EVERYONE)
    return Installed(manifest, to_text(manifest_hash(manifest.to_bytes())))
