"""Whose certificates this process believes, read once: reading them takes longer than what is asked."""

from __future__ import annotations

import ssl
from functools import cache

import httpx


@cache
def authorities() -> ssl.SSLContext:
    """Those that httpx believes by itself. The environment names none."""
    return httpx.create_ssl_context(trust_env=False)
