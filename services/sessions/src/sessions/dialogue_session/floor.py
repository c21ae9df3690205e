"""The session itself, in its fixed order: opening, slips, speaking, answers and assignments, minutes (domain rules, section 6)."""

from collections.abc import Sequence
from typing import assert_never

from chassis.decider import Refused
from contracts.vocabulary import Audience, Disposition, Level
from contracts.workdays import local_date
from sessions.dialogue_session.commands import (
    AdoptMinutes,
    AnswerOnSpot,
    AssignOpinion,
    FloorCommand,
    HoldPart,
    OpenSession,
    RecordSlip,
    ScheduleOpinion,
    TakeSpeakingTurn,
    TakeStep,
)
from sessions.dialogue_session.events import (
    DialogueSessionEvent,
    MinutesAdopted,
    OpinionAnsweredAtSession,
    OpinionAssignedAtSession,
    RegistrationSlipRecorded,
    SessionOpened,
    SpeakingTurnTaken,
)
from sessions.dialogue_session.facts import ProgrammeStep
from sessions.dialogue_session.listing import keep_list
from sessions.dialogue_session.programme import before_the_conclusion, begin, check_moment, hold_part, must_be_concluding, take_step
from sessions.dialogue_session.session import Adjourned, Arrangement, DialogueSession, Listed, NoSession, Open, Postponed, Scheduled
from sessions.org_unit.on_file import require_valid


