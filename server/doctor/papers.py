"""The papers in the `pinned` folder: do they hold, how old are they, and does this zone have the key they name?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import SecretStr

from protocol.directory import DeviceRole, TrustedDirectory
from protocol.errors import ProtocolError
from protocol.ids import day_of
from protocol.policy import TrustedPolicy
from protocol.primitives import SignKey
from server.authorization import AuthorizationError
from server.doctor.findings import Finding, Promise, bad, cannot_tell, ok
from server.pinned import Clock, Pinned
from server.who_is_who import access

Found = TypeVar("Found")

DAYS_TO_RENEW = 30
DAYS_OF_A_POLICY = 365


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """None where there is none, or nothing to compare with."""

    days_left: int | None
    """Until the directory ends; negative when it has."""
    policy_days: int | None
    """Since the policy was signed; negative for one from the future."""
    rules_usable: bool | None
    key_is_ours: bool | None
    """Whether the directory has this zone's signing key."""


@dataclass(frozen=True, slots=True)
class Papers:
    facts: PaperFacts
    directory: TrustedDirectory | None


def read_papers(zone: str, pinned: Path | None, sign_key: SecretStr | None, clock: Clock) -> Papers:
    """Never raises: what does not hold is None."""
    held = _pinned(pinned, clock)
    directory = _or_none(lambda: held.directory) if held else None
    policy = _or_none(lambda: held.policy) if held else None
    today = day_of(clock())
    return Papers(
        PaperFacts(
            days_left=directory.contents.expires - today if directory else None,
            policy_days=today - policy.contents.issued if policy else None,
            rules_usable=_usable(directory, policy) if directory and policy else None,
            key_is_ours=_is_ours(zone, directory, sign_key) if directory and sign_key else None,
        ),
        directory,
    )


def judge_papers(facts: PaperFacts) -> list[Finding]:
    return [_judge_directory(facts), _judge_policy(facts), _judge_rules(facts), _judge_key(facts)]


def _judge_directory(facts: PaperFacts) -> Finding:
    check, promise = "directory", Promise.SEALED
    if facts.days_left is None:
        return bad(
            check, promise, "There is no directory here that holds. Put roots.cbor and every directory into pinned."
        )
    if facts.days_left < 0:
        return bad(
            check, promise, f"It ended {-facts.days_left} days ago. Renew it, have it signed, put it into pinned."
        )
    if facts.days_left < DAYS_TO_RENEW:
        return bad(check, promise, f"It ends in {facts.days_left} days. Renew it now: roots must sign it.")
    return ok(check, promise, f"It holds for {facts.days_left} days more.")


def _judge_policy(facts: PaperFacts) -> Finding:
    check, promise = "policy", Promise.CONSENT
    if facts.policy_days is None:
        return bad(
            check, promise, "There is no policy here that holds: nothing is opened or released. Put it into pinned."
        )
    if facts.policy_days < 0:
        return bad(check, promise, "It says that it was signed tomorrow or later. Is this machine's clock right?")
    if facts.policy_days > DAYS_OF_A_POLICY:
        said = f"It is {facts.policy_days} days old. Do the people it names still work for you? Sign a newer one."
        return bad(check, promise, said)
    return ok(check, promise, f"It holds, and is {facts.policy_days} days old.")


def _judge_rules(facts: PaperFacts) -> Finding:
    check, promise = "access rules", Promise.COMPARTMENTS
    if facts.rules_usable is None:
        return cannot_tell(check, promise, "Without a directory and a policy there are none to look at.")
    if not facts.rules_usable:
        said = "They cannot be used with this directory, and every door is shut. Sign a policy with rules that fit."
        return bad(check, promise, said)
    return ok(check, promise, "They fit their schema, the directory and the staff.")


def _judge_key(facts: PaperFacts) -> Finding:
    check, promise = "signing key", Promise.COMPARTMENTS
    if facts.key_is_ours is None:
        return cannot_tell(check, promise, "Without a directory and a key there is nothing to compare.")
    if not facts.key_is_ours:
        return bad(
            check, promise, "The directory has another key for this zone. Use the right file, or a newer directory."
        )
    return ok(check, promise, "It is the one that the directory has for this zone.")


def _pinned(folder: Path | None, clock: Clock) -> Pinned | None:
    if folder is None:
        return None
    return _or_none(lambda: Pinned(folder, clock))


def _or_none(read: Callable[[], Found]) -> Found | None:
    try:
        return read()
    except (ProtocolError, OSError, ValueError):
        return None


def _usable(directory: TrustedDirectory, policy: TrustedPolicy) -> bool:
    try:
        access(directory, policy)
    except AuthorizationError:
        return False
    return True


def _is_ours(zone: str, directory: TrustedDirectory, sign_key: SecretStr) -> bool:
    try:
        public = SignKey(bytes.fromhex(sign_key.get_secret_value())).public
    except (ValueError, ProtocolError):
        return False
    if zone == "redaction":
        return any(desk.sign_key == public for each in directory.contents.compartments for desk in each.desks)
    return any(one.sign_key == public and one.role is DeviceRole(zone) for one in directory.contents.devices)
