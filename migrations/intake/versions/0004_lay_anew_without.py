"""What was collected is left out when its table is laid anew: nothing has to be deleted before.

As lay_anew of 0002, which this takes the place of, with the same rules and for the same reasons; it also takes the ids
that may go, and returns how many of them were there. Where too much waits for it, they are deleted.
"""

from alembic import op

revision, down_revision = "0004", "0003"

LAY_ANEW = """
CREATE FUNCTION lay_anew(name text, gone bytea[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $function$
DECLARE
    there bigint;
    staying bigint;
    waiting bigint;
BEGIN
    IF name NOT IN ('parts', 'posts') THEN
        RAISE EXCEPTION 'not a table of what waits';
    END IF;
    EXECUTE format('LOCK TABLE public.%I IN ACCESS EXCLUSIVE MODE', name);
    EXECUTE format('SELECT count(*) FROM public.%I', name) INTO there;
    EXECUTE format('SELECT count(*), coalesce(sum(octet_length(body)), 0) FROM public.%I WHERE NOT EXISTS'
                   ' (SELECT FROM unnest($1) AS named (id) WHERE named.id = %I.id)', name, name)
        INTO staying, waiting USING gone;
    IF waiting > 256 * 1024 * 1024 THEN
        EXECUTE format('DELETE FROM public.%I WHERE id = ANY ($1)', name) USING gone;
        RETURN there - staying;
    END IF;
    IF staying > 0 THEN
        EXECUTE format('INSERT INTO public.%I SELECT id, body FROM public.%I WHERE NOT EXISTS'
                       ' (SELECT FROM unnest($1) AS named (id) WHERE named.id = %I.id) ORDER BY id',
                       name || '_aside', name, name)
            USING gone;
    END IF;
    EXECUTE format('TRUNCATE public.%I', name);
    IF staying > 0 THEN
        EXECUTE format('INSERT INTO public.%I SELECT id, body FROM public.%I ORDER BY id', name, name || '_aside');
        EXECUTE format('TRUNCATE public.%I', name || '_aside');
    END IF;
    RETURN there - staying;
END
$function$
"""


def upgrade() -> None:
    op.execute("DROP FUNCTION lay_anew(text)")
    op.execute(LAY_ANEW)
