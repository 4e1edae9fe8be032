"""The zones' databases: made, given their roles and passwords, and brought up to date.

The desk has none. In production each is a cluster of its own; here and in the demo they share one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from types import MappingProxyType

import asyncpg
from alembic import command
from alembic.config import Config
from pydantic import SecretStr
from sqlalchemy import URL, Connection, make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection

from server.database import SECONDS_TO_CONNECT, open_engine
from server.postgres_binaries import OLDEST
from server.postgres_errors import ServerTooOld
from server.privileges import read_privileges, write_privileges
from server.revisions import HalfRestored

RUNTIME_ROLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "intake": ("intake_writer", "intake_collector"),
        "vault": (
            "vault_collector",
            "vault_keeper",
            "vault_openings",
            "vault_clearances",
            "vault_log",
            "vault_card_loader",
        ),
        "release": ("release_publisher", "release_reader"),
        "policy": ("policy_runtime",),
        "ledger": ("ledger_runtime",),
    }
)
"""The roles that a zone logs in as, by zone: the zones that have a database are its keys."""

_MIGRATIONS = Path(__file__).parents[1] / "migrations"
_ONE_AT_A_TIME = 0x1EE3A2D  # an advisory lock's number, ours by choice
_HAS_REVISIONS = "SELECT to_regclass('public.alembic_version') IS NOT NULL"
_SAYS_ITS_REVISION = "SELECT EXISTS (SELECT FROM public.alembic_version)"
_ITERATIONS = 4096  # PostgreSQL's own; the password has 256 bits, so stretching adds nothing


async def prepare_databases(
    administrator: SecretStr, zones: Collection[str] = tuple(RUNTIME_ROLES)
) -> dict[str, dict[str, SecretStr]]:
    """Make these zones' databases and roles in one cluster, migrate them, and give every role a new password.

    administrator: the URL of a superuser, of any database. zones: of RUNTIME_ROLES; nothing of another zone is made
    or changed. Returns URLs by zone and role. May be run again: data stays, and the passwords of the time before stop
    working. A login that a killed restore left is dropped. Raises ServerTooOld or HalfRestored.
    """
    connection = await _connect(administrator)
    try:
        if connection.get_server_version().major < OLDEST:
            raise ServerTooOld
        await connection.execute("SELECT pg_advisory_lock($1)", _ONE_AT_A_TIME)
        await _close_to_the_public(connection)
        return {zone: await _prepare(connection, zone, administrator) for zone in RUNTIME_ROLES if zone in zones}
    finally:
        await connection.close()


async def prepare_backup_login(zone: str, administrator: SecretStr) -> SecretStr:
    """A login that reads every table of one zone's database and changes nothing; no zone knows its password.

    administrator: the URL of a superuser, of any database of that cluster. May be run again: the password before stops
    working.
    """
    role = f"{zone}_backup"
    connection = await _connect(administrator)
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", _ONE_AT_A_TIME)
        if not await connection.fetchval("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", role):
            await connection.execute(f"CREATE ROLE {role}")
        await connection.execute(f"ALTER ROLE {role} LOGIN BYPASSRLS NOSUPERUSER NOCREATEDB NOCREATEROLE")
        await connection.execute(f"GRANT pg_read_all_data TO {role}")
        await connection.execute(f"GRANT CONNECT ON DATABASE {zone} TO {role}")
        return await _give_password(connection, administrator, zone, role)
    finally:
        await connection.close()


def login_of_a_restore(zone: str) -> str:
    return f"{zone}_restore"


@asynccontextmanager
async def filling_login(zone: str, administrator: SecretStr) -> AsyncIterator[SecretStr]:
    """A login that adds rows to the tables that are there now, reads none and may do nothing else; gone with the block.

    administrator: the URL of a superuser, of that zone's database. It passes row security: else PostgreSQL has no COPY.
    """
    role = login_of_a_restore(zone)
    connection = await _connect(administrator)
    try:
        await _drop_login(connection, role)
        await connection.execute(f"CREATE ROLE {role} LOGIN BYPASSRLS NOSUPERUSER NOCREATEDB NOCREATEROLE")
        try:
            await connection.execute(f"GRANT CONNECT ON DATABASE {zone} TO {role}")
            await connection.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
            await connection.execute(f"GRANT INSERT ON ALL TABLES IN SCHEMA public TO {role}")
            await connection.execute(f"REVOKE INSERT ON public.alembic_version FROM {role}")
            yield await _give_password(connection, administrator, zone, role)
        finally:
            await _drop_login(connection, role)
    finally:
        await connection.close()


async def prepare_roles(zone: str, administrator: SecretStr) -> None:
    """Make one zone's roles, and close the database that `administrator` names to everyone else."""
    connection = await _connect(administrator)
    try:
        await connection.execute("SELECT set_config('leeward.zone', $1, false)", zone)
        await connection.execute((_MIGRATIONS / "roles.sql").read_text())
    finally:
        await connection.close()


