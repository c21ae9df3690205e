"""Due dates and replies of a session's cases, for the notices of the office."""

from alembic import op

from chassis.eventstore.schema import runtime_grants

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
CREATE TABLE heard_result (
  case_id text NOT NULL, due_on date, reply_number text, reply_symbol text, reply_issued_on date, outcome text, summary text,
  issuing_org_id text, CONSTRAINT heard_result_pkey PRIMARY KEY (case_id))""",
)


def upgrade() -> None:
    for statement in (*STATEMENTS, runtime_grants("sessions", "heard_result")):
        op.execute(statement)
