"""Whose certificates are believed: those that `certifi` lists, whatever the environment names. Read once a process."""

from __future__ import annotations

import ssl
from functools import cache

import httpx


@cache
def authorities() -> ssl.SSLContext:
    """For each connection the same: to read the list costs more than most of what is then asked."""
    return httpx.create_ssl_context(trust_env=False)
