"""What the system has promised to somebody outside it: kept here, and nowhere in the system."""

from __future__ import annotations

from dataclasses import dataclass, field

from protocol.desk_crossings import PartState


@dataclass
class Promised:
    """Each grows only when a yes was read, whole, by whoever had asked."""

    sent: set[bytes] = field(default_factory=set)
    """Ids of parts that somebody tried to send: nothing else may be found."""
    parts: set[bytes] = field(default_factory=set)
    """Intake has signed for them."""
    texts: dict[str, int] = field(default_factory=dict)
    """Text messages that the gateway said 200 to, and how often they were sent."""
    withdrawn: set[bytes] = field(default_factory=set)
    """Testimonies whose withdrawal intake has signed for."""
    openings: dict[bytes, tuple[bytes, ...]] = field(default_factory=dict)
    """Requests that the vault said 202 to, with their parts."""
    answers: set[tuple[bytes, bytes, int]] = field(default_factory=set)
    """(opening, part, seat) of approvals that the vault said 204 to."""
    refusals: set[tuple[bytes, bytes, int]] = field(default_factory=set)
    """The same, of refusals."""
    ended: dict[bytes, PartState] = field(default_factory=dict)
    """Openings that ended without being opened, and how: the vault has said so of all their parts."""
    opened: set[tuple[bytes, bytes]] = field(default_factory=set)
    """(opening, part) that a desk has joined."""
    submitted: set[bytes] = field(default_factory=set)
    """Commitments that release said "waiting" or "released" to."""
    follows: dict[bytes, bytes] = field(default_factory=dict)
    """Of those, commitments that take the place of an earlier one."""
    drafted: dict[bytes, bytes] = field(default_factory=dict)
    """Commitments whose draft the curator's desk keeps, by draft."""
    read: set[tuple[str, str, str]] = field(default_factory=set)
    """Cells whose release an analyst has read."""
    changes: dict[bytes, list[bytes]] = field(default_factory=dict)
    """Later versions of a part's consent that intake has signed for, in their order."""
    replies: dict[tuple[bytes, str], int] = field(default_factory=dict)
    """(part, words) of answers to sources, and how often they were sent until the desk said 204."""
    seen: set[bytes] = field(default_factory=set)
    """Answers whose source has told intake that it read them."""
    policies: dict[int, bytes] = field(default_factory=dict)
    """Bundles that the policy zone handed out, by version."""
