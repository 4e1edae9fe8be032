"""How many parts each curator's requests were handed out on their last day (SPEC 15.9)."""

from alembic import op

revision, down_revision = "0023", "0022"


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE curator_days (
            curator text PRIMARY KEY CHECK (length(curator) BETWEEN 1 AND 64),
            day integer NOT NULL CHECK (day BETWEEN 0 AND 100000),
            handed integer NOT NULL CHECK (handed > 0)
        )
        """
    )
    op.execute("GRANT SELECT, INSERT, UPDATE (day, handed) ON curator_days TO vault_openings")