def hold(command: FloorCommand, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    if isinstance(session, NoSession):
        raise Refused("session_unknown")
    if isinstance(command, OpenSession):
        return _open(command, session)
    if isinstance(command, AssignOpinion) and isinstance(session, Adjourned):
        return _assign(command, session)
    if not isinstance(session, Open):
        raise Refused("session_not_open")
    return _while_open(command, session)


def _while_open(  # noqa: PLR0911
    command: TakeStep | HoldPart | RecordSlip | TakeSpeakingTurn | AnswerOnSpot | AssignOpinion | AdoptMinutes,
    session: Open,
) -> Sequence[DialogueSessionEvent]:
    match command:
        case TakeStep():
            return take_step(command, session)
        case HoldPart():
            return hold_part(command, session)
        case RecordSlip():
            return _record_slip(command, session)
        case TakeSpeakingTurn():
            return _take_turn(command, session)
        case AnswerOnSpot():
            return _answer(command, session)
        case AssignOpinion():
            return _assign(command, session)
        case AdoptMinutes():
            return _adopt_minutes(command, session)
        case _:
            assert_never(command)


def _open(command: OpenSession, session: DialogueSession) -> Sequence[DialogueSessionEvent]:
    if isinstance(session, Open) and session.opened_at == command.opened_at:
        return []
    if isinstance(session, Postponed):
        raise Refused("new_date_missing")
    if not isinstance(session, Scheduled):
        raise Refused("session_not_scheduled")
    plan = session.plan
    if plan.secretary_ref is None:
        raise Refused("secretary_missing")
    if not command.chaired_by_role:
        raise Refused("chair_missing")
    chairs = (plan.scheduled.chair_role, *plan.scheduled.co_chair_roles)
    if command.chaired_by_role not in chairs and command.delegation_doc is None:
        raise Refused("delegation_missing", role=command.chaired_by_role)
    check_moment(command.opened_at, command.now)
    if local_date(command.opened_at) < local_date(plan.starts_at):
        raise Refused("session_not_yet_due", day=local_date(plan.starts_at).strftime("%d/%m/%Y"))
    if min(command.attendance.people, command.attendance.staff, command.attendance.orgs) < 0:
        raise Refused("attendance_negative")
    return [
        SessionOpened(
            session_id=plan.session_id,
            opened_at=command.opened_at,
            attendance=command.attendance,
            chaired_by_role=command.chaired_by_role,
            delegation_doc=command.delegation_doc,
            unprepared=_unprepared(plan),
        ),
    ]


def _unprepared(plan: Arrangement) -> tuple[str, ...]:
    """The open points of the checklist; a commune holds its dialogue with the people together with its council (Luật 72/2025, article 43)."""
    said = plan.scheduled
    with_council = said.level is Level.COMMUNE and Audience.PEOPLE in said.audience
    points = {
        "INVITATIONS": bool(plan.notices.invitees),
        "ANNOUNCEMENT": plan.notices.announced,
        "AGENDA": plan.agenda,
        "FACILITIES": plan.facilities,
        "SECURITY": plan.secured,
        "CO_CHAIR": bool(said.co_chair_roles or said.co_host_org_ids) or not with_council,
    }
    return (*(point for point, done in points.items() if not done), *(each.value for each in plan.notices.shortcomings))


def _record_slip(command: RecordSlip, session: Open) -> Sequence[DialogueSessionEvent]:
    before_the_conclusion(session)
    recorded_at = command.recorded_at or max(command.now, session.opened_at)
    check_moment(recorded_at, max(command.now, session.opened_at))
    if recorded_at < session.opened_at:
        raise Refused("before_opening")
    opinion = session.opinions.get(command.opinion_id, Listed())
    if command.off_list or opinion.off:
        raise Refused("opinion_off_the_list", opinion_id=command.opinion_id)
    if opinion.slip_no is not None:
        if command.slip_no in (None, opinion.slip_no):
            return []
        raise Refused("opinion_on_another_slip", slip_no=str(opinion.slip_no))
    slip_no = command.slip_no if command.slip_no is not None else max(session.slips, default=0) + 1
    if slip_no < 1:
        raise Refused("slip_number_invalid", slip_no=str(slip_no))
    taken = session.slips.get(slip_no)
    if taken is not None and (taken.submitter_ref != command.submitter_ref or taken.submitter_ref is None):
        raise Refused("slip_number_taken", slip_no=str(slip_no))
    if slip_no in session.spoken:
        raise Refused("slip_already_spoken", slip_no=str(slip_no))
    slip = RegistrationSlipRecorded(session.plan.session_id, slip_no, command.opinion_id, recorded_at, command.submitter_ref)
    listing = command.listing or ScheduleOpinion(command.opinion_id, raised_live=True)
    return [*begin(ProgrammeStep.SLIPS, recorded_at, session), *keep_list(listing, session), slip]


def _take_turn(command: TakeSpeakingTurn, session: Open) -> Sequence[DialogueSessionEvent]:
    before_the_conclusion(session)
    if command.slip_no not in session.slips:
        raise Refused("slip_unknown", slip_no=str(command.slip_no))
    if command.slip_no in session.spoken:
        raise Refused("slip_already_spoken", slip_no=str(command.slip_no))
    waiting = _waiting(session)
    if command.slip_no not in waiting:
        raise Refused("opinion_off_the_list", slip_no=str(command.slip_no))
    overridden = command.slip_no != waiting[0]
    reason = (command.override_reason or "").strip() or None
    if overridden and reason is None:
        raise Refused("override_needs_reason", next_slip=str(waiting[0]))
    turn_no = len(session.spoken) + 1
    turn = SpeakingTurnTaken(session.plan.session_id, command.slip_no, turn_no, overridden, reason if overridden else None)
    return [*begin(ProgrammeStep.SPEAKING, command.now, session), turn]


def _waiting(session: Open) -> list[int]:
    """Slips that have not spoken, in registered order, leaving out those with nothing left to say."""
    alive = (number for number, slip in session.slips.items() if any(not session.opinions[each].off for each in slip.opinion_ids))
    return sorted(number for number in alive if number not in session.spoken)


def _answer(command: AnswerOnSpot, session: Open) -> Sequence[DialogueSessionEvent]:
    opinion = _on_the_list(command.opinion_id, session)
    if opinion.result is not None:
        if opinion.result.disposition is Disposition.ANSWERED_ON_SPOT:
            return []
        raise Refused("opinion_already_decided", opinion_id=command.opinion_id)
    answered = OpinionAnsweredAtSession(session.plan.session_id, command.opinion_id, command.answered_by_role, command.outcome)
    return [*begin(ProgrammeStep.ANSWERS, command.now, session), answered]


def _assign(command: AssignOpinion, session: Open | Adjourned) -> Sequence[DialogueSessionEvent]:
    opinion = _on_the_list(command.opinion_id, session)
    if opinion.result is not None and opinion.result.disposition is not Disposition.ASSIGNED:
        raise Refused("opinion_already_decided", opinion_id=command.opinion_id)
    agencies = (command.assigned_agency_id, *command.co_agencies)
    if len(set(agencies)) != len(agencies):
        raise Refused("agency_named_twice")
    day = local_date(session.adopted_at if isinstance(session, Adjourned) else session.opened_at)
    for agency in agencies:
        require_valid(command.orgs, agency, day)
    assigned = OpinionAssignedAtSession(
        session_id=session.plan.session_id,
        opinion_id=command.opinion_id,
        assigned_agency_id=command.assigned_agency_id,
        complexity=command.complexity,
        authority=command.authority,
        co_agencies=command.co_agencies,
    )
    known = opinion.result
    same = known is not None and (known.agencies, known.complexity, known.authority) == (agencies, command.complexity, command.authority)
    if same:
        return []
    begun = begin(ProgrammeStep.ANSWERS, command.now, session) if isinstance(session, Open) else ()
    return [*begun, assigned]


def _on_the_list(opinion_id: str, session: Open | Adjourned) -> Listed:
    opinion = session.opinions.get(opinion_id)
    if opinion is None:
        raise Refused("opinion_not_on_list", opinion_id=opinion_id)
    if opinion.off:
        raise Refused("opinion_off_the_list", opinion_id=opinion_id)
    return opinion


def _adopt_minutes(command: AdoptMinutes, session: Open) -> Sequence[DialogueSessionEvent]:
    must_be_concluding(session)
    waiting = {part.part_no for part in session.plan.parts} - session.parts_held
    if waiting:
        raise Refused("parts_not_held", parts=", ".join(map(str, sorted(waiting))))
    if command.adopted_at < session.opened_at:
        raise Refused("before_opening")
    check_moment(command.adopted_at, command.now)
    return [MinutesAdopted(session.plan.session_id, command.minutes_doc, command.adopted_at)]
