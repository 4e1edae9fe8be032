"""Answering a source from the curator's desk: only where it may be, sealed to the part's own key (SPEC 13.6)."""

from __future__ import annotations

import httpx
import pytest

from protocol.consent import Contact, Terms
from protocol.contents import Testimony
from protocol.desk_crossings import ReplyAddress
from protocol.ids import PartKind, to_text
from protocol.primitives import SealKey, SignKey
from protocol.reply import open_reply, vouch_reply_key
from tests.server.redaction.desks import Scene, keep_sealed, readable
from tests.worlds import seeded

pytestmark = pytest.mark.anyio
KEY = SignKey.new(seeded("a source"))
REPLY_KEY = SealKey.new(seeded("a source's reply key"))
SAID = "We have read it. Stay away from the bridge."


def answerable(contact: Contact = Contact.WHEN_I_CHECK_IN) -> Terms:
    return readable().model_copy(update={"contact": contact})


def told(scene: Scene, contact: Contact = Contact.WHEN_I_CHECK_IN) -> bytes:
    contents = Testimony(text="They came at night.", language="en").to_bytes()
    part = keep_sealed(scene.vault, contents, terms=answerable(contact), key=KEY)
    scene.vault.addresses[part] = address()
    return part


def address(key: SealKey = REPLY_KEY, signer: SignKey = KEY) -> ReplyAddress:
    return ReplyAddress(reply_key=key.public, signature=vouch_reply_key(signer, key.public))


async def answer(console: httpx.AsyncClient, opening: bytes, part: bytes, text: str = SAID) -> httpx.Response:
    path = f"/v1/openings/{to_text(opening)}/parts/{to_text(part)}/reply"
    return await console.post(path, json={"text": text})


async def test_a_reply_leaves_the_desk_sealed_to_the_source_and_signed_by_the_desk(scene: Scene) -> None:
    part = told(scene)
    opening = await scene.open(part)
    assert (await answer(scene.console, opening, part)).status_code == 204
    (sent,) = scene.vault.replies
    assert SAID.encode() not in sent.box
    reply = open_reply(sent.box, REPLY_KEY, KEY.public, PartKind.TESTIMONY, scene.consortium.directory)
    assert (sent.part, reply.text, reply.desk) == (part, SAID, scene.curator.name)


async def test_a_source_that_wants_no_contact_is_not_answered_whatever_the_vault_would_carry(scene: Scene) -> None:
    part = told(scene, Contact.NEVER)
    opening = await scene.open(part)
    assert (await answer(scene.console, opening, part)).status_code == 409
    assert scene.vault.replies == []


async def test_a_reply_key_that_the_part_did_not_name_gets_no_words(scene: Scene) -> None:
    part = told(scene)
    opening = await scene.open(part)
    vaults_own = SealKey.new(seeded("the vault's own"))
    good = address()
    for false in (
        address(vaults_own, SignKey.new(seeded("the vault"))),
        good.model_copy(update={"reply_key": vaults_own.public}),
    ):
        scene.vault.addresses[part] = false
        refused = await answer(scene.console, opening, part)
        assert refused.json()["type"] == "urn:leeward:problem:reply-key-forged"
    assert scene.vault.replies == []


async def test_only_an_open_part_of_one_s_own_request_is_answered(scene: Scene) -> None:
    part, other = told(scene), told(scene)
    opening = await scene.ask(part)
    assert (await answer(scene.console, opening, part)).status_code == 409  # asked for, not open
    scene.vault.approve(opening, (1, 2, 3, 4))
    await scene.join(opening)
    await scene.join_second(opening)
    assert (await answer(scene.second, opening, part)).json()["type"] == "urn:leeward:problem:not-our-request"
    assert (await answer(scene.console, opening, other)).status_code == 409
    assert (await answer(scene.console, bytes(32), part)).status_code == 404
    assert scene.vault.replies == []


@pytest.mark.parametrize("text", ["", "a" * 561, "ሰ" * 187], ids=["none", "too long", "too many bytes"])
async def test_a_reply_is_short_and_a_longer_one_is_refused_without_a_word_of_it(scene: Scene, text: str) -> None:
    part = told(scene)
    opening = await scene.open(part)
    refused = await answer(scene.console, opening, part, text)
    assert refused.status_code in {409, 422}
    assert "aaaa" not in refused.text
    assert scene.vault.replies == []
