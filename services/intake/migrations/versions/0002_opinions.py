"""Keys of data subjects, what intake's pages show, what others told intake, imported files."""

from alembic import op

from chassis.eventstore.schema import runtime_grants
from chassis.privacy.local import subject_key_v1

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "subject_key",
    "opinion_list",
    "opinion_detail",
    "opinion_history",
    "possible_duplicates",
    "unit_lists",
    "unit_cutoffs",
    "organisation",
    "target_session",
    "session_slip",
    "case_opinions",
    "foretold",
    "calendar",
    "imported_row",
)
STATEMENTS = (
    """
CREATE TABLE opinion_list (
  opinion_id text NOT NULL CONSTRAINT opinion_list_pkey PRIMARY KEY,
  state text NOT NULL, summary text NOT NULL, folded text NOT NULL, kind text NOT NULL, channel text NOT NULL,
  audience text NOT NULL, submitter_kind text NOT NULL, domain_code text, urgency text, complexity text, authority text,
  received_at timestamptz NOT NULL, received_on date NOT NULL, received_by_org_id text NOT NULL,
  target_session_id text, session_id text, slip_no integer, after_cutoff boolean NOT NULL DEFAULT false,
  raised_live boolean NOT NULL DEFAULT false, represented_count integer NOT NULL DEFAULT 1, language text NOT NULL,
  needs_interpreter boolean NOT NULL DEFAULT false, acknowledge_by date, acknowledged_on date,
  preparation_unit_id text, prepared boolean NOT NULL DEFAULT false, assigned_agency_id text, case_id text,
  survivor_id text, stated text, disputed boolean NOT NULL DEFAULT false, source_ref text, position bigint NOT NULL)""",
    "CREATE INDEX opinion_list_newest ON opinion_list (received_at DESC, opinion_id)",
    "CREATE INDEX opinion_list_state ON opinion_list (state)",
    "CREATE INDEX opinion_list_session ON opinion_list (session_id)",
    "CREATE INDEX opinion_list_target ON opinion_list (target_session_id)",
    "CREATE INDEX opinion_list_survivor ON opinion_list (survivor_id) WHERE survivor_id IS NOT NULL",
    """
CREATE TABLE opinion_detail (
  opinion_id text NOT NULL CONSTRAINT opinion_detail_pkey PRIMARY KEY,
  version integer NOT NULL, submitter_ref text, sealed_text jsonb, sealed_submitter jsonb, attachment_refs jsonb,
  calendar_version text, is_longstanding boolean, classified_by_role text, classification_reason text,
  acknowledgement jsonb, preparation_due_on date, prepared_outcome text, prepared_text_ref text,
  merge_reason text, route text, routed_to_org_id text, reject_reason text, withdraw_reason text,
  shredded boolean NOT NULL DEFAULT false, spot_outcome text, co_agencies jsonb, reply_id text, reply_outcome text,
  reply_issued_on date, reply_org_id text, closed_on date, timeliness text)""",
    """
CREATE TABLE opinion_history (
  opinion_id text NOT NULL, version integer NOT NULL, at timestamptz NOT NULL, actor text NOT NULL,
  happened text NOT NULL, facts jsonb, CONSTRAINT opinion_history_pkey PRIMARY KEY (opinion_id, version))""",
    """
CREATE TABLE possible_duplicates (
  opinion_id text NOT NULL CONSTRAINT possible_duplicates_pkey PRIMARY KEY,
  received_on date NOT NULL, summary text NOT NULL, pairs text[] NOT NULL)""",
    "CREATE INDEX possible_duplicates_pairs ON possible_duplicates USING gin (pairs)",
    """
CREATE TABLE unit_lists (
  list_id text NOT NULL CONSTRAINT unit_lists_pkey PRIMARY KEY,
  session_id text NOT NULL, unit_org_id text NOT NULL, cutoff_on date NOT NULL, submitted_at timestamptz NOT NULL,
  opinion_ids jsonb, late boolean NOT NULL, nil_return boolean NOT NULL)""",
    "CREATE INDEX unit_lists_session ON unit_lists (session_id)",
    """
CREATE TABLE unit_cutoffs (
  session_id text NOT NULL CONSTRAINT unit_cutoffs_pkey PRIMARY KEY,
  cutoff_on date NOT NULL, due_on date, calendar_version text, closed boolean NOT NULL DEFAULT false,
  lists integer NOT NULL DEFAULT 0, late_lists integer NOT NULL DEFAULT 0, nil_returns integer NOT NULL DEFAULT 0,
  opinions integer NOT NULL DEFAULT 0)""",
    """
CREATE TABLE organisation (
  unit_id text NOT NULL CONSTRAINT organisation_pkey PRIMARY KEY,
  name text NOT NULL, sort_key text NOT NULL, level text NOT NULL, org_class text NOT NULL, parent_id text,
  agency_code text, valid_from date, valid_to date, successor_ids jsonb)""",
    "CREATE INDEX organisation_parent ON organisation (parent_id)",
    """
CREATE TABLE target_session (
  session_id text NOT NULL CONSTRAINT target_session_pkey PRIMARY KEY,
  starts_at timestamptz NOT NULL, host_org_id text NOT NULL, level text NOT NULL, audience jsonb, venue text NOT NULL,
  state text NOT NULL, cutoff_on date NOT NULL, list_due_on date)""",
    """
CREATE TABLE session_slip (
  session_id text NOT NULL, slip_no integer NOT NULL, opinion_id text NOT NULL,
  CONSTRAINT session_slip_pkey PRIMARY KEY (session_id, slip_no))""",
    """
CREATE TABLE case_opinions (
  case_id text NOT NULL CONSTRAINT case_opinions_pkey PRIMARY KEY, session_id text NOT NULL, opinion_ids jsonb)""",
    """
CREATE TABLE foretold (
  opinion_id text NOT NULL, event_id text NOT NULL, number bigint, event_type text NOT NULL, body jsonb NOT NULL,
  told_at timestamptz NOT NULL, CONSTRAINT foretold_pkey PRIMARY KEY (opinion_id, event_id))""",
    """
CREATE TABLE calendar (
  calendar_version text NOT NULL CONSTRAINT calendar_pkey PRIMARY KEY,
  loaded_position bigint NOT NULL, covers_to date NOT NULL, body jsonb NOT NULL)""",
    """
CREATE TABLE imported_row (
  import_id text NOT NULL, row_key text NOT NULL, line integer NOT NULL, outcome text NOT NULL, opinion_id text,
  slugs jsonb, message text NOT NULL, at timestamptz NOT NULL,
  CONSTRAINT imported_row_pkey PRIMARY KEY (import_id, row_key))""",
)


def upgrade() -> None:
    for statement in (*subject_key_v1(), *STATEMENTS, runtime_grants("intake", *TABLES)):
        op.execute(statement)
