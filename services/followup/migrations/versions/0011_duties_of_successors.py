"""From whom a duty came, and since when."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE duty_list ADD COLUMN passed_from text, ADD COLUMN passed_on date")
