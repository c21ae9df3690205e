"""Pure: what is published of a reply, its delivery and the end of a case."""

from contracts import followup as public
from contracts.cases import ReplyReportingCompletedV1, Roadmap
from contracts.envelope import PublicEvent
from followup.case import events as case


def outbound_reply(
    event: case.ReplyIssued | case.ReportingCompleted | case.ReplyDelivered | case.CaseClosed | case.CaseReopened,
) -> PublicEvent:
    """Map replies as said, deliveries and closings."""
    match event:
        case case.ReplyIssued():
            return _issued(event)
        case case.ReportingCompleted():
            return ReplyReportingCompletedV1(
                case_id=event.case_id, reply_id=event.reply_id, reported_to=event.reported_to, flags=tuple(event.flags)
            )
        case case.ReplyDelivered():
            return public.ReplyDeliveredV1(
                reply_id=event.reply_id,
                opinion_id=event.opinion_id,
                case_id=event.case_id,
                channel=event.channel,
                delivered_at=event.delivered_at,
            )
        case case.CaseClosed():
            return public.CaseClosedV1(
                case_id=event.case_id,
                closed_on=event.closed_on,
                timeliness=event.timeliness,
                working_days_late=event.working_days_late,
                flags=tuple(event.flags),
                working_days_early=event.working_days_early,
            )
        case case.CaseReopened():
            due_on = event.schedule.due_on if event.schedule else None
            return public.CaseReopenedV1(case_id=event.case_id, reason=event.reason, reopened_on=event.reopened_on, due_on=due_on)


def _issued(event: case.ReplyIssued) -> public.ReplyIssuedV1:
    reply, given = event.reply, event.reply.roadmap
    roadmap = Roadmap(expected_on=given.expected_on, steps=given.steps, budget_note=given.budget_note) if given else None
    return public.ReplyIssuedV1(
        reply_id=reply.reply_id,
        case_id=event.case_id,
        opinion_ids=reply.opinion_ids,
        issuing_org_id=reply.issuing_org_id,
        reply_doc=reply.reply_doc,
        outcome=reply.outcome,
        issued_on=event.counts_on,
        simultaneous_report_to=reply.reported_to,
        summary_plain=reply.summary_plain,
        flags=tuple(event.flags),
        corrects=reply.corrects,
        roadmap=roadmap,
        answers_all=event.answers_all,
        timeliness=event.timeliness,
        working_days_late=event.working_days_late,
        working_days_early=event.working_days_early,
    )
