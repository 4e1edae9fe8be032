"""Story 5 in a browser, between real zones: two administrators lower k from 5 to 3, and see first what the vault says.

One signature does nothing; the proposer cannot approve; what loosens waits, and sources are told before it counts. What
needs no browser is elsewhere: how the days pass, and what only tightens (tests/server/policy/test_proposals.py); what
is counted in which band (tests/server/vault/clearance); that what is out keeps the version under which it passed
(tests/server/release/test_reading.py), and that consent still wins (tests/promises/test_consent_is_enforced.py).
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page
from typer.testing import CliRunner

from clients.key_file import open_keys
from protocol.ids import date_of
from protocol.ledger import EntryKind, LedgerEntry, commit
from protocol.merkle import leaf_hash
from protocol.policy import SignedPolicy, policy_hash
from protocol.simulation import PolicySimulation
from server.cli import app as leeward
from server.demo.people import wait_for
from server.demo.processes import Process
from tests.clients.web.chromium import Chromium
from tests.journeys.administrators import Administrator, arrives, drafts
from tests.journeys.seen_at_vault import PATIENCE, at_vault, in_database
from tests.travelled import Travelled, served_by_the_log

ADMINISTRATORS = ("dalia", "emre")


@pytest.fixture
def administrators(travelled: Travelled, chromium: Chromium) -> Iterator[list[Administrator]]:
    """Both have come in by their links; afterwards nothing waits any more."""
    ground = travelled.stage.ground
    config = str(ground.path("settings", "policy.toml"))
    links = typed("staff", "invite", *ADMINISTRATORS, "--config", config).split()
    came = [arrives(name, link, chromium) for name, link in zip(ADMINISTRATORS, links, strict=True)]
    yield came
    for one in came:
        one.opened.close()
    shutil.copyfile(ground.path("pinned", "policy", "policy.cbor"), ground.papers / "policy.cbor")


def typed(*words: str) -> str:
    """What a command prints, run here: to start a program takes longer than most of them."""
    done = CliRunner().invoke(leeward, words)
    assert done.exit_code == 0, (done.output, done.exception)
    return str(done.stdout)


def key_for_page(travelled: Travelled, name: str, folder: Path) -> tuple[Path, str]:
    """A file and its code."""
    key, passphrase = key_file(travelled, name)
    said = typed("keys", "for-page", str(folder / name), "--key", str(key), "--passphrase-file", str(passphrase))
    code = re.search(r"[0-9]{3}(?:\s[0-9]{3}){13}", said)
    assert code, said
    return folder / name, code[0]


def key_file(travelled: Travelled, name: str) -> tuple[Path, Path]:
    """And what opens it."""
    key = travelled.stage.ground.path("people", f"{name}.key")
    return key, key.with_suffix(".passphrase")


def seed(travelled: Travelled, name: str) -> str:
    key, passphrase = key_file(travelled, name)
    return open_keys(key, passphrase.read_text()).sign_key.seed().hex()


def in_force(travelled: Travelled, zone: str) -> SignedPolicy:
    return SignedPolicy.from_bytes(travelled.stage.ground.path("pinned", zone, "policy.cbor").read_bytes())


@contextmanager
def starting_anew(process: Process) -> Iterator[None]:
    """A zone asks for policies once in a while, and when it starts. Meanwhile somebody looks at a page."""
    process.stop()
    process.start()
    yield
    process.wait_until_ready()


# One signature


def proposes(one: Administrator, travelled: Travelled, folder: Path) -> str:
    """Drafts a lower k, brings the key and signs; the path of the proposal, whose page is open then."""
    path = drafts(one, "k", "3")
    one.says("all of it waits for 7 days after the approval")
    one.bring_key(*key_for_page(travelled, one.name, folder))
    assert seed(travelled, one.name) not in one.kept()
    assert one.kept().count("key, extractable: false") == 2
    changed = one.opened.do(lambda page: page.locator("#signing .reading > dl").inner_text())
    assert re.sub(r"\s+", " ", changed) == "Sources behind a summary (k) 3 (before: 5)"
    one.signs("Another administrator must approve it now. You cannot.")
    assert one.opened.do(lambda page: page.locator("#signing").count()) == 0
    return path


def bands(page: Page) -> tuple[bytes, list[list[str]]]:
    """Which proposal the page is about, and what it says would newly pass: compartment, way and band."""
    rows = page.get_by_role("region", name="What would newly pass").locator("tbody tr").all()
    told = [row.locator("th, td").all_inner_texts()[:3] for row in rows]
    return bytes.fromhex(page.locator(".hint code").last.inner_text()), told


def check_answered(travelled: Travelled, proposal: bytes, told: list[list[str]]) -> None:
    """What stands there is what the vault keeps as its answer, to her, about this."""
    query = "SELECT administrator, answer FROM simulations WHERE proposal = $1"
    ((asked_by, raw),) = at_vault(travelled, query, proposal)
    kept = in_database(travelled, "policy", "SELECT simulation FROM proposals WHERE simulation IS NOT NULL")
    assert [row["simulation"] for row in kept] == [raw]
    answer = PolicySimulation.from_bytes(raw)
    about = (asked_by, answer.proposal, answer.policy)
    assert about == ("dalia", proposal, policy_hash(in_force(travelled, "vault")))
    assert [one.compartment for one in answer.compartments] == ["xa-testimony", "xb-testimony"]
    # Nothing of this week is looked at, and all of the journey was told this week.
    ways = [(one.compartment, way) for one in answer.compartments for way in ("ordinary", "urgent")]
    assert told == [[name, way, "0-18"] for name, way in ways]


def check_logged(travelled: Travelled, proposal: bytes) -> None:
    """The vault noted that it answered, once, and the log shows that leaf to everybody."""
    wait_for("the log to show it", PATIENCE, lambda: _is_in_the_log(travelled, proposal) or None)


def _is_in_the_log(travelled: Travelled, proposal: bytes) -> bool:
    noted = [
        leaf_hash(commit(row["entry"], row["r"]))
        for row in at_vault(travelled, "SELECT entry, r FROM log_entries")
        if _about(LedgerEntry.from_bytes(row["entry"])) == (EntryKind.SIMULATION, proposal)
    ]
    return len(noted) == 1 and noted[0] in served_by_the_log(travelled.stage.ground.url("ledger"))


def _about(entry: LedgerEntry) -> tuple[EntryKind, bytes]:
    return entry.kind, entry.subject


# Two


def check_sources_told(travelled: Travelled, approver: Administrator, path: str, folder: Path) -> None:
    """From which day on it may count, the page and a source's check-in say alike."""
    query = "SELECT counts FROM loosenings"
    ((first,),) = wait_for("the vault to see what waits", PATIENCE, lambda: at_vault(travelled, query) or None)
    assert first >= travelled.stage.ground.today + 7
    approver.go(path)
    approver.says(f"It waits until {date_of(first)}.")
    said = f"From {date_of(first)} on the consortium's rules are less strict for this report: fewer people are enough"
    wait_for("a source to be told", PATIENCE, lambda: said in checked_in(travelled, folder) or None)


