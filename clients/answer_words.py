"""What a server says when it does not take something, made safe to show on a terminal. RFC 9457."""

from __future__ import annotations

import json

MOST_CHARACTERS = 300
OURS = b"urn:leeward:problem:"
TOO_LITTLE_WORK = "urn:leeward:problem:too-little-work"
NO_SUCH_UPLOAD = "urn:leeward:problem:no-such-upload"
PIECES_MISSING = "urn:leeward:problem:pieces-missing"


def said(body: bytes) -> str:
    """The problem document's own words, at most 300 characters and nothing a terminal would obey; "" if it has none."""
    document = _members(body)
    words = document.get("detail") or document.get("title") or ""
    if not isinstance(words, str):
        return ""
    return "".join(sign if sign.isprintable() else " " for sign in words[:MOST_CHARACTERS]).strip()


def kind_of(body: bytes) -> object:
    """Which problem it is; None where it is none of ours."""
    return _members(body).get("type")


def work_asked(body: bytes) -> int | None:
    """The bits of work that a refusal for want of work asks for (SPEC 9.4); None where it is about something else."""
    bits = _members(body).get("work") if kind_of(body) == TOO_LITTLE_WORK else None
    return bits if type(bits) is int else None


def _members(body: bytes) -> dict[str, object]:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}
