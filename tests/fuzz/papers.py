"""Files that somebody handed over, or put in the place of ours: TOML, drafts, keys, papers, what devices remember."""

from __future__ import annotations

import contextlib
import os
import tempfile
from functools import cache
from pathlib import Path

from clients.custodian.errors import MemoryDamaged
from clients.custodian.memory import Memory, recall
from clients.founder.draft import Draft, filled, load, with_compartment
from clients.founder.errors import FounderError, NotInDraft
from clients.founder.policy import read_bundle
from clients.founder.shown_policy import show_policy, show_policy_as_json
from clients.key_file import KeyFile, KeyFileError, make_keys, open_keys
from clients.paper_files import read_directory, read_roots
from clients.sms_gateway.errors import BadSettings
from clients.sms_gateway.settings import read_settings
from clients.trusted import Trusted
from protocol.errors import ProtocolError
from tests.fuzz.cbor_trees import cbor_mutator
from tests.fuzz.examples import consortium, words
from tests.fuzz.target import Target
from tests.worlds import TODAY, seeded

WORLD = consortium()
PASSPHRASE = "six random words are good enough"
LITTLE = 8 * 1024 * 1024
CEDAR = "permit (principal, action, resource);"
SETTINGS = """
folder = "journal"
pinned = "pinned"
intake = "http://intake.example"
country = "xa"
[[source]]
name = "airtime"
kind = "generic"
secret_file = "airtime.secret"
"""


@cache
def _folder_of(_process: int) -> Path:
    """Each run has its own, where whoever started it cleans up."""
    made = Path(tempfile.mkdtemp(prefix="papers-"))
    (made / "schema.cedarschema").write_text("", encoding="utf-8")
    (made / "base.cedar").write_text(CEDAR, encoding="utf-8")
    return made


def _folder() -> Path:
    return _folder_of(os.getpid())


def forget_folder() -> None:
    """The next paper is put into a new one."""
    _folder_of.cache_clear()


def _put(name: str, raw: bytes) -> Path:
    path = _folder() / name
    path.write_bytes(raw)
    return path


def _policy(raw: bytes) -> None:
    bundle = read_bundle(_put("policy.toml", raw))
    assert type(bundle).from_bytes(bundle.to_bytes()) == bundle


def _signed_policy(raw: bytes) -> None:
    file = _put("policy.cbor", raw)
    show_policy(file)
    show_policy_as_json(file)


def _settings(raw: bytes) -> None:
    settings = read_settings(_put("gateway.toml", raw))
    assert settings.sources


def _draft(raw: bytes) -> None:
    _put("draft.cbor", raw)
    draft = load(_folder())
    assert filled(draft).to_bytes() == raw
    draft.root_set()
    for one in draft.compartments[:1]:
        with contextlib.suppress(NotInDraft):  # its people serve in the first already
            with_compartment(draft, one.model_copy(update={"name": "new"}))
    draft.directory()


def _trusted(raw: bytes) -> None:
    """One byte says which of the three files it is; the others are good."""
    names, which = ("roots.cbor", "directory.cbor", "policy.cbor"), raw[0] % 3 if raw else 0
    for name, good in zip(names, _good(), strict=True):
        _put(name, raw[1:] if name == names[which] else good)
    read_roots(_folder() / names[0])
    read_directory(_folder() / names[1])
    held = Trusted.open(_folder(), TODAY)
    assert held.directory.contents.number >= 1
    held.take_directory(_good()[1], TODAY)


def _good() -> tuple[bytes, bytes, bytes]:
    return WORLD.root_set.to_bytes(), WORLD.signed.to_bytes(), WORLD.signed_policy.to_bytes()


def _key(raw: bytes) -> None:
    # What asks for more memory is tested with its bound; here it would only be slow.
    if KeyFile.from_bytes(raw).memory <= LITTLE:
        assert repr(open_keys(_put("a.key", raw), PASSPHRASE)) == "<a person's keys>"


def _memory(raw: bytes) -> None:
    memory = recall(_put("memory.cbor", raw), begun=True)
    memory.approved_for("a", TODAY)
    assert memory.with_log(1, bytes(32), b"") != memory or memory.log_size == 1


def targets() -> list[Target]:
    example = (Path(__file__).parents[2] / "docs" / "policy.toml").read_bytes()
    draft = Draft(
        **WORLD.directory.contents.model_dump(exclude={"type"}),
        roots=WORLD.root_set.keys,
        roots_needed=2,
    )
    with tempfile.TemporaryDirectory() as folder:
        make_keys(Path(folder) / "a.key", "amara", PASSPHRASE, seeded("key"), LITTLE)
        key = (Path(folder) / "a.key").read_bytes()
    memory = Memory().with_approved("a", TODAY, bytes(32), [bytes(32)]).with_withdrawn({bytes(32)})
    toml = (
        b"[",
        b"]]",
        b"[[staff]]",
        b"=",
        b'"""',
        b"'''",
        b"0x",
        b"1979-05-27",
        b"inf",
        b"nan",
        b"{",
        b"\n",
        b"#",
        b".",
    )
    settings = (*toml, b"[[source]]", b"kind", b'"twilio"', b'"form"', b"public_url", b"https://", b"proxy", b".onion")
    bent = cbor_mutator(words())
    small = [b"\0" + _good()[0], b"\2" + _good()[2], b"\1" + _good()[1]]
    return [
        Target("policytoml", _policy, [example], (FounderError,), toml, most=3000),
        Target("gatewaytoml", _settings, [SETTINGS.encode()], (BadSettings,), settings, most=1500),
        Target("signedpolicies", _signed_policy, [_good()[2]], (FounderError, ProtocolError), (), bent, most=4096),
        Target("drafts", _draft, [draft.to_bytes()], (FounderError, ProtocolError), (), bent, most=32 * 1024),
        Target("trusted", _trusted, small, (ProtocolError,), (), cbor_mutator(words(), head=1), most=32 * 1024),
        Target("keyfiles", _key, [key], (KeyFileError, ProtocolError), (), bent, most=1024),
        Target("memories", _memory, [memory.to_bytes()], (MemoryDamaged,), (), bent, most=1024),
    ]
