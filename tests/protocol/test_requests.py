"""Signed requests: RFC 9421's own vector, another implementation both ways, and each way to cheat.

The other implementation is http-message-signatures with pyca's Ed25519; it is used nowhere but here.
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import http_message_signatures as theirs
import http_sf
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from protocol.primitives import SignKey, verify_bytes
from protocol.requests import (
    MalformedRequest,
    NotSigned,
    RequestRefused,
    SignedBy,
    Stale,
    Target,
    WrongSignature,
    check_head,
    content_digest,
    sign_request,
    signature_base,
    verify_request,
)

NOW = 1_780_000_000
BODY = b'{"parts":[]}'
KEY = SignKey(bytes(range(32)))
KEYS = {"desk-1": KEY.public}
POST = Target("POST", "vault.example", "/v1/openings", "page=2&of=3")
GET = Target("GET", "vault.example", "/v1/openings")


def signed(target: Target = POST, body: bytes = BODY, **changes: Any) -> dict[str, str]:
    said: dict[str, Any] = {
        "keyid": "desk-1",
        "content_type": "application/json",
        "created": NOW,
        "nonce": bytes(16),
    }
    return sign_request(changes.pop("key", KEY), target=target, body=body, **(said | changes))


def verified(
    headers: dict[str, str] | Iterable[tuple[str, str]],
    target: Target = POST,
    body: bytes = BODY,
    now: float = NOW,
) -> SignedBy:
    lines = headers.items() if isinstance(headers, dict) else headers
    return verify_request(lines, target, body, KEYS.get, now)


def signed_by_hand(names: str, parameters: str, components: dict[str, str]) -> dict[str, str]:
    """A signature that is sound by RFC 9421, over a shape of the test's choice."""
    base = "".join(f'"{name}": {value}\n' for name, value in components.items())
    base += f'"@signature-params": ({names});{parameters}'
    signature = base64.b64encode(KEY.sign_bytes(base.encode())).decode()
    return {"signature-input": f"leeward=({names});{parameters}", "signature": f"leeward=:{signature}:"}


GET_NAMES = '"@method" "@authority" "@path" "@query"'
GET_VALUES = {"@method": "GET", "@authority": "vault.example", "@path": "/v1/openings", "@query": "?"}
PARAMETERS = f'created={NOW};nonce="{"0" * 32}";keyid="desk-1";alg="ed25519";tag="leeward/v1/request"'


def test_the_vector_of_rfc_9421_b_2_6_verifies_over_our_signature_base() -> None:
    covered = {
        "date": "Tue, 20 Apr 2021 02:07:55 GMT",
        "@method": "POST",
        "@path": "/foo",
        "@authority": "example.com",
        "content-type": "application/json",
        "content-length": "18",
    }
    public = base64.b64decode("JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=")
    signature = "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="
    names = '("date" "@method" "@path" "@authority" "content-type" "content-length")'
    base = signature_base(covered, f'{names};created=1618884473;keyid="test-key-ed25519"')
    verify_bytes(public, base, base64.b64decode(signature))


def test_the_digest_is_the_one_rfc_9530_gives_as_an_example() -> None:
    assert content_digest(b'{"hello": "world"}\n') == "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"


@dataclass
class Message:
    """What the other implementation wants to see of a request."""

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)


def their_keys() -> theirs.MappingKeyResolver:
    private = Ed25519PrivateKey.from_private_bytes(KEY.seed())
    return theirs.MappingKeyResolver(public_keys={"desk-1": private.public_key()}, private_keys={"desk-1": private})


def test_another_implementation_accepts_what_we_sign() -> None:
    message = Message("POST", "https://vault.example/v1/openings?page=2&of=3", signed())
    verifier = theirs.HTTPMessageVerifier(signature_algorithm=theirs.algorithms.ED25519, key_resolver=their_keys())
    verifier.max_clock_skew = dt.timedelta(days=36500)
    [result] = verifier.verify(message, expect_tag="leeward/v1/request", max_age=None, body=BODY)
    assert result.parameters["keyid"] == "desk-1"


