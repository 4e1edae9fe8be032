"""What masking is worth against what people marked by hand: the definitions, and nothing else. Pure.

A *word* is a run of letters, marks, digits and underscores. A word is masked when all of it is covered, touched when
any of it is. A *mention* is masked when each of its words is (a link such as "of" too, unless words are set aside), an
*entity* when every one of its mentions is.

* recall, direct and quasi: share of entities that are masked; by kind: the same for the entities of one kind.
* word recall: share of the words in mentions that are masked.
* precision: share of touched words that stand in a mention.
* over: share of the words outside of mentions that are touched.
* held: share of texts that were not followed. They count as what they are, masked whole: for recall, and against
  precision and over.

A share of nothing is None. Offsets are code points, ends exclusive. Recall of spans is not safety: see
server/detection/__init__.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import regex

_WORD = regex.compile(r"[\p{L}\p{N}_][\p{L}\p{M}\p{N}_]*+")
_NEAR = 40

Stretch = tuple[int, int]
NOTHING_ASIDE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an entity is named. `entity` is the same for all mentions of it in one text."""

    start: int
    end: int
    entity: str
    kind: str
    direct: bool


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with what people marked in it."""

    text: str
    language: str
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a detector said of one text. A held text is masked whole, whatever its stretches are."""

    stretches: tuple[Stretch, ...]
    held: bool = False


@dataclass(frozen=True, slots=True)
class Missed:
    """A mention that is not masked: the words of it that stay open, and what stands around."""

    mention: Mention
    open_words: tuple[str, ...]
    context: str


@dataclass(frozen=True, slots=True)
class Needless:
    """Words in a row that are touched and stand in no mention."""

    words: str
    context: str


@dataclass
class Share:
    """How many of how many."""

    hits: int = 0
    among: int = 0

    def count(self, *, hit: bool) -> None:
        self.hits += hit
        self.among += 1

    @property
    def value(self) -> float | None:
        return self.hits / self.among if self.among else None


@dataclass
class Tally:
    """The counts of as many texts as were added."""

    texts: int = 0
    characters: int = 0
    held: Share = field(default_factory=Share)
    direct: Share = field(default_factory=Share)
    quasi: Share = field(default_factory=Share)
    by_kind: defaultdict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    words: Share = field(default_factory=Share)
    precision: Share = field(default_factory=Share)
    over: Share = field(default_factory=Share)

    def add(self, marked: Marked, answer: Answer, aside: frozenset[str] = NOTHING_ASIDE) -> None:
        """Count one text. `aside`: words in small letters that a mention may leave open."""
        covered = _covered(marked.text, answer)
        self.texts += 1
        self.characters += len(marked.text)
        self.held.count(hit=answer.held)
        self._count_entities(marked, covered, aside)
        self._count_words(marked, covered)

    def _count_entities(self, marked: Marked, covered: bytearray, aside: frozenset[str]) -> None:
        masked: dict[tuple[str, bool], bool] = {}
        kinds: dict[tuple[str, bool], str] = {}
        for mention in marked.mentions:
            entity = (mention.entity, mention.direct)
            kinds.setdefault(entity, mention.kind)
            masked[entity] = masked.get(entity, True) and not _open(marked.text, mention, covered, aside)
        for entity, hit in masked.items():
            (self.direct if entity[1] else self.quasi).count(hit=hit)
            self.by_kind[kinds[entity]].count(hit=hit)

    def _count_words(self, marked: Marked, covered: bytearray) -> None:
        annotated = _annotated(marked)
        for word in _WORD.finditer(marked.text):
            touched, identifies = any(covered[slice(*word.span())]), any(annotated[slice(*word.span())])
            if identifies:
                self.words.count(hit=all(covered[slice(*word.span())]))
            else:
                self.over.count(hit=touched)
            if touched:
                self.precision.count(hit=identifies)


def tally(pairs: Iterable[tuple[Marked, Answer]], aside: frozenset[str] = NOTHING_ASIDE) -> Tally:
    """All texts together; entities, words and texts weigh the same wherever they stand."""
    counted = Tally()
    for marked, answer in pairs:
        counted.add(marked, answer, aside)
    return counted


def missed(marked: Marked, answer: Answer, aside: frozenset[str] = NOTHING_ASIDE) -> Iterator[Missed]:
    """Every mention that is not masked, in the order of the text."""
    covered = _covered(marked.text, answer)
    for mention in sorted(marked.mentions, key=lambda each: each.start):
        if words := _open(marked.text, mention, covered, aside):
            yield Missed(mention, words, _around(marked.text, mention.start, mention.end))


def needless(marked: Marked, answer: Answer) -> Iterator[Needless]:
    """Every run of touched words outside of mentions, in the order of the text."""
    covered, annotated = _covered(marked.text, answer), _annotated(marked)
    run: Stretch | None = None
    for word in _WORD.finditer(marked.text):
        start, end = word.span()
        if any(covered[start:end]) and not any(annotated[start:end]):
            run = (run[0] if run else start, end)
        elif run:
            yield _needless(marked.text, run)
            run = None
    if run:
        yield _needless(marked.text, run)


def most_common(found: Iterable[Needless], most: int) -> list[tuple[str, int]]:
    """The runs of words that were masked needlessly most often."""
    return Counter(each.words for each in found).most_common(most)


def _needless(text: str, run: Stretch) -> Needless:
    return Needless(text[slice(*run)], _around(text, *run))


def _open(text: str, mention: Mention, covered: bytearray, aside: frozenset[str]) -> tuple[str, ...]:
    """The words of a mention that are not masked; where it has none, its other characters in one."""
    words = [(found.group(), *found.span()) for found in _WORD.finditer(text, mention.start, mention.end)]
    words = words or [(text[mention.start : mention.end], mention.start, mention.end)]
    return tuple(word for word, start, end in words if not all(covered[start:end]) and word.lower() not in aside)


def _covered(text: str, answer: Answer) -> bytearray:
    if answer.held:
        return bytearray(b"\1" * len(text))
    return _filled(len(text), answer.stretches)


def _annotated(marked: Marked) -> bytearray:
    return _filled(len(marked.text), ((mention.start, mention.end) for mention in marked.mentions))


def _filled(length: int, stretches: Iterable[Stretch]) -> bytearray:
    filled = bytearray(length)
    for start, end in stretches:
        if not 0 <= start < end <= length:
            raise ValueError("a stretch does not lie in its text")
        filled[start:end] = b"\1" * (end - start)
    return filled


def _around(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    return " ".join(f"{before}⟦{text[start:end]}⟧{after}".split())
