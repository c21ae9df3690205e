"""Cases by what people remember of them: the summary of the opinion and the agency, without diacritics, misprints forgiven."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.searching import folded, holds, understood
from contracts.vocabulary import fold
from followup.readmodel.case_list import table
from followup.readmodel.organisations import Organisation


def _said() -> sa.ColumnElement[str]:
    organisation: sa.Table = Organisation.__table__  # type: ignore[attr-defined]
    agency = sa.select(organisation.c.name).where(organisation.c.org_id == table.c.assigned_agency_id).scalar_subquery()
    return folded(sa.func.concat(table.c.summary, " ", agency))


async def found_by(connection: AsyncConnection, text: str) -> Sequence[Any]:
    """Conditions on the rows of the list: every word occurs."""
    return holds(_said(), await understood(connection, _said(), table, fold(text).split()))
