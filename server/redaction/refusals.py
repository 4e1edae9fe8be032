"""Another zone's no, by its coded word: those after which a person can do something, each with its sentence.

Refused                       errors.py: any other no
├── GoneThere, OverThere
├── StoppedThere
├── KeyHasServed
├── NotADeskThere, NotKnownThere
├── NotAllowedThere, SourceSaysNo
├── ClocksDiffer
├── DirectoriesDiffer
└── NoSuchCellThere, TooMuchBeside, AnotherCameFirst

Rules of this file
* A word chooses a sentence that is written here. Nothing that another zone says is repeated.
"""

from __future__ import annotations

from collections.abc import Mapping

from server.redaction.errors import Refused


class GoneThere(Refused):
    """The other zone has nothing by that name for this desk: it was taken back or cleared away, or is another desk's.
    Look at the list again."""


class OverThere(Refused):
    """This can no longer be done: it was answered, taken back or stopped, or its time is over. Where it is still
    needed, ask anew."""


class StoppedThere(Refused):
    """Somebody who may has stopped this: a person, a desk, a compartment or a report. It goes on when that is lifted;
    administrators can say more."""


class KeyHasServed(Refused):
    """The reviewer's key has served another opening. Ask the reviewer to leave another one, then ask again."""


class NotADeskThere(Refused):
    """The other zone does not have this desk for that compartment. Ask those who sign the directory whether it should
    be there."""


class NotKnownThere(Refused):
    """The other zone does not know this desk's key, or somebody has stopped the desk. Ask an administrator."""


class NotAllowedThere(Refused):
    """A source's consent, or an access rule of the policy, does not allow this. Try it with fewer reports, or ask an
    administrator."""


class SourceSaysNo(Refused):
    """A source of one of these reports has taken it back, asked to wait, or does not allow this any more. Look at the
    list again, and leave it out."""


class ClocksDiffer(Refused):
    """The clock of this machine and that of the other zone differ. Set the wrong one right, then try again."""


class DirectoriesDiffer(Refused):
    """This desk and the other zone do not have the same directory in force. Bring the newest one to whichever lacks it,
    then try again."""


class NoSuchCellThere(Refused):
    """Release knows no such area in that country, or no such week, month or day. Choose another."""


class TooMuchBeside(Refused):
    """Too much was released for parts of this area and time, one thing apart from the other. Release what lies between
    first: a region, or a week."""


class AnotherCameFirst(Refused):
    """Another summary came for this area, time and event type at the same moment. Hand yours over again."""


BY_WORD: Mapping[str, type[Refused]] = {
    "not-here": GoneThere,
    "not-possible-now": OverThere,
    "request-expired": OverThere,
    "stopped": StoppedThere,
    "fresh-key-used": KeyHasServed,
    "not-a-desk": NotADeskThere,
    "not-a-curator": NotADeskThere,
    "wrong-signature": NotKnownThere,
    "not-allowed": NotAllowedThere,
    "consent-refused": SourceSaysNo,
    "consent-expired": SourceSaysNo,
    "withdrawn": SourceSaysNo,
    "embargoed": SourceSaysNo,
    "stale": ClocksDiffer,
    "opening-refused": DirectoriesDiffer,
    "directory-refused": DirectoriesDiffer,
    "expired": DirectoriesDiffer,
    "no-such-compartment": DirectoriesDiffer,
    "no-such-device": DirectoriesDiffer,
    "no-such-cell": NoSuchCellThere,
    "too-many-beside": TooMuchBeside,
    "another-waits": AnotherCameFirst,
}
"""By the name of the other zone's problem. The vault's reasons against a clearance are not here: pages list them."""


def refusal(reason: str) -> Refused:
    """The error for a coded reason; Refused itself for one that has no sentence of its own."""
    return BY_WORD.get(reason, Refused)(reason)
