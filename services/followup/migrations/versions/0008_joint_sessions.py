"""With whom a session is held: letters about it name them."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE session_ahead ADD COLUMN co_hosts text NOT NULL DEFAULT ''")
