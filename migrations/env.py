"""How Alembic runs one zone's migrations: inside the connection it is given, as the role that owns the tables.

To add a revision, write `migrations/<zone>/versions/0002_what_it_does.py` by hand:

    revision, down_revision = "0002", "0001"

    def upgrade() -> None:
        op.create_table("parts", sa.Column("id", sa.LargeBinary(32), primary_key=True), …)
        op.execute("GRANT INSERT ON parts TO intake_writer")
        op.execute("GRANT SELECT, DELETE ON parts TO intake_collector")

* Ids are random and made outside: no Identity, no sequence. Times are days: no column finer than Date.
* Grant each runtime role the verbs it needs and no more, here, beside the table. Nothing is granted by default.
* On a partitioned table grant on the parent alone: a grant on a partition goes round the parent's row policies.
* A partition, a type or a function that a migration makes belongs to `<zone>_owner`, which nobody logs in as.
* There is no downgrade: a mistake is put right by the next revision, and a backup is the way back.

`server.zone_databases.migrate(zone, url)` runs them; `leeward database prepare` does so for every zone.
"""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()
