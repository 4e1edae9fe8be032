"""The vault's tables, and what its one runtime role may do with each.

* What must never be undone (a withdrawal, a consent, an answer, a clearance) can be added and read, not changed.
  Parts and consents can be deleted too: the day's mixing lays them anew, and forgetting is promised to sources.
* Only `opening_parts.state`, and what the log answered, can be changed in place.
* Partitions are made by `add_compartment`, a function of the owner's: the runtime role owns nothing, and no
  partition has a grant of its own.
"""

from alembic import op

revision, down_revision = "0001", None

TABLES = """
CREATE TABLE parts (
    compartment text NOT NULL,
    id bytea NOT NULL CHECK (octet_length(id) = 32),
    kind text NOT NULL CHECK (kind IN ('testimony', 'identity', 'evidence')),
    size_class smallint NOT NULL CHECK (size_class BETWEEN 0 AND 6),
    part_key bytea NOT NULL CHECK (octet_length(part_key) = 32),
    envelope bytea NOT NULL,
    payload_hash bytea NOT NULL CHECK (octet_length(payload_hash) = 32),
    payload bytea NOT NULL,
    day integer NOT NULL CHECK (day BETWEEN 0 AND 100000),
    period_key bytea CHECK (octet_length(period_key) = 32),
    quarter text CHECK (quarter ~ '^[0-9]{4}-q[1-4]$'),
    mailbox bytea NOT NULL CHECK (octet_length(mailbox) = 16),
    reply_key bytea NOT NULL,
    mixed boolean NOT NULL,
    -- A card on anything but testimony would tie an identity to a person's other reports.
    CHECK (kind = 'testimony' OR (period_key IS NULL AND quarter IS NULL)),
    CHECK ((period_key IS NULL) = (quarter IS NULL)),
    PRIMARY KEY (compartment, id)
) PARTITION BY LIST (compartment);
CREATE INDEX ON parts (part_key);
CREATE INDEX ON parts (day);

CREATE TABLE consents (
    compartment text NOT NULL,
    part bytea NOT NULL CHECK (octet_length(part) = 32),
    version smallint NOT NULL CHECK (version BETWEEN 1 AND 1000),
    claimed bytea NOT NULL,
    received integer NOT NULL CHECK (received BETWEEN 0 AND 100000),
    mixed boolean NOT NULL,
    PRIMARY KEY (compartment, part, version)
) PARTITION BY LIST (compartment);

CREATE TABLE withdrawals (
    compartment text NOT NULL,
    part bytea NOT NULL CHECK (octet_length(part) = 32),
    claimed bytea NOT NULL,
    day integer NOT NULL CHECK (day BETWEEN 0 AND 100000),
    logged bytea NOT NULL CHECK (octet_length(logged) = 32),
    PRIMARY KEY (compartment, part)
) PARTITION BY LIST (compartment);

CREATE TABLE early_claims (
    id bytea PRIMARY KEY CHECK (octet_length(id) = 32),
    part_key bytea NOT NULL CHECK (octet_length(part_key) = 32),
    kind text NOT NULL CHECK (kind IN ('withdrawal', 'consent')),
    claimed bytea NOT NULL,
    day integer NOT NULL CHECK (day BETWEEN 0 AND 100000)
);
CREATE INDEX ON early_claims (part_key);

CREATE TABLE shut_parts (
    id bytea PRIMARY KEY CHECK (octet_length(id) = 32),
    raw bytea NOT NULL,
    why text NOT NULL CHECK (why IN ('no-directory', 'not-whole', 'no-control')),
    day integer NOT NULL CHECK (day BETWEEN 0 AND 100000)
);

CREATE TABLE cards (
    period_key bytea PRIMARY KEY CHECK (octet_length(period_key) = 32),
    partner text NOT NULL,
    quarter text NOT NULL CHECK (quarter ~ '^[0-9]{4}-q[1-4]$'),
    batch bytea NOT NULL CHECK (octet_length(batch) = 16)
);

CREATE TABLE fresh_keys (
    compartment text NOT NULL,
    id bytea NOT NULL CHECK (octet_length(id) = 32),
    desk text NOT NULL,
    body bytea NOT NULL,
    expires bigint NOT NULL,
    PRIMARY KEY (compartment, id)
) PARTITION BY LIST (compartment);

CREATE TABLE spent_keys (
    compartment text NOT NULL,
    id bytea NOT NULL CHECK (octet_length(id) = 32),
    opening bytea NOT NULL CHECK (octet_length(opening) = 32),
    PRIMARY KEY (compartment, id)
) PARTITION BY LIST (compartment);

CREATE TABLE openings (
    compartment text NOT NULL,
    id bytea NOT NULL CHECK (octet_length(id) = 32),
    request bytea NOT NULL,
    aim text NOT NULL,
    curator text NOT NULL,
    reviewer text NOT NULL,
    expires bigint NOT NULL,
    logged bytea NOT NULL CHECK (octet_length(logged) = 32),
    PRIMARY KEY (compartment, id)
) PARTITION BY LIST (compartment);

CREATE TABLE opening_parts (
    compartment text NOT NULL,
    opening bytea NOT NULL CHECK (octet_length(opening) = 32),
    part bytea NOT NULL CHECK (octet_length(part) = 32),
    state text NOT NULL CHECK (state IN (
        'requested', 'logged', 'approved', 'opened', 'refused', 'expired', 'withdrawn', 'frozen')),
    PRIMARY KEY (compartment, opening, part)
) PARTITION BY LIST (compartment);
CREATE INDEX ON opening_parts (part);

CREATE TABLE answers (
    compartment text NOT NULL,
    opening bytea NOT NULL CHECK (octet_length(opening) = 32),
    part bytea NOT NULL CHECK (octet_length(part) = 32),
    seat smallint NOT NULL CHECK (seat BETWEEN 1 AND 16),
    approves boolean NOT NULL,
    signed bytea NOT NULL,
    PRIMARY KEY (compartment, opening, part, seat)
) PARTITION BY LIST (compartment);

CREATE TABLE clearances (
    compartment text NOT NULL,
    commitment bytea NOT NULL CHECK (octet_length(commitment) = 32),
    request bytea NOT NULL,
    granted bytea NOT NULL,
    predecessor bytea CHECK (octet_length(predecessor) = 32),
    logged bytea NOT NULL CHECK (octet_length(logged) = 32),
    PRIMARY KEY (compartment, commitment)
) PARTITION BY LIST (compartment);

CREATE TABLE cleared_parts (
    compartment text NOT NULL,
    commitment bytea NOT NULL CHECK (octet_length(commitment) = 32),
    part bytea NOT NULL CHECK (octet_length(part) = 32),
    part_key bytea NOT NULL CHECK (octet_length(part_key) = 32),
    kind text NOT NULL CHECK (kind IN ('testimony', 'identity', 'evidence')),
    period_key bytea CHECK (octet_length(period_key) = 32),
    quarter text CHECK (quarter ~ '^[0-9]{4}-q[1-4]$'),
    partner text,
    PRIMARY KEY (compartment, commitment, part)
) PARTITION BY LIST (compartment);
CREATE INDEX ON cleared_parts (part);
CREATE INDEX ON cleared_parts (part_key);

CREATE TABLE drafts (
    compartment text NOT NULL,
    id bytea NOT NULL CHECK (octet_length(id) = 32),
    to_desk text NOT NULL,
    draft bytea NOT NULL,
    day integer NOT NULL CHECK (day BETWEEN 0 AND 100000),
    PRIMARY KEY (compartment, id)
) PARTITION BY LIST (compartment);

CREATE TABLE log_entries (
    commitment bytea PRIMARY KEY CHECK (octet_length(commitment) = 32),
    entry bytea NOT NULL,
    r bytea NOT NULL CHECK (octet_length(r) = 32),
    sent boolean NOT NULL,
    inclusion bytea
);
CREATE INDEX ON log_entries (sent) WHERE inclusion IS NULL;

GRANT SELECT, INSERT, DELETE ON parts, consents, early_claims, shut_parts, fresh_keys, drafts TO vault_runtime;
GRANT SELECT, INSERT ON withdrawals, cards, spent_keys, openings, answers, clearances, cleared_parts TO vault_runtime;
GRANT SELECT, INSERT, UPDATE (state) ON opening_parts TO vault_runtime;
GRANT SELECT, INSERT, UPDATE (sent, inclusion) ON log_entries TO vault_runtime;
"""

