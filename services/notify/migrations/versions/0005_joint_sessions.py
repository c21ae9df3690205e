"""With whom a session is held, and its parts for clusters of villages: invitations and announcements name them."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE session ADD COLUMN co_host_org_ids json NOT NULL DEFAULT '[]', ADD COLUMN clusters json NOT NULL DEFAULT '[]'")
