"""How many parts one curator can have in a day, whatever custodians have approved. SPEC 15.9.

Each custodian's device counts too, by what it approved. This counts what is handed out: whoever is forced to open
everything gets, of three days of approvals, one day's.
"""

from __future__ import annotations

from sqlalchemy import case
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from server.vault.errors import EnoughForToday
from server.vault.tables import curator_days


async def count_one(connection: AsyncConnection, curator: str, today: int, most: int) -> None:
    """Count a part that is handed out for the first time in a request of this curator's.

    Others who count for them wait until this transaction ends. Raises EnoughForToday; then the transaction must not
    be committed. A clock that went back counts anew from that day, so that it locks nobody out.
    """
    new = insert(curator_days).values(curator=curator, day=today, handed=1)
    again = case((curator_days.c.day == today, curator_days.c.handed + 1), else_=1)
    counted = new.on_conflict_do_update(index_elements=["curator"], set_={"day": today, "handed": again})
    if (await connection.execute(counted.returning(curator_days.c.handed))).scalar_one() > most:
        raise EnoughForToday
