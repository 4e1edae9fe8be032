"""What `leeward bench redaction` says of what it measured: each row by its name, and what it could not measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from bench import redaction
from bench.redaction import peer
from bench.redaction.asking import Answered, DidNotAnswer
from bench.redaction.measure import Answer, Marked, Mention
from bench.redaction.peer import MODELS, NoPeer, Peer
from server.bench_goals import Bench, judged

CASE = Marked("Ana of Kasaro", "en", (Mention(0, 3, "a", "person", True), Mention(7, 13, "k", "loc", False)))
SETS = {"tab-dev": [CASE, CASE], "reports-ar": [Marked("Ana", "ar", ())], "meddocan": [Marked("Ana", "es", ())]}
MASKS = {"recall": ((0, 13),), "balanced": ((0, 3),)}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """Every command that was started. Ours masks by its mode; the peer masks the place alone."""
    commands = list[Sequence[str]]()

    def ask(command: Sequence[str], sets: Mapping[str, Sequence[str]], _folder: Path) -> Answered:
        commands.append(command)
        masks = MASKS.get(command[-1], ((7, 13),))
        answers = {
            name: tuple(Answer(masks if len(text) > 3 else ()) for text in texts) for name, texts in sets.items()
        }
        return Answered(answers, dict.fromkeys(sets, 0.5), 30.0 + len(commands), without_network=True)

    monkeypatch.setattr(redaction, "ask", ask)
    monkeypatch.setattr(redaction, "there", lambda _data: [*SETS, "tab-train"])
    monkeypatch.setattr(redaction, "load", lambda name, _data: SETS[name])
    monkeypatch.setattr(redaction, "made", lambda _say: Peer(Path("peer")))
    return commands


@pytest.mark.usefixtures("asked")
def test_each_share_has_a_name_of_its_own_beside_the_peers() -> None:
    said = redaction.run()
    assert (said["tab-dev recall quasi"], said["tab-dev balanced quasi"]) == (1.0, 0.0)
    assert (said["tab-dev presidio direct"], said["tab-dev presidio quasi"]) == (0.0, 1.0)
    assert (said["figure"], said["limit"], said["ratio"]) == (1.0, 1.0, 1.0)
    assert (said["speed"], said["networks"]) == ((26 + 3 + 3) / 1.5, 0)
    assert (said["mib"], said["peer_mib"]) == (32.0, 34.0)


@pytest.mark.usefixtures("asked")
def test_every_goal_is_judged_or_has_its_reason() -> None:
    rows = {row.goal.judged: row for row in judged(Bench.REDACTION, redaction.run())}
    assert rows["tab-dev recall quasi"].met is True
    assert rows["tab-dev balanced quasi"].met is False
    assert "not here" in (rows["lives recall quasi"].why_not or "")
    assert "kept apart" in (rows["kept apart: biographies: quasi"].why_not or "")


def test_the_peer_is_told_the_language_and_has_the_english_model_where_there_is_none(
    asked: list[Sequence[str]],
) -> None:
    redaction.run()
    assert [command[-1] for command in asked[:2]] == ["recall", "balanced"]
    assert [command[2] for command in asked[2:]] == ["en", "es"]
    assert all(str(command[3]).endswith(MODELS[command[2]]) for command in asked[2:])


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("problem", [NoPeer("no such index"), DidNotAnswer("it fell")])
def test_without_the_peer_ours_is_measured_all_the_same_and_the_reason_is_said(
    problem: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made(_say: object) -> Peer:
        raise problem

    monkeypatch.setattr(redaction, "made", made)
    said = redaction.run()
    assert said["tab-dev recall quasi"] == 1.0
    assert said["limit"] is said["peer_mib"] is None
    assert str(problem) in str(said["peer"])


@pytest.mark.usefixtures("asked")
def test_what_was_tuned_on_is_not_measured_and_quick_keeps_to_little() -> None:
    def sets(*, quick: bool) -> set[str]:
        rows = redaction.run(quick=quick)["rows"]
        assert isinstance(rows, list)
        return {row["set"] for row in rows}

    assert sets(quick=False) == set(SETS)
    assert sets(quick=True) == {"tab-dev"}


def test_the_peer_is_made_once_by_hash_alone_and_anew_when_a_lock_changes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    typed = list[list[str]]()

    def pip(command: list[str], **_how: object) -> object:
        typed.append(command)
        return type("Done", (), {"returncode": 0, "stderr": ""})

    monkeypatch.setattr(peer.subprocess, "run", pip)
    monkeypatch.setattr(peer.venv, "create", lambda folder, **_how: (folder / "wheels").mkdir(parents=True))
    for _ in range(2):
        peer.made(print, tmp_path / "peer")
    assert len(typed) == 2
    assert all({"--require-hashes", "--no-deps", ":all:"} <= set(command) for command in typed)
    (tmp_path / "peer" / "made-from").write_text("an older lock")
    peer.made(print, tmp_path / "peer")
    assert len(typed) == 4


def test_what_pip_says_last_is_why_there_is_no_peer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    failed = type("Done", (), {"returncode": 1, "stderr": "WARNING: x\nERROR: no matching distribution\n"})
    monkeypatch.setattr(peer.subprocess, "run", lambda *_command, **_how: failed)
    monkeypatch.setattr(peer.venv, "create", lambda folder, **_how: folder.mkdir(parents=True))
    with pytest.raises(NoPeer, match="no matching distribution"):
        peer.made(print, tmp_path / "peer")
    assert not (tmp_path / "peer" / "made-from").exists()


def test_every_line_of_the_peers_locks_has_a_hash_and_names_no_place() -> None:
    for lock in peer.LOCKS.glob("*.lock"):
        words = lock.read_text()
        assert "://" not in words
        pinned = [line for line in words.replace("\\\n", " ").splitlines() if "==" in line]
        assert pinned
        assert all("--hash=sha256:" in line for line in pinned)
