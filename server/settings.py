"""What a zone is told when it starts: a TOML file, and over it the environment (`LEEWARD_PORT` sets `port`).

Rules of this file
* Every zone extends ZoneSettings with its own fields; an unknown name in the file is an error, not a shrug.
* A secret is never written in the file: `database_url_file = "…"` names the file that holds `database_url`.
  Database URLs may also come from the environment (`LEEWARD_DATABASE_URL`); nothing else that is secret may.
* Settings are checked once, here; what went wrong is said by the name of the setting, never by its value.
"""

from __future__ import annotations

import re
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError

PREFIX = "LEEWARD_"
MAX_FILE_BYTES = 64 * 1024


class SettingsError(Exception):
    """These settings cannot be used."""

    def __str__(self) -> str:
        said = type(self).__doc__ or ""
        return f"{said} {self.args[0]}" if self.args else said


class NotReadable(SettingsError):
    """A file with settings or with a secret is missing, too large, or not what it should be."""


class NotPrivate(SettingsError):
    """A file with a secret can be read or changed by others. Type chmod 600 and its name."""


class SecretInTheOpen(SettingsError):
    """A secret stands in the settings file. Put it in a file of its own and name that file instead."""


class SecretInTheEnvironment(SettingsError):
    """A key stands in the environment, where other programs see it. Put it in a file of its own and name that file."""


class NotValid(SettingsError):
    """A setting is missing, unknown or not of its kind."""


def _seed(text: SecretStr) -> SecretStr:
    if len(bytes.fromhex(text.get_secret_value())) != 32:
        raise ValueError("not 32 bytes in hexadecimal")
    return text


def _database_url(text: SecretStr) -> SecretStr:
    if not re.fullmatch(r"postgres(ql)?://\S+", text.get_secret_value()):
        raise ValueError("not the URL of a database")
    return text


def _with_directory(folder: Path) -> Path:
    if not (folder / "roots.cbor").is_file() or not any(folder.glob("directory-*.cbor")):
        raise ValueError("no roots.cbor or no directory in it")
    return folder


def _with_policy(folder: Path) -> Path:
    if not (folder / "policy.cbor").is_file():
        raise ValueError("no policy.cbor in it")
    return folder


KeySeed = Annotated[SecretStr, AfterValidator(_seed)]
"""A machine's secret key: 32 bytes in hexadecimal, as `leeward keys machine` writes it."""
DatabaseUrl = Annotated[SecretStr, AfterValidator(_database_url)]
"""`postgresql://role:password@host/database`."""
PinnedFolder = Annotated[Path, AfterValidator(_with_directory)]
"""A folder with `roots.cbor`, every `directory-<number>.cbor` and, unless it is still to be fetched, `policy.cbor`."""
PinnedWithPolicy = Annotated[PinnedFolder, AfterValidator(_with_policy)]
"""For a zone that never fetches a policy: without one it would run, and no other zone would get an answer."""
PeerUrl = Annotated[str, Field(pattern=r"^https?://[^\s/?#]+$")]
"""Where another zone is: scheme, host and port, and nothing after them."""


class CheckedSettings(BaseModel):
    """What a program is told: nothing unknown, nothing that changes, and no value in an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


Seconds = Annotated[float, Field(gt=0, le=3600)]


class ConnectionBounds(CheckedSettings):
    """How long clients may take at each step, and how many there may be at once: `[connections]` in a zone's file.

    `most` connections. Seconds for a head, for a body before its own bytes earn more (4,096 a second), for each 48 KiB
    of an answer that is not read, and between requests; in `linger_seconds` a sender who was refused early may still
    read why. `tick_seconds`: how often all are looked at.
    """

    most: Annotated[int, Field(ge=1, le=65536)] = 2048
    head_seconds: Seconds = 60
    body_seconds: Seconds = 150
    answer_seconds: Seconds = 120
    idle_seconds: Seconds = 15
    linger_seconds: Seconds = 10
    tick_seconds: Seconds = 1


class ZoneSettings(CheckedSettings):
    """What every zone is told. Loopback unless said otherwise: a zone is not reachable by accident."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)]
    connections: ConnectionBounds = ConnectionBounds()

    def also_at(self) -> tuple[str, ...]:
        """Other addresses of this machine at which it is served besides, with the same port."""
        return ()

    def database_urls(self) -> list[SecretStr]:
        """The zone's logins to its database; a desk has none."""
        return [value for name, value in self if name.endswith("_url") and isinstance(value, SecretStr)]


