"""What other services told notify, and what its pages show."""

from alembic import op

from chassis.eventstore.schema import runtime_grants

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "organisation",
    "session",
    "deadline_target",
    "submitter_contact",
    "loaded_calendar",
    "loaded_rule_pack",
    "notice_list",
    "notice_detail",
    "notice_history",
    "invitation",
    "announcement",
    "courier_queue",
)
STATEMENTS = (
    """
CREATE TABLE organisation (
  org_id text NOT NULL, name text NOT NULL, mailbox text, symbol text, parent_id text, valid_to date,
  successors json NOT NULL, CONSTRAINT organisation_pkey PRIMARY KEY (org_id))""",
    """
CREATE TABLE session (
  session_id text NOT NULL, status text NOT NULL, round integer NOT NULL, plan_year integer NOT NULL,
  audience json NOT NULL, form text NOT NULL, host_org_id text NOT NULL, chair_role text NOT NULL,
  starts_at timestamptz NOT NULL, ends_at timestamptz NOT NULL, venue text NOT NULL, online_url text, topic_code text,
  opinion_cutoff_on date, replaces timestamptz, reason text, limit_on date, target_on date, binding boolean NOT NULL,
  calendar_version text, invitees json, CONSTRAINT session_pkey PRIMARY KEY (session_id))""",
    """
CREATE TABLE deadline_target (
  target_id text NOT NULL, kind text NOT NULL, session_id text NOT NULL, owner_org_id text NOT NULL,
  host_org_id text NOT NULL, opinion_ids json NOT NULL, duty text NOT NULL, held_on date, due_on date, summary text,
  is_open boolean NOT NULL, CONSTRAINT deadline_target_pkey PRIMARY KEY (target_id))""",
    """
CREATE TABLE submitter_contact (
  opinion_id text NOT NULL, submitter_ref text, received_by_org_id text NOT NULL, sealed json NOT NULL,
  erased boolean NOT NULL, CONSTRAINT submitter_contact_pkey PRIMARY KEY (opinion_id))""",
    "CREATE INDEX ix_submitter_contact_submitter_ref ON submitter_contact (submitter_ref)",
    """
CREATE TABLE loaded_calendar (
  calendar_version text NOT NULL, position bigint NOT NULL, body text NOT NULL,
  CONSTRAINT loaded_calendar_pkey PRIMARY KEY (calendar_version))""",
    """
CREATE TABLE loaded_rule_pack (
  rulepack_id text NOT NULL, position bigint NOT NULL, province_code text NOT NULL, org_scope text,
  valid_from date NOT NULL, valid_to date, additive boolean NOT NULL, rules json NOT NULL,
  CONSTRAINT loaded_rule_pack_pkey PRIMARY KEY (rulepack_id))""",
    """
CREATE TABLE notice_list (
  notice_id text NOT NULL, purpose text NOT NULL, target text NOT NULL, target_id text NOT NULL, level text,
  generation text NOT NULL, recipient_kind text NOT NULL, recipient text NOT NULL, org_id text, state text NOT NULL,
  channel text, reason text, attempts integer NOT NULL, requested_at timestamptz NOT NULL,
  not_before timestamptz NOT NULL, sent_at timestamptz, delivered_at timestamptz, rsvp text, is_late boolean NOT NULL,
  is_stalled boolean NOT NULL, CONSTRAINT notice_list_pkey PRIMARY KEY (notice_id))""",
    "CREATE INDEX ix_notice_list_target_id ON notice_list (target_id)",
    "CREATE INDEX ix_notice_list_state ON notice_list (state)",
    "CREATE INDEX ix_notice_list_purpose ON notice_list (purpose)",
    """
CREATE TABLE notice_detail (
  notice_id text NOT NULL, about text NOT NULL, recipient text NOT NULL, letter text NOT NULL, limit_on date,
  target_on date, binding boolean, calendar_version text, expires_at timestamptz, correlation text NOT NULL,
  CONSTRAINT notice_detail_pkey PRIMARY KEY (notice_id))""",
    """
CREATE TABLE notice_history (
  notice_id text NOT NULL, version integer NOT NULL, at timestamptz NOT NULL, happened text NOT NULL, channel text,
  reason text, evidence text, until timestamptz, actor text NOT NULL,
  CONSTRAINT notice_history_pkey PRIMARY KEY (notice_id, version))""",
    """
CREATE TABLE invitation (
  invitation_id text NOT NULL, session_id text NOT NULL, round integer NOT NULL, invitee_ref text NOT NULL,
  role text NOT NULL, org_id text, org_name text, starts_at timestamptz NOT NULL, limit_on date, target_on date,
  binding boolean NOT NULL, calendar_version text, state text NOT NULL, channel text, reason text, sent_at timestamptz,
  delivered_at timestamptz, rsvp text, is_late boolean NOT NULL, target_missed boolean NOT NULL,
  CONSTRAINT invitation_pkey PRIMARY KEY (invitation_id))""",
    "CREATE INDEX ix_invitation_session_id ON invitation (session_id)",
    """
CREATE TABLE announcement (
  notice_id text NOT NULL, session_id text NOT NULL, purpose text NOT NULL, channel text NOT NULL,
  language text NOT NULL, letter text NOT NULL, starts_at timestamptz NOT NULL, published_at timestamptz,
  aired_at timestamptz, ref text, CONSTRAINT announcement_pkey PRIMARY KEY (notice_id))""",
    "CREATE INDEX ix_announcement_session_id ON announcement (session_id)",
    """
CREATE TABLE courier_queue (
  notice_id text NOT NULL, due_at timestamptz NOT NULL, CONSTRAINT courier_queue_pkey PRIMARY KEY (notice_id))""",
    "CREATE INDEX ix_courier_queue_due_at ON courier_queue (due_at)",
)


def upgrade() -> None:
    for statement in (*STATEMENTS, runtime_grants("notify", *TABLES)):
        op.execute(statement)
