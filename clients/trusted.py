"""What a client holds on to: roots it was shipped with, the newest directory and policy, and orders. SPEC 4, 17 and 21.

A folder with `roots.cbor`, `directory.cbor` and, where they are needed, `policy.cbor` and `orders.cbor`. What is newer
replaces what was there only after it was checked against it; what is refused changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from clients.durable_file import read_at_most, write_durably
from clients.paper_files import read_directory, read_paper, read_roots
from protocol.cooling_off import SeenPolicies, check_waited, must_wait
from protocol.directory import GRACE_DAYS, Expired, SignedDirectory, TrustedDirectory, trust_again, trust_to_keep
from protocol.errors import DirectoryRefused, ProtocolError
from protocol.orders import OrderBook, SignedOrder, StandingOrders, TargetKind, merge, stand
from protocol.policy import (
    PolicyBundle,
    PolicyRefused,
    PolicyRolledBack,
    SignedPolicy,
    TrustedPolicy,
    trust_policy,
)
from protocol.policy_directions import Direction
from protocol.roots import RootSet


@dataclass(slots=True)
class Trusted:
    """The folder's contents, checked. Open it with `Trusted.open`."""

    folder: Path
    roots: RootSet
    _known: TrustedDirectory | None = field(default=None)
    """The newest directory ever trusted here, be it over: what a new one is checked against."""
    _directory: TrustedDirectory | None = field(default=None)
    _floor: bytes | None = field(default=None)
    """The newest policy bundle ever trusted here, be its administrators gone: none older is taken."""
    _policy: TrustedPolicy | None = field(default=None)
    _orders: OrderBook = field(default_factory=OrderBook)

    @classmethod
    def open(cls, folder: Path, today: int) -> Trusted:
        """Read and check. Raises NotThisPaper, Malformed, or a child of DirectoryRefused.

        A directory that is over, or a policy that the newest directory's administrators have not signed, is not in
        force, and still keeps what is older than itself out.
        """
        held = cls(folder, read_roots(folder / "roots.cbor"))
        held._read_directory(today)
        held._read_policy()
        if (folder / "orders.cbor").exists():
            held._orders = read_paper(OrderBook, folder / "orders.cbor", "a file of kept orders")
        return held

    def _read_directory(self, today: int) -> None:
        if not (self.folder / "directory.cbor").exists():
            return
        self._known = trust_again(read_directory(self.folder / "directory.cbor"), self.roots, today)
        if today <= self._known.contents.expires + GRACE_DAYS:
            self._directory = self._known

    def _read_policy(self) -> None:
        if not (self.folder / "policy.cbor").exists():
            return
        signed = read_paper(SignedPolicy, self.folder / "policy.cbor", "a signed policy")
        PolicyBundle.from_bytes(signed.bundle)
        self._floor = signed.bundle
        if self._directory is not None:
            self._policy = _trusted_still(signed, self._directory)

    @property
    def roots_in_force(self) -> RootSet:
        """Those that `roots` have changed to, as far as this device has followed."""
        return self.roots if self._known is None else self._known.roots

    @property
    def begun(self) -> bool:
        """Whether a directory was ever fetched here."""
        return self._known is not None

    @property
    def directory(self) -> TrustedDirectory:
        """The newest directory. Raises Expired, or DirectoryRefused where none was ever fetched."""
        if self._directory is None:
            raise DirectoryRefused if self._known is None else Expired(self._known.contents.expires)
        return self._directory

    @property
    def policy(self) -> TrustedPolicy:
        """The newest policy. Raises PolicyRefused where none is in force."""
        if self._policy is None:
            raise PolicyRefused
        return self._policy

    def take_directory(self, raw: bytes, today: int) -> TrustedDirectory:
        """Check a SignedDirectory against the one held, keep it if it is good.

        Raises a child of DirectoryRefused, Malformed or OSError; then nothing has changed here.
        """
        taken = trust_to_keep(SignedDirectory.from_bytes(raw), self.roots, today, self._known)
        write_durably(self.folder / "directory.cbor", raw)
        self._known = self._directory = taken
        return taken

    def take_policy(self, raw: bytes, today: int) -> TrustedPolicy:
        """The same for a SignedPolicy; one that loosens something is not taken before it has cooled off here.

        Raises CoolingOff, DirectoryRefused, another child of PolicyRefused, Malformed or OSError.
        """
        signed = SignedPolicy.from_bytes(raw)
        taken = trust_policy(signed, self.directory, None, self.standing.names(TargetKind.PERSON))
        self._check_not_older(signed, taken)
        if self._policy is not None:
            self._check_cooled(self._policy, taken, today)
        write_durably(self.folder / "policy.cbor", raw)
        self._floor, self._policy = signed.bundle, taken
        return taken

    @property
    def standing(self) -> StandingOrders:
        """What is stopped, by all orders ever seen here. Raises as `directory`."""
        apart = self._policy is None or self._policy.contents.changes.two_organisations
        return stand(self._orders, self.directory, two_organisations=apart)

    def take_orders(self, new: Iterable[SignedOrder]) -> None:
        """Keep what is good of these beside what was before. Raises as `directory`, TooManyOrders or OSError."""
        merged = merge(self._orders, new, self.directory)
        if merged != self._orders:
            write_durably(self.folder / "orders.cbor", merged.to_bytes())
            self._orders = merged

    def _check_cooled(self, known: TrustedPolicy, new: TrustedPolicy, today: int) -> None:
        """Cedar texts say nothing to a client, and so loosen nothing here."""
        if not must_wait(known, new, Direction.NEITHER):
            return
        file = self.folder / "policy-seen.cbor"
        try:
            seen = SeenPolicies.from_bytes(read_at_most(file, SeenPolicies.BOUND))
        except (OSError, ProtocolError):
            seen = SeenPolicies()
        if (day := seen.first_day(new.hash, today)) is None:
            write_durably(file, seen.noted(new.hash, today).to_bytes())
            day = today
        check_waited(known, day, today)

    def _check_not_older(self, signed: SignedPolicy, taken: TrustedPolicy) -> None:
        if self._floor is None or signed.bundle == self._floor:
            return
        if taken.contents.version <= PolicyBundle.from_bytes(self._floor).version:
            raise PolicyRolledBack


def _trusted_still(signed: SignedPolicy, directory: TrustedDirectory) -> TrustedPolicy | None:
    """A policy that was trusted under an earlier directory, if it holds under this one too."""
    try:
        return trust_policy(signed, directory)
    except PolicyRefused:
        return None
