"""How the due date of a duty was reached."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from followup.deadlines.deadline import Deadline
from followup.deadlines.explain import DeadlineExplanation, explain
from followup.readmodel.calendar_versions import calendar_of
from followup.readmodel.rule_packs import pack_of


async def explained(connection: AsyncConnection, row: Any) -> DeadlineExplanation:
    """Explain a row of the duty list."""
    deadline = Deadline(row.due_on, row.rule_id, row.rule_pack_id, row.calendar_version, row.anchor_on, row.formula)
    return explain(deadline, await calendar_of(connection, row.calendar_version), await pack_of(connection, row.rule_pack_id))
