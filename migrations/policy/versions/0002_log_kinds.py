"""One bundle has two entries in the log: it waited, it came into force. So an entry is one of its kind and subject."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"


def upgrade() -> None:
    # What is there already is of bundles and pages; which it is says the entry itself, whose bytes hold its kind.
    op.add_column("log_entries", sa.Column("kind", sa.Text, nullable=False, server_default="policy"))
    op.execute("UPDATE log_entries SET kind = 'page' WHERE position('\\x6470616765'::bytea IN entry) > 0")
    op.alter_column("log_entries", "kind", server_default=None)
    op.drop_constraint("uq_log_entries_subject", "log_entries", type_="unique")
    op.create_unique_constraint("uq_log_entries_kind_subject", "log_entries", ["kind", "subject"])
