"""What sources fetch: the vault's door puts it there, the open door hands it out and can change nothing."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0003", "0002"


def upgrade() -> None:
    op.create_table(
        "buckets",
        sa.Column(
            "publication", sa.LargeBinary, sa.CheckConstraint("octet_length(publication) = 16", name="publication_size")
        ),
        sa.Column("name", sa.LargeBinary, sa.CheckConstraint("octet_length(name) = 2", name="name_size")),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("publication", "name", name="pk_buckets"),
    )
    op.create_table(
        "published",
        sa.Column("publication", sa.LargeBinary),
        sa.Column("notice", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("publication", name="pk_published"),
    )
    op.execute("ALTER TABLE buckets ALTER COLUMN body SET STORAGE EXTERNAL")
