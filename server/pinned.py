"""What a server holds on to: roots, every directory it has trusted, and the newest policy. SPEC 4 and 17.

It is a folder: `roots.cbor` (shipped), `directory-<number>.cbor` (each a SignedDirectory) and `policy.cbor`.
A newer directory or policy is written beside the old one and renamed, so that a crash leaves one or the other.
Directories and policies only go forward; what is refused leaves the folder and this object as they were.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from protocol.directory import GRACE_DAYS, Expired, RootSet, SignedDirectory, TrustedDirectory, trust
from protocol.errors import DirectoryRefused
from protocol.ids import day_of
from protocol.policy import PolicyRefused, SignedPolicy, TrustedPolicy, trust_policy

Clock = Callable[[], float]
"""Seconds since 1970-01-01 UTC. Only a program's entry passes the real one."""


class Pinned:
    """Trusted directories by hash, the current one, and the policy in force."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        """Load and check everything in the folder. Raises DirectoryRefused, PolicyRefused, Malformed or OSError."""
        self._folder = folder
        self._clock = clock
        self._roots = RootSet.from_bytes((folder / "roots.cbor").read_bytes())
        self._by_hash: dict[bytes, TrustedDirectory] = {}
        self._signed: SignedDirectory | None = None
        self._current: TrustedDirectory | None = None
        self._signed_policy: SignedPolicy | None = None
        self._policy: TrustedPolicy | None = None
        for path in sorted(folder.glob("directory-*.cbor"), key=lambda path: int(path.stem.split("-")[1])):
            self._take_directory(SignedDirectory.from_bytes(path.read_bytes()), on_disk=True)
        if (folder / "policy.cbor").exists():
            self._take_policy(SignedPolicy.from_bytes((folder / "policy.cbor").read_bytes()))

    @property
    def directory(self) -> TrustedDirectory:
        """The newest trusted directory. Raises Expired once its grace is over, DirectoryRefused where there is none."""
        if self._current is None:
            raise DirectoryRefused
        if day_of(self._clock()) > self._current.contents.expires + GRACE_DAYS:
            raise Expired
        return self._current

    @property
    def signed_directory(self) -> SignedDirectory:
        """The newest directory as it was signed, to hand out. Raises DirectoryRefused where there is none."""
        if self._signed is None:
            raise DirectoryRefused
        return self._signed

    @property
    def policy(self) -> TrustedPolicy:
        """The policy in force. Raises PolicyRefused where there is none: nothing is decided without one."""
        if self._policy is None:
            raise PolicyRefused
        return self._policy

    @property
    def signed_policy(self) -> SignedPolicy:
        """The policy in force as it was signed, to hand out. Raises PolicyRefused where there is none."""
        if self._signed_policy is None:
            raise PolicyRefused
        return self._signed_policy

    def directory_named(self, directory_hash: bytes) -> TrustedDirectory:
        """The trusted directory of that hash, current or older. Raises DirectoryRefused."""
        if (found := self._by_hash.get(directory_hash)) is None:
            raise DirectoryRefused
        return found

    def replace_directory(self, raw: bytes) -> TrustedDirectory:
        """Check a newer SignedDirectory, keep it and return it. Raises a child of DirectoryRefused, or Malformed."""
        trusted = self._take_directory(SignedDirectory.from_bytes(raw), on_disk=False)
        _write(self._folder / f"directory-{trusted.contents.number}.cbor", raw)
        return trusted

    def replace_policy(self, raw: bytes) -> TrustedPolicy:
        """Check a newer SignedPolicy, keep it and return it. Raises a child of PolicyRefused, or Malformed."""
        trusted = self._take_policy(SignedPolicy.from_bytes(raw))
        _write(self._folder / "policy.cbor", raw)
        return trusted

    def _take_directory(self, claimed: SignedDirectory, *, on_disk: bool) -> TrustedDirectory:
        # An old directory kept on disk has ended long ago: it is judged as of its own last day.
        judge = _trust_old if on_disk else trust
        trusted = judge(claimed, self._roots, day_of(self._clock()), self._current)
        self._by_hash[trusted.hash] = trusted
        self._signed, self._current = claimed, trusted
        return trusted

    def _take_policy(self, claimed: SignedPolicy) -> TrustedPolicy:
        self._policy = trust_policy(claimed, self.directory, self._policy)
        self._signed_policy = claimed
        return self._policy


def _trust_old(
    claimed: SignedDirectory, roots: RootSet, today: int, known: TrustedDirectory | None
) -> TrustedDirectory:
    """Trust one that may have ended; whether the newest may still be used is asked at every use."""
    try:
        return trust(claimed, roots, today, known)
    except Expired as ended:
        return trust(claimed, roots, ended.last_day, known)


def _write(path: Path, raw: bytes) -> None:
    """Durable before it is visible under its name."""
    beside = path.with_suffix(".new")
    with beside.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
