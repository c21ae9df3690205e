"""The session was on another day than was told: what runs from it is counted anew, in whatever state the case is."""

from collections.abc import Sequence
from dataclasses import replace

from contracts.formula import Anchor, read_formula
from contracts.vocabulary import RecalculationCause
from followup.case import events as e
from followup.case.case import Awaiting, CaseState, Closed, ReferredUp, Replied, Running, Unknown
from followup.case.clock import again, moved
from followup.case.commands import CorrectSessionDate
from followup.case.decide_reply import judged, timely
from followup.deadlines.coverage import within_calendar
from followup.deadlines.deadline import FIXED, Terms


def correct_session_date(command: CorrectSessionDate, state: CaseState) -> Sequence[e.CaseEvent]:
    """Count from the corrected day what runs from the session; a second round goes on from its reopening, and a stopped clock stays stopped.

    With the superior, the days that will be given back are counted anew; an answered case is judged by the date it should have had.
    """
    if isinstance(state, Unknown | Awaiting) or command.terms is None:
        return []
    facts, terms = state.facts, command.terms
    if facts.schedule is None or command.held_on == facts.anchor_on:
        return []
    deadline = facts.schedule.deadline
    if deadline.formula != FIXED and read_formula(deadline.formula).anchor is Anchor.LAST_DAY:
        deadline = replace(deadline, anchor_on=command.held_on)
    cause = RecalculationCause.SESSION_DATE_CORRECTED
    counted = moved(facts, again(deadline, terms), cause, terms, command.now, anchor_on=command.held_on)
    if isinstance(state, Running):
        return counted
    still = [replace(each, schedule=replace(each.schedule, steps=())) for each in counted]
    return [_consequences(each, state, terms) if isinstance(each, e.DeadlineRecalculated) else each for each in still]


def _consequences(event: e.DeadlineRecalculated, state: ReferredUp | Replied | Closed, terms: Terms) -> e.DeadlineRecalculated:
    if not isinstance(state, ReferredUp):
        return replace(event, judged=_judged_again(event, state, terms))
    left, old, new = state.facts.remaining_working_days, event.old_due_on, event.schedule.due_on
    if left is None:
        return event
    with within_calendar():
        left += terms.calendar.working_days_between(old, new) - terms.calendar.working_days_between(new, old)
    return replace(event, remaining_working_days=left)


def _judged_again(event: e.DeadlineRecalculated, state: Replied | Closed, terms: Terms) -> e.Judged:
    """Judge the reply that left nothing unanswered by the new date; a closed case by its delivery where the pack says so (A-23)."""
    counts_on = next(each.counts_on for each in state.facts.round if each.answers_all)
    timeliness, late, early = timely(event.schedule.due_on, counts_on, terms.calendar)
    if isinstance(state, Closed):
        facts = replace(state.facts, timeliness=timeliness, working_days_late=late, working_days_early=early, schedule=event.schedule)
        timeliness, late, _, early = judged(facts, terms, ())
    return e.Judged(timeliness, late, early)
