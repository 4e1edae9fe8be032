"""Codes that name one person, thing or file: documents, cases, accounts, plates."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from server.detection.languages import in_all
from server.detection.reading import Reading
from server.detection.reasons import Reason
from server.detection.shapes import find, shape
from server.detection.spans import Kind, Span

_SHAPES = (
    shape(
        Kind.CODE, 0.85, Reason.CASE_NUMBER,
        r"(?<!\w)\p{L}{0,4}-?[0-9]{1,8}/[0-9]{2,8}(?:/[\p{L}0-9]{1,8})*+(?!\w)",
    ),
    shape(
        Kind.CODE, 0.85, Reason.CODE,
        r"(?<![\w-])(?:\p{L}[\p{L}-]*+[0-9]|[0-9][0-9-]*+\p{L})[\p{L}0-9-]++",
    ),
    shape(Kind.CODE, 0.85, Reason.PLATE, r"(?<!\w)\p{Lu}{1,3}[ -]?[0-9]{2,4}[ -]?\p{Lu}{0,3}(?!\w)", exact=True),
    shape(Kind.CODE, 0.85, Reason.PLATE, r"(?<!\w)[0-9]{1,4}[ -]\p{Lu}{1,3}(?:[ -][0-9]{1,4})?(?!\w)", exact=True),
    shape(Kind.CODE, 0.85, Reason.CODE, r"(?<!\w)\p{Lu}[./][0-9]{3,8}(?!\w)", exact=True),
    shape(Kind.CODE, 0.45, Reason.PLATE, r"(?<!\w)\p{L}{2,3} ?[0-9]{3}\p{L}(?!\w)"),
    shape(
        Kind.CODE, 0.95, Reason.BANK_ACCOUNT,
        r"(?<!\w)[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?!\w)",
        exact=True,
    ),
)  # fmt: skip

# Looked for from its figures: they are rarer than the words that announce a code.
_FIGURES = regex.compile(
    r"(?:\p{L}{1,4}[ .-]?)?+[0-9](?:[ ./-]*+[0-9])*+(?:-?\p{L}{1,4}(?!\w))?(?:(?:, | and |; )[0-9][0-9./]*+(?![\w-]))*+"
)
_LABEL_BEFORE = regex.compile(
    r"(?r)(?<!\w)\L<labels>(?:[.:#°º ]{1,3}(?:n|no|nº|n°|number|id))?[.:#°º ]{0,3}",
    regex.IGNORECASE,
    labels=in_all(lambda language: language.labels),
)
_LABELS = frozenset(in_all(lambda language: language.labels))
_LETTERS = regex.compile(r"\p{L}++")
# Protocol No. 11, Law no. 657: a paper that everybody has, not one of a person.
_OF_A_LAW = regex.compile(
    r"(?r)(?<!\w)(?:Protocol|Law|Act|Decree|Regulation|Resolution|Ordinance|Directive|Rule|Article|Convention) "
)


def codes(reading: Reading) -> Iterator[Span]:
    yield from find(_SHAPES, reading)
    for found in _FIGURES.finditer(reading.text):
        start = _announced(reading.text, found.start())
        if start is not None:
            sure = 0.35 if _OF_A_LAW.match(reading.text, 0, start) else 0.9
            yield Span(start, found.end(), Kind.CODE, sure, Reason.ANNOUNCED_CODE)


def _announced(text: str, figures: int) -> int | None:
    """Where the label of these figures begins; a short one is taken for a part of them (room 214)."""
    own = _LETTERS.match(text, figures)
    if own and own.group().lower() in _LABELS:
        return figures
    label = _LABEL_BEFORE.match(text, 0, figures)
    return label.start() if label else None
