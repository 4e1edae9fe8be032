"""The gateway's settings: one TOML file, checked whole at the start.

    host = "127.0.0.1"                      # loopback: a proxy that speaks TLS stands in front
    port = 8470
    public_url = "https://sms.example.org"  # how providers reach it; Twilio signs it
    folder = "journal"                      # sealed records, the newest directory, the log's head; mode 0700
    pinned = "pinned"                       # roots.cbor, and a directory to begin with, as they were handed over
    intake = "http://….onion"
    proxy = "socks5h://127.0.0.1:9050"
    country = "xa"

    [[source]]
    name = "airtime"                        # its webhook: https://sms.example.org/v1/webhooks/airtime
    kind = "generic"                        # or "twilio", "sms-gate"
    secret_file = "airtime.secret"          # mode 0600: nothing secret stands in this file
    form = "json"                           # generic only, as are the names below; or "form"
    id = "id"
    from = "from"
    to = "to"
    text = "text"
    segment_reference = "concat_ref"        # all three or none: for a carrier that hands over the SMS of a long text
    segment_place = "concat_part"           # one by one, and says which is which
    segment_count = "concat_total"

Paths are taken from the folder that the file is in.
"""

from __future__ import annotations

import stat
import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, SecretBytes, ValidationError, model_validator

from clients.sms_gateway.errors import BadSettings

_LEAST_SECRET = 8
"""sms-gate makes keys this short; whoever can should set a longer one."""
_LEAST_GENERIC_SECRET = 16
_FieldName = Annotated[str, Field(min_length=1, max_length=64)]


class SourceKind(StrEnum):
    """Whose signature and whose field names a webhook has."""

    TWILIO = "twilio"
    SMS_GATE = "sms-gate"
    GENERIC = "generic"


class BodyForm(StrEnum):
    """How a generic source writes its body."""

    JSON = "json"
    FORM = "form"


class _Checked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, populate_by_name=True)


class Source(_Checked):
    """One webhook: who calls it, and how it proves that."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,47}$")]
    kind: SourceKind
    secret_file: Path
    form: BodyForm = BodyForm.JSON
    id_field: Annotated[_FieldName, Field(alias="id")] = "id"
    from_field: Annotated[_FieldName, Field(alias="from")] = "from"
    to_field: Annotated[_FieldName, Field(alias="to")] = "to"
    text_field: Annotated[_FieldName, Field(alias="text")] = "text"
    segment_reference: _FieldName | None = None
    segment_place: _FieldName | None = None
    segment_count: _FieldName | None = None

    @model_validator(mode="after")
    def _fields_fit(self) -> Source:
        if self.kind is not SourceKind.GENERIC and self.model_fields_set - {"name", "kind", "secret_file"}:
            raise ValueError("only a generic source has a form and field names")
        named = [self.id_field, self.from_field, self.to_field, self.text_field, *(self.segment_fields or ())]
        if len(set(named)) != len(named):
            raise ValueError("each field has a name of its own")
        if self.segment_fields is None and {self.segment_reference, self.segment_place, self.segment_count} != {None}:
            raise ValueError("of a long text's SMS there are three names, or none")
        return self

    @property
    def segment_fields(self) -> tuple[str, str, str] | None:
        """Reference, place and count; None where this source says nothing of them."""
        reference, place, count = self.segment_reference, self.segment_place, self.segment_count
        return None if reference is None or place is None or count is None else (reference, place, count)

    def read_secret(self) -> SecretBytes:
        """The shared secret. Raises BadSettings for a file that others may read, or that holds too little."""
        secret = _private_bytes(self.secret_file).strip()
        least = _LEAST_GENERIC_SECRET if self.kind is SourceKind.GENERIC else _LEAST_SECRET
        if len(secret) < least:
            raise BadSettings(f"The secret of source {self.name} is shorter than {least} signs.")
        return SecretBytes(secret)


class Settings(_Checked):
    """Everything of the file, with whole paths."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8470
    public_url: Annotated[str, Field(pattern=r"^https?://[^\s?#]+$")] | None = None
    folder: Path
    pinned: Path
    intake: Annotated[str, Field(pattern=r"^https?://[^\s?#]+$")]
    proxy: Annotated[str, Field(pattern=r"^socks5h://")] | None = None
    country: Annotated[str, Field(pattern=r"^[a-z]{2}$")]
    spread: Annotated[float, Field(ge=0, le=86_400)] = 1200.0
    """Seconds: each sealed record waits a random time up to this before it is sent, each on its own."""
    gap: Annotated[float, Field(ge=0, le=600)] = 2.0
    """Seconds: the usual pause between two uploads; each is drawn between nothing and twice this."""
    sources: Annotated[tuple[Source, ...], Field(alias="source", min_length=1, max_length=32)]

    @model_validator(mode="after")
    def _hold_together(self) -> Settings:
        if len({source.name for source in self.sources}) != len(self.sources):
            raise ValueError("each source has a name of its own")
        if self.public_url is None and any(source.kind is SourceKind.TWILIO for source in self.sources):
            raise ValueError("Twilio signs the address it calls: public_url is needed")
        if ".onion" in self.intake and self.proxy is None:
            raise ValueError("an onion address needs a proxy")
        return self

    def webhook_url(self, source: Source) -> str:
        """The address to give to a source's provider."""
        return f"{(self.public_url or f'http://{self.host}:{self.port}').rstrip('/')}/v1/webhooks/{source.name}"


def read_settings(file: Path) -> Settings:
    """Raises BadSettings, which names the field at fault and never its value."""
    try:
        given = tomllib.loads(file.read_text())
    except (OSError, UnicodeError, tomllib.TOMLDecodeError):
        raise BadSettings("The settings file cannot be read as TOML.") from None
    try:
        return Settings.model_validate(_with_whole_paths(given, file.resolve().parent))
    except ValidationError as wrong:
        first = wrong.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(step) for step in first["loc"]) or "the whole"
        raise BadSettings(f"The settings are not usable: {place}: {first['msg']}.") from None


def _with_whole_paths(given: dict[str, Any], folder: Path) -> dict[str, Any]:
    whole = {name: _whole(value, folder) if name in {"folder", "pinned"} else value for name, value in given.items()}
    sources = given.get("source")
    if isinstance(sources, list):
        whole["source"] = [
            {name: _whole(value, folder) if name == "secret_file" else value for name, value in source.items()}
            if isinstance(source, dict)
            else source
            for source in sources
        ]
    return whole


def _whole(value: object, folder: Path) -> object:
    return folder / value if isinstance(value, str) else value


def _private_bytes(file: Path) -> bytes:
    try:
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            raise BadSettings("A secret's file can be read by others. Type: chmod 600, and its name.")
        return file.read_bytes()
    except OSError:
        raise BadSettings("A secret's file cannot be read.") from None
