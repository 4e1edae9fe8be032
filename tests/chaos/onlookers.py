"""Those who look on: an analyst reads what was released, a witness checks the log, administrators sign a policy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from clients.auditor.log_check import verify_log
from protocol.checkpoint import read_checkpoint
from protocol.directory import DeviceRole
from protocol.policy import PolicyBundle, SignedPolicy, policy_hash, sign_policy
from tests.chaos.custodians import opened_keys
from tests.chaos.desks import Desks
from tests.chaos.doors import NO_TLS, SECONDS, Away, Door


class Onlookers(Desks):
    """One asks for the policy with a custodian's key, as their tool does."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.analyst = Door(self.ground.url("release"), self.ground.analyst)
        people = ("dalia", "emre")
        self.administrators = {name: opened_keys(self.ground.path("people", name)) for name in people}

    def log_tick(self) -> None:
        """The log grows, by what it should, and is the log that was seen before."""
        directory = self.ground.directory

        def size() -> int:
            with _may_be_away():
                note = httpx.get(
                    f"{self.ground.url('ledger')}/checkpoint", timeout=SECONDS, trust_env=False, verify=NO_TLS
                )
                note.raise_for_status()
            origin, key = directory.contents.log_origin, directory.device_key(DeviceRole.LEDGER)
            return read_checkpoint(note.content, origin, key).size

        before = self.until(size)

        def grown() -> None:
            if size() <= before:
                raise Away

        self.until(grown)
        self.verify()

    def verify(self) -> None:
        """As an auditor. Raises LogDoesNotHold."""
        self.until(lambda: verify_log(self.ground.url("ledger"), self.ground.directory, self.memory))

    def epoch(self) -> None:
        self.until(lambda: self._must_be_shown(True))
        self.promised.read.add((self.cell["area"], self.cell["period"], self.cell["event_type"]))

    def removal(self) -> None:
        self.until(lambda: self._must_be_shown(False))

    def _must_be_shown(self, wanted: bool) -> None:
        listed = self.analyst.json("GET", "/v1/summaries")["summaries"]
        looked_for = self.cell | ({"title": self.title} if wanted else {})
        there = any(all(one[name] == value for name, value in looked_for.items()) for one in listed)
        if there is not wanted:
            raise Away

    def policy(self) -> None:
        """Two administrators sign the next bundle, and put it where the policy zone looks."""
        self.version += 1
        before = SignedPolicy.from_bytes(self.ground.path("papers", "policy.cbor").read_bytes())
        changed = {"version": self.version, "previous": policy_hash(before)}
        bundle = PolicyBundle.from_bytes(before.bundle).model_copy(update=changed)
        names = self.administrators
        signatures = tuple(sign_policy(bundle, name, keys.sign_key) for name, keys in names.items())
        raw = SignedPolicy(bundle=bundle.to_bytes(), signatures=signatures).to_bytes()
        coming = self.ground.path("papers", "policy.coming")
        coming.write_bytes(raw)
        coming.replace(self.ground.path("papers", "policy.cbor"))
        door = Door(self.ground.url("policy"), self.custodians[1].sign_key)

        def in_force() -> None:
            if door.ask("GET", "/v1/policies") != raw:
                raise Away

        self.until(in_force)
        self.promised.policies[self.version] = raw


@contextmanager
def _may_be_away() -> Iterator[None]:
    try:
        yield
    except httpx.HTTPError:
        raise Away from None
