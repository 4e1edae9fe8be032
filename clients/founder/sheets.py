"""Cards to cut out, and what is told to those who draw them, as a PDF. Made in memory, whole, and written nowhere here.

Rules of this file
* The order of the cards is drawn anew: it tells nothing of the order in which their codes were made.
* What cannot be drawn is refused: a script without its font would be boxes, or nothing at all.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import typst

from clients.founder.batches import Batch
from clients.founder.errors import NoFont
from clients.founder.sheet_texts import RIGHT_TO_LEFT, Texts
from protocol.cards import CardCode
from protocol.ids import date_of, days_of_quarter

TEMPLATE = Path(__file__).with_name("sheets.typ")
LATIN = "Libertinus Serif"
FONTS = {"am": "Noto Serif Ethiopic", "ar": "Noto Naskh Arabic", "fa": "Noto Naskh Arabic"}
"""The font of a language; for all others there is one in the typst wheel. All three are in Debian's fonts-noto-core."""

_T = TypeVar("_T")


def shuffled(things: Iterable[_T]) -> list[_T]:
    """The same things, in an order that nobody can foresee or recall."""
    drawn = list(things)
    secrets.SystemRandom().shuffle(drawn)
    return drawn


def fonts_here() -> typst.Fonts:
    """Those of this machine, and those that come with the compiler."""
    return typst.Fonts()


def draw_sheets(
    batch: Batch,
    languages: Sequence[str],
    fonts: typst.Fonts,
    shuffle: Callable[[Iterable[CardCode]], list[CardCode]] = shuffled,
) -> bytes:
    """The PDF of a batch: its cards, then the two pages for each language. Raises NotUsable, or NoFont.

    5,000 cards take some seconds.
    """
    texts = [Texts(language) for language in languages]
    _check_fonts(languages, fonts)
    try:
        # The archive standard has the compiler refuse a letter that no font has; else it would draw a box.
        pdf, warnings = typst.compile_with_warnings(
            TEMPLATE.read_bytes(),
            font_paths=fonts,
            pdf_standards="a-2b",
            sys_inputs={"batch": json.dumps(contents(batch, texts, shuffle))},
        )
    except typst.TypstError as refused:
        if "could not be displayed with font" in str(refused):
            # Its own words hold what it could not draw.
            raise NoFont from None
        raise
    if warnings or not isinstance(pdf, bytes):
        raise NoFont
    return pdf


def contents(batch: Batch, texts: Sequence[Texts], shuffle: Callable[[Iterable[CardCode]], list[CardCode]]) -> object:
    """What stands on the sheets, for the template."""
    listed = batch.listed
    first, last = (date_of(day).isoformat() for day in days_of_quarter(listed.quarter))
    values = {"name": listed.name, "cards": str(len(batch.codes)), "first": first, "last": last}
    return {
        "name": listed.name,
        "quarter": listed.quarter,
        "first": first,
        "last": last,
        "codes": [_lines(code) for code in shuffle(batch.codes)],
        "leaflets": [_leaflet(one, values) for one in texts],
    }


def _lines(code: CardCode) -> list[str]:
    groups = code.printed().split()
    return [" ".join(groups[:3]), " ".join(groups[3:])]


def _leaflet(texts: Texts, values: dict[str, str]) -> dict[str, object]:
    # What the buttons of the reporter's page say stands in a catalogue once, however often it is spoken of.
    buttons = {name.removeprefix("page-"): texts.say(name, {}) for name in texts.names if name.startswith("page-")}
    said = {name: texts.say(name, values | buttons) for name in texts.names}
    return said | {
        "language": texts.language,
        "font": FONTS.get(texts.language, LATIN),
        "rtl": texts.language in RIGHT_TO_LEFT,
    }


def _check_fonts(languages: Iterable[str], fonts: typst.Fonts) -> None:
    # The compiler leaves out a text whose font is not there, and says so in a warning alone.
    there = set(fonts.families())
    for language in languages:
        if (font := FONTS.get(language, LATIN)) not in there:
            raise NoFont(
                f"This machine has no font for this language. Install {font} (on Debian and Ubuntu: sudo apt install "
                "fonts-noto-core), and type this again. Nothing was written."
            )
