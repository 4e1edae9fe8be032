"""A desk has a new key: what it re-wraps opens with that, what it does not is lost with the old one. SPEC 11.5 to 11.7.

The desk's own code (server/redaction/rewrapping/rewrapping.py) asks the real vault.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from protocol.consent import Profile, profile_terms, withdraw
from protocol.desk_crossings import KeptBoxes, OpenablePart, RewrappedBox, RewrappedBoxes
from protocol.directory import Desk, Directory, TrustedDirectory
from protocol.encoding import Purpose
from protocol.errors import CannotOpen
from protocol.opening import Side, check_request, open_share
from protocol.orders import OrderAct, TargetKind
from protocol.post import Post
from protocol.primitives import SealKey, SignKey, seal_secret
from protocol.rewrapping import DeskBox, open_rewrapped_part
from protocol.sealing import SealedPart, seat_context
from server.redaction.errors import CameBackOtherwise, HeldNow, NeverThisDesks, StillInForce, TooEarly
from server.redaction.rewrapping import rewrapping
from server.redaction.rewrapping.rewrapping import KeyChange, Rewrapped, check_may_destroy, destroy, rewrap_all
from server.vault.wishes.forgetting import forget_once
from tests.orders import by_administrators, stop
from tests.server.doors import everybody
from tests.server.vault.locks.test_access import new_rules
from tests.server.vault.vault_world import TESTIMONY, Told, VaultWorld, problem


@dataclass
class NewKeys:
    """The curator's desk of testimony, with the keys of a new epoch."""

    vault: VaultWorld
    sign_key: SignKey
    seal_key: SealKey
    before: SealKey

    @property
    def directory(self) -> TrustedDirectory:
        return self.vault.world.pinned.directory

    def change(self, **other: object) -> KeyChange:
        fields = {
            "vault": self.vault.client(self.sign_key),
            "pinned": self.vault.world.pinned,
            "desk": self.vault.desk().name,
            "old": self.before,
            "new": self.seal_key,
            "note": self.vault.folder / "old.key.re-wrapped",
        }
        return KeyChange(**(fields | other))  # type: ignore[arg-type]

    async def rewrap(self) -> Rewrapped:
        done = Rewrapped()
        async for page in rewrap_all(self.change(), TESTIMONY):
            done += page
        return done

    async def boxes(self, key: SignKey | None = None) -> KeptBoxes:
        answer = await self.vault.get(key or self.sign_key, f"/v1/desk-boxes?compartment={TESTIMONY}")
        assert answer.status_code == 200, answer.text
        return KeptBoxes.from_bytes(answer.content)

    async def bring(self, part: bytes, box: bytes, number: int = 1, key: SignKey | None = None):  # type: ignore[no-untyped-def]
        brought = RewrappedBoxes(compartment=TESTIMONY, boxes=(RewrappedBox(part=part, number=number, box=box),))
        return await self.vault.send(key or self.sign_key, "/v1/desk-boxes", brought)


def new_keys(vault: VaultWorld, number: int = 51) -> NewKeys:
    """The vault has a newer directory from now on."""
    before = vault.world.pinned.directory
    sign_key, seal_key = SignKey(bytes([number]) * 32), SealKey(bytes([number]) * 32)

    def changed(desk: Desk) -> Desk:
        if desk.desk != vault.desk().name:
            return desk
        return desk.model_copy(update={"sign_key": sign_key.public, "seal_key": seal_key.public})

    def apply(_: Directory) -> Directory:
        compartments = tuple(
            one.model_copy(update={"desks": tuple(map(changed, one.desks))}) for one in before.contents.compartments
        )
        fields = {
            "number": before.contents.number + 1,
            "previous": before.hash,
            "epoch": before.contents.epoch + 1,
            "expires": before.contents.expires + 60,
        }
        return before.contents.model_copy(update={**fields, "compartments": compartments})

    vault.world.pinned.replace_directory(vault.consortium.resign(apply).to_bytes())
    return NewKeys(vault, sign_key, seal_key, vault.desk().seal_key)


