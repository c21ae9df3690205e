"""Pure: what is told of a duty: opened, moved, passed on, fulfilled, lifted, and a minimum frequency that was not kept."""

from contracts import duties
from contracts.envelope import PublicEvent
from contracts.vocabulary import RecalculationCause
from followup.duty import events as duty


def outbound_duty(
    event: duty.DutyOpened
    | duty.DutyDeadlineRecalculated
    | duty.DutyExtended
    | duty.DutyFulfilled
    | duty.DutyLifted
    | duty.DutyPassedToSuccessor,
) -> PublicEvent | None:
    """Map one event; None for a date counted again to the same day."""
    match event:
        case duty.DutyOpened():
            return _opened(event)
        case duty.DutyDeadlineRecalculated():
            return _rescheduled(event, event.cause, event.decision, event.decided_by)
        case duty.DutyExtended():
            return _rescheduled(event, RecalculationCause.EXTENDED, event.notice_doc.reference)
        case duty.DutyPassedToSuccessor():
            said = {name: value for name, value in vars(event).items() if name != "party_committee_id"}
            return duties.DutyPassedToSuccessorV1.model_validate(said)
        case duty.DutyLifted():
            return duties.DutyLiftedV1(duty_id=event.duty_id, kind=event.kind, session_id=event.session_id, reason=event.reason)
        case duty.DutyFulfilled():
            return duties.DutyFulfilledV1(
                duty_id=event.duty_id,
                session_id=event.session_id,
                kind=event.kind,
                fulfilled_on=event.fulfilled_on,
                timeliness=event.timeliness,
                working_days_late=event.working_days_late,
                doc=event.doc,
            )


def _opened(event: duty.DutyOpened) -> duties.DutyOpenedV1:
    deadline = event.schedule.deadline
    return duties.DutyOpenedV1(
        duty_id=event.duty_id,
        session_id=event.session_id,
        kind=event.kind,
        owner_org_id=event.owner_org_id,
        anchor_on=event.anchor_on,
        due_on=event.schedule.due_on,
        rule_id=deadline.rule_id,
        calendar_version=deadline.calendar_version,
        warn_on=event.schedule.warn_on,
        subject=event.subject,
        subject_id=event.subject_id or event.session_id,
        title=event.title,
        owner_role=event.owner_role,
        rule_pack_id=deadline.rule_pack_id,
    )


def _rescheduled(
    event: duty.DutyDeadlineRecalculated | duty.DutyExtended, cause: RecalculationCause, decision: str | None, decided_by: str | None = None
) -> PublicEvent | None:
    if event.schedule.due_on == event.old_due_on:
        return None
    return duties.DutyRescheduledV1(
        duty_id=event.duty_id,
        old_due_on=event.old_due_on,
        new_due_on=event.schedule.due_on,
        cause=cause,
        calendar_version=event.schedule.deadline.calendar_version,
        decided_by=decided_by,
        decision=decision,
    )


def outbound_breach(event: duty.MinimumFrequencyBreached) -> duties.MinimumFrequencyBreachedV1:
    """Tell that a plan year ended with too few dialogues."""
    return duties.MinimumFrequencyBreachedV1(
        org_id=event.org_id, plan_year=event.plan_year, audience=event.audience, required=event.required, held=event.held
    )
