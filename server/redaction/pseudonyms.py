"""Stand-ins for what identifies in one opened report: Person A, Place 2, the same one wherever the same is meant.

Rules of this file
* Pure: the text, what to replace and a key come in. The key is made of the part's id and of randomness that the room
  drew for this opening and forgets with it, so that nobody in two reports is told by a stand-in, and no stand-in can be
  computed from a list of names.
* Which of a report's people is A is drawn by the key, so the order in which they appear says nothing. How many there
  are can be seen.
* A stand-in has nothing of the length of what it stands for.
* It helps to talk about a report inside the room. It makes no report fit to leave: summaries are written anew.

Taken for one are spellings that fold alike (`folding.py`), with or without a title, and a part of a name where one
longer name alone has it. Names that fold alike and are two people's become one: a person must tell them apart.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, partial
from itertools import count, pairwise

import regex

from server.detection.bare import bare
from server.detection.folding import keys
from server.detection.languages import in_all
from server.detection.lexicon.entry import words
from server.detection.spans import Kind
from server.redaction.stand_in_words import AnyLanguage, label

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}\p{N}\p{Cf}'’ʼ]*+")  # noqa: RUF001
# "Mama Neema" is not Neema: with the word before it, the name is another person's.
_PARENTS = words("mama maman mamã baba papa abu abou abo umm oum om um bin ibn ben bint ould أبو ابو أم ام ابن بنت")
_TITLES = (
    frozenset(in_all(lambda language: language.honorifics))
    - frozenset(in_all(lambda language: language.kin))
    - _PARENTS
)
_OF_A_NUMBER = 8  # the last figures of a telephone number, which it keeps with and without a country's prefix


class MentionsOverlap(Exception):
    """Two of the stretches to replace overlap."""


class What(StrEnum):
    """What stands there, as a curator says it, or as far as a detector can tell."""

    PERSON = "person"
    PLACE = "place"
    GROUP = "group"
    NAME = "name"  # of one of these three: nobody has said which
    PHONE = "phone"
    ADDRESS = "address"
    CODE = "code"
    TIME = "time"
    DETAIL = "detail"


_WHAT: dict[str, What] = {
    Kind.NAME: What.NAME,
    Kind.PHONE: What.PHONE,
    Kind.NUMBER: What.CODE,
    Kind.CODE: What.CODE,
    Kind.EMAIL: What.ADDRESS,
    Kind.URL: What.ADDRESS,
    Kind.HANDLE: What.ADDRESS,
    Kind.DATE: What.TIME,
    Kind.TIME: What.TIME,
}
_NAMES = (What.PERSON, What.PLACE, What.GROUP)


_BY_A_PERSON = {"place": What.PLACE, "organisation": What.GROUP}


def what_of(kind: str) -> What:
    """What a stretch stands for, by its kind: a detector's, or the word that a person chose for it."""
    return _BY_A_PERSON.get(kind) or _WHAT.get(kind, What.DETAIL)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the report, code points start to end, that is to be replaced."""

    start: int
    end: int
    what: What


@dataclass(frozen=True, slots=True)
class StandIn:
    start: int
    end: int
    words: str


def room_key(part: bytes, randomness: bytes) -> bytes:
    """The key of one report in one room; 32 bytes. The randomness is 32 fresh bytes, kept nowhere else."""
    return hmac.digest(randomness, b"leeward/v1/stand-in" + part, hashlib.sha256)


def stand_ins(
    text: str, mentions: Iterable[Mention], key: bytes, language: AnyLanguage, before: Iterable[StandIn] = ()
) -> tuple[StandIn, ...]:
    """A stand-in for every mention, in the order of the text, in the curator's language. Raises MentionsOverlap.

    What had a stand-in before keeps it, wherever mentions were added or taken away since; of two, the first by name.
    """
    ordered = sorted(mentions, key=lambda mention: (mention.start, mention.end))
    if any(right.start < left.end for left, right in pairwise(ordered)):
        raise MentionsOverlap
    names = {mention: _Name(text[mention.start : mention.end], mention.what) for mention in ordered}
    entities = _entities(names.values())
    earlier = {(each.start, each.end): each.words for each in before}
    kept = {(entities[names[each]], earlier.get((each.start, each.end), "")) for each in ordered}
    labels = _labels(set(entities.values()), kept, key, language)
    return tuple(StandIn(each.start, each.end, labels[entities[names[each]]]) for each in ordered)


def replaced(text: str, chosen: Sequence[StandIn]) -> str:
    """The text with every stand-in where its mention was; chosen is sorted and apart, as `stand_ins` gives it."""
    ends = [0, *(each.end for each in chosen)]
    kept = [text[end : each.start] for end, each in zip(ends, chosen, strict=False)]
    return "".join(piece + each.words for piece, each in zip(kept, chosen, strict=True)) + text[ends[-1] :]


@dataclass(frozen=True)
class _Name:
    """What was written, and what of it tells one from another."""

    written: str
    what: What

    @cached_property
    def words(self) -> tuple[frozenset[str], ...]:
        """The keys of each word that counts; of what is no name, one key."""
        if self.what is What.PHONE:
            figures = "".join(str(int(sign)) for sign in self.written if sign.isdecimal())
            return (frozenset((figures[-_OF_A_NUMBER:] or bare(self.written),)),)
        if self.what is not What.NAME and self.what not in _NAMES:
            return (frozenset((bare(self.written) or self.written,)),)
        return _words_of_a_name(self.written) or (frozenset((bare(self.written) or self.written,)),)

    @property
    def rank(self) -> tuple[bool, int, str, str]:
        """Decided before undecided, and longer before shorter, so that a part finds the whole; never by place."""
        return self.what is What.NAME, -len(self.words), bare(self.written), self.written


def _words_of_a_name(written: str) -> tuple[frozenset[str], ...]:
    spoken = [word.casefold() for word in _WORD.findall(written)]
    counting = [word for word in spoken if word not in _TITLES and len(word) > 1] or spoken
    units: list[frozenset[str]] = []
    parent = ""
    for word in counting:
        if word in _PARENTS and word != counting[-1]:
            parent += bare(word) + " "
            continue
        units.append(frozenset(parent + spelled for spelled in keys(word) or {bare(word)}))
        parent = ""
    return tuple(units)


def _entities(names: Iterable[_Name]) -> dict[_Name, _Name]:
    """For every name the one that leads its entity."""
    leads: dict[_Name, _Name] = {}
    having: dict[tuple[What, str], set[_Name]] = defaultdict(set)
    for name in sorted(set(names), key=lambda name: name.rank):
        lead = _lead_of(name, having) or name
        leads[name] = lead
        for word in name.words:
            for spelled in word:
                having[lead.what, spelled].add(lead)
    return leads


def _lead_of(name: _Name, having: dict[tuple[What, str], set[_Name]]) -> _Name | None:
    """The entity that has every word of this name: one that is called just so, or else the only one."""
    spaces = (*_NAMES, What.NAME) if name.what is What.NAME else (name.what,)
    found = [lead for space in spaces for lead in _having_all(name, space, having)]
    if len(found) == 1:
        return found[0]
    same = sorted((lead for lead in found if len(lead.words) == len(name.words)), key=lambda lead: lead.rank)
    return same[0] if same else None


def _having_all(name: _Name, space: What, having: dict[tuple[What, str], set[_Name]]) -> list[_Name]:
    """Looked for among those that have its rarest word: a first name may be half a village's."""
    of_each_word = [[having.get((space, spelled), set()) for spelled in word] for word in name.words]
    rarest = min(of_each_word, key=lambda leads: sum(map(len, leads)))
    return [lead for lead in set().union(*rarest) if all(any(lead in some for some in leads) for leads in of_each_word)]


def _labels(
    leads: set[_Name], kept: Iterable[tuple[_Name, str]], key: bytes, language: AnyLanguage
) -> dict[_Name, str]:
    labels: dict[_Name, str] = {}
    taken = {""}
    for lead, said in sorted(kept, key=lambda pair: (pair[0].rank, pair[1])):
        if lead not in labels and said not in taken:
            labels[lead] = said
            taken.add(said)
    for what in What:
        new = sorted((lead for lead in leads - labels.keys() if lead.what is what), key=lambda lead: _drawn(key, lead))
        free = (said for said in map(partial(label, language, what.value), count()) if said not in taken)
        labels |= dict(zip(new, free, strict=False))
    return labels


def _drawn(key: bytes, name: _Name) -> bytes:
    return hmac.digest(key, f"{name.what.value}\0{name.written}".encode("utf-8", "surrogatepass"), hashlib.sha256)
