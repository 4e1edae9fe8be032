"""How much of the gold of some reports a detector masks. What is held is masked whole, and counted by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from server.detection.detect import Mode, detect
from server.detection.spans import Detection
from tests.redaction.gold import GoldSpan, Report


@dataclass(frozen=True, slots=True)
class Measured:
    """Shares of 1: of reports held; of entities of which every mention is masked, over the reports that are read."""

    held: float
    direct: float | None
    quasi: float | None


def measured(reports: Iterable[Report], mode: Mode) -> Measured:
    """The language of each report is guessed, as for one that comes in."""
    held: list[bool] = []
    found: dict[bool, list[bool]] = defaultdict(list)
    for report in reports:
        detection = detect(report.text, mode)
        held.append(detection.held)
        for entity in () if detection.held else entities(report):
            found[entity[0].direct].append(all(masked(report, span, detection) for span in entity))
    return Measured(sum(held) / len(held), _share(found[True]), _share(found[False]))


def entities(report: Report) -> list[tuple[GoldSpan, ...]]:
    """The mentions of each entity together."""
    mentions = defaultdict[int, list[GoldSpan]](list)
    for span in report.spans:
        mentions[span.entity].append(span)
    return [tuple(spans) for spans in mentions.values()]


def masked(report: Report, mention: GoldSpan, detection: Detection) -> bool:
    """Whether no letter and no digit of the mention is left, the links inside it ("of", "de la") among them."""
    return all(
        any(span.start <= offset < span.end for span in detection.spans)
        for offset in range(mention.start, mention.end)
        if report.text[offset].isalnum()
    )


def _share(found: list[bool]) -> float | None:
    return sum(found) / len(found) if found else None