Settings = TypeVar("Settings", bound=CheckedSettings)


def read_settings(kind: type[Settings], file: Path | None, environment: Mapping[str, str]) -> Settings:
    """Read and check the settings of one program. The environment wins over the file.

    file: TOML of at most 64 KiB; a relative path in it is meant from its own folder. environment: usually `os.environ`.
    Raises SettingsError.
    """
    given = (_from_file(kind, file) if file else {}) | _from_environment(kind, environment)
    try:
        return kind.model_validate(_with_secrets(kind, given))
    except ValidationError as wrong:
        raise NotValid(" ".join(_names(kind, wrong))) from None


def read_secret(file: Path) -> SecretStr:
    """The text of a secret's file, without the line end. Raises NotReadable, or NotPrivate if others may read it."""
    content = _read_bounded(file)
    if file.stat().st_mode & (stat.S_IRWXO | stat.S_IWGRP):
        raise NotPrivate(f"It is {file.name}.")
    return SecretStr(content.strip())


def read_database_url(file: Path) -> SecretStr:
    """The URL of a database, in a private file. Raises NotReadable or NotPrivate."""
    try:
        return _database_url(read_secret(file))
    except ValueError:
        raise NotReadable(
            f"{file.name} does not hold a URL such as postgresql://name:password@host/database."
        ) from None


_SAID = {"missing": "Missing", "extra_forbidden": "Not known here"}
"""Of an error of pydantic's, by its type; any other is of a value."""


def _names(kind: type[CheckedSettings], wrong: ValidationError) -> list[str]:
    """What is missing, what is not known and what else to look at, by the names that stand in the file."""
    names: dict[str, set[str]] = {"Missing": set(), "Not known here": set(), "Look at": set()}
    for error in wrong.errors(include_input=False):
        name = ".".join(map(str, error["loc"])) or "these"
        names[_SAID.get(error["type"], "Look at")].add(f"{name}_file" if name in _secrets(kind) else name)
    return [f"{said}: {', '.join(sorted(found))}." for said, found in names.items() if found]


def _from_file(kind: type[CheckedSettings], file: Path) -> dict[str, Any]:
    try:
        given = tomllib.loads(_read_bounded(file))
    except tomllib.TOMLDecodeError:
        raise NotReadable(f"{file.name} is not TOML.") from None
    if _secrets(kind) & given.keys():
        raise SecretInTheOpen
    for name, value in given.items():
        if _is_path(kind, name) and isinstance(value, str):
            given[name] = file.parent / value
    return given


def _from_environment(kind: type[CheckedSettings], environment: Mapping[str, str]) -> dict[str, Any]:
    if any(PREFIX + secret.upper() in environment for secret in _secrets(kind) if not secret.endswith("_url")):
        raise SecretInTheEnvironment
    names = {*kind.model_fields, *(f"{secret}_file" for secret in _secrets(kind))}
    return {name: environment[PREFIX + name.upper()] for name in names if PREFIX + name.upper() in environment}


def _with_secrets(kind: type[CheckedSettings], given: dict[str, Any]) -> dict[str, Any]:
    # Only the environment can have given a secret itself, so it wins over a file that was named.
    files = {secret: given.pop(f"{secret}_file") for secret in _secrets(kind) if f"{secret}_file" in given}
    return {secret: read_secret(Path(file)) for secret, file in files.items() if secret not in given} | given


def _secrets(kind: type[CheckedSettings]) -> set[str]:
    return {name for name, described in kind.model_fields.items() if described.annotation is SecretStr}


def _is_path(kind: type[CheckedSettings], name: str) -> bool:
    described = kind.model_fields.get(name)
    is_one = described is not None and Path in (described.annotation, *get_args(described.annotation))
    return is_one or name.removesuffix("_file") in _secrets(kind)


def _read_bounded(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_FILE_BYTES + 1)
        if len(content) > MAX_FILE_BYTES:
            raise NotReadable(f"{file.name} is larger than 64 KiB.")
        return content.decode()
    except (OSError, UnicodeDecodeError):
        raise NotReadable(f"It is {file.name}.") from None
