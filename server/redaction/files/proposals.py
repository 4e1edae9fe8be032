"""Where a face or a number plate may be: proposed, for a person to draw. Nothing is ever covered because of it alone.

Rules of this file
* It is an extra (`leeward[faces]`). Without it a person draws every box, as they must look for every face anyway: what
  it misses is in decision 40, and it is a lot.
* It learns nothing and fetches nothing. The files that it goes by are known by their hash; another file is not used.
"""

from __future__ import annotations

import hashlib
import importlib
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from server.redaction.files.boxes import WHOLE, Box, Rectangle
from server.redaction.files.errors import ModelChanged, NoProposals

LOOKED_AT = 1000
"""Pixels on the longest side of what is looked at. Smaller faces than a fortieth of it are not found."""
WIDER = 0.2
"""Of its width and height a find is grown on each side: hair, ears and chins are a face, too."""


class Seen(StrEnum):
    FACE = "face"
    PLATE = "plate"


@dataclass(frozen=True, slots=True)
class Proposal:
    box: Box
    seen: Seen


Finder = Callable[[Image.Image], Iterable[Rectangle]]
"""Takes a picture in grey; gives rectangles in its pixels."""


@dataclass(frozen=True, slots=True)
class _Model:
    file: str
    sha256: str
    seen: Seen
    mirrored: bool


_MODELS = (
    _Model(
        "haarcascade_frontalface_alt2.xml",
        "7b0c967d9abbdfbde025eb9c786947d151b6426040d07a8f9562ed8fd90724b4",
        Seen.FACE,
        mirrored=False,
    ),
    _Model(
        "haarcascade_frontalface_default.xml",
        "0f7d4527844eb514d4a4948e822da90fbb16a34a0bbbbc6adc6498747a5aafb0",
        Seen.FACE,
        mirrored=False,
    ),
    _Model(
        "haarcascade_profileface.xml",
        "b39a4a3be45539db146a7fc1d3e761a292c196eb88421185e6a615b3055e612d",
        Seen.FACE,
        mirrored=True,
    ),
    _Model(
        "haarcascade_russian_plate_number.xml",
        "814cb5954682af570e58361f9e5f8b5b513a4112776bb9ecacef9f0e4ca6c2d7",
        Seen.PLATE,
        mirrored=False,
    ),
)
"""OpenCV's own, trained on faces that look this way or that, and on plates of one country. No others come offline."""


def proposed(picture: Image.Image, finders: Mapping[Seen, Iterable[Finder]]) -> tuple[Proposal, ...]:
    """In a picture that is upright; from the top down, and no two of a kind of which one lies in the other."""
    grey = ImageOps.autocontrast(picture.convert("L"))
    grey.thumbnail((LOOKED_AT, LOOKED_AT))
    found = [
        Proposal(_wider(one, grey.size), seen)
        for seen, looking in finders.items()
        for find in looking
        for one in find(grey)
    ]
    largest_first = sorted(found, key=lambda one: -_area(one.box))
    kept: list[Proposal] = []
    for one in largest_first:
        if not any(one.seen is other.seen and _lies_in(one.box, other.box) for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: (one.box.top, one.box.left)))


def can_propose() -> bool:
    """Whether the extra is there. Nothing of it is loaded."""
    return find_spec("cv2") is not None


def opencv_finders(folder: Path | None = None) -> Mapping[Seen, list[Finder]]:
    """By OpenCV's cascades, from the package's own folder. Raises NoProposals, ModelChanged."""
    cv2 = _opencv()
    where = folder or Path(cv2.data.haarcascades)
    finders: dict[Seen, list[Finder]] = {seen: [] for seen in Seen}
    for model in _MODELS:
        finders[model.seen].append(_finder(cv2, _checked(where / model.file, model.sha256), mirrored=model.mirrored))
    return finders


def _opencv() -> Any:
    # One thread: for each of more, numpy's library for matrices asks for room that a room does not have.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    try:
        cv2 = importlib.import_module("cv2")
    except ImportError:
        raise NoProposals from None
    if not hasattr(cv2, "CascadeClassifier"):
        raise NoProposals
    cv2.setNumThreads(1)
    return cv2


def _checked(file: Path, sha256: str) -> str:
    try:
        held = file.read_bytes()
    except OSError:
        raise NoProposals from None
    if hashlib.sha256(held).hexdigest() != sha256:
        raise ModelChanged
    return held.decode()


def _finder(cv2: Any, model: str, *, mirrored: bool) -> Finder:
    cascade = cv2.CascadeClassifier()
    storage = cv2.FileStorage(model, cv2.FILE_STORAGE_READ | cv2.FILE_STORAGE_MEMORY)
    if not cascade.read(storage.getFirstTopLevelNode()):
        raise ModelChanged
    numpy = importlib.import_module("numpy")

    def find(grey: Image.Image) -> Iterable[Rectangle]:
        smallest = max(24, max(grey.size) // 40)
        for across in (False, True) if mirrored else (False,):
            pixels = numpy.asarray(ImageOps.mirror(grey) if across else grey)
            for left, top, width, height in cascade.detectMultiScale(pixels, 1.1, 3, minSize=(smallest, smallest)):
                begins = grey.width - int(left) - int(width) if across else int(left)
                yield begins, int(top), begins + int(width), int(top) + int(height)

    return find


def _wider(found: Rectangle, size: tuple[int, int]) -> Box:
    left, top, right, bottom = found
    more_across, more_down = (right - left) * WIDER, (bottom - top) * WIDER
    return Box(
        _share(left - more_across, size[0]),
        _share(top - more_down, size[1]),
        max(1, _share(right + more_across, size[0])),
        max(1, _share(bottom + more_down, size[1])),
    )


def _share(pixels: float, whole: int) -> int:
    return min(WHOLE, max(0, round(pixels * WHOLE / whole)))


def _area(box: Box) -> int:
    return (box.right - box.left) * (box.bottom - box.top)


def _lies_in(one: Box, other: Box) -> bool:
    """Whether its middle does: two cascades rarely draw one face alike."""
    across, down = (one.left + one.right) // 2, (one.top + one.bottom) // 2
    return other.left <= across <= other.right and other.top <= down <= other.bottom
