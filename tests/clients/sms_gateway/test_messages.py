"""Which deliveries are one message, what is taken from them, and what is sealed."""

from __future__ import annotations

import asyncio
import json

import pytest

from clients.sms_gateway import memory
from clients.sms_gateway.errors import NotKept
from clients.sms_gateway.memory import Taken
from protocol.consent import AssertedBy, Profile, Terms, profile_terms
from protocol.contents import Segment
from protocol.control import open_control
from protocol.ids import PartKind
from tests.clients.sms_gateway.conftest import Gateway
from tests.clients.sms_gateway.provider import (
    PUBLIC,
    form,
    generic,
    sms_gate,
    stamped,
    twilio,
    twilio_signed,
)
from tests.worlds import TODAY, seeded

pytestmark = pytest.mark.anyio
SENDER, TEXT = "+254700111222", "14 3 2 0725 K"
CLOUD = f"{PUBLIC}/v1/webhooks/cloud"
MOMENT, LATER = "2026-11-21T15:46:11.000+07:00", "2026-11-21T15:46:12.000+07:00"


async def test_a_retry_signed_anew_is_answered_and_kept_once(gateway: Gateway) -> None:
    for _ in range(3):
        assert (await gateway.post(generic("m-1", SENDER, TEXT))).status_code == 200
        gateway.clock.now += 10
    assert gateway.texts() == [TEXT]


async def test_two_identical_texts_with_two_ids_stay_two(gateway: Gateway) -> None:
    await gateway.post(generic("m-1", SENDER, TEXT))
    await gateway.post(generic("m-2", SENDER, TEXT))
    assert gateway.texts() == [TEXT, TEXT]


async def test_one_id_with_two_texts_or_two_senders_loses_neither(gateway: Gateway) -> None:
    await gateway.post(generic("m-1", SENDER, TEXT))
    await gateway.post(generic("m-1", SENDER, "other"))
    await gateway.post(generic("m-1", "+254700111223", TEXT))
    assert len(gateway.texts()) == 3


async def test_a_retry_after_midnight_is_still_the_same_message(gateway: Gateway) -> None:
    await gateway.post(generic("m-1", SENDER, TEXT))
    gateway.clock.pass_days(1)
    await gateway.post(generic("m-1", SENDER, TEXT))
    assert gateway.texts() == [TEXT]


async def test_after_three_days_nothing_of_a_message_is_remembered(gateway: Gateway) -> None:
    await gateway.post(generic("m-1", SENDER, TEXT))
    for _ in range(memory.DAYS):
        gateway.clock.pass_days(1)
        await gateway.post(generic("other", SENDER, "other"))
    await gateway.post(generic("m-1", SENDER, TEXT))
    assert gateway.texts().count(TEXT) == 2


async def test_doubles_that_come_at_the_same_time_are_kept_once_and_all_answered(gateway: Gateway) -> None:
    async def at(moment: int) -> int:
        body = generic("m-1", SENDER, TEXT)
        return (await gateway.post(body, stamped(body, gateway.clock() + moment))).status_code

    assert await asyncio.gather(*(at(moment) for moment in range(5))) == [200] * 5
    assert gateway.texts() == [TEXT]


async def test_twilio_retries_collapse_by_message_sid(gateway: Gateway) -> None:
    for sid in ("SM1", "SM1", "SM2"):
        fields = twilio(sid, SENDER, TEXT)
        assert (await gateway.post(form(fields), twilio_signed(fields, CLOUD), "cloud")).status_code == 200
    assert gateway.texts() == [TEXT, TEXT]


async def test_twilios_fields_cut_anew_under_the_same_signature_are_the_same_message(gateway: Gateway) -> None:
    """Twilio signs names and values written one after the other: where each ends, anyone on the way can choose."""
    sent = twilio("SM1", SENDER, TEXT)
    cut_anew = [("MessageSid", "SM1NumSegments1"), *(field for field in sent if field[0] in {"From", "To", "Body"})]
    for fields in (sent, cut_anew):
        assert (await gateway.post(form(fields), twilio_signed(sent, CLOUD), "cloud")).status_code == 200
    assert gateway.texts() == [TEXT]


