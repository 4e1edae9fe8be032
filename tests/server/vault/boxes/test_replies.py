"""Replies: only from who opened the part, only where its source allows it, and gone when they are read (SPEC 13.6)."""

from __future__ import annotations

import httpx
import pytest

from protocol.consent import Aim, ConsentStatement, Contact, Terms, give, profile_terms, withdraw
from protocol.desk_crossings import NewReply, ReplyAddress
from protocol.ids import PartKind, to_text
from protocol.post import Post
from protocol.primitives import SignKey
from protocol.reply import SEALED, Reply, check_reply_key, open_reply, reply_id, seal_reply
from server.vault.boxes import replies
from server.vault.rounds import tidy
from tests.server.vault.boxes.test_mailboxes import slot
from tests.server.vault.locks.test_access import new_rules
from tests.server.vault.vault_world import COARSE, TESTIMONY, Told, VaultWorld, problem

pytestmark = pytest.mark.anyio
KIND = PartKind.TESTIMONY


def answerable(vault: VaultWorld, contact: Contact = Contact.WHEN_I_CHECK_IN) -> Terms:
    return profile_terms(COARSE, vault.world.today()).model_copy(update={"contact": contact})


async def opened(vault: VaultWorld, contact: Contact = Contact.WHEN_I_CHECK_IN) -> Told:
    (told,) = await vault.told(None, terms=answerable(vault, contact))
    await vault.open([told.testimony])
    return told


def letter(vault: VaultWorld, told: Told, text: str = "Thank you.") -> bytes:
    desk, key = vault.desk(), told.key()
    said = Reply(part_key=key.public, compartment=TESTIMONY, desk=desk.name, day=vault.world.today(), text=text)
    return seal_reply(said, desk.sign_key, told.receipt.reply_key(KIND, told.index).public)


async def reply(vault: VaultWorld, told: Told, box: bytes, key: SignKey | None = None) -> httpx.Response:
    return await vault.send(key or vault.desk().sign_key, "/v1/replies", NewReply(part=told.testimony, box=box))


async def address(vault: VaultWorld, told: Told, key: SignKey | None = None) -> httpx.Response:
    return await vault.get(key or vault.desk().sign_key, f"/v1/replies/{to_text(told.testimony)}")


async def test_the_curator_who_opened_a_part_gets_its_reply_key_by_the_part_s_own_word(vault: VaultWorld) -> None:
    told = await opened(vault)
    found = ReplyAddress.from_bytes((await address(vault, told)).content)
    check_reply_key(told.key().public, found.reply_key, found.signature)
    assert found.reply_key == told.receipt.reply_key(KIND, 0).public


async def test_a_reply_is_in_the_part_s_slot_and_opens_for_its_source_alone(vault: VaultWorld) -> None:
    told = await opened(vault)
    box = letter(vault, told)
    assert (await reply(vault, told, box)).status_code == 204
    seen = await slot(vault, told)
    assert seen.reply == box
    key, directory = told.receipt.reply_key(KIND, 0), vault.consortium.directory
    assert open_reply(box, key, told.key().public, KIND, directory).text == "Thank you."
    assert b"Thank you." not in b"".join(bytes(row.box) for row in await vault.rows("SELECT box FROM replies"))


async def test_a_desk_that_has_not_opened_a_part_cannot_answer_it(vault: VaultWorld) -> None:
    (told,) = await vault.told(None, terms=answerable(vault))
    for answer in (await address(vault, told), await reply(vault, told, letter(vault, told))):
        assert (answer.status_code, problem(answer)) == (404, "not-here")
    asked = await vault.ask_and_log([told.testimony])
    await vault.approve(asked)
    assert (await address(vault, told)).status_code == 404  # approved, not fetched
    await vault.fetch(asked, told.testimony)
    assert (await address(vault, told)).status_code == 200


async def test_neither_the_reviewer_nor_another_compartment_nor_a_custodian_answers(vault: VaultWorld) -> None:
    told = await opened(vault)
    for key in (vault.desk(1).sign_key, vault.desk(0, "xb-testimony").sign_key, vault.custodian(1)):
        for answer in (await address(vault, told, key), await reply(vault, told, letter(vault, told), key)):
            assert answer.status_code == 404, answer.text
    assert await vault.count("replies") == 0


async def test_a_part_whose_source_wants_no_contact_is_not_answered(vault: VaultWorld) -> None:
    told = await opened(vault, Contact.NEVER)
    for answer in (await address(vault, told), await reply(vault, told, letter(vault, told))):
        assert (answer.status_code, problem(answer)) == (403, "not-allowed")
    assert await vault.count("replies") == 0


async def test_a_source_that_takes_back_the_leave_to_answer_is_not_answered_any_more(vault: VaultWorld) -> None:
    told = await opened(vault)
    assert (await reply(vault, told, letter(vault, told))).status_code == 204
    seen = await slot(vault, told)
    first = ConsentStatement.from_bytes(seen.consent.statement)
    today = vault.world.today()
    vault.post(Post(consents=(give(told.key(), answerable(vault, Contact.NEVER), today, first),)))
    await vault.collect()
    assert (await reply(vault, told, letter(vault, told))).status_code == 403
    assert (await slot(vault, told)).reply is None


async def test_the_access_rules_can_forbid_replies_alone(vault: VaultWorld) -> None:
    told = await opened(vault)
    await new_rules(vault, '@id("no-replies") forbid (principal, action == Action::"write_reply", resource);')
    answer = await reply(vault, told, letter(vault, told))
    assert (answer.status_code, problem(answer)) == (403, "not-allowed")
    assert await vault.count("replies") == 0


