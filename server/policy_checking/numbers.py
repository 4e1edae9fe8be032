"""The release rules by themselves: numbers that say one thing while another holds.

Everywhere the stricter of two numbers counts, so none of these lets anything out: they mislead whoever signs them.
"""

from __future__ import annotations

from collections.abc import Iterator

from protocol.consent import Audience, Period, Place
from protocol.policy import ReleaseRules
from server.policy_checking.findings import Code, File, Finding, warned


def check_numbers(rules: ReleaseRules) -> Iterator[Finding]:
    """Warnings about release rules that contradict one another, or let nothing out."""
    looser = {
        "sensitive_k": rules.sensitive_k < rules.k,
        "sensitive_place": rules.sensitive_place > rules.finest_place,
        "sensitive_period": rules.sensitive_period > rules.finest_period,
        "urgent_place": rules.urgent_place > rules.finest_place,
        "urgent_period": rules.urgent_period > rules.finest_period,
    }
    for name in (name for name, holds in looser.items() if holds):
        usual = {"k": "k", "place": "finest_place", "period": "finest_period"}[name.rpartition("_")[2]]
        yield _contradicts(f"{name} is looser than {usual}, and has no effect: the stricter of both counts.")
    for name in ("partners", "left_without_any_partner"):
        if rules.k < getattr(rules, name):
            yield _contradicts(f"k is below {name}, and has no effect: as many people as {name} are needed anyway.")
    if (
        Place.NONE is rules.finest_place
        or Period.NONE is rules.finest_period
        or Audience.NOBODY is rules.widest_audience
    ):
        said = "Nothing can be released: finest_place, finest_period or widest_audience leaves none."
        yield warned(File.SETTINGS, None, Code.NOTHING_CAN_BE_RELEASED, said)


def _contradicts(said: str) -> Finding:
    return warned(File.SETTINGS, None, Code.NUMBERS_CONTRADICT, said)
