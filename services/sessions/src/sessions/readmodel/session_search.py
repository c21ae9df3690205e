"""Sessions by what people remember of them: the host's name and the venue, without diacritics, misprints forgiven."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col

from chassis.searching import folded, holds, understood
from contracts.vocabulary import fold
from sessions.readmodel.organisation_directory import Organisation
from sessions.readmodel.session_list import SessionRow


def _said() -> sa.ColumnElement[str]:
    host = sa.select(col(Organisation.name)).where(col(Organisation.unit_id) == col(SessionRow.host_org_id)).scalar_subquery()
    return folded(sa.func.concat(host, " ", col(SessionRow.venue)))


async def found_by(connection: AsyncConnection, text: str) -> Sequence[Any]:
    """Conditions on the rows of the list: every word occurs."""
    words = await understood(connection, _said(), SessionRow.__table__, fold(text).split())  # type: ignore[attr-defined]
    return holds(_said(), words)
