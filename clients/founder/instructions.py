"""Steps for each party to print, as a PDF: `leeward directory instructions`. The words are in `steps/`."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path

import typst
from fluent.runtime import FluentBundle, FluentResource

from clients.founder.errors import NotUsable

STEPS = Path(__file__).with_name("steps")
_TEMPLATE = Path(__file__).with_name("instructions.typ")
_RIGHT_TO_LEFT = frozenset({"ar"})
_FONTS = {"ar": "Noto Naskh Arabic"}
"""What a language cannot be drawn without; for all others one that comes with typst will do."""
_LATIN = "Libertinus Serif"


class Party(StrEnum):
    """Whose steps."""

    ROOT = "root"
    ROOT_CHANGE = "root-change"
    ADMINISTRATOR = "administrator"
    CUSTODIAN = "custodian"
    SUCCESSOR = "successor"
    LEAVER = "leaver"
    HELPER = "helper"
    CUSTODIAN_AWAY = "custodian-away"
    SUBSTITUTE = "substitute"
    DESK = "desk"
    DESK_NEW_KEYS = "desk-new-keys"


class Language(StrEnum):
    EN = "en"
    FR = "fr"
    AR = "ar"


class Texts:
    """The messages of one language."""

    def __init__(self, language: Language) -> None:
        raw = (STEPS / f"{language}.ftl").read_text(encoding="utf-8")
        resource = FluentResource(raw)
        self.names = [entry.id.name for entry in resource.body if hasattr(entry, "id")]
        # Signs that nobody sees would be printed as boxes.
        self._bundle = FluentBundle([language.value], use_isolating=False)
        self._bundle.add_resource(resource)

    def say(self, name: str, **values: str) -> str:
        """Raises LookupError where the message, or what is filled in, is not there."""
        pattern = self._bundle.get_message(name).value
        said, wrong = self._bundle.format_pattern(pattern, values) if pattern else ("", [name])
        if wrong:
            raise LookupError(name)
        return str(said)

    def steps(self, party: Party) -> list[str]:
        """In their order."""
        numbered = [name for name in self.names if name.removeprefix(f"{party}-").isdecimal()]
        return [self.say(name) for name in sorted(numbered, key=lambda name: int(name.rpartition("-")[2]))]


def told(language: Language, parties: tuple[Party, ...]) -> dict[str, object]:
    """What stands on the pages, for the template."""
    texts = Texts(language)
    return {
        "language": language.value,
        "right_to_left": language in _RIGHT_TO_LEFT,
        "fonts": [font for font in (_FONTS.get(language), _LATIN, "DejaVu Sans") if font],
        "never_heading": texts.say("never-heading"),
        "telephone": pieces(texts.say("telephone")),
        "unchecked": None if texts.say("checked") == "yes" else texts.say("unchecked"),
        "pages": [
            {
                "heading": texts.say("heading", party=texts.say(f"{party}-title")),
                "steps": [pieces(step) for step in texts.steps(party)],
                "never": pieces(texts.say(f"{party}-never")),
            }
            for party in parties
        ],
    }


def pieces(words: str) -> list[dict[str, object]]:
    """Words, and between backticks what is typed as it stands."""
    return [{"typed": at % 2 == 1, "words": part} for at, part in enumerate(words.split("`")) if part]


def draw(language: Language, parties: tuple[Party, ...]) -> bytes:
    """The PDF: a page for each party. Raises NotUsable where this machine has no font for the language."""
    fonts = typst.Fonts()
    needed = _FONTS.get(language, _LATIN)
    # The compiler would leave the text out.
    if needed not in fonts.families():
        raise NotUsable(f"This machine has no font for this language. Install {needed} (Debian: fonts-noto-core).")
    made = typst.compile(
        _TEMPLATE.read_bytes(), font_paths=fonts, sys_inputs={"told": json.dumps(told(language, parties))}
    )
    if not isinstance(made, bytes):
        raise NotUsable("The pages could not be drawn.")
    return made
