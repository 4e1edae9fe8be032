"""What a client holds on to: the roots it was shipped with, the newest directory, the newest policy. SPEC 4 and 17.

A folder with `roots.cbor`, `directory.cbor` and, where it is needed, `policy.cbor`. What is newer replaces what was
there only after it was checked against it; what is refused changes nothing.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from protocol.directory import RootSet, SignedDirectory, TrustedDirectory, trust
from protocol.errors import DirectoryRefused
from protocol.policy import PolicyRefused, SignedPolicy, TrustedPolicy, trust_policy


@dataclass(slots=True)
class Trusted:
    """The folder's contents, checked. Open it with `Trusted.open`."""

    folder: Path
    roots: RootSet
    _directory: TrustedDirectory | None = field(default=None)
    _policy: TrustedPolicy | None = field(default=None)

    @classmethod
    def open(cls, folder: Path, today: int) -> Trusted:
        """Read and check. Raises OSError, Malformed, or a child of DirectoryRefused or PolicyRefused."""
        held = cls(folder, RootSet.from_bytes((folder / "roots.cbor").read_bytes()))
        if (folder / "directory.cbor").exists():
            held._directory = trust(_signed(folder / "directory.cbor"), held.roots, today)
        if (folder / "policy.cbor").exists():
            raw = (folder / "policy.cbor").read_bytes()
            held._policy = trust_policy(SignedPolicy.from_bytes(raw), held.directory)
        return held

    @property
    def directory(self) -> TrustedDirectory:
        """The newest directory. Raises DirectoryRefused where none was ever fetched."""
        if self._directory is None:
            raise DirectoryRefused
        return self._directory

    @property
    def policy(self) -> TrustedPolicy:
        """The newest policy. Raises PolicyRefused where none was ever fetched."""
        if self._policy is None:
            raise PolicyRefused
        return self._policy

    def take_directory(self, raw: bytes, today: int) -> TrustedDirectory:
        """Check a SignedDirectory against the one held, keep it if it is good. Raises as `open`."""
        self._directory = trust(SignedDirectory.from_bytes(raw), self.roots, today, self._directory)
        write_durably(self.folder / "directory.cbor", raw)
        return self._directory

    def take_policy(self, raw: bytes) -> TrustedPolicy:
        """The same for a SignedPolicy."""
        self._policy = trust_policy(SignedPolicy.from_bytes(raw), self.directory, self._policy)
        write_durably(self.folder / "policy.cbor", raw)
        return self._policy


def _signed(path: Path) -> SignedDirectory:
    return SignedDirectory.from_bytes(path.read_bytes())


def write_durably(path: Path, raw: bytes) -> None:
    """Readable by its owner alone, and on the disk before it is visible under its name."""
    beside = path.with_name(path.name + ".new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
