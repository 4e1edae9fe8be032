"""A witness's settings: one TOML file, checked whole at the start.

    name = "harbour"                        # this witness's name in the directory
    folder = "state"                        # roots.cbor and directory.cbor as handed over; what it remembers
    sign_key = "sign.key"                   # of `leeward keys machine --witness`; mode 0600
    ledger = "https://log.example.org"
    intake = "http://….onion"               # for newer directories, and what sources are shown; may be absent
    proxy = "socks5h://127.0.0.1:9050"      # for both; may be absent
    every = 60                              # seconds; all witnesses of one log have one schedule

Paths are taken from the folder that the file is in.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from clients.witness.errors import BadSettings

_Address = Annotated[str, Field(pattern=r"^https?://[^\s?#/]+/?$")]


class Settings(BaseModel):
    """Everything of the file, with whole paths."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.\-]{0,47}$")]
    folder: Path
    sign_key: Path
    ledger: _Address
    intake: _Address | None = None
    proxy: Annotated[str, Field(pattern=r"^socks5h?://[^\s]+$")] | None = None
    every: Annotated[int, Field(ge=1, le=86_400)] = 60

    @model_validator(mode="after")
    def _reachable(self) -> Settings:
        if self.proxy is None and any(".onion" in (address or "") for address in (self.ledger, self.intake)):
            raise ValueError("an onion address needs a proxy")
        return self


def read_settings(file: Path) -> Settings:
    """Raises BadSettings, which names the field at fault and never its value."""
    try:
        given = tomllib.loads(file.read_text())
    except (OSError, UnicodeError, tomllib.TOMLDecodeError):
        raise BadSettings("The settings file cannot be read as TOML.") from None
    base = file.resolve().parent
    paths = {name: base / given[name] for name in ("folder", "sign_key") if isinstance(given.get(name), str)}
    try:
        return Settings.model_validate(given | paths)
    except ValidationError as wrong:
        first = wrong.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(step) for step in first["loc"]) or "the whole"
        raise BadSettings(f"The settings are not usable: {place}: {first['msg']}.") from None
