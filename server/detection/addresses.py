"""Addresses on networks: e-mail, web and onion addresses, handles, addresses of devices."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from server.detection.reading import Reading
from server.detection.reasons import Reason
from server.detection.shapes import find, shape
from server.detection.spans import Kind, Span

_LOCAL = r"[\p{L}\p{M}\p{N}._%+'-]"
_DOMAIN = r"[\p{L}\p{M}\p{N}]++(?:[.-]++[\p{L}\p{M}\p{N}]++)*+"
_ENDINGS = (
    "(?:com|org|net|info|io|me|gov|edu|int|app|dev|biz|news|online|site|xyz|tv|ly|gl|onion|i2p|africa"
    "|ke|ng|ug|tz|et|sd|ss|cd|cg|cf|ml|ne|bf|td|cm|rw|bi|mz|ao|za|zw|gh|fr|es|pt|uk|eu|ch|de|br|mx|ru|ir|sy)"
)
_SCHEMES = "(?:h(?:tt|xx)ps?|ftp|tg|geo|mailto|tel|sms|smsto|whatsapp|signal|sgnl)"
_NETWORKS = (
    "(?:telegram|whatsapp|signal|instagram|facebook|messenger|tiktok|twitter|snapchat|skype|wechat|threema"
    "|fb|ig|insta|tg|wa|x)"
)

_SHAPES = (
    shape(Kind.EMAIL, 0.95, Reason.EMAIL, rf"(?<!{_LOCAL}){_LOCAL}++@{_DOMAIN}"),
    shape(Kind.URL, 0.95, Reason.WEB_OR_APP, rf"(?<!\w)(?:{_SCHEMES}:|www\.)[^\s]++"),
    shape(
        Kind.URL, 0.9, Reason.WEB,
        r"(?<![\p{L}\p{N}@.-])(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.){1,20}",
        rf"(?:{_ENDINGS}(?![\p{{L}}\p{{N}}])(?:[/?#:][^\s]*+)?|\p{{L}}{{2,12}}/[^\s]++)",
    ),
    shape(Kind.HANDLE, 0.9, Reason.HANDLE, r"(?<![\w@])@[\p{L}\p{N}_][\w.]*+"),
    shape(
        Kind.HANDLE, 0.8, Reason.ACCOUNT,
        rf"(?<!\w){_NETWORKS} ?[:=@] ?[\p{{L}}\p{{N}}_][\w.-]*+",
    ),
    shape(Kind.HANDLE, 0.5, Reason.HASHTAG, r"(?<![\w#])#[\p{L}\p{N}_]\w*+"),
    shape(Kind.CODE, 0.95, Reason.DEVICE, r"(?<![0-9.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?!\.?[0-9])"),
    shape(Kind.CODE, 0.95, Reason.DEVICE, r"(?<![\w:])(?:[0-9a-f]{0,4}[:-]){3,7}[0-9a-f]{1,4}(?![\w:])"),
)  # fmt: skip

_SPELT_AT = regex.compile(
    r"[\[({] ?(?:at|arobase|arroba) ?[\])}] {0,2}[\p{L}\p{N}-]{1,63}"
    r"(?: {0,2}(?:[\[({] ?(?:dot|point|punto|ponto) ?[\])}]|\.) {0,2}[\p{L}\p{N}-]{1,63}){0,4}",
    regex.IGNORECASE,
)
_LOCAL_BEFORE = regex.compile(rf"(?r){_LOCAL}{{1,64}} {{0,2}}")


def addresses(reading: Reading) -> Iterator[Span]:
    yield from find(_SHAPES, reading)
    for found in _SPELT_AT.finditer(reading.text):
        if local := _LOCAL_BEFORE.match(reading.text, 0, found.start()):
            reason = Reason.SPELT_EMAIL
            yield Span(local.start(), found.end(), Kind.EMAIL, 0.95, reason)
