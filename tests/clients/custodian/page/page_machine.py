"""A custodian at the page: the world of sitting_world.py, with the page's own sitting in a real browser.

What the page keeps is laid into the machine's folder after each step, in the files that `leeward-custodian` would have,
and taken from there before the next: so the tests of the program are tests of the page.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from clients.custodian.errors import (
    CannotReach,
    DirectoryNotLogged,
    LogSplit,
    MemoryChanged,
    MemoryDamaged,
    MemoryFull,
    MemoryLost,
    NoSeat,
    VaultSaysNo,
)
from clients.custodian.judging import (
    NotLogged,
    OtherCompartment,
    QuotaReached,
    SaidWithdrawn,
    StoppedHere,
    WithdrawnBefore,
)
from clients.custodian.memory import Memory
from protocol.consent import BrokenChain, ConsentExpired, NotAllowed
from protocol.directory import (
    Contradictory,
    Expired,
    Forked,
    NoSuchCompartment,
    RolledBack,
    SeatsMoved,
    SubstituteMoved,
)
from protocol.errors import (
    BadKey,
    BadSignature,
    CannotOpen,
    CheckpointRefused,
    InclusionRefused,
    Malformed,
    OpeningRefused,
    TooFewWitnesses,
)
from protocol.opening import (
    CheckedRequest,
    NotACurator,
    NotInRequest,
    RefusalReason,
    RequestExpired,
    TooManyParts,
    check_request,
)
from protocol.policy import NotEnoughAdministrators, PolicyRolledBack
from protocol.requests import Target, verify_request
from protocol.roots import NotEnoughRoots
from tests.clients.custodian.sitting_world import CONSORTIUM, Machine
from tests.clients.web.modules import Act, Modules, PageRefused, told

AS_PYTHON_SAYS = {
    "bad-key": BadKey,
    "bad-signature": BadSignature,
    "cannot-open": CannotOpen,
    "cannot-reach": CannotReach,
    "consent-broken": BrokenChain,
    "consent-ended": ConsentExpired,
    "directory-contradictory": Contradictory,
    "directory-forked": Forked,
    "directory-not-logged": DirectoryNotLogged,
    "directory-rolled-back": RolledBack,
    "directory-unsigned": NotEnoughRoots,
    "log-split": LogSplit,
    "malformed": Malformed,
    "memory-changed": MemoryChanged,
    "memory-damaged": MemoryDamaged,
    "memory-full": MemoryFull,
    "memory-lost": MemoryLost,
    "no-checkpoint": CheckpointRefused,
    "no-curator": NotACurator,
    "no-seat": NoSeat,
    "no-such-compartment": NoSuchCompartment,
    "not-allowed": NotAllowed,
    "not-in-request": NotInRequest,
    "not-in-the-log": InclusionRefused,
    "not-logged": NotLogged,
    "other-compartment": OtherCompartment,
    "other-directory": OpeningRefused,
    "policy-rolled-back": PolicyRolledBack,
    "policy-unsigned": NotEnoughAdministrators,
    "quota-reached": QuotaReached,
    "request-ended": RequestExpired,
    "said-no": VaultSaysNo,
    "seats-moved": SeatsMoved,
    "substitute-moved": SubstituteMoved,
    "too-few-witnesses": TooFewWitnesses,
    "stopped": StoppedHere,
    "said-withdrawn": SaidWithdrawn,
    "too-many-parts": TooManyParts,
    "withdrawn": WithdrawnBefore,
}
DOORS = ("vault", "policy", "ledger", "intake")


def error_of(why: str) -> Exception:
    if why == "directory-expired":
        return Expired(0)
    if why not in AS_PYTHON_SAYS:
        raise AssertionError(why)
    return AS_PYTHON_SAYS[why]()


@dataclass(frozen=True)
class JudgedThere:
    refusal: Exception | None
    reason: RefusalReason
    mine: bool


@dataclass(frozen=True)
class WaitingThere:
    """A request that the page shows; `checked` is Python's own, to read answers with."""

    checked: CheckedRequest
    judgements: tuple[JudgedThere, ...]


@dataclass(frozen=True)
class Named:
    name: str


@dataclass
class PageSitting:
    machine: PageMachine
    at: int
    waiting: tuple[WaitingThere, ...]
    unsound: tuple[Any, ...]

    @property
    def memory(self) -> Memory:
        return Memory.from_bytes(self.machine.kept()["memory"])

    def approve(self, requests: Sequence[WaitingThere]) -> int:
        return int(self.machine.does("approve", self.at, [one.checked.id.hex() for one in requests]))

    def refuse(self, request: WaitingThere, reason: RefusalReason | None = None) -> int:
        return int(self.machine.does("refuse", self.at, request.checked.id.hex(), reason and reason.value))

    def compartments(self) -> list[Named]:
        return [Named(name) for name in self.machine.does("compartments", self.at)]

    def find(self, prefix: str) -> WaitingThere:
        (found,) = [one for one in self.waiting if one.checked.id.hex().startswith(prefix)]
        return found


