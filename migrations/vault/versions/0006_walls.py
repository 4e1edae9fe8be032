"""Compartments are held apart by the database too: each role sees the rows that its policy shows, else none.

* Who may do what stands in migrations/privileges.toml; `server.privileges` writes the grants and policies from it.
* FORCE: not even the owner reads round the policies, nor does a function of the owner's. A later migration that must
  read or change rows says `ALTER TABLE … NO FORCE ROW LEVEL SECURITY`, does it, and forces it again.
* A partition has row security of its own and no policy: a grant on it alone would show nothing.
"""

from alembic import op

revision, down_revision = "0006", "0005"

ADD_COMPARTMENT = """
CREATE OR REPLACE FUNCTION add_compartment(name text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    parent text;
BEGIN
    IF name !~ '^[a-z0-9][a-z0-9.-]{0,47}$' THEN
        RAISE EXCEPTION 'not the name of a compartment';
    END IF;
    IF to_regclass(format('public.%I', 'parts_' || name)) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(507310);
    IF to_regclass(format('public.%I', 'parts_' || name)) IS NOT NULL THEN
        RETURN;
    END IF;
    FOREACH parent IN ARRAY ARRAY['consents', 'withdrawals', 'fresh_keys', 'spent_keys', 'openings', 'opening_parts',
                                  'answers', 'clearances', 'cleared_parts', 'drafts', 'parts'] LOOP
        EXECUTE format('CREATE TABLE IF NOT EXISTS public.%I PARTITION OF public.%I FOR VALUES IN (%L)',
                       parent || '_' || name, parent, name);
        EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY',
                       parent || '_' || name);
    END LOOP;
END
$function$
"""

SHUT = """
DO $shut$
DECLARE
    one regclass;
BEGIN
    FOR one IN
        SELECT oid FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND (relkind = 'p' OR relkind = 'r' AND relispartition)
    LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', one);
    END LOOP;
END
$shut$
"""


def upgrade() -> None:
    op.execute(ADD_COMPARTMENT)
    op.execute(SHUT)
