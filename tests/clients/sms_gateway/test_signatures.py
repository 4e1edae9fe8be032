"""Only who holds a source's secret puts anything into the journal: the matrix of wrong signatures."""

from __future__ import annotations

import hashlib
import hmac

import httpx
import pytest

from clients.sms_gateway.errors import NotSigned
from clients.sms_gateway.signatures import TOLERANCE, check_stamped, check_twilio
from tests.clients.sms_gateway.conftest import Gateway
from tests.clients.sms_gateway.provider import (
    FORM,
    JSON,
    PUBLIC,
    SECRET,
    form,
    generic,
    stamped,
    twilio,
    twilio_signed,
)
from tests.worlds import NOW

pytestmark = pytest.mark.anyio
CLOUD = f"{PUBLIC}/v1/webhooks/cloud"
BODY = generic("m-1", "+254700111222", "They came at night.")
FIELDS = twilio("SM1", "+254700111222", "They came at night. ")

# The worked example of Twilio's security page, and of its libraries' own tests.
EXAMPLE_URL = "https://mycompany.com/myapp.php?foo=1&bar=2"
EXAMPLE = [
    ("Digits", "1234"),
    ("CallSid", "CA1234567890ABCDE"),
    ("To", "+18005551212"),
    ("Caller", "+14158675309"),
    ("From", "+14158675309"),
]


def one(name: str, value: str) -> httpx.Headers:
    return _Listed([(name, value)])


class _Listed(httpx.Headers):
    def getlist(self, key: str) -> list[str]:
        return self.get_list(key)


def test_twilios_own_example_is_a_good_signature() -> None:
    check_twilio(b"12345", EXAMPLE_URL, EXAMPLE, one("X-Twilio-Signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8="))


def test_twilios_own_example_of_a_repeated_field_is_a_good_signature() -> None:
    fields = [("Sid", "CA123"), ("SidAccount", "AC123"), ("Digits", "5678"), ("Digits", "1234"), ("Digits", "1234")]
    check_twilio(b"12345", EXAMPLE_URL, fields, one("X-Twilio-Signature", "IK+Dwps556ElfBT0I3Rgjkr1wJU="))


def test_twilios_own_example_under_another_token_is_refused() -> None:
    with pytest.raises(NotSigned):
        check_twilio(b"12346", EXAMPLE_URL, EXAMPLE, one("X-Twilio-Signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8="))


def test_a_stamped_signature_is_hmac_sha256_over_body_and_timestamp() -> None:
    # Computed with `openssl dgst -sha256 -hmac key-of-a-phone` over `{"event":"x"}1700000000`.
    made = "5a4327c3905cd215b4e26d64e97a9e0d09e8796a5caf5efbbb4bdb0f7f5df3ce"
    headers = _Listed([("X-Signature", made), ("X-Timestamp", "1700000000")])
    check_stamped(b"key-of-a-phone", b'{"event":"x"}', headers, 1_700_000_000.0)


async def test_a_signed_generic_webhook_is_kept_as_two_sealed_records(gateway: Gateway) -> None:
    answer = await gateway.post(BODY)
    assert (answer.status_code, answer.content) == (200, b"")
    assert len(gateway.records()) == 2
    assert gateway.texts() == ["They came at night."]
    assert [one.phone for one in gateway.identities()] == ["+254700111222"]


async def test_a_signed_twilio_webhook_is_kept_and_answered_without_a_reply(gateway: Gateway) -> None:
    answer = await gateway.post(form(FIELDS), twilio_signed(FIELDS, CLOUD), "cloud")
    assert (answer.status_code, answer.text) == (200, "<Response/>")
    assert gateway.texts() == ["They came at night. "]  # the space at its end was signed, and is kept


