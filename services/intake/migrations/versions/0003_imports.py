"""Uploaded files: previewed, approved, registered row by row."""

from alembic import op

from chassis.eventstore.schema import runtime_grants

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("imported_file", "imported_row", "imported_note")
STATEMENTS = (
    "DROP TABLE imported_row",
    """
CREATE TABLE imported_file (
  batch_id text NOT NULL CONSTRAINT imported_file_pkey PRIMARY KEY,
  state text NOT NULL, digest text NOT NULL, form text NOT NULL, received_by_org_id text NOT NULL, target_session_id text,
  previewed_at timestamptz NOT NULL, previewed_by text NOT NULL, approved_at timestamptz, approved_by text, approved_by_role text,
  approved_by_org_id text, finished_at timestamptz, registered integer, repeated integer, refused integer)""",
    "CREATE INDEX imported_file_approved ON imported_file (approved_at) WHERE state = 'APPROVED'",
    "CREATE INDEX imported_file_newest ON imported_file (previewed_at DESC, batch_id)",
    """
CREATE TABLE imported_row (
  batch_id text NOT NULL, ordinal integer NOT NULL, sheet text NOT NULL, number integer NOT NULL, row_key text NOT NULL,
  state text NOT NULL, outcome text, opinion_id text, slugs jsonb, messages jsonb, sealed jsonb,
  CONSTRAINT imported_row_pkey PRIMARY KEY (batch_id, ordinal))""",
    "CREATE INDEX imported_row_open ON imported_row (batch_id, ordinal) WHERE state IN ('new', 'warning') AND outcome IS NULL",
    "CREATE INDEX imported_row_opinion ON imported_row (opinion_id)",
    "CREATE TABLE imported_note (batch_id text NOT NULL CONSTRAINT imported_note_pkey PRIMARY KEY, sealed jsonb NOT NULL)",
)


def upgrade() -> None:
    for statement in (*STATEMENTS, runtime_grants("intake", *TABLES)):
        op.execute(statement)
