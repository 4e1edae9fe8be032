"""What the pages say: Fluent catalogues, one a language. English stands in where another one lacks a message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from server.pages.texts import Catalogues, direction_of
from server.policy.languages import LANGUAGES

FOLDER = Path(__file__).parent / "languages"
_CATALOGUES = Catalogues(FOLDER, LANGUAGES)


@dataclass(frozen=True, slots=True)
class Texts:
    """All messages in one language."""

    language: str

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    def say(self, name: str, **given: object) -> str:
        """Raises TextMissing."""
        return _CATALOGUES.say(self.language, name, **given)


def wanted_language(asked: str | None, header: str | None) -> str:
    """The one that was asked for; else the first of `Accept-Language` that there is; else English."""
    return _CATALOGUES.wanted(asked, header)


def catalogues() -> Mapping[str, str]:
    """The source of every catalogue, by language."""
    return _CATALOGUES.sources()
