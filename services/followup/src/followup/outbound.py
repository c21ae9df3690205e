"""Pure: a stored event → the public event others hear, or None, and why it stays private."""

from collections.abc import Mapping

from chassis.eventstore.recorded import Recorded
from contracts import followup as public
from contracts.envelope import PublicEvent
from contracts.followup import WorkingCalendarLoadedV1
from contracts.vocabulary import TargetKind
from followup.case import events as case
from followup.case import promised
from followup.duty import events as duty
from followup.outbound_duty import outbound_breach, outbound_duty
from followup.outbound_promised import outbound_promised
from followup.outbound_reply import outbound_reply
from followup.plan_year.plan_year import PlanYearOpened
from followup.recalculation.run import RecalculationAdvanced
from followup.rule_pack.events import RulePackLoaded
from followup.rules.read import public_rules
from followup.stored import StoredEvent
from followup.succession import run as succession
from followup.working_calendar.events import WorkingCalendarLoaded


def outbound(recorded: Recorded) -> PublicEvent | None:  # noqa: C901, PLR0911, PLR0912 - one arm per stored event
    """Map what was stored to what is published; looks at nothing but the event."""
    event: StoredEvent = recorded.event
    match event:
        case WorkingCalendarLoaded():
            return WorkingCalendarLoadedV1.announcing(event.calendar(), loaded_by=event.loaded_by)
        case RulePackLoaded():
            return _rule_pack(event)
        case case.FollowUpOpened():
            return _opened(event)
        case case.CaseReassigned() | case.CaseReclassified() | case.DelayNoticeSent():
            return _changed(event)
        case case.ExtensionRequested() | case.ExtensionGranted() | case.ExtensionRefused():
            return _extension(event)
        case case.ReferredToSuperior() | case.SuperiorResponseReceived():
            return _referral(event)
        case case.DeadlineRecalculated():
            return _recalculated(event)
        case case.DeadlineApproaching() | case.DeadlineMissed() | case.EscalationRaised():
            return _case_deadline(event)
        case duty.DutyDeadlineApproaching() | duty.DutyDeadlineMissed() | duty.DutyEscalationRaised():
            return _duty_deadline(event)
        case case.ReplyIssued() | case.ReportingCompleted() | case.ReplyDelivered() | case.CaseClosed() | case.CaseReopened():
            return outbound_reply(event)
        case (
            duty.DutyOpened()
            | duty.DutyDeadlineRecalculated()
            | duty.DutyExtended()
            | duty.DutyFulfilled()
            | duty.DutyLifted()
            | duty.DutyPassedToSuccessor()
        ):
            return outbound_duty(event)
        case duty.MinimumFrequencyBreached():
            return outbound_breach(event)
        case case.WorkStarted() | case.ReferralRequested() | promised.ReferralDeclined():
            return None  # inner work of agency and chair; a referral is told when it is made
        case case.DeadlineUpheld() | case.DueDateCommunicated() | case.DeadlinePassed() | case.StepPostponed():
            return None  # the clock's own bookkeeping: no date changed
        case promised.CommitmentReminderPostponed():
            return None  # it is told when the office is open
        case duty.DutyPartsExpected() | duty.DutyPartDone() | duty.DutyRequirementRaised():
            return None  # how far the duty is; its fulfilment tells the end
        case PlanYearOpened():
            return None  # the duties it opens are told
        case duty.DutyDateCommunicated() | duty.DutyDeadlinePassed() | duty.DutyStepPostponed():
            return None  # the clock's own bookkeeping
        case case.ReplyHeld() | case.HeldReplyRefused():
            return None  # told to its sender by a receipt
        case RecalculationAdvanced() | succession.SuccessionAnnounced() | succession.SuccessionAdvanced():
            return None  # how a run is cut into pages; each case tells its own change
        case _:
            return outbound_promised(event)


def _rule_pack(event: RulePackLoaded) -> public.RulePackLoadedV1:
    pack = event.pack
    return public.RulePackLoadedV1(
        rulepack_id=pack.rule_pack_id,
        province_code=pack.province_code or "*",
        org_scope=pack.org_scope,
        valid_from=pack.valid_from,
        valid_to=pack.valid_to,
        rules=public_rules(pack),
        additive=pack.additive,
        provenance="; ".join(pack.provenance),
    )


def _opened(event: case.FollowUpOpened) -> public.FollowUpOpenedV1:
    plan = event.schedule
    deadline = plan.deadline if plan else None
    return public.FollowUpOpenedV1(
        case_id=event.case_id,
        opinion_ids=event.opinion_ids,
        session_id=event.session_id,
        host_org_id=event.host_org_id,
        assigned_agency_id=event.assigned_agency_id,
        co_agencies=event.co_agencies,
        complexity=event.complexity,
        authority=event.authority,
        anchor_on=event.anchor_on,
        rule_id=deadline.rule_id if deadline else None,
        rule_pack_id=deadline.rule_pack_id if deadline else None,
        calendar_version=deadline.calendar_version if deadline else None,
        due_on=deadline.due_on if deadline else None,
        warn_on=plan.warn_on if plan else (),
        summary_redacted=event.summary_redacted,
    )


