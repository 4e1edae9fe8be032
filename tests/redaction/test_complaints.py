"""What users of such tools complain about elsewhere, one test a complaint; the tools' own threads are full of each.

A test here is about the detector and the stand-ins as they are, on texts of its own. It says that the complaint cannot
be made here, and not that everything is found: how much is, `test_reports.py` measures.
"""

from __future__ import annotations

import itertools
import sys

import pytest

from server.detection.detect import Mode, detect
from server.detection.reading import read
from server.detection.spans import Kind
from server.redaction.pseudonyms import Mention, replaced, room_key, stand_ins, what_of

KEY = room_key(b"\x01" * 32, b"\x02" * 32)
SAME_EVENT = {
    "en": "On 12 March the men came back to {place}, and they asked for {person} by name at the market.",
    "fr": "Le 12 mars, les hommes sont revenus à {place} et ils ont demandé {person} au marché de la ville.",
    "es": "El 12 de marzo los hombres volvieron a {place} y preguntaron por {person} en el mercado.",
    "pt": "No dia 12 de março, os homens voltaram a {place} e não disseram nada; perguntaram por {person} à mãe.",
    "sw": "Tarehe 12 Machi watu hao walirudi {place} na waliuliza kuhusu {person} katika soko la mji.",
    "ha": "A ranar 12 ga Maris mutanen suka dawo {place} kuma suka tambayi {person} a kasuwar garin.",
}
PEOPLE = ("Amina Okello", "Mamadou N'Guessan-Koua", "Ọlájùmọ̀kẹ́ Adébáyọ̀", "Ɗanladi Ƙasimu", "Đặng Thị Mơ")


def covered(text: str, wanted: str, mode: Mode = Mode.RECALL) -> bool:
    """Whether each time that it stands there it is masked whole, to the last mark."""
    spans = detect(text, mode).spans
    places = [at for at in range(len(text)) if text.startswith(wanted, at)]
    return bool(places) and all(
        any(span.start <= at and at + len(wanted) <= span.end for span in spans)
        or _word_by_word(text, at, wanted, mode)
        for at in places
    )


def _word_by_word(text: str, at: int, wanted: str, mode: Mode) -> bool:
    masked = {offset for span in detect(text, mode).spans for offset in range(span.start, span.end)}
    return all(at + offset in masked for offset, letter in enumerate(wanted) if letter.isalnum())


def dressed(text: str, key: bytes = KEY) -> str:
    """The text with a stand-in for everything that was found."""
    mentions = [Mention(span.start, span.end, what_of(span.kind)) for span in detect(text, Mode.RECALL).spans]
    return replaced(text, stand_ins(text, mentions, key, "en"))


def test_only_the_first_of_several_was_replaced_and_nobody_was_told() -> None:
    """Every mention of every one goes, also a hundred of them, also where two stand side by side."""
    names = [f"{first} {last}" for first, last in itertools.product(("Amina", "Peter"), ("Okello", "Wanjala"))]
    text = "They came at night. " + "The men asked for " + ", for ".join(names * 25) + ". They were told nothing."
    said = dressed(text)
    assert not any(word in said for name in names for word in name.split())
    phones = [f"07700 9{number:05d}" for number in range(100)]
    text = "The numbers were " + ", ".join(phones) + " and no other."
    said = dressed(text)
    assert not any(phone in said for phone in phones)


@pytest.mark.parametrize("language", SAME_EVENT)
def test_what_is_found_in_english_is_missed_in_every_other_language(language: str) -> None:
    """The same sentence with the same people: in none of the languages that are read is one missed."""
    for person in PEOPLE:
        text = SAME_EVENT[language].format(place="Kwamira", person=person)
        assert detect(text, Mode.RECALL).lang == language
        assert covered(text, person), person
        assert covered(text, "Kwamira")
        assert covered(text, "12")


@pytest.mark.parametrize(
    "text", ["جاء الجنود وسألوا عن أمينة عكيلو", "ወታደሮቹ መጥተው አሚና ኦኬሎን ጠየቁ", "سربازان آمدند و سراغ امینه را گرفتند"]
)
def test_what_cannot_be_read_is_said_to_hold_nothing(text: str) -> None:
    """A language that is not read comes back held and masked, never empty-handed."""
    found = detect(text, Mode.BALANCED)
    assert found.held
    assert found.reason
    assert [(span.start, span.end, span.kind) for span in found.spans] == [(0, len(text), Kind.HELD)]


def test_one_installation_reads_one_language() -> None:
    """One process reads them all, one after the other and mixed, and says which each was."""
    for _ in range(2):
        for language, sentence in SAME_EVENT.items():
            assert detect(sentence.format(place="Kwamira", person="Amina Okello"), Mode.RECALL).lang == language


