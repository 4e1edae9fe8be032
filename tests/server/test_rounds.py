"""What a zone says when something is in the way of what it does again and again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import pytest

import server.policy.errors as policy
import server.redaction.errors as desk
import server.release.errors as release
import server.vault.errors as vault
from protocol.directory import DeviceRole
from server import rounds
from server.exchange import PeerSilent
from server.rounds import Round, running

pytestmark = pytest.mark.anyio
Said = Callable[[], list[tuple[str, str]]]
NAMED = {
    vault.IntakeUnreachable: "intake",
    vault.PolicyUnreachable: "policy",
    vault.LogUnreachable: "ledger",
    policy.VaultSilent: "vault",
    release.VaultSilent: "vault",
    release.LedgerSilent: "ledger",
    release.PolicySilent: "policy",
    policy.LedgerSilent: "ledger",
    desk.VaultUnreachable: "vault",
    desk.ReleaseUnreachable: "release",
    desk.PolicyUnreachable: "policy",
}


class Flawed(Exception):
    """What nobody foresaw."""


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Said:
    """Level and words of each line."""
    monkeypatch.setattr(rounds, "AFTER_A_FAULT", 0.0)
    caplog.set_level(logging.INFO, "leeward")
    return lambda: [(record.levelname, str(record.msg)) for record in caplog.records]


async def turned(*script: type[Exception] | None) -> None:
    """A round that goes as scripted."""
    turns, ended = iter(script), asyncio.Event()

    async def act() -> None:
        for turn in turns:
            if turn is not None:
                raise turn
            return
        ended.set()
        await asyncio.Event().wait()

    async with running([Round("turn", lambda: 0.0, act)]):
        await asyncio.wait_for(ended.wait(), 30)


@pytest.mark.parametrize("silent", NAMED)
async def test_a_zone_that_does_not_answer_is_said_once_and_once_more_when_it_does(
    silent: type[PeerSilent], said: Said
) -> None:
    await turned(None, silent, silent, silent, None, None)
    assert said() == [("WARNING", f"zone-lost zone={NAMED[silent]}"), ("INFO", f"zone-back zone={NAMED[silent]}")]


def test_no_silence_was_forgotten_here() -> None:
    errors = [one for zone in (desk, policy, release, vault) for one in vars(zone).values() if isinstance(one, type)]
    assert {one for one in errors if issubclass(one, PeerSilent)} - {PeerSilent} == NAMED.keys()


@pytest.mark.parametrize("flaw", [Flawed, vault.WrongAnswer])
async def test_a_fault_is_said_each_time_and_does_not_end_the_silence_of_another_zone(
    flaw: type[Exception], said: Said
) -> None:
    await turned(vault.LogUnreachable, flaw, vault.LogUnreachable, flaw, None)
    assert [level for level, _ in said()] == ["WARNING", "ERROR", "ERROR", "INFO"]
    assert all(flaw.__name__ in words for level, words in said() if level == "ERROR")


async def test_where_one_zone_is_silent_after_another_each_is_said(said: Said) -> None:
    await turned(vault.LogUnreachable, vault.PolicyUnreachable, None)
    assert {words for _, words in said()} == {
        *(f"zone-lost zone={zone}" for zone in ("ledger", "policy")),
        *(f"zone-back zone={zone}" for zone in ("ledger", "policy")),
    }


def test_what_two_rounds_miss_is_back_when_neither_misses_it_any_more(said: Said) -> None:
    missed: dict[str, DeviceRole] = {}
    steps = [("collect", DeviceRole.INTAKE), ("publish", DeviceRole.INTAKE), ("collect", None), ("publish", None)]
    lines = []
    for name, zone in steps:
        rounds._note(missed, name, zone)
        lines.append(len(said()))
    assert lines == [1, 1, 1, 2]
