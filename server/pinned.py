"""What a server holds on to: roots, every directory it has trusted, the newest policy, and orders. SPEC 4, 17 and 21.

It is a folder: `roots.cbor` (shipped), `directory-<number>.cbor` (each a SignedDirectory), `policy.cbor`,
`orders.cbor`, and `policy-seen.cbor`: since when a policy that loosens something waits. A newer directory or policy is
judged, then put on the disk, and only then in force here: what a caller was told is still so after a power cut.
Directories and policies only go forward, and an order that was good is never left out. What is refused, or cannot be
written, leaves the folder and this object as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Self

from protocol.directory import GRACE_DAYS, Expired, SignedDirectory, TrustedDirectory, trust, trust_again
from protocol.errors import DirectoryRefused
from protocol.ids import day_of
from protocol.orders import OrderBook, SignedOrder, StandingOrders, TargetKind, merge, order_id, stand
from protocol.policy import PolicyRefused, SignedPolicy, TrustedPolicy, trust_policy
from protocol.policy_directions import Direction
from protocol.roots import RootSet
from server.cooling_off import FirstSeen, check_cooled
from server.durable_file import remove_leftovers, write_durably

Clock = Callable[[], float]
"""Seconds since 1970-01-01 UTC. Only a program's entry passes the real one."""
_FOR_EVERYONE = 0o644
"""Neither holds a secret, and a card loader under another user reads them too."""


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
        self._orders = OrderBook()
        self._standing: tuple[object, StandingOrders] | None = None
        self._seen = FirstSeen(folder / "policy-seen.cbor")
        for path in sorted(folder.glob("directory-*.cbor"), key=lambda path: int(path.stem.split("-")[1])):
            directory = SignedDirectory.from_bytes(path.read_bytes())
            self._hold_directory(directory, trust_again(directory, self._roots, self.today(), self._current))
        if (folder / "policy.cbor").exists():
            policy = SignedPolicy.from_bytes((folder / "policy.cbor").read_bytes())
            self._hold_policy(policy, trust_policy(policy, self.directory, None))
        if (folder / "orders.cbor").exists():
            self._orders = OrderBook.from_bytes((folder / "orders.cbor").read_bytes())

    @classmethod
    def of_its_zone(cls, folder: Path, clock: Clock) -> Self:
        """For the one process that replaces what is in the folder: what a crash left half done goes first."""
        remove_leftovers(folder, "*.cbor")
        return cls(folder, clock)

    @property
    def roots(self) -> RootSet:
        """Whose signatures count here now: those of `roots.cbor`, or those that they have changed to."""
        return self._roots if self._current is None else self._current.roots

    @property
    def directory(self) -> TrustedDirectory:
        """The newest trusted directory. Raises Expired once its grace is over, DirectoryRefused where there is none."""
        newest = self._newest
        if self.today() > newest.contents.expires + GRACE_DAYS:
            raise Expired
        return newest

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

    @property
    def orders(self) -> OrderBook:
        """Every order that was ever good here, to hand out."""
        return self._orders

    @property
    def standing(self) -> StandingOrders:
        """What is stopped now, by the newest directory and policy. Raises DirectoryRefused where there is none.

        What was stopped stays so when the directory ends. The same object as before as long as nothing changed:
        whoever computed something from it can keep that.
        """
        directory = self._newest
        apart = self._policy is None or self._policy.contents.changes.two_organisations
        made_of = (id(self._orders), directory.hash, apart)
        if self._standing is None or self._standing[0] != made_of:
            self._standing = (made_of, stand(self._orders, directory, two_organisations=apart))
        return self._standing[1]

    @property
    def directories(self) -> tuple[TrustedDirectory, ...]:
        """Every directory that was trusted here, the oldest first."""
        return tuple(self._by_hash.values())

    def directory_named(self, directory_hash: bytes) -> TrustedDirectory:
        """The trusted directory of that hash, current or older. Raises DirectoryRefused."""
        if (found := self._by_hash.get(directory_hash)) is None:
            raise DirectoryRefused
        return found

    def replace_directory(self, raw: bytes) -> TrustedDirectory:
        """Check a newer SignedDirectory, keep it and return it.

        Raises a child of DirectoryRefused, Malformed, or OSError where it cannot be kept.
        """
        claimed = SignedDirectory.from_bytes(raw)
        trusted = trust(claimed, self._roots, self.today(), self._current)
        write_durably(self._folder / f"directory-{trusted.contents.number}.cbor", raw, _FOR_EVERYONE)
        self._hold_directory(claimed, trusted)
        return trusted

    def replace_policy(self, raw: bytes, cedar: Direction = Direction.LOOSENING) -> TrustedPolicy:
        """Check a newer SignedPolicy, keep it and return it. `cedar`: whether its Cedar texts, if changed, loosen.

        Raises CoolingOff or another child of PolicyRefused, Malformed, or OSError where it cannot be kept.
        """
        trusted = self.notice_policy(raw, cedar)
        write_durably(self._folder / "policy.cbor", raw, _FOR_EVERYONE)
        self._hold_policy(SignedPolicy.from_bytes(raw), trusted)
        return trusted

    def notice_policy(self, raw: bytes, cedar: Direction = Direction.LOOSENING) -> TrustedPolicy:
        """Check a newer SignedPolicy without taking it; if it has to cool off, its days count from now on.

        Raises what replace_policy raises.
        """
        suspended = self.standing.names(TargetKind.PERSON)
        trusted = trust_policy(SignedPolicy.from_bytes(raw), self.directory, self._policy, suspended)
        if self._policy is not None:
            check_cooled(self._policy, trusted, cedar, self._seen, self.today())
        return trusted

    def take_orders(self, new: Iterable[SignedOrder]) -> frozenset[bytes]:
        """Keep what is good and new of these; the ids of all that are kept afterwards.

        What does not hold is passed over. Raises DirectoryRefused, TooManyOrders, or OSError; then nothing was taken.
        """
        merged = merge(self._orders, new, self.directory)
        if merged != self._orders:
            write_durably(self._folder / "orders.cbor", merged.to_bytes(), _FOR_EVERYONE)
            self._orders = merged
        return frozenset(order_id(one.order) for one in merged.orders)

    @property
    def _newest(self) -> TrustedDirectory:
        if self._current is None:
            raise DirectoryRefused
        return self._current

    def _hold_directory(self, signed: SignedDirectory, trusted: TrustedDirectory) -> None:
        self._by_hash[trusted.hash] = trusted
        self._signed, self._current = signed, trusted

    def _hold_policy(self, signed: SignedPolicy, trusted: TrustedPolicy) -> None:
        self._signed_policy, self._policy = signed, trusted

    def today(self) -> int:
        """The day since 1970 by this zone's clock."""
        return day_of(self._clock())
