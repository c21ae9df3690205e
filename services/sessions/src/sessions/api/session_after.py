"""After a session over HTTP: conclude, review, notices, report, close."""

from datetime import date

from fastapi import APIRouter
from pydantic import Field

from chassis.handle import Unit
from chassis.identity.permissions import permit
from contracts.envelope import Document
from contracts.fields import Id, Role, Text
from contracts.sessions import SessionTotals
from contracts.vocabulary import Channel
from contracts.workdays import local_date
from sessions.acting import Body, Done, TheAct, done, hosts_of
from sessions.api.session_acts import SessionId
from sessions.dialogue_session.commands import (
    CloseSession,
    ConcludeSession,
    CorrectMinutes,
    CorrectSessionDate,
    DialogueSessionCommand,
    DraftPaper,
    HoldInternalReview,
    IssueConclusionNotice,
    IssueResultNotice,
    PublishResultNotice,
    SubmitSessionReport,
    VerifyNewMatter,
)
from sessions.dialogue_session.facts import Finding, Paper, Totals
from sessions.dialogue_session.permissions import DECIDE, DRAFT, FINISH, MINUTES, SIGN, VERIFY
from sessions.lookup import orgs_on_file

router = APIRouter(prefix="/api/v1/sessions/{session_id}", tags=["Sau hội nghị"])


class ConcludeBody(Body):
    """`totals` as the minutes give them; they must be those of the opinions. They may be left out."""

    totals: SessionTotals | None = None


class ReviewBody(Body):
    held_on: date | None = None


class NoticeBody(Body):
    """A notice that is issued has its number and date. `signed_as`: "KT.", "TL." when another signs for the head."""

    doc: Document
    published_channels: tuple[Channel, ...] = ()
    signed_by_role: Role | None = None
    signed_as: str | None = Field(default=None, pattern=r"^(TM|KT|TL|TUQ|Q)\.$")


class DraftBody(Body):
    paper: Paper
    doc: Document


class PublishBody(Body):
    published_channels: tuple[Channel, ...]


class VerificationBody(Body):
    opinion_id: Id
    finding: Finding
    verified_by_org_id: Id
    verified_on: date | None = None


class DateBody(Body):
    held_on: date
    held_from: date | None = None
    reason: Text


class MinutesCorrectionBody(Body):
    minutes_doc: Document
    corrected_on: date | None = None
    reason: Text


class ReportBody(Body):
    recipients: tuple[Id, ...]
    doc: Document


class CloseBody(Body):
    closed_on: date | None = None


@router.post("/conclude", dependencies=[permit(DECIDE)])
async def conclude(session_id: SessionId, act: TheAct, body: ConcludeBody | None = None) -> Done:
    stated = Totals(**body.totals.model_dump()) if body and body.totals else None
    return done(session_id, await act.on_session(session_id, ConcludeSession(stated)))


@router.post("/internal-review", dependencies=[permit(FINISH)])
async def hold_review(session_id: SessionId, act: TheAct, body: ReviewBody | None = None) -> Done:
    held_on = (body.held_on if body else None) or local_date(act.now)
    return done(session_id, await act.on_session(session_id, HoldInternalReview(held_on)))


@router.post("/drafts", dependencies=[permit(DRAFT)])
async def draft(session_id: SessionId, body: DraftBody, act: TheAct) -> Done:
    """A paper for the chair to sign; the inspectorate drafts for sessions with the people only."""
    people_only = act.actor.role == "inspectorate"
    return done(session_id, await act.on_session(session_id, DraftPaper(body.paper, body.doc, act.actor.role, people_only)))


@router.post("/conclusion-notice", dependencies=[permit(SIGN)])
async def issue_conclusion_notice(session_id: SessionId, body: NoticeBody, act: TheAct) -> Done:
    command = IssueConclusionNotice(body.doc, body.published_channels, body.signed_by_role or act.actor.role, body.signed_as)
    return done(session_id, await act.on_session(session_id, command))


@router.post("/result-notice", dependencies=[permit(SIGN)])
async def issue_result_notice(session_id: SessionId, body: NoticeBody, act: TheAct) -> Done:
    command = IssueResultNotice(body.doc, body.published_channels, body.signed_by_role or act.actor.role, body.signed_as)
    return done(session_id, await act.on_session(session_id, command))


@router.post("/result-notice/publish", dependencies=[permit(FINISH)])
async def publish_result_notice(session_id: SessionId, body: PublishBody, act: TheAct) -> Done:
    """Makes an issued result notice public where the law wants it (Luật 72/2025, article 43)."""
    return done(session_id, await act.on_session(session_id, PublishResultNotice(body.published_channels)))


@router.post("/verifications", dependencies=[permit(VERIFY)])
async def verify_new_matter(session_id: SessionId, body: VerificationBody, act: TheAct) -> Done:
    """A matter raised live for the first time was checked."""
    verified_on = body.verified_on or local_date(act.now)

    async def asking(unit: Unit) -> DialogueSessionCommand:
        orgs = await orgs_on_file(unit, [body.verified_by_org_id])
        return VerifyNewMatter(body.opinion_id, body.finding, body.verified_by_org_id, verified_on, orgs)

    return done(session_id, await act.on_session(session_id, asking))


@router.post("/correct-date", dependencies=[permit(SIGN)])
async def correct_date(session_id: SessionId, body: DateBody, act: TheAct) -> Done:
    """The session was held on another day than concluded: every limit is counted anew."""

    async def asking(unit: Unit) -> DialogueSessionCommand:
        orgs = await orgs_on_file(unit, await hosts_of(unit, session_id))
        return CorrectSessionDate(act.now, body.held_from or body.held_on, body.held_on, body.reason, orgs)

    return done(session_id, await act.on_session(session_id, asking))


@router.post("/correct-minutes", dependencies=[permit(MINUTES)])
async def correct_minutes(session_id: SessionId, body: MinutesCorrectionBody, act: TheAct) -> Done:
    command = CorrectMinutes(body.minutes_doc, body.corrected_on or local_date(act.now), body.reason)
    return done(session_id, await act.on_session(session_id, command))


@router.post("/report", dependencies=[permit(SIGN)])
async def submit_report(session_id: SessionId, body: ReportBody, act: TheAct) -> Done:
    return done(session_id, await act.on_session(session_id, SubmitSessionReport(body.recipients, body.doc)))


@router.post("/close", dependencies=[permit(FINISH)])
async def close(session_id: SessionId, act: TheAct, body: CloseBody | None = None) -> Done:
    """Possible once every case is closed and every duty met; the refusal names what is missing."""
    closed_on = (body.closed_on if body else None) or local_date(act.now)
    return done(session_id, await act.on_session(session_id, CloseSession(closed_on)))
