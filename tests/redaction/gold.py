"""Reports with gold spans, as `tests/redaction/reports/*.txt` keep them (README.md there says how to write one).

The text of a report stands as it was sent, without a mark in it; below it is the list of what identifies, one line an
entity. Offsets are found from the list, in code points, so that nobody ever counts them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unicodedata import category

FOLDER = Path(__file__).parent / "reports"
DIRECT_KINDS = frozenset({"person", "phone", "email", "url", "handle", "code", "plate", "coordinates"})
QUASI_KINDS = frozenset(
    {"place", "organisation", "date", "time", "age", "job", "relation", "demonym", "quantity", "unique", "event"}
)

_HEAD = re.compile(r"== (?P<name>[a-z]{2}-\d\d) · (?P<voice>monitor|sms) · (?P<about>.+)")
_ENTITY = re.compile(r"(?P<weight>[dq]) (?P<kind>[a-z]+) (?P<entity>\d+)  (?P<mentions>.+)")
_MENTION = re.compile(r"(?P<stuck>~?)(?P<words>.+?)(?: #(?P<which>\d+))?")
_ZERO_WIDTH_NON_JOINER = "\u200c"


class NotAReport(ValueError):
    """A report's file is written otherwise than README.md says."""


@dataclass(frozen=True, slots=True, order=True)
class GoldSpan:
    """One mention: text[start:end] in code points; mentions of one entity of a report share its number."""

    start: int
    end: int
    kind: str
    direct: bool
    entity: int


@dataclass(frozen=True, slots=True)
class Report:
    """A report with its spans, in the order of the text and without overlaps."""

    name: str
    voice: str
    about: str
    text: str
    spans: tuple[GoldSpan, ...]

    @property
    def language(self) -> str:
        """Two letters (ISO 639-1): the language of the report's first words, whatever its script."""
        return self.name[:2]

    def words_of(self, span: GoldSpan) -> str:
        """What the span covers."""
        return self.text[span.start : span.end]


@cache
def all_reports() -> tuple[Report, ...]:
    """Every report of the folder, by name; raises NotAReport."""
    files = sorted(FOLDER.glob("*.txt"))
    return tuple(report for file in files for report in read_reports(file.read_text(encoding="utf-8")))


def read_reports(written: str) -> Iterator[Report]:
    """The reports of one file's text; raises NotAReport at the first line that is none."""
    for block in re.split(r"(?m)^(?=== )", written):
        if block.strip():
            yield _read_report(block)


def _read_report(block: str) -> Report:
    head, _, rest = block.partition("\n")
    match = _HEAD.fullmatch(head)
    text, separator, listed = rest.partition("\n--\n")
    if match is None or not separator:
        raise NotAReport(head)
    return Report(match["name"], match["voice"], match["about"], text, _spans(text, listed, match["name"]))


@dataclass(frozen=True, slots=True)
class _Mention:
    words: str
    kind: str
    direct: bool
    entity: int
    stuck: bool
    which: int | None


def _spans(text: str, listed: str, name: str) -> tuple[GoldSpan, ...]:
    mentions = [mention for line in listed.splitlines() if line for mention in _mentions(line, name)]
    taken: list[GoldSpan] = []
    # What is told apart by its place goes first, then the longer: "Amina" is what "Amina Okello" leaves over.
    for mention in sorted(mentions, key=lambda mention: (mention.which is None, -len(mention.words))):
        found = [
            GoldSpan(start, end, mention.kind, mention.direct, mention.entity) for start, end in _places(text, mention)
        ]
        free = [span for span in found if not any(span.start < other.end and other.start < span.end for other in taken)]
        if not free:
            raise NotAReport(f"{name}: not in the text, or only inside something longer: {mention.words}")
        taken += free
    return tuple(sorted(taken))


def _mentions(line: str, name: str) -> Iterator[_Mention]:
    match = _ENTITY.fullmatch(line)
    if match is None or match["kind"] not in DIRECT_KINDS | QUASI_KINDS:
        raise NotAReport(f"{name}: {line}")
    for written in match["mentions"].split(" | "):
        mention = _MENTION.fullmatch(written)
        if mention is None:
            raise NotAReport(f"{name}: {line}")
        yield _Mention(
            words=mention["words"],
            kind=match["kind"],
            direct=match["weight"] == "d",
            entity=int(match["entity"]),
            stuck=bool(mention["stuck"]),
            which=int(mention["which"]) if mention["which"] else None,
        )


def _places(text: str, mention: _Mention) -> list[tuple[int, int]]:
    """Where the words stand by themselves, or behind a prefix if the list says that one is stuck to them."""
    places = [
        (found.start(), found.end())
        for found in re.finditer(re.escape(mention.words), text)
        if (mention.stuck or not _in_word(text[found.start() - 1 : found.start()]))
        and not _in_word(text[found.end() : found.end() + 1])
    ]
    return places if mention.which is None else places[mention.which - 1 : mention.which]


def _in_word(letter: str) -> bool:
    return letter != "" and (category(letter)[0] in "LMN" or letter == _ZERO_WIDTH_NON_JOINER)
