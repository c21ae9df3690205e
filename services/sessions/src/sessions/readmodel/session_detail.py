"""One session in full: its preparation, its papers, and what happened when."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import Field, col, select

from chassis.eventstore.recorded import Recorded
from chassis.projections.change import Change, Patch, Put
from chassis.projections.projection import Projection
from contracts.envelope import Document
from sessions.dialogue_session import events as e
from sessions.paper import named
from sessions.row import INSTANT, Row

TABLE, HISTORY = "session_detail", "session_history"


class SessionDetail(Row, table=True):
    """What is on paper about a session; `version` is that of its stream."""

    __tablename__ = TABLE
    session_id: str = Field(primary_key=True)
    version: int
    chair_role: str | None = None
    co_chair_roles: str = ""
    trigger: str | None = None
    topic_code: str | None = None
    online_url: str | None = None
    opinion_cutoff_on: date | None = None
    postponed_because: str | None = None
    cancelled_because: str | None = None
    invitees: int = 0
    agenda: str | None = None
    secured_by: str | None = None
    secretary_ref: str | None = None
    chaired_by_role: str | None = None
    delegated: bool = False
    people: int | None = None
    staff: int | None = None
    orgs: int | None = None
    opened_at: datetime | None = Field(default=None, sa_type=INSTANT)
    adopted_at: datetime | None = Field(default=None, sa_type=INSTANT)
    minutes: str | None = None
    reviewed_on: date | None = None
    conclusion_notice: str | None = None
    conclusion_notice_on: date | None = None
    result_notice: str | None = None
    result_notice_on: date | None = None
    report: str | None = None
    report_on: date | None = None
    co_host_org_ids: str = ""
    mode: str | None = None
    voters_asked: int | None = None
    voters: int | None = None
    proposed_by_role: str | None = None
    proposed_by_org_id: str | None = None
    proposal_reason: str | None = None
    declined_because: str | None = None
    facilities: str | None = None
    unprepared: str = ""
    justified: str = ""
    minutes_correction: str | None = None
    date_corrected_because: str | None = None


class SessionHistory(Row, table=True):
    __tablename__ = HISTORY
    session_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    at: datetime = Field(sa_type=INSTANT)
    happened: str


_ON_THE_LIST = (
    e.OpinionScheduled,
    e.OpinionDescribed,
    e.OpinionClassificationNoted,
    e.OpinionTakenOff,
    e.OpinionAnsweredAtSession,
    e.OpinionAssignedAtSession,
)
_OFTEN = (
    *_ON_THE_LIST,
    e.RegistrationSlipRecorded,
    e.SpeakingTurnTaken,
    e.InviteeTold,
    e.InviteeToldOfChange,
    e.SessionCaseClosed,
)


def apply(recorded: Recorded) -> Iterable[Change]:
    event = recorded.event
    if not isinstance(event, e.DialogueSessionEvent) or isinstance(event, e.ConclusionRefused):
        return
    key = {"session_id": event.session_id}
    values = {**_values(event), "version": recorded.version}
    if (
        isinstance(event, e.SessionProposed | e.SessionRecorded)
        or (isinstance(event, e.SessionScheduled) and event.proposed_by_role is None)
        or (isinstance(event, e.SessionConcluded) and not event.scheduled_here)
    ):
        yield Put(TABLE, key, {**_BLANK, **values})
    else:
        yield Patch(TABLE, key, values)
    if not isinstance(event, _OFTEN):
        yield Put(HISTORY, {**key, "version": recorded.version}, {"at": recorded.at, "happened": type(event).__name__})


_BLANK: dict[str, Any] = {
    **{name: None for name in SessionDetail.model_fields if name not in ("session_id", "version")},
    **dict.fromkeys(("co_chair_roles", "co_host_org_ids", "unprepared", "justified"), ""),
    "invitees": 0,
    "delegated": False,
}


def _values(event: e.DialogueSessionEvent) -> dict[str, Any]:
    match event:
        case e.SessionProposed() | e.ProposalDeclined():
            return _proposed(event)
        case e.SessionScheduled() | e.SessionPostponed() | e.SessionCancelled():
            return _arranged(event)
        case e.SessionOpened() | e.MinutesAdopted():
            return _held(event)
        case e.SessionDateCorrected() | e.MinutesCorrected():
            return _corrected(event)
        case e.ShortcomingJustified():
            return {"justified": event.reason}
        case _:
            return _prepared(event) or _issued(event)


def _prepared(event: e.DialogueSessionEvent) -> dict[str, Any]:
    match event:
        case e.InvitationListApproved():
            return {"invitees": len(event.invitees)}
        case e.AgendaApproved():
            timetable = [f"{item.at} {item.title}" if item.at else item.title for item in event.timetable]
            return {"agenda": "\n".join([*timetable, *event.items]) or (shown(event.doc) if event.doc else "")}
        case e.FacilitiesArranged():
            return {"facilities": "; ".join(event.items) or "Đã chuẩn bị"}
        case e.SecurityArranged():
            return {"secured_by": event.confirmed_by_org_id}
        case e.SecretaryAppointed():
            return {"secretary_ref": event.secretary_ref}
        case _:
            return {}


def _issued(event: e.DialogueSessionEvent) -> dict[str, Any]:
    match event:
        case e.InternalReviewHeld():
            return {"reviewed_on": event.held_on}
        case e.ConclusionNoticeIssued():
            return {"conclusion_notice": shown(event.doc), "conclusion_notice_on": event.doc.issued_on}
        case e.ResultNoticeIssued():
            return {"result_notice": shown(event.doc), "result_notice_on": event.doc.issued_on}
        case e.SessionReportSubmitted():
            return {"report": shown(event.doc), "report_on": event.doc.issued_on}
        case _:
            return {}


def _corrected(event: e.SessionDateCorrected | e.MinutesCorrected) -> dict[str, Any]:
    if isinstance(event, e.SessionDateCorrected):
        return {"date_corrected_because": event.reason}
    return {"minutes_correction": f"{shown(event.minutes_doc)}: {event.reason}"}


def _proposed(event: e.SessionProposed | e.ProposalDeclined) -> dict[str, Any]:
    if isinstance(event, e.ProposalDeclined):
        return {"declined_because": event.reason}
    return {
        "proposed_by_role": event.proposed_by_role,
        "proposed_by_org_id": event.proposed_by_org_id,
        "proposal_reason": event.reason,
        "chair_role": event.chair_role,
        **_together(event),
    }


def _together(event: e.SessionProposed | e.SessionScheduled) -> dict[str, Any]:
    """With whom, how, on what and why."""
    return {
        "co_chair_roles": ", ".join(event.co_chair_roles),
        "co_host_org_ids": ",".join(event.co_host_org_ids),
        "mode": event.mode.value if event.mode else None,
        "voters_asked": event.voters.asked if event.voters else None,
        "voters": event.voters.voters if event.voters else None,
        "trigger": event.trigger.value,
        "topic_code": event.topic_code.value if event.topic_code else None,
        "online_url": event.online_url,
        "opinion_cutoff_on": event.opinion_cutoff_on,
    }


def _arranged(event: e.SessionScheduled | e.SessionPostponed | e.SessionCancelled) -> dict[str, Any]:
    match event:
        case e.SessionScheduled():
            return {
                "chair_role": event.chair_role,
                **_together(event),
            }
        case e.SessionPostponed():
            moved = {"opinion_cutoff_on": event.new_opinion_cutoff_on} if event.new_starts_at else {}
            return {"postponed_because": event.reason, **moved}
        case e.SessionCancelled():
            return {"cancelled_because": event.reason}


def _held(event: e.SessionOpened | e.MinutesAdopted) -> dict[str, Any]:
    if isinstance(event, e.MinutesAdopted):
        return {"adopted_at": event.adopted_at, "minutes": shown(event.minutes_doc)}
    return {
        "opened_at": event.opened_at,
        "chaired_by_role": event.chaired_by_role,
        "delegated": event.delegation_doc is not None,
        "unprepared": ",".join(event.unprepared),
        "people": event.attendance.people,
        "staff": event.attendance.staff,
        "orgs": event.attendance.orgs,
    }


def shown(doc: Document) -> str:
    return named(doc.number, doc.symbol)


PROJECTION = Projection(TABLE, 2, (SessionDetail, SessionHistory), apply)


async def find_detail(connection: AsyncConnection, session_id: str) -> SessionDetail | None:
    query = select(SessionDetail).where(col(SessionDetail.session_id) == session_id)
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else SessionDetail(**row)


async def find_history(connection: AsyncConnection, session_id: str) -> Sequence[SessionHistory]:
    query = select(SessionHistory).where(col(SessionHistory.session_id) == session_id).order_by(col(SessionHistory.version))
    return [SessionHistory(**row) for row in (await connection.execute(query)).mappings()]
