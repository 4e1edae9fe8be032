"""Answering a source from the page that shows what it said: a few letters that it finds when it checks in."""

from __future__ import annotations

from starlette.responses import Response

from protocol.errors import ProtocolError
from protocol.reply import MOST_TEXT
from server.redaction.errors import DeskError
from server.redaction.pages.calls import Visit
from server.redaction.pages.one_part import part_named, to_part, words_filled_in, words_page
from server.redaction.room.replying import answer_source


async def show_reply(visit: Visit) -> Response:
    part_named(visit)
    return words_page(visit, "reply", "", MOST_TEXT)


async def take_reply(visit: Visit) -> Response:
    opening, part = part_named(visit)
    text = words_filled_in(visit)
    try:
        await answer_source(visit.world, opening, part, text)
    except (DeskError, ProtocolError) as refused:
        return words_page(visit, "reply", text, MOST_TEXT, type(refused))
    return to_part(visit)
