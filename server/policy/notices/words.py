"""What a notice says: one of two sentences, always of one size. Which of them it is, its hour says anyway.

No name, no compartment, no number: who reads the mail, or the server that carries it, learns that somebody has an
account here, and what the hour tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from server.policy.staff_pages.texts import Texts

SUBJECT = "Leeward"
SIZE = 384
"""Bytes of a text in UTF-8, filled up with spaces."""


class Occasion(StrEnum):
    """Why somebody is told: because it is their hour, or because they are on call."""

    DAILY = "daily"
    URGENT = "urgent"


class TooLong(Exception):
    """A text does not fit into a notice."""


@dataclass(frozen=True, slots=True)
class Notice:
    occasion: Occasion
    text: bytes


def notice(occasion: Occasion, language: str) -> Notice:
    """Raises TooLong."""
    texts = Texts(language)
    said = texts.say("notice-daily") if occasion is Occasion.DAILY else texts.say("notice-urgent")
    raw = said.encode()
    if len(raw) > SIZE:
        raise TooLong
    return Notice(occasion, raw.ljust(SIZE))
