"""Acts on a case before its reply: work, assignment, class, time, referral, escalation."""

from fastapi import APIRouter, Depends

from chassis.identity.permissions import permit
from chassis.web.dependencies import keyed
from followup.acting import Done, TheAct
from followup.api import bodies as b
from followup.case import commands as c
from followup.case import permissions as p

router = APIRouter(prefix="/api/v1/cases/{case_id}", tags=["cases"])


@router.post("/start", dependencies=[permit(p.START)])
async def start(act: TheAct) -> Done:
    """The assigned agency takes the case up."""
    act.for_own_case(p.START)
    return await act.do(lambda a: c.StartWork(now=a.clock.now(), by=a.actor))


@router.post("/assignment", dependencies=[permit(p.DECIDE)])
async def reassign(body: b.AssignmentBody, act: TheAct) -> Done:
    """The chair gives the case to another agency; the clock keeps running."""
    act.for_own_case(p.DECIDE)
    return await act.do(
        lambda a: c.Reassign(
            now=a.clock.now(), by=a.actor, to_agency_id=body.to_agency_id, co_agencies=body.co_agencies, reason=body.reason
        )
    )


@router.post("/classification", dependencies=[permit(p.DECIDE)])
async def reclassify(body: b.ClassificationBody, act: TheAct) -> Done:
    """The chair decides ORDINARY or COMPLEX."""
    act.for_own_case(p.DECIDE)
    return await act.do(lambda a: c.Reclassify(now=a.clock.now(), by=a.actor, to=body.complexity, reason=body.reason, terms=a.terms))


@router.post("/extensions", dependencies=[permit(p.REQUEST)])
async def request_extension(body: b.ExtensionBody, act: TheAct) -> Done:
    """The agency asks for more time, on or before the due date, with the notice to the submitter and the report."""
    act.for_own_case(p.REQUEST)
    return await act.do(
        lambda a: c.RequestExtension(
            now=a.clock.now(),
            by=a.actor,
            proposed_due_on=body.proposed_due_on,
            reason=body.reason,
            citizen_notice_doc=body.citizen_notice_doc,
            reported_to_org_id=body.reported_to_org_id,
            legal_basis=body.legal_basis,
            terms=a.terms,
            report_bodies=a.report_bodies,
        )
    )


@router.post("/extensions/grant", dependencies=[permit(p.DECIDE)])
async def grant_extension(body: b.GrantBody, act: TheAct) -> Done:
    """The chair grants what was asked."""
    act.for_own_case(p.DECIDE)
    return await act.do(lambda a: c.GrantExtension(now=a.clock.now(), by=a.actor, terms=a.terms, decision_doc=body.decision_doc))


@router.post("/extensions/refuse", dependencies=[permit(p.DECIDE)])
async def refuse_extension(body: b.RefusalBody, act: TheAct) -> Done:
    """The chair refuses what was asked."""
    act.for_own_case(p.DECIDE)
    return await act.do(lambda a: c.RefuseExtension(now=a.clock.now(), by=a.actor, because=body.because))


@router.post("/delay-notices", dependencies=[permit(p.REQUEST), Depends(keyed)])
async def delay_notice(body: b.DelayNoticeBody, act: TheAct) -> Done:
    """The submitter was told when to expect the reply; the due date does not move."""
    act.for_own_case(p.REQUEST)
    return await act.do(lambda a: c.SendDelayNotice(now=a.clock.now(), by=a.actor, doc=body.doc, expected_reply_on=body.expected_reply_on))


@router.post("/referral-requests", dependencies=[permit(p.REQUEST)])
async def request_referral(body: b.ReferralRequestBody, act: TheAct) -> Done:
    """The agency advises the chair that the matter is beyond its authority."""
    act.for_own_case(p.REQUEST)
    return await act.do(
        lambda a: c.RequestReferral(now=a.clock.now(), by=a.actor, superior_org_id=body.superior_org_id, reason=body.reason)
    )


@router.post("/referral-requests/decline", dependencies=[permit(p.DECIDE)])
async def decline_referral(body: b.RefusalBody, act: TheAct) -> Done:
    """The chair keeps the matter with the agency."""
    act.for_own_case(p.DECIDE)
    return await act.do(lambda a: c.DeclineReferral(now=a.clock.now(), by=a.actor, because=body.because))


@router.post("/referrals", dependencies=[permit(p.DECIDE)])
async def refer_upward(body: b.ReferralBody, act: TheAct) -> Done:
    """The chair submits the matter to the superior; the clock stops."""
    act.for_own_case(p.DECIDE)
    return await act.do(
        lambda a: c.ReferUpward(
            now=a.clock.now(),
            by=a.actor,
            superior_org_id=body.superior_org_id,
            doc=body.doc,
            citizen_notice_doc=body.citizen_notice_doc,
            terms=a.terms,
        )
    )


@router.post("/superior-responses", dependencies=[permit(p.COORDINATE)])
async def superior_response(body: b.SuperiorResponseBody, act: TheAct) -> Done:
    """The superior answered, returned or took over; the clock runs on."""
    act.for_own_case(p.COORDINATE, org_id=body.superior_org_id)
    return await act.do(
        lambda a: c.RecordSuperiorResponse(
            now=a.clock.now(), by=a.actor, superior_org_id=body.superior_org_id, doc=body.doc, outcome=body.outcome, terms=a.terms
        )
    )


@router.post("/escalations", dependencies=[permit(p.ESCALATE)])
async def escalate(body: b.EscalationBody, act: TheAct) -> Done:
    """Raise a level of an overdue case by hand."""
    act.for_own_case(p.ESCALATE)
    return await act.do(
        lambda a: c.Escalate(
            now=a.clock.now(), by=a.actor, level=body.level, to_role=body.to_role, to_org_id=body.to_org_id, calendar=a.rules.calendar
        )
    )


@router.post("/urgings", dependencies=[permit(p.URGE), Depends(keyed)])
async def urge(body: b.UrgingBody, act: TheAct) -> Done:
    """Press the holder by hand; a notice goes out."""
    act.for_own_case(p.URGE)
    return await act.do(lambda a: c.Urge(now=a.clock.now(), by=a.actor, note=body.note))
