"""Places written as figures or codes: degrees, geo grids, plus codes, three-word addresses."""

from __future__ import annotations

from collections.abc import Iterator

from server.detection.reading import Reading
from server.detection.reasons import Reason
from server.detection.shapes import find, shape
from server.detection.spans import Kind, Span

_DECIMAL = r"[0-9]{1,3}[.,][0-9]{3,12}"
_FIGURE = r"[0-9]{1,3}(?:[.,][0-9]{1,8})?"
_MINUTES = rf"{_FIGURE} ?' ?(?:{_FIGURE} ?(?:[\"″”]|''))?"
_PLUS_DIGIT = "[23456789CFGHJMPQRVWX]"

_SHAPES = (
    shape(
        Kind.COORDINATES, 0.95, Reason.COORDINATES,
        rf"(?<![0-9.,]){_DECIMAL} ?°? ?[NS]?[,;/ ]{{1,3}}",
        rf"(?:[EWO] ?)?[+-]?{_DECIMAL} ?°? ?[EWO]?(?!\w)",
    ),
    shape(
        Kind.COORDINATES, 0.9, Reason.LATITUDE_OR_LONGITUDE,
        rf"(?<![0-9.,]){_FIGURE} ?[°º] ?(?:{_MINUTES} ?[NSEWO]?|[NSEWO])(?!\p{{L}})",
    ),
    shape(
        Kind.COORDINATES, 0.95, Reason.PLUS_CODE,
        rf"(?<!\w){_PLUS_DIGIT}{{4,8}}\+{_PLUS_DIGIT}{{2,4}}(?!\w)",
    ),
    shape(
        Kind.COORDINATES, 0.95, Reason.THREE_WORDS,
        r"///\p{L}{2,40}\.\p{L}{2,40}\.\p{L}{2,40}",
    ),
    shape(
        Kind.COORDINATES, 0.95, Reason.MILITARY_GRID,
        r"(?<!\w)[0-9]{1,2}[C-X] ?[A-HJ-NP-Z]{2} ?(?:[0-9]{2,5} [0-9]{2,5}|(?:[0-9]{2}){1,5})(?!\w)",
        exact=True,
    ),
)  # fmt: skip


def coordinates(reading: Reading) -> Iterator[Span]:
    yield from find(_SHAPES, reading)
