"""Replies that wait for their sources; and mailboxes are found by how they begin."""

from alembic import op

revision, down_revision = "0008", "0007"

TABLE = """
CREATE TABLE replies (
    compartment text NOT NULL,
    id bytea NOT NULL CHECK (octet_length(id) = 32),
    part bytea NOT NULL CHECK (octet_length(part) = 32),
    box bytea NOT NULL CHECK (octet_length(box) = 2064),
    day integer NOT NULL CHECK (day BETWEEN 0 AND 100000),
    PRIMARY KEY (compartment, id)
) PARTITION BY LIST (compartment)
"""

# As in 0006, with one table more. That one is asked for, so that a compartment from before gets it too.
ADD_COMPARTMENT = """
CREATE OR REPLACE FUNCTION add_compartment(name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    parent text;
BEGIN
    IF name !~ '^[a-z0-9][a-z0-9.-]{0,47}$' THEN
        RAISE EXCEPTION 'not the name of a compartment';
    END IF;
    IF to_regclass(format('public.%I', 'replies_' || name)) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(507310);
    IF to_regclass(format('public.%I', 'replies_' || name)) IS NOT NULL THEN
        RETURN;
    END IF;
    FOREACH parent IN ARRAY ARRAY['consents', 'withdrawals', 'fresh_keys', 'spent_keys', 'openings', 'opening_parts',
                                  'answers', 'clearances', 'cleared_parts', 'drafts', 'parts', 'replies'] LOOP
        EXECUTE format('CREATE TABLE IF NOT EXISTS public.%I PARTITION OF public.%I FOR VALUES IN (%L)',
                       parent || '_' || name, parent, name);
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY',
                       parent || '_' || name);
    END LOOP;
END
$function$
"""


def upgrade() -> None:
    op.execute(TABLE)
    op.execute("ALTER TABLE replies ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
    op.execute("CREATE INDEX ON replies (part)")
    op.execute("CREATE INDEX ON parts (mailbox)")
    op.execute(ADD_COMPARTMENT)
