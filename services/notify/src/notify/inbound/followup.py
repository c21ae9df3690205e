"""What followup tells: calendars and rule packs to count with, cases and duties, and everything somebody has to be told about them."""

from functools import partial
from typing import Any

from chassis.handle import Unit
from chassis.messaging.inbox import Source
from contracts import duties
from contracts import followup as f
from contracts.envelope import Envelope, PublicEvent
from contracts.vocabulary import DeadlineLevel, TargetKind
from contracts.workdays import local_date
from notify.inbound import cases
from notify.inbound.about_cases import amend_target, known, news_of, tell_of_succession, tell_office
from notify.inbound.asking import Practice
from notify.inbound.inviting import lead_time
from notify.inbound.submitters import tell_submitters
from notify.notice.letters import ReplyLetter
from notify.notice.vocabulary import Purpose
from notify.readmodel.calendars import LoadedCalendar
from notify.readmodel.deadlines import DeadlineTarget, find_target, no_longer_expected
from notify.readmodel.heard import amend, remember
from notify.readmodel.organisations import acting_organisation
from notify.readmodel.rule_packs import LoadedRulePack
from notify.readmodel.sessions import Session, sessions_ahead


def source(practice: Practice) -> Source:
    handlers: dict[type[PublicEvent], Any] = {
        f.WorkingCalendarLoadedV1: partial(on_calendar, practice=practice),
        f.RulePackLoadedV1: partial(on_rule_pack, practice=practice),
        f.FollowUpOpenedV1: on_case,
        duties.DutyOpenedV1: on_duty,
        f.CaseReassignedV1: on_reassigned,
        f.CaseReclassifiedV1: on_reclassified,
        f.ExtensionGrantedV1: on_extended,
        f.DeadlineRecalculatedV1: on_recalculated,
        f.CaseClosedV1: on_closed,
        f.CaseReopenedV1: on_reopened,
        duties.DutyRescheduledV1: on_rescheduled,
        duties.DutyFulfilledV1: on_fulfilled,
        duties.DutyLiftedV1: on_fulfilled,
        duties.DutyPassedToSuccessorV1: on_duty_passed,
        f.DeadlineApproachingV1: on_approaching,
        f.DeadlineMissedV1: on_missed,
        f.EscalationRaisedV1: on_escalation,
        f.ReplyIssuedV1: on_reply,
        f.DelayNoticeSentToSubmitterV1: on_delay,
        f.ReferredToSuperiorV1: on_referral,
        **cases.HANDLERS,
    }
    return Source("followup", handlers)


async def on_calendar(unit: Unit, envelope: Envelope, event: f.WorkingCalendarLoadedV1, *, practice: Practice) -> None:
    """Limits of sessions ahead are counted anew: calendars change late."""
    values = {"position": envelope.position or 0, "body": event.model_dump_json()}
    await remember(unit.connection, LoadedCalendar, {"calendar_version": event.calendar_version}, values)
    await _recount(unit, practice)


async def on_rule_pack(unit: Unit, envelope: Envelope, event: f.RulePackLoadedV1, *, practice: Practice) -> None:
    values = {
        "position": envelope.position or 0,
        "province_code": event.province_code,
        "org_scope": event.org_scope,
        "valid_from": event.valid_from,
        "valid_to": event.valid_to,
        "additive": event.additive,
        "rules": dict(event.rules),
    }
    await remember(unit.connection, LoadedRulePack, {"rulepack_id": event.rulepack_id}, values)
    await _recount(unit, practice)


async def _recount(unit: Unit, practice: Practice) -> None:
    for session in await sessions_ahead(unit.connection, unit.clock.now()):
        lead = await lead_time(unit, session, practice)
        values = {
            "limit_on": lead.limit_on if lead else None,
            "target_on": lead.target_on if lead else None,
            "binding": bool(lead and lead.binding),
            "calendar_version": lead.calendar_version if lead else None,
        }
        await amend(unit.connection, Session, {"session_id": session.session_id}, values)


