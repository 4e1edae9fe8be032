"""The words that the script which signs policies shows beside what it reads: it has none of its own."""

from __future__ import annotations

import json

from protocol.consent import Audience, Period, Place
from protocol.directory import TrustedDirectory
from server.policy.proposals.typed import LISTS, settings, words
from server.policy.staff_pages.texts import Texts

SAID = (
    "changes-nothing",
    "policy-hash",
    "proposal-number",
    "signing-before",
    "signing-bring",
    "signing-bring-how",
    "signing-bring-title",
    "signing-bytes",
    "signing-bytes-how",
    "signing-code",
    "signing-file",
    "signing-forget",
    "signing-key-of",
    "signing-moved",
    "signing-not-next",
    "signing-other-person",
    "signing-stop",
    "signing-stop-bad-receipt",
    "signing-stop-cannot-open",
    "signing-stop-malformed",
    "signing-stop-too-large",
    "signing-unchanged",
    "text-cedar-policies",
    "text-cedar-schema",
    "value-no",
    "value-yes",
)


def signing_words(language: str, directory: TrustedDirectory) -> str:
    """JSON: each name with its text."""
    names = [*SAID, *(f"list-{kind}" for kind in LISTS)]
    names += [f"set-{one.name}" for group in settings(directory).values() for one in group]
    names += [f"value-{word}" for kind in (Audience, Period, Place) for word in words(kind)]
    spelled = {name.replace(".", "-").replace("_", "-") for name in names}
    return json.dumps({name: Texts(language).say(name) for name in sorted(spelled)}, ensure_ascii=False)
