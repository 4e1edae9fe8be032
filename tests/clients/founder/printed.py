"""What can be said of a PDF without drawing it."""

from __future__ import annotations

import re


def sheets(file):
    """How many sheets of paper it takes."""
    raw = file.read_bytes()
    assert raw.startswith(b"%PDF")
    return len(re.findall(rb"/Type\s*/Page\b", raw))
