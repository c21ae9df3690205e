"""What the pages of sessions show, and what other services told it."""

from alembic import op

from chassis.eventstore.schema import runtime_grants

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "session_list",
    "session_detail",
    "session_history",
    "session_opinion",
    "session_result",
    "session_turn",
    "session_case",
    "session_silenced",
    "plan_list",
    "plan_line",
    "plan_basis",
    "plan_year_session",
    "organisation",
    "organisation_role",
    "refused_conclusion",
    "heard_opinion",
    "heard_invitation",
    "heard_case",
)
STATEMENTS = (
    """
CREATE TABLE session_list (
  session_id text NOT NULL, stage text NOT NULL, is_closed boolean NOT NULL, level text NOT NULL, regime text NOT NULL,
  form text NOT NULL, audience text NOT NULL, host_org_id text NOT NULL, day date, starts_at timestamptz,
  ends_at timestamptz, held_from date, held_on date, held_on_precision text NOT NULL, held_period text,
  venue text NOT NULL, plan_id text, plan_year integer, reporting_year integer, registered integer, raised integer,
  answered_on_spot integer, assigned integer, beyond_authority integer, rejected integer, routed_out integer,
  by_agency text, source_ref text, CONSTRAINT session_list_pkey PRIMARY KEY (session_id))""",
    "CREATE INDEX ix_session_list_day ON session_list (day)",
    "CREATE INDEX ix_session_list_host_org_id ON session_list (host_org_id)",
    "CREATE INDEX ix_session_list_level ON session_list (level)",
    "CREATE INDEX ix_session_list_plan_year ON session_list (plan_year)",
    "CREATE INDEX ix_session_list_stage ON session_list (stage)",
    """
CREATE TABLE session_detail (
  session_id text NOT NULL, version integer NOT NULL, chair_role text, co_chair_roles text NOT NULL, trigger text,
  topic_code text, online_url text, opinion_cutoff_on date, postponed_because text, cancelled_because text,
  invitees integer NOT NULL, agenda text, secured_by text, secretary_ref text, chaired_by_role text,
  delegated boolean NOT NULL, people integer, staff integer, orgs integer, opened_at timestamptz,
  adopted_at timestamptz, minutes text, reviewed_on date, conclusion_notice text, conclusion_notice_on date,
  result_notice text, result_notice_on date, report text, report_on date,
  CONSTRAINT session_detail_pkey PRIMARY KEY (session_id))""",
    """
CREATE TABLE session_history (
  session_id text NOT NULL, version integer NOT NULL, at timestamptz NOT NULL, happened text NOT NULL,
  CONSTRAINT session_history_pkey PRIMARY KEY (session_id, version))""",
    """
CREATE TABLE session_opinion (
  session_id text NOT NULL, opinion_id text NOT NULL, place integer NOT NULL, slip_no integer, submitter_ref text,
  domain_code text, urgency text, summary_redacted text NOT NULL, raised_live boolean NOT NULL, late boolean NOT NULL,
  CONSTRAINT session_opinion_pkey PRIMARY KEY (session_id, opinion_id))""",
    """
CREATE TABLE session_result (
  session_id text NOT NULL, opinion_id text NOT NULL, disposition text NOT NULL, answered_by_role text, outcome text,
  assigned_agency_id text, co_agencies text NOT NULL, complexity text, authority text, case_id text,
  CONSTRAINT session_result_pkey PRIMARY KEY (session_id, opinion_id))""",
    """
CREATE TABLE session_turn (
  session_id text NOT NULL, turn_no integer NOT NULL, slip_no integer NOT NULL, overridden_by_chair boolean NOT NULL,
  override_reason text, CONSTRAINT session_turn_pkey PRIMARY KEY (session_id, turn_no))""",
    """
CREATE TABLE session_case (
  session_id text NOT NULL, case_id text NOT NULL, closed_on date NOT NULL,
  CONSTRAINT session_case_pkey PRIMARY KEY (session_id, case_id))""",
    """
CREATE TABLE session_silenced (
  session_id text NOT NULL, opinions integer NOT NULL, CONSTRAINT session_silenced_pkey PRIMARY KEY (session_id))""",
    """
CREATE TABLE plan_list (
  plan_id text NOT NULL, version integer NOT NULL, plan_year integer NOT NULL, org_id text NOT NULL, number text,
  symbol text NOT NULL, issued_on date, planned integer NOT NULL, amended boolean NOT NULL,
  CONSTRAINT plan_list_pkey PRIMARY KEY (plan_id))""",
    "CREATE INDEX ix_plan_list_org_id ON plan_list (org_id)",
    "CREATE INDEX ix_plan_list_plan_year ON plan_list (plan_year)",
    """
CREATE TABLE plan_line (
  plan_id text NOT NULL, line integer NOT NULL, audience text NOT NULL, regime text NOT NULL, form text NOT NULL,
  window_from date, window_to date, min_count integer NOT NULL, CONSTRAINT plan_line_pkey PRIMARY KEY (plan_id, line))""",
    """
CREATE TABLE plan_basis (
  plan_id text NOT NULL, place integer NOT NULL, organ_id text, number text, symbol text NOT NULL, issued_on date,
  CONSTRAINT plan_basis_pkey PRIMARY KEY (plan_id, place))""",
    """
CREATE TABLE plan_year_session (
  session_id text NOT NULL, audience text NOT NULL, org_id text NOT NULL, plan_year integer NOT NULL,
  regime text NOT NULL, form text NOT NULL, held_on date, reporting_year integer,
  CONSTRAINT plan_year_session_pkey PRIMARY KEY (session_id, audience))""",
    "CREATE INDEX ix_plan_year_session_org_id ON plan_year_session (org_id)",
    "CREATE INDEX ix_plan_year_session_plan_year ON plan_year_session (plan_year)",
    """
CREATE TABLE organisation (
  unit_id text NOT NULL, version integer NOT NULL, name text NOT NULL, folded text NOT NULL, sort_key text NOT NULL,
  org_class text NOT NULL, level text NOT NULL, parent_id text, official_ids text NOT NULL, symbol text,
  admin_unit_code text, agency_code text, contact_email text, valid_from date, changed_from date, valid_to date,
  successor_ids text NOT NULL, CONSTRAINT organisation_pkey PRIMARY KEY (unit_id))""",
    """
CREATE TABLE organisation_role (
  org_id text NOT NULL, actor_ref text NOT NULL, role text NOT NULL, valid_from date NOT NULL, valid_to date,
  CONSTRAINT organisation_role_pkey PRIMARY KEY (org_id, actor_ref, role))""",
    """
CREATE TABLE refused_conclusion (
  message_id text NOT NULL, at timestamptz NOT NULL, agency text NOT NULL, session_id text NOT NULL,
  host_org_id text NOT NULL, level text NOT NULL, held_on date NOT NULL, slugs text NOT NULL,
  CONSTRAINT refused_conclusion_pkey PRIMARY KEY (message_id))""",
    """
CREATE TABLE heard_opinion (
  opinion_id text NOT NULL, session_id text, domain_code text, urgency text, summary_redacted text NOT NULL,
  raised_live boolean NOT NULL, off text, CONSTRAINT heard_opinion_pkey PRIMARY KEY (opinion_id))""",
    "CREATE INDEX ix_heard_opinion_session_id ON heard_opinion (session_id)",
    """
CREATE TABLE heard_invitation (
  invitation_id text NOT NULL, session_id text NOT NULL, invitee_ref text NOT NULL,
  CONSTRAINT heard_invitation_pkey PRIMARY KEY (invitation_id))""",
    """
CREATE TABLE heard_case (
  case_id text NOT NULL, session_id text NOT NULL, CONSTRAINT heard_case_pkey PRIMARY KEY (case_id))""",
)


def upgrade() -> None:
    for statement in (*STATEMENTS, runtime_grants("sessions", *TABLES)):
        op.execute(statement)
