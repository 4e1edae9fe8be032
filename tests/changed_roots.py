"""Directories around two changes of roots, as protocol/vectors/directory.json has them."""

from __future__ import annotations

from protocol.directory import SignedDirectory
from protocol.roots import RootSet
from tests.protocol.known_answers import known_answers

_ANSWER = known_answers("directory")
WRITTEN: int = _ANSWER["today"]
"""A day on which both hold."""
FIRST_ROOTS = RootSet.from_bytes(bytes.fromhex(_ANSWER["root_set"]))
SIGNED_BY_FIRST = SignedDirectory.from_bytes(bytes.fromhex(_ANSWER["signed"]))
SIGNED_BY_LATER = SignedDirectory.from_bytes(bytes.fromhex(_ANSWER["signed_by_later_roots"]))
WITHOUT_CHANGES = SIGNED_BY_LATER.model_copy(update={"root_changes": ()})
"""It holds for whoever has followed the changes before, and for nobody else."""
