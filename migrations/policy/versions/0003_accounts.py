"""Accounts: a person's way into the pages, and nothing else. Moments are seconds: a session ends within hours."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0003", "0002"


def upgrade() -> None:
    op.create_table(
        "organisations",
        sa.Column("name", sa.String),
        sa.Column("issuer", sa.String),
        sa.Column("client_id", sa.String),
        sa.PrimaryKeyConstraint("name", name="pk_organisations"),
        sa.CheckConstraint("(issuer IS NULL) = (client_id IS NULL)", name="ck_organisations_issuer"),
    )
    op.create_table(
        "accounts",
        sa.Column("person", sa.String),
        sa.Column("handle", sa.LargeBinary, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("address", sa.String),
        sa.Column("issuer", sa.String),
        sa.Column("subject", sa.String),
        sa.PrimaryKeyConstraint("person", name="pk_accounts"),
        sa.UniqueConstraint("handle", name="uq_accounts_handle"),
        sa.UniqueConstraint("issuer", "subject", name="uq_accounts_issuer_subject"),
        sa.CheckConstraint("octet_length(handle) = 32", name="ck_accounts_handle"),
        sa.CheckConstraint("(issuer IS NULL) = (subject IS NULL)", name="ck_accounts_issuer"),
    )
    op.create_table(
        "passkeys",
        sa.Column("credential", sa.LargeBinary),
        _person(),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("sign_count", sa.BigInteger, nullable=False),
        sa.Column("label", sa.String, nullable=False),
        sa.Column("added", sa.Integer, nullable=False),
        sa.Column("used", sa.Integer),
        sa.PrimaryKeyConstraint("credential", name="pk_passkeys"),
        _of_an_account("passkeys"),
        sa.CheckConstraint("octet_length(credential) BETWEEN 1 AND 1023", name="ck_passkeys_credential"),
    )
    op.create_table(
        "invitations",
        _person(),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_invitations"),
        _of_an_account("invitations"),
        sa.UniqueConstraint("hash", name="uq_invitations_hash"),
        sa.CheckConstraint("octet_length(hash) = 32", name="ck_invitations_hash"),
    )
    op.create_table(
        "sessions",
        sa.Column("hash", sa.LargeBinary),
        _person(),
        sa.Column("begun", sa.BigInteger, nullable=False),
        sa.Column("seen", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_sessions"),
        _of_an_account("sessions"),
        sa.CheckConstraint("octet_length(hash) = 32", name="ck_sessions_hash"),
    )
    op.create_table(
        "step_ups",
        sa.Column("challenge", sa.LargeBinary),
        sa.Column("session", sa.LargeBinary, nullable=False),
        sa.Column("expires", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("challenge", name="pk_step_ups"),
        sa.ForeignKeyConstraint(
            ["session"], ["sessions.hash"], name="fk_step_ups_session_sessions", ondelete="CASCADE"
        ),
        sa.CheckConstraint("octet_length(challenge) = 32", name="ck_step_ups_challenge"),
    )
    op.create_table(
        "recoveries",
        sa.Column("id", sa.LargeBinary),
        _person(),
        sa.Column("proposed_by", sa.String, nullable=False),
        sa.Column("proposed", sa.BigInteger, nullable=False),
        sa.Column("confirmed_by", sa.String),
        sa.Column("day", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_recoveries"),
        _of_an_account("recoveries"),
        sa.CheckConstraint("octet_length(id) = 32", name="ck_recoveries_id"),
        sa.CheckConstraint("confirmed_by <> proposed_by AND person <> confirmed_by", name="ck_recoveries_two"),
        sa.CheckConstraint("(confirmed_by IS NULL) = (day IS NULL)", name="ck_recoveries_day"),
    )


def _person() -> sa.Column:
    return sa.Column("person", sa.String, nullable=False)


def _of_an_account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["person"], ["accounts.person"], name=f"fk_{table}_person_accounts")
