"""Texts that people marked, each set under its name.

They lie beside the checkout, in the folder of data, whose README says what each is and where it is from; our own lie in
`tests/`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import regex

from bench.redaction.measure import Marked, Mention
from tests.redaction.gold import read_reports

CHECKOUT = Path(__file__).parents[2]
DATA = CHECKOUT.parent / "shared" / "data"


@dataclass(frozen=True, slots=True)
class MarkedSet:
    """How one set is read, and what has to be there: a path below the folder of data, or in the checkout."""

    words: str
    needs: Path
    load: Callable[[Path], Iterable[Marked]]

    def file(self, data: Path) -> Path:
        return data / self.needs  # an absolute path stays what it is


def there(data: Path) -> list[str]:
    """The names of the sets that can be measured here."""
    return [name for name, one in SETS.items() if one.file(data).exists()]


def load(name: str, data: Path = DATA) -> list[Marked]:
    return list(SETS[name].load(SETS[name].file(data)))


def court_cases(file: Path) -> Iterator[Marked]:
    """TAB's stand-off JSON. What its annotators left open (NO_MASK) is no mention."""
    for case in json.loads(file.read_text(encoding="utf-8")):
        mentions = (each for who in case["annotations"].values() for each in who["entity_mentions"])
        kept = (each for each in mentions if each["identifier_type"] != "NO_MASK")
        yield Marked(case["text"], "en", tuple(_of_court_case(each) for each in kept))


def _of_court_case(said: dict[str, Any]) -> Mention:
    kind, direct = said["entity_type"].lower(), said["identifier_type"] == "DIRECT"
    return Mention(said["start_offset"], said["end_offset"], said["entity_id"], kind, direct)


_CLINICAL_DIRECT = ("NOMBRE_", "ID_", "CORREO_", "NUMERO_")


def clinical_cases(folder: Path) -> Iterator[Marked]:
    """MEDDOCAN's brat files. Each mention is an entity: nothing says which of them are one."""
    for path in sorted(folder.glob("*.txt")):
        lines = path.with_suffix(".ann").read_text(encoding="utf-8").splitlines()
        mentions = tuple(_of_brat(line) for line in lines if line.startswith("T"))
        yield Marked(path.read_text(encoding="utf-8"), "es", mentions)


def _of_brat(line: str) -> Mention:
    name, label, _ = line.split("\t")
    kind, start, end = label.split(" ")
    return Mention(int(start), int(end), name, kind.lower(), kind.startswith(_CLINICAL_DIRECT))


_SOCIAL = {"person": True, "location": False, "group": False, "corporation": False}


def social_posts(file: Path) -> Iterator[Marked]:
    """WNUT17's two columns, words put together with spaces. Products and works are no identifiers here."""
    for post in file.read_text(encoding="utf-8").strip().split("\n\n"):
        text, mentions = "", list[Mention]()
        for line in post.splitlines():
            token, _, label = line.rpartition("\t")
            start, (place, _, kind) = len(text), label.partition("-")
            text += token + " "
            if kind not in _SOCIAL:
                continue
            if place == "B" or not mentions:
                mentions.append(Mention(start, len(text) - 1, str(start), kind, _SOCIAL[kind]))
            else:
                mentions.append(replace(mentions.pop(), end=len(text) - 1))
        yield Marked(text, "en", tuple(mentions))


def social_posts_in_small_letters(file: Path) -> Iterator[Marked]:
    for post in social_posts(file):
        yield replace(post, text=_small(post.text))


def _small(text: str) -> str:
    """In small letters and of the same length: a few capitals have no small form of one code point."""
    return "".join(small if len(small := character.lower()) == 1 else character for character in text)


_SYNTHETIC_DIRECT = frozenset({
    "PERSON", "PHONE_NUMBER", "EMAIL_ADDRESS", "CREDIT_CARD", "IBAN_CODE", "US_SSN", "US_DRIVER_LICENSE", "IP_ADDRESS",
})  # fmt: skip


def synthetic_sentences(file: Path) -> Iterator[Marked]:
    """The generated sentences of presidio-research; what is spelt alike in one of them is one entity."""
    for sentence in json.loads(file.read_text(encoding="utf-8")):
        mentions = tuple(_of_synthetic(span) for span in sentence["spans"])
        yield Marked(sentence["full_text"], "en", mentions)


def _of_synthetic(span: dict[str, Any]) -> Mention:
    kind, entity = span["entity_type"], span["entity_value"].casefold()
    direct = kind in _SYNTHETIC_DIRECT
    return Mention(span["start_position"], span["end_position"], f"{kind} {entity}", kind.lower(), direct)


