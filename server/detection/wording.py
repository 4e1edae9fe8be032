"""Sentences that say how likely and how sure at once: ICD 203 keeps the two apart, or neither can be judged.

The patterns match rather too much than too little: a refused sentence is written again in a minute. A language that
is not listed cannot be judged here, and what cannot be judged does not pass.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|[\n\r;]+")


@dataclass(frozen=True, slots=True)
class _Words:
    likelihood: re.Pattern[str]
    confidence: re.Pattern[str]


def _words(likelihood: str, confidence: str) -> _Words:
    return _Words(re.compile(rf"\b(?:{likelihood})\b"), re.compile(rf"\b(?:{confidence})\b"))


# Written without accents, as the text is when it is searched.
_LANGUAGES = {
    "en": _words(
        r"(?:un)?like(?:ly|lihood)|(?:im)?probab(?:le|ly|ility)|(?:no|even|remote) (?:chance|odds)|"
        r"(?:almost|nearly) certain(?:ly|ty)?",
        r"confiden(?:t|tly|ce)",
    ),
    "fr": _words(
        r"(?:im)?probab(?:le|lement|ilite)s?|(?:in)?vraisembla(?:ble|blement)s?|aucune chance|chances? egales?|"
        r"(?:quasi|presque|quasiment)[ -]certaine?s?",
        r"confiance",
    ),
    "es": _words(
        r"(?:im)?probab(?:le|les|lemente|ilidad)|ninguna posibilidad|posibilidades iguales|casi segur[oa]s?|"
        r"casi con certeza",
        r"confianza",
    ),
    "pt": _words(
        r"(?:im)?prova(?:vel|veis|velmente)|probabilidade|nenhuma (?:chance|hipotese)|chances iguais|"
        r"quase cert[oa]s?|quase certamente",
        r"confianca",
    ),
    "sw": _words(
        r"uwezekano|huenda|pengine|labda|(?:ya|i)na?elekea|karibu (?:na )?hakika",
        r"imani|uhakika",
    ),
}

LANGUAGES = frozenset(_LANGUAGES)
"""The languages (BCP 47) in which a summary's sentences can be judged."""


def mixes_likelihood_and_confidence(text: str, language: str) -> bool:
    """True where one sentence holds a word of likelihood and one of confidence. KeyError: language not in LANGUAGES."""
    words = _LANGUAGES[language]
    return any(
        words.likelihood.search(sentence) and words.confidence.search(sentence)
        for sentence in _SENTENCE_END.split(_plain(text))
    )


def _plain(text: str) -> str:
    """Small letters without accents, so that a spelling does not decide."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
