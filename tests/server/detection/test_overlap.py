"""Five words in a row from an original are found, however they were dressed up."""

# ruff: noqa: RUF001 - letters that look alike are what is tested

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.detection.errors import SummaryTooLong
from server.detection.lookalikes import LOOKS_LIKE
from server.detection.overlap import MOST_CHARACTERS, shared_runs

ORIGINAL = "Last night seven armed men crossed the old bridge and burned the mill of my uncle."


def shared(summary: str, *originals: str, vocabulary: tuple[str, ...] = ()) -> list[str]:
    found = shared_runs(summary, originals or (ORIGINAL,), vocabulary=vocabulary)
    return [summary[span.start : span.end] for span in found]


def test_five_words_in_a_row_are_found_where_they_stand() -> None:
    summary = "A source said that armed men crossed the old bridge before dawn."
    assert shared(summary) == ["armed men crossed the old bridge"]


def test_four_words_in_a_row_are_allowed() -> None:
    assert shared("Several armed men crossed the river.") == []


def test_the_same_words_in_another_order_are_allowed() -> None:
    assert shared("The bridge was crossed at night; the old mill burned.") == []


@pytest.mark.parametrize(
    "dressed",
    [
        "ARMED MEN CROSSED THE OLD",
        "armed, men — crossed; the «old",
        "ármed mën crossèd thê öld",
        "armed 🔥 men 🔥 crossed the old",
        "ar\u200bmed men cros\u00adsed the old",
        "ａｒｍｅｄ ｍｅｎ ｃｒｏｓｓｅｄ ｔｈｅ ｏｌｄ",
        "𝐀𝐑𝐌𝐄𝐃 𝐌𝐄𝐍 𝐂𝐑𝐎𝐒𝐒𝐄𝐃 𝐓𝐇𝐄 𝐎𝐋𝐃",
        "𝐚𝐫𝐦𝐞𝐝 𝐦𝐞𝐧 𝐜𝐫𝐨𝐬𝐬𝐞𝐝 𝐭𝐡𝐞 𝐨𝐥𝐝",
        "\u0430rm\u0435d m\u0435n \u0441r\u043essed the \u043eld",
        "arm-ed m.en cros-sed the old",
        "armedmencrossedtheold",
        "ΑRΜΕD ΜΕΝ СRОSSЕD ТНЕ ОLD",
        "αrmеd mеn сrоssеd tհе οld",
        "arrned rnen cros5ed the 0ld".replace("5", "ѕ"),
        "a r m e d m e n c r o s s e d t h e o l d",
        "ar-me-d me-n c-ro-ss-ed th-e o-ld",
        "armed\nmen\tcrossed  the\u00a0old",
        "a\u0301rmed men crossed the old",
    ],
)
def test_dressing_words_up_does_not_hide_them(dressed: str) -> None:
    assert shared(f"A source said: {dressed}.") == [dressed]


def test_words_joined_in_the_original_are_found_too() -> None:
    assert shared("seven armed men came late", "sev-en arm-ed men came late") == ["seven armed men came late"]


def test_figures_are_the_same_in_every_digit_system() -> None:
    assert shared("14 3 2 0725 9", "١٤ ٣ ٢ ٠٧٢٥ ٩") == ["14 3 2 0725 9"]


def test_any_of_the_originals_counts_but_no_run_goes_across_two() -> None:
    assert shared("armed men crossed the old", "nothing", ORIGINAL)
    assert not shared("armed men crossed the old", "armed men", "crossed the old")


def test_the_controlled_vocabulary_is_excused_but_not_what_stands_beside_it() -> None:
    phrase = "serious violations of international human rights and humanitarian law"
    original = "We saw serious violations of international human rights and humanitarian law near the mill."
    assert shared(f"There were {phrase}.", original, vocabulary=(phrase,)) == []
    beside = "rights and humanitarian law near the mill"
    assert shared(f"There were {phrase} near the mill.", original, vocabulary=(phrase,)) == [beside]


