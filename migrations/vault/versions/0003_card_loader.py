"""Only `leeward cards load` adds cards, as a login of its own: a vault that is broken into vouches for nobody."""

from alembic import op

revision, down_revision = "0003", "0002"


def upgrade() -> None:
    op.execute("REVOKE INSERT ON cards FROM vault_runtime")
    op.execute("GRANT SELECT, INSERT ON cards TO vault_card_loader")
    op.execute("GRANT INSERT ON log_entries TO vault_card_loader")
