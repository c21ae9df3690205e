"""What the list of things owed, and its calendar, may be narrowed to: read from the address, so that it can be shared."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Query
from starlette.requests import Request

from chassis.web.dependencies import Reader, TheClock, get_runtime
from chassis.web.filters import one_of
from contracts.vocabulary import DutyKind
from contracts.workdays import OutsideCalendar, WorkingCalendar, local_date
from followup.readmodel.organisations import Organisations, read_organisations
from followup.readmodel.rulebook import Rulebook, find_rulebook
from followup.readmodel.work_list import REPLY_COMPLEX, REPLY_ORDINARY, Wanted
from followup.settings import Settings

REPLIES = {REPLY_ORDINARY: "Trả lời ý kiến (thông thường)", REPLY_COMPLEX: "Trả lời ý kiến (phức tạp)"}
WORKING = ("assigned_agency", "unit_head", "dialogue_office", "chairperson")
SOON = 5


@dataclass(frozen=True)
class Asked:
    """The filter, what stands in the address, and what was read to understand it."""

    wanted: Wanted
    organisation: str
    given: dict[str, str]
    organisations: Organisations
    rules: Rulebook | None


def _soon(calendar: WorkingCalendar | None, today: Any) -> Any:
    try:
        return calendar.add_working_days(today, SOON) if calendar else today
    except OutsideCalendar:
        return today


async def asked(
    request: Request,
    reader: Reader,
    clock: TheClock,
    organisation: str = "",
    kind: Annotated[str, one_of([*REPLIES, *DutyKind])] = "",
    role: Annotated[str, one_of(WORKING)] = "",
    show: Annotated[str, Query(pattern="^(open|overdue|soon|missed|done|all|pending)$")] = "open",
) -> Asked:
    """An organisation stands for itself and all below it."""
    settings = get_runtime(request).settings
    assert isinstance(settings, Settings)
    rules = await find_rulebook(reader, settings)
    organisations = await read_organisations(reader)
    below = organisations.subtree(organisation) if organisation else None
    shown = "open" if show == "pending" else show
    soon_until = _soon(rules.calendar if rules else None, local_date(clock.now()))
    wanted = Wanted(shown, below, kind or None, role or None, soon_until)
    given = {"organisation": organisation, "kind": kind, "role": role, "show": shown}
    return Asked(wanted, organisation, {name: value for name, value in given.items() if value}, organisations, rules)


WhatIsAsked = Annotated[Asked, Depends(asked)]
