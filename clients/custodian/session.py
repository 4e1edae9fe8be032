"""One sitting of a custodian: fetch what waits, judge it here, answer, and remember before the answer is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clients.custodian.errors import NotWaiting
from clients.custodian.judging import JudgedRequest, Judgement, NotLogged, judge, read_evidence, withdrawals_of
from clients.custodian.memory import Memory, recall, remember
from clients.custodian.to_vault import (
    Doors,
    fetch_directory,
    fetch_policy,
    fetch_waiting,
    follow_log,
    prove_prefix,
    send_answers,
)
from clients.key_file import PersonKeys
from clients.trusted import Trusted
from protocol.checkpoint import Checkpoint
from protocol.crossings import Answers, OpeningNotice
from protocol.directory import Compartment
from protocol.errors import ProtocolError
from protocol.ids import day_of
from protocol.opening import CheckedRequest, RefusalReason, approve, refuse


@dataclass(frozen=True, slots=True)
class Unsound:
    """A request that this device will not even show as one: its proof, signatures or dates do not hold."""

    why: Exception


@dataclass(slots=True)
class Sitting:
    """Open it with `Sitting.begin`; then look at `waiting` and answer."""

    keys: PersonKeys
    doors: Doors
    trusted: Trusted
    memory_file: Path
    clock: Callable[[], float]
    memory: Memory
    waiting: tuple[JudgedRequest, ...] = ()
    unsound: tuple[Unsound, ...] = ()
    _proved: set[int] = field(default_factory=set)

    @classmethod
    def begin(
        cls, keys: PersonKeys, doors: Doors, trusted: Trusted, memory_file: Path, clock: Callable[[], float]
    ) -> Sitting:
        """Bring directory, policy and log up to date, then fetch and judge everything that waits.

        Raises CannotReach, VaultSaysNo, or the ProtocolError of whatever does not hold.
        """
        sitting = cls(keys, doors, trusted, memory_file, clock, recall(memory_file))
        trusted.take_directory(fetch_directory(doors), day_of(clock()))
        trusted.take_policy(fetch_policy(doors))
        newest = follow_log(doors, trusted.directory, sitting.memory)
        sitting._keep(sitting.memory.with_log(newest.size, newest.root))
        sitting._judge_all(newest)
        return sitting

    def compartments(self) -> Iterator[Compartment]:
        """Those in which this custodian holds a seat with this very key."""
        for compartment in self.trusted.directory.contents.compartments:
            if any(
                (seat.custodian, seat.sign_key) == (self.keys.name, self.keys.sign_key.public)
                for seat in compartment.seats
            ):
                yield compartment

    def _judge_all(self, newest: Checkpoint) -> None:
        notices = [
            notice
            for compartment in self.compartments()
            for notice in fetch_waiting(self.doors, compartment.name).notices
        ]
        withdrawn = set().union(*(withdrawals_of(notice) for notice in notices)) if notices else set()
        self._keep(self.memory.with_withdrawn(withdrawn))
        judged: list[JudgedRequest] = []
        unsound: list[Unsound] = []
        for notice in notices:
            try:
                judged.append(self._judge(notice, newest))
            except (ProtocolError, NotLogged) as why:
                unsound.append(Unsound(why))
        self.waiting, self.unsound = tuple(judged), tuple(unsound)

    def _judge(self, notice: OpeningNotice, newest: Checkpoint) -> JudgedRequest:
        self._check_same_log(read_evidence(notice.evidence, self.trusted.directory), newest)
        return judge(
            notice,
            self.keys.name,
            self.trusted.directory,
            self.trusted.policy,
            self.memory,
            int(self.clock()),
        )

    def _check_same_log(self, shown: Checkpoint, newest: Checkpoint) -> None:
        """The proof that came with the request must be of the log everyone sees, not of one made for this custodian."""
        if shown.size not in self._proved:
            prove_prefix(self.doors, shown, newest)
            self._proved.add(shown.size)

    def find(self, prefix: str) -> JudgedRequest:
        """The waiting request whose number begins so; raises NotWaiting unless it is exactly one."""
        found = [one for one in self.waiting if one.checked.id.hex().startswith(prefix.lower())]
        if len(found) != 1 or len(prefix) < 4:
            raise NotWaiting
        return found[0]

    def approve(self, requests: Sequence[JudgedRequest]) -> int:
        """Approve every part of these requests that may be; returns how many. The quota is counted first, durably."""
        sent = 0
        for request in requests:
            approvals = tuple(
                approve(one.slip, request.checked, self.keys.seal_key, self.keys.sign_key)
                for one in self._within_quota(request)
            )
            if approvals:
                self._count(request.checked, len(approvals))
                send_answers(self.doors, Answers(approvals=approvals))
                sent += len(approvals)
        return sent

    def refuse(self, request: JudgedRequest, reason: RefusalReason | None = None) -> int:
        """Refuse every part of a request, each with the given reason or the one this device found."""
        refusals = tuple(
            refuse(request.checked, one.part, one.slip.number, reason or one.reason, self.keys.sign_key)
            for one in request.judgements
        )
        if refusals:
            send_answers(self.doors, Answers(refusals=refusals))
        return len(refusals)

    def _within_quota(self, request: JudgedRequest) -> tuple[Judgement, ...]:
        """Several requests of one curator in one sitting share that curator's quota."""
        most = self.trusted.policy.contents.custody.parts_per_curator_and_day
        used = self.memory.approved_for(request.checked.curator.holder, day_of(self.clock()))
        return request.may_approve()[: max(0, most - used)]

    def _count(self, checked: CheckedRequest, parts: int) -> None:
        self._keep(self.memory.with_approved(checked.curator.holder, day_of(self.clock()), parts))

    def _keep(self, memory: Memory) -> None:
        if memory != self.memory:
            remember(self.memory_file, memory)
            self.memory = memory
