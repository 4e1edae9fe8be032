"""What a desk's settings choose: `recognizers = ["spacy-en", "rampart"]`.

| Word | Is |
|---|---|
| `spacy-en`, `spacy-fr` | a model of spaCy's, from a package that is pinned |
| `rampart` | Rampart, for English |
| `crf:LANGUAGE:SHA256:FILE` | a model of your own; `leeward recognizers train` prints this |
| `presidio:MODULE:CLASS` | a recognizer of Presidio's |
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from server.detection.plugged import Recognizer
from server.recognizers.crf import crf
from server.recognizers.errors import UnknownRecognizer
from server.recognizers.presidio import presidio
from server.recognizers.rampart import rampart
from server.recognizers.spacy_model import LANGUAGES, spacy_model

NAMED = (*LANGUAGES, "rampart")
"""Those that need nothing said of them but their name."""


def loaded(chosen: Iterable[str]) -> tuple[Recognizer, ...]:
    """All of them, in that order. Raises a RecognizerError for the first that cannot be used."""
    return tuple(map(_loaded, chosen))


def _loaded(word: str) -> Recognizer:
    name, _, rest = word.partition(":")
    if word in LANGUAGES:
        return spacy_model(word)
    if word == "rampart":
        return rampart()
    if name == "presidio":
        return presidio(rest)
    if name == "crf" and rest.count(":") >= 2:
        language, digest, file = rest.split(":", 2)
        return crf(language, digest, Path(file))
    raise UnknownRecognizer(word)
