"""A session's opinions, slips and turns, with what became of each. Of a denunciation only the count is left (AS-22)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col, select

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Add, Change, Drop, Patch, Put
from chassis.projections.projection import Projection
from contracts.identifiers import case_id
from contracts.vocabulary import Disposition
from sessions.dialogue_session import events as e
from sessions.dialogue_session.facts import OpinionResult
from sessions.row import Row

LISTED, RESULT, TURN, SILENCED = "session_opinion", "session_result", "session_turn", "session_silenced"


class SessionOpinion(Row, table=True):
    """An opinion on the list, in the order it came."""

    __tablename__ = LISTED
    session_id: str = Field(primary_key=True)
    opinion_id: str = Field(primary_key=True)
    place: int
    slip_no: int | None = None
    submitter_ref: str | None = None
    domain_code: str | None = None
    urgency: str | None = None
    summary_redacted: str = ""
    raised_live: bool = False
    late: bool = False


class SessionResult(Row, table=True):
    __tablename__ = RESULT
    session_id: str = Field(primary_key=True)
    opinion_id: str = Field(primary_key=True)
    disposition: str
    answered_by_role: str | None = None
    outcome: str | None = None
    assigned_agency_id: str | None = None
    co_agencies: str = ""
    complexity: str | None = None
    authority: str | None = None
    case_id: str | None = None


class SessionTurn(Row, table=True):
    __tablename__ = TURN
    session_id: str = Field(primary_key=True)
    turn_no: int = Field(primary_key=True)
    slip_no: int
    overridden_by_chair: bool
    override_reason: str | None = None


class SessionCase(Row, table=True):
    """A case that is closed; one that is open has no row."""

    __tablename__ = "session_case"
    session_id: str = Field(primary_key=True)
    case_id: str = Field(primary_key=True)
    closed_on: date


class SessionSilenced(Row, table=True):
    """How many opinions left without a trace."""

    __tablename__ = SILENCED
    session_id: str = Field(primary_key=True)
    opinions: int


@dataclass(frozen=True)
class OpinionLine:
    """One line of the list as it is shown; everything but the id may be unknown."""

    opinion_id: str
    place: int | None
    slip_no: int | None
    turn_no: int | None
    domain_code: str | None
    urgency: str | None
    summary_redacted: str | None
    late: bool | None
    disposition: str | None
    answered_by_role: str | None
    outcome: str | None
    assigned_agency_id: str | None
    co_agencies: str | None
    complexity: str | None
    authority: str | None
    case_id: str | None
    case_closed_on: date | None


def apply(recorded: Recorded) -> Iterable[Change]:  # noqa: C901
    event = recorded.event
    match event:
        case e.OpinionScheduled() | e.OpinionCameTooLate():
            yield _listed(recorded.version, event)
        case e.RegistrationSlipRecorded():
            yield Patch(LISTED, _key(event), {"slip_no": event.slip_no, "submitter_ref": event.submitter_ref})
        case e.OpinionDescribed():
            words = {"domain_code": _code(event.domain_code), "urgency": _code(event.urgency), "summary_redacted": event.summary_redacted}
            yield Patch(LISTED, _key(event), words)
        case e.OpinionClassificationNoted():
            yield Patch(LISTED, _key(event), {"domain_code": event.domain_code.value, "urgency": event.urgency.value})
        case e.SpeakingTurnTaken():
            values = {"slip_no": event.slip_no, "overridden_by_chair": event.overridden_by_chair, "override_reason": event.override_reason}
            yield Put(TURN, {"session_id": event.session_id, "turn_no": event.turn_no}, values)
        case e.OpinionTakenOff() if event.silent:
            yield Drop(LISTED, _key(event))
            yield Drop(RESULT, _key(event))
            yield Add(SILENCED, {"session_id": event.session_id}, {"opinions": 1})
        case e.OpinionTakenOff() | e.OpinionAnsweredAtSession() | e.OpinionAssignedAtSession():
            yield _decided(event)
        case e.SessionConcluded() | e.SessionRecorded():
            own = isinstance(event, e.SessionConcluded) and event.by_agency is None
            new = (each for each in event.opinions if not own or each.disposition is Disposition.NOT_RAISED)
            yield from (_result(event.session_id, each) for each in new)
        case e.SessionCaseClosed():
            yield Put("session_case", {"session_id": event.session_id, "case_id": event.case_id}, {"closed_on": event.closed_on})
        case e.SessionCaseReopened():
            yield Drop("session_case", {"session_id": event.session_id, "case_id": event.case_id})
        case _:
            return


def _key(event: Any) -> dict[str, str]:
    return {"session_id": event.session_id, "opinion_id": event.opinion_id}


def _code(code: StrEnum | None) -> str | None:
    return None if code is None else code.value


def _listed(place: int, event: e.OpinionScheduled | e.OpinionCameTooLate) -> Change:
    said = event if isinstance(event, e.OpinionScheduled) else e.OpinionScheduled(event.session_id, event.opinion_id)
    values = {
        "place": place,
        "slip_no": None,
        "submitter_ref": None,
        "domain_code": _code(said.domain_code),
        "urgency": _code(said.urgency),
        "summary_redacted": said.summary_redacted,
        "raised_live": said.raised_live,
        "late": isinstance(event, e.OpinionCameTooLate),
    }
    return Put(LISTED, _key(event), values)


def _decided(event: e.OpinionTakenOff | e.OpinionAnsweredAtSession | e.OpinionAssignedAtSession) -> Change:
    match event:
        case e.OpinionTakenOff():
            return _result(event.session_id, OpinionResult(event.opinion_id, event.disposition))
        case e.OpinionAnsweredAtSession():
            answered = OpinionResult(event.opinion_id, Disposition.ANSWERED_ON_SPOT)
            return _result(event.session_id, answered, answered_by_role=event.answered_by_role, outcome=event.outcome.value)
        case e.OpinionAssignedAtSession():
            assigned = (event.assigned_agency_id, event.co_agencies, event.complexity, event.authority)
            return _result(event.session_id, OpinionResult(event.opinion_id, Disposition.ASSIGNED, *assigned))


def _result(session_id: str, result: OpinionResult, *, answered_by_role: str | None = None, outcome: str | None = None) -> Change:
    assigned = result.disposition is Disposition.ASSIGNED
    values = {
        "disposition": result.disposition.value,
        "answered_by_role": answered_by_role,
        "outcome": outcome,
        "assigned_agency_id": result.assigned_agency_id,
        "co_agencies": ",".join(result.co_agencies),
        "complexity": result.complexity.value if result.complexity else None,
        "authority": result.authority.value if result.authority else None,
        "case_id": str(case_id(session_id, result.opinion_id)) if assigned else None,
    }
    return Put(RESULT, {"session_id": session_id, "opinion_id": result.opinion_id}, values)


PROJECTION = Projection(LISTED, 1, (SessionOpinion, SessionResult, SessionTurn, SessionCase, SessionSilenced), apply)

_LINES = sa.text("""
    SELECT coalesce(o.opinion_id, r.opinion_id) AS opinion_id, o.place, o.slip_no, t.turn_no, o.domain_code, o.urgency, o.summary_redacted,
           o.late, r.disposition, r.answered_by_role, r.outcome, r.assigned_agency_id, r.co_agencies, r.complexity, r.authority,
           r.case_id, c.closed_on AS case_closed_on
    FROM (SELECT * FROM session_opinion WHERE session_id = :id) o
    FULL JOIN (SELECT * FROM session_result WHERE session_id = :id) r ON r.opinion_id = o.opinion_id
    LEFT JOIN session_turn t ON t.session_id = :id AND t.slip_no = o.slip_no
    LEFT JOIN session_case c ON c.session_id = :id AND c.case_id = r.case_id
    ORDER BY o.slip_no NULLS LAST, o.place NULLS LAST, 1
""")


async def find_opinions(connection: AsyncConnection, session_id: str) -> Sequence[OpinionLine]:
    """By slip number, then in the order they came."""
    return [OpinionLine(**row) for row in (await connection.execute(_LINES, {"id": session_id})).mappings()]


async def find_turns(connection: AsyncConnection, session_id: str) -> Sequence[SessionTurn]:
    query = select(SessionTurn).where(col(SessionTurn.session_id) == session_id).order_by(col(SessionTurn.turn_no))
    return [SessionTurn(**row) for row in (await connection.execute(query)).mappings()]


async def count_silenced(connection: AsyncConnection, session_id: str) -> int:
    query = select(SessionSilenced.opinions).where(col(SessionSilenced.session_id) == session_id)
    return int((await connection.execute(query)).scalar_one_or_none() or 0)
