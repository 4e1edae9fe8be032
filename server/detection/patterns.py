"""Every family of patterns, in one call. Release's own residual scan needs these without the capitals."""

from __future__ import annotations

from collections.abc import Iterator

from server.detection.addresses import addresses
from server.detection.ages import ages
from server.detection.amounts import amounts
from server.detection.codes import codes
from server.detection.coordinates import coordinates
from server.detection.dates import dates
from server.detection.documents import documents
from server.detection.hours import hours
from server.detection.lexicon.entry import Lexicon
from server.detection.phones import phones
from server.detection.reading import Reading
from server.detection.spans import Span
from server.detection.spelt_dates import spelt_dates
from server.detection.works import works


def patterns(reading: Reading, language: Lexicon | None) -> Iterator[Span]:
    """Spans in no order, which may overlap. language says whose local telephone numbers to expect."""
    yield from addresses(reading)
    yield from phones(reading, language)
    yield from dates(reading)
    yield from spelt_dates(reading, language)
    yield from hours(reading, language)
    yield from ages(reading, language)
    yield from amounts(reading, language)
    yield from coordinates(reading)
    yield from codes(reading)
    yield from documents(reading)
    yield from works(reading)
