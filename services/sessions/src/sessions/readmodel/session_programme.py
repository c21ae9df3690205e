"""The course of a session: when each of the seven steps began, and the parts held for village clusters."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col, select

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Patch, Put
from chassis.projections.projection import Projection
from sessions.dialogue_session import events as e
from sessions.dialogue_session.facts import ProgrammeStep
from sessions.row import INSTANT, Row

STEP, PART = "session_step", "session_part"


class SessionStep(Row, table=True):
    """`skipped`: steps passed over with the chair's reason, separated by commas."""

    __tablename__ = STEP
    session_id: str = Field(primary_key=True)
    step: str = Field(primary_key=True)
    taken_at: datetime = Field(sa_type=INSTANT)
    override_reason: str | None = None
    skipped: str = ""


class SessionPartRow(Row, table=True):
    """A part as first scheduled; `held_at` and `people` once it was held."""

    __tablename__ = PART
    session_id: str = Field(primary_key=True)
    part_no: int = Field(primary_key=True)
    cluster: str
    starts_at: datetime = Field(sa_type=INSTANT)
    ends_at: datetime = Field(sa_type=INSTANT)
    venue: str
    held_at: datetime | None = Field(default=None, sa_type=INSTANT)
    people: int | None = None


def apply(recorded: Recorded) -> Iterable[Change]:
    event = recorded.event
    match event:
        case e.SessionScheduled():
            for part in event.parts:
                values = {"cluster": part.cluster, "starts_at": part.starts_at, "ends_at": part.ends_at, "venue": part.venue}
                yield Put(PART, {"session_id": event.session_id, "part_no": part.part_no}, {**values, "held_at": None, "people": None})
        case e.SessionPartHeld():
            values = {"held_at": event.held_at, "people": event.attendance.people}
            yield Patch(PART, {"session_id": event.session_id, "part_no": event.part_no}, values)
        case e.SessionOpened():
            yield _step(event.session_id, ProgrammeStep.OPENING, event.opened_at)
        case e.ProgrammeStepTaken():
            yield _step(event.session_id, event.step, event.taken_at, event.override_reason, event.skipped)
        case e.MinutesAdopted():
            yield _step(event.session_id, ProgrammeStep.MINUTES, event.adopted_at)
        case _:
            return


def _step(session_id: str, step: ProgrammeStep, at: datetime, reason: str | None = None, skipped: tuple[ProgrammeStep, ...] = ()) -> Change:
    values = {"taken_at": at, "override_reason": reason, "skipped": ",".join(each.value for each in skipped)}
    return Put(STEP, {"session_id": session_id, "step": step.value}, values)


PROJECTION = Projection("session_programme", 1, (SessionStep, SessionPartRow), apply)


async def find_steps(connection: AsyncConnection, session_id: str) -> Sequence[SessionStep]:
    query = select(SessionStep).where(col(SessionStep.session_id) == session_id).order_by(col(SessionStep.taken_at))
    return [SessionStep(**row) for row in (await connection.execute(query)).mappings()]


async def find_parts(connection: AsyncConnection, session_id: str) -> Sequence[SessionPartRow]:
    query = select(SessionPartRow).where(col(SessionPartRow.session_id) == session_id).order_by(col(SessionPartRow.part_no))
    return [SessionPartRow(**row) for row in (await connection.execute(query)).mappings()]
