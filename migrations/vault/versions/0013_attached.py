"""A compartment's partitions are made aside and attached: whoever reads meanwhile waits for nothing.

A table that is created as a partition locks its parent against every reader, until all thirteen stand and the parts
that came with them are kept. A desk that listed parts at that moment could hold what this waited for and wait for what
this held, and the database ended one of the two. Attaching locks the parent against other changes of its form alone.

A table that comes later must give the compartments that stand already their partitions itself: this makes all or none.
"""

from alembic import op

revision, down_revision = "0013", "0012"

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
        partition := parent || '_' || name;
        EXECUTE format('CREATE TABLE public.%I (LIKE public.%I INCLUDING ALL)', partition, parent);
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', partition);
        EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION public.%I FOR VALUES IN (%L)',
                       parent, partition, name);
    END LOOP;
END
$function$
"""


def upgrade() -> None:
    op.execute(ADD_COMPARTMENT)
