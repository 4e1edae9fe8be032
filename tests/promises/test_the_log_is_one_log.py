"""Promise 7: what was opened, released, taken back or put in force stands in one log that anyone can recompute.

Read from outside after a whole journey, as an auditor who was handed entries and r: every act of the zones' databases
has its leaf, and no leaf says more than 32 bytes that look like any other; and what each custodian relied on was
co-signed by the witnesses that the directory asks for. Forks, rollbacks and forged proofs are in
tests/protocol/test_merkle.py, tests/server/ledger/test_api.py and tests/clients/witness. It does not cover acts without
an entry: how an opening ended.
"""

import subprocess
import sys
import time

import httpx
import pytest

from clients.auditor.log_check import verify_log
from clients.custodian.memory import recall
from clients.kept_notes import kept_files
from clients.machine_key import read_sign_key
from clients.source.way import Way
from protocol.checkpoint import Checkpoint, sign_checkpoint
from protocol.cosignature import cosign, read_witnessed
from protocol.ledger import EntryKind, LedgerEntry, commit
from protocol.merkle import leaf_hash
from protocol.policy import PolicyBundle, SignedPolicy
from protocol.tiles import WIDTH
from server.demo.people import wait_for
from server.demo.processes import child_environment
from server.demo.witnesses import WITNESSES
from tests.travelled import Travelled, rows_of


def _leaves(travelled: Travelled) -> list[bytes]:
    """The hashes of all leaves, as the log serves them to everybody."""
    with httpx.Client(base_url=travelled.stage.ground.url("ledger"), trust_env=False) as log:
        size = int(log.get("/checkpoint").text.split("\n")[1])
        whole = [log.get(f"/tile/0/{index:03}").content for index in range(size // WIDTH)]
        last = log.get(f"/tile/0/{size // WIDTH:03}.p/{size % WIDTH}").content if size % WIDTH else b""
    served = b"".join(whole) + last
    assert len(served) == 32 * size
    return [served[at : at + 32] for at in range(0, len(served), 32)]


def _entries(travelled: Travelled) -> dict[bytes, LedgerEntry]:
    """Every entry that a zone kept, by the hash of its leaf: what an auditor would be handed."""
    rows = [row for zone in ("vault", "release", "policy") for row in travelled.rows(zone).get("log_entries", [])]
    return {leaf_hash(commit(row["entry"], row["r"])): LedgerEntry.from_bytes(row["entry"]) for row in rows}


def _shown(travelled: Travelled) -> set[tuple[EntryKind, bytes]]:
    """Kind and subject of each entry whose leaf is there. What was noted last may have to wait for the next tick."""
    entries = _entries(travelled)

    def all_there() -> bool | None:
        return (set(entries) <= set(_leaves(travelled))) or None

    wait_for("the log to take what the zones noted", 120, all_there)
    return {(entry.kind, entry.subject) for entry in entries.values()}


def test_anyone_computes_the_same_log_anew(travelled: Travelled):
    assert verify_log(travelled.stage.ground.url("ledger"), travelled.stage.ground.directory) > 0


def test_a_source_who_remembers_the_log_sends_nothing_where_it_was_rolled_back(travelled: Travelled, tmp_path):
    """Intake shows the real log; what is remembered, a larger head that its keys signed and that is no more."""
    ground = travelled.stage.ground
    memory, text = tmp_path / "memory", tmp_path / "text"
    roots = ground.papers / "roots.cbor"
    way = Way(intake=ground.url("intake"), roots=roots, memory=memory)
    for _ in range(2):
        _, directory = way.reached()
    shown = read_witnessed(memory.read_bytes(), directory, time.time())
    gone = Checkpoint(shown.origin, shown.size + 1_000_000, bytes(32))
    key = read_sign_key(ground.path("keys", f"witness-{WITNESSES[0]}", "sign.key"))
    signed = sign_checkpoint(gone, read_sign_key(ground.path("keys", "ledger", "sign.key")))
    memory.write_bytes(signed + cosign(gone, WITNESSES[0], key, int(time.time()) - 86_400).encode())
    text.write_text("Nobody may hear of this.")
    words = ["report", str(text), "--country", "xa", "--intake", ground.url("intake"), "--roots", str(roots)]
    typed = [sys.executable, "-m", "server.cli", *words, "--memory", str(memory)]
    done = subprocess.run(typed, capture_output=True, text=True, check=False, timeout=120, env=child_environment())
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Nothing was sent. Two heads of the log contradict each other")
    assert len(kept_files(tmp_path)) == 1


def test_whatever_was_opened_stood_on_a_head_that_every_witness_asked_for_had_co_signed(travelled: Travelled):
    ground = travelled.stage.ground
    assert ground.directory.contents.witnesses_needed == len(travelled.stage.witnesses) == 2
    memories = sorted(ground.folder.glob("custodians/*/memory.cbor"))
    assert memories
    for memory in memories:
        remembered = recall(memory, begun=True)
        assert read_witnessed(remembered.log_note, ground.directory, time.time()).size == remembered.log_size


@pytest.mark.parametrize(
    ("kind", "table", "subject"),
    [
        (EntryKind.OPENING_REQUESTED, "openings", "id"),
        (EntryKind.CLEARANCE, "clearances", "commitment"),
        (EntryKind.WITHDRAWAL, "withdrawals", "part"),
    ],
)
def test_every_act_of_the_vault_has_its_leaf(travelled: Travelled, kind: EntryKind, table: str, subject: str):
    acts = {(kind, row[subject]) for row in rows_of(travelled.rows("vault"), table)}
    assert acts
    assert acts <= _shown(travelled)


def test_every_release_removal_policy_and_list_of_cards_has_its_leaf(travelled: Travelled):
    shown = _shown(travelled)
    released = {(EntryKind.RELEASE, row["commitment"]) for row in travelled.rows("release")["cells"]}
    assert released
    assert released <= shown
    assert {kind for kind, _ in shown} >= {EntryKind.POLICY, EntryKind.REMOVAL, EntryKind.CARDS}


def test_leaves_come_in_fixed_numbers_so_that_their_count_tells_nothing(travelled: Travelled):
    """Most of them commit to nothing, and nobody without r can tell which."""
    leaves = _leaves(travelled)
    signed = SignedPolicy.from_bytes(travelled.stage.ground.path("papers", "policy.cbor").read_bytes())
    each = PolicyBundle.from_bytes(signed.bundle).log.leaves_per_tick
    assert len(leaves) % each == 0
    assert len(set(leaves)) == len(leaves)
    assert len(_entries(travelled)) < len(leaves)
