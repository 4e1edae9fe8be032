"""From a signed webhook's body to one text message: sender, text, and what makes it the same message.

And, where a generic source names the fields for it, which SMS of a long text it is: Twilio and sms-gate hand long texts
over joined.

Only these are taken; every other field a provider sends (cities, postcodes, accounts, times) is dropped here.

What makes two deliveries one message
* Twilio: MessageSid. Generic: the source's id. A provider's retry repeats it; two texts have two.
* sms-gate: the moment its phone received the text (`receivedAt`). Its `messageId` is made from the content, so two
  genuine identical texts share it; its event `id` differs when one SMS goes out through two registered webhooks. The
  moment is the same for doubled webhooks and for retries, and differs for two texts. Without one, the event's id:
  then doubled webhooks stay two, since keeping one too many is better than one too few.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl

from clients.sms_gateway.errors import NotAMessage
from clients.sms_gateway.settings import BodyForm, Source
from protocol.contents import MOST_SEGMENTS

MOST_FIELDS = 200
MOST_NUMBER = 64
MOST_ID = 256
_COUNT = re.compile(r"[0-9]{1,3}")
_RECEIVED = frozenset({"sms:received", "sms:data-received"})


@dataclass(frozen=True, slots=True, repr=False)
class Stands:
    """Which SMS of a long text this is, by its carrier's word: `place` from 1 to `of`. `reference`: what they share."""

    reference: str
    place: int
    of: int


@dataclass(frozen=True, slots=True, repr=False)
class TextMessage:
    """One SMS. `same` is what its provider repeats when it sends the same SMS again."""

    number: str
    text: str
    same: str
    stands: Stands | None = None
    """None where nobody says."""

    def __repr__(self) -> str:
        return "<text message>"


def form_fields(body: bytes) -> list[tuple[str, str]]:
    """The fields of a form, decoded, blanks kept. Raises NotAMessage."""
    try:
        return parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            max_num_fields=MOST_FIELDS,
            encoding="utf-8",
            errors="strict",
        )
    except (ValueError, UnicodeError):
        raise NotAMessage from None


def read_twilio(fields: list[tuple[str, str]]) -> TextMessage:
    """Twilio's form: From, Body, MessageSid. Raises NotAMessage, also for one of these given twice."""
    return _message(_once(fields, "From"), _once(fields, "Body"), _once(fields, "MessageSid"))


def read_sms_gate(body: bytes) -> TextMessage | None:
    """sms-gate's JSON; None for an event that is no incoming SMS (sent, delivered, ping …). Raises NotAMessage."""
    event = _json_object(body)
    if _text(event, "event") not in _RECEIVED:
        return None
    payload = event.get("payload")
    if not isinstance(payload, dict):
        raise NotAMessage
    sender = "phoneNumber" if "phoneNumber" in payload else "sender"
    moment = payload.get("receivedAt")
    same = f"at {moment}" if isinstance(moment, str) and moment else f"event {_text(event, 'id')}"
    return _message(_text(payload, sender), _sms_gate_text(payload), same)


def read_generic(body: bytes, source: Source) -> TextMessage:
    """A JSON object or a form with the names that the settings give. Raises NotAMessage."""
    if source.form is BodyForm.FORM:
        fields = form_fields(body)
        read: Callable[[str], str] = lambda name: _once(fields, name)  # noqa: E731 - two ways to look a field up
    else:
        given = _json_object(body)
        read = lambda name: _text(given, name)  # noqa: E731
    message = _message(read(source.from_field), read(source.text_field), read(source.id_field))
    return replace(message, stands=_stands(source, read))


def _stands(source: Source, read: Callable[[str], str]) -> Stands | None:
    """None also for what makes no sense: a text is not refused for what is said around it."""
    if source.segment_fields is None:
        return None
    try:
        reference, place, of = map(read, source.segment_fields)
    except NotAMessage:
        return None
    if not (len(reference) <= MOST_ID and _COUNT.fullmatch(place) and _COUNT.fullmatch(of)):
        return None
    stands = Stands(_whole_signs(reference), int(place), int(of))
    return stands if 1 <= stands.place <= stands.of <= MOST_SEGMENTS else None


def _message(number: str, text: str, same: str) -> TextMessage:
    if len(number) > MOST_NUMBER or not 0 < len(same) <= MOST_ID:
        raise NotAMessage
    return TextMessage(_whole_signs(number), _whole_signs(text), _whole_signs(same))


def _sms_gate_text(payload: dict[str, Any]) -> str:
    """A data SMS is kept as a data URL (RFC 2397), so that nobody at the desk takes it for what somebody wrote."""
    if "message" in payload:
        return _text(payload, "message")
    return "data:application/octet-stream;base64," + _text(payload, "data")


def _whole_signs(text: str) -> str:
    """Join halves of a sign (UTF-16 surrogates); a half without its other is kept as U+FFFD, not refused."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _once(fields: list[tuple[str, str]], name: str) -> str:
    values = [value for key, value in fields if key == name]
    if len(values) != 1:
        raise NotAMessage
    return values[0]


def _text(given: dict[str, Any], name: str) -> str:
    value = given.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise NotAMessage
    return value


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body.decode("utf-8"), object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        raise NotAMessage from None
    if not isinstance(value, dict):
        raise NotAMessage
    return value


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    given = dict(pairs)
    if len(given) != len(pairs):
        raise ValueError("a name twice")
    return given
