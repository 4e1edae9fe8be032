"""Policies with a sign in them that nobody sees, and others that are as good as any: for every decoder. SPEC 17.1."""

from __future__ import annotations

from protocol.policy import PolicyBundle

UNSEEN = (
    *("\0", "\x08", "\x0b", "\r", "\x1f", "\x7f", "\x80", "\x85", "\x9f", "\u061c", "\u200e", "\u200f"),
    *("\u2028", "\u2029", "\u202a", "\u202e", "\u2066", "\u2069"),
)
"""The first and the last of each range, and those that do most."""
SEEN = (
    *(" ", "~", "\xa0", "\xad", "\u061b", "\u061d", "\u200d", "\u2010", "\u2027", "\u202f", "\u2065", "\u206a"),
    *("\u0623", "\U0001f600"),
)


def with_unseen(bundle: PolicyBundle) -> list[PolicyBundle]:
    """Each with one of them in one place where it must not stand."""
    hidden = [changed for sign in UNSEEN for changed in _with(bundle, sign)]
    return [*hidden, *(_named(bundle, f"Valley{end}and more") for end in "\n\t")]


def with_seen(bundle: PolicyBundle) -> list[PolicyBundle]:
    """What may stand there; in a text, the ends of lines and what sets them in."""
    shown = [changed for sign in SEEN for changed in _with(bundle, sign)]
    lines = bundle.model_copy(update={"cedar_policies": f"// one\n\t// two\n{bundle.cedar_policies}"})
    return [*shown, lines]


def _with(bundle: PolicyBundle, sign: str) -> tuple[PolicyBundle, ...]:
    return (
        bundle.model_copy(update={"cedar_policies": f"// shut{sign}{bundle.cedar_policies}"}),
        bundle.model_copy(update={"cedar_schema": f"// shut{sign}\n{bundle.cedar_schema}"}),
        _named(bundle, f"Valley{sign}code"),
    )


def _named(bundle: PolicyBundle, name: str) -> PolicyBundle:
    area, *others = bundle.areas
    return bundle.model_copy(update={"areas": (area.model_copy(update={"name": name}), *others)})