def _changed(event: case.CaseReassigned | case.CaseReclassified | case.DelayNoticeSent) -> PublicEvent:
    match event:
        case case.CaseReassigned():
            return public.CaseReassignedV1(
                case_id=event.case_id,
                from_agency_id=event.from_agency_id,
                to_agency_id=event.to_agency_id,
                co_agencies=event.co_agencies,
                decided_by_role=event.decided_by_role,
                reason=event.reason,
            )
        case case.CaseReclassified():
            return public.CaseReclassifiedV1(
                case_id=event.case_id,
                from_=event.from_complexity,
                to=event.to_complexity,
                decided_by_role=event.decided_by_role,
                reason=event.reason,
                due_on=event.schedule.due_on if event.schedule else None,
            )
        case case.DelayNoticeSent():
            return public.DelayNoticeSentToSubmitterV1(case_id=event.case_id, doc=event.doc, expected_reply_on=event.expected_reply_on)


def _extension(event: case.ExtensionRequested | case.ExtensionGranted | case.ExtensionRefused) -> PublicEvent:
    wish = event.wish
    asked = {
        "case_id": event.case_id,
        "requested_on": wish.requested_on,
        "proposed_due_on": wish.proposed_due_on,
        "reason": wish.reason,
        "legal_basis": wish.legal_basis,
        "citizen_notice_doc": wish.citizen_notice_doc,
        "reported_to_org_id": wish.reported_to_org_id,
    }
    match event:
        case case.ExtensionRequested():
            return public.ExtensionRequestedV1.model_validate(asked)
        case case.ExtensionGranted():
            return public.ExtensionGrantedV1.model_validate({**asked, "cap_on": wish.cap_on, "decided_by_role": event.decided_by_role})
        case case.ExtensionRefused():
            return public.ExtensionRefusedV1.model_validate({**asked, "cap_on": wish.cap_on, "decided_by_role": event.decided_by_role})


def _referral(event: case.ReferredToSuperior | case.SuperiorResponseReceived) -> PublicEvent:
    if isinstance(event, case.ReferredToSuperior):
        return public.ReferredToSuperiorV1(
            case_id=event.case_id, superior_org_id=event.superior_org_id, doc=event.doc, referred_on=event.referred_on
        )
    return public.SuperiorResponseReceivedV1(
        case_id=event.case_id, superior_org_id=event.superior_org_id, doc=event.doc, outcome=event.outcome
    )


def _recalculated(event: case.DeadlineRecalculated) -> public.DeadlineRecalculatedV1:
    return public.DeadlineRecalculatedV1(
        case_id=event.case_id,
        old_due_on=event.old_due_on,
        new_due_on=event.schedule.due_on,
        cause=event.cause,
        calendar_version=event.schedule.deadline.calendar_version,
        decided_by=event.decided_by,
        decision=event.decision,
        **(vars(event.judged) if event.judged else {}),
    )


def _case_deadline(event: case.DeadlineApproaching | case.DeadlineMissed | case.EscalationRaised) -> PublicEvent:
    target = {"target_kind": TargetKind.CASE, "target_id": event.case_id, "case_id": event.case_id, "owner_org_id": event.owner_org_id}
    return _deadline(event, target)


def _duty_deadline(event: duty.DutyDeadlineApproaching | duty.DutyDeadlineMissed | duty.DutyEscalationRaised) -> PublicEvent:
    return _deadline(event, {"target_kind": TargetKind.DUTY, "target_id": event.duty_id, "owner_org_id": event.owner_org_id})


def _deadline(
    event: case.DeadlineApproaching
    | case.DeadlineMissed
    | case.EscalationRaised
    | duty.DutyDeadlineApproaching
    | duty.DutyDeadlineMissed
    | duty.DutyEscalationRaised,
    target: Mapping[str, object],
) -> PublicEvent:
    match event:
        case case.DeadlineApproaching() | duty.DutyDeadlineApproaching():
            return public.DeadlineApproachingV1.model_validate({**target, "level": event.level, "due_on": event.due_on})
        case case.DeadlineMissed() | duty.DutyDeadlineMissed():
            return public.DeadlineMissedV1.model_validate({**target, "due_on": event.due_on, "detected_on": event.detected_on})
        case case.EscalationRaised() | duty.DutyEscalationRaised():
            also = tuple(public.EscalationAddressee(role=each.to_role, org_id=each.to_org or None) for each in event.also_to)
            raised = {
                "level": event.level,
                "to_role": event.to_role,
                "to_org_id": event.to_org_id,
                "working_days_late": event.working_days_late,
            }
            return public.EscalationRaisedV1.model_validate({**target, **raised, "also_to": also})