async def handed(desk: NewKeys, told: Told) -> tuple[OpenablePart, dict[int, bytes]]:
    """What the vault hands the desk with its new keys once a quorum has approved, and the shares that come of it."""
    vault = desk.vault
    old, *others = vault.consortium.desks[TESTIMONY]
    vault.consortium.desks[TESTIMONY] = [replace(old, seal_key=desk.seal_key, sign_key=desk.sign_key), *others]
    try:
        asked = await vault.ask_and_log([told.testimony], directory=desk.directory.hash)
        for seat in (1, 2, 3, 4):
            answers = await vault.approvals(asked, seat, directory=desk.directory)
            assert (await vault.answer(seat, answers)).status_code == 204
        answer = await vault.fetch(asked, told.testimony)
    finally:
        vault.consortium.desks[TESTIMONY] = [old, *others]
    assert answer.status_code == 200, answer.text
    openable = OpenablePart.from_bytes(answer.content)
    checked, part = (
        check_request(asked.signed, desk.directory, int(vault.clock())),
        SealedPart.from_bytes(openable.part),
    )
    fresh = asked.curator_fresh
    return openable, dict(
        open_share(one, checked, part.id(), part.header, Side.CURATOR, fresh) for one in openable.approvals
    )


async def read(desk: NewKeys, told: Told) -> bytes:
    openable, shares = await handed(desk, told)
    if openable.again is None:
        raise CannotOpen
    part = SealedPart.from_bytes(openable.part)
    return open_rewrapped_part(part, shares, desk.seal_key, DeskBox(part.id(), 1, openable.again, rewrapped=True))


