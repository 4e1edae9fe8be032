"""A policy bundle from a TOML file that people read, to one that two administrators have signed. SPEC 17.

The TOML has the tables of PolicyBundle: `release`, `custody`, `log`, arrays `staff`, `areas`, `grants` and `golden`,
and the names of the Cedar schema and policy files beside it. Public keys of staff are in hexadecimal.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from clients.durable_file import read_at_most, write_durably
from clients.founder.errors import AlreadyThere, NotUsable
from protocol.consent import Audience, Period, Place
from protocol.directory import NO_PREVIOUS
from protocol.errors import ProtocolError
from protocol.policy import PolicyBundle, SignedPolicy, sign_policy
from protocol.primitives import SignKey

WORDS: dict[str, type[Audience | Place | Period]] = {
    "audience": Audience,
    "widest_audience": Audience,
    "level": Place,
    "finest_place": Place,
    "sensitive_place": Place,
    "urgent_place": Place,
    "finest_period": Period,
    "sensitive_period": Period,
    "urgent_period": Period,
}
"""Settings that are written as words (`consortium`, `first-level`, `week`) and kept as numbers."""
_IN_HEXADECIMAL = frozenset({"sign_key", "previous"})


def read_bundle(file: Path) -> PolicyBundle:
    """Raises NotUsable, with the names of what is wrong and never its value."""
    try:
        given = tomllib.loads(read_at_most(file, PolicyBundle.BOUND).decode())
        for name in ("cedar_schema", "cedar_policies"):
            given[name] = _beside(file, given[name])
        if given["version"] == 1:
            given.setdefault("previous", NO_PREVIOUS.hex())
        return PolicyBundle(**_worded(given))
    except ValidationError as wrong:
        names = sorted({".".join(map(str, one["loc"])) for one in wrong.errors(include_input=False)})
        raise NotUsable(f"The policy does not hold. Look at: {', '.join(names)[:500]}.") from None
    except (OSError, KeyError, ValueError, TypeError, AttributeError, RecursionError, ProtocolError):
        raise NotUsable("The policy is not TOML, or its Cedar files are not beside it.") from None


def _beside(file: Path, name: str) -> str:
    # A plain name: who signs another's file must not publish what a path in it points at.
    if Path(name).name != name:
        raise ValueError(name)
    return read_at_most(file.parent / name, PolicyBundle.BOUND).decode()


def add_policy_signature(bundle_file: Path, out: Path, administrator: str, key: SignKey) -> tuple[str, ...]:
    """Sign, beside those who signed the very same bundle before; returns the names of all who have, in order.

    Raises NotUsable; AlreadyThere if another bundle is signed there: it is not written over.
    """
    bundle = read_bundle(bundle_file)
    contents = bundle.to_bytes()
    held = read_signed(out) if out.exists() else SignedPolicy(bundle=contents, signatures=())
    if held.bundle != contents:
        raise AlreadyThere(
            f"{out.name} is another policy, or this one before it was changed. Nothing was written. If this is the one "
            "that is meant, give --out a new name, and have both administrators sign it there."
        )
    signatures = {one.administrator: one for one in held.signatures}
    signatures[administrator] = sign_policy(bundle, administrator, key)
    signed = SignedPolicy(bundle=contents, signatures=tuple(signatures[name] for name in sorted(signatures)))
    write_durably(out, signed.to_bytes())
    return tuple(sorted(signatures))


def read_signed(file: Path) -> SignedPolicy:
    """What two administrators may have signed; nothing is checked. Raises NotUsable."""
    try:
        return SignedPolicy.from_bytes(read_at_most(file, SignedPolicy.BOUND))
    except (OSError, ProtocolError):
        raise NotUsable(f"{file.name} is not a signed policy.") from None


def _worded(given: Any, name: str = "") -> Any:
    """Words to numbers, and hexadecimal keys to bytes, wherever they stand."""
    if isinstance(given, dict):
        return {key: _worded(value, key) for key, value in given.items()}
    if isinstance(given, list):
        return tuple(_worded(value, name) for value in given)
    if name in WORDS and isinstance(given, str):
        return WORDS[name][given.replace("-", "_").upper()]
    return bytes.fromhex(given) if name in _IN_HEXADECIMAL else given
