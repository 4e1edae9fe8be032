"""Libraries that are there only where an operator installed them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from server.recognizers.errors import NotInstalled


def installed(module: str) -> Any:
    """The module of an extra. Raises NotInstalled."""
    try:
        return import_module(module)
    except ImportError:
        raise NotInstalled(module) from None
