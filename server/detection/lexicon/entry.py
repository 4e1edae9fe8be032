"""What detection knows of one language."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words case folded. digits are the words for 0 to 9, in order; regions are ISO 3166-1 codes."""

    code: str
    ordinary: frozenset[str]  # words of grammar: they tell the language, and are never names
    months: frozenset[str]
    weekdays: frozenset[str]
    digits: tuple[str, ...]
    counts: frozenset[str]  # other words for small numbers
    units: frozenset[str]  # of time: years, months, hours …
    honorifics: frozenset[str]  # nearly always before a name: Mr, Mzee, Alhaji
    kin: frozenset[str]  # often before a name: brother, mjomba
    labels: frozenset[str]  # before an identifier: passport, case, plate
    regions: tuple[str, ...]  # where its speakers' local telephone numbers belong
    # What points at somebody without a shape of its own. All are single words, in every form they take.
    jobs: frozenset[str] = frozenset()  # what people do or are in public: midwife, journalist, councillor
    demonyms: frozenset[str] = frozenset()  # nationality, ethnicity, religion, language: Kenyan, Kurdish, Catholic
    singles: frozenset[str] = frozenset()  # of whom there is one: only, first, last, youngest
    currencies: frozenset[str] = frozenset()  # behind or before an amount: shillings, dollars, ksh
    measures: frozenset[str] = frozenset()  # behind an amount, not of time: kilometres, kilos, acres, cattle
    events: frozenset[str] = frozenset()  # that happen once or to few: massacre, wedding, kidnapping, flood
    heads: frozenset[str] = frozenset()  # small words that a name of a place or a body begins with: mkoa, jihar, rue
    before_places: frozenset[str] = frozenset()  # small words that stand before places, and are no part of the name
    tails: frozenset[str] = frozenset()  # small words that names of bodies end with: unies, mondiale
    links: frozenset[str] = frozenset()  # between such a word and the name, or inside one: wa, ta, de
    calendar: frozenset[str] = frozenset()  # before a date, where it is spelt out: tarehe, ranar, afọ
    small_places: frozenset[str] = frozenset()  # countries and large towns, which are also written small: amurka, misri
    counts_behind: bool = False  # numbers stand behind what they count
    also_names: frozenset[str] = frozenset()  # of the ordinary words, those that are names: they only tell the language
    places: frozenset[str] = frozenset()  # what a name may be the name of: village, market, prison, river
    parts_of_time: frozenset[str] = frozenset()  # before a month or a year: summer, beginning, late
    conditions: frozenset[str] = frozenset()  # of the body and the mind: diabetes, blind, pregnant, wounds
    before_nouns: frozenset[str] = frozenset()  # what begins a phrase whose last word is a job: a, the, her, as
    determiners: frozenset[str] = frozenset()  # masked along with what follows them: the, a, her
    job_endings: tuple[str, ...] = ()  # that make an unknown word a job: -ologist, -keeper
    laws: frozenset[str] = frozenset()  # the last word of what a law is called, for everybody the same: act, treaty
    livings: frozenset[str] = frozenset()  # what somebody does for a living, as said of them: sells, drove, teaches
    body: frozenset[str] = frozenset()  # parts of it: eye, leg
    marks: frozenset[str] = frozenset()  # what makes such a part somebody's own: left, missing, gold
    somebody: frozenset[str] = frozenset()  # one, man, woman
    who: frozenset[str] = frozenset()  # begins what is told of somebody: who
    having: frozenset[str] = frozenset()  # the same, of what they have: with
    spots: frozenset[str] = frozenset()  # kinds of places of which a village has one: market, mill, school
    beside: frozenset[str] = frozenset()  # before such a place: behind, near
    bodies: frozenset[str] = frozenset()  # kinds of bodies whose names go on in small letters: office, tribunal
    adjectives: tuple[str, ...] = ()  # how adjectives end that are parts of such names: -al, -ique
    owned_kin: frozenset[str] = frozenset()  # kin where it is said whose: sa femme, mtoto wake
    owners: frozenset[str] = frozenset()  # whose, behind a word for kin: wake, yao
    of: frozenset[str] = frozenset()  # leads from a job or a kin to whose or where: du, wa
    genitives: tuple[str, ...] = ()  # endings of a word that the next one belongs to: -n, -r
    clock: frozenset[str] = frozenset()  # before an hour: saa, ƙarfe
    parts_of_day: frozenset[str] = frozenset()  # behind an hour or a weekday: evening, soir, usiku
    roughly: frozenset[str] = frozenset()  # before an hour, an age or a number that is not exact: about, vers
    countable: frozenset[str] = frozenset()  # ordinary words that are counted all the same: hommes, maisons
    institutions: frozenset[str] = frozenset()  # capital words that name no one by themselves: court, article, party


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def ending(stems: str, endings: str) -> frozenset[str]:
    """Every stem with every ending; a dash is no ending at all."""
    return frozenset(stem + end.replace("-", "") for stem in stems.split() for end in endings.split())


def spelt(text: str) -> frozenset[str]:
    """The words, and each as people type them without its tones, and without any of its marks and hooks."""
    full = {unicodedata.normalize("NFC", word) for word in text.split()}
    return frozenset(full | {toneless(word) for word in full} | {bare(word) for word in full})


def toneless(word: str) -> str:
    """Without acute, grave, circumflex and macron, which write tones or length; dots below stay."""
    parts = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TONES))


def bare(word: str) -> str:
    parts = unicodedata.normalize("NFD", word.translate(_HOOKED))
    return "".join(part for part in parts if not unicodedata.combining(part))


_TONES = "\u0300\u0301\u0302\u0304\u030c"
_HOOKED = str.maketrans("ɓɗƙƴŋ", "bdkyn")
