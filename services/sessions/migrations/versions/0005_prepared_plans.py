"""Plans that the office prepared and the chair has not approved yet."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE plan_list ADD COLUMN approved boolean NOT NULL DEFAULT true")
