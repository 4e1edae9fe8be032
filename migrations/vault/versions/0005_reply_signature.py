"""A part's own word for its reply key, so that the vault cannot give desks another.

Parts that came before have none, and are not answered.
"""

from alembic import op

revision, down_revision = "0005", "0004"


def upgrade() -> None:
    op.execute("ALTER TABLE parts ADD COLUMN reply_signature bytea CHECK (octet_length(reply_signature) = 64)")
