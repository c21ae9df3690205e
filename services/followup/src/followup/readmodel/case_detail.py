"""One case, folded from its own stream at the moment of asking: state, deadline with its explanation, every fact in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce

from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.eventstore.codec import Codec
from chassis.eventstore.read import read_stream
from chassis.eventstore.recorded import Recorded
from contracts.workdays import OutsideCalendar, WorkingCalendar
from followup.case.case import Awaiting, CaseState, Facts, Unknown, evolve
from followup.case.events import FollowUpOpened
from followup.deadlines.explain import DeadlineExplanation, explain
from followup.deadlines.schedule import overlay
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
    calendar: WorkingCalendar | None = None

    @property
    def summary(self) -> str:
        """The reviewed public summary the case is called by, or the beginning of its code."""
        opened = next((each.event for each in self.history if isinstance(each.event, FollowUpOpened)), None)
        return (opened.summary_redacted if opened else None) or f"Vụ việc {self.facts.case_id[:8]}"

    def working_days_late(self, today: date) -> int:
        """Working days since the due date, 0 while it is not past or cannot be counted."""
        plan = self.facts.schedule
        if plan is None or self.calendar is None or today <= plan.due_on:
            return 0
        try:
            return self.calendar.working_days_between(plan.due_on, today)
        except OutsideCalendar:
            return 0

    def standing(self, today: date) -> str:
        """ON_TRACK, DUE_SOON, OVERDUE_1 … OVERDUE_4 or NO_LIMIT: derived from the due date and today, never stored."""
        plan = self.facts.schedule
        return overlay(plan.due_on if plan else None, plan.warn_on if plan else (), today, self.working_days_late(today))


async def find(connection: AsyncConnection, codec: Codec, case_id: str) -> CaseDetail | None:
    """Return None when no such case was opened."""
    history = await read_stream(connection, codec, f"case-{case_id}")
    initial: CaseState = Unknown()
    state = reduce(evolve, (recorded.event for recorded in history), initial)
    if isinstance(state, Unknown | Awaiting):
        return None
    plan = state.facts.schedule
    if plan is None:
        return CaseDetail(state, state.facts, history, None, len(history))
    calendar = await calendar_of(connection, plan.deadline.calendar_version)
    explanation = explain(plan.deadline, calendar, await pack_of(connection, plan.deadline.rule_pack_id))
    return CaseDetail(state, state.facts, history, explanation, len(history), calendar)
