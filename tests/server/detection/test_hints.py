"""A text in a script that is not read is held, and says where to look first; hints are in nobody's way."""

from __future__ import annotations

import json

import pytest

from server.detection.detect import Mode, detect
from server.detection.jsonl import _members
from server.detection.spans import Kind

TEXTS = {
    "Arab": "وصل السيد محمود الحاج إلى قرية كسارو يوم الثلاثاء ١٢ مارس ٢٠٢٤ واتصل بالرقم "
    "٠٩١٢٣٤٥٦٧٨ من السودان، وكانت معه أم خالد وبفاطمة وأخوها Yusuf على الجسر.",
    "Arab, Persian": "آقای رضا احمدی در روستای کسارو می‌گوید که در ۱۲ فروردین ۱۴۰۳ برادرش حسین را بردند. "
    "amina@example.org",
    "Ethi": "አቶ ተስፋዬ በቀለ በሐምሌ 12 ቀን ከካሳሮ ከተማ ወደ ኢትዮጵያ ሄዱ፡፡ ስልክ 0911234567 እና አልማዝ፡ከበደ",
}
FOUND = [
    ("Arab", Kind.NAME, "محمود الحاج"),
    ("Arab", Kind.NAME, "كسارو"),
    ("Arab", Kind.NAME, "السودان"),
    ("Arab", Kind.NAME, "خالد"),
    ("Arab", Kind.NAME, "وبفاطمة"),
    ("Arab", Kind.NAME, "Yusuf"),
    ("Arab", Kind.DATE, "الثلاثاء ١٢ مارس ٢٠٢٤"),
    ("Arab", Kind.PHONE, "٠٩١٢٣٤٥٦٧٨"),
    ("Arab, Persian", Kind.NAME, "رضا احمدی"),
    ("Arab, Persian", Kind.NAME, "کسارو"),
    ("Arab, Persian", Kind.DATE, "۱۲ فروردین ۱۴۰۳"),
    ("Arab, Persian", Kind.NAME, "حسین"),
    ("Arab, Persian", Kind.EMAIL, "amina@example.org"),
    ("Ethi", Kind.NAME, "ተስፋዬ በቀለ"),
    ("Ethi", Kind.NAME, "ካሳሮ"),
    ("Ethi", Kind.NAME, "ኢትዮጵያ"),
    ("Ethi", Kind.DATE, "ሐምሌ 12"),
    ("Ethi", Kind.PHONE, "0911234567"),
    ("Ethi", Kind.NAME, "ከበደ"),
]


@pytest.mark.parametrize(("script", "kind", "what"), FOUND)
def test_a_held_text_says_where_to_look_first(script: str, kind: Kind, what: str) -> None:
    text = TEXTS[script]
    found = detect(text, Mode.RECALL)
    assert found.held
    assert [(span.start, span.end) for span in found.spans] == [(0, len(text))]
    assert any(what in text[span.start : span.end] for span in found.hints if span.kind is kind)


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("مُحَمَّد", "محمد"), ("إبراهيم", "ابراهيم"), ("مصطفي", "مصطفى"), ("کریم", "كريم"), ("فاطمه", "فاطمة"),
        ("محمـــد", "محمد"),
        ("ኃይሌ", "ሀይሌ"), ("ሠለሞን", "ሰለሞን"),
    ],
)  # fmt: skip
def test_letters_that_are_written_for_one_another_are_one(written: str, listed: str) -> None:
    both = [detect(text, Mode.RECALL).hints for text in (written, listed)]
    assert all(any(span.kind is Kind.NAME for span in hints) for hints in both)


def test_a_name_ends_at_a_word_of_grammar() -> None:
    text = "قال السيد محمود في السوق"
    assert {text[span.start : span.end] for span in detect(text, Mode.RECALL).hints} == {"السيد محمود"}


def test_leeward_detect_prints_no_hint() -> None:
    printed = json.loads(json.dumps(_members(detect(TEXTS["Arab"], Mode.RECALL))))
    assert printed.keys() == {"lang", "held", "reason", "spans"}
    assert len(printed["spans"]) == 1


def test_a_text_that_is_read_has_no_hints() -> None:
    assert detect("They came to the market in the morning.", Mode.RECALL).hints == ()