async def test_what_was_rewrapped_opens_with_the_new_key(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    desk = new_keys(vault)
    assert await desk.rewrap() == Rewrapped(now=1)
    assert b"they burned the market" in await read(desk, told)


async def test_what_was_not_rewrapped_comes_without_a_box_for_the_new_key(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    desk = new_keys(vault)
    with pytest.raises(CannotOpen):
        await read(desk, told)


async def test_it_goes_on_where_it_was_left_page_by_page(vault: VaultWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    await vault.told(None, None, None)
    monkeypatch.setattr("server.vault.opening.rewrapping.MOST_BOXES", 2)
    desk = new_keys(vault)
    pages = [page async for page in rewrap_all(desk.change(), TESTIMONY)]
    assert pages == [Rewrapped(now=2), Rewrapped(now=1)]
    assert await desk.rewrap() == Rewrapped(before=3)


async def test_from_key_to_key_it_is_rewrapped_again(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    first = new_keys(vault)
    await first.rewrap()
    second = new_keys(vault, 52)
    second.before = first.seal_key
    assert await second.rewrap() == Rewrapped(now=1)
    assert b"they burned" in await read(second, told)


async def test_a_box_that_neither_key_opens_is_counted(vault: VaultWorld) -> None:
    await vault.told(None)
    desk = new_keys(vault)
    desk.before = SealKey(bytes([99]) * 32)
    assert await desk.rewrap() == Rewrapped(neither=1)


async def test_a_rewrapped_box_that_neither_key_opens_is_spoiled(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    desk = new_keys(vault)
    assert (await desk.bring(told.testimony, bytes(1168))).status_code == 204
    assert await desk.rewrap() == Rewrapped(spoiled=1)


async def test_only_boxes_of_earlier_keys_of_the_desk_that_asks_are_shown(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    desk = new_keys(vault)
    assert [one.part for one in (await desk.boxes()).boxes] == [told.testimony]
    assert (await desk.boxes(vault.desk(1).sign_key)).boxes == ()
    vault.tell(directory=desk.directory)
    await vault.collect()
    assert len((await desk.boxes()).boxes) == 1


async def test_what_was_taken_back_is_neither_shown_nor_taken(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    desk = new_keys(vault)
    vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
    await vault.collect()
    assert (await desk.boxes()).boxes == ()
    assert problem(await desk.bring(told.testimony, bytes(1168))) == "not-here"


async def test_a_desk_brings_boxes_of_its_own_place_alone_and_all_or_none(vault: VaultWorld) -> None:
    one, other = await vault.told(None, None)
    desk = new_keys(vault)
    assert problem(await desk.bring(one.testimony, bytes(1168), number=2)) == "not-here"
    assert problem(await desk.bring(one.testimony, bytes(1168), key=vault.desk(1).sign_key)) == "not-here"
    brought = RewrappedBoxes(
        compartment=TESTIMONY,
        boxes=(
            RewrappedBox(part=other.testimony, number=1, box=bytes(1168)),
            RewrappedBox(part=bytes(32), number=1, box=bytes(1168)),
        ),
    )
    assert problem(await vault.send(desk.sign_key, "/v1/desk-boxes", brought)) == "not-here"
    assert await vault.count("desk_boxes") == 0


async def test_nobody_else_brings_a_box_and_the_rules_are_asked(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    desk = new_keys(vault)
    box = bytes(1168)
    for name, key in everybody(vault.consortium).items():
        assert (await desk.bring(told.testimony, box, key=key)).status_code >= 400, name
    await new_rules(vault, '@id("nothing") forbid (principal, action, resource);')
    assert problem(await desk.bring(told.testimony, box)) == "not-allowed"
    assert await vault.count("desk_boxes") == 0
    await new_rules(vault, "")
    assert (await desk.bring(told.testimony, box)).status_code == 204


async def test_a_vault_that_gives_back_another_secret_is_found_before_the_old_key_goes(vault: VaultWorld) -> None:
    (told,) = await vault.told(None)
    desk = new_keys(vault)
    await desk.rewrap()
    context = seat_context(told.testimony, 1)
    false = seal_secret(desk.seal_key.public, Purpose.DESK_REWRAP, context, bytes(32))
    assert (await desk.bring(told.testimony, false)).status_code == 204
    with pytest.raises(CameBackOtherwise):
        await desk.rewrap()


async def test_a_vault_that_loses_what_was_brought_is_found(vault: VaultWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    await vault.told(None)
    desk = new_keys(vault)

    async def brings_nothing(*_: object) -> None:
        pass

    monkeypatch.setattr(rewrapping, "_bring", brings_nothing)
    with pytest.raises(CameBackOtherwise):
        await desk.rewrap()


async def test_a_box_goes_with_its_part(vault: VaultWorld) -> None:
    terms = profile_terms(Profile.SUMMARY_COARSE, vault.world.today()).model_copy(update={"forget_after": 30})
    await vault.told(None, terms=terms)
    await new_keys(vault).rewrap()
    assert await vault.count("desk_boxes") == 1
    vault.clock.pass_days(31)
    await forget_once(vault.world)
    assert await vault.count("desk_boxes") == 0


async def test_the_old_key_goes_only_when_no_client_can_seal_to_it_and_nothing_is_held(vault: VaultWorld) -> None:
    old = vault.world.pinned.directory
    desk = new_keys(vault)
    with pytest.raises(StillInForce):
        check_may_destroy(desk.change(old=desk.seal_key))
    with pytest.raises(NeverThisDesks):
        check_may_destroy(desk.change(old=SealKey(bytes([99]) * 32)))
    with pytest.raises(TooEarly) as early:
        check_may_destroy(desk.change())
    assert early.value.day == old.contents.expires + 31
    vault.clock.pass_days(early.value.day - vault.world.today())
    check_may_destroy(desk.change())
    held = by_administrators(vault.consortium, stop(TargetKind.COMPARTMENT, TESTIMONY, act=OrderAct.HOLD), "dalia")
    vault.world.pinned.take_orders([held])
    with pytest.raises(HeldNow):
        check_may_destroy(desk.change())


def test_a_key_that_was_destroyed_is_gone_and_was_written_over(tmp_path: Path) -> None:
    file, kept = tmp_path / "old.key", tmp_path / "kept"
    file.write_text("ab" * 32)
    kept.hardlink_to(file)
    destroy(file)
    assert not file.exists()
    assert kept.stat().st_size == 64
    assert b"abab" not in kept.read_bytes()
