"""Pages' own scripts and styles: named by their hash, and asked for with it, so that only these bytes are used."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.responses import Response

_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class PageFile:
    """`integrity`: as a page names it (Subresource Integrity)."""

    url: str
    integrity: str
    body: bytes
    media_type: str


SCRIPTS = Path(__file__).parent / "scripts"
"""What pages of more than one zone need: each zone's pages serve their own copy."""


def read_files(folder: Path, prefix: str) -> Mapping[str, PageFile]:
    """By name, as templates ask for them. `prefix`: the path below which they are served, as `/staff/files/`."""
    files = sorted([*SCRIPTS.iterdir(), *folder.iterdir()])
    return {file.name: _read(file, prefix) for file in files if file.suffix in _TYPES}


def find_file(files: Mapping[str, PageFile], url: str) -> Response | None:
    """None where no file has this address, with its hash in it."""
    found = next((one for one in files.values() if one.url == url), None)
    return Response(found.body, media_type=found.media_type) if found else None


def _read(file: Path, prefix: str) -> PageFile:
    body = file.read_bytes()
    hashed = hashlib.sha256(body).digest()
    url = f"{prefix}{file.stem}.{hashed.hex()[:16]}{file.suffix}"
    return PageFile(url, f"sha256-{base64.b64encode(hashed).decode()}", body, _TYPES[file.suffix])
