"""Every event followup stores: what `outbound`, the timers and the golden files must have an answer for."""

from collections.abc import Mapping
from typing import TypeAlias

from followup.case.events import EVENTS as CASE_EVENTS
from followup.case.events import CaseEvent
from followup.duty.events import EVENTS as DUTY_EVENTS
from followup.duty.events import DutyEvent
from followup.plan_year.plan_year import EVENTS as PLAN_YEAR_EVENTS
from followup.plan_year.plan_year import PlanYearOpened
from followup.recalculation.run import EVENTS as RECALCULATION_EVENTS
from followup.recalculation.run import RecalculationAdvanced
from followup.rule_pack.events import EVENTS as RULE_PACK_EVENTS
from followup.rule_pack.events import RulePackLoaded
from followup.succession.run import EVENTS as SUCCESSION_EVENTS
from followup.succession.run import SuccessionEvent
from followup.working_calendar.events import EVENTS as CALENDAR_EVENTS
from followup.working_calendar.events import WorkingCalendarLoaded

StoredEvent: TypeAlias = (
    CaseEvent | DutyEvent | WorkingCalendarLoaded | RulePackLoaded | RecalculationAdvanced | PlanYearOpened | SuccessionEvent
)

STORED: tuple[Mapping[str, type], ...] = (
    CASE_EVENTS,
    DUTY_EVENTS,
    CALENDAR_EVENTS,
    RULE_PACK_EVENTS,
    RECALCULATION_EVENTS,
    PLAN_YEAR_EVENTS,
    SUCCESSION_EVENTS,
)
