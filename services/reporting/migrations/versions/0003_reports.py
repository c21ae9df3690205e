"""Events as they were heard, organisations' names by day, and the reports of this service's own log."""

from alembic import op

from chassis.eventstore.schema import runtime_grants

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("heard_event", "heard_detail", "organisation_name", "report", "report_text", "report_snapshot")
STATEMENTS = (
    """
CREATE TABLE heard_event (
  source text NOT NULL, position bigint NOT NULL, event_id text NOT NULL, type text NOT NULL, subject text NOT NULL, at timestamptz
  NOT NULL, effective_on date, body text NOT NULL, CONSTRAINT heard_event_pkey PRIMARY KEY (source, position))""",
    """
CREATE TABLE heard_detail (
  about text NOT NULL, source text NOT NULL, position bigint NOT NULL, body text NOT NULL,
  CONSTRAINT heard_detail_pkey PRIMARY KEY (about, source, position))""",
    "CREATE INDEX ix_heard_detail_place ON heard_detail (source, position)",
    """
CREATE TABLE organisation_name (
  unit_id text NOT NULL, from_day date NOT NULL, name text NOT NULL, sort_key text NOT NULL,
  CONSTRAINT organisation_name_pkey PRIMARY KEY (unit_id, from_day))""",
    """
CREATE TABLE report (
  report_id text NOT NULL, report_type text NOT NULL, rule_id text NOT NULL, year integer NOT NULL, title text NOT NULL, period_start
  date NOT NULL, period_end date NOT NULL, data_cutoff_on date NOT NULL, due_on date NOT NULL, owner_org_id text NOT NULL,
  recipients json NOT NULL, source text NOT NULL, calendar_version text NOT NULL, session_id text, audience text, state text NOT
  NULL, overdue boolean NOT NULL, nil boolean, snapshot_id text, doc json, submitted_on date, late boolean, version integer NOT NULL,
  CONSTRAINT report_pkey PRIMARY KEY (report_id))""",
    "CREATE INDEX ix_report_year ON report (year)",
    """
CREATE TABLE report_text (
  report_id text NOT NULL, part text NOT NULL, text text, CONSTRAINT report_text_pkey PRIMARY KEY (report_id, part))""",
    """
CREATE TABLE report_snapshot (
  snapshot_id text NOT NULL, report_id text NOT NULL, as_of date NOT NULL, positions json NOT NULL, without json NOT NULL, heard
  integer NOT NULL, nil boolean NOT NULL, digest text NOT NULL, data text NOT NULL, taken_at timestamptz NOT NULL, version integer
  NOT NULL, CONSTRAINT report_snapshot_pkey PRIMARY KEY (snapshot_id))""",
    "CREATE INDEX ix_report_snapshot_report_id ON report_snapshot (report_id)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    op.execute(runtime_grants("reporting", *TABLES))
