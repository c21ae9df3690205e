"""Duties about sessions, opinions, reports, documents, requests and plan years; sessions ahead, invitations and reports as heard."""

from alembic import op

from chassis.eventstore.schema import runtime_grants

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("duty_list", "session_ahead", "heard_invitation", "heard_report")
STATEMENTS = (
    "DROP TABLE duty_list",
    """
CREATE TABLE duty_list (
  duty_id text NOT NULL, session_id text, kind text NOT NULL, owner_org_id text NOT NULL, owner_role text NOT NULL, host_org_id text,
  subject text NOT NULL, subject_id text NOT NULL, title text, anchor_on date NOT NULL, state text NOT NULL, due_on date NOT NULL,
  rule_id text NOT NULL, rule_pack_id text NOT NULL, calendar_version text NOT NULL, formula text NOT NULL, missed boolean NOT NULL,
  escalation integer NOT NULL, required integer NOT NULL, done integer NOT NULL, fulfilled_on date, timeliness text,
  working_days_late integer NOT NULL, lifted_because text, version integer NOT NULL, CONSTRAINT duty_list_pkey PRIMARY KEY (duty_id))""",
    "CREATE INDEX ix_duty_list_session_id ON duty_list (session_id)",
    "CREATE INDEX ix_duty_list_owner_org_id ON duty_list (owner_org_id)",
    "CREATE INDEX ix_duty_list_due_on ON duty_list (due_on)",
    """
CREATE TABLE session_ahead (
  session_id text NOT NULL, host_org_id text NOT NULL, level text NOT NULL, audiences text NOT NULL, form text NOT NULL,
  starts_on date, cutoff_on date, CONSTRAINT session_ahead_pkey PRIMARY KEY (session_id))""",
    """
CREATE TABLE heard_invitation (
  invitation_id text NOT NULL, session_id text NOT NULL, invitee_ref text NOT NULL,
  CONSTRAINT heard_invitation_pkey PRIMARY KEY (invitation_id))""",
    """
CREATE TABLE heard_report (
  report_id text NOT NULL, session_id text NOT NULL, CONSTRAINT heard_report_pkey PRIMARY KEY (report_id))""",
    "ALTER TABLE loaded_rule_pack ADD COLUMN loaded_by text NOT NULL DEFAULT ''",
)


def upgrade() -> None:
    for statement in (*STATEMENTS, runtime_grants("followup", *TABLES)):
        op.execute(statement)
