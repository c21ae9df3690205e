"""One case, folded from its own stream at the moment of asking: state, deadline with its explanation, every fact in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.eventstore.codec import Codec
from chassis.eventstore.read import read_stream
from chassis.eventstore.recorded import Recorded
from followup.case.case import Awaiting, CaseState, Facts, Unknown, evolve
from followup.deadlines.explain import DeadlineExplanation, explain
from followup.readmodel.calendar_versions import calendar_of
from followup.readmodel.rule_packs import pack_of


@dataclass(frozen=True)
class CaseDetail:
    """`explanation` None: the case has no limit. `version` is the stream's, for If-Match."""

    state: CaseState
    facts: Facts
    history: Sequence[Recorded]
    explanation: DeadlineExplanation | None
    version: int


async def find(connection: AsyncConnection, codec: Codec, case_id: str) -> CaseDetail | None:
    """Return None when no such case was opened."""
    history = await read_stream(connection, codec, f"case-{case_id}")
    initial: CaseState = Unknown()
    state = reduce(evolve, (recorded.event for recorded in history), initial)
    if isinstance(state, Unknown | Awaiting):
        return None
    return CaseDetail(state, state.facts, history, await _explained(connection, state.facts), len(history))


async def _explained(connection: AsyncConnection, facts: Facts) -> DeadlineExplanation | None:
    if facts.schedule is None:
        return None
    deadline = facts.schedule.deadline
    calendar = await calendar_of(connection, deadline.calendar_version)
    return explain(deadline, calendar, await pack_of(connection, deadline.rule_pack_id))
