"""Opening the reports of a reporting year: what has a day of its own is owed from the year's first day; what comes by order waits for its order."""

from collections.abc import Sequence

from chassis.handle import Unit
from contracts.workdays import local_date
from reporting.readmodel.calendars import read_calendar
from reporting.readmodel.report_calendar import periods_of
from reporting.readmodel.rule_packs import read_report_rules
from reporting.report import year as reporting_year
from reporting.report.commands import OpenReport
from reporting.report.decide import decider, stream_of
from reporting.report.year import ReportYearOpened


async def open_year(unit: Unit, year: int) -> Sequence[ReportYearOpened]:
    """Open what is still ahead and not open yet; a report whose day has passed before the system began is history."""
    now, missing = unit.clock.now(), list[str]()
    for period in periods_of(year, await read_calendar(unit.connection), await read_report_rules(unit.connection, year)):
        if period.rule.due_before is None:
            continue
        if period.due_on is None:
            missing.append(period.key)
        elif period.due_on >= local_date(now):
            stream = stream_of(period.report_id)
            if not await unit.version(decider, stream):
                await unit.handle(decider, stream, OpenReport(period.report_id, period.terms(), now))
    opened = reporting_year.OpenYear(year=year, missing=tuple(missing))
    return await unit.handle(reporting_year.decider, reporting_year.stream_of(year), opened)
