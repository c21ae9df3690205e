"""Who proposed a session, who holds it together with whom, its parts, and the steps of its programme."""

from alembic import op

from chassis.eventstore.schema import runtime_grants

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("session_step", "session_part")
STATEMENTS = (
    """
ALTER TABLE session_detail
  ADD COLUMN co_host_org_ids text NOT NULL DEFAULT '', ADD COLUMN mode text, ADD COLUMN voters_asked integer,
  ADD COLUMN voters integer, ADD COLUMN proposed_by_role text, ADD COLUMN proposed_by_org_id text,
  ADD COLUMN proposal_reason text, ADD COLUMN declined_because text, ADD COLUMN facilities text,
  ADD COLUMN unprepared text NOT NULL DEFAULT '', ADD COLUMN justified text NOT NULL DEFAULT '',
  ADD COLUMN minutes_correction text, ADD COLUMN date_corrected_because text""",
    """
CREATE TABLE session_step (
  session_id text NOT NULL, step text NOT NULL, taken_at timestamptz NOT NULL, override_reason text, skipped text NOT NULL,
  CONSTRAINT session_step_pkey PRIMARY KEY (session_id, step))""",
    """
CREATE TABLE session_part (
  session_id text NOT NULL, part_no integer NOT NULL, cluster text NOT NULL, starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL, venue text NOT NULL, held_at timestamptz, people integer,
  CONSTRAINT session_part_pkey PRIMARY KEY (session_id, part_no))""",
)


def upgrade() -> None:
    for statement in (*STATEMENTS, runtime_grants("sessions", *TABLES)):
        op.execute(statement)
