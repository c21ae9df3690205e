"""Who held a case from when, what its reply promised, satisfaction, interim replies, urging; and the first complete reply's date."""

from alembic import op

from chassis.eventstore.schema import runtime_grants

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TABLES = ("case_holder", "commitment_fact", "commitment_opinion", "satisfaction_fact", "interim_reply_fact", "urging_fact")
STATEMENTS = (
    "ALTER TABLE case_fact ADD COLUMN replied_on date, ADD COLUMN working_days_early integer, ADD COLUMN reopened_on date",
    "ALTER TABLE reply_fact ADD COLUMN corrects text",
    """
CREATE TABLE case_holder (
  case_id text NOT NULL, position integer NOT NULL, org_id text NOT NULL, host_org_id text, since date NOT NULL, why text NOT NULL,
  decision text, CONSTRAINT case_holder_pkey PRIMARY KEY (case_id, position))""",
    "CREATE INDEX ix_case_holder_org_id ON case_holder (org_id)",
    """
CREATE TABLE commitment_fact (
  commitment_id text NOT NULL, case_id text NOT NULL, owner_org_id text NOT NULL, opinions integer NOT NULL, made_on date NOT NULL,
  first_expected_on date, expected_on date, steps text NOT NULL, budget_note text NOT NULL, state text NOT NULL, ended_on date,
  CONSTRAINT commitment_fact_pkey PRIMARY KEY (commitment_id))""",
    "CREATE INDEX ix_commitment_fact_case_id ON commitment_fact (case_id)",
    """
CREATE TABLE commitment_opinion (
  commitment_id text NOT NULL, opinion_id text NOT NULL, case_id text NOT NULL,
  CONSTRAINT commitment_opinion_pkey PRIMARY KEY (commitment_id, opinion_id))""",
    "CREATE INDEX ix_commitment_opinion_opinion_id ON commitment_opinion (opinion_id)",
    """
CREATE TABLE satisfaction_fact (
  case_id text NOT NULL, opinion_id text NOT NULL, satisfaction text NOT NULL, recorded_on date NOT NULL,
  CONSTRAINT satisfaction_fact_pkey PRIMARY KEY (case_id, opinion_id))""",
    """
CREATE TABLE interim_reply_fact (
  reply_id text NOT NULL, case_id text NOT NULL, issuing_org_id text NOT NULL, issued_on date NOT NULL, expected_reply_on date,
  CONSTRAINT interim_reply_fact_pkey PRIMARY KEY (reply_id))""",
    "CREATE INDEX ix_interim_reply_fact_case_id ON interim_reply_fact (case_id)",
    """
CREATE TABLE urging_fact (
  case_id text NOT NULL, position integer NOT NULL, urged_on date NOT NULL, by_role text NOT NULL, to_org_id text NOT NULL,
  CONSTRAINT urging_fact_pkey PRIMARY KEY (case_id, position))""",
)


def upgrade() -> None:
    for statement in (*STATEMENTS, runtime_grants("reporting", *TABLES)):
        op.execute(statement)
