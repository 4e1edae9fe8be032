"""Proposals: bundles on their way to two signatures. A row here gives nobody anything; the signatures do."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0004", "0003"


def upgrade() -> None:
    op.create_table(
        "proposals",
        sa.Column("id", sa.LargeBinary),
        sa.Column("bundle", sa.LargeBinary, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
        sa.Column("simulation", sa.LargeBinary),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
        sa.CheckConstraint("octet_length(id) = 32", name="ck_proposals_id"),
        sa.CheckConstraint("state IN ('draft', 'proposed', 'approved', 'withdrawn')", name="ck_proposals_state"),
    )
    op.create_table(
        "proposal_signatures",
        sa.Column("proposal", sa.LargeBinary, nullable=False),
        sa.Column("administrator", sa.String, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("proposal", "administrator", name="pk_proposal_signatures"),
        sa.ForeignKeyConstraint(["proposal"], ["proposals.id"], name="fk_proposal_signatures_proposal_proposals"),
        sa.CheckConstraint("octet_length(signature) = 64", name="ck_proposal_signatures_signature"),
    )
