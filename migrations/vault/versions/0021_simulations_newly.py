"""An answer to a proposal says what newly passes and nothing else (SPEC 24.2). What was kept before said more."""

from alembic import op

revision, down_revision = "0021", "0020"


def upgrade() -> None:
    op.execute("DELETE FROM simulations")
