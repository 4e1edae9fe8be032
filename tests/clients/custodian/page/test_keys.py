"""A custodian's keys in the browser: brought once, used there, and read out by nobody."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from clients.custodian.for_page import carry
from clients.custodian.memory import Memory
from clients.key_file import PersonKeys
from clients.trusted import Trusted
from protocol.directory import RolledBack
from protocol.encoding import Purpose
from protocol.primitives import SealKey, SignKey, seal_secret, verify_bytes
from protocol.requests import Target, verify_request
from tests.clients.custodian.page.page_machine import PageMachine
from tests.clients.custodian.sitting_world import CONSORTIUM, tell
from tests.clients.custodian.test_judging import SECOND
from tests.clients.web.modules import Modules, PageRefused
from tests.worlds import NOW, TODAY, seeded

KEYS = PersonKeys("custodian-xa-testimony-1", *(kind.new(seeded("keys")) for kind in (SealKey, SignKey)))
ADDRESSES = {name: f"http://{name}" for name in ("vault", "policy", "ledger", "intake")}


@pytest.fixture
def empty(either: Modules) -> Modules:
    """A browser to which nothing was brought yet."""
    either.page.evaluate("() => leeward.modules.here.forget()")
    return either


def carried(folder: Path, keys: PersonKeys = KEYS, memory: Memory | None = None) -> tuple[bytes, str]:
    folder.mkdir(exist_ok=True)
    (folder / "roots.cbor").write_bytes(CONSORTIUM.root_set.to_bytes())
    code = carry(folder / "file", keys, Trusted.open(folder, TODAY), memory or Memory(), ADDRESSES, seeded("code"))
    return (folder / "file").read_bytes(), code


def bring(modules: Modules, file: bytes, code: str) -> None:
    modules("here.import", modules.by, file, code)


def test_keys_that_were_brought_sign_and_open_as_the_programs_do(empty: Modules, tmp_path: Path) -> None:
    bring(empty, *carried(tmp_path))
    verify_bytes(KEYS.sign_key.public, b"said", empty("here.sign", b"said"))
    sealed = seal_secret(KEYS.seal_key.public, Purpose.SHARE, b"a place", b"a share")
    assert empty("here.openSeat", empty.by, "share", b"a place", sealed) == b"a share"
    for label, context in (("share", b"another place"), ("reseal", b"a place")):
        with pytest.raises(PageRefused, match=r"^cannot-open$"):
            empty("here.openSeat", empty.by, label, context, sealed)


def test_no_key_in_the_browser_can_be_read_out(empty: Modules, tmp_path: Path) -> None:
    bring(empty, *carried(tmp_path))
    assert set(empty("here.extractable")) == {False}
    kept = empty("here.everything")
    for seed in (KEYS.seal_key.seed(), KEYS.sign_key.seed()):
        assert seed.hex() not in kept
    assert KEYS.sign_key.public.hex() in kept


def test_a_browser_with_keys_of_its_own_uses_those_that_it_can_keep(custodians: Modules) -> None:
    """Chromium 156 makes X-Wing keys, and gives nothing back where it should have kept one."""
    held = custodians("here.hold", "native", KEYS.name, KEYS.seal_key.seed(), KEYS.sign_key.seed(), {}, ADDRESSES)
    assert held == [True, custodians.page.evaluate(KEEPS_XWING)]


KEEPS_XWING = """async () => {
  const seed = crypto.getRandomValues(new Uint8Array(32));
  const key = await crypto.subtle.importKey("raw-seed", seed, "MLKEM768-X25519", false, ["decapsulateBits"]);
  return structuredClone(key) instanceof CryptoKey;
}"""


def test_another_code_or_file_brings_nothing(empty: Modules, tmp_path: Path) -> None:
    file, code = carried(tmp_path / "one")
    _, other = carried(tmp_path / "two")
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    for given, typed, why in (
        (file, wrong, "bad-receipt"),
        (file, "", "bad-receipt"),
        (file[:-1], code, "malformed"),
        (file[:-1] + bytes([file[-1] ^ 1]), code, "cannot-open"),
        (b"", code, "malformed"),
    ):
        with pytest.raises(PageRefused, match=rf"^{why}$"):
            bring(empty, given, typed)
    assert other == code  # the same randomness: what differs below is the file alone
    assert empty("here.kept") is None


def test_keys_are_brought_once(empty: Modules, tmp_path: Path) -> None:
    bring(empty, *carried(tmp_path / "one"))
    other = PersonKeys("another", SealKey(bytes(32)), SignKey(bytes(32)))
    with pytest.raises(PageRefused, match=r"^memory-changed$"):
        bring(empty, *carried(tmp_path / "two", other))
    verify_bytes(KEYS.sign_key.public, b"said", empty("here.sign", b"said"))


def test_a_file_with_a_memory_that_cannot_be_read_brings_nothing(empty: Modules, tmp_path: Path) -> None:
    class Damaged(Memory):
        def to_bytes(self) -> bytes:
            return b"\xa0"

    with pytest.raises(PageRefused, match=r"^memory-damaged$"):
        bring(empty, *carried(tmp_path, memory=Damaged()))
    assert empty("here.kept") is None


def test_the_page_goes_on_from_what_the_program_remembers(machine: PageMachine, tmp_path: Path) -> None:
    """Withdrawals, quota, directory: nothing of it is forgotten on the way."""
    machine.directory = SECOND.to_bytes()
    machine.ask(tell("one"), withdrawn=[tell("two").id])
    sitting = machine.sit()
    trusted = Trusted.open(machine.folder, TODAY)
    memory = sitting.memory.with_approved("curator-xa", TODAY, bytes(32), [tell("one").id])
    carry(tmp_path / "file", machine.keys, trusted, memory, ADDRESSES, random := seeded("code"))
    machine.modules("here.forget")
    code = carry(tmp_path / "again", machine.keys, trusted, memory, ADDRESSES, random)
    bring(machine.modules, (tmp_path / "again").read_bytes(), code)
    kept = Memory.from_bytes(machine.kept()["memory"])
    assert kept == memory
    machine.directory = CONSORTIUM.signed.to_bytes()
    with pytest.raises(RolledBack):
        machine.does("begin", machine.modules.by)


def test_a_memory_of_the_most_withdrawals_is_written_and_one_more_is_an_error(custodians: Modules) -> None:
    assert custodians("here.full", 400_000) < Memory.BOUND
    with pytest.raises(PageRefused, match=r"^memory-full$"):
        custodians("here.full", 400_001)


@pytest.mark.parametrize(
    ("method", "url", "body"),
    [
        ("GET", "https://vault.example/v1/openings?compartment=xa-testimony", None),
        ("GET", "http://vault.example:80/v1/policies", None),
        ("POST", "https://vault.example:8443/v1/approvals", b"answers"),
    ],
)
def test_requests_are_signed_as_zones_take_them(either: Modules, method: str, url: str, body: Any) -> None:
    either("here.hold", either.by, KEYS.name, KEYS.seal_key.seed(), KEYS.sign_key.seed(), {}, ADDRESSES)
    asked = {"method": method, "url": url, "body": body, "type": "application/cbor"}
    headers = either("here.signed", asked, NOW, bytes(range(16)))
    authority = {"http://vault.example:80": "vault.example"}.get(url[:23], url.split("/")[2])
    path, _, query = ("/" + url.split("/", 3)[3]).partition("?")
    target = Target(method, authority, path, query)
    known = {KEYS.sign_key.public.hex(): KEYS.sign_key.public}
    signer = verify_request(headers.items(), target, body or b"", known.get, NOW)
    assert (signer.created, signer.nonce) == (NOW, bytes(range(16)))
