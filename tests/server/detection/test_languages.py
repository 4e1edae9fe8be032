"""The guess is right or unknown, and no word of grammar is somebody's name."""

from __future__ import annotations

import pytest

from server.detection.languages import LANGUAGES, guess_language
from server.detection.lexicon.entry import Lexicon, words
from server.detection.reading import read

SENTENCES = {
    "en": "They came to the market in the morning and asked for all of the men.",
    "fr": "Ils sont venus au marché le matin et ils ont demandé où étaient les hommes.",
    "es": "Llegaron al mercado por la mañana y preguntaron dónde estaban los hombres.",
    "pt": "Eles chegaram ao mercado de manhã e perguntaram onde estavam os homens.",
    "sw": "Walikuja sokoni asubuhi na kuuliza kuhusu wanaume wote wa kijiji hicho.",
    "ha": "Sun zo kasuwa da safe kuma suka tambayi inda dukan mazan garin suke.",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_each_language_is_told_from_one_sentence(code: str) -> None:
    guessed = guess_language(read(SENTENCES[code]))
    assert guessed is LANGUAGES[code]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kibera",
        "La mesa la.",  # French, Spanish and Portuguese alike
        "Drei Lastwagen fuhren so früh in die Stadt. Was die Männer wollten, wussten diesmal alle nicht.",
        "Er kwamen drie wagens naar de markt en de mannen vroegen naar de leraar. En de kerk was al leeg.",
        "Am Morgen kamen drei Lastwagen zum Markt, und die Männer fragten nach dem Lehrer.",
        "Aamusella kolme autoa saapui torille, ja miehet kysyivät opettajaa nimeltä.",
        "Buổi sáng ba chiếc xe tải đến chợ và những người đàn ông hỏi tên cô giáo.",
    ],
)
def test_other_languages_stay_unknown(text: str) -> None:
    assert guess_language(read(text)) is None


# Given names and surnames that are, or look like, common words in one of the languages.
NAMES = words(
    """
    will may mark grace hope faith joy rose bill frank said abu don leo hawa pia sana jana zaidi tena kesho
    bayan mai amani juma neema baraka rehema imani furaha sol luz cruz paz rosa pilar pascal aurore fatou omar
    ali musa sani idi garba rana amina jesus angel dolores mercedes rocío consuelo socorro prudence victor
    """
)


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda language: language.code)
def test_no_word_of_grammar_is_also_a_name(language: Lexicon) -> None:
    assert not language.ordinary & NAMES


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda language: language.code)
def test_a_lexicon_is_written_in_small_letters_and_has_ten_digits(language: Lexicon) -> None:
    every = (language.ordinary, language.months, language.weekdays, language.units, language.kin, language.labels)
    assert all(word == word.lower() for words in every for word in words)
    assert len(set(language.digits)) == 10
