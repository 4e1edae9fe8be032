"""How Alembic runs one zone's migrations: inside the connection it is given, as the role that owns the tables.

To add a revision, write `migrations/<zone>/versions/0002_what_it_does.py` by hand:

    revision, down_revision = "0002", "0001"

    def upgrade() -> None:
        op.create_table("parts", sa.Column("id", sa.LargeBinary(32), primary_key=True), …)

* Ids are random and made outside: no Identity, no sequence. Times are days: no column finer than Date,
  but for what ends within hours and is not about sources (policy's sessions): seconds in a BigInteger.
* No GRANT and no POLICY here: who may do what stands in migrations/privileges.toml, and is written after the last
  revision. What stands only here is taken away again.
* A table by compartment is partitioned, and has row security enabled and forced, itself and each partition.
* A partition, a type or a function that a migration makes belongs to `<zone>_owner`, which nobody logs in as.
* There is no downgrade: a mistake is put right by the next revision, and a backup is the way back.

`server.zone_databases.migrate(zone, url)` runs them; `leeward database prepare` does so for every zone.
"""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transaction_per_migration=True)
with context.begin_transaction():
    context.run_migrations()
