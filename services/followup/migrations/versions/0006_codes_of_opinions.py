"""The code a person asks with, for the letters that name an opinion."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE opinion_summary ADD COLUMN lookup_code text")
