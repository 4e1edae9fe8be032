"""Clients to the other zones: every request signed with this zone's device key, no proxy from the environment."""

from __future__ import annotations

import httpx

from protocol.primitives import SignKey
from server.devices import DeviceAuth
from server.pinned import Clock

SECONDS = 60.0
"""Patience for one piece of an answer; exchange.py bounds the whole."""


def peer(url: str, key: SignKey, clock: Clock) -> httpx.AsyncClient:
    """A client with `url` as its base. Close it: `await client.aclose()`."""
    auth = DeviceAuth(key, key.public.hex(), clock)
    return httpx.AsyncClient(base_url=url, auth=auth, timeout=SECONDS, trust_env=False, follow_redirects=False)
