"""What a submitter says to ask how the own opinion stands."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE submitter_contact ADD COLUMN lookup_code text")