def test_we_accept_what_another_implementation_signs_though_its_parameters_stand_in_another_order() -> None:
    message = Message("POST", "https://vault.example/v1/openings?page=2&of=3")
    message.headers["content-type"] = "application/json"
    theirs.HTTPMessageSigner(signature_algorithm=theirs.algorithms.ED25519, key_resolver=their_keys()).sign(
        message,
        key_id="desk-1",
        created=dt.datetime.fromtimestamp(NOW, dt.UTC),
        nonce="ab" * 16,
        label="leeward",
        tag="leeward/v1/request",
        body=BODY,
        covered_component_ids=["@method", "@authority", "@path", "@query", "content-digest", "content-type"],
    )
    assert verified(message.headers) == SignedBy("desk-1", b"\xab" * 16, NOW)


@given(
    body=st.binary(max_size=200),
    path=st.from_regex(r"/[a-z0-9%~._/-]{0,40}", fullmatch=True),
    query=st.from_regex(r"[a-z0-9%=&+-]{0,40}", fullmatch=True),
    nonce=st.binary(min_size=16, max_size=16),
    late=st.integers(-120, 120),
)
def test_what_a_device_signs_is_accepted_within_the_tolerance(
    body: bytes, path: str, query: str, nonce: bytes, late: int
) -> None:
    target = Target("PUT", "127.0.0.1:8000", path, query)
    headers = signed(target, body, nonce=nonce)
    assert verified(headers, target, body, NOW + late) == SignedBy("desk-1", nonce, NOW)


@pytest.mark.parametrize(
    "target",
    [
        Target("PUT", "vault.example", "/v1/openings", "page=2&of=3"),
        Target("POST", "release.example", "/v1/openings", "page=2&of=3"),
        Target("POST", "vault.example", "/v1/approvals", "page=2&of=3"),
        Target("POST", "vault.example", "/v1/openings", "page=2&of=4"),
        Target("POST", "vault.example", "/v1/openings"),
    ],
)
def test_a_signature_serves_no_other_method_server_path_or_query(target: Target) -> None:
    with pytest.raises(WrongSignature):
        verified(signed(), target)


def test_a_changed_body_is_refused() -> None:
    with pytest.raises(WrongSignature):
        verified(signed(), body=BODY + b" ")


def test_a_changed_body_with_its_own_digest_is_refused() -> None:
    with pytest.raises(WrongSignature):
        verified(signed() | {"content-digest": content_digest(b"other")}, body=b"other")


def test_a_changed_content_type_is_refused() -> None:
    with pytest.raises(WrongSignature):
        verified(signed() | {"content-type": "text/html"})


def test_a_body_cannot_be_added_to_a_request_that_was_signed_without() -> None:
    with pytest.raises(WrongSignature):
        verified(signed(GET, b""), GET, BODY)


def test_a_body_cannot_be_taken_from_a_request_that_was_signed_with_one() -> None:
    with pytest.raises(WrongSignature):
        verified(signed(), body=b"")


def test_the_head_alone_is_checked_without_the_body() -> None:
    head = check_head(signed().items(), POST, KEYS.get, NOW)
    assert head.digest == content_digest(BODY)
    with pytest.raises(WrongSignature):
        check_head((signed() | {"content-digest": content_digest(b"other")}).items(), POST, KEYS.get, NOW)


def test_a_stranger_and_a_forger_are_told_the_same() -> None:
    with pytest.raises(WrongSignature):
        verified(signed(keyid="desk-2"))
    with pytest.raises(WrongSignature):
        verified(signed(key=SignKey(bytes(32))))


@pytest.mark.parametrize("late", [-121, 121, 10**9])
def test_a_request_signed_too_long_ago_or_in_the_future_is_stale(late: int) -> None:
    with pytest.raises(Stale):
        verified(signed(), now=NOW + late)


def test_a_request_without_signature_is_not_signed() -> None:
    with pytest.raises(NotSigned):
        verified({"content-type": "application/json"})
    for name in ("signature", "signature-input"):
        with pytest.raises(NotSigned):
            verified({name: signed()[name]})


