"""The written reply and the end of a case: reply, its further addressees, delivery, closing, reopening."""

from fastapi import APIRouter

from chassis.identity.permissions import permit
from chassis.ids import derived_id, new_id
from contracts.workdays import local_date
from followup.api import bodies as b
from followup.api.acting import Act, TheAct
from followup.case import commands as c
from followup.case import permissions as p
from followup.case.vocabulary import Reply

router = APIRouter(prefix="/api/v1/cases/{case_id}", tags=["replies"])


def _reply(act: Act, body: b.ReplyBody) -> Reply:
    given = body.reply_id or str(derived_id("reply", str(act.command_id)) if act.command_id else new_id())
    return Reply(
        reply_id=given,
        opinion_ids=body.opinion_ids or act.facts.opinion_ids,
        issuing_org_id=body.issuing_org_id,
        reply_doc=body.reply_doc,
        outcome=body.outcome,
        summary_plain=body.summary_plain,
        reported_to=body.simultaneous_report_to,
        said_on=local_date(act.clock.now()),
        issued_on=body.issued_on,
    )


@router.post("/replies", dependencies=[permit(p.REPLY)])
async def reply(body: b.ReplyBody, act: TheAct) -> b.Done:
    """The agency replies in writing; it counts by the document's own date (A-23). The same `reply_id` twice changes nothing."""
    act.for_own_case(p.REPLY, org_id=body.issuing_org_id)
    return await act.do(
        lambda a: c.IssueReply(
            now=a.clock.now(),
            by=a.actor,
            reply=_reply(a, body),
            calendar=a.rules.calendar,
            directory=a.rules.organisations.directory,
        )
    )


@router.post("/replies/{reply_id}/reporting", dependencies=[permit(p.REPLY)])
async def complete_reporting(reply_id: str, body: b.ReportingBody, act: TheAct) -> b.Done:
    """Report the reply to those who were left out."""
    act.for_own_case(p.REPLY)
    return await act.do(
        lambda a: c.CompleteReporting(
            now=a.clock.now(), by=a.actor, reply_id=reply_id, reported_to=body.reported_to, directory=a.rules.organisations.directory
        )
    )


@router.post("/replies/{reply_id}/deliveries", dependencies=[permit(p.REPLY)])
async def record_delivery(reply_id: str, body: b.DeliveryBody, act: TheAct) -> b.Done:
    """Keep when and how the submitter got the reply; the last leg closes the case."""
    act.for_own_case(p.REPLY)
    opinion_id = body.opinion_id or act.facts.opinion_ids[0]
    return await act.do(
        lambda a: c.RecordDelivery(
            now=a.clock.now(),
            by=a.actor,
            reply_id=reply_id,
            opinion_id=opinion_id,
            channel=body.channel,
            delivered_at=body.delivered_at or a.clock.now(),
        )
    )


@router.post("/close", dependencies=[permit(p.CLOSE)])
async def close(act: TheAct) -> b.Done:
    """Close an answered and fully reported case."""
    act.for_own_case(p.CLOSE)
    return await act.do(lambda a: c.CloseCase(now=a.clock.now(), by=a.actor))


@router.post("/reopen", dependencies=[permit(p.REOPEN)])
async def reopen(body: b.ReopenBody, act: TheAct) -> b.Done:
    """Take a closed case up again."""
    act.for_own_case(p.REOPEN)
    return await act.do(lambda a: c.ReopenCase(now=a.clock.now(), by=a.actor, reason=body.reason, terms=a.terms))
