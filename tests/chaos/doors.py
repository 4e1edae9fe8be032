"""A person's signed requests to one zone, and what an answer means to whoever tries until it is a yes."""

from __future__ import annotations

import json
import ssl
import time
from typing import Any

import httpx

from clients.device_auth import DeviceAuth
from protocol.crossings import CBOR
from protocol.primitives import SignKey

SECONDS = 5.0
"""For one answer; longer than zones wait for each other."""
NO_TLS = ssl.create_default_context()
"""Made once: everything here is plain HTTP, and httpx would make one for each request."""


class Unheard(Exception):
    """The system answered what it should not."""


class Away(Exception):
    """No answer, or one that says: later."""


class Forgot(Exception):
    """A desk was ended, and what it held in memory is gone, as promised; or a request's time was over before it was
    taken: this is asked for anew."""


_FORGOTTEN = {
    "no-such-opening", "key-forgotten", "originals-missing", "no-fresh-key", "part-not-open", "request-expired",
}  # fmt: skip


class Door:
    """One person's signed requests to one zone."""

    def __init__(self, url: str, key: SignKey) -> None:
        self._auth = DeviceAuth(key, key.public.hex(), time.time)
        self._url = url

    def ask(self, method: str, path: str, body: bytes | None = None, media: str = CBOR) -> bytes:
        """The answer. Raises Away, Forgot or Unheard."""
        headers = {"content-type": media} if body is not None else {}
        try:
            answer = httpx.request(
                method,
                self._url + path,
                content=body,
                headers=headers,
                auth=self._auth,
                timeout=SECONDS,
                trust_env=False,
                verify=NO_TLS,
            )
        except httpx.HTTPError:
            raise Away from None
        if answer.is_success:
            return answer.content
        if answer.status_code >= 500 or answer.status_code in {401, 408, 429}:
            raise Away(answer.text)
        kind = answer.json().get("type", "") if "json" in answer.headers.get("content-type", "") else ""
        if kind.rpartition(":")[2] in _FORGOTTEN:
            raise Forgot(kind)
        raise Unheard(f"{method} {path}: {answer.status_code} {answer.text[:300]}")

    def json(self, method: str, path: str, body: object = None) -> Any:
        raw = json.dumps(body, separators=(",", ":")).encode() if body is not None else None
        answer = self.ask(method, path, raw, "application/json")
        return json.loads(answer) if answer else None