@pytest.mark.parametrize("name", ["signature", "signature-input", "content-digest", "content-type"])
def test_a_header_that_comes_twice_is_refused_even_if_both_say_the_same(name: str) -> None:
    headers = signed()
    with pytest.raises(MalformedRequest):
        verified([*headers.items(), (name.title(), headers[name])])


@pytest.mark.parametrize("name", ["content-digest", "content-type"])
def test_a_covered_header_that_is_missing_is_refused(name: str) -> None:
    headers = signed()
    del headers[name]
    with pytest.raises(MalformedRequest):
        verified(headers)


def test_the_hand_made_signature_the_next_tests_bend_is_accepted_as_it_is() -> None:
    assert verified(signed_by_hand(GET_NAMES, PARAMETERS, GET_VALUES), GET, b"").keyid == "desk-1"


@pytest.mark.parametrize(
    "names",
    [
        ['"@method"', '"@authority"', '"@path"'],
        ['"@authority"', '"@method"', '"@path"', '"@query"'],
        ['"@method"', '"@authority"', '"@path"', '"@query"', '"date"'],
        ['"@method"', '"@authority"', '"@path"', '"@query"', '"@query"'],
        ['"@method"', '"@authority"', '"@path"', '"@query";req'],
        ['"@method"', '"@target-uri"'],
        [],
    ],
)
def test_another_set_of_components_is_refused_though_the_signature_is_sound(names: list[str]) -> None:
    values = GET_VALUES | {"date": "today", "@target-uri": "https://vault.example/v1/openings"}
    covered = {name.partition(";")[0].strip('"'): values[name.partition(";")[0].strip('"')] for name in names}
    with pytest.raises(MalformedRequest):
        verified(signed_by_hand(" ".join(names), PARAMETERS, covered) | {"date": "today"}, GET, b"")


def test_a_component_written_as_a_token_is_refused() -> None:
    headers = signed()
    headers["signature-input"] = headers["signature-input"].replace('"content-type"', "content-type")
    with pytest.raises(MalformedRequest):
        verified(headers)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"created={NOW};", ""),
        (f"created={NOW}", f'created="{NOW}"'),
        (f"created={NOW}", f"created={NOW}.0"),
        (f"created={NOW}", "created"),
        (f"created={NOW}", f"created=@{NOW}"),
        (f"created={NOW}", "created=-1"),
        (f"created={NOW}", f"created=1;created={NOW}"),
        (f'nonce="{"0" * 32}";', ""),
        (f'nonce="{"0" * 32}"', "nonce=0"),
        (f'nonce="{"0" * 32}"', "nonce"),
        ("0" * 32, "0" * 30),
        ("0" * 32, "A" * 32),
        ("0" * 32, "0" * 64),
        ('keyid="desk-1";', ""),
        ('keyid="desk-1"', "keyid=desk-1"),
        ('keyid="desk-1"', 'keyid=""'),
        ('keyid="desk-1"', 'keyid="desk\\"1"'),
        ('keyid="desk-1"', f'keyid="{"d" * 129}"'),
        ('keyid="desk-1"', 'keyid="a";keyid="desk-1"'),
        (';alg="ed25519"', ""),
        ('alg="ed25519"', "alg=ed25519"),
        ('alg="ed25519"', 'alg="hmac-sha256"'),
        (';tag="leeward/v1/request"', ""),
        ("leeward/v1/request", "leeward/v1/consent"),
        (";tag=", f";expires={NOW + 60};tag="),
        (";tag=", ";x;tag="),
    ],
)
def test_other_parameters_are_refused_though_the_signature_is_sound(old: str, new: str) -> None:
    assert old in PARAMETERS
    with pytest.raises(MalformedRequest):
        verified(signed_by_hand(GET_NAMES, PARAMETERS.replace(old, new), GET_VALUES), GET, b"")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("signature-input", "leeward=(", "sig1=("),
        ("signature", "leeward=:", "sig1=:"),
        ("signature-input", "leeward=(", 'other=("@method");created=1, leeward=('),
        ("signature", "leeward=:", "other=:AAAA:, leeward=:"),
        ("signature-input", "leeward=(", "leeward=1, leeward=("),
        ("signature", "leeward=:", "leeward=:AAAA:, leeward=:"),
        ("signature-input", '"@method" "', '"@method"  "'),
        ("signature-input", ";keyid", "; keyid"),
        ("signature", "==:", ":"),
        ("signature", "==:", '==:;by="me"'),
        ("signature", "leeward=:", 'leeward=":'),
        ("signature-input", "leeward=", "leeward"),
        ("signature-input", "desk-1", "dèsk-1"),
        ("content-digest", "sha-256", "sha-512"),
        ("content-digest", "sha-256=:", "sha-512=:AAAA:, sha-256=:"),
        ("content-type", "application/json", 'a\n"@path": /v1/approvals'),
        ("content-type", "application/json", " application/json"),
        ("content-type", "application/json", ""),
    ],
)
def test_a_header_spelled_another_way_is_refused(name: str, old: str, new: str) -> None:
    headers = signed()
    assert old in headers[name]
    with pytest.raises(MalformedRequest):
        verified(headers | {name: headers[name].replace(old, new)})


