"""How much the detector finds, how much it masks needlessly, and how fast, beside one plain look.

    python -m bench.detect [--data ../shared/data] [--json]

Entity recall, precision, over and held are those of bench/redaction/measure.py: a held text counts as masked whole.
`leeward bench redaction` holds such shares against goals and a peer; here it is speed that has a limit.
The limit is one pass of `\\w+` over the same texts with the same library, in the same run; ratio is
speed / limit. Recall of spans is not safety: see server/detection/__init__.py.
"""

from __future__ import annotations

import argparse
import json
import timeit
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import regex

from bench.redaction.answering import answered
from bench.redaction.measure import Marked, Share, tally
from bench.redaction.sets import DATA, load, there
from server.detection.detect import Mode, detect

_ONE_LOOK = regex.compile(r"\w+")

# Written for this bench; nobody in it exists.
SAMPLE = {
    "en": "Dr Amina Okello saw three trucks near the bridge of Kasaro on 5 March 2024, at about 14:30. She "
    "said that the men asked for her brother by name. Her number is 0712 345 678, the lorry was KBX 123A. ",
    "fr": "Le 12 avril, des hommes armés sont entrés dans le village de Bolora avec une liste. Moussa Traoré "
    "les a vus près de l'école, et il a appelé le +223 70 12 34 56 avant de partir vers la ville. ",
    "sw": "Watu wengi walikuwa sokoni wakati magari mawili yalifika kutoka Mlimani. Mzee Juma alisema kwamba "
    "walimwuliza kuhusu kaka yake, na kwamba watarudi tarehe 5 Machi baada ya saa tatu usiku. ",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One corpus in one mode. Speeds in characters a second; None where nothing is annotated."""

    corpus: str
    mode: str
    documents: int
    held: float
    recall_direct: float | None
    recall_quasi: float | None
    precision: float | None
    over: float | None
    speed: float
    limit: float
    ratio: float


CORPORA = {
    "court cases (tab)": "tab-dev",
    "clinical, Spanish (meddocan)": "meddocan",
    "social posts (wnut17)": "wnut17",
}


def sample() -> list[Marked]:
    return [Marked(text * 10, language, ()) for language, text in SAMPLE.items() for _ in range(12)]


def measure(data: Path = DATA, *, runs: int = 3) -> list[Row]:
    """A row for each corpus that is there and each mode, languages guessed; times are the best of `runs`."""
    here = {corpus: name for corpus, name in CORPORA.items() if name in there(data)}
    corpora = {"sample": sample(), **{corpus: load(name, data) for corpus, name in here.items()}}
    return [_row(corpus, marked, mode, runs) for corpus, marked in corpora.items() for mode in Mode]


def _row(corpus: str, marked: Sequence[Marked], mode: Mode, runs: int) -> Row:
    texts = [each.text for each in marked]
    counted = tally((each, answered(each.text, mode)) for each in marked)
    took = _fastest(lambda: [detect(text, mode) for text in texts], runs)
    one_look = _fastest(lambda: [deque(_ONE_LOOK.finditer(text), maxlen=0) for text in texts], runs)
    precision, over = (counted.precision, counted.over) if counted.words.among else (Share(), Share())
    shares = (counted.direct, counted.quasi, precision, over)
    speeds = (counted.characters / took, counted.characters / one_look, one_look / took)
    return Row(corpus, mode.value, len(texts), counted.held.value or 0.0, *(share.value for share in shares), *speeds)


def _fastest(work: Callable[[], object], runs: int) -> float:
    """Seconds; the best of several runs, because the machine has other things to do as well."""
    return min(timeit.repeat(work, number=1, repeat=runs))


def run(progress: Callable[[str], None] = lambda _said: None) -> dict[str, object]:
    """As the other benchmarks: figure, limit, ratio, and all rows. What lacks its data is left out."""
    progress("the built-in sample, and what annotated sets are beside the checkout")
    return summary(measure(DATA))


def main() -> None:
    options = argparse.ArgumentParser(prog="bench.detect", description="Measure the detector.")
    options.add_argument("--data", type=Path, default=DATA)
    options.add_argument("--json", action="store_true")
    chosen = options.parse_args()
    rows = measure(chosen.data)
    if chosen.json:
        print(json.dumps(summary(rows)))
    else:
        _print(rows)


def summary(rows: Sequence[Row]) -> dict[str, object]:
    """The figure (characters a second on the built-in sample, recall), its limit, their ratio, all rows."""
    first = rows[0]
    return {
        "figure": first.speed,
        "limit": first.limit,
        "ratio": first.ratio,
        "rows": [asdict(row) for row in rows],
    }


def _print(rows: Sequence[Row]) -> None:
    print(f"{'corpus':29}{'mode':9}{'texts':>6}{'held':>6}{'direct':>8}{'quasi':>7}{'prec':>6}{'over':>6}"
          f"{'k chars/s':>11}{'limit':>8}{'ratio':>7}")  # fmt: skip
    for row in rows:
        shares = (row.recall_direct, row.recall_quasi, row.precision, row.over)
        direct, quasi, precision, over = ("-" if share is None else f"{share:.3f}" for share in shares)
        print(f"{row.corpus:29}{row.mode:9}{row.documents:6}{row.held:6.2f}{direct:>8}{quasi:>7}{precision:>6}{over:>6}"
              f"{row.speed / 1000:11,.0f}{row.limit / 1000:8,.0f}{row.ratio:7.3f}")  # fmt: skip
    missing = [name for name in CORPORA if name not in {row.corpus for row in rows}]
    if missing:
        print("Not measured, because the data is not there:", ", ".join(missing))


if __name__ == "__main__":
    main()
