"""One zone's PostgreSQL, looked at through the zone's own logins: a catalogue and most settings are open to all."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import asyncpg
from pydantic import SecretStr

from server.catalogue import deviations
from server.database import DatabaseError
from server.doctor.findings import Finding, Promise, bad, cannot_tell, ok
from server.postgres_binaries import OLDEST
from server.privileges import read_privileges
from server.revisions import check_revision, read_revision
from server.zone_databases import login_of_a_restore

SECONDS = 8
"""For one login, from the first knock to the last answer."""
MOST_SAID = 4

_TABLE = Path(__file__).parents[2] / "migrations" / "privileges.toml"

Wanted = Mapping[str, tuple[str, ...]]
"""A setting, and the values of which any will do."""

DURABLE: Wanted = {
    "default_transaction_isolation": ("read committed",),  # ours is said each time; by hand, it is this
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "remote_apply"),
}
QUIET: Wanted = {
    "log_connections": ("off", ""),  # since 18 a list of what is written down, here none
    "log_disconnections": ("off",),
    "log_duration": ("off",),
    "log_error_verbosity": ("terse",),
    "log_hostname": ("off",),
    "log_min_duration_sample": ("-1",),
    "log_min_duration_statement": ("-1",),
    "log_parameter_max_length_on_error": ("0",),
    "log_replication_commands": ("off",),
    "log_statement": ("none",),
    "log_statement_sample_rate": ("0", "1"),  # of what is sampled, which nothing is
    "log_transaction_sample_rate": ("0",),
    "track_commit_timestamp": ("off",),
}
FORGETTING: Wanted = {"archive_mode": ("off",), "wal_level": ("minimal", "replica"), "wal_recycle": ("off",)}
"""Intake's write-ahead log holds the moment of each arrival: none of it may be archived, decoded or kept for use again.
A standby, where there is one, is a machine to be looked at in the same way."""

_ABOUT_THE_LOGIN = """
    SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
           coalesce((SELECT rolcanlogin FROM pg_roles WHERE rolname = $1), false) AS owner_logs_in,
           EXISTS (SELECT FROM pg_roles WHERE rolname = $2) AS left_by_a_restore,
           (SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()) AS encrypted,
           inet_server_addr() IS NULL OR host(inet_server_addr()) IN ('127.0.0.1', '::1') AS local
    FROM pg_roles WHERE rolname = session_user
"""
_POWERS = {
    "rolsuper": "is a superuser",
    "rolbypassrls": "sees every row",
    "rolcreaterole": "makes roles",
    "rolcreatedb": "makes databases",
    "rolreplication": "copies the whole server",
}


@dataclass(frozen=True, slots=True)
class LoginFacts:
    """What one login of a zone finds, in the words of its catalogue."""

    setting: str
    """Its name in the zone's settings, such as `writer_url`."""
    role: str
    expected: frozenset[str]
    """The runtime roles of the zone."""
    powers: tuple[str, ...]
    owner_logs_in: bool
    left_by_a_restore: bool
    """A login that a killed restore did not drop: it adds rows and passes row security."""
    travels_in_the_clear: bool
    major: int
    revision: str | None
    """The migration that its database is at; None where it finds none."""
    settings: Mapping[str, str]
    deviations: tuple[str, ...]


def judge_login(zone: str, facts: LoginFacts) -> list[Finding]:
    return [
        _judge_role(facts),
        _judge_grants(zone, facts),
        _judge_settings("durability", Promise.KEPT, facts, DURABLE),
        _judge_settings("PostgreSQL's own log", Promise.QUIET, facts, QUIET),
        *([_judge_settings("intake's write-ahead log", Promise.QUIET, facts, FORGETTING)] if zone == "intake" else []),
        _judge_way(facts),
        _judge_version(facts),
        _judge_revision(zone, facts),
    ]


def _judge_role(facts: LoginFacts) -> Finding:
    check, promise = f"role of {facts.setting}", Promise.COMPARTMENTS
    if facts.powers:
        said = f"It logs in as somebody who {' and '.join(facts.powers)}. Name the zone's own login in the settings."
        return bad(check, promise, said)
    if facts.role not in facts.expected:
        said = "It logs in as none of the zone's roles. Name the login that `leeward database prepare` wrote."
        return bad(check, promise, said)
    if facts.owner_logs_in:
        said = (
            "The owner of the tables may log in, and rules do not bind an owner. Run `leeward database prepare` again."
        )
        return bad(check, promise, said)
    if facts.left_by_a_restore:
        said = (
            "A restore that broke off left its login, which passes row security. Run `leeward database prepare` again: "
            "it drops it."
        )
        return bad(check, promise, said)
    return ok(check, promise, "It is one of the zone's logins, without powers of its own, and owns nothing.")


