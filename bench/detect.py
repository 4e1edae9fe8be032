"""How much the detector finds, how much it masks needlessly, and how fast, beside one plain look.

    python -m bench.detect [--data ../shared/data] [--json]

Entity recall: every mention of the entity masked, words of grammar aside. Precision: share of masked words
that belong to an annotated identifier. Over: share of the other words that are masked all the same. All
three over the texts that were not held; `held` is the share of texts that were.
The limit is one pass of `\\w+` over the same texts with the same library, in the same run; ratio is
speed / limit. Recall of spans is not safety: see server/detection/__init__.py.
"""

from __future__ import annotations

import argparse
import json
import timeit
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import regex

from server.detection.detect import Mode, detect
from server.detection.languages import LANGUAGES
from server.detection.spans import Detection

DATA = Path(__file__).parents[2] / "shared" / "data"
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
class Mention:
    start: int
    end: int
    entity: str
    direct: bool


@dataclass(frozen=True, slots=True)
class Document:
    text: str
    language: str
    mentions: tuple[Mention, ...]


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


def sample(_: Path) -> Iterator[Document]:
    for language, text in SAMPLE.items():
        yield from [Document(text * 10, language, ())] * 60


def court_cases(data: Path) -> Iterator[Document]:
    for case in json.loads((data / "tab" / "dev.json").read_text(encoding="utf-8")):
        mentions = [
            Mention(
                each["start_offset"],
                each["end_offset"],
                each["entity_id"],
                each["identifier_type"] == "DIRECT",
            )
            for annotation in case["annotations"].values()
            for each in annotation["entity_mentions"]
            if each["identifier_type"] != "NO_MASK"
        ]
        yield Document(case["text"], "en", tuple(mentions))


_CLINICAL_DIRECT = ("NOMBRE_", "ID_", "CORREO_", "NUMERO_")


def clinical_cases(data: Path) -> Iterator[Document]:
    for path in sorted((data / "meddocan" / "dev").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        lines = path.with_suffix(".ann").read_text(encoding="utf-8").splitlines()
        yield Document(text, "es", tuple(_brat(line) for line in lines if line.startswith("T")))


def _brat(line: str) -> Mention:
    name, label, _ = line.split("\t")
    kind, start, end = label.split(" ")
    return Mention(int(start), int(end), name, kind.startswith(_CLINICAL_DIRECT))


_SOCIAL = {"person": True, "location": False, "group": False, "corporation": False}


def social_posts(data: Path) -> Iterator[Document]:
    for post in (data / "wnut17" / "dev.conll").read_text(encoding="utf-8").strip().split("\n\n"):
        text, mentions = "", list[Mention]()
        for line in post.splitlines():
            token, _, label = line.rpartition("\t")
            start, (place, _, kind) = len(text), label.partition("-")
            text += token + " "
            if place == "B" and kind in _SOCIAL:
                mentions.append(Mention(start, len(text) - 1, str(start), _SOCIAL[kind]))
            elif place == "I" and kind in _SOCIAL and mentions:
                last = mentions.pop()
                mentions.append(Mention(last.start, len(text) - 1, last.entity, last.direct))
        yield Document(text, "en", tuple(mentions))


CORPORA: dict[str, tuple[Callable[[Path], Iterable[Document]], str | None]] = {
    "sample": (sample, None),
    "court cases (tab)": (court_cases, "tab/dev.json"),
    "clinical, Spanish (meddocan)": (clinical_cases, "meddocan/dev"),
    "social posts (wnut17)": (social_posts, "wnut17/dev.conll"),
}


def measure(data: Path = DATA, *, runs: int = 3) -> list[Row]:
    """A row for each corpus that is there and each mode, languages guessed; times are the best of `runs`."""
    return [
        _row(name, list(load(data)), mode, runs)
        for name, (load, needs) in CORPORA.items()
        if needs is None or (data / needs).exists()
        for mode in Mode
    ]


def _row(corpus: str, documents: Sequence[Document], mode: Mode, runs: int) -> Row:
    texts = [document.text for document in documents]
    detections = [detect(text, mode) for text in texts]
    took = _fastest(lambda: [detect(text, mode) for text in texts], runs)
    one_look = _fastest(lambda: [deque(_ONE_LOOK.finditer(text), maxlen=0) for text in texts], runs)
    characters = sum(map(len, texts))
    followed = [pair for pair in zip(documents, detections, strict=True) if not pair[1].held]
    held = 1 - len(followed) / len(documents)
    shares = (held, *_found(followed), *_words(followed))
    return Row(corpus, mode.value, len(texts), *shares, characters / took, characters / one_look, one_look / took)


def _fastest(work: Callable[[], object], runs: int) -> float:
    """Seconds; the best of several runs, because the machine has other things to do as well."""
    return min(timeit.repeat(work, number=1, repeat=runs))


def _found(followed: Sequence[tuple[Document, Detection]]) -> tuple[float | None, float | None]:
    """Shares of direct and of quasi entities of which every mention is masked."""
    masked: dict[tuple[int, str, bool], bool] = defaultdict(lambda: True)
    for number, (document, detection) in enumerate(followed):
        covered = _covered(document.text, detection)
        for mention in document.mentions:
            key = (number, mention.entity, mention.direct)
            masked[key] &= all(
                covered[at]
                for word in _ONE_LOOK.finditer(document.text, mention.start, mention.end)
                if word.group().lower() not in LANGUAGES[document.language].ordinary
                for at in range(*word.span())
            )
    direct, quasi = ([hit for key, hit in masked.items() if key[2] is kind] for kind in (True, False))
    return _share(direct), _share(quasi)


def _words(followed: Sequence[tuple[Document, Detection]]) -> tuple[float | None, float | None]:
    """Precision of masked words, and the share of words beside the annotated ones that are masked."""
    in_masked, others_masked = list[bool](), list[bool]()
    for document, detection in followed:
        covered, annotated = _covered(document.text, detection), bytearray(len(document.text))
        for mention in document.mentions:
            annotated[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
        for word in _ONE_LOOK.finditer(document.text):
            if covered[word.start()]:
                in_masked.append(bool(annotated[word.start()]))
            if not annotated[word.start()]:
                others_masked.append(bool(covered[word.start()]))
    annotated_at_all = any(document.mentions for document, _ in followed)
    return (_share(in_masked), _share(others_masked)) if annotated_at_all else (None, None)


def _covered(text: str, detection: Detection) -> bytearray:
    covered = bytearray(len(text))
    for span in detection.spans:
        covered[span.start : span.end] = b"\1" * (span.end - span.start)
    return covered


def _share(outcomes: Sequence[bool]) -> float | None:
    return sum(outcomes) / len(outcomes) if outcomes else None


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
