"""What units, agencies and the inspectorate write for a report."""

from alembic import op

from chassis.eventstore.schema import runtime_grants

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE TABLE report_contribution (report_id text NOT NULL, org_id text NOT NULL, part text NOT NULL, text text NOT NULL, "
        "written_at timestamptz NOT NULL, CONSTRAINT report_contribution_pkey PRIMARY KEY (report_id, org_id, part))"
    )
    op.execute(runtime_grants("reporting", "report_contribution"))
