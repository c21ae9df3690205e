"""Codes by which people ask how an opinion stands."""

from alembic import op

from chassis.eventstore.schema import runtime_grants

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
CREATE TABLE lookup_code (
  code text NOT NULL CONSTRAINT lookup_code_pkey PRIMARY KEY,
  opinion_id text NOT NULL CONSTRAINT lookup_code_opinion UNIQUE)""",
    "ALTER TABLE opinion_list ADD COLUMN lookup_code text",
)


def upgrade() -> None:
    for statement in (*STATEMENTS, runtime_grants("intake", "lookup_code")):
        op.execute(statement)
