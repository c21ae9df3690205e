"""The tables under every service, as released DDL. A released list of statements is never edited; a change is a new list."""

import re

_LOG_V1 = [
    """
CREATE TABLE event (
  position bigint      NOT NULL CONSTRAINT event_pkey PRIMARY KEY,
  id       uuid        NOT NULL CONSTRAINT event_id_key UNIQUE,
  stream   text        NOT NULL,
  version  integer     NOT NULL,
  type     text        NOT NULL,
  data     text        NOT NULL,
  meta     text        NOT NULL,
  at       timestamptz NOT NULL,
  hash     bytea       NOT NULL,
  CONSTRAINT event_stream_version_key UNIQUE (stream, version))""",
    "CREATE TABLE command_seen (id uuid CONSTRAINT command_seen_pkey PRIMARY KEY, result text NOT NULL, at timestamptz NOT NULL)",
    """
CREATE TABLE position (
  reader text NOT NULL, source text NOT NULL, position bigint NOT NULL, published bigint NOT NULL DEFAULT 0,
  CONSTRAINT position_pkey PRIMARY KEY (reader, source))""",
    """
CREATE TABLE seen (
  source text NOT NULL, event_id text NOT NULL, sequence bigint NOT NULL, receipt text NOT NULL, at timestamptz NOT NULL,
  CONSTRAINT seen_pkey PRIMARY KEY (source, event_id))""",
    """
CREATE TABLE parked (
  number bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT parked_pkey PRIMARY KEY,
  reader text NOT NULL, source text NOT NULL, stream text NOT NULL, position bigint NOT NULL, event_id text NOT NULL,
  subject text NOT NULL, headers text NOT NULL, data bytea NOT NULL, reason text NOT NULL, at timestamptz NOT NULL,
  CONSTRAINT parked_event_key UNIQUE (reader, source, event_id))""",
    "CREATE INDEX parked_stream ON parked (reader, source, stream)",
    """
CREATE TABLE timer (
  process text NOT NULL, name text NOT NULL, generation integer NOT NULL, due_at timestamptz NOT NULL,
  CONSTRAINT timer_pkey PRIMARY KEY (process, name))""",
    "CREATE INDEX timer_due ON timer (due_at)",
    """
CREATE FUNCTION event_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'event is append-only'; END $$""",
    "CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION event_frozen()",
    "CREATE TRIGGER no_truncate BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION event_frozen()",
    """
CREATE FUNCTION event_wake() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN NOTIFY event_log; RETURN NULL; END $$""",
    "CREATE TRIGGER wake AFTER INSERT ON event FOR EACH STATEMENT EXECUTE FUNCTION event_wake()",
    """
CREATE FUNCTION append_events(streams text[], versions int[], at timestamptz, ids uuid[], types text[],
    datas text[], metas text[], digests bytea[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE last bigint; tail bytea; size int := cardinality(ids);
BEGIN
  PERFORM pg_advisory_xact_lock(7);
  SELECT event.position, event.hash INTO last, tail FROM event ORDER BY event.position DESC LIMIT 1;
  last := coalesce(last, 0); tail := coalesce(tail, '');
  IF size = 1 THEN
    INSERT INTO event VALUES (last + 1, ids[1], streams[1], versions[1], types[1], datas[1], metas[1], at,
      sha256(tail || int8send(last + 1) || digests[1]));
    RETURN last + 1;
  END IF;
  INSERT INTO event
  WITH RECURSIVE chain(n, hash) AS (
    SELECT 1, sha256(tail || int8send(last + 1) || digests[1])
    UNION ALL SELECT n + 1, sha256(chain.hash || int8send(last + n + 1) || digests[n + 1]) FROM chain WHERE n < size)
  SELECT last + n, id, stream, version, type, data, meta, at, chain.hash
    FROM unnest(ids, streams, versions, types, datas, metas) WITH ORDINALITY AS fresh(id, stream, version, type, data, meta, n)
    JOIN chain USING (n) ORDER BY n;
  RETURN last + size;
END $$""",
]


def event_log_v1(runtime_role: str) -> list[str]:
    """Log, idempotency, positions, inbox, parked messages and timers; the run-time role may append events, never change them.

    `runtime_role` is granted nothing when the database has no such role (a developer's single-role database).
    """
    if not re.fullmatch(r"[a-z_][a-z0-9_]*", runtime_role):
        raise ValueError(f"not a role name: {runtime_role!r}")
    rights = f"""
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{runtime_role}') THEN
    GRANT USAGE ON SCHEMA public TO {runtime_role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON command_seen, position, seen, parked, timer TO {runtime_role};
    REVOKE ALL ON event FROM {runtime_role};
    GRANT SELECT, INSERT ON event TO {runtime_role};
    GRANT EXECUTE ON FUNCTION append_events TO {runtime_role};
  END IF;
END $$"""  # noqa: S608
    return [*_LOG_V1, rights]


def runtime_grants(runtime_role: str, *tables: str) -> str:
    """One statement that lets the run-time role read and write these read-model tables, when the role exists."""
    if not re.fullmatch(r"[a-z_][a-z0-9_]*", runtime_role):
        raise ValueError(f"not a role name: {runtime_role!r}")
    return f"""
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{runtime_role}') THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON {", ".join(tables)} TO {runtime_role};
  END IF;
END $$"""
