"""Whose certificates are believed, read once a process: httpx reads the list anew for each client, at 20 ms a time."""

from __future__ import annotations

import ssl
from functools import cache
from typing import Any

import httpx
from httpx._transports import default

_made_anew = httpx.create_ssl_context


@cache
def _shared(trust_env: bool) -> ssl.SSLContext:
    return _made_anew(trust_env=trust_env)


def _context(verify: Any = True, cert: Any = None, trust_env: bool = True) -> ssl.SSLContext:
    if verify is True and cert is None:
        return _shared(trust_env)
    return _made_anew(verify=verify, cert=cert, trust_env=trust_env)


def share_authorities() -> None:
    """No test changes what these believe; one that has authorities of its own hands its own context over."""
    default.create_ssl_context = _context  # type: ignore[attr-defined]
