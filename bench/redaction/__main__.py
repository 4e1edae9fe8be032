"""What the detector finds in one set, what it misses, and what it masks needlessly: for whoever works on it.

    python -m bench.redaction --set tab-train --mode recall [--lang en] [--kinds] [--misses 50] [--needless 50]
    python -m bench.redaction --marked MINE.jsonl …        (bench/redaction/sets.py says what a line holds)

The goals, the peer and the measured process are those of `leeward bench redaction`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from bench.redaction import sets
from bench.redaction.answering import answered
from bench.redaction.measure import NOTHING_ASIDE, Answer, Marked, Tally, missed, most_common, needless, tally
from server.detection.detect import Mode
from server.detection.languages import AUTO, LANGUAGES
from server.recognizers.chosen import loaded

Pairs = Sequence[tuple[Marked, Answer]]


def main() -> None:
    chosen = _options().parse_args()
    marked = list(sets.lines(chosen.marked)) if chosen.marked else sets.load(chosen.set, chosen.data)
    recognizers = loaded(chosen.recognizer)
    aside = _grammar(marked) if chosen.grammar_aside else NOTHING_ASIDE
    for mode in [Mode(chosen.mode)] if chosen.mode else Mode:
        pairs = [(each, answered(each.text, mode, chosen.lang, recognizers)) for each in marked]
        _print(mode, tally(pairs, aside), kinds=chosen.kinds)
        _print_misses(pairs, aside, chosen.misses)
        _print_needless(pairs, chosen.needless)


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(
        "bench.redaction", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    which = options.add_mutually_exclusive_group(required=True)
    which.add_argument("--set", choices=[*sets.SETS], help="one of the sets that are known")
    which.add_argument("--marked", type=Path, help="JSON lines of your own")
    options.add_argument("--data", type=Path, default=sets.DATA)
    options.add_argument("--mode", choices=[mode.value for mode in Mode], help="both, if not said")
    options.add_argument("--lang", default=AUTO)
    options.add_argument("--recognizer", action="append", default=[], help="one besides, as a desk's settings name it")
    options.add_argument("--kinds", action="store_true", help="recall of each kind too")
    options.add_argument("--misses", type=int, nargs="?", const=10**9, default=0, help="list the mentions left open")
    options.add_argument("--needless", type=int, nargs="?", const=60, default=0, help="list what was masked in vain")
    options.add_argument("--grammar-aside", action="store_true", help="a mention may leave words of grammar open")
    return options


def _grammar(marked: Iterable[Marked]) -> frozenset[str]:
    read = {each.language for each in marked} & LANGUAGES.keys()
    return frozenset(word for code in read for word in LANGUAGES[code].ordinary)


def _print(mode: Mode, counted: Tally, *, kinds: bool) -> None:
    shares = {
        "direct": counted.direct, "quasi": counted.quasi, "words": counted.words, "precision": counted.precision,
        "over": counted.over, "held": counted.held,
    }  # fmt: skip
    if kinds:
        shares |= dict(sorted(counted.by_kind.items()))
    print(f"\n{mode.value}: {counted.texts} texts, {counted.characters:,} characters")
    for name, share in shares.items():
        value = "-" if share.value is None else f"{share.value:.3f}"
        print(f"  {name:<28}{value:>7}  {share.hits} of {share.among}")


def _print_misses(pairs: Pairs, aside: frozenset[str], most: int) -> None:
    every = ((number, each) for number, (marked, answer) in enumerate(pairs) for each in missed(marked, answer, aside))
    for number, each in islice(every, most):
        sort = "direct" if each.mention.direct else "quasi"
        print(f"  open  {number:>4} {sort:<6} {each.mention.kind:<14} {' '.join(each.open_words)!r:<24} {each.context}")


def _print_needless(pairs: Pairs, most: int) -> None:
    found = [each for marked, answer in pairs for each in needless(marked, answer)] if most else []
    shown = {each.words: each.context for each in found}
    for words, times in most_common(found, most):
        print(f"  in vain {times:>5}  {words[:60]!r:<40} {shown[words][:160]}")


if __name__ == "__main__":
    main()
