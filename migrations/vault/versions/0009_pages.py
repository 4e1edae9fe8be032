"""A listing reads one page from an index, however many parts there are: by day, and within a day by id."""

from alembic import op

revision, down_revision = "0009", "0008"


def upgrade() -> None:
    op.execute("CREATE INDEX IF NOT EXISTS parts_day_id_idx ON parts (day, id)")
    # What asked by the day alone asks the new one.
    op.execute("DROP INDEX IF EXISTS parts_day_idx")
