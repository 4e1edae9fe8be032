"""Which parts a desk was handed: a freeze or a withdrawal moves the request on, and its source must still be told.

Of what was opened, then withdrawn or frozen before this, nothing says so any more: such a part counts as not handed.
"""

from alembic import op

revision, down_revision = "0012", "0011"

TABLE = """
CREATE TABLE handed_parts (
    compartment text NOT NULL,
    part bytea NOT NULL CHECK (octet_length(part) = 32),
    PRIMARY KEY (compartment, part)
) PARTITION BY LIST (compartment)
"""

# As in 0008, with one table more. That one is asked for, so that a compartment from before gets it too.
ADD_COMPARTMENT = """
CREATE OR REPLACE FUNCTION add_compartment(name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    parent text;
BEGIN
    IF name !~ '^[a-z0-9][a-z0-9.-]{0,47}$' THEN
        RAISE EXCEPTION 'not the name of a compartment';
    END IF;
    IF to_regclass(format('public.%I', 'handed_parts_' || name)) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(507310);
    IF to_regclass(format('public.%I', 'handed_parts_' || name)) IS NOT NULL THEN
        RETURN;
    END IF;
    FOREACH parent IN ARRAY ARRAY['consents', 'withdrawals', 'fresh_keys', 'spent_keys', 'openings', 'opening_parts',
                                  'answers', 'clearances', 'cleared_parts', 'drafts', 'parts', 'replies',
                                  'handed_parts'] LOOP
        EXECUTE format('CREATE TABLE IF NOT EXISTS public.%I PARTITION OF public.%I FOR VALUES IN (%L)',
                       parent || '_' || name, parent, name);
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY',
                       parent || '_' || name);
    END LOOP;
END
$function$
"""

# Each compartment gets its partition; what stands as opened there was handed.
FROM_BEFORE = """
DO $before$
DECLARE
    name text;
BEGIN
    FOR name IN
        SELECT substr(c.relname, length('openings_') + 1) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'public.openings'::regclass
    LOOP
        PERFORM public.add_compartment(name);
    END LOOP;
END
$before$
"""


def upgrade() -> None:
    op.execute(TABLE)
    op.execute(ADD_COMPARTMENT)
    op.execute(FROM_BEFORE)
    op.execute("ALTER TABLE opening_parts NO FORCE ROW LEVEL SECURITY")
    op.execute("INSERT INTO handed_parts SELECT DISTINCT compartment, part FROM opening_parts WHERE state = 'opened'")
    op.execute("ALTER TABLE opening_parts FORCE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE handed_parts ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
