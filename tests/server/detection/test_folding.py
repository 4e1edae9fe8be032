"""The spellings of one name share a key, in three scripts; different names mostly do not."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.detection.folding import alike, folded, keys
from server.detection.lexicon.entry import words

FAMILIES = (
    ("Mohamed", "Muhammad", "Mouhammad", "Mohammed", "MOHAMADOU", "محمد", "مُحَمَّد", "محمـد", "ﻣﺤﻤﺪ", "ሙሐመድ"),
    ("Yusuf", "Youssouf", "Yousef", "Yusufu", "يوسف", "ዩሱፍ"),
    ("Abdoulaye", "Abdullahi", "Abdullah", "Abdallah", "عبدالله", "عبد الله", "አብዱላሂ"),
    ("Abd al-Rahman", "Abdurrahman", "Abderrahmane", "Abdul Rahman", "عبد الرحمن"),
    ("Ali", "Aly", "ʿAlī", "علي", "علی", "አሊ"),
    ("Omar", "Umar", "Oumar", "عمر", "ዑመር"),
    ("Ousmane", "Usman", "Osman", "Othman", "عثمان"),
    ("Aisha", "Aicha", "Aysha", "عائشة"),
    ("Hussein", "Hussain", "Houssein", "حسين", "ሑሴን"),
    ("Khadija", "Khadidja", "Kadija", "خديجة"),
    ("al-Bashir", "el-Bashir", "Bachir", "البشير", "والبشير"),
    ("Suleiman", "Souleymane", "Sulaiman", "سليمان"),
    ("Fatima", "Fatouma", "Fatimah", "فاطمة", "ፋጡማ"),
    ("Ahmed", "Ahmad", "أحمد", "احمد", "አህመድ"),
    ("Ibrahim", "Ibrahima", "Ibraheem", "إبراهيم", "ኢብራሂም"),
    ("Saïd", "Saeed", "Sa'id", "سعيد"),
    ("Daoud", "Dawood", "داود"),
    ("Musa", "Moussa", "موسى"),
    ("Karim", "Kareem", "كريم", "کریم"),
    ("Tesfaye", "ተስፋዬ"),
    ("Ọláyínká", "O\u0323la\u0301yi\u0301nka\u0301", "Olayinka"),
    ("Ɓala", "Bala"),
    ("Ouattara", "Watara"),
)  # fmt: skip
DIFFERENT = words(
    """
    Amina Neema Juma Hassan Hussein Mary Martha Peter Paul Okello Ochieng Wanjiru Kamau Chidi Ngozi Adebayo
    Olumide Uwimana Mukamana Habimana Ndayisenga Faye Diop Ndiaye Seck Traoré Keita Coulibaly Garba Sani Danjuma
    María José Carmen Rosa Pierre Jean Claude Alain Tigist Hana Mulu Bekele Kebede Rahel Grace Hope James John
    """
)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family[0])
def test_the_spellings_of_one_name_share_a_key(family: tuple[str, ...]) -> None:
    assert [pair for pair in combinations(family, 2) if not alike(*pair)] == []


def test_different_names_mostly_share_none() -> None:
    joined = [pair for pair in combinations(sorted(DIFFERENT), 2) if alike(*pair)]
    assert joined == []


def test_hassan_is_not_husain_where_vowels_are_written() -> None:
    assert not alike("Hassan", "Hussein")
    assert alike("حسن", "Hussein")


@pytest.mark.parametrize("nothing", ["", " ", "0712", "Петр", "山田", "-", "ً"])
def test_what_has_no_letter_that_is_known_has_no_key(nothing: str) -> None:
    assert folded(nothing) == ""
    assert keys(nothing) == frozenset()


@given(st.text(max_size=40) | st.text("abcdehiklmnorstuwyz' -محمدعليورسጅሙሐመድ", max_size=40))
def test_a_key_folds_to_itself_and_case_makes_no_difference(name: str) -> None:
    assert folded(folded(name)) == folded(name)
    assert keys(name) == keys(name.casefold())
    assert len(keys(name)) <= 48


def test_the_longest_name_takes_no_longer_than_its_first_letters() -> None:
    assert keys("Kh" * 500_000) == keys("Kh" * 32)
    assert all(len(each) <= 70 for each in keys("محمد" * 10_000))
