"""How somebody is told that something may wait: none, or once a day at an hour of their own clock."""

from __future__ import annotations

from starlette.responses import Response

from server.policy.notices.preferences import Way, preference_of
from server.policy.notices.webhooks import secret_of, shown_secret
from server.policy.staff_pages.calls import Call

NOTICES = "/staff/notices"


async def show_notices(call: Call) -> Response:
    session = await call.session()
    chosen = await preference_of(call.world.database, session.person)
    ways = [way for way in Way if way is Way.NONE or way is chosen.way or call.world.ways.has(way)]
    secret, hooks = None, call.world.ways.hooks
    if hooks is not None and chosen.hook is not None:
        secret = shown_secret(secret_of(hooks.key, session.person, chosen.hook))
    minutes = call.world.ways.urgent_seconds // 60
    return call.page("notices", session, chosen=chosen, ways=ways, secret=secret, minutes=minutes)
