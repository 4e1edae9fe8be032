"""One sitting of a custodian: fetch what waits, judge it here, answer, and remember before the answer is sent.

So it is for who sits in: another key opens the shares, and a mandate goes beside the answer (chairs.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from clients.custodian.chairs import Chair, as_listed, own_chairs, sat_in
from clients.custodian.errors import DirectoryNotLogged, LogSplit, MemoryChanged, MustRefuse, NotWaiting
from clients.custodian.judging import (
    JudgedRequest,
    Judgement,
    OtherCompartment,
    Papers,
    Quota,
    QuotaReached,
    TakenBack,
    check_logged,
    judge,
    read_evidence,
    shown_withdrawn,
)
from clients.custodian.lending import kept_keys
from clients.custodian.memory import Memory, begin_memory, recall, remember
from clients.custodian.to_vault import (
    Doors,
    fetch_directory,
    fetch_head,
    fetch_inclusion,
    fetch_orders,
    fetch_policy,
    fetch_told_head,
    fetch_waiting,
    prove_prefix,
    send_answers,
    send_heartbeat,
)
from clients.kept_notes import keep_notes
from clients.key_file import PersonKeys
from clients.trusted import Trusted
from protocol.checkpoint import Checkpoint
from protocol.cooling_off import CoolingOff
from protocol.cosignature import read_head, read_witnessed
from protocol.custodian_crossings import Answers, LogEvidence, OpeningNotice
from protocol.directory import Compartment, TrustedDirectory
from protocol.errors import CannotOpen, CheckpointRefused, ConsistencyRefused, ProtocolError
from protocol.ids import day_of
from protocol.inclusion import check_inclusion, directory_leaf
from protocol.ledger import EntryKind
from protocol.opening import RefusalReason, SignedApproval, approve, refuse


@dataclass(frozen=True, slots=True)
class Unsound:
    """A request that this device will not even show as one: its proof, signatures or dates do not hold."""

    why: Exception


@dataclass(frozen=True, slots=True)
class Head:
    """A head of the log, and the note in which the log signed it."""

    checkpoint: Checkpoint
    note: bytes


@dataclass(slots=True)
class Sitting:
    """Open it with `Sitting.begin`; then look at `waiting` and answer."""

    keys: PersonKeys
    doors: Doors
    trusted: Trusted
    memory_file: Path
    clock: Callable[[], float]
    memory: Memory
    chairs: dict[str, Chair] = field(default_factory=dict)
    """By compartment, the seat for which this device answers there."""
    waiting: tuple[JudgedRequest, ...] = ()
    unsound: tuple[Unsound, ...] = ()
    _proved: set[Checkpoint] = field(default_factory=set)

    @classmethod
    def begin(
        cls, keys: PersonKeys, doors: Doors, trusted: Trusted, memory_file: Path, clock: Callable[[], float]
    ) -> Sitting:
        """Bring directory, policy and log up to date, then fetch and judge everything that waits.

        Raises a CustodianError (CannotReach, VaultSaysNo, NoSeat, LogSplit, or what sat_in and recall raise), OSError,
        or the ProtocolError of whatever does not hold.
        """
        sitting = cls(keys, doors, trusted, memory_file, clock, begin_memory(memory_file, begun=trusted.begun))
        trusted.take_directory(fetch_directory(doors), day_of(clock()))
        own = own_chairs(trusted.directory, keys)
        if not own:
            as_listed(trusted.directory, keys)
        send_heartbeat(doors)
        trusted.take_orders(fetch_orders(doors))
        # One that loosens something is not in force here before it has cooled off here too.
        with suppress(CoolingOff):
            trusted.take_policy(fetch_policy(doors), day_of(clock()))
        chairs = own or sat_in(doors, trusted, keys, kept_keys(memory_file.parent), day_of(clock()))
        sitting.chairs = {one.compartment.name: one for one in chairs}
        shown = [(one, notice) for one in chairs for notice in fetch_waiting(doors, one.compartment.name).notices]
        # After the notices: none of their proofs can be newer than this head.
        newest = sitting._follow_log()
        sitting._judge_all(shown, newest)
        return sitting

    @classmethod
    def at_the_log(
        cls, keys: PersonKeys, doors: Doors, trusted: Trusted, memory_file: Path, clock: Callable[[], float]
    ) -> tuple[Sitting, Head]:
        """Bring directory, orders and log up to date, and ask for nothing else.

        Also for whoever holds no seat any more, whom the vault tells no orders: those count that are known here.

        Raises as `begin` does, but NoSeat.
        """
        sitting = cls(keys, doors, trusted, memory_file, clock, begin_memory(memory_file, begun=trusted.begun))
        trusted.take_directory(fetch_directory(doors), day_of(clock()))
        if any(sitting.compartments()):
            trusted.take_orders(fetch_orders(doors))
        return sitting, sitting._follow_log()

    def check_entry(self, evidence: LogEvidence, kind: EntryKind, subject: bytes, newest: Head) -> None:
        """Return only if the log that everyone sees has this entry. Raises NotLogged, LogSplit, or what asking does."""
        shown = check_logged(evidence, self.trusted.directory, kind, subject)
        self._check_same_log(Head(shown, evidence.checkpoint.encode()), newest)

    def compartments(self) -> Iterator[Compartment]:
        return compartments_of(self.trusted.directory, self.keys)

    def _follow_log(self) -> Head:
        """The log's newest head that enough witnesses co-signed, proved to contain all that this device has seen of it.

        What comes with a request need not be co-signed itself: it is proved to be contained in this one. Raises
        TooFewWitnesses or LogSplit.
        """
        head = self._read_head(fetch_head(self.doors))
        if self.memory.log_note:
            seen = Checkpoint(head.checkpoint.origin, self.memory.log_size, self.memory.log_root)
            self._prove(Head(seen, self.memory.log_note), head)
        self._compare_with_told(head)
        self._check_directory(head)
        self._keep(self.memory.with_log(head.checkpoint.size, head.checkpoint.root, head.note))
        return head

    def _compare_with_told(self, head: Head) -> None:
        """What intake shows to everyone must be of the same log. Raises LogSplit."""
        note = fetch_told_head(self.doors)
        if note is None:
            return
        try:
            told = Head(read_head(note, self.trusted.directory), note)
        except CheckpointRefused:
            return  # no head of this log: it says nothing about it
        # Intake's may be older, or newer by what was co-signed meanwhile.
        self._prove(*sorted((told, head), key=lambda one: one.checkpoint.size))

    def _check_directory(self, newest: Head) -> None:
        """Where witnesses watch the log, nobody can be shown a directory of their own. Raises DirectoryNotLogged."""
        directory = self.trusted.directory
        if directory.contents.witnesses_needed == 0:
            return
        leaf = directory_leaf(directory)
        raw = fetch_inclusion(self.doors, leaf)
        if raw is None:
            raise DirectoryNotLogged
        note = check_inclusion(raw, leaf, directory, self.clock()).checkpoint.encode()
        shown = Head(read_head(note, directory), note)
        # It may have been proved under a head that was co-signed since ours was fetched.
        self._prove(*sorted((shown, newest), key=lambda one: one.checkpoint.size))

    def _read_head(self, note: bytes) -> Head:
        return Head(read_witnessed(note, self.trusted.directory, self.clock()), note)

    def _prove(self, older: Head, newer: Head) -> None:
        try:
            prove_prefix(self.doors, older.checkpoint, newer.checkpoint)
        except ConsistencyRefused:
            # SPEC 14.5: stop, and keep both. Two heads signed by one log are the proof against it.
            keep_notes(self.memory_file.parent, older.note, newer.note)
            raise LogSplit from None

    def _judge_all(self, shown: Sequence[tuple[Chair, OpeningNotice]], newest: Head) -> None:
        taken_back = self._taken_back([notice for _, notice in shown])
        judged: dict[bytes, JudgedRequest] = {}
        unsound: list[Unsound] = []
        for chair, notice in shown:
            try:
                one = self._judge(notice, chair, newest, taken_back)
            except (ProtocolError, MustRefuse) as why:
                unsound.append(Unsound(why))
            else:
                judged[one.checked.id] = one
        self.waiting, self.unsound = tuple(judged.values()), tuple(unsound)

    def _taken_back(self, notices: Sequence[OpeningNotice]) -> TakenBack:
        """What is said to be withdrawn; what the log shows to be is remembered first, also from a bad notice."""
        known = frozenset(self.memory.withdrawn)
        said: dict[bytes, LogEvidence | None] = {}
        for one in (one for notice in notices for one in notice.withdrawn if one.part not in known):
            said[one.part] = one.evidence or said.get(one.part)
        self._keep(self.memory.with_withdrawn(shown_withdrawn(said, self.trusted.directory)))
        return TakenBack(frozenset(self.memory.withdrawn), frozenset(said))

    def _judge(self, notice: OpeningNotice, chair: Chair, newest: Head, taken_back: TakenBack) -> JudgedRequest:
        directory = self.trusted.directory
        self._check_same_log(
            Head(read_evidence(notice.evidence, directory), notice.evidence.checkpoint.encode()), newest
        )
        papers = Papers(directory, self.trusted.policy, self.trusted.standing)
        one = judge(notice, chair.custodian, papers, self.memory, taken_back, int(self.clock()))
        if one.checked.compartment != chair.compartment:
            raise OtherCompartment
        return one

    def _check_same_log(self, shown: Head, newest: Head) -> None:
        """The proof that came with the request must be of the log everyone sees, not of one made for this custodian."""
        if shown.checkpoint not in self._proved:
            self._prove(shown, newest)
            self._proved.add(shown.checkpoint)

    def find(self, prefix: str) -> JudgedRequest:
        """The waiting request whose number begins so; raises NotWaiting unless it is exactly one."""
        found = [one for one in self.waiting if one.checked.id.hex().startswith(prefix.lower())]
        if len(found) != 1 or len(prefix) < 4:
            raise NotWaiting
        return found[0]

    def chair_for(self, request: JudgedRequest) -> Chair:
        """The seat for which this device answers a request."""
        return self.chairs[request.checked.compartment.name]

    def approve(self, requests: Sequence[JudgedRequest]) -> int:
        """Approve every part of these requests that may be; returns how many. The quota is counted first, durably.

        A share that is not the one its sender committed to, and a request that ended meanwhile, are left out.
        Raises MemoryChanged, MemoryFull, CannotReach or VaultSaysNo.
        """
        sent = 0
        for request in requests:
            approvals = dict(self._approvals(request))
            if approvals:
                self._count(request, approvals)
                send_answers(self.doors, Answers(approvals=tuple(approvals.values())))
                sent += len(approvals)
        return sent

    def _approvals(self, request: JudgedRequest) -> Iterator[tuple[bytes, SignedApproval]]:
        chair = self.chair_for(request)
        for one in self._within_quota(request):
            try:
                yield (
                    one.part,
                    approve(one.slip, request.checked, chair.seal_key, self.keys.sign_key, chair.mandate),
                )
            except CannotOpen:
                continue

    def _within_quota(self, request: JudgedRequest) -> Iterator[Judgement]:
        """Several requests of one curator in one sitting share that curator's quota."""
        if self.clock() > request.checked.request.expires:
            return
        quota = Quota(request.checked, self.trusted.policy, self.memory, day_of(self.clock()))
        for one in request.may_approve():
            try:
                quota.take(one.part)
            except QuotaReached:
                continue
            yield one

    def refuse(self, request: JudgedRequest, reason: RefusalReason | None = None) -> int:
        """Refuse every part of a request, each with the given reason or the one this device found."""
        mandate = self.chair_for(request).mandate
        refusals = tuple(
            refuse(request.checked, one.part, one.slip.number, reason or one.reason, self.keys.sign_key, mandate)
            for one in request.may_refuse()
        )
        if refusals:
            send_answers(self.doors, Answers(refusals=refusals))
        return len(refusals)

    def _count(self, request: JudgedRequest, parts: dict[bytes, SignedApproval]) -> None:
        if recall(self.memory_file, begun=True) != self.memory:
            raise MemoryChanged
        curator = request.checked.curator.holder
        self._keep(self.memory.with_approved(curator, day_of(self.clock()), request.checked.id, parts.keys()))

    def _keep(self, memory: Memory) -> None:
        if memory != self.memory:
            remember(self.memory_file, memory)
            self.memory = memory


def compartments_of(directory: TrustedDirectory, keys: PersonKeys) -> Iterator[Compartment]:
    """Those in which this custodian holds a seat with this very key."""
    for chair in own_chairs(directory, keys):
        yield chair.compartment
