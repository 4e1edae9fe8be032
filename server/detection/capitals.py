"""Names, by their capitals: what works alike in every language that is written with them.

A capital inside a sentence is a name until shown otherwise. At the start of a sentence, or in a line all in
capitals, the place alone explains it: there, words of grammar are passed over, and a word that the same
text also writes small is only a weak sign.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from server.detection.languages import in_all, ordinary
from server.detection.lexicon.entry import Lexicon, words
from server.detection.reading import Reading, Word
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span

# Small words that stand inside names: Bank of Africa, Ahmed bin Said, Vasco da Gama, Jamhuri ya Kenya.
_LINKS = words(
    """
    of the de del da do das dos du des la le las los el al bin bint ibn ben ould van von der den wa ya za
    i y e arap ag ap af av bar bat ter ten zu ɗan dan ƴar yar
    """
)
_GAPS = frozenset((" ", " & ", "/", "' "))
_TITLES = frozenset(in_all(lambda language: language.honorifics))  # "Dr. Okello" is one name
_MOST_LINKS = 2


def capitals(reading: Reading, language: Lexicon | None) -> Iterator[Span]:
    for run in _runs(reading, language):
        if span := _name(run, reading, language):
            yield span
    yield from _titled(reading, language)


def _runs(reading: Reading, language: Lexicon | None) -> Iterator[list[Word]]:
    """Capitals that follow one another, with at most two links between; not grammar that its place explains."""
    run: list[Word] = []
    links: list[Word] = []
    for word in reading.words:
        joined = bool(run) and _close(reading, (links or run)[-1], word)
        initial = _initial(word, reading)
        telling = word.capital and (initial or not (word.placed and ordinary(word, language)))
        if telling and joined:
            run += [*links, word]
        elif telling:
            yield from [run] if run else []
            run = [word]
        elif joined and (_links(run, word) or _of_one(run, word, language)) and len(links) < _MOST_LINKS:
            links.append(word)
            continue
        elif run:
            yield run
            run = []
        links = []
    if run:
        yield run


def _initial(word: Word, reading: Reading) -> bool:
    return len(word.text) == 1 and word.capital and reading.text[word.end : word.end + 1] == "."


def _links(run: list[Word], word: Word) -> bool:
    """Mr J. Okello of the Ministry is two names: a person's, and whose word it is that they bring."""
    person = len(run[0].text) == 1 or run[0].lower in _TITLES
    return word.lower in _LINKS and not (person and word.lower in ("of", "the"))


def _of_one(run: list[Word], link: Word, language: Lexicon | None) -> bool:
    """Labour and Social Court, Office for Veterans: links that join only what an institution is called."""
    return language is not None and link.lower in ("and", "for") and run[-1].lower in language.institutions


def _close(reading: Reading, left: Word, right: Word) -> bool:
    gap = reading.gap(left, right) if right.start - left.end <= 3 else ""
    if gap in (".", ".-") and len(left.text) == len(right.text) == 1:
        return True  # J.K., J.-B.
    return gap in _GAPS or (gap == ". " and (len(left.text) == 1 or left.lower in _TITLES))


def _name(run: list[Word], reading: Reading, language: Lexicon | None) -> Span | None:
    telling = [word for word in run if word.capital and not ordinary(word, language)]
    if not telling:
        return _capital_grammar(run)
    return Span(run[0].start, run[-1].end, Kind.NAME, *_how_sure(telling, reading))


def _how_sure(telling: list[Word], reading: Reading) -> tuple[float, Reason]:
    if any(not word.placed for word in telling):
        return 0.8, Reason.CAPITAL
    if all(word.lower in reading.lower_case for word in telling):
        return 0.3, Reason.CAPITAL_SMALL_ELSEWHERE
    return 0.5, Reason.CAPITAL_NOT_GRAMMAR


def _capital_grammar(run: list[Word]) -> Span | None:
    if not any(len(word.pieces[0]) > 2 for word in run):
        return None  # I, I'm, La
    reason = Reason.CAPITAL_GRAMMAR
    return Span(run[0].start, run[-1].end, Kind.NAME, 0.3, reason)


def _titled(reading: Reading, language: Lexicon | None) -> Iterator[Span]:
    """What follows Mr, Mzee, brother …, also when it is written small."""
    if language is None:
        return
    for title, name in pairwise(reading.words):
        honoured, akin = title.lower in language.honorifics, title.lower in language.kin
        if not (honoured or akin) or not _close(reading, title, name) or ordinary(name, language):
            continue
        if name.capital:
            yield Span(title.start, name.end, Kind.NAME, 0.95, Reason.FOLLOWS_TITLE)
        elif not ordinary(title, language):
            yield Span(title.start, name.end, Kind.NAME, 0.4 if honoured else 0.3, Reason.MAY_FOLLOW_TITLE)
