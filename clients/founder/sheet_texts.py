"""What the leaflet of a pile of cards says, in each language (clients/founder/languages)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

from clients.founder.errors import NotUsable

LANGUAGES = Path(__file__).parent / "languages"
RIGHT_TO_LEFT = frozenset({"ar", "fa"})


class Texts:
    """The messages of one language."""

    def __init__(self, language: str) -> None:
        """Raises NotUsable where there is no such language."""
        if language not in every_language():
            raise NotUsable(f"There is no such language. There are: {', '.join(every_language())}.")
        self.language = language
        self._resource = FluentResource((LANGUAGES / f"{language}.ftl").read_text(encoding="utf-8"))
        # Typst keeps digits in their order by itself (sheets.typ): no sign that nobody sees is needed around them.
        self._bundle = FluentBundle([language], use_isolating=False)
        self._bundle.add_resource(self._resource)

    @property
    def names(self) -> list[str]:
        return [entry.id.name for entry in self._resource.body if hasattr(entry, "id")]

    @property
    def checked(self) -> bool:
        """Whether a native speaker has read all of it."""
        return self.say("checked", {}) == "yes"

    def say(self, name: str, values: Mapping[str, str]) -> str:
        """Raises ValueError where something that is to be filled in was not given."""
        message = self._bundle.get_message(name)
        if message.value is None:
            raise ValueError(name)
        said, wrong = self._bundle.format_pattern(message.value, dict(values))
        if wrong:
            raise ValueError(name)
        return str(said)


@cache
def every_language() -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in LANGUAGES.glob("*.ftl")))
