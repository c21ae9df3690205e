"""The session itself over HTTP: open, slips, turns, answers, assignments, minutes; what the secretary records while it goes on."""

from fastapi import APIRouter
from pydantic import Field

from chassis.handle import Unit
from chassis.identity.permissions import permit
from contracts.envelope import Document
from contracts.fields import Count, Id, Instant, Role, Text
from contracts.vocabulary import Authority, Complexity, Outcome
from sessions.acting import Body, Done, FloorDone, TheAct, done
from sessions.api.session_acts import SessionId
from sessions.dialogue_session.commands import (
    AdoptMinutes,
    AnswerOnSpot,
    AssignOpinion,
    DialogueSessionCommand,
    HoldPart,
    OpenSession,
    TakeSpeakingTurn,
    TakeStep,
)
from sessions.dialogue_session.events import RegistrationSlipRecorded, SpeakingTurnTaken
from sessions.dialogue_session.facts import Attendance, ProgrammeStep
from sessions.dialogue_session.permissions import DECIDE, FLOOR, MINUTES, OPEN
from sessions.lookup import orgs_on_file
from sessions.slips import slip_of

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


class StepBody(Body):
    """Passing over steps needs the chair's reason."""

    step: ProgrammeStep
    taken_at: Instant | None = None
    override_reason: Text | None = None


class PartBody(Body):
    part_no: int = Field(ge=1, le=1_000)
    attendance: AttendanceBody = AttendanceBody()
    held_at: Instant | None = None


class SlipBody(Body):
    """Without `slip_no` the next free number is given."""

    opinion_id: Id
    slip_no: int | None = Field(default=None, ge=1, le=100_000)
    submitter_ref: Id | None = None
    recorded_at: Instant | None = None


class TurnBody(Body):
    """A turn out of registered order needs the chair's reason."""

    slip_no: int = Field(ge=1, le=100_000)
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


@router.post("/steps", status_code=201, dependencies=[permit(FLOOR)])
async def take_step(session_id: SessionId, body: StepBody, act: TheAct) -> Done:
    """Begins one of the seven steps of the programme; an act on the floor begins its own step when that is next."""
    command = TakeStep(act.now, body.step, body.taken_at or act.now, body.override_reason)
    return done(session_id, await act.on_session(session_id, command))


@router.post("/parts", status_code=201, dependencies=[permit(FLOOR)])
async def hold_part(session_id: SessionId, body: PartBody, act: TheAct) -> Done:
    """The part of one village cluster was held."""
    command = HoldPart(act.now, body.part_no, body.held_at or act.now, Attendance(**body.attendance.model_dump()))
    return done(session_id, await act.on_session(session_id, command))


@router.post("/slips", status_code=201, dependencies=[permit(FLOOR)])
async def record_slip(session_id: SessionId, body: SlipBody, act: TheAct) -> FloorDone:
    """The opinion belongs to this session from now on: what intake says of it later is noted here."""
    handled = await act.on_session(session_id, slip_of(session_id, body.opinion_id, act.now, **body.model_dump(exclude={"opinion_id"})))
    number = next((event.slip_no for event in handled.events if isinstance(event, RegistrationSlipRecorded)), body.slip_no)
    return FloorDone(**done(session_id, handled).model_dump(), slip_no=number)


@router.post("/turns", status_code=201, dependencies=[permit(FLOOR)])
async def take_turn(session_id: SessionId, body: TurnBody, act: TheAct) -> FloorDone:
    handled = await act.on_session(session_id, TakeSpeakingTurn(body.slip_no, body.override_reason, act.now))
    turn = next((event.turn_no for event in handled.events if isinstance(event, SpeakingTurnTaken)), None)
    return FloorDone(**done(session_id, handled).model_dump(), slip_no=body.slip_no, turn_no=turn)


@router.post("/answers", status_code=201, dependencies=[permit(DECIDE)])
async def answer(session_id: SessionId, body: AnswerBody, act: TheAct) -> Done:
    command = AnswerOnSpot(body.opinion_id, body.answered_by_role, body.outcome, act.now)
    return done(session_id, await act.on_session(session_id, command))


@router.post("/assignments", status_code=201, dependencies=[permit(DECIDE)])
async def assign(session_id: SessionId, body: AssignmentBody, act: TheAct) -> Done:
    """The agencies must exist on the day of the session. Allowed until the session is concluded."""

    async def asking(unit: Unit) -> DialogueSessionCommand:
        orgs = await orgs_on_file(unit, [body.assigned_agency_id, *body.co_agencies])
        return AssignOpinion(**body.model_dump(), now=act.now, orgs=orgs)

    return done(session_id, await act.on_session(session_id, asking))


@router.post("/minutes", dependencies=[permit(MINUTES)])
async def adopt_minutes(session_id: SessionId, body: MinutesBody, act: TheAct) -> Done:
    """Ends the session: limits run from the local day of `adopted_at`."""
    command = AdoptMinutes(act.now, body.minutes_doc, body.adopted_at or act.now)
    return done(session_id, await act.on_session(session_id, command))