@pytest.mark.parametrize("value", ['"AAAA"', "(:AAAA:)", "1", "?0", "AAAA", "@1"])
def test_a_signature_is_bytes_and_nothing_else(value: str) -> None:
    with pytest.raises(MalformedRequest):
        verified(signed() | {"signature": f"leeward={value}"})


@pytest.mark.parametrize(
    ("name", "most"),
    [("signature-input", 512), ("signature", 128), ("content-digest", 64), ("content-type", 128)],
)
def test_a_header_over_its_bound_is_refused_before_it_is_parsed(
    name: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_sf, "parse", None)
    with pytest.raises(MalformedRequest):
        verified(signed() | {name: "a" * (most + 1)})


@pytest.mark.parametrize(
    "target",
    [
        ("post", "vault.example", "/", ""),
        ("POST", "Vault.example", "/", ""),
        ("POST", "me@vault.example", "/", ""),
        ("POST", "", "/", ""),
        ("POST", "vault.example", "", ""),
        ("POST", "vault.example", "*", ""),
        ("POST", "vault.example", "/a?b", ""),
        ("POST", "vault.example", "/a#b", ""),
        ("POST", "vault.example", '/\n"@query": ?all', ""),
        ("POST", "vault.example", "/" + "a" * 2048, ""),
        ("POST", "vault.example", "/", "a b"),
        ("POST", "vault.example", "/", "é"),
    ],
)
def test_a_target_that_no_request_line_holds_is_refused(target: tuple[str, str, str, str]) -> None:
    with pytest.raises(MalformedRequest):
        Target(*target)


@pytest.mark.parametrize("change", [{"nonce": bytes(8)}, {"keyid": 'a"'}, {"content_type": "a\r\nb"}, {"created": -1}])
def test_what_no_server_would_take_is_not_signed(change: dict[str, Any]) -> None:
    with pytest.raises(MalformedRequest):
        signed(**change)


@given(st.lists(st.tuples(st.sampled_from(["signature", "signature-input", "content-digest"]), st.text(max_size=80))))
def test_arbitrary_headers_are_refused_and_nothing_else_happens(headers: list[tuple[str, str]]) -> None:
    with pytest.raises(RequestRefused):
        verified(headers)


@given(
    st.sampled_from(["signature", "signature-input"]),
    st.integers(0, 250),
    st.text(alphabet='leward=("@:;,)?1.-% \\', max_size=4),
)
def test_any_small_change_to_a_signature_header_is_refused(name: str, at: int, put: str) -> None:
    headers = signed()
    changed = headers[name][:at] + put + headers[name][at + 2 :]
    if changed != headers[name]:
        with pytest.raises(RequestRefused) as refused:
            verified(headers | {name: changed})
        assert str(refused.value) == refused.type.__doc__
