"""What desks sealed anew to their next keys lies beside the parts (SPEC 11.5).

Compartments that stand already get their partitions of the new tables; `add_compartment` now makes what is missing.
"""

from alembic import op

revision, down_revision = "0018", "0017"

TABLES = """
CREATE TABLE desk_boxes (
    compartment text NOT NULL,
    part bytea NOT NULL CHECK (octet_length(part) = 32),
    number smallint NOT NULL CHECK (number BETWEEN 1 AND 6),
    box bytea NOT NULL CHECK (octet_length(box) = 1168),
    PRIMARY KEY (compartment, part, number)
) PARTITION BY LIST (compartment);
"""
NEW = ("desk_boxes",)

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
    IF to_regclass(format('public.%I', 'desk_boxes_' || name)) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(507310);
    IF to_regclass(format('public.%I', 'desk_boxes_' || name)) IS NOT NULL THEN
        RETURN;
    END IF;
    FOREACH parent IN ARRAY ARRAY['consents', 'withdrawals', 'fresh_keys', 'spent_keys', 'openings', 'opening_parts',
                                  'answers', 'clearances', 'cleared_parts', 'drafts', 'parts', 'replies',
                                  'handed_parts', 'handed_shares', 'successions', 'seat_batches',
                                  'repair_rounds', 'desk_boxes'] LOOP
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
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)
    for table in NEW:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
    op.execute(ADD_COMPARTMENT)
    op.execute(FROM_BEFORE)
