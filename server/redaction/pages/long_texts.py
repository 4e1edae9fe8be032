"""The texts of one long SMS, put together in order: pure. SPEC 4.12.

Rules of this file
* What they say of their places is their sender's word. Nothing that is open here is left out for it: two texts that
  differ at one place both stand there. Only what says the same twice stands there once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from server.redaction.forms import PartShown

Placed = tuple[int, PartShown]
"""A part by its place in the opening, from 1."""


@dataclass(frozen=True, slots=True, repr=False)
class LongText:
    """Texts of one group, as they are read one after another."""

    texts: Sequence[Placed]
    of: int | None
    """How many there are; None where nobody told."""
    missing: Sequence[int]
    """Places of those that are not open here."""

    @property
    def places(self) -> list[int]:
        return [place for place, _ in self.texts]

    @property
    def here(self) -> int:
        """Of how many there are, those that are open here."""
        return len(self.texts) if self.of is None else self.of - len(self.missing)


def belong_together(one: PartShown, other: PartShown) -> bool:
    return one.group is not None and (one.group, _of(one)) == (other.group, _of(other))


def long_text(looked_at: Placed, others: Sequence[Placed]) -> LongText:
    """The text at which somebody looks with those of `others` that belong to it; it stands for its doubles."""
    texts: list[Placed] = [looked_at]
    for one in others:
        is_new = all(not _says_the_same(one[1], known) for _, known in texts)
        texts += [one] if one[0] != looked_at[0] and belong_together(looked_at[1], one[1]) and is_new else []
    texts.sort(key=lambda one: (_stands_at(one[1]), one[0]))
    of, at = _of(looked_at[1]), {_stands_at(shown) for _, shown in texts}
    return LongText(texts, of, [place for place in range(1, (of or 0) + 1) if place not in at])


def _of(shown: PartShown) -> int | None:
    return shown.segment.of if shown.segment else None


def _stands_at(shown: PartShown) -> int:
    """Where nobody told, none comes before another but by the opening's order."""
    return shown.segment.place if shown.segment else 0


def _says_the_same(one: PartShown, other: PartShown) -> bool:
    """The same place, and the same words. Of texts without a place nobody knows that they are one text twice."""
    if one.segment is None or other.segment is None or one.segment != other.segment:
        return False
    return _words(one) == _words(other)


def _words(shown: PartShown) -> list[tuple[str, str]]:
    return [(text.field, text.text) for text in shown.texts]
