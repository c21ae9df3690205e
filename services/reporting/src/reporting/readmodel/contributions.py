"""What units, agencies and the inspectorate wrote for a report: the office reads it while it drafts."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Put
from chassis.projections.projection import Projection
from reporting.contribution.events import ContributionWritten
from reporting.readmodel.facts import INSTANT, Fact, table_of

TABLE = "report_contribution"


class ContributionRow(Fact, table=True):
    __tablename__ = TABLE
    report_id: str = Field(primary_key=True)
    org_id: str = Field(primary_key=True)
    part: str = Field(primary_key=True)
    text: str
    written_at: datetime = Field(sa_type=INSTANT)


def apply(recorded: Recorded) -> Iterable[Change]:
    event = recorded.event
    if isinstance(event, ContributionWritten):
        key = {"report_id": event.report_id, "org_id": event.org_id, "part": event.part}
        yield Put(TABLE, key, {"text": event.text, "written_at": event.written_at})


PROJECTION = Projection("contributions", 1, (ContributionRow,), apply)


async def find_contributions(connection: AsyncConnection, report_id: str, org_id: str | None = None) -> Sequence[ContributionRow]:
    """Of every organisation, or of one, in the order of the parts and then of writing."""
    row = table_of(ContributionRow)
    query = sa.select(row).where(row.c.report_id == report_id).order_by(row.c.part, row.c.written_at, row.c.org_id)
    if org_id is not None:
        query = query.where(row.c.org_id == org_id)
    return [ContributionRow(**each) for each in (await connection.execute(query)).mappings()]
