"""How each event moves a dialogue session from state to state."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias, assert_never

from contracts.identifiers import case_id
from contracts.vocabulary import Disposition
from sessions.dialogue_session.events import (
    AgendaApproved,
    ConclusionNoticeIssued,
    ConclusionRefused,
    DialogueSessionEvent,
    InternalReviewHeld,
    InvitationListApproved,
    InviteeTold,
    MinutesAdopted,
    OpinionAnsweredAtSession,
    OpinionAssignedAtSession,
    OpinionCameTooLate,
    OpinionClassificationNoted,
    OpinionDescribed,
    OpinionScheduled,
    OpinionTakenOff,
    RegistrationSlipRecorded,
    ResultNoticeIssued,
    SecretaryAppointed,
    SecurityArranged,
    SessionAnnounced,
    SessionCancelled,
    SessionCaseClosed,
    SessionCaseReopened,
    SessionClosed,
    SessionConcluded,
    SessionOpened,
    SessionPostponed,
    SessionRecorded,
    SessionReportSubmitted,
    SessionScheduled,
    SpeakingTurnTaken,
)
from sessions.dialogue_session.facts import OpinionResult
from sessions.dialogue_session.session import (
    Adjourned,
    Arrangement,
    Cancelled,
    Closed,
    Concluded,
    DialogueSession,
    Duties,
    Listed,
    NoSession,
    Open,
    Postponed,
    Recorded,
    Scheduled,
    Slip,
)

Preparing: TypeAlias = InvitationListApproved | InviteeTold | SessionAnnounced | AgendaApproved | SecurityArranged | SecretaryAppointed
Listing: TypeAlias = OpinionScheduled | OpinionDescribed | OpinionTakenOff | OpinionAnsweredAtSession | OpinionAssignedAtSession
Fulfilling: TypeAlias = (
    InternalReviewHeld | ConclusionNoticeIssued | ResultNoticeIssued | SessionReportSubmitted | SessionCaseClosed | SessionCaseReopened
)
_WITH_A_LIST = (Scheduled, Postponed, Open, Adjourned)


class ImpossibleHistory(Exception):
    """The log holds an event that this state cannot have met: the decision that wrote it is wrong."""


def evolve(session: DialogueSession, event: DialogueSessionEvent) -> DialogueSession:  # noqa: C901, PLR0911
    match event:
        case SessionScheduled():
            return Scheduled(Arrangement(event, event.starts_at, event.ends_at, event.opinion_cutoff_on))
        case SessionPostponed() | SessionCancelled():
            return _rearranged(session, event)
        case InvitationListApproved() | InviteeTold() | SessionAnnounced() | AgendaApproved() | SecurityArranged() | SecretaryAppointed():
            return _prepared(session, event)
        case OpinionScheduled() | OpinionDescribed() | OpinionTakenOff() | OpinionAnsweredAtSession() | OpinionAssignedAtSession():
            return _listed(session, event)
        case SessionOpened() | RegistrationSlipRecorded() | SpeakingTurnTaken() | MinutesAdopted():
            return _held(session, event)
        case SessionConcluded():
            return Concluded(event, Duties(open_cases=_cases(event.session_id, event.opinions)))
        case SessionRecorded():
            return Recorded(event)
        case ConclusionRefused():
            return NoSession({**session.refused, event.message_id: event.slugs}) if isinstance(session, NoSession) else session
        case (
            InternalReviewHeld()
            | ConclusionNoticeIssued()
            | ResultNoticeIssued()
            | SessionReportSubmitted()
            | SessionCaseClosed()
            | SessionCaseReopened()
            | SessionClosed()
        ):
            return _settled(session, event)
        case OpinionClassificationNoted() | OpinionCameTooLate():
            return session
        case _:
            assert_never(event)


def _rearranged(session: DialogueSession, event: SessionPostponed | SessionCancelled) -> DialogueSession:
    if not isinstance(session, Scheduled | Postponed):
        raise ImpossibleHistory(type(event).__name__)
    if isinstance(event, SessionCancelled):
        return Cancelled(event.session_id)
    plan = replace(session.plan, told=frozenset(), announced=False)
    if event.new_starts_at is None or event.new_ends_at is None:
        return Postponed(plan, session.opinions)
    dated = replace(plan, starts_at=event.new_starts_at, ends_at=event.new_ends_at, opinion_cutoff_on=event.new_opinion_cutoff_on)
    return Scheduled(dated, session.opinions)


def _prepared(session: DialogueSession, event: Preparing) -> DialogueSession:
    if not isinstance(session, Scheduled | Postponed):
        raise ImpossibleHistory(type(event).__name__)
    plan = session.plan
    match event:
        case InvitationListApproved():
            plan = replace(plan, invitees=tuple(invitee.invitee_ref for invitee in event.invitees))
        case InviteeTold():
            plan = replace(plan, told=plan.told | {event.invitee_ref})
        case SessionAnnounced():
            plan = replace(plan, announced=True)
        case AgendaApproved():
            plan = replace(plan, agenda=True)
        case SecurityArranged():
            plan = replace(plan, secured=True)
        case SecretaryAppointed():
            plan = replace(plan, secretary_ref=event.secretary_ref)
        case _:
            assert_never(event)
    return replace(session, plan=plan)


def _listed(session: DialogueSession, event: Listing) -> DialogueSession:
    if not isinstance(session, _WITH_A_LIST):
        raise ImpossibleHistory(type(event).__name__)
    opinion = session.opinions.get(event.opinion_id, Listed())
    match event:
        case OpinionScheduled() | OpinionDescribed():
            opinion = replace(opinion, described=bool(event.summary_redacted))
        case OpinionTakenOff():
            opinion = replace(opinion, result=OpinionResult(event.opinion_id, event.disposition), silent=event.silent)
        case OpinionAnsweredAtSession():
            opinion = replace(opinion, raised=True, result=OpinionResult(event.opinion_id, Disposition.ANSWERED_ON_SPOT))
        case OpinionAssignedAtSession():
            result = OpinionResult(
                event.opinion_id,
                Disposition.ASSIGNED,
                event.assigned_agency_id,
                event.co_agencies,
                event.complexity,
                event.authority,
            )
            opinion = replace(opinion, result=result)
        case _:
            assert_never(event)
    return replace(session, opinions={**session.opinions, event.opinion_id: opinion})


def _held(
    session: DialogueSession,
    event: SessionOpened | RegistrationSlipRecorded | SpeakingTurnTaken | MinutesAdopted,
) -> DialogueSession:
    match session, event:
        case Scheduled(), SessionOpened():
            return Open(session.plan, session.opinions, event.opened_at)
        case Open(), RegistrationSlipRecorded():
            slip = session.slips.get(event.slip_no, Slip(event.submitter_ref, ()))
            opinion = replace(session.opinions.get(event.opinion_id, Listed()), slip_no=event.slip_no)
            return replace(
                session,
                slips={**session.slips, event.slip_no: replace(slip, opinion_ids=(*slip.opinion_ids, event.opinion_id))},
                opinions={**session.opinions, event.opinion_id: opinion},
            )
        case Open(), SpeakingTurnTaken():
            raised = {each: replace(session.opinions[each], raised=True) for each in session.slips[event.slip_no].opinion_ids}
            return replace(session, spoken=(*session.spoken, event.slip_no), opinions={**session.opinions, **raised})
        case Open(), MinutesAdopted():
            return Adjourned(session.plan, session.opinions, session.opened_at, event.adopted_at)
        case _:
            raise ImpossibleHistory(type(event).__name__)


def _settled(session: DialogueSession, event: Fulfilling | SessionClosed) -> DialogueSession:
    if not isinstance(session, Concluded | Closed):
        raise ImpossibleHistory(type(event).__name__)
    duties = session.duties
    match event:
        case InternalReviewHeld():
            duties = replace(duties, reviewed_on=event.held_on)
        case ConclusionNoticeIssued():
            duties = replace(duties, conclusion_notice=event.doc)
        case ResultNoticeIssued():
            duties = replace(duties, result_notice=event.doc)
        case SessionReportSubmitted():
            duties = replace(duties, report=event.doc)
        case SessionCaseClosed():
            duties = replace(duties, open_cases=duties.open_cases - {event.case_id})
        case SessionCaseReopened():
            return Concluded(session.conclusion, replace(duties, open_cases=duties.open_cases | {event.case_id}))
        case SessionClosed():
            return Closed(session.conclusion, duties)
        case _:
            assert_never(event)
    return replace(session, duties=duties)


def _cases(session_id: str, opinions: Sequence[OpinionResult]) -> frozenset[str]:
    return frozenset(str(case_id(session_id, each.opinion_id)) for each in opinions if each.disposition is Disposition.ASSIGNED)
