"""The names of texts that the pages of policies put together out of what there is: settings, fields, states."""

from __future__ import annotations

from collections.abc import Iterator

from protocol.policy import PolicyBundle
from protocol.policy_directions import Direction
from server.policy.proposals import typed
from server.policy.proposals.examples import EXAMPLES
from server.policy.proposals.life import Shown
from server.policy.proposals.typed import LISTS, Kind, Wrong
from server.policy.staff_pages.signing_words import SAID
from server.policy_checking.findings import File
from tests.worlds import make_consortium


def texts_about_policies() -> set[str]:
    """All of them, spelled as catalogues have them."""
    return {one.replace(".", "-").replace("_", "-") for one in _names()}


def _names() -> Iterator[str]:
    directory = make_consortium().directory
    groups = typed.settings(directory)
    lists = {kind: typed.entries(kind, directory) for kind in LISTS}
    settings = [one for group in groups.values() for one in group]
    yield from (f"group-{group}" for group in groups)
    yield from (f"set-{one.name}" for one in settings)
    yield from (f"field-{one.name}" for fields in lists.values() for one in fields)
    yield from (name for kind in LISTS for name in (f"list-{kind}", f"list-{kind}-how", f"part-{kind}"))
    yield from (f"value-{word}" for one in _fields(settings, lists) for word in one.choices)
    yield from ("value-yes", "value-no")
    for text in ("cedar_schema", "cedar_policies"):
        assert text in PolicyBundle.model_fields
        yield from (f"text-{text}", f"part-{text}")
    yield from (f"shown-{state}" for state in Shown)
    yield from (f"shown-{state}-how" for state in Shown)
    yield from (f"direction-{one}" for one in Direction)
    yield from (f"wrong-{one}" for one in Wrong)
    yield from (f"file-{one}" for one in File)
    yield from (f"example-{one}" for one in EXAMPLES)
    yield from (f"hint-{kind}" for kind in (Kind.NAME, Kind.NAMES, Kind.WORDS, Kind.KEY))
    yield from ("gains", "losses", "way-ordinary", "way-urgent")
    yield from SAID
    for what in ("sign", "approve"):
        yield from (f"signing-{what}", f"signing-{what}-how")


def _fields(settings: list[typed.Field], lists: dict[str, tuple[typed.Field, ...]]) -> Iterator[typed.Field]:
    """Those whose choices are words; days and bodies stand as they are."""
    for one in (*settings, *(one for fields in lists.values() for one in fields)):
        if one.name not in {"release.blocked_bodies", "body", "release.longest_expiry"}:
            yield one
