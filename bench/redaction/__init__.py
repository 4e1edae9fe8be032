"""What the desk's detector hides and misses, beside Presidio on the same texts. `leeward bench redaction`.

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
from server.redaction_goals import KEPT_APART, REDACTION_GOALS

OURS = ("recall", "balanced")
PEER = "presidio"
NAMED = "Presidio 2.2.366, the largest models that packages carry"
QUICK = frozenset({"tab-dev", "lives"})
_TUNED_ON = frozenset({"tab-train"})
_OUR_COMMAND = (sys.executable, "-c", "from server.cli import main; main()", "detect", "--mode")

_SHARES = ("held", "direct", "quasi", "words", "precision", "over", "person", "place")
Texts = Mapping[str, Sequence[Marked]]


@dataclass(frozen=True, slots=True)
class Row:
    """One set, by one system. Shares of 1, None where nothing is annotated; `person`, `place`: recall of that kind.
    Speed in characters a second of one core."""

    set: str
    by: str
    texts: int
    characters: int
    held: float | None
    direct: float | None
    quasi: float | None
    words: float | None
    precision: float | None
    over: float | None
    person: float | None
    place: float | None
    speed: float


@dataclass(frozen=True, slots=True)
class Asked:
    """What one process answered, and what that is worth."""

    rows: tuple[Row, ...]
    answered: Answered


def run(
    progress: Callable[[str], None] = lambda _said: None, *, data: Path = DATA, quick: bool = False
) -> dict[str, object]:
    """Figure: the share of quasi-identifiers of court cases that are masked; limit: that of Presidio. And all rows."""
    chosen = [name for name in there(data) if name not in _TUNED_ON and (not quick or name in QUICK)]
    texts = {name: load(name, data) for name in chosen}
    ours = [_asked(mode, (*_OUR_COMMAND, mode), texts, progress) for mode in OURS]
    try:
        theirs, why_not = list(_by_language(made(progress), texts, progress)), None
    except (NoPeer, DidNotAnswer) as problem:
        theirs, why_not = [], f"{type(problem).__doc__} {problem}"
    return _summary(ours, theirs) | {"peer": why_not or NAMED}


def _asked(by: str, command: Sequence[str], texts: Texts, progress: Callable[[str], None]) -> Asked:
    progress(f"{by}: {', '.join(texts)}")
    answered = ask(command, {name: [each.text for each in marked] for name, marked in texts.items()}, CHECKOUT)
    return Asked(tuple(_row(by, name, marked, answered) for name, marked in texts.items()), answered)


def _row(by: str, name: str, marked: Sequence[Marked], answered: Answered) -> Row:
    counted = tally(zip(marked, answered.answers[name], strict=True))
    shares = (counted.held, counted.direct, counted.quasi, counted.words, counted.precision, counted.over)
    values = [share.value for share in (*shares, counted.by_kind["person"], counted.by_kind["place"])]
    return Row(name, by, len(marked), counted.characters, *values, counted.characters / answered.seconds[name])


def _by_language(peer: Peer, texts: Texts, progress: Callable[[str], None]) -> Iterator[Asked]:
    by_language = defaultdict[str, dict[str, Sequence[Marked]]](dict)
    for name, marked in texts.items():
        language = marked[0].language if marked else "en"
        by_language[language if language in MODELS else "en"][name] = marked
    for language, some in by_language.items():
        yield _asked(PEER, peer.command(language), some, progress)


def _summary(ours: Sequence[Asked], theirs: Sequence[Asked]) -> dict[str, object]:
    """All rows, and each share under a name of its own, as the goals name them."""
    rows = [row for asked in (*ours, *theirs) for row in asked.rows]
    alone = all(asked.answered.without_network for asked in ours)
    flat = {f"{row.set} {row.by} {share}": getattr(row, share) for row in rows for share in _SHARES} | {
        "speed": _speed(ours[0].rows),
        "mib": _height(ours),
        "networks": 0 if alone else None,
        "peer_speed": _speed([row for asked in theirs for row in asked.rows]),
        "peer_mib": _height(theirs),
    }
    figure, limit = flat.get("tab-dev recall quasi"), flat.get(f"tab-dev {PEER} quasi")
    return {
        "figure": figure,
        "limit": limit,
        "ratio": figure / limit if figure and limit else None,
        "rows": [asdict(row) for row in rows],
        "not_measured": dict(_not_measured(flat)),
        **flat,
    }


def _speed(rows: Sequence[Row]) -> float | None:
    """Characters a second over all texts together."""
    seconds = sum(row.characters / row.speed for row in rows)
    return sum(row.characters for row in rows) / seconds if seconds else None


def _height(asked: Sequence[Asked]) -> float | None:
    return max((one.answered.mib for one in asked if one.answered.mib is not None), default=None)


def _not_measured(flat: Mapping[str, float | None]) -> Iterator[tuple[str, str]]:
    """Each goal that has no figure, with the reason."""
    for name in (goal.judged for goal in REDACTION_GOALS):
        if name.startswith(KEPT_APART):
            yield name, "because nothing at hand stands in for what is kept apart"
        elif name == "networks" and flat[name] is None:
            yield name, "because this user may not take the network away from a process"
        elif flat.get(name) is None:
            yield name, "because its texts are not here, or were left out"