# A sealed payload does not compress; stored beside the row, it is read only when it is asked for.
STORAGE = """
ALTER TABLE parts ALTER COLUMN payload SET STORAGE EXTERNAL;
ALTER TABLE parts ALTER COLUMN envelope SET STORAGE EXTERNAL;
"""

ADD_COMPARTMENT = """
CREATE FUNCTION add_compartment(name text) RETURNS void
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
    FOREACH parent IN ARRAY ARRAY['consents', 'withdrawals', 'fresh_keys', 'spent_keys', 'openings', 'opening_parts',
                                  'answers', 'clearances', 'cleared_parts', 'drafts', 'parts'] LOOP
        EXECUTE format('CREATE TABLE IF NOT EXISTS public.%I PARTITION OF public.%I FOR VALUES IN (%L)',
                       parent || '_' || name, parent, name);
    END LOOP;
END
$function$
"""
GRANT_FUNCTION = (
    "REVOKE ALL ON FUNCTION add_compartment(text) FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION add_compartment(text) TO vault_runtime",
)


def upgrade() -> None:
    # The driver takes one statement at a time.
    for statement in f"{TABLES}{STORAGE}".split(";\n"):
        if statement.strip():
            op.execute(statement)
    for statement in (ADD_COMPARTMENT, *GRANT_FUNCTION):
        op.execute(statement)
