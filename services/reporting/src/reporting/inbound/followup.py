"""What followup says, as facts about cases, replies, duties, working calendars and rule packs. Pure."""

from collections.abc import Iterator

from chassis.projections.change import Change, Drop, Patch, Put
from contracts import duties
from contracts import followup as said
from contracts.envelope import Envelope
from contracts.vocabulary import TargetKind
from contracts.workdays import local_date, reporting_year
from reporting.inbound.heard import Readings
from reporting.readmodel import case_facts as state
from reporting.readmodel.evidence import CASE, DUTY, OPINION, SESSION, About

Read = Iterator[Change | About]
EVERY_PROVINCE = "*"


def _case(case_id: str, **values: object) -> Read:
    if values:
        yield Patch("case_fact", {"case_id": case_id}, values)
    yield About(CASE, case_id)


def opened(envelope: Envelope, event: said.FollowUpOpenedV1) -> Read:
    yield Put(
        "case_fact",
        {"case_id": event.case_id},
        {
            "session_id": event.session_id,
            "opinion_id": event.opinion_ids[0] if event.opinion_ids else None,
            "host_org_id": event.host_org_id,
            "first_agency_id": event.assigned_agency_id,
            "agency_id": event.assigned_agency_id,
            "co_agencies": list(event.co_agencies),
            "complexity": event.complexity,
            "authority": event.authority,
            "anchor_on": event.anchor_on,
            "anchor_calendar_year": event.anchor_on.year,
            "anchor_reporting_year": reporting_year(event.anchor_on),
            "opened_on": local_date(envelope.time),
            "rule_id": event.rule_id,
            "rule_pack_id": event.rule_pack_id,
            "calendar_version": event.calendar_version,
            "first_due_on": event.due_on,
            "due_on": event.due_on,
            "summary": event.summary_redacted,
            "state": state.OPEN,
            "extended": False,
            "escalation_level": 0,
            "flags": [],
        },
    )
    for opinion_id in event.opinion_ids:
        yield Put("opinion_of_case", {"opinion_id": opinion_id, "case_id": event.case_id}, {"anchor_on": event.anchor_on})
        yield About(OPINION, opinion_id)
    yield About(CASE, event.case_id)


def reassigned(_: Envelope, event: said.CaseReassignedV1) -> Read:
    yield from _case(event.case_id, agency_id=event.to_agency_id, co_agencies=list(event.co_agencies))


def reclassified(_: Envelope, event: said.CaseReclassifiedV1) -> Read:
    yield from _case(event.case_id, complexity=event.to, **({"due_on": event.due_on} if event.due_on else {}))


def extended(_: Envelope, event: said.ExtensionGrantedV1) -> Read:
    yield from _case(event.case_id, due_on=event.proposed_due_on, extended=True, state=state.EXTENDED)


def traced(_: Envelope, event: said.ExtensionRequestedV1 | said.ExtensionRefusedV1 | said.DelayNoticeSentToSubmitterV1) -> Read:
    yield from _case(event.case_id)


def referred(_: Envelope, event: said.ReferredToSuperiorV1) -> Read:
    yield from _case(event.case_id, referred_on=event.referred_on, superior_org_id=event.superior_org_id, state=state.REFERRED_UP)


def superior_answered(_: Envelope, event: said.SuperiorResponseReceivedV1) -> Read:
    yield from _case(event.case_id, state=state.SUPERIOR_ANSWERED)


def recalculated(_: Envelope, event: said.DeadlineRecalculatedV1) -> Read:
    judged = {"timeliness": event.timeliness, "working_days_late": event.working_days_late, "working_days_early": event.working_days_early}
    again = judged if event.timeliness else {}
    yield from _case(event.case_id, due_on=event.new_due_on, calendar_version=event.calendar_version, **again)


def _target(event: said.DeadlineApproachingV1 | said.DeadlineMissedV1 | said.EscalationRaisedV1, **values: object) -> Read:
    if event.target_kind is TargetKind.DUTY:
        if values:
            yield Patch("duty_fact", {"duty_id": event.target_id}, values)
        yield About(DUTY, event.target_id)
    else:
        yield from _case(event.target_id, **values)


def approaching(_: Envelope, event: said.DeadlineApproachingV1) -> Read:
    yield from _target(event)


def missed(_: Envelope, event: said.DeadlineMissedV1) -> Read:
    yield from _target(event, missed_on=event.detected_on)


def escalated(_: Envelope, event: said.EscalationRaisedV1) -> Read:
    yield from _target(event, escalation_level=event.level)


def replied(envelope: Envelope, event: said.ReplyIssuedV1) -> Read:
    """The document's date decides; without one the local day of the announcement (A-23)."""
    yield Put(
        "reply_fact",
        {"reply_id": event.reply_id},
        {
            "case_id": event.case_id,
            "issuing_org_id": event.issuing_org_id,
            "document": event.reply_doc.reference,
            "outcome": event.outcome,
            "replied_on": event.reply_doc.issued_on or event.issued_on or local_date(envelope.time),
            "summary": event.summary_plain,
            "flags": list(event.flags),
            "position": envelope.position or 0,
            "corrects": event.corrects,
        },
    )
    for opinion_id in event.opinion_ids:
        yield About(OPINION, opinion_id)
    yield from _case(event.case_id, **_completed(envelope, event))