@pytest.mark.parametrize("end", ["freeze", "withdraw", "expire"])
async def test_what_was_frozen_or_taken_back_or_is_over_is_not_answered(vault: VaultWorld, end: str) -> None:
    (told,) = await vault.told(None, terms=answerable(vault))
    asked = await vault.open([told.testimony])
    if end == "freeze":
        await vault.send(vault.custodian(1), f"/v1/openings/{to_text(asked.id)}/freeze", b"")
    elif end == "withdraw":
        vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
        await vault.collect()
    else:
        vault.clock.pass_days(3)
    assert (await reply(vault, told, letter(vault, told))).status_code in {404, 410}
    assert await vault.count("replies") == 0


async def test_a_reply_that_was_seen_goes_and_the_next_is_shown(vault: VaultWorld) -> None:
    told = await opened(vault)
    boxes = [letter(vault, told, f"letter {number}") for number in range(2)]
    for box in boxes:
        await reply(vault, told, box)
        vault.clock.now += 600
    shown = (await slot(vault, told)).reply
    assert shown in boxes
    vault.post(Post(seen=(reply_id(shown),)))
    await vault.collect()
    following = (await slot(vault, told)).reply
    assert following in boxes
    assert following != shown


async def test_what_came_on_an_earlier_day_is_shown_first(vault: VaultWorld) -> None:
    told = await opened(vault)
    boxes = [letter(vault, told) for _ in range(4)]
    last = min(boxes, key=reply_id)
    async with vault.administrator.begin() as connection:
        for number, box in enumerate([box for box in boxes if box != last] + [last]):
            await connection.execute(
                replies.replies.insert().values(
                    compartment=TESTIMONY, id=reply_id(box), part=told.testimony, box=box, day=20_000 + number
                )
            )
    assert (await slot(vault, told)).reply == next(box for box in boxes if box != last)


async def test_somebody_who_does_not_know_a_reply_s_name_cannot_make_it_go(vault: VaultWorld) -> None:
    told = await opened(vault)
    await reply(vault, told, letter(vault, told))
    vault.post(Post(seen=(bytes(32), told.testimony)))
    await vault.collect()
    assert await vault.count("replies") == 1


async def test_the_same_reply_twice_is_one_and_no_part_has_many(vault: VaultWorld) -> None:
    told = await opened(vault)
    boxes = [letter(vault, told) for _ in range(replies.MOST_OF_A_PART)]
    for box in [*boxes, *boxes]:
        assert (await reply(vault, told, box)).status_code == 204
    answer = await reply(vault, told, letter(vault, told))
    assert (answer.status_code, problem(answer)) == (429, "too-much-waits")
    assert await vault.count("replies") == replies.MOST_OF_A_PART


async def test_a_curator_cannot_tell_at_what_hour_a_source_read_an_answer(vault: VaultWorld) -> None:
    told = await opened(vault)
    boxes = [letter(vault, told) for _ in range(replies.MOST_OF_A_PART)]
    for box in boxes:
        await reply(vault, told, box)
    vault.post(Post(seen=tuple(reply_id(box) for box in boxes[:2])))
    await vault.collect()
    assert (await slot(vault, told)).reply in boxes[2:]
    await tidy(vault.world)
    assert problem(await reply(vault, told, letter(vault, told))) == "too-much-waits"
    vault.clock.pass_days(1)
    await tidy(vault.world)
    assert await vault.count("replies") == replies.MOST_OF_A_PART - 2
    assert (await reply(vault, told, letter(vault, told))).status_code == 204


@pytest.mark.parametrize("size", [0, SEALED - 1, SEALED + 1])
async def test_a_reply_of_another_size_is_refused(vault: VaultWorld, size: int) -> None:
    told = await opened(vault)
    sound = NewReply(part=told.testimony, box=bytes(SEALED))
    answer = await vault.send(
        vault.desk().sign_key, "/v1/replies", sound.model_copy(update={"box": bytes(size)}).to_bytes()
    )
    assert answer.status_code == 400, answer.text


@pytest.mark.parametrize("end", ["ninety days", "withdrawn", "forgotten"])
async def test_a_reply_that_nobody_fetches_does_not_stay(vault: VaultWorld, end: str) -> None:
    told = await opened(vault)
    await reply(vault, told, letter(vault, told))
    await tidy(vault.world)
    assert await vault.count("replies") == 1
    if end == "withdrawn":
        vault.post(Post(withdrawals=(withdraw(told.key(), vault.world.today()),)))
        await vault.collect()
    elif end == "forgotten":
        async with vault.administrator.begin() as connection:
            await connection.execute(replies.parts.delete().where(replies.parts.c.id == told.testimony))
    else:
        vault.clock.pass_days(replies.DAYS + 1)
    await replies.forget_old(vault.world)
    assert await vault.count("replies") == 0


async def test_an_identity_is_answered_only_where_it_may_be_opened(vault: VaultWorld) -> None:
    wanted = answerable(vault, Contact.NOW)
    (told,) = await vault.told(None, identity_terms=wanted)
    asked = await vault.ask_and_log([told.identity], compartment="xa-identity", aim=Aim.EARLY_WARNING)
    await vault.approve(asked, compartment="xa-identity")
    assert (await vault.fetch(asked, told.identity, compartment="xa-identity")).status_code == 200
    answer = await vault.get(vault.desk(0, "xa-identity").sign_key, f"/v1/replies/{to_text(told.identity)}")
    assert answer.status_code == 200, answer.text