_MARK = regex.compile(r"\{(?<sort>[DQ]) (?<words>[^{}]*)\}")


def lives(file: Path) -> Iterator[Marked]:
    """Our own short lives: {D …} names whom it is about, {Q …} helps to tell who it is. One a paragraph."""
    for paragraph in file.read_text(encoding="utf-8").strip().split("\n\n"):
        if not paragraph.startswith("#"):
            yield _of_life(paragraph)


def _of_life(paragraph: str) -> Marked:
    text, mentions, at = "", list[Mention](), 0
    for mark in _MARK.finditer(paragraph):
        text += paragraph[at : mark.start()]
        start, direct = len(text), mark["sort"] == "D"
        text += mark["words"]
        # Whoever it is about is one person, under however many names.
        entity = "whom it is about" if direct else mark["words"].casefold()
        mentions.append(Mention(start, len(text), entity, "person" if direct else "quasi", direct))
        at = mark.end()
    return Marked(text + paragraph[at:], "en", tuple(mentions))


_NAMED = regex.compile(r"\[(?<kind>per|loc|org|date) (?<words>[^\]]++)\]")
_NEWSWIRE = {"per": "person", "loc": "place", "org": "organisation", "date": "date"}
SENTENCES = CHECKOUT / "tests" / "server" / "detection" / "sentences"


def sentences(file: Path) -> Iterator[Marked]:
    """Our own sentences in the manner of newswire, one a line and a text; each mention is an entity."""
    for line in file.read_text(encoding="utf-8").splitlines():
        text, mentions, at = "", list[Mention](), 0
        for mark in _NAMED.finditer(line):
            text += line[at : mark.start()]
            start, kind = len(text), _NEWSWIRE[mark["kind"]]
            text += mark["words"]
            mentions.append(Mention(start, len(text), str(start), kind, kind == "person"))
            at = mark.end()
        yield Marked(text + line[at:], file.stem, tuple(mentions))


REPORTS = CHECKOUT / "tests" / "redaction" / "reports"
UNSEEN = CHECKOUT / "tests" / "redaction" / "unseen"


def reports(file: Path) -> Iterator[Marked]:
    """Our own reports in one language, with their gold; tests/redaction/reports/README.md says what is marked."""
    for report in read_reports(file.read_text(encoding="utf-8")):
        mentions = (Mention(one.start, one.end, str(one.entity), one.kind, one.direct) for one in report.spans)
        yield Marked(report.text, report.language, tuple(mentions))


def lines(file: Path) -> Iterator[Marked]:
    """JSON lines of one's own: {"text", "lang", "mentions": [{"start", "end", "entity", "kind", "direct"}]}."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip():
            said = json.loads(line)
            yield Marked(said["text"], said.get("lang", "en"), tuple(Mention(**each) for each in said["mentions"]))


SETS: dict[str, MarkedSet] = {
    "tab-dev": MarkedSet("21 court cases, English", Path("tab/dev.json"), court_cases),
    "tab-train": MarkedSet("92 court cases, English", Path("tab/train.json"), court_cases),
    "lives": MarkedSet("our own short lives, English", CHECKOUT / "tests/server/detection/lives.txt", lives),
    "wnut17": MarkedSet("social posts, English", Path("wnut17/dev.conll"), social_posts),
    "wnut17-small": MarkedSet("the same in small letters", Path("wnut17/dev.conll"), social_posts_in_small_letters),
    "meddocan": MarkedSet("250 clinical cases, Spanish", Path("meddocan/dev"), clinical_cases),
    "synthetic": MarkedSet(
        "1,500 generated sentences, English", Path("synthetic/presidio_synth_v2.json"), synthetic_sentences
    ),
}
SETS |= {
    f"reports-{file.stem}": MarkedSet(f"our own reports, {file.stem}", file, reports)
    for file in sorted(REPORTS.glob("*.txt"))
}
SETS |= {
    f"newswire-{file.stem}": MarkedSet(f"our own sentences like newswire, {file.stem}", file, sentences)
    for file in sorted(SENTENCES.glob("*.txt"))
}
SETS |= {
    f"unseen-{file.stem}": MarkedSet(f"our own reports that nothing was fitted to, {file.stem}", file, reports)
    for file in sorted((UNSEEN / "reports").glob("*.txt"))
}
SETS |= {
    f"unseen-sentences-{file.stem}": MarkedSet(
        f"our own sentences that nothing was fitted to, {file.stem}", file, sentences
    )
    for file in sorted((UNSEEN / "sentences").glob("*.txt"))
}
