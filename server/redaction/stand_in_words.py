"""How stand-ins are called in the languages that a curator's pages have: Person A, Lieu 2, الشخص أ, Mahali 2."""

from __future__ import annotations

from typing import Literal

AnyLanguage = Literal["en", "fr", "ar", "sw"]

_WORDS: dict[AnyLanguage, dict[str, str]] = {
    "en": {
        "person": "Person", "place": "Place", "group": "Group", "name": "Name", "phone": "Phone",
        "address": "Address", "code": "Code", "time": "Time", "detail": "Detail",
    },
    "fr": {
        "person": "Personne", "place": "Lieu", "group": "Groupe", "name": "Nom", "phone": "Téléphone",
        "address": "Adresse", "code": "Code", "time": "Moment", "detail": "Détail",
    },
    "ar": {
        "person": "الشخص", "place": "المكان", "group": "المجموعة", "name": "الاسم", "phone": "الهاتف",
        "address": "العنوان", "code": "الرمز", "time": "الوقت", "detail": "التفصيل",
    },
    "sw": {
        "person": "Mtu", "place": "Mahali", "group": "Kundi", "name": "Jina", "phone": "Simu",
        "address": "Anwani", "code": "Namba", "time": "Wakati", "detail": "Jambo",
    },
}  # fmt: skip
_LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_BY_LETTER = frozenset(("person", "name"))


def label(language: AnyLanguage, what: str, number: int) -> str:
    """The word and a letter (people, and names that may be theirs) or a figure; number counts from 0."""
    letters = _ARABIC if language == "ar" else _LATIN
    return f"{_WORDS[language][what]} {_in_letters(number, letters) if what in _BY_LETTER else number + 1}"


def _in_letters(number: int, letters: str) -> str:
    """A to Z, then AA, AB …"""
    before, at = divmod(number, len(letters))
    return (_in_letters(before - 1, letters) if before else "") + letters[at]