def checked_in(travelled: Travelled, folder: Path) -> str:
    """What a fisherman is told, who has nothing but the words."""
    ground, sent, words = travelled.stage.ground, travelled.journey.sent[2], folder / "words"
    words.touch(mode=0o600)
    words.write_text(sent.receipt)
    where = ("--intake", ground.url("intake"), "--roots", str(ground.papers / "roots.cbor"))
    return typed("checkin", "--receipt", str(words), "--language", sent.story.language, *where)


def withdraws(one: Administrator, path: str) -> None:
    one.go(path)
    one.presses("Withdraw this")
    one.confirms("It was stopped here. Nothing of it counts.")
    one.go("/staff/policy")
    one.says_not("A newer policy waits.")


def test_two_administrators_lower_k_and_neither_does_it_alone_nor_unseen(
    administrators: list[Administrator], travelled: Travelled, tmp_path: Path
) -> None:
    dalia, emre = administrators
    lower = proposes(dalia, travelled, tmp_path)
    shown = dalia.opened.do(bands)
    check_answered(travelled, *shown)
    dalia.go("/staff/policy")
    dalia.says("Policy 1, in force")
    dalia.says_not("A newer policy waits.")

    emre.go(lower)
    assert emre.opened.do(bands) == shown
    emre.bring_key(*key_for_page(travelled, "emre", tmp_path))
    emre.looks()
    emre.signs("Two administrators have signed it.")
    with starting_anew(travelled.stage.processes["vault"]):
        emre.go("/staff/policy")
        emre.says("Policy 1, in force")
        emre.says("A newer policy waits.")
        emre.looks()
    check_sources_told(travelled, emre, lower, tmp_path)

    withdraws(dalia, lower)
    dalia.go("/staff/proposals")
    dalia.says("Withdrawn")
    dalia.looks()
    check_logged(travelled, shown[0])
    assert dalia.trouble + emre.trouble == []
