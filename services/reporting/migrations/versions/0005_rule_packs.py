"""The rule packs as followup loaded them: what they choose about reports and the minimum frequency."""

from alembic import op

from chassis.eventstore.schema import runtime_grants

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
CREATE TABLE loaded_pack (
  rulepack_id text NOT NULL, position integer NOT NULL, own boolean NOT NULL, org_scope text, additive boolean NOT NULL,
  valid_from date NOT NULL, valid_to date, body text NOT NULL, CONSTRAINT loaded_pack_pkey PRIMARY KEY (rulepack_id))""",
)


def upgrade() -> None:
    for statement in (*STATEMENTS, runtime_grants("reporting", "loaded_pack")):
        op.execute(statement)
