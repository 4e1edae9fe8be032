"""Which parts were destroyed as promised: who recorded one on its way must not be able to send it in again."""

from alembic import op

revision, down_revision = "0002", "0001"


def upgrade() -> None:
    op.execute("CREATE TABLE forgotten (id bytea PRIMARY KEY CHECK (octet_length(id) = 32))")
    op.execute("GRANT SELECT, INSERT ON forgotten TO vault_runtime")
