"""spaCy's entities as spans; the pipeline is pretended, and at the end the real one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from server.detection.spans import Kind
from server.recognizers import spacy_model as module
from server.recognizers.errors import NotInstalled
from server.recognizers.installed import installed
from server.recognizers.spacy_model import of_pipeline, spacy_model
from tests.conftest import _missing


class Pipeline:
    """Takes every word with a capital for an entity, of the label that it is told."""

    def __init__(self, label: str) -> None:
        self.label, self.zones, self.inside = label, 0, False

    @contextmanager
    def memory_zone(self) -> Iterator[None]:
        self.zones, self.inside = self.zones + 1, True
        yield
        self.inside = False

    def __call__(self, text: str) -> SimpleNamespace:
        assert self.inside, "spaCy would keep these words"
        words = [(text.index(word), word) for word in text.split() if word[0].isupper()]
        ents = [SimpleNamespace(label_=self.label, start_char=at, end_char=at + len(word)) for at, word in words]
        return SimpleNamespace(ents=ents)


def found(text: str, label: str) -> list[tuple[str, Kind]]:
    recognizer = of_pipeline("spacy-en", "en", Pipeline(label))
    return [(text[span.start : span.end], span.kind) for span in recognizer.find(text, "en")]


def test_offsets_are_code_points_of_the_whole_text_in_every_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SIZE", 24)
    monkeypatch.setattr(module, "_OVERLAP", 8)
    text = "🚚🚚 one Amina and two Bako \U0001f69a and so on until Chidi came, Dada too"
    assert {words for words, _ in found(text, "PERSON")} == {"Amina", "Bako", "Chidi", "Dada"}


@pytest.mark.parametrize(
    ("label", "kind"),
    [("PERSON", Kind.NAME), ("PER", Kind.NAME), ("NORP", Kind.DEMONYM), ("DATE", Kind.DATE), ("MONEY", Kind.AMOUNT)],
)
def test_labels_become_kinds(label: str, kind: Kind) -> None:
    assert found("so Amina went", label) == [("Amina", kind)]


@pytest.mark.parametrize("label", ["CARDINAL", "LAW", "", "SOMETHING_NEW"])
def test_labels_that_name_nobody_are_passed_over(label: str) -> None:
    assert found("so Amina went", label) == []


def test_it_is_for_its_own_language() -> None:
    assert of_pipeline("spacy-fr", "fr", Pipeline("PER")).languages == {"fr"}


@pytest.fixture(scope="module")
def real() -> object:
    try:
        return spacy_model("spacy-en")
    except NotInstalled as problem:
        _missing(f"spaCy's model: {problem}")


@pytest.mark.recognizers
def test_the_real_model_finds_names_behind_characters_of_more_than_one_byte(real: module.Recognizer) -> None:
    text = "🚚 On Monday Joseph Kabila met Amina Okello in Nairobi, and Reuters reported it."
    words = {text[span.start : span.end] for span in real.find(text, "en")}
    assert {"Amina Okello", "Nairobi"} <= words


@pytest.mark.recognizers
@pytest.mark.usefixtures("real")
def test_the_real_library_keeps_no_word_of_a_text_that_it_read() -> None:
    pipeline = installed("spacy").blank("en")
    recognizer = of_pipeline("spacy-en", "en", pipeline)
    list(recognizer.find("Then Xanthopilix went away.", "en"))
    assert "Xanthopilix" not in pipeline.vocab.strings
    assert len(list(pipeline("Then Xanthopilix went away."))) == 5
    assert "Xanthopilix" in pipeline.vocab.strings  # without a memory zone it would
