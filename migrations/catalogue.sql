-- What a zone's database allows, in one sentence a right. Any login of the database may ask it.
--
-- $1: the zone's runtime roles, $2: the role that owns its tables. Asked by server/catalogue.py, which holds the answer
-- against privileges.toml. Of the system's own objects only what was granted to somebody by name is told, and large
-- objects' functions: initdb grants to PUBLIC and to the roles that begin with pg_, and to nobody else.

WITH zone AS (
    SELECT $1::text[] AS runtime, $2::text AS owner
),
who AS (
    SELECT oid, rolname, oid = 0 OR rolname ~ '^pg_' AS anybody
    FROM (SELECT oid, rolname FROM pg_roles UNION ALL SELECT 0, 'PUBLIC') everybody
),
place AS (
    SELECT oid, nspname, nspowner, nspacl,
           nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND nspname !~ '^pg_(toast_)?temp_' AS ours
    FROM pg_namespace
),
relation AS (
    SELECT c.oid, c.oid::regclass AS name, relkind, relowner, relacl, relispartition, ours,
           relrowsecurity AND relforcerowsecurity AS shut, relkind IN ('r', 'p') AND NOT relispartition AND EXISTS (
               SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'compartment' AND NOT attisdropped
           ) AS by_compartment
    FROM pg_class c JOIN place ON place.oid = relnamespace WHERE relkind NOT IN ('i', 'I', 't')
),
routine AS (
    SELECT p.oid::regprocedure AS name, proname, proowner, proacl, prosecdef, ours,
           coalesce(array_to_string(proconfig, ' ') ~ 'search_path=pg_catalog, pg_temp', false) AS pinned
    FROM pg_proc p JOIN place ON place.oid = pronamespace
)

-- Tables, views and sequences; their columns.
SELECT format('table %s: %s %s%s', name, rolname, privilege_type, CASE WHEN is_grantable THEN ' and may pass it on' END)
FROM relation,
     aclexplode(coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner))) granted,
     who
WHERE who.oid = grantee AND grantee <> relowner AND (ours OR NOT anybody)
UNION ALL
SELECT format('table %s: %s %s (%s)%s', name, rolname, privilege_type, attname,
              CASE WHEN is_grantable THEN ' and may pass it on' END)
FROM relation JOIN pg_attribute ON attrelid = relation.oid, aclexplode(attacl) granted, who
WHERE who.oid = grantee AND grantee <> relowner AND (ours OR NOT anybody)

-- Functions.
UNION ALL
SELECT format('%s %s: %s%s', CASE WHEN ours THEN 'function' ELSE 'server function' END, name, rolname,
              CASE WHEN is_grantable THEN ' and may pass it on' END)
FROM routine, aclexplode(coalesce(proacl, acldefault('f', proowner))) granted, who
WHERE who.oid = grantee AND grantee <> proowner AND (ours OR NOT anybody OR proname ~ '^lo(_|read$|write$)')
UNION ALL
SELECT format('function %s runs as its owner%s', name, CASE WHEN NOT pinned THEN ' and trusts the search path' END)
FROM routine WHERE prosecdef AND ours

-- Schemas, the database, settings that take a right.
UNION ALL
SELECT format('schema %s: %s %s%s', nspname, rolname, privilege_type,
              CASE WHEN is_grantable THEN ' and may pass it on' END)
FROM place, aclexplode(coalesce(nspacl, acldefault('n', nspowner))) granted, who
WHERE who.oid = grantee AND grantee <> nspowner AND (ours OR NOT anybody)
UNION ALL
SELECT format('database: %s %s%s', rolname, privilege_type, CASE WHEN is_grantable THEN ' and may pass it on' END)
FROM pg_database, aclexplode(coalesce(datacl, acldefault('d', datdba))) granted, who
WHERE datname = current_database() AND who.oid = grantee AND grantee <> datdba
UNION ALL
SELECT format('parameter %s: %s %s', parname, rolname, privilege_type)
FROM pg_parameter_acl, aclexplode(paracl) granted, who WHERE who.oid = grantee AND grantee <> 10

