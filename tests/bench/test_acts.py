"""That the benches without a database still do what they measure: a change of a message once kept two from starting."""

from __future__ import annotations

import pytest

from bench import openings, seal


def test_each_act_of_sealing_runs_beside_its_primitives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "ROUNDS", 1)
    monkeypatch.setattr(seal, "REPEAT", 1)
    assert {"seal", "approve", "open"} <= seal.run().keys()


def test_a_desk_opens_what_the_bench_has_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openings, "FIRST", 1)
    monkeypatch.setattr(openings, "PARTS", 2)
    assert openings.run()["parts"] == 2
