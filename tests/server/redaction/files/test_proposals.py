"""Boxes are proposed where a machine can, and a person draws them: a proposal covers nothing."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image

from server.redaction.files import proposals
from server.redaction.files.boxes import Box
from server.redaction.files.errors import ModelChanged, NoProposals
from server.redaction.files.proposals import Proposal, Seen, opencv_finders, proposed
from tests.server.redaction.files.plants import picture


def finding(*found):
    return lambda grey: found


def test_finds_are_grown_and_told_from_the_top_down() -> None:
    finders = {Seen.FACE: [finding((100, 150, 140, 190))], Seen.PLATE: [finding((10, 10, 50, 20))]}
    told = proposed(picture((400, 200)), finders)
    assert told == (
        Proposal(Box(50, 400, 1_450, 1_100), Seen.PLATE),
        Proposal(Box(2_300, 7_100, 3_700, 9_900), Seen.FACE),
    )


def test_of_two_finds_of_one_face_the_larger_is_told_and_a_plate_in_it_as_well() -> None:
    finders = {
        Seen.FACE: [finding((100, 100, 200, 200)), finding((110, 110, 190, 190), (300, 100, 340, 140))],
        Seen.PLATE: [finding((120, 140, 180, 160))],
    }
    told = proposed(picture((400, 400)), finders)
    assert [one.seen for one in told] == [Seen.FACE, Seen.FACE, Seen.PLATE]


def test_a_find_in_a_picture_that_was_looked_at_smaller_lies_where_it_is() -> None:
    (told,) = proposed(picture((4_000, 2_000)), {Seen.FACE: [finding((0, 0, 500, 500))]})
    assert (told.box.left, told.box.top, told.box.right, told.box.bottom) == (0, 0, 6_000, 10_000)


def test_without_the_extra_it_is_said(monkeypatch) -> None:
    monkeypatch.setattr(proposals.importlib, "import_module", lambda name: (_ for _ in ()).throw(ImportError))
    with pytest.raises(NoProposals):
        opencv_finders()


class _Data:
    haarcascades = "/nowhere"


class _WithoutCascades:
    data = _Data

    @staticmethod
    def setNumThreads(number: int) -> None:  # noqa: N802 - OpenCV's name
        pass


class _WithCascades(_WithoutCascades):
    CascadeClassifier = object


def test_a_library_without_cascades_or_their_files_proposes_nothing(monkeypatch) -> None:
    for library in (_WithoutCascades, _WithCascades):
        monkeypatch.setattr(proposals.importlib, "import_module", lambda name, library=library: library)
        with pytest.raises(NoProposals):
            opencv_finders()


def test_a_model_that_is_another_file_is_not_used(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr(proposals.importlib, "import_module", lambda name: _WithCascades)
    (tmp_path / "haarcascade_frontalface_alt2.xml").write_text("<opencv_storage/>")
    with pytest.raises(ModelChanged):
        opencv_finders(tmp_path)


@pytest.mark.skipif(find_spec("cv2") is None, reason="leeward[faces] is not installed: an extra, nowhere required")
def test_the_real_models_load_and_see_no_face_where_there_is_none() -> None:
    assert proposed(Image.new("RGB", (400, 300), (120, 130, 110)), opencv_finders()) == ()
