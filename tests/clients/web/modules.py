"""The page's own modules in a browser, called from Python. Bytes go over as bytes."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.clients.web.chromium import OnePage


class PageRefused(Exception):
    """What the page refused, by its own word for why."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Of:
    """A value that stays in the page, by its name there."""

    path: str


class Tell:
    """Stands for a function that is told of progress; what it was told is in `leeward.told`."""


class World:
    """Stands for the world of the acts that were begun, or the browser's."""


@dataclass(frozen=True)
class Receipt:
    entropy: bytes


Act = tuple[str, tuple[Any, ...]]
"""By its path, and what it is given."""


@dataclass
class Modules:
    """`by` says what of its own the browser may use: `native`, or `library` for nothing."""

    page: OnePage
    by: str = "native"

    def __call__(self, path: str, *given: Any) -> Any:
        """Raises PageRefused."""
        answer = self.page.evaluate("([path, given]) => leeward.call(path, given)", [path, told(given)])
        if "refused" in answer:
            raise PageRefused(answer["refused"])
        return _revived(answer["value"])

    def at(self, now: float, first: Sequence[Act], path: str, *given: Any) -> tuple[Any, Any]:
        """At that hour, after other acts: what was said, or the PageRefused; and what is kept then."""
        script = "([now, first, path, given]) => leeward.callAt(now, first, path, given)"
        answer = self.page.evaluate(script, [now, told(first), path, told(given)])
        said = PageRefused(answer["refused"]) if "refused" in answer else _revived(answer["value"])
        return said, _revived(answer["kept"])

    def with_primitives(self, path: str, *given: Any) -> Any:
        return self(path, {"$by": self.by}, *given)


def told(value: Any) -> Any:  # noqa: PLR0911 - one line a type
    """As it travels into the page."""
    match value:
        case bytes():
            return {"$bytes": base64.b64encode(value).decode()}
        case Of():
            return {"$of": value.path}
        case Receipt():
            return {"$receipt": told(value.entropy)}
        case Tell():
            return {"$tell": True}
        case World():
            return {"$world": True}
        case tuple() | list():
            return [told(one) for one in value]
        case dict():
            return {name: told(one) for name, one in value.items()}
        case _:
            return value


def _revived(value: Any) -> Any:
    match value:
        case {"$bytes": str(text)}:
            return base64.b64decode(text)
        case {"$receipt": entropy}:
            return Receipt(_revived(entropy))
        case list():
            return [_revived(one) for one in value]
        case dict():
            return {name: _revived(one) for name, one in value.items()}
        case _:
            return value


def document(script: str) -> bytes:
    """An empty page with that script."""
    return f'<!doctype html><meta charset="utf-8"><title>-</title><script>{script}</script>'.encode()


def rules(script: str) -> str:
    """What the page itself is served under (SPEC 20.5)."""
    return (
        f"default-src 'none'; script-src 'sha256-{_hashed(script)}'; connect-src 'self'; img-src blob:; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
        "trusted-types 'none'"
    )


def _hashed(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
