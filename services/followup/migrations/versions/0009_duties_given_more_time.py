"""Why the office took more time for a duty."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE duty_list ADD COLUMN extended_because text")
