"""Each check, with the fact good, bad and unknown: what is bad is never said to be well, nor what cannot be seen."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from server.doctor.databases import DURABLE, FORGETTING, QUIET, LoginFacts, judge_login
from server.doctor.findings import CANNOT_CHECK, Finding, Health, Promise, Report, bad, cannot_tell, ok
from server.doctor.host import HostFacts, Swap, judge_host, read_host
from server.doctor.papers import PaperFacts, judge_papers
from server.doctor.peers import PeerFacts, is_in_the_clear, judge_peer, judge_witnesses
from server.doctor.rooms import look_at_files, look_at_rooms
from server.doctor.told import FileFacts, judge_file
from server.doctor.versions import VersionFacts, judge_versions, read_versions
from server.revisions import known_revisions
from tests.worlds import make_consortium

OK, BAD, UNKNOWN = Health.OK, Health.BAD, Health.CANNOT_TELL

LOGIN = LoginFacts(
    setting="writer_url",
    role="intake_writer",
    expected=frozenset({"intake_writer", "intake_collector"}),
    powers=(),
    owner_logs_in=False,
    left_by_a_restore=False,
    travels_in_the_clear=False,
    major=15,
    revision=known_revisions("intake")[-1],
    settings={name: values[0] for name, values in {**DURABLE, **QUIET, **FORGETTING}.items()},
    deviations=(),
)
HOST = HostFacts(swaps=(), core_pattern="core", core_limit=0, clock_state=0)
PAPERS = PaperFacts(days_left=100, policy_days=10, rules_usable=True, key_is_ours=True)
PEER = PeerFacts("ledger_url", True, False, False, 0.5, 90.0, True)
SECRET = FileFacts("sign_key_file", 0o600, 0, 0, is_secret=True)
PAPER = FileFacts("pinned", 0o755, 0, 0, is_secret=False)
VERSIONS = VersionFacts((3, 11), {"httpx": "1"}, {"httpx": "1"})


def health(findings: list[Finding], check: str) -> Health:
    (found,) = [one for one in findings if one.check == check]
    return found.health


def only(findings: list[Finding], check: str, expected: Health) -> None:
    """That this check, and no other, stands as expected: one fault is one line."""
    assert health(findings, check) is expected
    assert {one.check for one in findings if one.health is not Health.OK} <= {check}


def test_what_is_to_be_done_about_grants_and_settings_is_said_as_it_is_typed() -> None:
    facts = replace(LOGIN, deviations=("too much",), settings={**LOGIN.settings, "fsync": "off"})
    said = {one.check: one.said for one in judge_login("intake", facts)}
    assert said["grants"].endswith("Type: leeward database migrate intake --administrator FILE")
    assert said["durability"] == "Set in postgresql.conf: fsync = on. Then restart PostgreSQL."


def test_where_everything_is_as_it_should_be_every_line_says_so() -> None:
    findings = [*judge_login("intake", LOGIN), *judge_host(HOST), *judge_papers(PAPERS), *judge_peer(PEER)]
    findings += [judge_file(SECRET), judge_file(PAPER), *judge_versions(VERSIONS)]
    assert {one.health for one in findings} == {OK}
    assert len({one.check for one in findings}) == len(findings)


@pytest.mark.parametrize(
    ("check", "change"),
    [
        ("role of writer_url", {"powers": ("is a superuser",)}),
        ("role of writer_url", {"powers": ("sees every row",)}),
        ("role of writer_url", {"role": "intake_owner"}),
        ("role of writer_url", {"owner_logs_in": True}),
        ("role of writer_url", {"left_by_a_restore": True}),
        ("grants", {"deviations": ("too much: table parts: intake_writer SELECT",)}),
        ("way of writer_url", {"travels_in_the_clear": True}),
        ("PostgreSQL", {"major": 14}),
        ("migrations", {"revision": None}),
        ("migrations", {"revision": "0001"}),
        ("migrations", {"revision": "9999"}),
    ],
)
def test_a_login_with_a_fault_is_bad(check: str, change: dict[str, Any]) -> None:
    only(judge_login("intake", replace(LOGIN, **change)), check, BAD)


@pytest.mark.parametrize(
    ("check", "setting", "value"),
    [
        ("durability", "fsync", "off"),
        ("durability", "full_page_writes", "off"),
        ("durability", "synchronous_commit", "local"),
        ("durability", "synchronous_commit", "off"),
        ("PostgreSQL's own log", "log_statement", "all"),
        ("PostgreSQL's own log", "log_connections", "on"),
        ("PostgreSQL's own log", "log_connections", "authentication,authorization"),
        ("PostgreSQL's own log", "log_error_verbosity", "default"),
        ("PostgreSQL's own log", "log_min_duration_statement", "0"),
        ("PostgreSQL's own log", "track_commit_timestamp", "on"),
        ("intake's write-ahead log", "archive_mode", "on"),
        ("intake's write-ahead log", "archive_mode", "always"),
        ("intake's write-ahead log", "wal_level", "logical"),
        ("intake's write-ahead log", "wal_recycle", "on"),
    ],
)
def test_a_setting_that_breaks_a_promise_is_bad_and_is_named_with_what_to_write(
    check: str, setting: str, value: str
) -> None:
    findings = judge_login("intake", replace(LOGIN, settings={**LOGIN.settings, setting: value}))
    only(findings, check, BAD)
    assert f"{setting} = " in next(one.said for one in findings if one.check == check)


def test_a_setting_that_is_not_shown_is_not_said_to_be_well() -> None:
    shown = {name: value for name, value in LOGIN.settings.items() if name != "fsync"}
    only(judge_login("intake", replace(LOGIN, settings=shown)), "durability", UNKNOWN)


def test_only_intake_must_forget_its_write_ahead_log() -> None:
    settings = {**LOGIN.settings, "archive_mode": "on", "wal_level": "replica"}
    archived = replace(LOGIN, settings=settings, revision=known_revisions("vault")[-1])
    assert {one.health for one in judge_login("vault", archived)} == {OK}


@pytest.mark.parametrize(
    ("check", "change", "expected"),
    [
        ("swap", {"swaps": (Swap("/dev/sda2", in_the_clear=True),)}, BAD),
        ("swap", {"swaps": (Swap("/dev/dm-1", in_the_clear=False),)}, OK),
        ("swap", {"swaps": None}, UNKNOWN),
        ("core dumps", {"core_pattern": "|/usr/share/apport/apport %p"}, BAD),
        ("core dumps", {"core_limit": -1}, BAD),
        ("core dumps", {"core_pattern": None}, UNKNOWN),
        ("clock", {"clock_state": 5}, BAD),
        ("clock", {"clock_state": None}, UNKNOWN),
    ],
)
def test_the_machine(check: str, change: dict[str, Any], expected: Health) -> None:
    only(judge_host(replace(HOST, **change)), check, expected)


def test_swap_is_read_as_the_system_lists_it(tmp_path: Path) -> None:
    (tmp_path / "proc/sys/kernel").mkdir(parents=True)
    (tmp_path / "sys/block/dm-1/dm").mkdir(parents=True)
    (tmp_path / "sys/block/dm-2/dm").mkdir(parents=True)
    (tmp_path / "sys/block/dm-1/dm/uuid").write_text("CRYPT-PLAIN-swap\n")
    (tmp_path / "sys/block/dm-2/dm/uuid").write_text("LVM-abc\n")
    (tmp_path / "proc/sys/kernel/core_pattern").write_text("|/lib/systemd/systemd-coredump\n")
    rows = "\n".join(f"{name} partition 8 0 -2" for name in ("/dev/dm-1", "/dev/dm-2", "/dev/zram0", "/swapfile"))
    (tmp_path / "proc/swaps").write_text(f"Filename Type Size Used Priority\n{rows}\n")
    facts = read_host(tmp_path)
    assert {one.name: one.in_the_clear for one in facts.swaps or ()} == {
        "/dev/dm-1": False,
        "/dev/dm-2": True,
        "/dev/zram0": False,
        "/swapfile": True,
    }
    assert health(judge_host(facts), "core dumps") is BAD
    assert read_host(tmp_path / "nothing").swaps is None


@pytest.mark.parametrize("name", ["adjtimex", "ntp_adjtime"])
@pytest.mark.parametrize(("answer", "expected"), [(0, OK), (1, OK), (5, BAD), (-1, UNKNOWN)])
def test_a_clock_that_no_time_server_sets_any_more_is_seen_by_what_the_kernel_answers(
    name: str, answer: int, expected: Health, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bytes] = []

    def kernel(timex: Any) -> int:
        asked.append(timex.raw)
        return answer

    monkeypatch.setattr("server.doctor.host.ctypes.CDLL", lambda _library: SimpleNamespace(**{name: kernel}))
    assert health(judge_host(read_host()), "clock") is expected
    assert asked == [bytes(512)], "anything else would set the clock"


def test_a_system_that_cannot_be_asked_about_its_clock_is_not_said_to_be_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.doctor.host.ctypes.CDLL", lambda _library: SimpleNamespace())
    assert health(judge_host(read_host()), "clock") is UNKNOWN


@pytest.mark.parametrize(
    ("check", "change", "expected"),
    [
        ("directory", {"days_left": None}, BAD),
        ("directory", {"days_left": -1}, BAD),
        ("directory", {"days_left": 29}, BAD),
        ("directory", {"days_left": 30}, OK),
        ("policy", {"policy_days": None}, BAD),
        ("policy", {"policy_days": -1}, BAD),
        ("policy", {"policy_days": 366}, BAD),
        ("policy", {"policy_days": 365}, OK),
        ("access rules", {"rules_usable": False}, BAD),
        ("access rules", {"rules_usable": None}, UNKNOWN),
        ("signing key", {"key_is_ours": False}, BAD),
        ("signing key", {"key_is_ours": None}, UNKNOWN),
    ],
)
def test_papers(check: str, change: dict[str, Any], expected: Health) -> None:
    only(judge_papers(replace(PAPERS, **change)), check, expected)


@pytest.mark.parametrize(
    ("check", "change", "expected"),
    [
        ("zone at ledger_url", {"answers": False}, BAD),
        ("zone at ledger_url", {"answers": False, "refused_certificate": True}, BAD),
        ("way to ledger_url", {"in_the_clear": True}, BAD),
        ("clock of ledger_url", {"seconds_apart": 31.0}, BAD),
        ("clock of ledger_url", {"seconds_apart": None}, UNKNOWN),
        ("certificate of ledger_url", {"days_of_certificate": -1.0}, BAD),
        ("certificate of ledger_url", {"days_of_certificate": 13.0}, BAD),
        ("log's checkpoint", {"checkpoint_holds": False}, BAD),
        ("log's checkpoint", {"checkpoint_holds": None}, UNKNOWN),
    ],
)
def test_peers(check: str, change: dict[str, Any], expected: Health) -> None:
    only(judge_peer(replace(PEER, **change)), check, expected)


@pytest.mark.parametrize(
    ("url", "clear"),
    [
        ("https://vault.example", False),
        ("http://127.0.0.1:8401", False),
        ("http://[::1]:8401", False),
        ("http://localhost:8401", False),
        ("http://abcdefghij.onion", False),
        ("http://vault.example", True),
        ("http://10.0.0.7:8401", True),
        ("http://onion.example", True),
    ],
)
def test_only_what_stays_here_may_go_in_the_clear(url: str, clear: bool) -> None:
    assert is_in_the_clear(url) is clear


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (SECRET, OK),
        (replace(SECRET, mode=0o640), OK),
        (replace(SECRET, mode=0o644), BAD),
        (replace(SECRET, mode=0o660), BAD),
        (replace(SECRET, owner=1000), BAD),
        (replace(SECRET, mode=None), UNKNOWN),
        (PAPER, OK),
        (replace(PAPER, mode=0o775), BAD),
        (replace(PAPER, mode=0o757), BAD),
    ],
)
def test_files(facts: FileFacts, expected: Health) -> None:
    assert judge_file(facts).health is expected


@pytest.mark.parametrize(
    ("check", "change", "expected"),
    [
        ("Python", {"python": (3, 10)}, BAD),
        ("libraries", {"installed": {"httpx": "0.9"}}, BAD),
        ("libraries", {"locked": None, "installed": {}}, UNKNOWN),
        ("libraries", {"installed": {}}, OK),
    ],
)
def test_versions(check: str, change: dict[str, Any], expected: Health) -> None:
    only(judge_versions(replace(VERSIONS, **change)), check, expected)


def test_the_lock_is_read_as_it_is_written(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("httpx==0.0.1 \\\n    --hash=sha256:00\nno-such-library-here==3 ; sys_platform == 'plan9' \\\n")
    facts = read_versions(lock)
    assert facts.locked == {"httpx": "0.0.1", "no-such-library-here": "3"}
    assert list(facts.installed) == ["httpx"]
    assert read_versions(tmp_path / "none").locked is None


@pytest.mark.parametrize(
    ("listed", "needed", "health"), [(0, 0, UNKNOWN), (2, 0, UNKNOWN), (2, 2, UNKNOWN), (3, 2, OK)]
)
def test_it_is_said_how_many_witnesses_the_directory_asks_for(listed: int, needed: int, health: Health) -> None:
    found = judge_witnesses(make_consortium(witnesses=(listed, needed)).directory)
    assert found.health is health
    assert judge_witnesses(None).health is UNKNOWN


def test_a_log_with_too_few_witnesses_on_its_head_is_bad() -> None:
    facts = PeerFacts("ledger_url", True, False, False, 0.0, None, True, witnesses=(1, 2))
    assert BAD in {one.health for one in judge_peer(facts)}
    enough = PeerFacts("ledger_url", True, False, False, 0.0, None, True, witnesses=(2, 2))
    assert {one.health for one in judge_peer(enough)} == {OK}


def test_one_bad_line_is_enough_and_one_that_cannot_tell_is_not() -> None:
    lines = (ok("a", Promise.KEPT, "well"), cannot_tell("b", Promise.KEPT, "who knows"))
    assert Report("vault", lines).is_well
    assert not Report("vault", (*lines, bad("c", Promise.KEPT, "ill"))).is_well


def test_what_is_bad_comes_first_and_what_cannot_be_checked_is_always_said() -> None:
    report = Report("vault", (ok("a", Promise.KEPT, "well"), bad("c", Promise.QUORUM, "ill")))
    said = list(report.as_lines())
    assert said[0].startswith("BAD")
    assert Promise.QUORUM in said[1]
    assert all(any(one in line for line in said) for one in CANNOT_CHECK)
    assert report.as_data()["cannot_check"] == list(CANNOT_CHECK)


async def _faults_of_a_room() -> tuple[str, ...]:
    return ("It lacks one thing.", "It lacks another.")


async def _no_fault() -> tuple[str, ...]:
    return ()


def test_each_fault_of_a_room_is_a_line_and_a_zone_that_reads_nothing_has_none() -> None:
    found = [asyncio.run(look_at_rooms(faults)) for faults in (_faults_of_a_room, _no_fault, None)]
    assert [[one.health for one in each] for each in found] == [[BAD, BAD], [OK], []]


async def _cleans() -> bool:
    return True


async def _cleans_nothing() -> bool:
    return False


def test_a_desk_that_cannot_clean_documents_says_that_none_leave_and_is_well() -> None:
    found = [asyncio.run(look_at_files(cleans)) for cleans in (_cleans, _cleans_nothing, None)]
    assert [[one.health for one in each] for each in found] == [[OK], [OK], []]
    assert "Text documents do not leave: install mat2" in found[1][0].said
