"""Into how many pieces a part is cut, and of what size each is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.contents import CLASSES
from protocol.encoding import encode
from protocol.errors import Malformed, ProtocolError
from protocol.primitives import stream_size
from protocol.sealing import SealedPart
from protocol.uploads import MOST_PIECES, PIECE, NewUpload, Upload, UploadProgress, how_many_pieces, size_of_piece


@given(st.integers(1, SealedPart.BOUND))
def test_the_pieces_of_a_part_are_together_as_large_as_it_and_none_is_empty(size: int) -> None:
    sizes = [size_of_piece(size, number) for number in range(how_many_pieces(size))]
    assert sum(sizes) == size
    assert set(sizes[:-1]) <= {PIECE}
    assert 1 <= sizes[-1] <= PIECE


@pytest.mark.parametrize("size_class", range(3, len(CLASSES)))
@pytest.mark.parametrize(("seats", "desks"), [(1, 1), (7, 2), (16, 6)])
def test_how_many_pieces_there_are_tells_the_class_whatever_the_compartment(
    size_class: int, seats: int, desks: int
) -> None:
    seals = seats * (1169 + 34) + (desks + 1) * 1168 + 4256
    number = how_many_pieces(stream_size(CLASSES[size_class]) + seals)
    assert [how_many_pieces(stream_size(one)) <= number for one in CLASSES] == [
        other <= size_class for other in range(len(CLASSES))
    ]


def test_the_largest_part_there_may_be_is_as_many_pieces_as_a_progress_can_name() -> None:
    assert how_many_pieces(SealedPart.BOUND) == MOST_PIECES
    every = UploadProgress(missing=tuple(range(MOST_PIECES)))
    assert UploadProgress.from_bytes(every.to_bytes()) == every
    assert len(every.to_bytes()) <= UploadProgress.BOUND


@pytest.mark.parametrize("size", [0, -1, SealedPart.BOUND + 1, 2**64])
def test_what_is_no_part_s_size_cannot_be_begun(size: int) -> None:
    with pytest.raises(Malformed):
        NewUpload.from_bytes(encode({"part": bytes(32), "size": size, "type": "leeward/v1/new-upload"}))


@pytest.mark.parametrize("missing", [[1, 0], [1, 1], [MOST_PIECES], [-1], list(range(MOST_PIECES + 1))])
def test_what_is_missing_is_a_set_of_numbers_that_a_piece_can_have(missing: list[int]) -> None:
    with pytest.raises(ProtocolError):
        UploadProgress.from_bytes(encode({"missing": missing, "type": "leeward/v1/upload-progress"}))


@pytest.mark.parametrize("length", [0, 31, 33])
def test_the_name_of_an_upload_has_32_bytes(length: int) -> None:
    with pytest.raises(Malformed):
        Upload.from_bytes(encode({"type": "leeward/v1/upload", "upload": bytes(length)}))
