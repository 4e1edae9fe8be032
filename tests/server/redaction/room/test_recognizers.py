"""Recognizers of others in a room: loaded before it hears a word, and what they find is proposed beside the rest."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from protocol.contents import Testimony
from protocol.ids import PartKind
from server.detection.plugged import Recognizer
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span
from server.recognizers.chosen import loaded
from server.recognizers.crf import Example, train
from server.recognizers.errors import CannotBeLoaded, NotInstalled
from server.recognizers.trying import try_to_load
from server.redaction.errors import RoomGone
from server.redaction.room.asking import begin
from server.redaction.room.inside.opened import Opened
from server.redaction.room.inside.reading import Reading
from server.redaction.room.inside.showing import show_part
from server.redaction.room.processes import start_process
from server.redaction.room.questions import ShownText, ShowPart
from tests.conftest import _missing

pytestmark = pytest.mark.anyio
SAID = "Lorries came to the mill at night, and the people there hid in the forest until the men had gone."


def shown(*recognizers: Recognizer) -> ShownText:
    reading = Reading(recognizers=recognizers)
    part = bytes(32)
    reading.keep(Opened(part, PartKind.TESTIMONY, Testimony(text=SAID), len(SAID)))
    (text,) = show_part(reading, ShowPart(part=part)).texts
    return text


def test_what_recognizers_find_is_proposed_beside_the_rest() -> None:
    def find(text: str, _language: str) -> list[Span]:
        at = text.index("the forest")
        return [Span(at, at + 10, Kind.NAME, 0.9, Reason.BY_PRESIDIO)]

    assert Reason.BY_PRESIDIO not in {span.reason for span in shown().spans}
    assert Reason.BY_PRESIDIO in {span.reason for span in shown(Recognizer("test", frozenset({"en"}), find)).spans}


def test_where_one_of_them_fails_all_of_the_text_is_masked_and_it_is_said() -> None:
    def find(_text: str, _language: str) -> list[Span]:
        raise RuntimeError

    text = shown(Recognizer("test", frozenset({"en"}), find))
    assert (text.held, text.reason) == (True, Reason.RECOGNIZER_FAILED)
    assert [(span.start, span.end) for span in text.spans] == [(0, len(SAID))]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A small model of one's own, as settings choose it: it lies where no room may read once it is confined."""
    file = tmp_path_factory.mktemp("model") / "own.model"
    train([Example("On Monday the men asked for Wexliprumo.", [(28, 38, "name")])] * 3, "en", file)
    return f"crf:en:{hashlib.sha256(file.read_bytes()).hexdigest()}:{file}"


@pytest.mark.skipif(sys.platform != "linux", reason="a room is confined on Linux")
async def test_a_room_begins_with_its_recognizers_and_confined_all_the_same(own: str) -> None:
    lacks = []
    for chosen in ((), (own,)):
        room = await begin(partial(start_process, chosen))
        lacks.append(room.lacks)
        room.end()
    assert lacks[0] == lacks[1]


async def test_no_room_begins_without_a_recognizer_that_was_chosen(own: str) -> None:
    with pytest.raises(RoomGone):
        await begin(partial(start_process, [own.replace("crf:en:", "crf:en:0")]))


async def test_it_is_tried_in_a_process_of_its_own_before_a_desk_starts(own: str) -> None:
    await try_to_load([])
    await try_to_load([own])
    for wrong, words in (
        (f"{own}.gone", "not where they should be"),
        (own.replace("crf:en:", "crf:en:0"), "not the ones that are pinned"),
        ("names-dataset", "no recognizer of this name"),
    ):
        with pytest.raises(CannotBeLoaded, match=words):
            await try_to_load([wrong])


CONFINED = """
import sys; sys.path.insert(0, sys.argv[1])
from pathlib import Path
from server.recognizers.chosen import loaded
from server.redaction.room.inside.confinement import MEMORY_OF_MODELS, MOST_MEMORY, confine
recognizers = loaded(sys.argv[2:])
confine([Path(sys.argv[1]) / "server"], MOST_MEMORY + MEMORY_OF_MODELS)
text = "On Monday the men asked for Joseph Kabila at 12 River Road in Nairobi. " * 300
print([len(list(one.find(text, "en"))) > 0 for one in recognizers])
"""


def read_where_it_is_confined(*chosen: str) -> str:
    tree = str(Path(__file__).parents[4])
    command = [sys.executable, "-I", "-X", "utf8", "-c", CONFINED, tree, *chosen]
    return subprocess.run(command, check=True, capture_output=True, text=True, env={}).stdout.strip()


@pytest.mark.skipif(sys.platform != "linux", reason="a room is confined on Linux")
def test_a_confined_process_reads_with_what_it_loaded_before(own: str) -> None:
    assert read_where_it_is_confined(own) == "[True]"


@pytest.mark.recognizers
@pytest.mark.skipif(sys.platform != "linux", reason="a room is confined on Linux")
def test_a_confined_process_reads_with_the_real_models() -> None:
    chosen = ("spacy-en", "rampart")
    try:
        loaded(chosen)
    except NotInstalled:
        _missing("spaCy's and Rampart's models")
    assert read_where_it_is_confined(*chosen) == "[True, True]"
