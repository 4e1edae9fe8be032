"""Small pages in the form of SPEC 20.1, for tests of what serves and checks them."""

from __future__ import annotations

from pathlib import Path


def built_page(language: str = "en", script: str = "globalThis.started = true;\n", style: str = "p{margin:0}") -> bytes:
    """One page, its trust block empty."""
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8"><title>Leeward</title>'
        f'<style>{style}</style></head>\n<body><noscript><p>Not here.</p></noscript><p lang="{language}">é</p>\n'
        f'<script type="text/plain" id="trust"></script>\n<script>{script}</script></body>\n</html>\n'
    ).encode()


LICENCES = "Of the packages in these pages: MIT © é.\n".encode()


def write_built(folder: Path, *languages: str) -> Path:
    """A folder as the build leaves it: `<language>.html` each, and the licences."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "licences.txt").write_bytes(LICENCES)
    for language in languages or ("ar", "en", "fr", "sw"):
        page = built_page(language, script=f"globalThis.started = {language!r};\n")
        (folder / f"{language}.html").write_bytes(page)
    return folder
