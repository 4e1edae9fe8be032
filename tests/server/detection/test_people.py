"""People who are not named are still described: by work, origin, kin, health, and by being the only one."""

from __future__ import annotations

import pytest

from server.detection.detect import Mode, detect
from server.detection.spans import Kind


def masked(text: str, mode: Mode = Mode.RECALL) -> list[tuple[Kind, str]]:
    return [(span.kind, text[span.start : span.end]) for span in detect(text, mode, "en").spans]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Kind.JOB, "midwife"),
        (Kind.JOB, "primary school teacher"),
        (Kind.JOB, "herpetologist"),
        (Kind.JOB, "professor of mining engineering"),
        (Kind.DEMONYM, "kurdish"),
        (Kind.KIN, "elder brother"),
        (Kind.CONDITION, "diabetes"),
        (Kind.CONDITION, "fracture of the wrist"),
        (Kind.SINGLE, "only midwife"),
        (Kind.SINGLE, "one of the last speakers"),
        (Kind.EVENT, "market bombing"),
    ],
)
def test_what_somebody_is_called_is_masked_with_the_words_that_belong_to_it(kind: Kind, said: str) -> None:
    (found,) = [(each, text) for each, text in masked(f"They asked about the {said}.") if said in text]
    assert found[0] in (kind, Kind.JOB)


def test_balanced_masks_a_job_that_is_said_of_one_person_and_not_one_that_may_be_anyones() -> None:
    text = "She was a midwife. They asked where the midwives were."
    assert masked(text, Mode.BALANCED) == [(Kind.JOB, "midwife")]


def test_a_possessive_does_not_belong_to_the_kin() -> None:
    assert masked("It was the teacher's brother.") == [(Kind.JOB, "the teacher's"), (Kind.KIN, "brother")]


@pytest.mark.parametrize(
    "said",
    ["the village of Kasaro", "Kasaro market", "northern Kasaro", "the mayor of Kasaro", "Kasaro high school"],
)
def test_a_name_brings_along_what_it_is_the_name_of(said: str) -> None:
    assert [text for _, text in masked(f"They were in {said} then.")] == [said]
