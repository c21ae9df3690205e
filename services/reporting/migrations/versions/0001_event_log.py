"""The log and the tables of the chassis."""

import sqlalchemy as sa
from alembic import op

from chassis.eventstore.schema import event_log_v1

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in event_log_v1("reporting"):
        op.execute(sa.text(statement.replace(":=", r"\:=")))
