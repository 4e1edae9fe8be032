"""What the log is told when somebody's lost keys were replaced. SPEC 22.5.

An account opens pages and nothing else; so nothing of it stands in a message. That two administrators took one from
its old keys and gave it to new ones is told to the log, and auditors can hold the row that policy keeps against it.
"""

from __future__ import annotations

from protocol.encoding import Purpose, digest


def recovery_hash(identifier: bytes, person: str, proposed_by: str, confirmed_by: str, day: int) -> bytes:
    """The subject of the log's entry, kind `account`. `identifier`: 32 random bytes; `day`: that of the second word."""
    return digest(Purpose.ACCOUNT, identifier, person, proposed_by, confirmed_by, day)