STAMP = str(NOW)
WRONG_STAMPED: dict[str, list[tuple[str, str]]] = {
    "none": [],
    "no timestamp": [("x-signature", stamped(BODY, NOW)["x-signature"])],
    "no signature": [("x-timestamp", STAMP)],
    "empty": [("x-timestamp", STAMP), ("x-signature", "")],
    "wrong key": list(stamped(BODY, NOW, "another-secret-of-the-provider-0").items()),
    "another body": list(stamped(BODY + b" ", NOW).items()),
    "upper case": [("x-timestamp", STAMP), ("x-signature", stamped(BODY, NOW)["x-signature"].upper())],
    "cut short": [("x-timestamp", STAMP), ("x-signature", stamped(BODY, NOW)["x-signature"][:-2])],
    "two signatures": [*stamped(BODY, NOW).items(), ("x-signature", stamped(BODY, NOW)["x-signature"])],
    "two timestamps": [*stamped(BODY, NOW).items(), ("x-timestamp", STAMP)],
    "other timestamp": [("x-timestamp", str(NOW + 1)), ("x-signature", stamped(BODY, NOW)["x-signature"])],
    "not ascii": [("x-timestamp", STAMP), ("x-signature", "\u00e9" * 64)],
    "md5": [("x-timestamp", STAMP), ("x-signature", "d41d8cd98f00b204e9800998ecf8427e")],
}


@pytest.mark.parametrize("headers", WRONG_STAMPED.values(), ids=WRONG_STAMPED.keys())
@pytest.mark.parametrize("source", ["shop", "phone"])
async def test_a_wrongly_signed_webhook_keeps_and_echoes_nothing(
    gateway: Gateway, headers: list[tuple[str, str]], source: str
) -> None:
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    answer = await gateway.client.post(f"/v1/webhooks/{source}", content=BODY, headers=raw)
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "urn:leeward:problem:not-signed"
    assert "night" not in answer.text
    assert "254700" not in answer.text
    assert not gateway.records()
    assert not list(gateway.folder.glob("*.new"))


@pytest.mark.parametrize("offset", [-TOLERANCE - 1, TOLERANCE + 1, 10**9, -NOW])
async def test_a_timestamp_outside_the_tolerance_is_refused(gateway: Gateway, offset: int) -> None:
    assert (await gateway.post(BODY, stamped(BODY, NOW + offset))).status_code == 403
    assert not gateway.records()


@pytest.mark.parametrize("offset", [-TOLERANCE, TOLERANCE])
async def test_a_clock_that_is_a_little_off_does_no_harm(gateway: Gateway, offset: int) -> None:
    assert (await gateway.post(BODY, stamped(BODY, NOW + offset))).status_code == 200


@pytest.mark.parametrize("stamp", [f" {STAMP}", f"+{STAMP}", f"{STAMP}.0", "1_795", "", "\u0661", "9" * 40, "9" * 5000])
async def test_a_signed_timestamp_that_is_no_number_is_refused(gateway: Gateway, stamp: str) -> None:
    made = stamped_with(BODY, stamp.encode("utf-8"))
    raw = [(b"x-timestamp", stamp.encode()), (b"x-signature", made)]
    assert (await gateway.client.post("/v1/webhooks/shop", content=BODY, headers=raw)).status_code == 403
    assert not gateway.records()


def stamped_with(body: bytes, stamp: bytes) -> bytes:
    return hmac.new(SECRET.encode(), body + stamp, hashlib.sha256).hexdigest().encode()


async def test_the_same_request_again_is_refused_within_its_window(gateway: Gateway) -> None:
    headers = stamped(BODY, NOW)
    assert (await gateway.post(BODY, headers)).status_code == 200
    gateway.clock.now += TOLERANCE
    again = await gateway.post(BODY, headers)
    assert (again.status_code, again.json()["type"]) == (409, "urn:leeward:problem:replayed")
    gateway.clock.now += 1
    assert (await gateway.post(BODY, headers)).status_code == 403
    assert len(gateway.records()) == 2


async def test_a_request_stamped_ahead_is_remembered_until_its_stamp_is_old(gateway: Gateway) -> None:
    headers = stamped(BODY, NOW + TOLERANCE)
    assert (await gateway.post(BODY, headers)).status_code == 200
    gateway.clock.now += 2 * TOLERANCE
    assert (await gateway.post(BODY, headers)).status_code == 409