def _completed(envelope: Envelope, event: said.ReplyIssuedV1) -> dict[str, object]:
    """What the reply that leaves no opinion unanswered makes of the case; an older publisher does not say which one that is."""
    if event.answers_all is None:
        return {"state": state.REPLIED}
    if not event.answers_all:
        return {}
    counted = {"working_days_late": event.working_days_late, "working_days_early": event.working_days_early}
    on = event.reply_doc.issued_on or event.issued_on or local_date(envelope.time)
    return {"state": state.REPLIED, "replied_on": on, "timeliness": event.timeliness, **counted}


def delivered(_: Envelope, event: said.ReplyDeliveredV1) -> Read:
    values = {"delivered_on": local_date(event.delivered_at), "delivered_by": event.channel}
    yield Patch("reply_fact", {"reply_id": event.reply_id}, values)
    if event.case_id:
        yield About(CASE, event.case_id)


def closed(_: Envelope, event: said.CaseClosedV1) -> Read:
    yield from _case(
        event.case_id,
        state=state.CLOSED,
        closed_on=event.closed_on,
        timeliness=event.timeliness,
        working_days_late=event.working_days_late,
        flags=list(event.flags),
        **({} if event.working_days_early is None else {"working_days_early": event.working_days_early}),
    )


def reopened(envelope: Envelope, event: said.CaseReopenedV1) -> Read:
    fresh = dict.fromkeys(("closed_on", "timeliness", "working_days_late", "working_days_early", "replied_on"))
    reopened_on = event.reopened_on or local_date(envelope.time)
    yield from _case(event.case_id, state=state.REOPENED, reopened_on=reopened_on, **fresh)


def duty_opened(_: Envelope, event: duties.DutyOpenedV1) -> Read:
    values = {
        "session_id": event.session_id or "",
        "kind": event.kind,
        "owner_org_id": event.owner_org_id,
        "anchor_on": event.anchor_on,
        "due_on": event.due_on,
        "escalation_level": 0,
    }
    yield Put("duty_fact", {"duty_id": event.duty_id}, values)
    yield from _of_duty(event.duty_id, event.session_id)


def duty_rescheduled(_: Envelope, event: duties.DutyRescheduledV1) -> Read:
    yield Patch("duty_fact", {"duty_id": event.duty_id}, {"due_on": event.new_due_on})
    yield About(DUTY, event.duty_id)


def duty_fulfilled(_: Envelope, event: duties.DutyFulfilledV1) -> Read:
    values = {"fulfilled_on": event.fulfilled_on, "timeliness": event.timeliness, "working_days_late": event.working_days_late}
    yield Patch("duty_fact", {"duty_id": event.duty_id}, values)
    yield from _of_duty(event.duty_id, event.session_id)


def duty_lifted(_: Envelope, event: duties.DutyLiftedV1) -> Read:
    """Owed no more: neither open nor late."""
    yield Drop("duty_fact", {"duty_id": event.duty_id})
    yield from _of_duty(event.duty_id, event.session_id)


def duty_passed_on(_: Envelope, event: duties.DutyPassedToSuccessorV1) -> Read:
    yield Patch("duty_fact", {"duty_id": event.duty_id}, {"owner_org_id": event.owner_org_id})
    yield from _of_duty(event.duty_id, event.session_id)


def _of_duty(duty_id: str, session_id: str | None) -> Read:
    yield About(DUTY, duty_id)
    if session_id:
        yield About(SESSION, session_id)


def calendar_loaded(envelope: Envelope, event: said.WorkingCalendarLoadedV1) -> Read:
    values = {"position": envelope.position or 0, "body": event.model_dump_json()}
    yield Put("loaded_calendar", {"version": event.calendar_version}, values)


def pack_loaded(envelope: Envelope, event: said.RulePackLoadedV1) -> Read:
    values = {
        "position": envelope.position or 0,
        "own": event.province_code in (EVERY_PROVINCE, envelope.province_code),
        "org_scope": event.org_scope,
        "additive": event.additive,
        "valid_from": event.valid_from,
        "valid_to": event.valid_to,
        "body": event.model_dump_json(),
    }
    yield Put("loaded_pack", {"rulepack_id": event.rulepack_id}, values)


READINGS: Readings = {
    said.FollowUpOpenedV1: opened,
    said.CaseReassignedV1: reassigned,
    said.CaseReclassifiedV1: reclassified,
    said.ExtensionRequestedV1: traced,
    said.ExtensionGrantedV1: extended,
    said.ExtensionRefusedV1: traced,
    said.DelayNoticeSentToSubmitterV1: traced,
    said.ReferredToSuperiorV1: referred,
    said.SuperiorResponseReceivedV1: superior_answered,
    said.DeadlineRecalculatedV1: recalculated,
    said.DeadlineApproachingV1: approaching,
    said.DeadlineMissedV1: missed,
    said.EscalationRaisedV1: escalated,
    said.ReplyIssuedV1: replied,
    said.ReplyDeliveredV1: delivered,
    said.CaseClosedV1: closed,
    said.CaseReopenedV1: reopened,
    duties.DutyOpenedV1: duty_opened,
    duties.DutyRescheduledV1: duty_rescheduled,
    duties.DutyFulfilledV1: duty_fulfilled,
    duties.DutyLiftedV1: duty_lifted,
    duties.DutyPassedToSuccessorV1: duty_passed_on,
    said.WorkingCalendarLoadedV1: calendar_loaded,
    said.RulePackLoadedV1: pack_loaded,
}
