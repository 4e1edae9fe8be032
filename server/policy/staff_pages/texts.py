"""What the pages say: Fluent catalogues, one a language. English stands in where another one lacks a message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

from server.policy.languages import LANGUAGES

FOLDER = Path(__file__).parent / "languages"
RIGHT_TO_LEFT = frozenset({"ar"})
NAMES = {"en": "English", "fr": "Français", "ar": "العربية"}
"""Each in its own language, for whoever looks for it."""
_FIRST = LANGUAGES[0]


class TextMissing(Exception):
    """A page wants to say something that no catalogue has, or not with these words in it."""


@dataclass(frozen=True, slots=True)
class Texts:
    """All messages in one language."""

    language: str

    @property
    def direction(self) -> str:
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    def say(self, name: str, **given: object) -> str:
        """Raises TextMissing."""
        for bundle in (_bundle(self.language), _bundle(_FIRST)):
            if bundle.has_message(name) and (pattern := bundle.get_message(name).value) is not None:
                said, errors = bundle.format_pattern(pattern, given)
                if errors:
                    raise TextMissing(name)
                return str(said)
        raise TextMissing(name)


def wanted_language(asked: str | None, header: str | None) -> str:
    """The one that was asked for; else the first of `Accept-Language` that there is; else English."""
    ranges = [one.split(";")[0].strip().lower() for one in (header or "")[:400].split(",")]
    wished = [asked or "", *(one.split("-")[0] for one in ranges)]
    return next((one for one in wished if one in LANGUAGES), _FIRST)


def catalogues() -> Mapping[str, str]:
    """The source of every catalogue, by language."""
    return {name: (FOLDER / f"{name}.ftl").read_text(encoding="utf-8") for name in LANGUAGES}


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language])
    bundle.add_resource(FluentResource(catalogues()[language]))
    return bundle