async def on_case(unit: Unit, _envelope: Envelope, event: f.FollowUpOpenedV1) -> None:
    values = {
        "kind": TargetKind.CASE.value,
        "session_id": event.session_id,
        "owner_org_id": event.assigned_agency_id,
        "host_org_id": event.host_org_id,
        "opinion_ids": list(event.opinion_ids),
        "duty": "",
        "held_on": event.anchor_on,
        "due_on": event.due_on,
        "summary": event.summary_redacted,
        "is_open": True,
    }
    await remember(unit.connection, DeadlineTarget, {"target_id": event.case_id}, values)


async def on_duty(unit: Unit, _envelope: Envelope, event: duties.DutyOpenedV1) -> None:
    values: dict[str, Any] = {
        "kind": TargetKind.DUTY.value,
        "session_id": event.session_id or "",
        "owner_org_id": event.owner_org_id,
        "host_org_id": event.owner_org_id,
        "opinion_ids": [],
        "duty": event.kind.value,
        "held_on": event.anchor_on if event.session_id else None,
        "due_on": event.due_on,
        "summary": event.title,
        "is_open": True,
    }
    await remember(unit.connection, DeadlineTarget, {"target_id": event.duty_id}, values)


async def on_reassigned(unit: Unit, envelope: Envelope, event: f.CaseReassignedV1) -> None:
    """The new holder is told, and until when; an office beside it sees the case on its list."""
    await amend_target(unit, event.case_id, owner_org_id=event.to_agency_id)
    target = await known(unit, event.case_id)
    due_on, note, round_of = target.due_on, event.reason, f"assigned:{envelope.id}"
    await tell_office(unit, target, Purpose.ASSIGNMENT, event.to_agency_id, level="ASSIGNED", due_on=due_on, note=note, generation=round_of)


async def on_reclassified(unit: Unit, _envelope: Envelope, event: f.CaseReclassifiedV1) -> None:
    await amend_target(unit, event.case_id, due_on=event.due_on)


async def on_extended(unit: Unit, _envelope: Envelope, event: f.ExtensionGrantedV1) -> None:
    """The submitter is told the new date with the office's own notice about it (DL-09)."""
    await amend_target(unit, event.case_id, due_on=event.proposed_due_on)
    await no_longer_expected(unit.connection, event.case_id)
    if event.citizen_notice_doc:
        target = await known(unit, event.case_id)
        letter = await news_of(unit, target, doc=event.citizen_notice_doc, expected_on=event.proposed_due_on)
        generation = f"extension:{event.proposed_due_on.isoformat()}"
        await tell_submitters(unit, Purpose.DELAY, event.case_id, target.opinion_ids, letter, generation=generation)


async def on_recalculated(unit: Unit, _envelope: Envelope, event: f.DeadlineRecalculatedV1) -> None:
    await amend_target(unit, event.case_id, due_on=event.new_due_on)


async def on_closed(unit: Unit, _envelope: Envelope, event: f.CaseClosedV1) -> None:
    """Reminders still waiting for office hours find the case closed and are withdrawn."""
    await amend_target(unit, event.case_id, is_open=False)


async def on_reopened(unit: Unit, _envelope: Envelope, event: f.CaseReopenedV1) -> None:
    await amend_target(unit, event.case_id, is_open=True)
    await no_longer_expected(unit.connection, event.case_id)


async def on_rescheduled(unit: Unit, _envelope: Envelope, event: duties.DutyRescheduledV1) -> None:
    await amend_target(unit, event.duty_id, due_on=event.new_due_on)


async def on_fulfilled(unit: Unit, _envelope: Envelope, event: duties.DutyFulfilledV1 | duties.DutyLiftedV1) -> None:
    await amend_target(unit, event.duty_id, is_open=False)


