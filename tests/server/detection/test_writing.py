"""What cannot be followed is held: everything masked, with a reason, and nothing judged."""

from __future__ import annotations

import pytest

from server.detection.detect import Mode, detect
from server.detection.spans import Kind, Span
from server.detection.writing import (
    BLENDED,
    BURIED,
    HIDDEN,
    UNKNOWN_LANGUAGE,
    UNREAD_LANGUAGE,
    WITHOUT_CAPITALS,
)

PLAIN = "The men asked for the teacher by name, and then they left with her brother."


def held(text: str, language: str = "auto") -> tuple[str, str | None]:
    found = detect(text, Mode.BALANCED, language)
    assert found.held
    assert found.spans == (Span(0, len(text), Kind.HELD, 1.0, found.reason or ""),)
    return found.lang, found.reason


def test_a_plain_text_is_not_held() -> None:
    assert not detect(PLAIN, Mode.BALANCED).held


@pytest.mark.parametrize(
    ("script", "text"),
    [
        ("Arab", "وصلت ثلاث شاحنات إلى السوق قرب الجسر صباح اليوم"),
        ("Arab", "سه کامیون امروز صبح نزدیک پل به بازار رسیدند"),
        ("Arab", "آن‌ها امروز صبح به بازار آمدند و می‌گویند که برمی‌گردند"),  # noqa: RUF001
        ("Ethi", "ዛሬ ጠዋት ሦስት መኪናዎች ወደ ገበያው መጡ"),
        ("Cyrl", "Сегодня утром к рынку приехали три грузовика"),
        ("Mymr", "ဒီနေ့မနက် ထရပ်ကားသုံးစီး ဈေးကို ရောက်လာတယ်"),
        ("Hani", "今天早上三辆卡车到了市场"),
    ],
)
def test_a_script_that_is_not_read_here_is_held_and_named(script: str, text: str) -> None:
    lang, reason = held(text)
    assert lang == f"und-{script}"
    assert "script" in (reason or "")


@pytest.mark.parametrize("language", ["ar", "fa", "am", "de", "xx", ""])
def test_a_language_that_is_not_read_here_is_held(language: str) -> None:
    assert held(PLAIN, language) == ("und", UNREAD_LANGUAGE.reason)


def test_saying_that_arabic_is_english_does_not_let_it_pass() -> None:
    held("وصلت ثلاث شاحنات إلى السوق قرب الجسر", "en")


def test_a_text_in_two_scripts_is_held() -> None:
    held(PLAIN + " وصلت ثلاث شاحنات إلى السوق قرب الجسر صباح اليوم")


def test_a_single_word_in_another_script_is_masked_without_holding_the_rest() -> None:
    found = detect(PLAIN + " She is called أمينة by all of them.", Mode.BALANCED)
    assert not found.held
    assert Kind.UNREAD in {span.kind for span in found.spans}


@pytest.mark.parametrize(
    "trick",
    [
        "\u202e",  # right-to-left override
        "\u2067",  # right-to-left isolate
        "\u200f",  # right-to-left mark
        "\u200b",  # zero-width space
        "\u200c",  # non-joiner outside Arabic script
        "\u200d",  # joiner outside an emoji
        "\u00ad",  # soft hyphen
        "\u2060",  # word joiner
        "\ue000",  # private use
        "\U000e0041",  # tag
        "\u0378",  # unassigned
        "\ufdd0",  # never a character
        "\ud800",  # half of a surrogate pair
        "\x00",
        "\x08",
    ],
)
def test_hidden_characters_hold_a_text(trick: str) -> None:
    assert held(PLAIN.replace("brother", f"bro{trick}ther"))[1] == HIDDEN.reason


def test_words_in_boxed_letters_hold_a_text() -> None:
    assert held(PLAIN + " 🅰🅼🅸🅽🅰")[1] == HIDDEN.reason


@pytest.mark.parametrize("harmless", ["\ufeff" + PLAIN, PLAIN + " 👩\u200d🌾 👍🏽 ❤️", PLAIN + "\r\n\tNow.\f"])
def test_a_byte_order_mark_emoji_and_line_ends_hold_nothing(harmless: str) -> None:
    assert not detect(harmless, Mode.BALANCED).held


def test_a_cyrillic_letter_in_a_latin_name_holds_a_text() -> None:
    assert held(PLAIN + " It was \u0410hmed.")[1] == BLENDED.reason


def test_a_letter_buried_under_marks_holds_a_text() -> None:
    assert held(PLAIN + " It was A" + "\u0301\u0302" * 3 + "hmed.")[1] == BURIED.reason


def test_a_text_without_capitals_is_held_in_a_language_whose_names_cannot_be_seen_without_them() -> None:
    assert (
        held("watu hao walimtafuta neema wakati wa usiku na kwamba wao walikuwa wengi.", "sw")[1]
        == WITHOUT_CAPITALS.reason
    )


@pytest.mark.parametrize("text", ["Lorem ipsum dolor sit amet consectetur", "Kibera. Mathare.", "K"])
def test_a_language_that_cannot_be_told_is_held(text: str) -> None:
    assert held(text) == ("und", UNKNOWN_LANGUAGE.reason)


@pytest.mark.parametrize("text", ["", " \n", "14 3 2", "👍🏽 !!"])
def test_a_text_without_letters_is_in_no_language_and_needs_no_holding(text: str) -> None:
    found = detect(text, Mode.RECALL)
    assert (found.lang, found.held, found.spans) == ("und", False, ())


def test_a_reason_repeats_nothing_of_the_text() -> None:
    for text in (PLAIN + " \u0410hmed", "وصلت ثلاث شاحنات", PLAIN + "\u200b"):
        reason = held(text)[1] or ""
        assert not {"teacher", "brother", "hmed", "شاحنات"} & set(reason.split())
