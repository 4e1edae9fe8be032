"""Asking, joining, reading and forgetting at the desk."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest

from protocol.consent import Contact
from protocol.desk_crossings import OpenablePart
from protocol.directory import Compartment, Directory
from protocol.ids import to_text
from protocol.opening import SignedFreshKey
from protocol.primitives import SealKey, SignKey
from server.redaction.errors import (
    DeskRevoked,
    NotNamedHere,
    NotOurCompartment,
    PartSwapped,
    WrongAnswer,
)
from server.redaction.memory import DeskMemory
from server.redaction.opening import fresh_keys, openings
from server.redaction.opening.openings import check_still_serving, follow, held_opening, take_up
from server.redaction.room.checking import check_fetched
from server.redaction.rounds import rounds
from tests.server.redaction.desks import PLACE, Scene, an_identity, readable

pytestmark = pytest.mark.anyio
NEW_KEY = SignKey(b"\x07" * 32).public


async def test_both_desks_read_what_custodians_approved_for_them(scene: Scene) -> None:
    part = scene.say("Lorries came to the old mill at night.")
    opening = await scene.ask(part)
    assert await scene.join(opening) == {part: "waiting"}
    scene.vault.approve(opening, (2, 4, 5, 7))
    assert await scene.join(opening) == {part: "open"}
    assert await scene.join_second(opening) == {part: "open"}
    for console in (scene.console, scene.second):
        shown = await console.get(f"/v1/openings/{to_text(opening)}/parts/{to_text(part)}")
        assert shown.json()["texts"][0]["text"] == "Lorries came to the old mill at night."
        assert shown.headers["cache-control"] == "no-store"


async def test_nothing_is_asked_for_without_a_fresh_key_of_the_reviewers(scene: Scene) -> None:
    assert problem(await ask_as_curator(scene, PLACE, scene.say("anything"))) == "no-fresh-key"


async def test_a_desk_holds_a_bounded_number_of_openings(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openings, "MOST_OPENINGS", 1)
    await scene.ask(scene.say("one"))
    (await scene.second.post("/v1/fresh-keys", json={"compartment": PLACE})).raise_for_status()
    assert problem(await ask_as_curator(scene, PLACE, scene.say("another"))) == "too-many-openings"


async def test_a_desk_leaves_a_bounded_number_of_fresh_keys(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fresh_keys, "MOST_WAITING", 1)
    (await scene.second.post("/v1/fresh-keys", json={"compartment": PLACE})).raise_for_status()
    assert problem(await scene.second.post("/v1/fresh-keys", json={"compartment": PLACE})) == "too-many-keys"


async def test_tries_that_the_vault_did_not_answer_use_up_no_keys(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a vault that is away for a minute would lock a reviewer out for days."""
    monkeypatch.setattr(fresh_keys, "MOST_WAITING", 2)
    vault, scene.reviewer.vault._transport = scene.reviewer.vault._transport, httpx.MockTransport(_is_away)
    for _ in range(5):
        answer = await scene.second.post("/v1/fresh-keys", json={"compartment": PLACE})
        assert answer.json()["type"].endswith("vault-unreachable")
    scene.reviewer.vault._transport = vault
    assert (await scene.second.post("/v1/fresh-keys", json={"compartment": PLACE})).is_success
    (waiting,) = scene.reviewer.memory.waiting_keys.values()
    assert waiting.unheard is None
    part = scene.say("Lorries came.")
    answer = await ask_as_curator(scene, PLACE, part)
    assert answer.is_success, answer.text
    assert (await scene.second.get(f"/v1/openings/{answer.json()['opening']}")).is_success


async def test_a_key_that_the_vault_refused_takes_no_place(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scene.reviewer.vault, "_transport", httpx.MockTransport(_refuses_keys))
    assert not (await scene.second.post("/v1/fresh-keys", json={"compartment": PLACE})).is_success
    assert not scene.reviewer.memory.waiting_keys


def _is_away(request: httpx.Request) -> httpx.Response:
    if request.method == "DELETE":  # it was there a moment ago
        return httpx.Response(204)
    raise httpx.ConnectError("away")


def _refuses_keys(request: httpx.Request) -> httpx.Response:
    return httpx.Response(204) if request.method == "DELETE" else httpx.Response(403, json={})


async def test_a_desk_takes_back_what_it_left_before_it_leaves_another_key(scene: Scene) -> None:
    """Its memory is gone: else the dead key would be shown, and this reviewer could review nothing until it ends."""
    await leave_key(scene, 24 * 7)
    elsewhere = await leave_key(scene, 24 * 7, "xa-identity")
    scene.reviewer.memory.taken_back.clear()
    scene.reviewer.memory.waiting_keys.clear()
    living = await leave_key(scene, 1)
    assert scene.vault.fresh == [elsewhere, living]
    assert (await ask_as_curator(scene, PLACE, scene.say("one"))).is_success
    later = await leave_key(scene, 2)
    assert later in scene.vault.fresh


async def test_a_desk_takes_back_what_it_left_as_soon_as_it_is_started(scene: Scene) -> None:
    await leave_key(scene, 24 * 7)
    await leave_key(scene, 24 * 7, "xa-identity")
    restarted = replace(scene.reviewer, memory=DeskMemory())
    (take_back,) = [one for one in rounds(restarted) if one.name == "take back keys"]
    await take_back.act()
    assert scene.vault.fresh == []
    living = await leave_key(scene, 1)
    await take_back.act()
    assert scene.vault.fresh == [living]


