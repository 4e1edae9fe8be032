"""Pools that intake handed over and nobody has looked at yet. The file they lie in goes when all are judged.

No key and no index: a pool is read as a whole, and what comes twice is kept once when it is judged. The lock sees to
it that nothing is thrown away that another transaction is just adding; where the file is empty it is not asked for.
Who holds the table for long, such as a dump, is not waited for: the next visit tries again.
"""

from alembic import op

revision, down_revision = "0011", "0010"

EMPTY_UNJUDGED = """
CREATE FUNCTION empty_unjudged() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET lock_timeout = '2s' AS $function$
BEGIN
    IF pg_relation_size('public.unjudged') = 0 THEN
        RETURN;
    END IF;
    LOCK TABLE public.unjudged IN ACCESS EXCLUSIVE MODE;
    IF NOT EXISTS (SELECT FROM public.unjudged) THEN
        TRUNCATE public.unjudged;
    END IF;
EXCEPTION WHEN lock_not_available THEN
    RETURN;
END
$function$
"""


def upgrade() -> None:
    op.execute("""
        CREATE TABLE unjudged (
            pool bytea NOT NULL CHECK (octet_length(pool) = 16),
            number integer NOT NULL,
            day integer NOT NULL CHECK (day BETWEEN 0 AND 100000),
            piece bytea NOT NULL
        )
    """)
    # Pieces fit a page: what is kept beside the table costs half as much again. No statistics: they would keep bytes.
    op.execute("ALTER TABLE unjudged ALTER piece SET STORAGE PLAIN")
    for column in ("pool", "number", "day", "piece"):
        op.execute(f"ALTER TABLE unjudged ALTER {column} SET STATISTICS 0")
    op.execute(EMPTY_UNJUDGED)
