"""A zone serves on the database that its code was written for, and on no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from server.revisions import NewerThanThisProgram, NotMigrated, check_databases, known_revisions
from server.zone_databases import RUNTIME_ROLES
from tests.conftest import Databases, execute

MIGRATIONS = Path(__file__).parents[2] / "migrations"
OTHER_TIMES = {
    "never migrated": ("DROP TABLE alembic_version", NotMigrated),
    "no number": ("DELETE FROM alembic_version", NotMigrated),
    "of a history that is not ours": ("UPDATE alembic_version SET version_num = 'a1b2'", NewerThanThisProgram),
    "newer": ("UPDATE alembic_version SET version_num = '9999'", NewerThanThisProgram),
    "its version not shown": ("REVOKE SELECT ON alembic_version FROM PUBLIC, {role}", NotMigrated),
}


@pytest.mark.parametrize("zone", sorted(RUNTIME_ROLES))
def test_the_names_of_the_files_are_the_history_that_alembic_reads(zone: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("version_locations", str(MIGRATIONS / zone / "versions"))
    config.set_main_option("path_separator", "newline")
    history = [one.revision for one in ScriptDirectory.from_config(config).walk_revisions()]
    assert known_revisions(zone) == tuple(reversed(history))


@pytest.mark.parametrize("zone", sorted(RUNTIME_ROLES))
async def test_every_login_of_a_migrated_database_sees_that_it_is(databases: Databases, zone: str) -> None:
    served = [url for role, url in databases.of(zone).items() if role != "vault_card_loader"]
    await check_databases(zone, served)


@pytest.mark.parametrize("other", OTHER_TIMES)
@pytest.mark.parametrize("role", RUNTIME_ROLES["intake"])
async def test_a_database_of_another_time_is_refused_by_each_login(databases: Databases, role: str, other: str) -> None:
    statement, refused = OTHER_TIMES[other]
    url = databases.of("intake")[role]
    await execute(databases.administrator("intake"), statement.format(role=role))
    with pytest.raises(refused, match="It is that of intake"):
        await check_databases("intake", [url])


@pytest.mark.parametrize("zone", sorted(RUNTIME_ROLES))
async def test_a_database_one_migration_behind_is_refused_with_what_mends_it(databases: Databases, zone: str) -> None:
    """Only the number is set back: what comes after it is not undone, and is not needed to refuse."""
    known = known_revisions(zone)
    before = known[-2] if len(known) > 1 else None
    statement = f"UPDATE alembic_version SET version_num = '{before}'" if before else "DELETE FROM alembic_version"
    served = [url for role, url in databases.of(zone).items() if role != "vault_card_loader"]
    await execute(databases.administrator(zone), statement)
    with pytest.raises(NotMigrated, match=f"Type: leeward database migrate {zone} --administrator FILE"):
        await check_databases(zone, served)
    at_last = f"DELETE FROM alembic_version; INSERT INTO alembic_version VALUES ('{known[-1]}')"
    await execute(databases.administrator(zone), at_last)
    await check_databases(zone, served)
