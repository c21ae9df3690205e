"""reporting opened a report, took its snapshot, sent it: the report and its data cut-off are duties of their office (DL-12 to DL-17)."""

from datetime import date

from chassis.handle import Unit
from chassis.messaging.inbox import Source
from contracts import reporting as said
from contracts.envelope import Envelope
from contracts.labels import label
from contracts.vocabulary import DutyKind, DutySubject, ReportType
from contracts.workdays import local_date
from followup.deadlines.deadline import compute
from followup.duty.commands import About
from followup.duty.whose import REPORT_RULES
from followup.inbound.owing import Owed, done, owe
from followup.readmodel.calendar_versions import newest_calendar
from followup.readmodel.heard import keep
from followup.readmodel.heard_sessions import reported, session_of_report
from followup.readmodel.rulebook import Rulebook, read_rulebook
from followup.rules.pack import RuleKind
from followup.settings import Settings


def source(settings: Settings) -> Source:
    """Handlers for what reporting publishes."""
    reports = Reports(settings)
    return Source(
        "reporting",
        {
            said.ReportPeriodOpenedV1: reports.opened,
            said.ReportSnapshotTakenV1: reports.counted,
            said.ReportSubmittedV1: reports.submitted,
        },
    )


class Reports:
    """Hears reports."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    async def opened(self, unit: Unit, _envelope: Envelope, event: said.ReportPeriodOpenedV1) -> None:
        """A report after a session is owed already, from the session itself; it is only known by its id from here on."""
        if event.report_id is None:
            return
        if event.report_type is ReportType.AFTER_SESSION:
            await keep(unit.connection, reported(event))
            return
        rules = await read_rulebook(unit.connection, self.settings)
        title = event.title or f"{label(event.report_type)} {event.period_end.year}"
        common = {
            "owner_org_id": event.owner_org_id,
            "level": rules.organisations.level(event.owner_org_id),
            "audiences": (),
        }
        limited_by, anchor_on = _limit(rules, event)
        about = About(DutySubject.REPORT, event.report_id, title=title)
        owed = Owed.of(event.report_id, DutyKind.PERIODIC_REPORT)
        await owe(unit, rules, owed, kind=DutyKind.PERIODIC_REPORT, about=about, limited_by=limited_by, anchor_on=anchor_on, **common)
        about = About(DutySubject.REPORT, event.report_id, title=f"Chốt số liệu: {title}")
        owed = Owed.of(event.report_id, DutyKind.DATA_CUTOFF)
        await owe(unit, rules, owed, kind=DutyKind.DATA_CUTOFF, about=about, anchor_on=event.due_on, **common)

    async def counted(self, unit: Unit, envelope: Envelope, event: said.ReportSnapshotTakenV1) -> None:
        """The first snapshot closes the data: what comes later is told in the next report (A-04)."""
        if event.report_id:
            calendar = await newest_calendar(unit.connection)
            await done(unit, Owed.of(event.report_id, DutyKind.DATA_CUTOFF), local_date(envelope.time), calendar)

    async def submitted(self, unit: Unit, _envelope: Envelope, event: said.ReportSubmittedV1) -> None:
        calendar = await newest_calendar(unit.connection)
        session_id = await session_of_report(unit.connection, event.report_id)
        if session_id:
            owed = Owed.of(session_id, DutyKind.AFTER_SESSION_REPORT)
            await done(unit, owed, event.submitted_on, calendar, doc=event.doc)
            return
        for kind in (DutyKind.DATA_CUTOFF, DutyKind.PERIODIC_REPORT):
            doc = event.doc if kind is DutyKind.PERIODIC_REPORT else None
            await done(unit, Owed.of(event.report_id, kind), event.submitted_on, calendar, doc=doc)


def _limit(rules: Rulebook, event: said.ReportPeriodOpenedV1) -> tuple[RuleKind, date]:
    """The pack's rule where it gives the very day the report is due; else the day was ordered."""
    kind = REPORT_RULES.get(event.report_type)
    level = rules.organisations.level(event.owner_org_id)
    terms = rules.terms_with(kind, event.owner_org_id, level, event.period_end) if kind else None
    rule = terms.pack.rule(kind, level, ()) if terms and kind else None
    if kind and terms and rule and compute(rule, event.period_end, terms).due_on == event.due_on:
        return kind, event.period_end
    return RuleKind.REPORT_BY_ORDER, event.due_on
