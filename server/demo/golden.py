"""The golden decisions of the demo's policy: what no later policy of it may change. SPEC 17.5."""

from __future__ import annotations

from protocol.consent import Audience
from protocol.policy import AskedAbout, Asker, Golden


def _reads(name: str, audience: Audience, *, allowed: bool) -> Golden:
    return Golden(
        name=name,
        asker=Asker.ANALYST,
        who="amara",
        action="read-summaries",
        about=AskedAbout.SUMMARY,
        place="xa",
        audience=audience,
        allowed=allowed,
    )


def _opening(name: str, asker: Asker, who: str, action: str, *, consent: bool, allowed: bool) -> Golden:
    return Golden(
        name=name,
        asker=asker,
        who=who,
        action=action,
        about=AskedAbout.OPENING,
        place="xa-testimony",
        named=True,
        consent=consent,
        allowed=allowed,
    )


GOLDEN = (
    _reads("amara-reads-what-her-circle-reads", Audience.CONSORTIUM, allowed=True),
    _reads("amara-reads-nothing-of-the-task-force", Audience.TASK_FORCE, allowed=False),
    _opening("the-curator-asks", Asker.DEVICE, "curator-desk", "request-opening", consent=True, allowed=True),
    _opening(
        "nobody-asks-without-consent", Asker.DEVICE, "curator-desk", "request-opening", consent=False, allowed=False
    ),
    _opening(
        "an-administrator-opens-nothing", Asker.ADMINISTRATOR, "dalia", "read-opening", consent=True, allowed=False
    ),
)
