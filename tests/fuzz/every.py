"""Every target there is, by name."""

from __future__ import annotations

from tests.fuzz import codes, files, logs, messages, pages, papers, requests, statements, texts, webhooks
from tests.fuzz.target import Target

PARTS = (messages, statements, logs, codes, requests, webhooks, texts, papers, pages, files)


def every_target() -> dict[str, Target]:
    found = [target for part in PARTS for target in part.targets()]
    named = {target.name: target for target in found}
    assert len(named) == len(found)
    return named
