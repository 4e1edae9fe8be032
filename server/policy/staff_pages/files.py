"""The pages' own script and style: named by their hash, and asked for with it, so that only these bytes are used."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.responses import Response

from server.policy.accounts.errors import NoSuchPage

FOLDER = Path(__file__).parent / "files"
PREFIX = "/staff/files/"
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class StaffFile:
    """`integrity`: as a page names it (Subresource Integrity)."""

    url: str
    integrity: str
    body: bytes
    media_type: str


def read_files() -> Mapping[str, StaffFile]:
    """By name, as templates ask for them."""
    return {file.name: _read(file) for file in sorted(FOLDER.iterdir()) if file.suffix in _TYPES}


def serve_file(files: Mapping[str, StaffFile], name: str) -> Response:
    """Raises NoSuchPage."""
    for one in files.values():
        if one.url == PREFIX + name:
            return Response(one.body, media_type=one.media_type)
    raise NoSuchPage


def _read(file: Path) -> StaffFile:
    body = file.read_bytes()
    hashed = hashlib.sha256(body).digest()
    url = f"{PREFIX}{file.stem}.{hashed.hex()[:16]}{file.suffix}"
    return StaffFile(url, f"sha256-{base64.b64encode(hashed).decode()}", body, _TYPES[file.suffix])
