"""A model is loaded when all of its files are the ones that are pinned, and not otherwise."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

from server.recognizers import model_files
from server.recognizers.errors import ModelIsAnother, NoModel, NotInstalled
from server.recognizers.model_files import checked, pinned_bytes, pinned_model

FILES = {"config.cfg": b"[nlp]", "ner/model": b"\0weights"}
PINS = {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}


@pytest.fixture
def model(tmp_path: Path) -> Path:
    for name, content in FILES.items():
        file = tmp_path / "model" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return tmp_path / "model"


def test_a_folder_with_the_pinned_files_is_the_model(model: Path) -> None:
    (model / "__pycache__").mkdir()
    (model / "__pycache__" / "made.pyc").touch()
    assert checked(model, PINS) == model


def test_one_changed_byte_is_another_model(model: Path) -> None:
    (model / "ner" / "model").write_bytes(b"\1weights")
    with pytest.raises(ModelIsAnother):
        checked(model, PINS)


@pytest.mark.parametrize("change", [Path.unlink, lambda file: file.with_name("beside.py").touch()])
def test_a_missing_or_an_added_file_makes_another_model(model: Path, change: object) -> None:
    change(model / "config.cfg")  # type: ignore[operator]
    with pytest.raises(ModelIsAnother):
        checked(model, PINS)


def test_a_file_that_is_a_link_to_nowhere_is_another_model_too(model: Path) -> None:
    (model / "added").symlink_to("nowhere")
    with pytest.raises(ModelIsAnother):
        checked(model, PINS)


def test_without_its_folder_there_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(NoModel):
        checked(tmp_path / "model", PINS)


def test_bytes_are_the_pinned_ones_or_none(model: Path) -> None:
    file = model / "ner" / "model"
    assert pinned_bytes(file, PINS["ner/model"]) == FILES["ner/model"]
    with pytest.raises(ModelIsAnother):
        pinned_bytes(file, PINS["config.cfg"])
    with pytest.raises(NoModel):
        pinned_bytes(model / "gone", PINS["ner/model"])


def test_the_package_that_carries_a_model_is_never_imported(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "carrier_of_a_model").mkdir()
    (tmp_path / "carrier_of_a_model" / "__init__.py").write_text("raise SystemExit('imported')")
    model.rename(tmp_path / "carrier_of_a_model" / "model")
    monkeypatch.syspath_prepend(str(tmp_path))
    pins = {"ours": {"folder": "carrier_of_a_model/model", "files": PINS}, "gone": {"folder": "no_such/m", "files": {}}}
    monkeypatch.setattr(model_files, "_pins", lambda: pins)
    assert pinned_model("ours") == tmp_path / "carrier_of_a_model" / "model"
    assert "carrier_of_a_model" not in sys.modules
    with pytest.raises(NotInstalled):
        pinned_model("gone")


def test_every_pin_is_a_hash_of_a_file_below_its_folder() -> None:
    for pin in model_files._pins().values():
        assert "/" in pin["folder"]
        assert pin["files"]
        for name, digest in pin["files"].items():
            assert not name.startswith(("/", ".."))
            assert len(bytes.fromhex(digest)) == 32
