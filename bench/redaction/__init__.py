"""What the desk's detector hides, misses and hides needlessly, beside Presidio in the same run. `leeward bench redaction`.

Both are asked as any program is (`asking.py`): ours by `leeward detect`, which is not told the language; Presidio with
the largest model that a package carries, which is told it, and where there is none for a language has the English one.
What the figures mean stands in `measure.py`, how each set is read in `sets.py`, what is to be reached in
`server/bench_goals.py`. The sets that the goals were set on are kept apart: what is here stands in for them, and what
nothing here can stand in for is listed as not measured.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.redaction.asking import Answered, DidNotAnswer, ask
from bench.redaction.measure import Marked, tally
from bench.redaction.peer import MODELS, NoPeer, Peer, made
from bench.redaction.sets import CHECKOUT, DATA, load, there

OURS = ("recall", "balanced")
PEER = "presidio"
QUICK = frozenset({"tab-dev", "lives"})
_TUNED_ON = frozenset({"tab-train"})
_OUR_COMMAND = (sys.executable, "-c", "from server.cli import main; main()", "detect", "--mode")
_KEPT_APART = "kept apart"

Texts = Mapping[str, Sequence[Marked]]


@dataclass(frozen=True, slots=True)
class Row:
    """One set, by one system. Shares of 1, None where nothing is annotated; `person` is the recall of that kind.
    Speed in characters a second of one core."""

    set: str
    by: str
    texts: int
    held: float | None
    direct: float | None
    quasi: float | None
    words: float | None
    precision: float | None
    over: float | None
    person: float | None
    speed: float


def run(
    progress: Callable[[str], None] = lambda _said: None, *, data: Path = DATA, quick: bool = False
) -> dict[str, object]:
    """Figure: the share of quasi-identifiers of court cases that are masked; limit: that of Presidio. And all rows."""
    chosen = [name for name in there(data) if name not in _TUNED_ON and (not quick or name in QUICK)]
    texts = {name: load(name, data) for name in chosen}
    ours = {mode: _asked((*_OUR_COMMAND, mode), texts, progress, mode) for mode in OURS}
    rows = [row for mode, answered in ours.items() for row in _rows(mode, texts, answered)]
    theirs, why_not = _peer_rows(texts, progress)
    return _summary([*rows, *theirs], ours["recall"], why_not)


def _asked(command: Sequence[str], texts: Texts, progress: Callable[[str], None], who: str) -> Answered:
    progress(f"{who}: {', '.join(texts)}")
    return ask(command, {name: [each.text for each in marked] for name, marked in texts.items()}, CHECKOUT)


def _rows(by: str, texts: Texts, answered: Answered) -> Iterator[Row]:
    for name, marked in texts.items():
        counted = tally(zip(marked, answered.answers[name], strict=True))
        shares = (counted.held, counted.direct, counted.quasi, counted.words, counted.precision, counted.over)
        person = counted.by_kind.get("person")
        speed = counted.characters / answered.seconds[name]
        values = [share.value for share in shares]
        yield Row(name, by, len(marked), *values, person.value if person else None, speed)


def _peer_rows(texts: Texts, progress: Callable[[str], None]) -> tuple[list[Row], str | None]:
    """The peer's rows; or none, and the reason."""
    try:
        peer = made(progress)
        return list(_by_language(peer, texts, progress)), None
    except (NoPeer, DidNotAnswer) as problem:
        return [], f"{type(problem).__doc__} {problem}".strip()


def _by_language(peer: Peer, texts: Texts, progress: Callable[[str], None]) -> Iterator[Row]:
    by_language = defaultdict[str, dict[str, Sequence[Marked]]](dict)
    for name, marked in texts.items():
        language = marked[0].language if marked else "en"
        by_language[language if language in MODELS else "en"][name] = marked
    for language, some in by_language.items():
        yield from _rows(PEER, some, _asked(peer.command(language), some, progress, f"Presidio, {language}"))


def _summary(rows: Sequence[Row], ours: Answered, why_not: str | None) -> dict[str, object]:
    flat = {f"{row.set} {row.by} {share}": value for row in rows for share, value in _shares(row)}
    figure, limit = flat.get("tab-dev recall quasi"), flat.get(f"tab-dev {PEER} quasi")
    return {
        "figure": figure,
        "limit": limit,
        "ratio": figure / limit if figure and limit else None,
        "mib": ours.mib,
        "network": "none: a network namespace with nothing in it" if ours.without_network else "not taken away here",
        "peer": why_not or "Presidio 2.2.366, the largest models that packages carry",
        "rows": [asdict(row) for row in rows],
        "shares": flat,
    }


def _shares(row: Row) -> Iterator[tuple[str, float | None]]:
    for share in ("held", "direct", "quasi", "words", "precision", "over", "person", "speed"):
        yield share, getattr(row, share)