async def migrate(zone: str, administrator: SecretStr) -> None:
    """Bring the database that `administrator` names to the newest revision of this zone, as the zone's owner role.

    Then the rights in it are made those of privileges.toml. Raises HalfRestored.
    """
    await _check_whole(administrator)
    async with _as_owner(zone, administrator) as connection:
        await connection.run_sync(_upgrade, zone, "head")
        await connection.commit()
        await connection.run_sync(write_privileges, read_privileges(_MIGRATIONS / "privileges.toml", zone))
        await connection.commit()


async def lay_tables(zone: str, administrator: SecretStr, revision: str) -> None:
    """Bring an empty database to a revision of this zone, without saying so: until `say_revision` it is half done.

    All in one transaction: at no moment is there something that `migrate` would go on with.
    """
    async with _as_owner(zone, administrator) as connection, connection.begin():
        await connection.run_sync(_upgrade, zone, revision)
        await connection.execute(text("DELETE FROM public.alembic_version"))


async def say_revision(administrator: SecretStr, revision: str) -> None:
    """Make a database that `lay_tables` began one that can be prepared."""
    connection = await _connect(administrator)
    try:
        await connection.execute("INSERT INTO public.alembic_version VALUES ($1)", revision)
    finally:
        await connection.close()


async def _end_restore(zone: str, administrator: SecretStr) -> None:
    """What a killed restore left: its login goes, which passes row security. Raises HalfRestored."""
    connection = await _connect(administrator)
    try:
        await _drop_login(connection, login_of_a_restore(zone))
    finally:
        await connection.close()
    await _check_whole(administrator)


async def _check_whole(administrator: SecretStr) -> None:
    connection = await _connect(administrator)
    try:
        if await connection.fetchval(_HAS_REVISIONS) and not await connection.fetchval(_SAYS_ITS_REVISION):
            raise HalfRestored
    finally:
        await connection.close()


@asynccontextmanager
async def _as_owner(zone: str, administrator: SecretStr) -> AsyncIterator[AsyncConnection]:
    engine = open_engine(administrator, connections=1)
    try:
        async with engine.connect() as connection:
            await connection.execute(text(f"SET ROLE {zone}_owner"))
            # A migration that would see only some of the rows fails, and does not pass the others over.
            await connection.execute(text("SET row_security = off"))
            await connection.commit()
            yield connection
    finally:
        await engine.dispose()


def url_for(administrator: SecretStr, database: str, role: str | None = None, password: str | None = None) -> SecretStr:
    """The same server, another database, and another role where one is named."""
    url = make_url(administrator.get_secret_value()).set(database=database)
    return _told(url.set(username=role, password=password) if role else url)


async def _prepare(
    connection: asyncpg.Connection[asyncpg.Record], zone: str, administrator: SecretStr
) -> dict[str, SecretStr]:
    if not await connection.fetchval("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", zone):
        await connection.execute(f"CREATE DATABASE {zone}")
    database = url_for(administrator, zone)
    await _end_restore(zone, database)
    await prepare_roles(zone, database)
    await migrate(zone, database)
    await prepare_roles(zone, database)  # a role that only old migrations name goes when they are done
    return {role: await _give_password(connection, administrator, zone, role) for role in RUNTIME_ROLES[zone]}


async def _give_password(
    connection: asyncpg.Connection[asyncpg.Record], administrator: SecretStr, zone: str, role: str
) -> SecretStr:
    password = secrets.token_urlsafe(32)
    # Only the verifier is sent: a statement may be logged, a password must not be.
    await connection.execute(f"ALTER ROLE {role} PASSWORD '{_scram_verifier(password, secrets.token_bytes(16))}'")
    return url_for(administrator, zone, role, password)


async def _close_to_the_public(connection: asyncpg.Connection[asyncpg.Record]) -> None:
    for database in ("postgres", "template1"):
        await connection.execute(f"REVOKE ALL ON DATABASE {database} FROM PUBLIC")


async def _connect(url: SecretStr) -> asyncpg.Connection[asyncpg.Record]:
    return await asyncpg.connect(url.get_secret_value(), timeout=SECONDS_TO_CONNECT)


async def _drop_login(connection: asyncpg.Connection[asyncpg.Record], role: str) -> None:
    if await connection.fetchval("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", role):
        await connection.execute(f"DROP OWNED BY {role}")
        await connection.execute(f"DROP ROLE {role}")


def _upgrade(connection: Connection, zone: str, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("version_locations", str(_MIGRATIONS / zone / "versions"))
    config.set_main_option("path_separator", "newline")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _scram_verifier(password: str, salt: bytes) -> str:
    """What PostgreSQL stores for SCRAM-SHA-256: RFC 5803, in the form of pg_authid.rolpassword."""
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, _ITERATIONS)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    return f"SCRAM-SHA-256${_ITERATIONS}:{_base64(salt)}${_base64(stored)}:{_base64(server)}"


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _told(url: URL) -> SecretStr:
    return SecretStr(url.render_as_string(hide_password=False))
