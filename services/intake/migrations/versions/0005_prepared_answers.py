"""The unit's prepared answer, sealed under the opinion's own key."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE opinion_detail ADD COLUMN sealed_answer jsonb")
