"""One-time links for the demo's people: with each of them somebody brings in a passkey, and then signs in."""

from __future__ import annotations

from collections.abc import Mapping

from server.demo.ground import Ground
from server.demo.processes import run

WHO = {
    "dalia": "administrator",
    "emre": "administrator",
    "noor": "auditor",
    "custodian-testimony-1": "custodian",
    "ines": "curator",
    "tomas": "reviewer",
    "amara": "analyst",
}
"""Of each role one; and a second administrator, without whom no lost passkey is replaced."""


def invite_staff(ground: Ground) -> Mapping[str, str]:
    """The links, by person, as `leeward staff invite` makes them. Raises DidNotStart."""
    config = str(ground.path("settings", "policy.toml"))
    links = run("server.cli", "staff", "invite", *WHO, "--config", config).split()
    return dict(zip(WHO, links, strict=True))
