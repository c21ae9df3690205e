"""The base of notify's tables, with metadata of its own: one process may hold five services whose tables share names."""

from sqlalchemy.orm import registry
from sqlmodel import SQLModel


class Row(SQLModel, registry=registry()):
    """One row of a read model."""
