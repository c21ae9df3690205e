"""What other services said, as facts: one source writes each table."""

from alembic import op

from chassis.eventstore.schema import runtime_grants

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "session_fact",
    "scheduled_session",
    "opinion_fact",
    "opinion_at_session",
    "opinion_list_fact",
    "case_fact",
    "opinion_of_case",
    "reply_fact",
    "duty_fact",
    "invitation_fact",
    "notice_fact",
    "organisation",
    "plan_fact",
    "loaded_calendar",
    "fact_event",
)
STATEMENTS = (
    """
CREATE TABLE session_fact (
  session_id text NOT NULL, held_from date, held_on date, held_on_precision text NOT NULL, held_period text, calendar_year
  integer, plan_year integer, reporting_year integer, level text NOT NULL, regime text NOT NULL, audience text NOT NULL, form text
  NOT NULL, host_org_id text NOT NULL, recorded_afterwards boolean NOT NULL, registered integer, raised integer, answered_on_spot
  integer, assigned integer, beyond_authority integer, rejected integer, routed_out integer, lower_bound boolean NOT NULL,
  source_ref text, conclusion_notice text, conclusion_notice_on date, result_notice text, result_notice_on date, report text,
  report_on date, CONSTRAINT session_fact_pkey PRIMARY KEY (session_id))""",
    "CREATE INDEX ix_session_fact_calendar_year ON session_fact (calendar_year)",
    "CREATE INDEX ix_session_fact_held_on ON session_fact (held_on)",
    "CREATE INDEX ix_session_fact_host_org_id ON session_fact (host_org_id)",
    "CREATE INDEX ix_session_fact_plan_year ON session_fact (plan_year)",
    "CREATE INDEX ix_session_fact_reporting_year ON session_fact (reporting_year)",
    """
CREATE TABLE scheduled_session (
  session_id text NOT NULL, status text NOT NULL, plan_id text, plan_year integer NOT NULL, regime text NOT NULL, audience text
  NOT NULL, form text NOT NULL, level text NOT NULL, host_org_id text NOT NULL, chair_role text NOT NULL, starts_at timestamptz
  NOT NULL, ends_at timestamptz NOT NULL, venue text NOT NULL, topic_code text, trigger text NOT NULL, people integer, staff
  integer, orgs integer, CONSTRAINT scheduled_session_pkey PRIMARY KEY (session_id))""",
    """
CREATE TABLE opinion_fact (
  opinion_id text NOT NULL, received_on date NOT NULL, received_calendar_year integer NOT NULL, received_reporting_year integer
  NOT NULL, received_by_org_id text NOT NULL, state text NOT NULL, channel text, submitter_kind text, represented_count integer
  NOT NULL, audience text, kind text, domain_code text, urgency text, complexity text, authority text, is_longstanding boolean NOT
  NULL, target_session_id text, after_cutoff boolean NOT NULL, raised_live boolean NOT NULL, route text, reject_reason text,
  merged_into text, CONSTRAINT opinion_fact_pkey PRIMARY KEY (opinion_id))""",
    "CREATE INDEX ix_opinion_fact_received_by_org_id ON opinion_fact (received_by_org_id)",
    """
CREATE TABLE opinion_at_session (
  opinion_id text NOT NULL, session_id text NOT NULL, disposition text NOT NULL, held_on date, assigned_agency_id text, complexity
  text, authority text, CONSTRAINT opinion_at_session_pkey PRIMARY KEY (opinion_id, session_id))""",
    """
CREATE TABLE opinion_list_fact (
  list_id text NOT NULL, unit_org_id text NOT NULL, session_id text NOT NULL, cutoff_on date NOT NULL, submitted_on date NOT NULL,
  late boolean NOT NULL, nil_return boolean NOT NULL, opinions integer NOT NULL, CONSTRAINT opinion_list_fact_pkey PRIMARY KEY
  (list_id))""",
    "CREATE INDEX ix_opinion_list_fact_session_id ON opinion_list_fact (session_id)",
    """
CREATE TABLE case_fact (
  case_id text NOT NULL, session_id text NOT NULL, opinion_id text, host_org_id text NOT NULL, first_agency_id text NOT NULL,
  agency_id text NOT NULL, co_agencies json NOT NULL, complexity text NOT NULL, authority text, anchor_on date NOT NULL,
  anchor_calendar_year integer NOT NULL, anchor_reporting_year integer NOT NULL, opened_on date NOT NULL, rule_id text,
  rule_pack_id text, calendar_version text, first_due_on date, due_on date, summary text, state text NOT NULL, extended boolean
  NOT NULL, referred_on date, superior_org_id text, missed_on date, escalation_level integer NOT NULL, closed_on date, timeliness
  text, working_days_late integer, flags json NOT NULL, CONSTRAINT case_fact_pkey PRIMARY KEY (case_id))""",
    "CREATE INDEX ix_case_fact_agency_id ON case_fact (agency_id)",
    "CREATE INDEX ix_case_fact_due_on ON case_fact (due_on)",
    "CREATE INDEX ix_case_fact_opinion_id ON case_fact (opinion_id)",
    "CREATE INDEX ix_case_fact_session_id ON case_fact (session_id)",
    """
CREATE TABLE opinion_of_case (
  opinion_id text NOT NULL, case_id text NOT NULL, anchor_on date NOT NULL, CONSTRAINT opinion_of_case_pkey PRIMARY KEY
  (opinion_id, case_id))""",
    """
CREATE TABLE reply_fact (
  reply_id text NOT NULL, case_id text NOT NULL, issuing_org_id text NOT NULL, document text NOT NULL, outcome text NOT NULL,
  replied_on date NOT NULL, summary text NOT NULL, flags json NOT NULL, position integer NOT NULL, delivered_on date, delivered_by
  text, CONSTRAINT reply_fact_pkey PRIMARY KEY (reply_id))""",
    "CREATE INDEX ix_reply_fact_case_id ON reply_fact (case_id)",
    """
CREATE TABLE duty_fact (
  duty_id text NOT NULL, session_id text NOT NULL, kind text NOT NULL, owner_org_id text NOT NULL, anchor_on date NOT NULL, due_on
  date, missed_on date, escalation_level integer NOT NULL, fulfilled_on date, timeliness text, working_days_late integer,
  CONSTRAINT duty_fact_pkey PRIMARY KEY (duty_id))""",
    "CREATE INDEX ix_duty_fact_session_id ON duty_fact (session_id)",
    """
CREATE TABLE invitation_fact (
  invitation_id text NOT NULL, session_id text NOT NULL, channel text NOT NULL, sent_on date, delivered_on date, failures integer
  NOT NULL, rsvp text, late_limit_on date, late_is_advisory boolean NOT NULL, CONSTRAINT invitation_fact_pkey PRIMARY KEY
  (invitation_id))""",
    "CREATE INDEX ix_invitation_fact_session_id ON invitation_fact (session_id)",
    """
CREATE TABLE notice_fact (
  notice_id text NOT NULL, kind text NOT NULL, session_id text, case_id text, channel text, language text, sent_at timestamptz NOT
  NULL, CONSTRAINT notice_fact_pkey PRIMARY KEY (notice_id))""",
    "CREATE INDEX ix_notice_fact_case_id ON notice_fact (case_id)",
    "CREATE INDEX ix_notice_fact_session_id ON notice_fact (session_id)",
    """
CREATE TABLE organisation (
  unit_id text NOT NULL, name text NOT NULL, sort_key text NOT NULL, org_class text NOT NULL, level text NOT NULL, parent_id text,
  symbol text, valid_from date, valid_to date, successor_ids json NOT NULL, CONSTRAINT organisation_pkey PRIMARY KEY (unit_id))""",
    """
CREATE TABLE plan_fact (
  plan_id text NOT NULL, plan_year integer NOT NULL, org_id text NOT NULL, document text NOT NULL, amended boolean NOT NULL,
  planned json NOT NULL, CONSTRAINT plan_fact_pkey PRIMARY KEY (plan_id))""",
    "CREATE INDEX ix_plan_fact_plan_year ON plan_fact (plan_year)",
    """
CREATE TABLE loaded_calendar (
  version text NOT NULL, position integer NOT NULL, body text NOT NULL, CONSTRAINT loaded_calendar_pkey PRIMARY KEY (version))""",
    """
CREATE TABLE fact_event (
  kind text NOT NULL, fact_id text NOT NULL, event_id text NOT NULL, type text NOT NULL, source text NOT NULL, at timestamptz NOT
  NULL, position integer NOT NULL, correlation_id text, CONSTRAINT fact_event_pkey PRIMARY KEY (kind, fact_id, event_id))""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
    op.execute(runtime_grants("reporting", *TABLES))