def _judge_grants(zone: str, facts: LoginFacts) -> Finding:
    check, promise = "grants", Promise.COMPARTMENTS
    if facts.deviations:
        shown = "; ".join(facts.deviations[:MOST_SAID])
        more = f"; and {len(facts.deviations) - MOST_SAID} more" if len(facts.deviations) > MOST_SAID else ""
        said = f"The database allows other things than the table: {shown}{more}. Type: leeward database migrate {zone}"
        return bad(check, promise, f"{said} --administrator FILE")
    return ok(check, promise, "Every role may do what migrations/privileges.toml says, and nothing else.")


def _judge_settings(check: str, promise: Promise, facts: LoginFacts, wanted: Wanted) -> Finding:
    wrong = [
        f"{name} = {values[0]}"
        for name, values in wanted.items()
        if name in facts.settings and facts.settings[name] not in values
    ]
    if wrong:
        return bad(check, promise, f"Set in postgresql.conf: {', '.join(wrong)}. Then restart PostgreSQL.")
    if missing := sorted(wanted.keys() - facts.settings.keys()):
        return cannot_tell(check, promise, f"This PostgreSQL does not show {', '.join(missing)}.")
    return ok(check, promise, f"All {len(wanted)} settings are as they should be.")


def _judge_way(facts: LoginFacts) -> Finding:
    check, promise = f"way of {facts.setting}", Promise.QUIET
    if facts.travels_in_the_clear:
        return bad(check, promise, "It crosses the network in the clear. Put ?sslmode=verify-full into its URL.")
    return ok(check, promise, "It is local or encrypted.")


def _judge_version(facts: LoginFacts) -> Finding:
    check, promise = "PostgreSQL", Promise.MENDED
    if facts.major < OLDEST:
        return bad(
            check, promise, f"Version {facts.major} is too old: {OLDEST} is the first that closes `public`. Upgrade."
        )
    return ok(check, promise, f"Version {facts.major}.")


def _judge_revision(zone: str, facts: LoginFacts) -> Finding:
    try:
        check_revision(zone, facts.revision)
    except DatabaseError as other:
        return bad("migrations", Promise.MENDED, f"The zone does not start. {other}")
    return ok("migrations", Promise.MENDED, f"The database is at {facts.revision}, as this program needs it.")


async def look_at_logins(zone: str, urls: Mapping[str, SecretStr]) -> list[Finding]:
    """Every login of a zone, all at once, each in bounded time. What several of them say alike is said once."""
    looked = await asyncio.gather(*(_look(zone, setting, url) for setting, url in urls.items()))
    return list(dict.fromkeys(finding for findings in looked for finding in findings))


async def _look(zone: str, setting: str, url: SecretStr) -> list[Finding]:
    try:
        async with asyncio.timeout(SECONDS):
            facts = await read_login(zone, setting, url)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError):
        said = "Nobody answers there, or not to this login, or not in time. Is PostgreSQL running, and prepared?"
        return [bad(f"database of {setting}", Promise.KEPT, said)]
    return judge_login(zone, facts)


async def read_login(zone: str, setting: str, url: SecretStr) -> LoginFacts:
    """Raises OSError, TimeoutError, or an error of asyncpg."""
    privileges = read_privileges(_TABLE, zone)
    connection = await asyncpg.connect(url.get_secret_value(), timeout=SECONDS)
    try:
        found = await connection.fetchrow(_ABOUT_THE_LOGIN, f"{zone}_owner", login_of_a_restore(zone))
        rows = await connection.fetch(
            "SELECT name, setting FROM pg_settings WHERE name = ANY ($1)", [*DURABLE, *QUIET, *FORGETTING]
        )
        different = await deviations(connection, zone, privileges)
        revision = await read_revision(connection)
    finally:
        await connection.close(timeout=SECONDS)
    if found is None:
        raise OSError
    return LoginFacts(
        setting=setting,
        role=found["rolname"],
        expected=privileges.roles,
        powers=tuple(said for name, said in _POWERS.items() if found[name]),
        owner_logs_in=found["owner_logs_in"],
        left_by_a_restore=found["left_by_a_restore"],
        travels_in_the_clear=not (found["local"] or found["encrypted"]),
        major=connection.get_server_version().major,
        revision=revision,
        settings={row["name"]: row["setting"] for row in rows},
        deviations=tuple(different),
    )