async def test_one_sms_through_two_webhooks_of_a_phone_is_kept_once(gateway: Gateway) -> None:
    for event in ("event-1", "event-2"):
        assert (await gateway.post(sms_gate(event, SENDER, TEXT, MOMENT), source="phone")).status_code == 200
    assert gateway.texts() == [TEXT]


async def test_two_identical_texts_a_second_apart_stay_two_though_they_share_a_message_id(gateway: Gateway) -> None:
    await gateway.post(sms_gate("event-1", SENDER, TEXT, MOMENT), source="phone")
    await gateway.post(sms_gate("event-2", SENDER, TEXT, LATER), source="phone")
    assert gateway.texts() == [TEXT, TEXT]


async def test_without_a_moment_the_event_id_decides_and_doubles_stay_two(gateway: Gateway) -> None:
    for event in ("event-1", "event-1", "event-2"):
        body = sms_gate(event, SENDER, TEXT, None)
        assert (await gateway.post(body, source="phone")).status_code == 200
        gateway.clock.now += 1
    assert gateway.texts() == [TEXT, TEXT]


@pytest.mark.parametrize("kind", ["sms:sent", "sms:delivered", "sms:failed", "system:ping"])
async def test_an_event_that_is_no_incoming_sms_is_answered_and_not_kept(gateway: Gateway, kind: str) -> None:
    event = json.loads(sms_gate("event-1", SENDER, TEXT, MOMENT)) | {"event": kind}
    assert (await gateway.post(json.dumps(event).encode(), source="phone")).status_code == 200
    assert not gateway.records()


async def test_a_data_sms_is_kept_as_the_octets_it_was(gateway: Gateway) -> None:
    payload = {"messageId": "x", "data": "AAEC/w==", "phoneNumber": SENDER, "receivedAt": MOMENT}
    event = {"event": "sms:data-received", "id": "event-1", "payload": payload}
    assert (await gateway.post(json.dumps(event).encode(), source="phone")).status_code == 200
    assert gateway.texts() == ["data:application/octet-stream;base64,AAEC/w=="]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "  two spaces  ",
        "١٤ ٣ ٢",
        "ነገ ምሽት",
        "a\r\nb\tc",
        "\x00",
        "😶",
        "code? 99 99 unknown",
        "x" * 1600,
        "STOP",
    ],
)
async def test_every_text_is_sealed_as_it_came(gateway: Gateway, text: str) -> None:
    assert (await gateway.post(generic("m-1", SENDER, text))).status_code == 200
    assert gateway.texts() == [text]


async def test_half_a_sign_is_kept_as_a_mark_and_loses_no_message(gateway: Gateway) -> None:
    body = b'{"id":"m-1","from":"+1","to":"2","text":"cut \\ud83d"}'
    assert (await gateway.post(body)).status_code == 200
    assert gateway.texts() == ["cut \ufffd"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b"\xff",
        b"[" * 30_000,
        b'{"id":"1","from":"2","to":"3"}',
        b'{"id":"1","to":"3","text":"x"}',
        b'{"from":"2","to":"3","text":"x"}',
        b'{"id":"1","from":"2","to":"3","text":null}',
        b'{"id":"1","from":"2","to":"3","text":["x"]}',
        b'{"id":true,"from":"2","to":"3","text":"x"}',
        b'{"id":"","from":"2","to":"3","text":"x"}',
        b'{"id":"1","from":"2","to":"3","text":"x","text":"y"}',
        b'{"id":"1","from":"' + b"2" * 65 + b'","to":"3","text":"x"}',
        b'{"id":"' + b"1" * 257 + b'","from":"2","to":"3","text":"x"}',
        b'{"id":' + b"1" * 5000 + b',"from":"2","to":"3","text":"x"}',
    ],
)
async def test_a_signed_body_that_is_no_message_is_refused_and_may_come_again(gateway: Gateway, body: bytes) -> None:
    for _ in range(2):
        answer = await gateway.post(body)
        assert (answer.status_code, answer.json()["type"]) == (422, "urn:leeward:problem:not-a-message")
    assert not gateway.records()


