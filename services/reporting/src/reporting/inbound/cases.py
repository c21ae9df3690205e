"""What followup says around a case: holders, promises, satisfaction, interim replies, urging. Pure."""

from chassis.projections.change import Patch, Put
from contracts import cases as said
from contracts import followup
from contracts.envelope import Envelope
from contracts.workdays import local_date
from reporting.inbound.followup import Read, opened, reassigned
from reporting.inbound.heard import Readings
from reporting.readmodel import case_facts as f
from reporting.readmodel import case_histories as h
from reporting.readmodel.evidence import CASE, OPINION, About


def given(envelope: Envelope, event: followup.FollowUpOpenedV1) -> Read:
    yield from opened(envelope, event)
    yield _holder(envelope, event.case_id, event.assigned_agency_id, host_org_id=event.host_org_id, since=event.anchor_on, why=h.GIVEN)


def handed_on(envelope: Envelope, event: followup.CaseReassignedV1) -> Read:
    yield from reassigned(envelope, event)
    since = local_date(envelope.time)
    yield _holder(envelope, event.case_id, event.to_agency_id, host_org_id=None, since=since, why=h.REASSIGNED)


def succeeded(envelope: Envelope, event: said.CasePassedToSuccessorV1) -> Read:
    now = {"agency_id": event.assigned_agency_id, "host_org_id": event.host_org_id, "co_agencies": list(event.co_agencies)}
    superior = {"superior_org_id": event.superior_org_id} if event.superior_org_id else {}
    back = {"state": f.OPEN, **({"due_on": event.due_on} if event.due_on else {})} if event.referral_ended else {}
    yield Patch("case_fact", {"case_id": event.case_id}, {**now, **superior, **back})
    decision = event.decision_doc.reference if event.decision_doc else None
    yield _holder(
        envelope,
        event.case_id,
        event.assigned_agency_id,
        host_org_id=event.host_org_id,
        since=event.effective_on,
        why=h.SUCCEEDED,
        decision=decision,
    )
    yield About(CASE, event.case_id)


def _holder(envelope: Envelope, case_id: str, org_id: str, **values: object) -> Put:
    row = {"org_id": org_id, "decision": None, **values}
    return Put("case_holder", {"case_id": case_id, "position": envelope.position or 0}, row)


def joined(_: Envelope, event: said.OpinionsJoinedCaseV1) -> Read:
    for opinion_id in event.opinion_ids:
        yield About(OPINION, opinion_id)
    yield About(CASE, event.case_id)


def promised(_: Envelope, event: said.CommitmentMadeV1) -> Read:
    values = {
        "case_id": event.case_id,
        "owner_org_id": event.owner_org_id,
        "opinions": len(event.opinion_ids),
        "made_on": event.made_on,
        "first_expected_on": event.expected_on,
        "expected_on": event.expected_on,
        "steps": event.steps,
        "budget_note": event.budget_note,
        "state": h.OPEN,
        "ended_on": None,
    }
    yield Put("commitment_fact", {"commitment_id": event.commitment_id}, values)
    for opinion_id in event.opinion_ids:
        yield Put("commitment_opinion", {"commitment_id": event.commitment_id, "opinion_id": opinion_id}, {"case_id": event.case_id})
    yield About(CASE, event.case_id)


def moved(_: Envelope, event: said.CommitmentRescheduledV1) -> Read:
    yield Patch("commitment_fact", {"commitment_id": event.commitment_id}, {"expected_on": event.new_expected_on})
    yield About(CASE, event.case_id)


def withdrawn(_: Envelope, event: said.CommitmentWithdrawnV1) -> Read:
    values = {"state": h.WITHDRAWN, "ended_on": event.withdrawn_on}
    yield Patch("commitment_fact", {"commitment_id": event.commitment_id}, values)
    yield About(CASE, event.case_id)


def resolved(_: Envelope, event: said.ResolutionRecordedV1) -> Read:
    values = {"state": h.RESOLVED, "ended_on": event.resolved_on}
    yield Patch("commitment_fact", {"commitment_id": event.commitment_id}, values)
    for opinion_id in event.opinion_ids:
        yield About(OPINION, opinion_id)
    yield About(CASE, event.case_id)


def interim(_: Envelope, event: said.InterimReplyIssuedV1) -> Read:
    values = {
        "case_id": event.case_id,
        "issuing_org_id": event.issuing_org_id,
        "issued_on": event.issued_on,
        "expected_reply_on": event.expected_reply_on,
    }
    yield Put("interim_reply_fact", {"reply_id": event.reply_id}, values)
    yield About(CASE, event.case_id)


def reporting_completed(_: Envelope, event: said.ReplyReportingCompletedV1) -> Read:
    yield Patch("reply_fact", {"reply_id": event.reply_id}, {"flags": list(event.flags)})
    yield About(CASE, event.case_id)


def urged(envelope: Envelope, event: said.CaseUrgedV1) -> Read:
    values = {"urged_on": event.urged_on, "by_role": event.by_role, "to_org_id": event.to_org_id}
    yield Put("urging_fact", {"case_id": event.case_id, "position": envelope.position or 0}, values)
    yield About(CASE, event.case_id)


def satisfied(_: Envelope, event: said.SatisfactionRecordedV1) -> Read:
    values = {"satisfaction": event.satisfaction, "recorded_on": event.recorded_on}
    yield Put("satisfaction_fact", {"case_id": event.case_id, "opinion_id": event.opinion_id}, values)
    yield About(CASE, event.case_id)


READINGS: Readings = {
    followup.FollowUpOpenedV1: given,
    followup.CaseReassignedV1: handed_on,
    said.CasePassedToSuccessorV1: succeeded,
    said.OpinionsJoinedCaseV1: joined,
    said.CommitmentMadeV1: promised,
    said.CommitmentRescheduledV1: moved,
    said.CommitmentWithdrawnV1: withdrawn,
    said.ResolutionRecordedV1: resolved,
    said.InterimReplyIssuedV1: interim,
    said.ReplyReportingCompletedV1: reporting_completed,
    said.CaseUrgedV1: urged,
    said.SatisfactionRecordedV1: satisfied,
}
