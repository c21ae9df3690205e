"""Promises of replies, merged opinions, successors of organisations; and what the work list of an officer filters by."""

from alembic import op

from chassis.eventstore.schema import runtime_grants

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TABLES = ("commitment_list", "merged_opinion", "case_of_opinion")
STATEMENTS = (
    "ALTER TABLE organisation ADD COLUMN successor_ids text NOT NULL DEFAULT ''",
    "ALTER TABLE case_list ADD COLUMN working_days_early integer NOT NULL DEFAULT 0",
    "ALTER TABLE case_list ADD COLUMN co_agencies text NOT NULL DEFAULT ''",
    "ALTER TABLE case_list ADD COLUMN waits_for_chair boolean NOT NULL DEFAULT false",
    """
CREATE TABLE commitment_list (
  commitment_id text NOT NULL, case_id text NOT NULL, made_on date NOT NULL, first_expected_on date, expected_on date,
  steps text NOT NULL, budget_note text NOT NULL, state text NOT NULL, ended_on date, result text NOT NULL,
  CONSTRAINT commitment_list_pkey PRIMARY KEY (commitment_id))""",
    "CREATE INDEX ix_commitment_list_case_id ON commitment_list (case_id)",
    "CREATE INDEX ix_commitment_list_state ON commitment_list (state)",
    """
CREATE TABLE merged_opinion (
  opinion_id text NOT NULL, survivor_id text NOT NULL, CONSTRAINT merged_opinion_pkey PRIMARY KEY (opinion_id))""",
    "CREATE INDEX ix_merged_opinion_survivor_id ON merged_opinion (survivor_id)",
    """
CREATE TABLE case_of_opinion (
  opinion_id text NOT NULL, case_id text NOT NULL, session_id text NOT NULL,
  CONSTRAINT case_of_opinion_pkey PRIMARY KEY (opinion_id, case_id))""",
)


def upgrade() -> None:
    for statement in (*STATEMENTS, runtime_grants("followup", *TABLES)):
        op.execute(statement)
