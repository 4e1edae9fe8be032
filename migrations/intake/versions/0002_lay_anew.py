"""After a collection nothing of what was collected stays in the files: what still waits is laid into new ones.

A deleted row's bytes stay in its page, in its index and beside the table until something is written over them. So the
collector has the tables laid anew: what waits is copied aside, the table's files are thrown away, and it is copied
back, in the order of the ids, which are hashes.

* Nobody can write meanwhile: a report waits until it is done. So no more is laid anew than takes a second or two: where
  more waits than 256 MiB, the next collection that leaves less cleans up.
* CLUSTER and VACUUM FULL would carry over what a transaction that is still open might see. This carries over what is
  there, and nothing else.
* No statistics: ANALYZE would keep ids of parts in a catalogue.
"""

from alembic import op

revision, down_revision = "0002", "0001"

LAY_ANEW = """
CREATE FUNCTION lay_anew(name text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    waiting bigint;
BEGIN
    IF name NOT IN ('parts', 'posts') THEN
        RAISE EXCEPTION 'not a table of what waits';
    END IF;
    EXECUTE format('LOCK TABLE public.%I IN ACCESS EXCLUSIVE MODE', name);
    EXECUTE format('SELECT sum(octet_length(body)) FROM public.%I', name) INTO waiting;
    IF waiting > 256 * 1024 * 1024 THEN
        RETURN false;
    END IF;
    IF waiting IS NOT NULL THEN
        EXECUTE format('INSERT INTO public.%I SELECT id, body FROM public.%I ORDER BY id', name || '_aside', name);
    END IF;
    EXECUTE format('TRUNCATE public.%I', name);
    IF waiting IS NOT NULL THEN
        EXECUTE format('INSERT INTO public.%I SELECT id, body FROM public.%I ORDER BY id', name, name || '_aside');
        EXECUTE format('TRUNCATE public.%I', name || '_aside');
    END IF;
    RETURN true;
END
$function$
"""


def upgrade() -> None:
    for table in ("parts", "posts"):
        op.execute(f"CREATE TABLE {table}_aside (id bytea, body bytea)")
        op.execute(f"ALTER TABLE {table}_aside ALTER COLUMN body SET STORAGE EXTERNAL")
        for one in (table, f"{table}_aside"):
            op.execute(f"ALTER TABLE {one} ALTER COLUMN id SET STATISTICS 0, ALTER COLUMN body SET STATISTICS 0")
    op.execute(LAY_ANEW)
