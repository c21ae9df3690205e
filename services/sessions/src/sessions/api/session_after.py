"""After a session over HTTP: conclude, review, notices, report, close."""

from datetime import date

from fastapi import APIRouter

from chassis.identity.permissions import permit
from contracts.envelope import Document
from contracts.fields import Id
from contracts.sessions import SessionTotals
from contracts.vocabulary import Channel
from contracts.workdays import local_date
from sessions.api.act import Body, Done, TheAct, done
from sessions.api.session_acts import SessionId
from sessions.dialogue_session.commands import (
    CloseSession,
    ConcludeSession,
    HoldInternalReview,
    IssueConclusionNotice,
    IssueResultNotice,
    SubmitSessionReport,
)
from sessions.dialogue_session.facts import Totals
from sessions.dialogue_session.permissions import CONCLUDE, PUBLISH

router = APIRouter(prefix="/api/v1/sessions/{session_id}", tags=["Sau hội nghị"])


class ConcludeBody(Body):
    """`totals` as the minutes give them; they must be those of the opinions. They may be left out."""

    totals: SessionTotals | None = None


class ReviewBody(Body):
    held_on: date | None = None


class NoticeBody(Body):
    """A notice that is issued has its number and date."""

    doc: Document
    published_channels: tuple[Channel, ...] = ()


class ReportBody(Body):
    recipients: tuple[Id, ...]
    doc: Document


class CloseBody(Body):
    closed_on: date | None = None


@router.post("/conclude", dependencies=[permit(CONCLUDE)])
async def conclude(session_id: SessionId, act: TheAct, body: ConcludeBody | None = None) -> Done:
    stated = Totals(**body.totals.model_dump()) if body and body.totals else None
    return done(session_id, await act.on_session(session_id, ConcludeSession(stated)))


@router.post("/internal-review", dependencies=[permit(CONCLUDE)])
async def hold_review(session_id: SessionId, act: TheAct, body: ReviewBody | None = None) -> Done:
    held_on = (body.held_on if body else None) or local_date(act.now)
    return done(session_id, await act.on_session(session_id, HoldInternalReview(held_on)))


@router.post("/conclusion-notice", dependencies=[permit(PUBLISH)])
async def issue_conclusion_notice(session_id: SessionId, body: NoticeBody, act: TheAct) -> Done:
    return done(session_id, await act.on_session(session_id, IssueConclusionNotice(body.doc, body.published_channels)))


@router.post("/result-notice", dependencies=[permit(PUBLISH)])
async def issue_result_notice(session_id: SessionId, body: NoticeBody, act: TheAct) -> Done:
    return done(session_id, await act.on_session(session_id, IssueResultNotice(body.doc, body.published_channels)))


@router.post("/report", dependencies=[permit(PUBLISH)])
async def submit_report(session_id: SessionId, body: ReportBody, act: TheAct) -> Done:
    return done(session_id, await act.on_session(session_id, SubmitSessionReport(body.recipients, body.doc)))


@router.post("/close", dependencies=[permit(CONCLUDE)])
async def close(session_id: SessionId, act: TheAct, body: CloseBody | None = None) -> Done:
    """Possible once every case is closed and every duty met; the refusal names what is missing."""
    closed_on = (body.closed_on if body else None) or local_date(act.now)
    return done(session_id, await act.on_session(session_id, CloseSession(closed_on)))