@pytest.mark.parametrize("payload", ["phoneNumber", ["phoneNumber"], None, 7])
async def test_an_incoming_sms_without_a_payload_of_its_own_is_no_message(gateway: Gateway, payload: object) -> None:
    body = json.dumps({"event": "sms:received", "id": "event-1", "payload": payload}).encode()
    answer = await gateway.post(body, source="phone")
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:leeward:problem:not-a-message")
    assert not gateway.records()


@pytest.mark.parametrize("size", [64 * 1024 + 1, 10 * 1024 * 1024])
async def test_a_body_above_its_bound_is_refused(gateway: Gateway, size: int) -> None:
    assert (await gateway.post(b"x" * size)).status_code == 413
    assert not gateway.records()


async def test_consent_is_the_gateways_word_a_curator_may_read_and_the_number_stays_sealed(gateway: Gateway) -> None:
    await gateway.post(generic("m-1", SENDER, TEXT))
    expected = {
        f"xa-{PartKind.TESTIMONY}": profile_terms(Profile.CURATOR_MAY_READ, TODAY),
        f"xa-{PartKind.IDENTITY}": Terms(),
    }
    for part in gateway.records():
        kind = PartKind(part.header.compartment.removeprefix("xa-"))
        key = part.header.part_key
        control = open_control(gateway.consortium.vault_seal, part.control, part.id(), key, kind, TODAY)
        assert control.consent.asserted_by is AssertedBy.GATEWAY
        assert control.consent.terms == expected.pop(part.header.compartment)
        assert control.card is None
    assert not expected


async def test_only_the_testimony_knows_its_identity_part_and_tags_are_fresh(gateway: Gateway) -> None:
    for number in range(3):
        await gateway.post(generic(f"m-{number}", SENDER, TEXT))
    ids = {part.id() for part in gateway.records() if part.header.compartment == "xa-identity"}
    testimonies = gateway.testimonies()
    assert {one.identity for one in testimonies} == ids
    assert len({one.group for one in testimonies}) == 3
    keys = {part.header.part_key for part in gateway.records()}
    assert len(keys) == 6


def piece(identifier: str, text: str, place: object, of: object, reference: object = 77, sender: str = SENDER) -> bytes:
    """One SMS of a long text, as a carrier says it."""
    told = {"id": identifier, "from": sender, "text": text, "ref": reference, "part": place, "parts": of}
    return json.dumps(told).encode()


async def kept(gateway: Gateway, *pieces: bytes) -> list[tuple[str, bytes, int, int]]:
    """Text, tag, place and count of all that was kept, in the order of their texts."""
    for one in pieces:
        assert (await gateway.post(one, source="carrier")).status_code == 200
    stand = [(one.text, one.group) for one in gateway.testimonies()]
    return sorted((text, one.tag, one.place, one.of) for text, one in stand if isinstance(one, Segment))


async def test_texts_of_one_long_sms_share_a_tag_and_say_which_they_are_in_whatever_order_they_come(
    gateway: Gateway,
) -> None:
    found = await kept(gateway, piece("m-3", "c", 3, 3), piece("m-1", "a", "1", "3"), piece("m-2", "b", 2, 3))
    assert [(text, place, of) for text, _, place, of in found] == [("a", 1, 3), ("b", 2, 3), ("c", 3, 3)]
    assert len({tag for _, tag, _, _ in found}) == 1


async def test_texts_of_other_senders_references_and_counts_do_not_belong_together(gateway: Gateway) -> None:
    found = await kept(
        gateway,
        piece("m-1", "a", 1, 2),
        piece("m-2", "b", 2, 2, sender="+254700111223"),
        piece("m-3", "c", 2, 2, reference=78),
        piece("m-4", "d", 2, 3),
    )
    assert len({tag for _, tag, _, _ in found}) == 4


@pytest.mark.parametrize("withheld", ["", " "])
async def test_texts_of_senders_who_withhold_their_number_do_not_belong_together(
    gateway: Gateway, withheld: str
) -> None:
    """Two strangers: a reference is one of 256."""
    found = await kept(gateway, piece("m-1", "a", 1, 2, sender=withheld), piece("m-2", "b", 2, 2, sender=withheld))
    assert len({tag for _, tag, _, _ in found}) == 2


