"""With whom a session was held, and whether another than the head presided."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE session_fact ADD COLUMN co_hosts text NOT NULL DEFAULT '', ADD COLUMN delegated boolean NOT NULL DEFAULT false")
    op.execute(
        "ALTER TABLE scheduled_session ADD COLUMN co_hosts text NOT NULL DEFAULT '', "
        "ADD COLUMN chaired_by_role text, ADD COLUMN delegation_doc text"
    )
