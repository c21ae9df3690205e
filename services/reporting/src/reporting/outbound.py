"""Which stored events the others hear, and in what words. A function of the stored event alone."""

from collections.abc import Mapping

from chassis.eventstore.recorded import Recorded
from contracts import reporting as public
from contracts.envelope import PublicEvent
from reporting.contribution.events import ContributionWritten
from reporting.report import events as report
from reporting.report.year import ReportYearOpened

STAYS_PRIVATE: Mapping[type, str] = {
    report.ReportTextWritten: "a draft is the office's own until the report is sent",
    ContributionWritten: "words for the office that drafts; what the report says is told when it is sent",
    ReportYearOpened: "each report that it opens is told",
}


def outbound(recorded: Recorded) -> PublicEvent | None:
    """The public event, or None. Raises KeyError for an event nobody decided about."""
    event = recorded.event
    match event:
        case report.ReportPeriodOpened():
            return _opened(event)
        case report.ReportSnapshotTaken():
            return public.ReportSnapshotTakenV1(
                report_id=event.report_id,
                snapshot_id=event.snapshot_id,
                stream_sequence=event.heard,
                counts={each.name: each.value for each in event.counts},
                as_of=event.as_of,
                positions={each.source: each.position for each in event.positions},
                digest=event.digest,
            )
        case report.ReportCompiled():
            return public.ReportCompiledV1(report_id=event.report_id, doc=event.doc, snapshot_id=event.snapshot_id, nil=event.nil)
        case report.ReportSubmitted():
            return public.ReportSubmittedV1(
                report_id=event.report_id, submitted_on=event.submitted_on, recipients=event.recipients, doc=event.doc, nil=event.nil
            )
        case report.ReportOverdue():
            return public.ReportOverdueV1(report_id=event.report_id, due_on=event.due_on)
    STAYS_PRIVATE[type(event)]
    return None


def _opened(event: report.ReportPeriodOpened) -> public.ReportPeriodOpenedV1:
    terms = event.terms
    return public.ReportPeriodOpenedV1(
        report_id=event.report_id,
        report_type=terms.report_type,
        title=terms.title,
        session_id=terms.session_id,
        period_start=terms.period_start,
        period_end=terms.period_end,
        data_cutoff_on=terms.data_cutoff_on,
        due_on=terms.due_on,
        owner_org_id=terms.owner_org_id,
        recipients=terms.recipients,
        calendar_version=terms.calendar_version,
    )
