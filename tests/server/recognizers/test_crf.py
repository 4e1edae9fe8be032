"""A CRF of one's own: what it is told of a word, how it is trained, and that no word of a report is in its file."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from server.detection.reading import read
from server.detection.spans import Kind
from server.recognizers.commands import commands
from server.recognizers.crf import Example, crf, labels, train
from server.recognizers.errors import ModelIsAnother, NothingToLearn, NotInstalled, NotMarkedTexts, UnknownRecognizer
from server.recognizers.installed import installed
from server.recognizers.signs import signs
from tests.conftest import _missing

NAMES = ("Xanthopilix Quorbanza", "Wexliprumo", "Zyvorthaq", "Umbrokellis", "Faldrivenko", "Ondrumbasia")
BEFORE = ("On Monday the men asked for", "Then the people of the village said that", "She was told by")
TEXTS = [f"{before} {name} at the well, and then they went to the other side." for before in BEFORE for name in NAMES]


def example(text: str, kind: str = "name") -> Example:
    found = [(text.index(name), text.index(name) + len(name), kind) for name in NAMES if name in text]
    return Example(text, found)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        installed("pycrfsuite")
    except NotInstalled as problem:
        _missing(f"python-crfsuite: {problem}")
    file = tmp_path_factory.mktemp("crf") / "own.model"
    assert train(map(example, TEXTS), "en", file) == len(TEXTS)
    return file


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_of_a_word_that_is_not_grammar_only_signs_are_told() -> None:
    (told,) = signs(read("Xanthopilix-Quo7"), "en")
    assert "shape=Xx-Xx9" in told
    assert not any("xanth" in sign.lower() or "quo" in sign.lower() for sign in told)
    words = read("she said that Wexliprumo told the men")
    assert "grammar=that" in signs(words, "en")[2]
    assert "-1:grammar=that" in signs(words, "en")[3]
    assert not any("wexli" in sign.lower() for told in signs(words, "en") for sign in told)


def test_a_word_is_of_the_kind_of_the_mention_that_it_touches() -> None:
    words = read("Amina of Kasaro wept")
    assert labels(words, [(0, 5, "name"), (9, 12, "village")]) == ["name", "open", Kind.NAME.value, "open"]


def test_a_trained_model_finds_a_name_that_it_never_saw(model: Path) -> None:
    text = "🚚 Then the people of the village said that Vukandreth at the well, and then they went."
    found = {
        text[span.start : span.end]
        for span in crf("en", digest(model), model).find(text, "en")
        if span.confidence > 0.5
    }
    assert found == {"Vukandreth"}


def test_no_name_of_a_text_that_it_was_trained_on_can_be_read_in_its_file(model: Path) -> None:
    content = model.read_bytes().lower()
    assert b"grammar=the" in content
    pieces = {piece.lower() for name in NAMES for piece in name.split()}
    assert not [piece for piece in pieces if piece[:5].encode() in content]


def test_a_model_with_another_hash_is_not_loaded(model: Path) -> None:
    with pytest.raises(ModelIsAnother):
        crf("en", "00" * 32, model)


def test_a_text_without_words_has_no_spans(model: Path) -> None:
    assert list(crf("en", digest(model), model).find("?! 🚚", "en")) == []


@pytest.mark.usefixtures("model")
def test_nothing_marked_is_nothing_to_learn(tmp_path: Path) -> None:
    with pytest.raises(NothingToLearn):
        train([Example("Nobody is marked here.", [])], "en", tmp_path / "own.model")


def test_a_language_that_is_not_read_here_has_no_model(tmp_path: Path) -> None:
    with pytest.raises(UnknownRecognizer):
        train(map(example, TEXTS), "xx", tmp_path / "own.model")
    with pytest.raises(UnknownRecognizer):
        crf("xx", "00" * 32, tmp_path / "own.model")


@pytest.mark.usefixtures("model")
def test_the_command_prints_the_line_that_chooses_the_model(tmp_path: Path) -> None:
    marked, own = tmp_path / "marked.jsonl", tmp_path / "own.model"
    lines = [
        {"text": one.text, "mentions": [{"start": start, "end": end} for start, end, _ in one.mentions]}
        for one in map(example, TEXTS)
    ]
    marked.write_text("".join(json.dumps(line) + "\n" for line in lines))
    said = CliRunner().invoke(commands, ["train", str(marked), str(own), "--lang", "en"])
    assert f'recognizers = ["crf:en:{digest(own)}:{own}"]' in said.stdout


@pytest.mark.parametrize(
    "line", ["no json", "[]", '{"text": 1, "mentions": []}', '{"text": "a", "mentions": [{"start": 0, "end": 2}]}']
)
def test_a_line_that_is_no_marked_text_is_refused_by_its_number(line: str, tmp_path: Path) -> None:
    (tmp_path / "marked.jsonl").write_text(line)
    said = CliRunner().invoke(commands, ["train", str(tmp_path / "marked.jsonl"), str(tmp_path / "m"), "--lang", "en"])
    assert isinstance(said.exception, NotMarkedTexts | NotInstalled)
    assert not (tmp_path / "m").exists()