@pytest.mark.parametrize(
    ("summary", "original"),
    [
        ("وقال احمد انه راي المدرسه تحترق", "قال أحمدُ إنّه رأى المدرسة تحتـرق ليلاً"),
        ("او گفت کتاب های ما را سوزاندند", "گفت كتاب‌های ما را سوزاندند و رفتند"),
        ("ሰላም አለም ጸሀይ ሀገር ሰራ ብሏል", "ሠላም ዓለም ፀሐይ ሃገር ሠራ"),
    ],
)
def test_letters_that_writers_use_for_one_another_hide_nothing(summary: str, original: str) -> None:
    assert shared(summary, original)


def test_an_abbreviation_is_one_word_and_no_run_of_its_letters() -> None:
    assert shared("The UNHCR came.", "He asked the U.N.H.C.R. for help.") == []
    assert shared("He asked the U N H C R for help.", "He asked the UNHCR for help.")


def test_unspaced_scripts_count_by_character() -> None:
    assert shared("据说三辆卡车到了这里", "今天三辆卡车到了市场") == ["三辆卡车到了"]


def test_a_summary_over_the_bound_is_refused() -> None:
    with pytest.raises(SummaryTooLong):
        shared("a " * MOST_CHARACTERS)


WORDS = st.lists(st.sampled_from(["the", "men", "came", "at", "night", "to", "our", "old", "mill"]), max_size=30)


@given(WORDS, WORDS)
def test_it_finds_exactly_the_runs_that_a_plain_comparison_finds(ours: list[str], theirs: list[str]) -> None:
    runs = {tuple(theirs[at : at + 5]) for at in range(len(theirs) - 4)}
    expected = {
        position for at in range(len(ours) - 4) if tuple(ours[at : at + 5]) in runs for position in range(at, at + 5)
    }
    summary, offset, found = " ".join(ours), 0, set[int]()
    spans = shared_runs(summary, [" ".join(theirs)])
    for position, word in enumerate(ours):
        if any(span.start <= offset < span.end for span in spans):
            found.add(position)
        offset += len(word) + 1
    assert found == expected


@given(st.text(max_size=80), st.text(max_size=80))
def test_it_never_fails_and_stays_inside_the_summary(summary: str, original: str) -> None:
    for span in shared_runs(summary, [original]):
        assert 0 <= span.start < span.end <= len(summary)


LETTERS = st.text(alphabet="abdefghiklmoprstuw", min_size=2, max_size=7)


@st.composite
def dressed_up(draw: st.DrawFn) -> tuple[list[str], str]:
    """Five to eight words, and the same in another dress."""
    words = draw(st.lists(LETTERS, min_size=5, max_size=8))
    dressed = [draw(st.sampled_from((each, each.upper(), *TWINS.get(each, "")))) for each in " ".join(words)]
    between = st.sampled_from(("", "", "", "\u0301", "\u200b", "\u00ad", "\u2060"))
    return words, "".join(letter + draw(between) for letter in dressed)


TWINS = {
    looks: [twin for twin in twins if normalize("NFKD", twin) == twin]
    for looks, twins in LOOKS_LIKE.items()
    if len(looks) == 1
}


@settings(max_examples=60)
@given(dressed_up())
def test_no_dress_of_any_letter_hides_a_run(said: tuple[list[str], str]) -> None:
    words, dressed = said
    original = " ".join(["yonder", *words, "yonder"])
    found = shared_runs(f"~ {dressed} ~", [original])
    assert [(span.start, span.end) for span in found] == [(2, 2 + len(dressed))]


@pytest.mark.parametrize("shape", ["ab ", "a ", "a-", "\u0661 ", "据", "\u200d "])
def test_a_text_that_says_one_thing_over_and_over_is_compared_once(shape: str) -> None:
    """Took minutes where each repetition looked up every place of it in the summary."""
    assert len(shared_runs((shape * MOST_CHARACTERS)[:MOST_CHARACTERS], [shape * 9_000])) <= 1
