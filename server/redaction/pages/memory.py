"""What the pages know while the desk runs. Nothing of it is on disk, and a desk that is started again knows none of it.

Rules of this file
* One link, one person coming in, one session: whoever comes in ends what was there before them.
* Addresses on the pages hold small numbers that count in one session alone. Ids of parts are hashes and names of
  compartments say where people are: neither belongs in a browser's history.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from server.redaction.pages.covers import Cover
from server.redaction.pages.decisions import Decisions
from server.redaction.pages.errors import NoSuchPage

Named = TypeVar("Named", bound=Hashable)


class Numbers(Generic[Named]):
    """Things by the order in which one session met them, from 1."""

    def __init__(self) -> None:
        self._known: dict[Named, int] = {}

    def of(self, name: Named) -> int:
        return self._known.setdefault(name, len(self._known) + 1)

    def named(self, number: int) -> Named:
        """Raises NoSuchPage."""
        found = next((name for name, known in self._known.items() if known == number), None)
        if found is None:
            raise NoSuchPage
        return found


@dataclass(slots=True, repr=False)
class Link:
    """The one link that counts. `code_hash`: SHA-256 of the code, which is kept nowhere."""

    code_hash: bytes
    expires: int
    wrong: int = 0


@dataclass(slots=True, repr=False)
class Entering:
    """Somebody who came by a link and has not shown a passkey yet. `hash`: of the cookie."""

    hash: bytes
    expires: int
    challenge: bytes = b""
    wrong: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """A no of the vault in its coded words, or the gate's verdicts: rule, whether it passed, its fixed sentence."""

    refused: str | None
    rules: tuple[tuple[str, bool, str], ...] = ()


@dataclass(slots=True, repr=False)
class Session:
    """Somebody who came by a link and has shown a passkey. `hash`: of the cookie."""

    hash: bytes
    form_token: str
    begun: int
    seen: int
    locked: bool = False
    challenge: bytes = b""
    """Of the passkey that is asked for at the lock, or before passkeys are changed; empty once it was answered."""
    wrong: int = 0
    confirmed_until: int = 0
    """A passkey was shown for one change of the passkeys: until when it counts."""
    letter_keys: bool = True
    """Whether a letter alone does something (WCAG 2.1.4: it can be turned off)."""
    passkeys: Numbers[bytes] = field(default_factory=Numbers)
    """By what their authenticators call them."""
    compartments: Numbers[str] = field(default_factory=Numbers)
    parts: Numbers[bytes] = field(default_factory=Numbers)
    openings: Numbers[bytes] = field(default_factory=Numbers)
    joined: dict[bytes, dict[bytes, str]] = field(default_factory=dict)
    """What became of each part when an opening was joined last, in the desk's coded words."""
    decisions: dict[tuple[bytes, bytes, str], Decisions] = field(default_factory=dict)
    """By opening, part, and name of the text. Offsets and kinds, no words."""
    answers: dict[tuple[bytes, bytes], frozenset[str]] = field(default_factory=dict)
    """By opening and part: which questions a person ticked, in coded words."""
    covers: dict[tuple[bytes, bytes, int], Cover] = field(default_factory=dict)
    """By opening, part and file: what a person covers in it, and which pages they looked at."""
    drafts: Numbers[bytes] = field(default_factory=Numbers)
    """Of this desk's curator and reviewer alike."""
    handed_over: dict[bytes, Said] = field(default_factory=dict)
    """What the vault and the gate answered when a draft was handed over last, in their coded words."""


@dataclass(slots=True, repr=False)
class PageMemory:
    link: Link | None = None
    entering: Entering | None = None
    session: Session | None = None
    language: str | None = None
    """Chosen on a page; until then it is the browser's."""
    stops_at: int | None = None
    """When the desk stops, after one press of the key; a passkey takes it back."""

    def forget(self) -> None:
        """Who is in, who is coming in, and the link."""
        self.link = self.entering = self.session = self.stops_at = None

    def __repr__(self) -> str:
        return "<page memory>"
