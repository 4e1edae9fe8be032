"""Who sits in for which custodian from day to day (SPEC 15.7), as the custodian signed it, and whether it was ended."""

from alembic import op

revision, down_revision = "0020", "0019"

TABLE = """
CREATE TABLE mandates (
    compartment text NOT NULL,
    id bytea NOT NULL CHECK (octet_length(id) = 32),
    custodian text NOT NULL,
    substitute text NOT NULL,
    begins integer NOT NULL,
    ends integer NOT NULL,
    signed bytea NOT NULL CHECK (octet_length(signed) <= 640),
    ended boolean NOT NULL,
    PRIMARY KEY (compartment, id)
) PARTITION BY LIST (compartment)
"""

ADD_COMPARTMENT = """
CREATE OR REPLACE FUNCTION add_compartment(name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    parent text;
    partition text;
BEGIN
    IF name !~ '^[a-z0-9][a-z0-9.-]{0,47}$' THEN
        RAISE EXCEPTION 'not the name of a compartment';
    END IF;
    IF to_regclass(format('public.%I', 'mandates_' || name)) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(507310);
    IF to_regclass(format('public.%I', 'mandates_' || name)) IS NOT NULL THEN
        RETURN;
    END IF;
    FOREACH parent IN ARRAY ARRAY['consents', 'withdrawals', 'fresh_keys', 'spent_keys', 'openings', 'opening_parts',
                                  'answers', 'clearances', 'cleared_parts', 'drafts', 'parts', 'replies',
                                  'handed_parts', 'handed_shares', 'successions', 'seat_batches',
                                  'repair_rounds', 'desk_boxes', 'mandates'] LOOP
        CONTINUE WHEN to_regclass(format('public.%I', parent || '_' || name)) IS NOT NULL;
        partition := parent || '_' || name;
        EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING ALL)', partition, parent);
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', partition);
        EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES IN (%L)',
                       parent, partition, name);
    END LOOP;
END
$function$
"""


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
    op.execute("ALTER TABLE mandates ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
    op.execute(ADD_COMPARTMENT)
    op.execute(FROM_BEFORE)
