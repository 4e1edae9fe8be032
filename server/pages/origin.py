"""Where the pages are, as browsers name it: what passkeys, cookies and forms are bound to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

ORIGIN = r"^(https://[a-z0-9.\-]+(:\d{1,5})?|http://localhost(:\d{1,5})?)$"
"""https; or http for trying it out, where browsers call it safe: on this machine alone."""


@dataclass(frozen=True, slots=True)
class Origin:
    """`text`: `https://staff.example.org`, as ORIGIN has it."""

    text: str

    def __post_init__(self) -> None:
        if not re.fullmatch(ORIGIN, self.text):
            raise ValueError("not an origin")

    @property
    def host(self) -> str:
        """As a browser writes it into `Host`."""
        return urlsplit(self.text).netloc

    @property
    def domain(self) -> str:
        """What passkeys are made for (WebAuthn: the relying party's id)."""
        return urlsplit(self.text).hostname or ""

    @property
    def is_secure(self) -> bool:
        return self.text.startswith("https://")
