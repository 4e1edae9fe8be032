"""A form that a browser sent: each name once, in UTF-8."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

FORM_TYPE = "application/x-www-form-urlencoded"


class NotAForm(Exception):
    """These bytes are not what a browser sends for a form, or a name is in it twice."""


def is_form(content_type: str) -> bool:
    return content_type.split(";", maxsplit=1)[0].strip().lower() == FORM_TYPE


def fields(body: bytes, most: int) -> Mapping[str, str]:
    """At most `most` names, each once. Raises NotAForm."""
    pairs = all_fields(body, most)
    if len(found := dict(pairs)) != len(pairs):
        raise NotAForm
    return found


def all_fields(body: bytes, most: int) -> list[tuple[str, str]]:
    """The same where a name may stand more than once: boxes that were ticked. Raises NotAForm."""
    try:
        return parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=most,
        )
    except ValueError:
        raise NotAForm from None
