"""What detection knows of one language."""

from __future__ import annotations

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
    institutions: frozenset[str] = frozenset()  # capital words that name no one by themselves: court, article, party


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())
