"""What a desk's settings choose is loaded, or the desk does not start and says why."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from server.recognizers import chosen, spacy_model
from server.recognizers.chosen import NAMED, loaded
from server.recognizers.commands import commands
from server.recognizers.errors import ModelIsAnother, NotInstalled, UnknownRecognizer


def test_nothing_chosen_is_nothing_loaded() -> None:
    assert loaded(()) == ()


@pytest.mark.parametrize("word", ["", "spacy", "spacy-es", "rampart:", "crf", "crf:en", "crf:en:00", "names-dataset"])
def test_a_word_that_means_nothing_is_refused(word: str) -> None:
    with pytest.raises(UnknownRecognizer):
        loaded([word])


def test_the_first_that_cannot_be_loaded_is_told_and_none_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ModelIsAnother("rampart")

    monkeypatch.setattr(chosen, "rampart", broken)
    with pytest.raises(ModelIsAnother, match="not the ones that are pinned"):
        loaded(["rampart"])


def test_a_library_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(module: str) -> None:
        raise NotInstalled(module)

    monkeypatch.setattr(spacy_model, "installed", missing)
    with pytest.raises(NotInstalled, match="spacy"):
        loaded(["spacy-en"])


def test_a_file_of_ones_own_may_lie_at_a_path_with_colons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chosen, "crf", lambda *what: what)
    assert loaded([f"crf:en:{'00' * 32}:{tmp_path}/a:b.model"]) == (("en", "00" * 32, tmp_path / "a:b.model"),)


def test_each_one_that_has_a_name_is_listed_with_whether_it_can_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ModelIsAnother("rampart")

    monkeypatch.setattr(chosen, "rampart", broken)
    said = CliRunner().invoke(commands, ["list"]).stdout.splitlines()
    assert [line.partition(":")[0] for line in said] == list(NAMED)
    assert "not the ones that are pinned" in said[-1]
