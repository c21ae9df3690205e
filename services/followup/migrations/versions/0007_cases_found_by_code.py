"""The code by which a person asks for an opinion over the telephone finds its case."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE INDEX ix_opinion_summary_lookup_code ON opinion_summary (lookup_code)")
