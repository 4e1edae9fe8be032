"""A vault that one story after the other is played on: emptied in between, taken down and started again within one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from protocol.cards import CardCode, CardList, new_batch, period_key
from protocol.consent import Aim, ClaimedConsent, ConsentStatement, Profile, Terms, give, profile_terms, withdraw
from protocol.custodian_crossings import Answers
from protocol.desk_crossings import Consents, OpenablePart, PartListing, PartListings
from protocol.directory import Compartment, DeviceRole, Directory
from protocol.ids import quarter_of, to_text
from protocol.opening import SignedRequest
from protocol.post import Post
from protocol.primitives import SealKey, SignKey
from protocol.release import SignedClearanceRequest
from protocol.sealing import SealedPart
from server.pinned import Pinned
from server.vault.api import create_app
from server.vault.errors import ZoneUnreachable
from server.vault.keeping.cards import load_cards
from server.vault.tables import metadata
from server.vault.visiting import visit
from server.vault.visiting.visit import bring_in
from server.vault.world import World
from tests.models import consents as model
from tests.server.vault.stand_ins import door_for
from tests.server.vault.vault_world import TESTIMONY, Told, VaultWorld, problem, reasons, small_pools
from tests.worlds import NOW, PARTNERS, Consortium, DeskKeys, seeded

CARDS = 2
"""Of each partner."""
PROFILES = {
    model.READ: Profile.CURATOR_MAY_READ,
    model.COARSE: Profile.SUMMARY_COARSE,
    model.FINER: Profile.SUMMARY_FINER,
}


class Died(Exception):
    """The end of a process: nothing that would come after it happens."""


class Interrupted(httpx.AsyncBaseTransport):
    """The way to intake, which can break when the vault confirms: before intake hears it, or after."""

    def __init__(self, app: Any) -> None:
        self._inner = httpx.ASGITransport(app)
        self.breaks = ""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        confirms = request.url.path.endswith("/collected")
        if confirms and self.breaks == "before it is confirmed":
            raise httpx.ConnectError("down")
        answer = await self._inner.handle_async_request(request)
        if confirms and self.breaks == "after it is confirmed":
            raise httpx.ReadError("lost")
        return answer


def real_terms(terms: model.Terms, today: int) -> Terms:
    if terms.level == model.SEALED:
        return Terms()
    aims = tuple(sorted(Aim(aim) for aim in terms.aims))
    return profile_terms(PROFILES[terms.level], today).model_copy(update={"aims": aims, "forget_after": terms.keep})


@dataclass
class Voice:
    """A source: what it sent, and every version that it signed."""

    told: Told
    said: list[ConsentStatement]

    def next(self, terms: Terms, today: int, lifetime: int, after: int = -1) -> ClaimedConsent:
        """A version that follows the one at `after`; the source remembers it as its last where that was the last."""
        claimed = give(self.told.key(), terms, today, self.said[after], lifetime=lifetime)
        if after == -1:
            self.said.append(ConsentStatement.from_bytes(claimed.statement))
        return claimed


@dataclass
class VaultStage:
    """One running vault, and the administrator's view of its tables."""

    vault: VaultWorld
    folder: Path
    administrator: asyncpg.Connection[Any]
    first: Consortium = field(init=False)
    codes: dict[str, Sequence[CardCode]] = field(init=False)
    way: Interrupted = field(init=False)
    number: int = 0

    def __post_init__(self) -> None:
        self.first = self.vault.consortium
        self.codes = {name: new_batch(name, "2026-q4", CARDS, seeded(f"stage/{name}"))[0] for name in PARTNERS}

    async def begin(self) -> None:
        """An empty vault under the first directory and policy, at the first moment."""
        await self.administrator.execute("; ".join(f"DELETE FROM {table}" for table in metadata.tables))
        vault, self.number = self.vault, self.number + 1
        vault.clock.now, vault.consortium = float(NOW), self.first
        for kept in (vault.intake.parts, vault.intake.posts, vault.log.waiting, vault.log.leaves):
            kept.clear()
        self._lay_new_lines()
        self.first.write_pinned(self.folder / str(self.number))
        await self.start_again()

    def _lay_new_lines(self) -> None:
        """Doors do not let a clock go back, as it does from one story to the next."""
        vault = self.vault
        key = self.first.devices[DeviceRole.VAULT].public
        vault.intake.door, vault.log.door = door_for(key, vault.clock, "intake"), door_for(key, vault.clock, "log")
        self.way = Interrupted(vault.intake.app())
        vault.to_intake.lead_to(self.way)
        vault.to_log.lead_to(httpx.ASGITransport(vault.log.app()))
        vault.to_log.down = vault.to_intake.down = False

    async def start_again(self) -> None:
        """A vault that has just started, over the same database and pinned folder."""
        for client in self.vault.clients:
            await client.aclose()
        self.vault.clients.clear()
        pinned = Pinned(self.folder / str(self.number), self.vault.clock)
        self.vault.world = replace(self.vault.world, pinned=pinned)
        self.vault.loader = replace(self.vault.loader, pinned=pinned)
        self.vault.app = create_app(self.vault.world)

    # Rules and keys

    def new_directory(self, change: Callable[[Compartment], Compartment] = lambda one: one) -> None:
        """The next directory, good for 180 days from today."""
        vault = self.vault
        today, known = vault.world.today(), vault.consortium.directory

        def apply(directory: Directory) -> Directory:
            renewed = {"number": directory.number + 1, "previous": known.hash, "issued": today, "expires": today + 180}
            compartments = tuple(change(one) for one in directory.compartments)
            return directory.model_copy(update=renewed | {"compartments": compartments})

        signed = vault.consortium.resign(apply)
        trusted = vault.world.pinned.replace_directory(signed.to_bytes())
        vault.consortium = replace(vault.consortium, signed=signed, directory=trusted)

    def new_reviewer(self, number: int) -> None:
        """Another desk takes the reviewer's place, and the reviewer's leaves the directory."""
        key = seeded(f"reviewer/{number}")
        desk = DeskKeys(f"desk-xa-{number}", f"reviewer-{number}", SealKey.new(key), SignKey.new(key))
        old = self.vault.desk(1)
        public = {"desk": desk.name, "holder": desk.holder}
        public |= {"seal_key": desk.seal_key.public, "sign_key": desk.sign_key.public}

        def change(one: Compartment) -> Compartment:
            desks = tuple(each.model_copy(update=public) if each.desk == old.name else each for each in one.desks)
            return one.model_copy(update={"desks": desks})

        self.new_directory(change)
        pair = {TESTIMONY: (self.vault.desk(0), desk)}
        self.vault.consortium = replace(self.vault.consortium, desks=self.vault.consortium.desks | pair)

    def raise_k(self, k: int) -> None:
        before = self.vault.world.pinned.policy
        held = before.contents
        rules = held.release.model_copy(update={"k": k})
        change = {"version": held.version + 1, "previous": before.hash, "release": rules}
        signed = self.first.resign_policy(lambda _: held.model_copy(update=change))
        self.vault.world.pinned.replace_policy(signed.to_bytes())

    async def load_lists(self) -> str:
        """The lists of every partner's cards for today's quarter; that quarter."""
        quarter = quarter_of(self.vault.world.today())
        for partner, codes in self.codes.items():
            keys = tuple(sorted(period_key(code, quarter).public for code in codes))
            batch = seeded(f"batch/{partner}/{quarter}")(16)
            await load_cards(self.vault.loader, CardList(partner=partner, quarter=quarter, batch=batch, keys=keys))
        return quarter

    # Sources

    def tell(self, card: tuple[str, int] | None, terms: model.Terms, *, held_back: bool = False) -> Voice:
        """`held_back`: it is written, and comes to intake when it is told again."""
        today = self.vault.world.today()
        given = real_terms(terms, today)
        told = self.vault.tell(self.codes[card[0]][card[1]] if card else None, given)
        # The story is about testimonies; what comes with them would only cost time.
        del self.vault.intake.parts[told.identity]
        if held_back:
            del self.vault.intake.parts[told.testimony]
        return Voice(told, [ConsentStatement.from_bytes(give(told.key(), given, today).statement)])

    def tell_again(self, voice: Voice) -> None:
        self.vault.intake.put(voice.told.sealed.testimony)

    def post(self, claimed: ClaimedConsent) -> None:
        self.vault.post(Post(consents=(claimed,)))

    def take_back(self, voice: Voice, *, signed_by: Voice | None = None) -> None:
        """`signed_by` another's key, it is nobody's word."""
        today = self.vault.world.today()
        claimed = withdraw(voice.told.key(), today)
        if signed_by is not None:
            claimed = claimed.model_copy(update={"signature": withdraw(signed_by.told.key(), today).signature})
        self.vault.post(Post(withdrawals=(claimed,)))

    async def collect(self, how: str) -> None:
        self.way.breaks, self.vault.to_intake.down = how, how == "intake is down"
        try:
            with small_pools() if how == "in small pools" else nullcontext():
                await self.vault.collect()
        except ZoneUnreachable:
            assert how not in {"whole", "in small pools"}
        finally:
            self.way.breaks, self.vault.to_intake.down = "", False

    async def die_before_judging(self) -> None:
        """A visit that ends between its second step and its third; then a vault that has just started."""
        with pytest.MonkeyPatch.context() as patch:

            async def last_act(world: World) -> None:
                await bring_in(world)
                patch.setattr(visit, "judge_unjudged", dies)
                raise Died

            async def dies(_: World) -> None:
                raise Died

            patch.setattr(visit, "bring_in", last_act)
            with pytest.raises(Died):
                await self.vault.collect()
        await self.start_again()

    # Desks and custodians

    async def ask(self, signed: SignedRequest) -> str:
        answer = await self.vault.send(self.vault.desk().sign_key, "/v1/openings", signed)
        return "taken" if answer.status_code == 202 else problem(answer)

    async def answer(self, seat: int, answers: Answers) -> str:
        answer = await self.vault.answer(seat, answers)
        return "taken" if answer.status_code == 204 else problem(answer)

    async def freeze(self, request: bytes, key: SignKey) -> str:
        answer = await self.vault.client(key).post(f"/v1/openings/{to_text(request)}/freeze")
        return "taken" if answer.status_code == 204 else problem(answer)

    async def fetch(self, request: bytes, part: bytes, key: SignKey) -> str:
        """What a desk is given, if anything: the very part, with a quorum of approvals."""
        answer = await self.vault.get(key, f"/v1/openings/{to_text(request)}/parts/{to_text(part)}")
        if answer.status_code != 200:
            return problem(answer)
        given = OpenablePart.from_bytes(answer.content)
        assert SealedPart.from_bytes(given.part).id() == part
        assert len(given.approvals) >= 2
        return "taken"

    async def clear(self, signed: SignedClearanceRequest) -> tuple[str, set[str]]:
        answer = await self.vault.send(self.vault.desk().sign_key, "/v1/clearances", signed)
        if answer.status_code == 200:
            return "taken", set()
        name = problem(answer)
        return name, reasons(answer) if name == "clearance-refused" else set()

    # What is seen

    async def consents(self, part: bytes) -> Consents | str:
        answer = await self.vault.get(self.vault.desk().sign_key, f"/v1/consents/{to_text(part)}")
        return Consents.from_bytes(answer.content) if answer.status_code == 200 else problem(answer)

    async def listed(self) -> Iterable[PartListing]:
        answer = await self.vault.get(self.vault.desk().sign_key, f"/v1/parts?compartment={TESTIMONY}")
        assert answer.status_code == 200, answer.text
        return PartListings.from_bytes(answer.content).parts

    async def rows(self, query: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await self.administrator.fetch(query)]
