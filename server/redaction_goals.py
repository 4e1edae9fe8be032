"""What `leeward bench redaction` is to reach.

The bounds were set on sets that are kept apart. Where a set at hand stands in for one of those, its row has the bound;
what nothing at hand can stand in for is a row of its own, which says so.
"""

from __future__ import annotations

from server.bench_rows import Goal, Side


def _share(of: str, by: str, share: str, side: Side, bound: float | None, words: str) -> Goal:
    """A share that `bench.redaction` measures on one set, beside the peer's on the same."""
    return Goal(f"{words}: {share}", name := f"{of} {by} {share}", side, bound, name, f"{of} presidio {share}", "")


KEPT_APART = "kept apart"
_LEAST, _MOST = Side.AT_LEAST, Side.AT_MOST

REDACTION_GOALS = (
    _share("tab-dev", "recall", "direct", _LEAST, 1.0, "court cases, recall mode"),
    _share("tab-dev", "recall", "quasi", _LEAST, 0.95, "court cases, recall mode"),
    _share("tab-dev", "recall", "over", _MOST, 0.2, "court cases, recall mode"),
    _share("tab-dev", "balanced", "direct", _LEAST, 0.98, "court cases, balanced"),
    _share("tab-dev", "balanced", "quasi", _LEAST, 0.92, "court cases, balanced"),
    _share("tab-dev", "balanced", "precision", _LEAST, 0.68, "court cases, balanced"),
    _share("lives", "recall", "direct", _LEAST, 0.91, "short lives, recall mode"),
    _share("lives", "recall", "quasi", _LEAST, 0.87, "short lives, recall mode"),
    _share("lives", "recall", "precision", _LEAST, 0.74, "short lives, recall mode"),
    _share("wnut17", "recall", "person", _LEAST, None, "social posts"),
    _share("wnut17-small", "recall", "person", _LEAST, 0.6, "social posts in small letters"),
    _share("wnut17-small", "recall", "held", _MOST, None, "social posts in small letters"),
    _share("wnut17-small", "recall", "over", _MOST, None, "social posts in small letters"),
    _share("meddocan", "recall", "words", _LEAST, 0.95, "Spanish clinical cases"),
    _share("meddocan", "recall", "over", _MOST, None, "Spanish clinical cases"),
    _share("synthetic", "recall", "direct", _LEAST, None, "generated sentences"),
    _share("synthetic", "recall", "precision", _LEAST, None, "generated sentences"),
    *(
        _share(f"reports-{language}", "recall", share, _LEAST, None, f"our reports, {language}")
        for language in ("en", "fr", "es", "pt", "sw", "ha", "yo")
        for share in ("direct", "quasi", "over", "held")
    ),
    *(
        _share(f"reports-{language}", "recall", "words", _LEAST, 0.6, f"our reports, {language}, held counts as masked")
        for language in ("ar", "am", "fa")
    ),
    *(
        _share(f"newswire-{language}", "recall", share, side, bound, f"our newswire, {language}")
        for language in ("sw", "ha", "yo", "ig", "rw", "wo")
        for share, side, bound in (("person", _LEAST, 0.98), ("place", _LEAST, 0.9), ("over", _MOST, 0.12))
    ),
    *(
        _share(
            f"unseen-{language}", "recall", share, _LEAST, None, f"our reports that nothing was fitted to, {language}"
        )
        for language in ("en", "fr", "sw", "ha")
        for share in ("direct", "quasi", "over", "held")
    ),
    _share("unseen-sentences-fr", "recall", "words", _LEAST, 0.9, "our own French sentences, nothing fitted to them"),
    _share("unseen-sentences-fr", "recall", "over", _MOST, None, "our own French sentences, nothing fitted to them"),
    Goal("characters a second of one core", "speed", _LEAST, 15_000, "speed", "peer_speed", ""),
    Goal("MiB at the height", "mib", _MOST, 400, "mib", "peer_mib", ""),
    Goal("networks within reach", "networks", _MOST, 0, "networks", "", ""),
    *(
        Goal(words, f"{KEPT_APART}: {words}", side, bound, "", "", "")
        for words, side, bound in (
            ("biographies: direct", _LEAST, 0.91),
            ("biographies: quasi", _LEAST, 0.87),
            ("biographies: precision", _LEAST, 0.74),
            ("newswire in sw ha yo ig rw wo: person", _LEAST, 0.98),
            ("newswire in sw ha yo ig rw wo: place", _LEAST, 0.9),
            ("newswire in sw ha yo ig rw wo: over", _MOST, 0.12),
            ("French: words", _LEAST, 0.9),
        )
    ),
)