async def test_an_unknown_source_is_not_there(gateway: Gateway) -> None:
    answer = await gateway.post(BODY, source="canary-name")
    assert answer.status_code == 404
    assert "canary" not in answer.text


def changed(fields: list[tuple[str, str]], name: str, value: str) -> list[tuple[str, str]]:
    return [(key, value if key == name else kept) for key, kept in fields]


WRONG_TWILIO: dict[str, tuple[list[tuple[str, str]], dict[str, str]]] = {
    "wrong key": (FIELDS, twilio_signed(FIELDS, CLOUD, "another")),
    "the address before the proxy": (FIELDS, twilio_signed(FIELDS, "http://gateway/v1/webhooks/cloud")),
    "another path": (FIELDS, twilio_signed(FIELDS, f"{PUBLIC}/v1/webhooks/shop")),
    "a query added": (FIELDS, twilio_signed(FIELDS, f"{CLOUD}?a=1")),
    "a port added": (FIELDS, twilio_signed(FIELDS, CLOUD.replace(".org", ".org:443"))),
    "text changed": (changed(FIELDS, "Body", "other"), twilio_signed(FIELDS, CLOUD)),
    "space at the end lost": (changed(FIELDS, "Body", "They came at night."), twilio_signed(FIELDS, CLOUD)),
    "field added": ([*FIELDS, ("Extra", "1")], twilio_signed(FIELDS, CLOUD)),
    "field dropped": (FIELDS[:-1], twilio_signed(FIELDS, CLOUD)),
    "second value added": ([*FIELDS, ("Body", "other")], twilio_signed(FIELDS, CLOUD)),
    "no signature": (FIELDS, {"content-type": FORM}),
    "sha256 in its place": (FIELDS, stamped(form(FIELDS), NOW)),
}


@pytest.mark.parametrize(("fields", "headers"), WRONG_TWILIO.values(), ids=WRONG_TWILIO.keys())
async def test_a_wrongly_signed_twilio_webhook_keeps_nothing(
    gateway: Gateway, fields: list[tuple[str, str]], headers: dict[str, str]
) -> None:
    answer = await gateway.post(form(fields), headers, "cloud")
    assert answer.status_code == 403
    assert not gateway.records()


async def test_two_twilio_signatures_are_refused_though_both_are_right(gateway: Gateway) -> None:
    made = list(twilio_signed(FIELDS, CLOUD).items())
    answer = await gateway.post(form(FIELDS), [*made, made[-1]], "cloud")
    assert answer.status_code == 403


async def test_unknown_fields_that_twilio_signed_do_no_harm_and_are_dropped(gateway: Gateway) -> None:
    fields = [*FIELDS, ("FromCity", "Kibira"), ("NewThing", "x")]
    assert (await gateway.post(form(fields), twilio_signed(fields, CLOUD), "cloud")).status_code == 200
    assert gateway.texts() == ["They came at night. "]


@pytest.mark.parametrize("name", ["From", "Body", "MessageSid"])
async def test_a_field_that_counts_given_twice_is_refused_though_signed(gateway: Gateway, name: str) -> None:
    for second in ("other", dict(FIELDS)[name]):
        fields = [*FIELDS, (name, second)]
        signed = twilio_signed(sorted(set(fields)), CLOUD)
        assert (await gateway.post(form(fields), signed, "cloud")).status_code == 422
    assert not gateway.records()


@pytest.mark.parametrize("body", [b"\xff\xfe", b"Body=%ff", b"a&" * 1000, b"", b"&&&", b"Body"])
async def test_a_form_that_cannot_be_read_is_refused_as_unsigned(gateway: Gateway, body: bytes) -> None:
    signature = {"content-type": FORM, "x-twilio-signature": "RSOYDt4T1cUTdK1PDd93/VVr8B8="}
    assert (await gateway.post(body, signature, "cloud")).status_code == 403


async def test_a_signature_for_one_source_does_not_serve_another_kind(gateway: Gateway) -> None:
    assert (await gateway.post(BODY, {**stamped(BODY, NOW), "content-type": JSON}, "cloud")).status_code == 403
