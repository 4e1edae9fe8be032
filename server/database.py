"""How a zone reaches its own database: one engine for what it does daily, one bare pool for the path that is hot.

Neither prints a statement or a value: parameters are hidden in errors, and nothing is echoed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from socket import gaierror
from typing import Any

import asyncpg
from pydantic import SecretStr
from sqlalchemy import ColumnElement, LargeBinary, MetaData, any_, literal, make_url, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from server.quiet_log import fault

SECONDS_TO_CONNECT = 10
SECONDS_TO_BE_READY = 2
CONNECTIONS = 5

# SQLSTATE classes of a server that is not there, a login it does not know, and a database it does not have.
_NO_WAY_IN = ("08", "28", "3D")


AWAY = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, RuntimeError)
"""What the bare driver raises where the database is gone; RuntimeError, where uvloop (0.23) closed the line first."""


def say_if_a_fault(error: BaseException) -> None:
    """Log one of AWAY that may as well be a fault of ours, and look like a database that is gone."""
    if isinstance(error, RuntimeError):
        fault(error)


class DatabaseError(Exception):
    """The database cannot be used."""

    def __str__(self) -> str:
        said = type(self).__doc__ or ""
        return f"{said} {self.args[0]}" if self.args else said


class DatabaseAway(DatabaseError):
    """The database cannot be reached, or nobody gets in by the name, password and database of this URL."""


class DatabaseRefused(DatabaseError):
    """The database did not do this. Is the URL that of the right database, and of a user who may?"""


class Connection(asyncpg.Connection):
    """One whose end is told to those who wait to write, too.

    Where the line is lost while the driver (0.32) waits until more can be written, it would wait for ever.
    """

    __slots__ = ()

    def __init__(self, protocol: Any, *others: Any) -> None:
        super().__init__(protocol, *others)
        self.add_termination_listener(lambda _: protocol.resume_writing())


_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def new_metadata() -> MetaData:
    """What a zone's `tables.py` hangs its tables on. Constraints get the names that migrations can refer to."""
    return MetaData(naming_convention=_NAMES)


def open_engine(url: SecretStr, *, connections: int = CONNECTIONS) -> AsyncEngine:
    """An engine for `postgresql://role:password@host/database`, with at most `connections` connections.

    It connects when first used. Dispose of it: `await engine.dispose()`.
    """
    return create_async_engine(
        make_url(url.get_secret_value()).set(drivername="postgresql+asyncpg"),
        connect_args={"timeout": SECONDS_TO_CONNECT, "connection_class": Connection},
        hide_parameters=True,
        # Said each time, or the server's default holds: who waits for a lock must then see what came meanwhile. Where a
        # transaction is shown one moment only, that is thrown away when a table is laid anew.
        isolation_level="READ COMMITTED",
        max_overflow=0,
        pool_pre_ping=True,
        pool_size=connections,
    )


async def open_pool(url: SecretStr, *, connections: int = CONNECTIONS) -> asyncpg.Pool[Any]:
    """A pool of bare asyncpg connections, for intake: no ORM, prepared statements, binary values.

    Statements are planned once: PostgreSQL would plan anew for each row of 20 KB, to put in how long it is, and take a
    third longer. It connects at once, so a wrong URL shows at the start. Close it: `await pool.close()`.
    """
    pool: asyncpg.Pool[Any] = await asyncpg.create_pool(
        url.get_secret_value(),
        min_size=1,
        max_size=connections,
        timeout=SECONDS_TO_CONNECT,
        connection_class=Connection,
        server_settings={"plan_cache_mode": "force_generic_plan"},
    )
    return pool


@contextmanager
def plain_database_errors() -> Iterator[None]:
    """For what a person types: the driver's errors, whose words may hold values, become DatabaseError's two."""
    try:
        yield
    # FileNotFoundError: the folder of a Unix socket that is not there.
    except (ConnectionError, FileNotFoundError, gaierror, TimeoutError):
        raise DatabaseAway from None
    except (asyncpg.PostgresError, asyncpg.InterfaceError, SQLAlchemyError) as refused:
        state = str(getattr(getattr(refused, "orig", refused), "sqlstate", None) or "")
        if state.startswith(_NO_WAY_IN):
            raise DatabaseAway from None
        raise DatabaseRefused(*([f"SQLSTATE {state}."] if state else [])) from None


def among(column: ColumnElement[bytes], values: Collection[bytes]) -> ColumnElement[bool]:
    """That a column has one of these values: one parameter, an array, however many there are."""
    return column == any_(literal(list(values), ARRAY(LargeBinary)))


async def is_ready(engine: AsyncEngine) -> bool:
    """Whether the database answers within two seconds. Why it does not is not said to whoever asks."""
    try:
        async with asyncio.timeout(SECONDS_TO_BE_READY), engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
    except (OSError, TimeoutError, SQLAlchemyError):
        return False
    return True
