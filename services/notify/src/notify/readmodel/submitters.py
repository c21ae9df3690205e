"""How the submitter of an opinion can be told: sealed contacts only, gone with the erasure of the person or of a routed-out opinion."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col, select

from contracts.envelope import Sealed
from notify.notice.recipients import SealedField
from notify.readmodel.row import Row


class SubmitterContact(Row, table=True):
    """`sealed` maps a field name to its ciphertext."""

    __tablename__ = "submitter_contact"
    opinion_id: str = Field(primary_key=True)
    submitter_ref: str | None = Field(default=None, index=True)
    received_by_org_id: str
    sealed: dict[str, Any] = Field(default_factory=dict, sa_type=sa.JSON)
    erased: bool = False
    lookup_code: str | None = None

    @property
    def contacts(self) -> tuple[SealedField, ...]:
        return tuple(SealedField(name, Sealed.model_validate(value)) for name, value in sorted(self.sealed.items()))


async def find_submitter(connection: AsyncConnection, opinion_id: str) -> SubmitterContact | None:
    query = select(SubmitterContact).where(col(SubmitterContact.opinion_id) == opinion_id)
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else SubmitterContact(**row)


async def erase_submitter(connection: AsyncConnection, submitter_ref: str) -> None:
    """Even the ciphertext goes; that there was somebody stays, so that a pending notice can say why it ended."""
    table = SubmitterContact.__table__  # type: ignore[attr-defined]
    await connection.execute(sa.update(table).where(table.c.submitter_ref == submitter_ref).values(sealed={}, erased=True))


async def forget_opinion(connection: AsyncConnection, opinion_id: str) -> None:
    """Nothing of an opinion that was routed out stays here."""
    table = SubmitterContact.__table__  # type: ignore[attr-defined]
    await connection.execute(sa.delete(table).where(table.c.opinion_id == opinion_id))
