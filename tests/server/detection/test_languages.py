"""The guess is right or unknown, and no word of grammar is somebody's name."""

from __future__ import annotations

from dataclasses import fields

import pytest

from server.detection.detect import Mode, detect
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
    "yo": "Wọ́n wá sí ọjà ní òwúrọ̀, wọ́n sì bèèrè ibi tí àwọn ọkùnrin wà.",
    "ig": "Ha bịara n'ahịa n'ụtụtụ wee jụọ ebe ndị nwoke niile nọ.",
    "rw": "Baje ku isoko mu gitondo maze babaza aho abagabo bose bari.",
    "wo": "Ñëw nañu ci marse bi ci suba si ba noppi laaj fan la góor ñi nekk.",
}


@pytest.mark.parametrize("code", SENTENCES)
def test_each_language_is_told_from_one_sentence(code: str) -> None:
    guessed = guess_language(read(SENTENCES[code]))
    assert guessed is LANGUAGES[code]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("yo", "Won wa si oja ni owuro, won si beere ibi ti awon okunrin wa."),
        ("yo", "O\u0301 so\u0323 pe\u0301 a\u0300wo\u0323n o\u0323lo\u0301pa\u0301a\u0301 ti mu\u0301 wo\u0323n."),
        ("ig", "Ha biara n'ahia n'ututu wee juo ebe ndi nwoke niile no."),
        ("ha", "Yan bindiga sun kai hari a kauyen da daddare, inda suka kashe mutane uku."),
        ("wo", "Defa fekk nu doon ko wut ci deukk bi, waaye kenn xamul fu mu nekk."),
    ],
)  # fmt: skip
def test_a_language_is_told_without_its_marks_and_in_any_composition(code: str, text: str) -> None:
    assert guess_language(read(text)) is LANGUAGES[code]


@pytest.mark.parametrize(
    ("one", "other", "text"),
    [
        (
            "sw",
            "en",
            "Watu wengi walikuja sokoni jana usiku na hali ni mbaya sana. We need help because they are still here.",
        ),
        (
            "sw",
            "en",
            "Walikuja jana usiku na kusema kwamba hatuna ruhusa, please call me before they are here with others.",
        ),
        (
            "fr",
            "ha",
            "Ils sont venus dans la nuit avec une liste. Sun ce za su kashe duk wanda ya fita daga cikin gari.",
        ),
    ],
)
def test_a_second_language_in_a_text_is_followed_too(one: str, other: str, text: str) -> None:
    guessed = guess_language(read(text))
    assert guessed is not None
    assert guessed.code in (one, other)
    assert guessed.honorifics >= LANGUAGES[one].honorifics | LANGUAGES[other].honorifics


def test_a_sentence_in_a_language_that_is_not_read_is_masked_whole() -> None:
    text = "They came in the night with a list of those who had been at the meeting. "
    text += "Bato nyonso bakimaki mpo ete basoda bazalaki kobeta bango na ndako. "
    text += "We hid behind the house until they had gone, and then we went to the others."
    masked = [text[span.start : span.end] for span in detect(text, Mode.BALANCED).spans]
    assert any(span.startswith("Bato nyonso") and span.endswith("na ndako") for span in masked)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bato nyonso bazali na likoki ya kosala makambo oyo balingi kati na ekolo na bango.",
        "Mɔgɔ bɛɛ bɛ se ka taa ka segin a ka jamana kɔnɔ, k'a sɔrɔ mɔgɔ si ma a bali.",
        "Qof kastaa waxa uu xaq u leeyahay inuu ka tago dal kasta oo uu joogo.",
        "Tutti gli individui hanno il diritto di lasciare il loro paese e di ritornare quando vogliono.",
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
    abe ade bisi lola ayo ola ojo dayo wale duro obi ike ada uche eze udo ugwu chi oge onu mba eme agha aminu
    ali dan ana hana gina wanda kira rana leo mimi kati pia mara hadi sow fay ndaw dem seen neza aya keza kane
    mai guy lara jade esi ese omi will may mark grace hope faith joy rose bill frank said abu don hawa sana jana
    zaidi tena kesho bayan amani juma neema baraka rehema imani furaha sol luz cruz paz rosa pilar pascal aurore
    fatou omar musa sani idi garba amina jesus angel dolores mercedes rocío consuelo socorro prudence victor
    """
)


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda language: language.code)
def test_no_word_of_grammar_is_also_a_name(language: Lexicon) -> None:
    assert not language.ordinary & NAMES


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda language: language.code)
def test_a_lexicon_is_written_in_small_letters_and_has_ten_digits(language: Lexicon) -> None:
    every = [
        getattr(language, field.name)
        for field in fields(Lexicon)
        if field.name not in ("code", "regions", "counts_behind")
    ]
    assert all(word == word.lower() for words in every for word in words)
    assert len(set(language.digits)) == 10
