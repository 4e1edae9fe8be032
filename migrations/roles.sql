-- The roles of one zone. Run it in that zone's database as a superuser of its cluster; it may be run again.
--
--   PGOPTIONS='-c leeward.zone=intake' psql --set ON_ERROR_STOP=1 --file migrations/roles.sql intake
--
-- <zone>_owner owns the tables and runs migrations; nobody can log in as it. The runtime roles log in, own
-- nothing, and may do only what migrations/privileges.toml says. Passwords are set apart (leeward database prepare).

DO $roles$
DECLARE
    zone    constant text := current_setting('leeward.zone');
    owner   constant name := zone || '_owner';
    runtime constant name[] := CASE zone
        WHEN 'intake'  THEN ARRAY['intake_writer', 'intake_collector']      -- adds; looks and clears away
        WHEN 'vault'   THEN ARRAY['vault_collector', 'vault_keeper',        -- takes in; destroys and lays anew
                                  'vault_openings', 'vault_clearances',     -- opens; clears
                                  'vault_log', 'vault_card_loader']         -- tells the log; adds lists of cards
        WHEN 'release' THEN ARRAY['release_publisher', 'release_reader']    -- publishes; reads what is published
        WHEN 'policy'  THEN ARRAY['policy_runtime']
        WHEN 'ledger'  THEN ARRAY['ledger_runtime']
    END;
    -- Named by old migrations, and by nothing else: there until the history has passed them, and then dropped.
    retired constant name[] := CASE zone WHEN 'vault' THEN ARRAY['vault_runtime'] ELSE ARRAY[]::name[] END;
    retired_by constant text := '0006';
    passed  text;
    nothing_more constant text := 'NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS';
    one     name;
    act     regprocedure;
BEGIN
    IF runtime IS NULL THEN
        RAISE EXCEPTION 'leeward.zone must be intake, vault, release, policy or ledger';
    END IF;

    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = owner) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN ' || nothing_more, owner);
    END IF;
    FOREACH one IN ARRAY runtime LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = one) THEN
            EXECUTE format('CREATE ROLE %I LOGIN ' || nothing_more, one);
        END IF;
    END LOOP;

    IF to_regclass('public.alembic_version') IS NOT NULL THEN
        EXECUTE 'SELECT max(version_num) FROM public.alembic_version' INTO passed;
    END IF;
    FOREACH one IN ARRAY retired LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = one) THEN
            CONTINUE WHEN passed >= retired_by;
            EXECUTE format('CREATE ROLE %I', one);
        END IF;
        EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL ' || nothing_more, one);
        IF passed >= retired_by THEN
            EXECUTE format('REVOKE ALL ON DATABASE %I FROM %I', current_database(), one);
            EXECUTE format('REVOKE ALL ON SCHEMA public FROM %I', one);
            BEGIN
                EXECUTE format('DROP ROLE %I', one);
            EXCEPTION WHEN dependent_objects_still_exist THEN
                RAISE NOTICE 'another database of this cluster still names the role %', one;
            END;
        END IF;
    END LOOP;

    -- A role that was there before and may do more would undo the compartments without a word.
    IF EXISTS (
        SELECT FROM pg_roles WHERE rolname = ANY (runtime || owner)
        AND (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls
             OR rolcanlogin <> (rolname = ANY (runtime)))
    ) OR EXISTS (
        SELECT FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member
        WHERE r.rolname = ANY (runtime || owner) AND m.roleid::regrole::text <> 'pg_checkpoint'
    ) THEN
        RAISE EXCEPTION 'a role of the zone % may do more than it should: drop it, then run this again', zone;
    END IF;

    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('ALTER SCHEMA public OWNER TO %I', owner);
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    -- Large objects lie outside the tables: whoever may make one could keep there what no table of the zone may hold.
    FOR act IN
        SELECT oid FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace
        AND (proname LIKE 'lo\_%' OR proname IN ('loread', 'lowrite'))
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', act);
    END LOOP;
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I REVOKE ALL ON ROUTINES FROM PUBLIC', owner);
    FOREACH one IN ARRAY runtime LOOP
        EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), one);
        EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', one);
    END LOOP;

    -- After each collection intake switches and removes the write-ahead log that holds the moments of arrival.
    IF zone = 'intake' THEN
        GRANT pg_checkpoint TO intake_collector;
        GRANT EXECUTE ON FUNCTION pg_switch_wal() TO intake_collector;
    END IF;
END
$roles$;
