"""Words of an original are in the way of a summary, whoever gave them; the desk says which of both it is."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from protocol.consent import Terms, Use
from protocol.ids import from_text
from protocol.release import Attestation
from server.detection.reasons import Reason
from server.detection.spans import Kind, Span
from server.redaction.drafts.findings import GIVEN, shared_marks
from server.redaction.drafts.keeping import kept_draft
from tests.server.redaction.desks import Scene, readable

SAID = "Lorries came to the old mill at night."
REPEATED = "Sources say that lorries came to the old mill."


def giving_words() -> Terms:
    return readable().model_copy(update={"uses": tuple(sorted({*readable().uses, Use.EXACT_WORDS}))})


def run(start: int, end: int) -> Span:
    return Span(start, end, Kind.SHARED, 1.0, Reason.SHARED_WORDS)


async def held_against(scene: Scene, *parts: bytes) -> tuple[dict[str, Any], int]:
    """What the desk shows of a summary that repeats words, and how many runs it attests."""
    opening = await scene.open(*parts)
    await scene.join_second(opening)
    written = await scene.write(opening, *parts, title="A title", bluf=REPEATED)
    kept = kept_draft(scene.curator, from_text(written["draft"]))
    assert kept.attestation is not None
    return written["findings"], Attestation.from_bytes(kept.attestation.body).shared_runs


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("terms", "kind", "concern"),
    [
        ((readable(),), "shared", "shared-words"),
        ((giving_words(),), GIVEN, "given-words"),
        ((giving_words(), giving_words()), GIVEN, "given-words"),
        ((giving_words(), readable()), "shared", "shared-words"),
        ((readable(), giving_words()), "shared", "shared-words"),
    ],
    ids=["nobody gave them", "their source did", "both sources did", "the second did not", "the first did not"],
)
async def test_words_are_given_only_if_every_source_of_them_gave_them_and_are_attested_all_the_same(
    scene: Scene, terms: tuple[Terms, ...], kind: str, concern: str
) -> None:
    findings, attested = await held_against(scene, *(scene.say(SAID, each) for each in terms))
    assert [mark["kind"] for mark in findings["shared"]] == [kind]
    assert {"shared-words", "given-words"} & set(findings["concerns"]) == {concern}
    assert attested == 1


@pytest.mark.anyio
async def test_a_source_that_gave_words_gives_no_other_sources_words(scene: Scene) -> None:
    silent, giving = scene.say(SAID), scene.say("Nobody was there.", giving_words())
    findings, attested = await held_against(scene, silent, giving)
    assert ([mark["kind"] for mark in findings["shared"]], attested) == (["shared"], 1)


def test_a_stretch_is_given_only_where_nothing_of_it_was_kept_back() -> None:
    marks = shared_marks({"bluf": [run(10, 20)], "gaps": []}, {"bluf": [run(15, 30), run(40, 50)], "gaps": [run(0, 9)]})
    assert [(mark.field, mark.start, mark.end, mark.kind) for mark in marks] == [
        ("bluf", 10, 30, "shared"), ("bluf", 40, 50, GIVEN), ("gaps", 0, 9, GIVEN),
    ]  # fmt: skip


def test_what_one_source_kept_back_stays_so_whatever_others_gave() -> None:
    stretches = [run(start, start + 5) for start in range(0, 40, 4)]
    for kept_back, given in itertools.product(stretches, repeat=2):
        (first, *rest) = shared_marks({"bluf": [kept_back]}, {"bluf": [given]})
        over = [mark for mark in (first, *rest) if mark.start <= kept_back.start and kept_back.end <= mark.end]
        assert [mark.kind for mark in over] == ["shared"]
