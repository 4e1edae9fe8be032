"""A program that answers as `leeward detect` does, asked in a process of its own: a small one, written here."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.redaction.asking import Answered, DidNotAnswer, ask, network_can_be_taken
from bench.redaction.measure import Answer

# It masks the first three code points, holds what begins with "?", and says whether it sees a network or the core.
PROGRAM = """
import json, os, socket, sys
for line in sys.stdin:
    text = json.loads(line)["text"]
    if text == "end": sys.exit("it could not go on")
    if text == "work": sum(range(3_000_000))
    seen = {"network": len(socket.if_nameindex()), "cores": len(os.sched_getaffinity(0))}
    width = seen.get(text, 3)
    spans = [{"start": 0, "end": width, "kind": "x", "confidence": 1}] if width else []
    print(json.dumps({"id": "one", "held": text[:1] == "?", "spans": spans}), flush=True)
"""


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    (tmp_path / "program.py").write_text(PROGRAM)
    return [sys.executable, str(tmp_path / "program.py")]


@pytest.fixture
def asked(command: list[str], tmp_path: Path) -> Answered:
    return ask(command, {"two": ["Ana 🚚", "?"], "seen": ["network", "cores"], "idle": [], "busy": ["work"]}, tmp_path)


def test_each_set_gets_its_answers_in_order_and_what_it_took(asked: Answered) -> None:
    three = ((0, 3),)
    assert asked.answers["two"] == (Answer(three), Answer(three, held=True))
    assert asked.answers["idle"] == ()
    assert asked.seconds.keys() == asked.answers.keys()
    assert asked.seconds["busy"] > asked.seconds["idle"]
    assert asked.mib is None or asked.mib > 1
    if hasattr(__import__("os"), "sched_getaffinity"):
        assert asked.answers["seen"][1].stretches == ((0, 1),)


def test_where_it_can_be_taken_a_program_has_no_network_but_itself(asked: Answered) -> None:
    if not network_can_be_taken():
        pytest.skip("this user may not start a process in a network namespace of its own")
    assert asked.without_network
    assert asked.answers["seen"][0].stretches == ((0, 1),)  # the loopback interface, which is down


def test_a_program_that_ends_is_told_with_its_last_words(command: list[str], tmp_path: Path) -> None:
    with pytest.raises(DidNotAnswer, match="it could not go on"):
        ask(command, {"one": ["end"]}, tmp_path)
