"""What each clearance was compared with by name, so that a later one finds the whole family in one question."""

from alembic import op

revision, down_revision = "0007", "0006"


def upgrade() -> None:
    # What was cleared before counts as sensitive: the vault does not take requests apart in SQL, and stricter is safe.
    op.execute("""
        ALTER TABLE clearances
            ADD COLUMN IF NOT EXISTS beside bytea[] NOT NULL DEFAULT '{}',
            ADD COLUMN IF NOT EXISTS sensitive boolean NOT NULL DEFAULT true
    """)
    op.execute("ALTER TABLE clearances ALTER COLUMN beside DROP DEFAULT, ALTER COLUMN sensitive DROP DEFAULT")
