"""Which organisations are Party bodies: their documents take another form."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE organisation ADD COLUMN is_party boolean NOT NULL DEFAULT false")
