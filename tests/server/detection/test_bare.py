"""Two spellings of the same letters are bare alike, whatever they are dressed in."""

# ruff: noqa: RUF001 - letters that look alike are what is tested

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.detection.bare import bare
from server.detection.lookalikes import LOOKS_LIKE
from tests.server.detection.lookalikes_made import module_of, table_of

TWINS = [(twin, looks) for looks, twins in LOOKS_LIKE.items() for twin in twins]
SAMPLE = (
    "0430 ;\t0061 ;\tMA\t# ( а → a ) CYRILLIC SMALL LETTER A",
    "0412 ;\t0042 ;\tMA\t# ( В → B ) CYRILLIC CAPITAL LETTER VE",
    "0432 ;\t0299 ;\tMA\t# ( в → ʙ ) CYRILLIC SMALL LETTER VE",
    "0257 ;\t0064 0314 ;\tMA\t# ( ɗ → d̔ ) LATIN SMALL LETTER D WITH HOOK",
    "0665 ;\t006F ;\tMA\t# ( ٥ → o ) ARABIC-INDIC DIGIT FIVE",
    "05D5 ;\t006C ;\tMA\t# ( ו → l ) HEBREW LETTER VAV",
    "0399 ;\t006C ;\tMA\t# ( Ι → l ) GREEK CAPITAL LETTER IOTA",
    "03B9 ;\t0069 ;\tMA\t# ( ι → i ) GREEK SMALL LETTER IOTA",
    "10FF ;\t006F ;\tMA\t# ( ჿ → o ) GEORGIAN LETTER LABIAL SIGN",
    "2571 ;\t002F ;\tMA\t# ( ╱ → / ) no letter",
)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Bomb", "ВОМВ", "вомв", "ｂｏｍｂ", "𝐁𝐨𝐦𝐛", "b\u200bo\u00admb", "bo\u0301mb", "borrıb".replace("rrı", "rn")),
        ("ANNA", "ΑΝΝΑ", "αννα", "аnna"),
        ("Hutu", "ΗυΤu", "հutս", "ΗUTU"),
        ("Illegal", "lIlegal", "1llega1", "іⅼⅼеցаӏ"),
        ("Ɗanladi", "danladi", "DANLADI"),
        ("Ṣẹ́gun", "segun", "SẸGUN"),
        ("Straße", "STRASSE", "strasse"),
        ("Łódź", "lodz"),
        ("0725", "٠٧٢٥", "۰۷۲۵", "०७२५", "O725"),
        ("أحمد", "احمد", "أَحْمَد", "احـمد", "\u200fأحمد"),
        ("مدرسة", "مدرسه"),
        ("علی", "علي", "على"),
        ("کتاب", "كتاب"),
        ("می‌خوابد", "میخوابد"),
        ("ፀሐይ", "ጸሀይ", "ጸኀይ", "ጸሃይ"),
        ("ሠላም", "ሰላም"),
        ("ዓለም", "አለም", "ኣለም"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_spellings_of_the_same_letters_are_one(spellings: tuple[str, ...]) -> None:
    assert len({bare(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("mill", "well"), ("came", "come"), ("3", "8"), ("13", "14"), ("علي", "عمر"), ("ሰላም", "ሰለሞን"), ("Дом", "Дым")],
)
def test_other_words_stay_other_words(one: str, other: str) -> None:
    assert bare(one) != bare(other)


def test_what_has_no_letter_and_no_digit_is_nothing() -> None:
    assert bare("—🔥!\u200d\u0301ـ…") == ""


@given(st.sampled_from(TWINS))
def test_whatever_looks_alike_is_alike_in_both_cases(twin: tuple[str, str]) -> None:
    written, looks = twin
    assert bare(written) == bare(looks)
    assert bare(written.upper()) == bare(written)


@given(st.text(max_size=40))
def test_the_bare_of_a_bare_is_itself_and_case_changes_nothing(word: str) -> None:
    assert bare(bare(word)) == bare(word)
    assert bare(word.casefold()) == bare(word)


def test_the_table_names_only_what_is_not_ascii_itself_and_each_once() -> None:
    twins = [twin for twin, _ in TWINS]
    assert len(twins) == len(set(twins)) > 400
    assert not any(twin.isascii() for twin in twins)
    assert all(looks.isascii() and looks.isalnum() for looks in LOOKS_LIKE)


def test_the_table_is_made_from_lines_of_unicode() -> None:
    table = table_of(SAMPLE)
    assert table == {"а": "a", "в": "b", "ɗ": "d", "ו": "l", "ι": "i", "ჿ": "o"}
    made: dict[str, dict[str, str]] = {}
    exec(module_of(table, "0.0"), made)
    assert made["LOOKS_LIKE"] == {"a": "а", "b": "в", "d": "ɗ", "i": "ι", "l": "ו", "o": "ჿ"}
