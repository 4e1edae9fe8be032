"""Presidio's recognizers behind our interface; the library is pretended, and at the end the real one."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from types import ModuleType, SimpleNamespace

import pytest

from server.detection.spans import Kind, Span
from server.recognizers.errors import NotARecognizer, NotInstalled
from server.recognizers.presidio import of_presidio, presidio
from tests.conftest import _missing


class EntityRecognizer:
    """As Presidio's, as far as it is used here."""

    supported_entities = ("PERSON", "XX_ID")
    supported_language = "en"
    name = "Test"
    answer: list[SimpleNamespace] | None = None

    def analyze(self, text: str, entities: object, artifacts: object) -> list[SimpleNamespace] | None:
        assert entities == self.supported_entities
        return (
            self.answer if artifacts is None else [SimpleNamespace(entity_type=str(artifacts), start=0, end=1, score=1)]
        )


class NeedsArguments(EntityRecognizer):
    def __init__(self, needed: object) -> None:
        self.needed = needed


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    pretended = ModuleType("presidio_analyzer")
    pretended.__dict__.update(EntityRecognizer=EntityRecognizer, Ours=EntityRecognizer, NeedsArguments=NeedsArguments)
    monkeypatch.setitem(sys.modules, "presidio_analyzer", pretended)
    return pretended


def saying(*entities: tuple[str, int, int, float]) -> list[Span]:
    recognizer = EntityRecognizer()
    recognizer.answer = [
        SimpleNamespace(entity_type=kind, start=start, end=end, score=score) for kind, start, end, score in entities
    ]
    return list(of_presidio(recognizer).find("Amina 123", "en"))


def test_entities_become_spans_as_sure_as_it_says() -> None:
    (name, number) = saying(("PERSON", 0, 5, 0.85), ("XX_ID", 6, 9, 0.4))
    assert (name.start, name.end, name.kind, name.confidence) == (0, 5, Kind.NAME, 0.85)
    assert (number.kind, number.confidence) == (Kind.NUMBER, 0.4)


def test_a_score_of_nothing_or_more_than_all_is_still_a_span() -> None:
    assert [span.confidence for span in saying(("PERSON", 0, 5, 0.0), ("PERSON", 6, 9, 1.5))] == [0.05, 1.0]


def test_no_answer_is_no_span() -> None:
    assert list(of_presidio(EntityRecognizer()).find("Amina", "en")) == []


def test_it_is_for_the_language_that_it_says() -> None:
    assert of_presidio(EntityRecognizer()).languages == {"en"}


def test_what_needs_presidios_reading_of_a_text_is_given_it() -> None:
    engine = SimpleNamespace(process_text=lambda text, language: f"{language}:{len(text)}")
    (span,) = of_presidio(EntityRecognizer(), engine).find("Amina", "en")
    assert span.kind is Kind.NUMBER


@pytest.mark.usefixtures("library")
def test_settings_name_a_class() -> None:
    assert presidio("presidio_analyzer:Ours").name == "presidio:Test"


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    "named", ["presidio_analyzer:Gone", "presidio_analyzer", "pathlib:Path", "presidio_analyzer:NeedsArguments"]
)
def test_what_is_no_recognizer_is_refused(named: str) -> None:
    with pytest.raises(NotARecognizer):
        presidio(named)


def test_without_presidio_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "presidio_analyzer", None)
    with pytest.raises(NotInstalled):
        presidio("presidio_analyzer.predefined_recognizers:EmailRecognizer")


@pytest.mark.recognizers
def test_a_real_recognizer_finds_what_it_is_for() -> None:
    if find_spec("presidio_analyzer") is None:
        _missing("Presidio")
    text = "🚚 write to amina@example.org"
    (span,) = presidio("presidio_analyzer.predefined_recognizers:EmailRecognizer").find(text, "en")
    assert (text[span.start : span.end], span.kind) == ("amina@example.org", Kind.EMAIL)
