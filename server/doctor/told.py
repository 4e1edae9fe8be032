"""What a zone's settings name, read without stopping at the first thing that is wrong with them.

`leeward serve` refuses a key file that others can read. The doctor says so, and goes on with what the file holds: else
one fault would hide all others.
"""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from server.doctor.findings import Finding, Promise, bad, cannot_tell, ok
from server.settings import MAX_FILE_BYTES, PREFIX, CheckedSettings, SettingsError, read_settings


@dataclass(frozen=True, slots=True)
class Told:
    """What is left of the settings when nothing is checked: by the names in the settings."""

    databases: Mapping[str, SecretStr]
    peers: Mapping[str, str]
    secret_files: Mapping[str, Path]
    sign_key: SecretStr | None
    pinned: Path | None
    page: Path | None
    name: str
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file or folder that the settings name."""

    setting: str
    mode: int | None
    """Permission bits; None where it is not there."""
    owner: int
    us: int
    is_secret: bool


def read_told(kind: type[CheckedSettings], file: Path | None, environment: Mapping[str, str]) -> Told:
    """Never raises: what cannot be read is left out, and `judge_settings_file` says why."""
    said = _said(file)
    base = file.parent if file else Path()
    said |= {
        name: environment[PREFIX + name.upper()]
        for name in (*kind.model_fields, *(f"{one}_file" for one in kind.model_fields))
        if PREFIX + name.upper() in environment
    }
    secret = {name for name, described in kind.model_fields.items() if described.annotation is SecretStr}
    files = {name: base / str(said[f"{name}_file"]) for name in sorted(secret) if f"{name}_file" in said}
    texts = {name: SecretStr(_text(path)) for name, path in files.items()}
    texts |= {name: SecretStr(str(said[name])) for name in secret if name in said}
    port = said.get("port")
    return Told(
        databases={name: text for name, text in sorted(texts.items()) if name.endswith("_url")},
        peers={name: str(url) for name, url in said.items() if name.endswith("_url") and name not in secret},
        secret_files=files,
        sign_key=texts.get("sign_key"),
        pinned=base / str(said["pinned"]) if "pinned" in said else None,
        page=base / str(said["page"]) if "page" in said else None,
        name=str(said.get("name", "")),
        host=str(said.get("host", "127.0.0.1")),
        port=int(port) if isinstance(port, int | str) and str(port).isdigit() else 0,
    )


def judge_settings_file(kind: type[CheckedSettings], file: Path | None, environment: Mapping[str, str]) -> Finding:
    """Whether `leeward serve` would take these settings."""
    try:
        read_settings(kind, file, environment)
    except SettingsError as refused:
        return bad("settings", Promise.MENDED, f"The zone does not start with them. {refused}")
    return ok("settings", Promise.MENDED, "The zone takes them.")


def read_files(told: Told, file: Path | None) -> list[FileFacts]:
    named = [(f"{name}_file", path, True) for name, path in told.secret_files.items()]
    named += [("the settings", file, False)] if file else []
    named += [("pinned", told.pinned, False)] if told.pinned else []
    named += [("page", told.page, False)] if told.page else []
    return [_facts(setting, path, is_secret=secret) for setting, path, secret in named]


def judge_file(facts: FileFacts) -> Finding:
    check, promise = f"file of {facts.setting}", Promise.SEALED if facts.is_secret else Promise.COMPARTMENTS
    if facts.mode is None:
        return cannot_tell(check, promise, "It is not there, or this user may not look at it.")
    if facts.is_secret and facts.mode & (stat.S_IRWXO | stat.S_IWGRP):  # what read_secret refuses
        return bad(check, promise, f"Others may reach the secret in it: its mode is {facts.mode:04o}. Type chmod 600.")
    if facts.mode & (stat.S_IWGRP | stat.S_IWOTH):
        return bad(check, promise, f"Others may change it: its mode is {facts.mode:04o}. Type chmod go-w.")
    if facts.owner not in {0, facts.us}:
        return bad(check, promise, "It belongs to another user, who can change it. Type chown.")
    return ok(check, promise, "Only its owner may reach it." if facts.is_secret else "Only its owner may change it.")


def _facts(setting: str, path: Path, *, is_secret: bool) -> FileFacts:
    try:
        seen = path.stat()
    except OSError:
        return FileFacts(setting, None, 0, os.geteuid(), is_secret)
    return FileFacts(setting, stat.S_IMODE(seen.st_mode), seen.st_uid, os.geteuid(), is_secret)


def _said(file: Path | None) -> dict[str, object]:
    if file is None:
        return {}
    try:
        return dict(tomllib.loads(_text(file)))
    except tomllib.TOMLDecodeError:
        return {}


def _text(file: Path) -> str:
    """At most 64 KiB of a file; nothing where it cannot be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_FILE_BYTES).decode().strip()
    except (OSError, UnicodeDecodeError):
        return ""