-- What is to be made later.
UNION ALL
SELECT format('by default, what %s makes (%s): %s %s', defaclrole::regrole, defaclobjtype, rolname, privilege_type)
FROM pg_default_acl, aclexplode(defaclacl) granted, who WHERE who.oid = grantee AND grantee <> defaclrole
UNION ALL
SELECT format('functions that %s makes are closed to everybody', owner)
FROM pg_default_acl, zone
WHERE defaclobjtype = 'f' AND defaclnamespace = 0 AND defaclrole::regrole::text = owner

-- The roles themselves.
UNION ALL
SELECT format('role %s may log in', rolname) FROM pg_roles, zone WHERE rolcanlogin AND rolname = ANY (runtime || owner)
UNION ALL
SELECT format('role %s has powers of its own: %s', rolname,
              concat_ws(', ', CASE WHEN rolsuper THEN 'superuser' END, CASE WHEN rolcreatedb THEN 'databases' END,
                        CASE WHEN rolcreaterole THEN 'roles' END, CASE WHEN rolreplication THEN 'replication' END,
                        CASE WHEN rolbypassrls THEN 'every row' END))
FROM pg_roles, zone
WHERE rolname = ANY (runtime || owner)
  AND (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls)
UNION ALL
SELECT format('role %s: member of %s', member::regrole, roleid::regrole) FROM pg_auth_members, zone
WHERE ARRAY[member::regrole::text, roleid::regrole::text] && (runtime || owner)
UNION ALL
SELECT format('role %s owns something', rolname) FROM pg_roles r, zone
WHERE rolname = ANY (runtime) AND EXISTS (SELECT FROM pg_shdepend WHERE refobjid = r.oid AND deptype = 'o')
UNION ALL
SELECT format('role %s presets %s', CASE setrole WHEN 0 THEN 'of anybody' ELSE setrole::regrole::text END,
              split_part(said, '=', 1))
FROM pg_db_role_setting, unnest(setconfig) said, zone
WHERE said ~ '^(leeward\.|role=|search_path=|row_security=)'
  AND (setrole = 0 OR setrole::regrole::text = ANY (runtime || owner))
  AND (setdatabase = 0 OR setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database()))

-- Who owns what there is.
UNION ALL
SELECT format('%s belongs to %s', name, relowner::regrole) FROM relation, zone
WHERE ours AND relowner::regrole::text <> owner
UNION ALL
SELECT format('%s belongs to %s', name, proowner::regrole) FROM routine, zone
WHERE ours AND proowner::regrole::text <> owner
UNION ALL
SELECT format('schema %s belongs to %s', nspname, nspowner::regrole) FROM place, zone
WHERE ours AND (nspname <> 'public' OR nspowner::regrole::text <> owner)
UNION ALL
SELECT format('extension %s', extname) FROM pg_extension WHERE extname <> 'plpgsql'

-- Rows by compartment.
UNION ALL
SELECT format('table %s holds rows by compartment', name) FROM relation WHERE ours AND by_compartment
UNION ALL
SELECT format('table %s is not partitioned by compartment', name) FROM relation
LEFT JOIN pg_partitioned_table ON partrelid = relation.oid
WHERE ours AND by_compartment AND pg_get_partkeydef(partrelid) IS DISTINCT FROM 'LIST (compartment)'
UNION ALL
SELECT format('table %s shows every row to whoever has a grant on it', name) FROM relation
WHERE ours AND NOT shut AND (relkind = 'p' OR relispartition)
UNION ALL
SELECT format('rows of %I: %s, %s, %s, see %s, write %s', tablename, array_to_string(roles, ' and '), permissive, cmd,
              coalesce(qual, 'none'), coalesce(with_check, 'none'))
FROM pg_policies
