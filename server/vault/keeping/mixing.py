"""Once a day, the rows of the days before are laid anew, in random order and one transaction.

A row's place on disk and the number of the transaction that wrote it show which parts came in one pool, and a quiet
pool may hold one testimony and one identity. After the mixing they show the day, as the column does. Until then
they show the pool: whoever reads the database's files on that day sees it. What the file system or the write-ahead
log still holds of the old rows goes as they are overwritten, and not sooner.
"""

from __future__ import annotations

from sqlalchemy import delete, func, insert, literal, select

from server.vault.tables import consents, parts
from server.vault.world import World


async def mix_once(world: World) -> None:
    """Lay anew what came before today and was not mixed yet."""
    for table, day in ((parts, parts.c.day), (consents, consents.c.received)):
        taken = delete(table).where(day < world.today(), ~table.c.mixed).returning(*table.c).cte("taken")
        names = [column.name for column in table.c]
        columns = [literal(value=True) if name == "mixed" else taken.c[name] for name in names]
        again = insert(table).from_select(names, select(*columns).order_by(func.gen_random_uuid()))
        async with world.keeper.begin() as connection:
            await connection.execute(again)