async def on_duty_passed(unit: Unit, _envelope: Envelope, event: duties.DutyPassedToSuccessorV1) -> None:
    """Who takes the duty over is told, and the organisation that ended; where only its host is another one, nobody's work changes."""
    if event.owner_org_id == event.to_org_id:
        await amend_target(unit, event.duty_id, owner_org_id=event.owner_org_id, host_org_id=event.owner_org_id)
        await tell_of_succession(unit, await known(unit, event.duty_id), event)


async def on_approaching(unit: Unit, _envelope: Envelope, event: f.DeadlineApproachingV1) -> None:
    """D5 and D0 to the owner, D2 also to the coordinator (ladder A-15)."""
    target = await known(unit, event.target_id)
    offices = [event.owner_org_id or target.owner_org_id]
    if event.level is DeadlineLevel.D2:
        offices.append(target.host_org_id)
    for org_id in dict.fromkeys(offices):
        await tell_office(unit, target, Purpose.REMINDER, org_id, level=event.level.value, due_on=event.due_on)


async def on_missed(unit: Unit, _envelope: Envelope, event: f.DeadlineMissedV1) -> None:
    target = await known(unit, event.target_id)
    for org_id in dict.fromkeys([event.owner_org_id or target.owner_org_id, target.host_org_id]):
        await tell_office(unit, target, Purpose.OVERDUE, org_id, level="MISSED", due_on=event.due_on)


async def on_escalation(unit: Unit, _envelope: Envelope, event: f.EscalationRaisedV1) -> None:
    """To every addressee of the level; one without an organisation is reached through the host's office."""
    target = await known(unit, event.target_id)
    addressees = [(event.to_role, event.to_org_id), *((also.role, also.org_id) for also in event.also_to)]
    due_on = target.due_on or local_date(unit.clock.now())
    late = event.working_days_late
    for role, org_id in dict.fromkeys(addressees):
        office = org_id or target.host_org_id
        await tell_office(
            unit, target, Purpose.ESCALATION, office, level=f"L{event.level}", due_on=due_on, attention=role, working_days_late=late
        )


async def on_reply(unit: Unit, _envelope: Envelope, event: f.ReplyIssuedV1) -> None:
    """The submitter hears of the answer; who has been waiting to be reminded of the case is not, once nothing of it is unanswered."""
    if event.answers_all:
        await amend_target(unit, event.case_id, is_open=False)
    target = await find_target(unit.connection, event.case_id)
    letter = ReplyLetter(
        opinion_ids=(),
        office_name=(await acting_organisation(unit.connection, event.issuing_org_id, local_date(unit.clock.now()))).name,
        case_id=event.case_id,
        held_on=target.held_on if target else None,
        doc_number=event.reply_doc.number,
        doc_symbol=event.reply_doc.symbol,
        doc_issued_on=event.issued_on or event.reply_doc.issued_on,
        outcome=event.outcome.value,
        summary=event.summary_plain,
        corrects=event.corrects is not None,
    )
    await tell_submitters(unit, Purpose.REPLY, event.case_id, event.opinion_ids, letter, generation=event.reply_id)


async def on_delay(unit: Unit, _envelope: Envelope, event: f.DelayNoticeSentToSubmitterV1) -> None:
    await no_longer_expected(unit.connection, event.case_id)
    target = await known(unit, event.case_id)
    letter = await news_of(unit, target, doc=event.doc, expected_on=event.expected_reply_on)
    generation = event.expected_reply_on.isoformat()
    await tell_submitters(unit, Purpose.DELAY, event.case_id, target.opinion_ids, letter, generation=generation)


async def on_referral(unit: Unit, _envelope: Envelope, event: f.ReferredToSuperiorV1) -> None:
    target = await known(unit, event.case_id)
    superior = await acting_organisation(unit.connection, event.superior_org_id, event.referred_on)
    letter = await news_of(unit, target, doc=event.doc, superior_name=superior.name)
    generation = f"{event.superior_org_id}:{event.referred_on.isoformat()}"
    await tell_submitters(unit, Purpose.REFERRAL, event.case_id, target.opinion_ids, letter, generation=generation)
