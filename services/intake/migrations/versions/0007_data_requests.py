"""Requests of persons about their data, for their page."""

from alembic import op

from chassis.eventstore.schema import runtime_grants

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
CREATE TABLE data_request (
  request_id text NOT NULL CONSTRAINT data_request_pkey PRIMARY KEY,
  state text NOT NULL, kind text NOT NULL, received_on date NOT NULL, received_by_org_id text NOT NULL, submitter_ref text,
  outcome text, answered_on date, answer_doc text, completed_on date, completion_doc text)""",
    "CREATE INDEX data_request_oldest ON data_request (received_on, request_id)",
)


def upgrade() -> None:
    for statement in (*STATEMENTS, runtime_grants("intake", "data_request")):
        op.execute(statement)