@dataclass(frozen=True)
class Why:
    why: Exception


@dataclass
class PageMachine(Machine):
    modules: Modules = field(kw_only=True)
    died: BaseException | None = None
    _held: tuple[str, int] | None = None

    def does(self, act: str, *given: Any, first: Sequence[Act] = ()) -> Any:
        """One act of the page, at the machine's hour; what it keeps is in the folder afterwards."""
        ANSWERING[:] = [self]
        said, kept = self.modules.at(self.clock(), first, f"here.{act}", *given)
        self._lay_down(kept)
        if isinstance(said, PageRefused):
            died, self.died = self.died, None
            raise died or error_of(said.why) from None
        return said

    def kept(self) -> Any:
        return self.modules("here.kept")

    def sit(self) -> PageSitting:  # type: ignore[override] - what the tests ask of one, it has
        shown = self.does("begin", self.modules.by, first=[*self._hold(), self._take_up()])
        waiting = tuple(self._waiting(one) for one in shown["waiting"])
        return PageSitting(self, shown["at"], waiting, tuple(Why(error_of(why)) for why in shown["unsound"]))

    def _waiting(self, shown: dict[str, Any]) -> WaitingThere:
        signed = next(
            one.request for several in self.notices.values() for one in several if one.request.id() == shown["request"]
        )
        judged = tuple(
            JudgedThere(one["refusal"] and error_of(one["refusal"]), RefusalReason(one["reason"]), one["mine"])
            for one in shown["judgements"]
        )
        return WaitingThere(check_request(signed, CONSORTIUM.directory, int(self.clock())), judged)

    def _hold(self) -> list[Act]:
        """Bring the keys of the seat into the browser, once."""
        if self._held == (self.compartment, self.seat):
            return []
        self._held = (self.compartment, self.seat)
        seeds = (self.keys.seal_key.seed(), self.keys.sign_key.seed())
        roots = CONSORTIUM.root_set.model_dump(mode="python")
        doors = {name: f"http://{name}" for name in DOORS}
        return [("here.hold", (self.modules.by, self.keys.name, *seeds, roots, doors))]

    def _take_up(self) -> Act:
        """What lies in the folder is what the page keeps: tests change it there."""
        if self.memory_file.exists():
            return "here.remember", (self.memory_file.read_bytes(),)
        if (self.folder / "directory.cbor").exists():
            return "here.lose", ()
        nothing = dict.fromkeys(("known", "directory", "policy", "orders", "looked", "conflict"))
        return "here.replace", ({**nothing, "refused": [], "waiting": [], "memory": Memory().to_bytes()},)

    def _lay_down(self, kept: dict[str, Any] | None) -> None:
        if kept is None:
            return
        self.memory_file.write_bytes(kept["memory"])
        if kept["directory"]:
            (self.folder / "directory.cbor").write_bytes(kept["directory"])
        if kept["conflict"]:
            (self.folder / "log-conflict-page.txt").write_bytes(b"\n".join(kept["conflict"]))

    def answered(self, asked: dict[str, Any]) -> dict[str, Any]:
        """What the doors answer the page."""
        body = base64.b64decode(asked["body"]["$bytes"]) if asked["body"] else b""
        request = httpx.Request(asked["method"], asked["url"], headers=asked["headers"], content=body)
        if asked["memory"]:
            self.memory_file.write_bytes(base64.b64decode(asked["memory"]["$bytes"]))
        if "signature" in request.headers:
            self._check_signature(request)
        try:
            answer = self.answer(request)
        except httpx.TransportError:
            return {"cut": True}
        except BaseException as died:  # noqa: BLE001 - whatever the test raises, the page only loses its line
            self.died = died
            return {"cut": True}
        return {"status": answer.status_code, "body": told(answer.content)}

    def _check_signature(self, request: httpx.Request) -> None:
        """As server/devices.py does."""
        url = request.url
        target = Target(request.method, url.netloc.decode(), url.path, url.query.decode())
        key = self.keys.sign_key.public
        verify_request(
            request.headers.items(),
            target,
            request.content,
            lambda keyid: key if keyid == key.hex() else None,
            self.clock(),
        )


ANSWERING: list[PageMachine] = []
"""Whose doors the browser's requests come to: one page serves all tests, one after another."""