async def test_a_reference_that_comes_again_begins_another_text(gateway: Gateway) -> None:
    found = await kept(
        gateway,
        piece("m-1", "a", 1, 2),
        piece("m-2", "b", 2, 2),
        piece("m-3", "c", 1, 2),
        piece("m-4", "d", 1, 2),
        piece("m-5", "e", 2, 2),
    )
    tags = {text: tag for text, tag, _, _ in found}
    assert tags["a"] == tags["b"]
    assert tags["d"] == tags["e"]
    assert len(set(tags.values())) == 3


async def test_two_equal_texts_at_two_places_are_both_kept(gateway: Gateway) -> None:
    found = await kept(gateway, piece("m-1", "a", 1, 2), piece("m-1", "a", 2, 2))
    assert [place for _, _, place, _ in found] == [1, 2]


async def test_after_three_days_nothing_of_a_long_text_is_remembered(gateway: Gateway) -> None:
    await kept(gateway, piece("m-1", "a", 1, 2))
    gateway.clock.pass_days(memory.DAYS)
    found = await kept(gateway, piece("m-2", "b", 2, 2))
    assert len({tag for _, tag, _, _ in found}) == 2


@pytest.mark.parametrize(
    ("place", "of", "reference"),
    [(0, 2, 77), (3, 2, 77), (1, 256, 77), ("²", 2, 77), ("one", 2, 77), (1, None, 77), (1, 2, "x" * 300)],
)
async def test_a_text_is_kept_alone_where_its_place_makes_no_sense(
    gateway: Gateway, place: object, of: object, reference: object
) -> None:
    body = piece("m-1", TEXT, place, of, reference)
    assert (await gateway.post(body, source="carrier")).status_code == 200
    (testimony,) = gateway.testimonies()
    assert isinstance(testimony.group, bytes)
    assert testimony.text == TEXT


async def test_a_text_that_could_not_be_kept_has_its_place_when_it_comes_again(gateway: Gateway) -> None:
    await kept(gateway, piece("m-1", "a", 1, 2))
    journal, broken = gateway.reception.journal, Failing()
    gateway.reception.journal = broken  # type: ignore[assignment]
    assert (await gateway.post(piece("m-2", "b", 2, 2), source="carrier")).status_code == 503
    gateway.reception.journal = journal
    found = await kept(gateway, piece("m-2", "b", 2, 2))
    assert len({tag for _, tag, _, _ in found}) == 1


class Failing:
    """A journal whose disk is full."""

    def keep(self, *_told: object) -> tuple[str, ...]:
        raise NotKept


async def test_nothing_else_that_the_provider_sends_is_sealed(gateway: Gateway) -> None:
    fields = twilio("SM-canary-sid", SENDER, TEXT, FromCity="CANARYTOWN", FromZip="90210")
    assert (await gateway.post(form(fields), twilio_signed(fields, CLOUD), "cloud")).status_code == 200
    opened = repr(gateway.testimonies()) + repr(gateway.identities())
    for canary in ("canary", "CANARYTOWN", "90210", "15550000000"):
        assert canary not in opened


async def test_one_who_waited_for_a_double_hears_that_it_failed_and_may_come_again() -> None:
    taken, gate, kept = Taken(seeded("taken")), asyncio.Event(), []

    async def fails() -> None:
        await gate.wait()
        raise NotKept

    async def keeps() -> None:
        kept.append(1)

    first = asyncio.create_task(taken.once(TODAY, ("a",), fails))
    await asyncio.sleep(0)
    second = asyncio.create_task(taken.once(TODAY, ("a",), keeps))
    await asyncio.sleep(0)
    gate.set()
    ended = await asyncio.gather(first, second, return_exceptions=True)
    assert [type(one) for one in ended] == [NotKept, NotKept]
    await taken.once(TODAY, ("a",), keeps)
    await taken.once(TODAY, ("a",), keeps)
    assert kept == [1]


async def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST_A_DAY", 10)
    taken = Taken(seeded("taken"))

    async def keeps() -> None:
        return

    for number in range(50):
        await taken.once(TODAY, (str(number),), keeps)
    assert len(taken._days[0].marks) == 10