@pytest.mark.parametrize("shape", [str.upper, str.title, str])
def test_casing_decides_whether_a_name_is_seen(shape: type[str]) -> None:
    """Shouted, in capitals at each word, as it should be: masked."""
    text = shape("The men took Amina Okello from the market of Kwamira.")
    assert covered(text, shape("Amina Okello"))


def test_a_text_in_small_letters_passes_as_clean() -> None:
    """Where names cannot be told by their capitals, either they are found or the text is held; it never passes."""
    text = "they took amina okello from the market of kwamira. her son saw it. he called mr peter lomoro at home."
    found = detect(text, Mode.BALANCED)
    assert found.held or (covered(text, "amina okello") and covered(text, "peter lomoro"))


def test_the_same_person_has_another_pseudonym_in_each_line() -> None:
    text = (
        "On that day Captain Deng Makuei came to the school, and then Makuei left it with two of the boys. In the "
        "evening Deng Makuei came back for the others, and he said that DENG MAKUEI would come for all of them."
    )
    said = dressed(text)
    assert "Makuei" not in said.title()
    names = [word for word in ("Name A", "Name B", "Name C") if word in said]
    assert names == ["Name A"], said


def test_overlaps_corrupt_the_output() -> None:
    """An address in an address, a date beside a number, a name in a handle: what is left is whole words of the text."""
    text = (
        "He wrote to amina.okello@example.org, or https://example.org/amina.okello?tel=+447700900461, on "
        "12/03/2025 14:30 from KBX 000Z, file OB/37/09/2025; Dr. Amina Okello-N\u2019Guessan saw it."
    )
    found = detect(text, Mode.RECALL)
    edges = [edge for span in found.spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    words = [(word.start, word.end) for word in read(text).words]
    assert not any(start < edge < end for edge in edges for start, end in words)
    kept = "".join(text[a:b] for a, b in zip([0, *edges[1::2]], [*edges[::2], len(text)], strict=True))
    said = dressed(text)
    assert all(piece in kept and piece in said for piece in ("He wrote to ", " saw it."))
    assert not any(left in said.lower() for left in ("amina", "okello", "900461", "example.org", "37/09"))


def test_unsalted_hashes_are_reversible() -> None:
    """A stand-in holds nothing of the name, and who knows the name and the part, but not the room, learns nothing."""
    text = "The men asked for Amina Okello and for Peter Lomoro."
    drawn = {dressed(text, room_key(b"\x01" * 32, room.to_bytes(32))) for room in range(40)}
    assert drawn == {"The men asked for Name A and for Name B.", "The men asked for Name B and for Name A."}
    assert len(dressed("The men asked for Li Wu.")) == len(dressed("The men asked for Maximiliana Featherstonehaugh."))


def test_it_is_slow() -> None:
    """Twice the text is at most twice the work, counted in calls; `leeward bench detect` has the time."""
    line = " ".join(SAME_EVENT["en"].format(place="Kwamira", person=person) for person in PEOPLE)
    detect(line, Mode.RECALL)
    assert _calls(" ".join([line] * 20)) <= 2.1 * _calls(" ".join([line] * 10))


def _calls(text: str) -> int:
    counted = 0

    def count(*_: object) -> None:
        nonlocal counted
        counted += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        detect(text, Mode.RECALL)
    finally:
        sys.setprofile(before)
    return counted


@pytest.mark.parametrize(
    "date",
    [
        "12 March 2025", "March 12, 2025", "12th of March", "12/03/2025", "12.3.25", "2025-03-12", "12 mars 2025",
        "12 de marzo de 2025", "12 Machi 2025", "12 ga Maris", "١٢/٠٣/٢٠٢٥", "12-Mar-2025", "Tuesday 12 March",
    ],
)  # fmt: skip
def test_dates_are_found_in_one_spelling_only(date: str) -> None:
    assert covered(f"They came to the village on {date} and they left before noon.", date)


def test_everything_with_a_capital_is_a_place() -> None:
    """Words that only begin a sentence, months, languages of grammar: most of a text without a name is left alone."""
    text = (
        "The road was closed. Nobody came to the market. When the rain stopped, the women went home. After that the "
        "men spoke with each other. There was no water in the wells. Some said that it would be better to leave. "
        "Others wanted to stay. In the evening it was quiet. What they had seen they did not say."
    )
    assert len(detect(text, Mode.BALANCED).spans) <= 1
    assert sum(span.end - span.start for span in detect(text, Mode.RECALL).spans) <= len(text) / 10
