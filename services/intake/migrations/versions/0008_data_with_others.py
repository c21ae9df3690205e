"""Whether others hold the data that a person's request is about."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE data_request ADD COLUMN third_parties boolean NOT NULL DEFAULT false")