async def test_no_key_is_left_while_dead_ones_may_still_be_shown(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    def only_takes(request: httpx.Request) -> httpx.Response:
        return httpx.Response(503 if request.method == "DELETE" else 204)

    monkeypatch.setattr(scene.reviewer.vault, "_transport", httpx.MockTransport(only_takes))
    answer = await scene.second.post("/v1/fresh-keys", json={"compartment": PLACE})
    assert answer.json()["type"].endswith("vault-unreachable")
    assert not scene.reviewer.memory.waiting_keys


async def leave_key(scene: Scene, hours: int, compartment: str = PLACE) -> SignedFreshKey:
    form = {"compartment": compartment, "hours": hours}
    (await scene.second.post("/v1/fresh-keys", json=form)).raise_for_status()
    return scene.vault.fresh[-1]


async def test_an_opening_that_is_not_held_cannot_be_forgotten(scene: Scene) -> None:
    answer = await scene.console.post(f"/v1/openings/{'ab' * 32}/forget")
    assert problem(answer) == "no-such-opening"


async def test_a_vault_that_speaks_of_parts_outside_the_request_is_not_believed(scene: Scene) -> None:
    part, other = scene.say("one"), scene.say("another")
    opening = await scene.ask(part)
    signed, checked = scene.vault.openings[opening]
    wider = replace(checked, request=checked.request.model_copy(update={"parts": (part, other)}))
    scene.vault.openings[opening] = (signed, wider)
    with pytest.raises(WrongAnswer):
        await follow(scene.curator, opening)


async def test_a_desk_takes_up_nothing_that_names_two_others(scene: Scene) -> None:
    opening = await scene.ask(scene.say("one"))
    stranger = scene.consortium.desks["xb-testimony"][1]
    elsewhere = replace(
        scene.reviewer, name=stranger.name, sign_key=stranger.sign_key, seal_key=stranger.seal_key, memory=DeskMemory()
    )
    with pytest.raises(NotNamedHere):
        take_up(elsewhere, scene.vault.openings[opening][0])


@pytest.mark.parametrize("side", [0, 1])
async def test_a_desk_that_left_the_directory_opens_nothing_and_is_taken_up_by_nobody(scene: Scene, side: int) -> None:
    """The request was asked under the directory before, and is still within its time."""
    part = scene.say("one")
    opening = await scene.ask(part)
    scene.vault.approve(opening, (1, 2, 3, 4))
    held, signed = held_opening(scene.curator, opening), scene.vault.openings[opening][0]
    await revoke(scene, side)
    for desk in (scene.curator, scene.reviewer):
        with pytest.raises(DeskRevoked):
            check_still_serving(held.checked, desk.pinned.directory)
    with pytest.raises(DeskRevoked):
        take_up(scene.reviewer, signed)
    with pytest.raises(DeskRevoked):
        check_fetched(scene.curator, held, part, scene.vault.openable(opening, part))


async def test_a_part_of_another_compartment_does_not_pass_for_one_of_this(scene: Scene) -> None:
    """The vault hands out, for a testimony, the very identity part that the request names by its id."""
    part = scene.source(an_identity(), kind="identity")
    testimony = scene.say("one")
    opening = await scene.ask(testimony, part)
    scene.vault.approve(opening, (1, 2, 3, 4), [testimony])
    held, kept = held_opening(scene.curator, opening), scene.vault.parts[part]
    fetched = OpenablePart(
        part=kept.sealed.to_bytes(),
        approvals=tuple(scene.vault.approvals[opening, testimony]),
        consents=kept.consents,
        received=kept.received,
        again=None,
    )
    with pytest.raises(PartSwapped):
        check_fetched(scene.curator, held, part, fetched)


async def test_a_desk_serves_by_its_keys_and_not_by_its_name(scene: Scene) -> None:
    for other in ({"sign_key": SignKey.new()}, {"seal_key": SealKey.new()}, {"name": "desk-xb-curator"}):
        with pytest.raises(NotOurCompartment):
            replace(scene.curator, **other).compartment(PLACE)


async def test_all_of_an_identity_part_is_marked(scene: Scene) -> None:
    reachable = readable().model_copy(update={"contact": Contact.NOW})
    part = scene.source(an_identity("Amina of the mill", "+234 802 555 0199"), terms=reachable, kind="identity")
    opening = await scene.ask(part, compartment="xa-identity")
    scene.vault.approve(opening, (1, 2, 3, 4, 5))
    assert await scene.join(opening) == {part: "open"}
    shown = (await scene.console.get(f"/v1/openings/{to_text(opening)}/parts/{to_text(part)}")).json()
    assert len(shown["texts"]) == 2
    for text in shown["texts"]:
        assert [(one["start"], one["end"]) for one in text["spans"]] == [(0, len(text["text"]))]


async def ask_as_curator(scene: Scene, compartment: str, part: bytes) -> httpx.Response:
    form = {
        "compartment": compartment,
        "parts": [to_text(part)],
        "aim": "early-warning",
        "reviewer": scene.reviewer.name,
    }
    return await scene.console.post("/v1/openings", json=form)


async def revoke(scene: Scene, side: int) -> None:
    """A directory in which one desk of the pair has another key."""

    def change(directory: Directory) -> Directory:
        return directory.model_copy(
            update={
                "number": 2,
                "previous": scene.consortium.directory.hash,
                "compartments": tuple(without(one) for one in directory.compartments),
            }
        )

    def without(one: Compartment) -> Compartment:
        desks = list(one.desks)
        if one.country == "xa":
            desks[side] = desks[side].model_copy(update={"sign_key": NEW_KEY})
        return one.model_copy(update={"desks": tuple(desks)})

    signed = scene.consortium.resign(change).to_bytes()
    for desk in (scene.curator, scene.reviewer):
        desk.pinned.replace_directory(signed)


def problem(answer: httpx.Response) -> str:
    assert answer.is_client_error
    return str(answer.json()["type"]).removeprefix("urn:leeward:problem:")
