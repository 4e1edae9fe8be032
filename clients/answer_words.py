"""What a server says when it does not take something, made safe to show on a terminal. RFC 9457."""

from __future__ import annotations

import json

MOST_CHARACTERS = 300


def said(body: bytes) -> str:
    """The problem document's own words, at most 300 characters and nothing a terminal would obey; "" if it has none."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    if not isinstance(document, dict):
        return ""
    words = document.get("detail") or document.get("title") or ""
    if not isinstance(words, str):
        return ""
    return "".join(sign if sign.isprintable() else " " for sign in words[:MOST_CHARACTERS]).strip()
