"""Rows of what other services said, written at once, so that the rest of the same transaction already reads them."""

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.projections.change import Change
from chassis.projections.projection import tables_of
from chassis.projections.write import write
from followup.readmodel.case_of_opinion import CaseOfOpinion
from followup.readmodel.heard_sessions import HeardInvitation, HeardReport, SessionAhead
from followup.readmodel.merged_opinions import MergedOpinion
from followup.readmodel.opinion_summaries import OpinionSummary
from followup.readmodel.organisations import Organisation

HEARD_TABLES = (Organisation, OpinionSummary, MergedOpinion, CaseOfOpinion, SessionAhead, HeardInvitation, HeardReport)
_TABLES = tables_of(*HEARD_TABLES)


async def keep(connection: AsyncConnection, changes: Iterable[Change]) -> None:
    """Write the rows."""
    await write(connection, _TABLES, changes)
