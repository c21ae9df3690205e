"""Cases, duties, escalations, calendars and rule packs as followup shows them, and what it heard of organisations and opinions."""

from alembic import op

from chassis.eventstore.schema import runtime_grants

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = ("calendar_version", "loaded_rule_pack", "case_list", "duty_list", "escalation", "organisation", "opinion_summary")
STATEMENTS = (
    """
CREATE TABLE calendar_version (
  calendar_version text NOT NULL, position bigint NOT NULL, covers_from date NOT NULL, covers_to date NOT NULL,
  applies_confirm_rows boolean NOT NULL, special_days integer NOT NULL, loaded text NOT NULL, loaded_at timestamptz NOT NULL,
  CONSTRAINT calendar_version_pkey PRIMARY KEY (calendar_version))""",
    """
CREATE TABLE loaded_rule_pack (
  rule_pack_id text NOT NULL, position bigint NOT NULL, province_code text, valid_from date NOT NULL, valid_to date,
  additive boolean NOT NULL, title text NOT NULL, pack text NOT NULL, loaded_at timestamptz NOT NULL,
  CONSTRAINT loaded_rule_pack_pkey PRIMARY KEY (rule_pack_id))""",
    """
CREATE TABLE case_list (
  case_id text NOT NULL, session_id text NOT NULL, opinion_ids text NOT NULL, host_org_id text NOT NULL,
  assigned_agency_id text NOT NULL, level text NOT NULL, complexity text NOT NULL, authority text, anchor_on date NOT NULL,
  state text NOT NULL, due_on date, warn_on date, rule_id text, rule_pack_id text, calendar_version text, summary text NOT NULL,
  last_reminder text, missed boolean NOT NULL, escalation integer NOT NULL, extended boolean NOT NULL, superior_org_id text,
  outcome text, replied_on date, timeliness text, working_days_late integer NOT NULL, flags text NOT NULL, closed_on date,
  version integer NOT NULL, CONSTRAINT case_list_pkey PRIMARY KEY (case_id))""",
    "CREATE INDEX ix_case_list_session_id ON case_list (session_id)",
    "CREATE INDEX ix_case_list_assigned_agency_id ON case_list (assigned_agency_id)",
    "CREATE INDEX ix_case_list_due_on ON case_list (due_on)",
    "CREATE INDEX ix_case_list_state ON case_list (state)",
    """
CREATE TABLE duty_list (
  duty_id text NOT NULL, session_id text NOT NULL, kind text NOT NULL, owner_org_id text NOT NULL, anchor_on date NOT NULL,
  state text NOT NULL, due_on date NOT NULL, rule_id text NOT NULL, rule_pack_id text NOT NULL, calendar_version text NOT NULL,
  formula text NOT NULL, missed boolean NOT NULL, escalation integer NOT NULL, fulfilled_on date, timeliness text,
  working_days_late integer NOT NULL, version integer NOT NULL, CONSTRAINT duty_list_pkey PRIMARY KEY (duty_id))""",
    "CREATE INDEX ix_duty_list_session_id ON duty_list (session_id)",
    """
CREATE TABLE escalation (
  position bigint NOT NULL, target_kind text NOT NULL, target_id text NOT NULL, level integer NOT NULL, to_role text NOT NULL,
  to_org_id text, owner_org_id text NOT NULL, working_days_late integer NOT NULL, due_on date NOT NULL,
  raised_at timestamptz NOT NULL, CONSTRAINT escalation_pkey PRIMARY KEY (position))""",
    """
CREATE TABLE organisation (
  org_id text NOT NULL, name text NOT NULL, org_class text NOT NULL, level text NOT NULL, parent_id text, agency_code text,
  valid_from date, valid_to date, CONSTRAINT organisation_pkey PRIMARY KEY (org_id))""",
    """
CREATE TABLE opinion_summary (
  opinion_id text NOT NULL, summary text NOT NULL, domain_code text, CONSTRAINT opinion_summary_pkey PRIMARY KEY (opinion_id))""",
)


def upgrade() -> None:
    for statement in (*STATEMENTS, runtime_grants("followup", *TABLES)):
        op.execute(statement)
