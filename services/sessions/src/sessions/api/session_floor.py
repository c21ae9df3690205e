"""The session itself over HTTP: open, slips, turns, answers, assignments, minutes; what the secretary records while it goes on."""

from fastapi import APIRouter
from pydantic import Field

from chassis.handle import Unit
from chassis.identity.permissions import permit
from contracts.envelope import Document
from contracts.fields import Count, Id, Instant, Role, Text
from contracts.vocabulary import Authority, Complexity, Outcome
from sessions.api.act import Body, Done, FloorDone, TheAct, done
from sessions.api.session_acts import SessionId
from sessions.dialogue_session.commands import (
    AdoptMinutes,
    AnswerOnSpot,
    AssignOpinion,
    DialogueSessionCommand,
    OpenSession,
    RecordSlip,
    TakeSpeakingTurn,
)
from sessions.dialogue_session.events import RegistrationSlipRecorded, SpeakingTurnTaken
from sessions.dialogue_session.facts import Attendance
from sessions.dialogue_session.permissions import DECIDE, FLOOR, MINUTES, OPEN
from sessions.heard import put_on_list, scheduling
from sessions.lookup import orgs_on_file

router = APIRouter(prefix="/api/v1/sessions/{session_id}", tags=["Diễn biến hội nghị"])


class AttendanceBody(Body):
    people: Count = 0
    staff: Count = 0
    orgs: Count = 0


class OpenBody(Body):
    """`opened_at` is now unless it is recorded afterwards. Another than the chair presides only with a delegation document."""

    chaired_by_role: Role | None = None
    attendance: AttendanceBody = AttendanceBody()
    opened_at: Instant | None = None
    delegation_doc: Document | None = None


class SlipBody(Body):
    """Without `slip_no` the next free number is given."""

    opinion_id: Id
    slip_no: int | None = Field(default=None, ge=1, le=100_000)
    submitter_ref: Id | None = None
    recorded_at: Instant | None = None


class TurnBody(Body):
    """A turn out of registered order needs the chair's reason."""

    slip_no: int = Field(ge=1)
    override_reason: Text | None = None


class AnswerBody(Body):
    opinion_id: Id
    answered_by_role: Role
    outcome: Outcome = Outcome.EXPLAINED


class AssignmentBody(Body):
    opinion_id: Id
    assigned_agency_id: Id
    co_agencies: tuple[Id, ...] = ()
    complexity: Complexity = Complexity.ORDINARY
    authority: Authority = Authority.WITHIN


class MinutesBody(Body):
    minutes_doc: Document
    adopted_at: Instant | None = None


@router.post("/open", dependencies=[permit(OPEN)])
async def open_session(session_id: SessionId, body: OpenBody, act: TheAct) -> Done:
    attendance = Attendance(**body.attendance.model_dump())
    command = OpenSession(act.now, body.opened_at or act.now, attendance, body.chaired_by_role, body.delegation_doc)
    return done(session_id, await act.on_session(session_id, command))


@router.post("/slips", status_code=201, dependencies=[permit(FLOOR)])
async def record_slip(session_id: SessionId, body: SlipBody, act: TheAct) -> FloorDone:
    """The opinion belongs to this session from now on: what intake says of it later is noted here."""

    async def asking(unit: Unit) -> DialogueSessionCommand:
        opinion = await put_on_list(unit.connection, body.opinion_id, session_id)
        return RecordSlip(
            now=act.now,
            opinion_id=body.opinion_id,
            listing=scheduling(opinion),
            slip_no=body.slip_no,
            submitter_ref=body.submitter_ref,
            recorded_at=body.recorded_at,
            off_list=opinion.off is not None,
        )

    handled = await act.on_session(session_id, asking)
    number = next((event.slip_no for event in handled.events if isinstance(event, RegistrationSlipRecorded)), body.slip_no)
    return FloorDone(**done(session_id, handled).model_dump(), slip_no=number)


@router.post("/turns", status_code=201, dependencies=[permit(FLOOR)])
async def take_turn(session_id: SessionId, body: TurnBody, act: TheAct) -> FloorDone:
    handled = await act.on_session(session_id, TakeSpeakingTurn(body.slip_no, body.override_reason))
    turn = next((event.turn_no for event in handled.events if isinstance(event, SpeakingTurnTaken)), None)
    return FloorDone(**done(session_id, handled).model_dump(), slip_no=body.slip_no, turn_no=turn)


@router.post("/answers", status_code=201, dependencies=[permit(DECIDE)])
async def answer(session_id: SessionId, body: AnswerBody, act: TheAct) -> Done:
    command = AnswerOnSpot(body.opinion_id, body.answered_by_role, body.outcome)
    return done(session_id, await act.on_session(session_id, command))


@router.post("/assignments", status_code=201, dependencies=[permit(DECIDE)])
async def assign(session_id: SessionId, body: AssignmentBody, act: TheAct) -> Done:
    """The agencies must exist on the day of the session. Allowed until the session is concluded."""

    async def asking(unit: Unit) -> DialogueSessionCommand:
        orgs = await orgs_on_file(unit, [body.assigned_agency_id, *body.co_agencies])
        return AssignOpinion(**body.model_dump(), orgs=orgs)

    return done(session_id, await act.on_session(session_id, asking))


@router.post("/minutes", dependencies=[permit(MINUTES)])
async def adopt_minutes(session_id: SessionId, body: MinutesBody, act: TheAct) -> Done:
    """Ends the session: limits run from the local day of `adopted_at`."""
    command = AdoptMinutes(act.now, body.minutes_doc, body.adopted_at or act.now)
    return done(session_id, await act.on_session(session_id, command))
