"""What pages say: Fluent catalogues, one a language. The first language stands in where another one lacks a message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

RIGHT_TO_LEFT = frozenset({"ar", "fa"})
NAMES = {"en": "English", "fr": "Français", "ar": "العربية", "sw": "Kiswahili"}
"""Each in its own language, for whoever looks for it."""


class TextMissing(Exception):
    """A page wants to say something that no catalogue has, or not with these words in it."""


@dataclass(frozen=True, slots=True)
class Catalogues:
    """One zone's: a folder with a file `LANGUAGE.ftl` for each of its languages, of which the first is whole."""

    folder: Path
    languages: tuple[str, ...]

    def say(self, language: str, name: str, **given: object) -> str:
        """Raises TextMissing."""
        for bundle in (self._bundle(language), self._bundle(self.languages[0])):
            if bundle.has_message(name) and (pattern := bundle.get_message(name).value) is not None:
                said, errors = bundle.format_pattern(pattern, given)
                if errors:
                    raise TextMissing(name)
                return str(said)
        raise TextMissing(name)

    def wanted(self, asked: str | None, header: str | None) -> str:
        """The one that was asked for; else the first of `Accept-Language` that there is; else the first of all."""
        ranges = [one.split(";")[0].strip().lower() for one in (header or "")[:400].split(",")]
        wished = [asked or "", *(one.split("-")[0] for one in ranges)]
        return next((one for one in wished if one in self.languages), self.languages[0])

    def sources(self) -> Mapping[str, str]:
        """Every catalogue as it is written, by language."""
        return {name: self._source(name) for name in self.languages}

    def _source(self, language: str) -> str:
        return (self.folder / f"{language}.ftl").read_text(encoding="utf-8")

    def _bundle(self, language: str) -> FluentBundle:
        return _bundle(self, language)


def direction_of(language: str) -> str:
    """As HTML's `dir`."""
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


@cache
def _bundle(catalogues: Catalogues, language: str) -> FluentBundle:
    bundle = FluentBundle([language])
    bundle.add_resource(FluentResource(catalogues.sources()[language]))
    return bundle
