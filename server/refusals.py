"""Who may know why they were refused. To everyone else a refusal has one shape, whatever its reason.

Rules of this file
* An administrator and an auditor, asking as such, are told the codes and the names of the rules that forbid: they
  write them, or oversee who does.
* A desk is told the codes about a request that names its holder; a custodian, about an opening of a compartment where
  they hold a seat. Not the names: a rule's name can name a person.
* Analysts, machines and strangers are told nothing. No reason is ever logged.
"""

from __future__ import annotations

from collections.abc import Collection

from server.access_words import Kind, NotAllowed, Thing, Uid

_OVERSEERS = frozenset({Kind.ADMINISTRATOR, Kind.AUDITOR})
_NAMED = frozenset({"desk", "curator", "reviewer"})


def shown_to(
    refused: NotAllowed, asker: Thing, about: Thing, lies_in: Collection[Uid], places: Collection[Uid]
) -> None:
    """Mark on the refusal what the one who asked may be told of it."""
    overseer = asker.uid.kind in _OVERSEERS
    there = bool(set(places) & set(lies_in))
    if overseer or (there and _is_theirs(asker, about)):
        refused.shown_reasons = refused.reasons
    if overseer:
        refused.shown_rules = refused.rules


def _is_theirs(asker: Thing, about: Thing) -> bool:
    if asker.role in _NAMED:
        return asker.person != "" and asker.person in (about.people or ())
    return asker.role == "custodian" and about.uid.kind is Kind.OPENING
