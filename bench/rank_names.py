"""The weights of the ranking of names, found anew: a logistic regression over the signs that `ranking` names.

    python -m bench.rank_names [--data ../shared/data]          how well it tells names, also in sets it has not seen
    python -m bench.rank_names --write                          and put the weights into server/detection/weights.py

Every set weighs the same, however long it is. What is printed: of the words with capitals, how many are names; and at
the weight where nine in ten and nineteen in twenty of the names are found, which share of what is found is one.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import exp, sqrt
from pathlib import Path

from bench.redaction.measure import Marked
from bench.redaction.sets import CHECKOUT, DATA, load, there
from server.detection.capitals import capitals
from server.detection.lexicon.english import ENGLISH
from server.detection.ranking import signs
from server.detection.reading import read
from server.detection.spans import Kind

LEARNT_FROM = ("tab-train", "synthetic", "wnut17", "lives")
LOOKED_AT = ("tab-dev",)
_HOLD_BACK = 2.0  # ridge: what keeps a rare sign's weight small
_STEPS = 300
_EACH_SET = 1000.0

Seen = Counter[tuple[tuple[str, ...], bool]]
"""How often each set of signs stood at a name, and at none."""


def seen_in(texts: Iterable[Marked]) -> Seen:
    seen = Seen()
    for marked in texts:
        reading, named = read(marked.text), bytearray(len(marked.text))
        for mention in marked.mentions:
            named[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
        for span in capitals(reading, ENGLISH):
            if span.kind is Kind.NAME and span.confidence <= 0.8:
                is_name = 2 * sum(named[span.start : span.end]) >= span.end - span.start
                seen[tuple(sorted(signs(reading, span, ENGLISH))), is_name] += 1
    return seen


def fitted(sets: Sequence[Seen]) -> dict[str, float]:
    """Weights of least loss, by steps that grow smaller (Adagrad); the same sets give the same weights."""
    told = [(found, named, count * _EACH_SET / seen.total()) for seen in sets for (found, named), count in seen.items()]
    weights, squares = defaultdict[str, float](float), defaultdict[str, float](lambda: 1e-6)
    for _ in range(_STEPS):
        for sign, slope in _slopes(told, weights).items():
            held = slope + (_HOLD_BACK * weights[sign] if sign != "always" else 0.0)
            squares[sign] += held * held
            weights[sign] -= held / sqrt(squares[sign])
    return dict(weights)


def _slopes(told: Iterable[tuple[tuple[str, ...], bool, float]], weights: Mapping[str, float]) -> dict[str, float]:
    slopes = defaultdict[str, float](float)
    for found, named, count in told:
        wrong = count * (1 / (1 + exp(-_sum(found, weights))) - named)
        for sign in ("always", *found):
            slopes[sign] += wrong
    return slopes


def _sum(found: Iterable[str], weights: Mapping[str, float]) -> float:
    return weights.get("always", 0.0) + sum(weights.get(sign, 0.0) for sign in found)


def precision_at(recall: float, seen: Seen, weights: Mapping[str, float]) -> float:
    """Of the likeliest words that together hold this share of the names: which share are names."""
    ranked = sorted(((_sum(found, weights), named, count) for (found, named), count in seen.items()), reverse=True)
    wanted = recall * sum(count for _, named, count in ranked if named)
    taken = right = 0
    for _, named, count in ranked:
        taken, right = taken + count, right + count * named
        if right >= wanted:
            break
    return right / taken


def _print(told: str, seen: Seen, weights: Mapping[str, float]) -> None:
    names = sum(count for (_, named), count in seen.items() if named) / seen.total()
    at = [precision_at(recall, seen, weights) for recall in (0.9, 0.95)]
    print(f"{told:36}{seen.total():7}{names:8.3f}{at[0]:8.3f}{at[1]:8.3f}")


def main() -> None:
    options = argparse.ArgumentParser("bench.rank_names", description="Find the weights of the ranking anew.")
    options.add_argument("--data", type=Path, default=DATA)
    options.add_argument("--write", action="store_true")
    chosen = options.parse_args()
    if missing := [name for name in LEARNT_FROM if name not in there(chosen.data)]:
        options.error(f"not there: {', '.join(missing)}")
    seen = {name: seen_in(load(name, chosen.data)) for name in (*LEARNT_FROM, *LOOKED_AT)}
    print(f"{'':36}{'words':>7}{'names':>8}{'at .90':>8}{'at .95':>8}")
    for left_out in LEARNT_FROM:
        others = fitted([seen[name] for name in LEARNT_FROM if name != left_out])
        _print(f"{left_out}, learnt from the others", seen[left_out], others)
    weights = fitted([seen[name] for name in LEARNT_FROM])
    for name, each in seen.items():
        _print(f"{name}, {'not learnt from' if name in LOOKED_AT else 'learnt from'}", each, weights)
    if chosen.write:
        (CHECKOUT / "server/detection/weights.py").write_text(_file(weights), encoding="utf-8")


def _file(weights: Mapping[str, float]) -> str:
    lines = (f'    "{sign}": {weight:.2f},' for sign, weight in sorted(weights.items(), key=lambda pair: -pair[1]))
    head = '"""What each sign of `ranking` weighs, as `python -m bench.rank_names --write` wrote it."""'
    return "\n".join((head, "", "WEIGHTS = {", *lines, "}", ""))


if __name__ == "__main__":
    main()
