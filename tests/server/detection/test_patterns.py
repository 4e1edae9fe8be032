"""Each family finds its identifiers whole, among the ways in which people write them."""

# ruff: noqa: RUF001 - letters that look alike are what is tested

from __future__ import annotations

import pytest

from server.detection.detect import Mode, detect
from server.detection.spans import Kind

WRITTEN = [
    (Kind.EMAIL, "amina.y@example.org"),
    (Kind.EMAIL, "amina.y+work@mail.example.co.ke"),
    (Kind.EMAIL, "amina＠example.org"),
    (Kind.EMAIL, "amína@exämple.org"),
    (Kind.EMAIL, "amina@localhost"),
    (Kind.EMAIL, "x" * 90 + "@example.org"),
    (Kind.EMAIL, "amina (at) example (dot) org"),
    (Kind.EMAIL, "amina[at]example.org"),
    (Kind.URL, "https://example.org/people/amina?id=3"),
    (Kind.URL, "hxxp://example.org/amina"),
    (Kind.URL, "www.example.org/amina"),
    (Kind.URL, "t.me/amina_y"),
    (Kind.URL, "facebook.com/amina.y"),
    (Kind.URL, "maps.app.goo.gl/Ab3dE"),
    (Kind.HANDLE, "@amina_y"),
    (Kind.HANDLE, "telegram: amina.y"),
    (Kind.HANDLE, "insta = amina.y"),
    (Kind.HANDLE, "#kasaro"),
    (Kind.CODE, "192.168.10.4"),
    (Kind.CODE, "fe80:0:0:1a2b:3c4d"),
    (Kind.CODE, "28045/02"),
    (Kind.CODE, "case no. 12"),
    (Kind.CODE, "passport AB 1234567"),
    (Kind.CODE, "dossier n° 77"),
    (Kind.CODE, "kesi namba 45/2023"),
    (Kind.CODE, "KBX 123A"),
    (Kind.CODE, "AB-123-CD"),
    (Kind.CODE, "A1234567"),
    (Kind.CODE, "GB82 WEST 1234 5698 7654 32"),
    (Kind.CODE, "1234-ABC"),
    (Kind.COORDINATES, "12.3456, 36.7890"),
    (Kind.COORDINATES, "12,3456; 36,7890"),
    (Kind.COORDINATES, "12.3456N 36.7890E"),
    (Kind.COORDINATES, "12°34'56\"N 36°47'20\"E"),
    (Kind.COORDINATES, "12° 34.5′ N"),
    (Kind.COORDINATES, "٣٦.٧٨٩٠, ١٢.٣٤٥٦"),
    (Kind.COORDINATES, "6GCRPR6C+24"),
    (Kind.COORDINATES, "///filled.count.soap"),
    (Kind.COORDINATES, "36N TK 12345 67890"),
    (Kind.DATE, "5 March 2024"),
    (Kind.DATE, "March 5, 2024"),
    (Kind.DATE, "5th of March"),
    (Kind.DATE, "5 to 7 March 2024"),
    (Kind.DATE, "2024-03-05"),
    (Kind.DATE, "05/03/2024"),
    (Kind.DATE, "5.3.24"),
    (Kind.DATE, "٠٥/٠٣/٢٠٢٤"),
    (Kind.DATE, "1er mars 2024"),
    (Kind.DATE, "5 de marzo de 2024"),
    (Kind.DATE, "5 de março de 2024"),
    (Kind.DATE, "5 Machi 2024"),
    (Kind.DATE, "5 ga Maris 2024"),
    (Kind.DATE, "12-March-2024"),
    (Kind.YEAR, "1994"),
    (Kind.TIME, "14:30"),
    (Kind.TIME, "14h30"),
    (Kind.TIME, "3 p.m"),
    (Kind.TIME, "7.30am"),
    (Kind.AGE, "34 years old"),
    (Kind.AGE, "34-year-old"),
    (Kind.AGE, "aged 34"),
    (Kind.AGE, "âgée de 34 ans"),
    (Kind.AGE, "34 años"),
    (Kind.AGE, "miaka 34"),
]  # fmt: skip


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(("kind", "written"), WRITTEN)
def test_an_identifier_is_masked_whole_and_called_what_it_is(kind: Kind, written: str, mode: Mode) -> None:
    before = "They said that it was about "
    found = detect(f"{before}{written} and that they were not sure.", mode, "en")
    whole = [span for span in found.spans if span.start <= len(before) and span.end >= len(before + written)]
    assert [span.kind for span in whole] == [kind]


def test_a_sentence_of_plain_words_is_left_alone() -> None:
    text = "They said that the men came to the market at night and that nobody knew them."
    assert detect(text, Mode.RECALL, "en").spans == ()


def test_lengths_of_time_are_masked_in_both_modes() -> None:
    text = "They waited for three weeks in the hills."
    assert [span.kind for span in detect(text, Mode.RECALL, "en").spans] == [Kind.DURATION]
    assert [span.kind for span in detect(text, Mode.BALANCED, "en").spans] == [Kind.DURATION]
