"""Column shapes several tables of followup share."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Field


def instant_column(*, nullable: bool = False) -> Any:
    """An instant, stored with its zone."""
    kind: Any = sa.DateTime(timezone=True)
    return Field(default=None, sa_type=kind, nullable=nullable) if nullable else Field(sa_type=kind, nullable=False)
