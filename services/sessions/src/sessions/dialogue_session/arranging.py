"""Scheduling, postponing and cancelling: which sessions may be put on the calendar (domain rules, sections 4, 5 and 9)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import assert_never

from chassis.decider import Refused
from contracts.vocabulary import Form, Level, MeetingMode, Regime, Trigger
from contracts.workdays import local_date
from sessions.dialogue_session.commands import ArrangingCommand, CancelSession, PostponeSession, ProposeSession, ScheduleSession
from sessions.dialogue_session.events import DialogueSessionEvent, SessionCancelled, SessionPostponed, SessionScheduled
from sessions.dialogue_session.facts import SessionPart
from sessions.dialogue_session.session import (
    Arrangement,
    Cancelled,
    DialogueSession,
    NoSession,
    Postponed,
    Proposed,
    Scheduled,
    level_ended,
)
from sessions.org_unit.on_file import Directory, require_valid


def arrange(command: ArrangingCommand, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    match command:
        case ScheduleSession():
            return _schedule(command, session)
        case PostponeSession():
            return _postpone(command, session)
        case CancelSession():
            return _cancel(command, session)
        case _:
            assert_never(command)


def _schedule(command: ScheduleSession, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    scheduled = SessionScheduled(
        session_id=command.session_id,
        plan_id=command.plan_id,
        plan_year=command.plan_year,
        regime=command.regime,
        audience=command.audience,
        form=command.form,
        level=command.level,
        host_org_id=command.host_org_id,
        chair_role=command.chair_role,
        starts_at=command.starts_at,
        ends_at=command.ends_at,
        venue=command.venue,
        trigger=command.trigger,
        co_chair_roles=command.co_chair_roles,
        online_url=command.online_url,
        topic_code=command.topic_codes[0] if command.topic_codes else None,
        opinion_cutoff_on=command.opinion_cutoff_on or local_date(command.starts_at) - timedelta(days=1),
        co_host_org_ids=command.co_host_org_ids,
        mode=command.mode,
        parts=command.parts,
        voters=command.voters,
        proposed_by_role=session.proposal.proposed_by_role if isinstance(session, Proposed) else None,
        proposed_by_org_id=session.proposal.proposed_by_org_id if isinstance(session, Proposed) else None,
    )
    if isinstance(session, Scheduled) and session.plan.scheduled == scheduled:
        return []
    if not isinstance(session, NoSession | Proposed):
        raise Refused("session_already_scheduled", session_id=command.session_id)
    check_kind(command)
    _check_dates(command, scheduled.opinion_cutoff_on)
    _check_parts(command.parts, command)
    check_plan(command)
    for host in (command.host_org_id, *command.co_host_org_ids):
        _check_host(command.level, host, local_date(command.starts_at), command.orgs)
    return [scheduled]


def check_kind(command: ScheduleSession | ProposeSession) -> None:
    """The axes of section 4 fit together, and so do topic, cause, hosts and the way people meet."""
    _check_axes(command)
    _check_cause(command)
    if len({command.host_org_id, *command.co_host_org_ids}) <= len(command.co_host_org_ids):
        raise Refused("host_named_twice")
    if command.mode in (MeetingMode.ONLINE, MeetingMode.HYBRID) and command.online_url is None:
        raise Refused("online_address_missing")
    if command.mode is MeetingMode.IN_PERSON and command.online_url is not None:
        raise Refused("in_person_needs_no_address")


def _check_axes(command: ScheduleSession | ProposeSession) -> None:
    if not command.audience:
        raise Refused("audience_missing")
    if len(set(command.audience)) != len(command.audience):
        raise Refused("audience_named_twice")
    single = command.regime is Regime.AD_HOC or command.form is Form.SINGLE_TOPIC
    if single and len(command.topic_codes) != 1:
        raise Refused("one_topic_required", given=str(len(command.topic_codes)))
    if len(command.topic_codes) > 1:
        raise Refused("one_topic_at_most", given=str(len(command.topic_codes)))
    if command.form is Form.SINGLE_TOPIC and command.regime is not Regime.AD_HOC:
        raise Refused("single_topic_is_ad_hoc")


def _check_cause(command: ScheduleSession | ProposeSession) -> None:
    if command.regime is Regime.AD_HOC and command.trigger is Trigger.PLAN:
        raise Refused("ad_hoc_needs_its_cause")
    if command.regime is Regime.PERIODIC and command.trigger in (Trigger.HOT_ISSUE, Trigger.VOTERS_10_PERCENT):
        raise Refused("periodic_follows_the_plan")
    if command.trigger is Trigger.VOTERS_10_PERCENT and command.level is not Level.COMMUNE:
        raise Refused("voters_ask_a_commune")
    if (command.trigger is Trigger.VOTERS_10_PERCENT) != (command.voters is not None):
        raise Refused("voters_are_counted")
    if command.voters is not None and not command.voters.suffices:
        raise Refused("voters_below_a_tenth", asked=str(command.voters.asked), voters=str(command.voters.voters))


def _check_dates(command: ScheduleSession, cutoff_on: date | None) -> None:
    if command.ends_at < command.starts_at:
        raise Refused("ends_before_it_starts")
    if cutoff_on is not None and cutoff_on > local_date(command.starts_at):
        raise Refused("cutoff_after_session", day=cutoff_on.strftime("%d/%m/%Y"))


def _check_parts(parts: tuple[SessionPart, ...], command: ScheduleSession) -> None:
    """One part for each village cluster; together they are the session."""
    if not parts:
        return
    if command.level is not Level.COMMUNE:
        raise Refused("parts_are_for_communes")
    if len({part.part_no for part in parts}) != len(parts) or len({part.cluster.casefold() for part in parts}) != len(parts):
        raise Refused("part_named_twice")
    if any(part.ends_at < part.starts_at for part in parts):
        raise Refused("ends_before_it_starts")
    if min(part.starts_at for part in parts) != command.starts_at or max(part.ends_at for part in parts) != command.ends_at:
        raise Refused("parts_do_not_fill_the_session")


def check_plan(command: ScheduleSession | ProposeSession) -> None:
    if command.plan_id is None:
        return
    if command.planned_year is None:
        raise Refused("plan_unknown", plan_id=command.plan_id)
    if command.planned_year != command.plan_year:
        raise Refused("plan_year_differs", plan_year=str(command.planned_year))


def _check_host(level: Level, host_org_id: str, day: date, orgs: Directory) -> None:
    if level_ended(level, day):
        raise Refused("district_level_ended", day=day.strftime("%d/%m/%Y"))
    require_valid(orgs, host_org_id, day)


def _postpone(command: PostponeSession, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    plan = _before_opening(session)
    if not command.reason.strip():
        raise Refused("reason_missing")
    renotice = _told_the_old_date(plan)
    starts_at = command.new_starts_at
    if starts_at is None:
        if command.new_ends_at is not None:
            raise Refused("ends_before_it_starts")
        return [] if isinstance(session, Postponed) else [SessionPostponed(plan.session_id, command.reason, renotice=renotice)]
    if starts_at <= plan.starts_at:
        raise Refused("new_date_not_later", day=local_date(plan.starts_at).strftime("%d/%m/%Y"))
    ends_at = command.new_ends_at or starts_at + (plan.ends_at - plan.starts_at)
    if ends_at < starts_at:
        raise Refused("ends_before_it_starts")
    for host in (plan.scheduled.host_org_id, *plan.scheduled.co_host_org_ids):
        _check_host(plan.scheduled.level, host, local_date(starts_at), command.orgs)
    moved = local_date(starts_at) - local_date(plan.starts_at)
    cutoff_on = plan.opinion_cutoff_on + moved if plan.opinion_cutoff_on else None
    return [SessionPostponed(plan.session_id, command.reason, starts_at, ends_at, cutoff_on, renotice)]


def _cancel(command: CancelSession, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    if isinstance(session, Cancelled):
        return []
    plan = _before_opening(session)
    if not command.reason.strip():
        raise Refused("reason_missing")
    return [SessionCancelled(plan.session_id, command.reason, _told_the_old_date(plan))]


def _told_the_old_date(plan: Arrangement) -> tuple[str, ...]:
    """Invitees who believe in a date that no longer holds, in the order of the list."""
    notices = plan.notices
    return tuple(ref for ref in notices.invitees if ref in notices.told | notices.renotice)


def _before_opening(session: DialogueSession) -> Arrangement:
    if isinstance(session, NoSession):
        raise Refused("session_unknown")
    if not isinstance(session, Scheduled | Postponed):
        raise Refused("session_not_before_opening")
    return session.plan
