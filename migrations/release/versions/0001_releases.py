"""What waits, what is released, what the log was told, and the rules that were in force.

Nothing may be changed once it stands but how far an entry is on its way into the log. The checks on days keep a
finer time out even if the code one day forgets.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0001", None

_HASH = "octet_length({0}) = 32"
_DAY = "{0} BETWEEN 0 AND 100000"
_STATES = "state IN ('noted', 'sent', 'logged')"


def upgrade() -> None:
    _make_waiting()
    _make_releases()
    _make_log_entries()
    op.create_table(
        "rules_seen",
        sa.Column("version", sa.BigInteger, autoincrement=False),
        sa.Column("rules", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_rules_seen"),
    )
    op.execute("GRANT SELECT, INSERT, DELETE ON waiting, releases TO release_publisher")
    op.execute("GRANT SELECT, INSERT, UPDATE (state) ON log_entries TO release_publisher")
    op.execute("GRANT SELECT, INSERT ON rules_seen TO release_publisher")
    op.execute("GRANT SELECT ON live_summaries TO release_reader")


def _make_waiting() -> None:
    op.create_table(
        "waiting",
        sa.Column("commitment", sa.LargeBinary),
        sa.Column("submission", sa.LargeBinary, nullable=False),
        *_cell("waiting"),
        sa.PrimaryKeyConstraint("commitment", name="pk_waiting"),
        _check("waiting", "commitment", _HASH),
    )


def _make_releases() -> None:
    op.create_table(
        "releases",
        sa.Column("id", sa.LargeBinary),
        sa.Column("commitment", sa.LargeBinary, nullable=False),
        sa.Column("r", sa.LargeBinary, nullable=False),
        sa.Column("predecessor", sa.LargeBinary),
        sa.Column("shown", sa.LargeBinary, nullable=False),
        *_cell("releases"),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("country", "stage", "aim", "band")),
        sa.Column("audience", sa.SmallInteger, nullable=False),
        sa.Column("never_to", sa.BigInteger, nullable=False),
        sa.Column("translation", sa.Boolean, nullable=False),
        sa.Column("published", sa.Integer, nullable=False),
        sa.Column("valid_until", sa.Integer, nullable=False),
        sa.Column("policy", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_releases"),
        sa.UniqueConstraint("commitment", name="uq_releases_commitment"),
        *(_check("releases", name, _HASH) for name in ("id", "commitment", "r", "predecessor")),
        *(_check("releases", name, _DAY) for name in ("published", "valid_until")),
    )
    op.create_index("ix_releases_published_id", "releases", ["published", "id"])
    op.execute("""
        CREATE VIEW live_summaries AS
        SELECT id, shown, area, period, event_type, country, stage, aim, band, audience, never_to, translation,
               published, valid_until, policy
        FROM releases
    """)


def _make_log_entries() -> None:
    op.create_table(
        "log_entries",
        sa.Column("leaf", sa.LargeBinary),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.LargeBinary, nullable=False),
        sa.Column("entry", sa.LargeBinary, nullable=False),
        sa.Column("r", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("leaf", name="pk_log_entries"),
        sa.UniqueConstraint("kind", "subject", name="uq_log_entries_kind_subject"),
        *(_check("log_entries", name, _HASH) for name in ("leaf", "subject", "r")),
        sa.CheckConstraint(_STATES, name="ck_log_entries_state"),
    )


def _cell(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """One row for each area, period and event type."""
    names = ("area", "period", "event_type")
    columns = (sa.Column(name, sa.Text, nullable=False) for name in names)
    return (*columns, sa.UniqueConstraint(*names, name=f"uq_{table}_area_period_event_type"))


def _check(table: str, column: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition.format(column), name=f"ck_{table}_{column}")
