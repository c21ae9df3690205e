"""Tables of this service: their own metadata, because all five services may live in one process with like-named tables."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

INSTANT: Any = sa.DateTime(timezone=True)


class Row(SQLModel, registry=registry()):
    """What every read-model table is."""
