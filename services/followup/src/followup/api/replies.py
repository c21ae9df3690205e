"""The written reply and the end of a case: reply, its further addressees, delivery, closing, reopening."""

from fastapi import APIRouter

from chassis.identity.permissions import permit
from chassis.web.dependencies import created_id
from contracts.workdays import local_date
from followup.acting import Act, Done, Replied, TheAct
from followup.api import bodies as b
from followup.case import commands as c
from followup.case import permissions as p
from followup.case.vocabulary import LegEvidence, Reply, Roadmap

router = APIRouter(prefix="/api/v1/cases/{case_id}", tags=["replies"])


def _reply(act: Act, body: b.ReplyBody) -> Reply:
    return Reply(
        reply_id=created_id(act.command_id, body.reply_id),
        opinion_ids=body.opinion_ids or act.facts.opinion_ids,
        issuing_org_id=body.issuing_org_id,
        reply_doc=body.reply_doc,
        outcome=body.outcome,
        summary_plain=body.summary_plain,
        reported_to=body.simultaneous_report_to,
        said_on=local_date(act.clock.now()),
        issued_on=body.issued_on,
        corrects=body.corrects,
        roadmap=Roadmap(**body.roadmap.model_dump()) if body.roadmap else None,
        evidence=_evidence(body.evidence),
    )


def _evidence(given: tuple[b.EvidenceBody, ...]) -> tuple[LegEvidence, ...]:
    return tuple(LegEvidence(each.addressee, each.reported_on, each.doc) for each in given)


@router.post("/replies", dependencies=[permit(p.REPLY)])
async def reply(body: b.ReplyBody, act: TheAct) -> Replied:
    """The agency replies in writing; it counts by the document's own date (A-23).

    The same document again changes nothing, whatever id or key it comes with; with other content it is refused, unless it corrects.
    """
    act.for_own_case(p.REPLY, org_id=body.issuing_org_id)
    directory, calendar = act.rules.organisations.directory, act.rules.calendar
    return await act.reply(c.IssueReply(now=act.clock.now(), by=act.actor, reply=_reply(act, body), calendar=calendar, directory=directory))


@router.post("/interim-replies", dependencies=[permit(p.REPLY)])
async def interim_reply(body: b.InterimReplyBody, act: TheAct) -> Done:
    """A first word on the way; the case goes on and its date stays."""
    act.for_own_case(p.REPLY, org_id=body.issuing_org_id)
    given = created_id(act.command_id, body.reply_id)
    return await act.do(
        lambda a: c.IssueInterimReply(
            now=a.clock.now(),
            by=a.actor,
            reply_id=given,
            opinion_ids=body.opinion_ids or a.facts.opinion_ids,
            issuing_org_id=body.issuing_org_id,
            reply_doc=body.reply_doc,
            issued_on=body.issued_on or body.reply_doc.issued_on or local_date(a.clock.now()),
            summary_plain=body.summary_plain,
            expected_reply_on=body.expected_reply_on,
        )
    )


@router.post("/replies/{reply_id}/reporting", dependencies=[permit(p.EVIDENCE)])
async def complete_reporting(reply_id: str, body: b.ReportingBody, act: TheAct) -> Done:
    """Report the reply to those who were left out."""
    act.for_own_case(p.EVIDENCE)
    return await act.do(
        lambda a: c.CompleteReporting(
            now=a.clock.now(),
            by=a.actor,
            reply_id=reply_id,
            reported_to=body.reported_to,
            terms=a.terms,
            directory=a.rules.organisations.directory,
            evidence=_evidence(body.evidence),
        )
    )


@router.post("/replies/{reply_id}/deliveries", dependencies=[permit(p.EVIDENCE)])
async def record_delivery(reply_id: str, body: b.DeliveryBody, act: TheAct) -> Done:
    """Keep when and how the submitter got the reply; the last leg closes the case."""
    act.for_own_case(p.EVIDENCE)
    opinion_id = body.opinion_id or act.facts.opinion_ids[0]
    return await act.do(
        lambda a: c.RecordDelivery(
            now=a.clock.now(),
            by=a.actor,
            reply_id=reply_id,
            opinion_id=opinion_id,
            channel=body.channel,
            delivered_at=body.delivered_at or a.clock.now(),
            terms=a.terms,
        )
    )


@router.post("/close", dependencies=[permit(p.CLOSE)])
async def close(act: TheAct) -> Done:
    """Close an answered and fully reported case."""
    act.for_own_case(p.CLOSE)
    return await act.do(lambda a: c.CloseCase(now=a.clock.now(), by=a.actor, terms=a.terms))


@router.post("/reopen", dependencies=[permit(p.REOPEN)])
async def reopen(body: b.ReopenBody, act: TheAct) -> Done:
    """Take a closed case up again."""
    act.for_own_case(p.REOPEN)
    return await act.do(lambda a: c.ReopenCase(now=a.clock.now(), by=a.actor, reason=body.reason, terms=a.terms))


@router.post("/commitments/{commitment_id}/reschedule", dependencies=[permit(p.EVIDENCE)])
async def reschedule(commitment_id: str, body: b.CommitmentBody, act: TheAct) -> Done:
    """Another expected date for what was promised, with a reason."""
    act.for_own_case(p.EVIDENCE)
    return await act.do(
        lambda a: c.RescheduleCommitment(
            now=a.clock.now(), by=a.actor, commitment_id=commitment_id, expected_on=body.expected_on, reason=body.reason
        )
    )


@router.post("/commitments/{commitment_id}/resolution", dependencies=[permit(p.EVIDENCE)])
async def record_resolution(commitment_id: str, body: b.ResolutionBody, act: TheAct) -> Done:
    """What was promised has been done."""
    act.for_own_case(p.EVIDENCE)
    on = body.resolved_on or (body.doc.issued_on if body.doc else None) or local_date(act.clock.now())
    return await act.do(
        lambda a: c.RecordResolution(
            now=a.clock.now(), by=a.actor, commitment_id=commitment_id, resolved_on=on, summary_plain=body.summary_plain, doc=body.doc
        )
    )


@router.post("/satisfaction", dependencies=[permit(p.EVIDENCE)])
async def record_satisfaction(body: b.SatisfactionBody, act: TheAct) -> Done:
    """What the submitter says of the reply, when somebody asked."""
    act.for_own_case(p.EVIDENCE)
    opinion_id = body.opinion_id or act.facts.opinion_ids[0]
    return await act.do(
        lambda a: c.RecordSatisfaction(now=a.clock.now(), by=a.actor, opinion_id=opinion_id, satisfaction=body.satisfaction)
    )
