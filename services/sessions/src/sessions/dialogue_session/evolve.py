"""How each event moves a dialogue session from state to state."""

from dataclasses import replace
from typing import TypeAlias, assert_never

from contracts.vocabulary import Disposition
from sessions.dialogue_session.events import (
    AgendaApproved,
    AgendaPrepared,
    ChangeAnnounced,
    ConclusionNoticeIssued,
    ConclusionRefused,
    DialogueSessionEvent,
    FacilitiesArranged,
    InternalReviewHeld,
    InvitationLateNoted,
    InvitationListApproved,
    InvitationListPrepared,
    InviteeTold,
    InviteeToldOfChange,
    MinutesAdopted,
    MinutesCorrected,
    NewMatterVerified,
    NotRaisedSettled,
    OpinionAnsweredAtSession,
    OpinionAssignedAtSession,
    OpinionCameTooLate,
    OpinionClassificationNoted,
    OpinionDescribed,
    OpinionScheduled,
    OpinionTakenOff,
    PaperDrafted,
    ProgrammeStepTaken,
    ProposalDeclined,
    PublicationDutyNoted,
    RegistrationSlipRecorded,
    ResultNoticeIssued,
    ResultNoticePublished,
    SecretaryAppointed,
    SecurityArranged,
    SessionAnnounced,
    SessionCancelled,
    SessionCaseClosed,
    SessionCaseReopened,
    SessionClosed,
    SessionConcluded,
    SessionDateCorrected,
    SessionOpened,
    SessionPartHeld,
    SessionPostponed,
    SessionProposed,
    SessionRecorded,
    SessionReportSubmitted,
    SessionScheduled,
    ShortcomingJustified,
    SpeakingTurnTaken,
)
from sessions.dialogue_session.evolve_after import settled, start_of_duties
from sessions.dialogue_session.facts import OpinionResult, SessionPart
from sessions.dialogue_session.impossible import ImpossibleHistory
from sessions.dialogue_session.session import (
    Adjourned,
    Arrangement,
    Cancelled,
    Concluded,
    Declined,
    DialogueSession,
    Listed,
    NoSession,
    Notices,
    Open,
    Postponed,
    Proposed,
    Recorded,
    Scheduled,
    Slip,
    notices_of,
    with_notices,
)

Arranged: TypeAlias = SessionProposed | ProposalDeclined | SessionScheduled | SessionPostponed | SessionCancelled
Noticed: TypeAlias = InviteeTold | InviteeToldOfChange | SessionAnnounced | ChangeAnnounced | InvitationLateNoted | ShortcomingJustified
Preparing: TypeAlias = (
    InvitationListPrepared
    | InvitationListApproved
    | AgendaPrepared
    | AgendaApproved
    | FacilitiesArranged
    | SecurityArranged
    | SecretaryAppointed
)
Listing: TypeAlias = OpinionScheduled | OpinionDescribed | OpinionTakenOff | OpinionAnsweredAtSession | OpinionAssignedAtSession
Held: TypeAlias = SessionOpened | ProgrammeStepTaken | SessionPartHeld | RegistrationSlipRecorded | SpeakingTurnTaken | MinutesAdopted
Told: TypeAlias = SessionConcluded | SessionRecorded | ConclusionRefused
Settling: TypeAlias = (
    SessionDateCorrected
    | MinutesCorrected
    | NewMatterVerified
    | NotRaisedSettled
    | InternalReviewHeld
    | PaperDrafted
    | ConclusionNoticeIssued
    | ResultNoticeIssued
    | PublicationDutyNoted
    | ResultNoticePublished
    | SessionReportSubmitted
    | SessionCaseClosed
    | SessionCaseReopened
    | SessionClosed
)
_WITH_A_LIST = (Scheduled, Postponed, Open, Adjourned)


def evolve(session: DialogueSession, event: DialogueSessionEvent) -> DialogueSession:  # noqa: PLR0911
    if isinstance(event, Arranged):
        return _arranged(session, event)
    if isinstance(event, Noticed):
        return _noticed(session, event)
    if isinstance(event, Preparing):
        return _prepared(session, event)
    if isinstance(event, Listing):
        return _listed(session, event)
    if isinstance(event, Held):
        return _held(session, event)
    if isinstance(event, Told):
        return _told(session, event)
    if isinstance(event, Settling):
        return _settled(session, event)
    return session if isinstance(event, OpinionClassificationNoted | OpinionCameTooLate) else assert_never(event)


def _arranged(session: DialogueSession, event: Arranged) -> DialogueSession:
    match session, event:
        case NoSession(), SessionProposed():
            return Proposed(event)
        case Proposed(), ProposalDeclined():
            return Declined(event.session_id)
        case ((NoSession() | Proposed()), SessionScheduled()):
            return Scheduled(Arrangement(event, event.starts_at, event.ends_at, event.opinion_cutoff_on, parts=event.parts))
        case ((Scheduled() | Postponed()), SessionPostponed()):
            return _moved(session, event)
        case ((Scheduled() | Postponed()), SessionCancelled()):
            return Cancelled(event.session_id, session.plan.notices.moved())
        case _:
            raise ImpossibleHistory(type(event).__name__)


def _moved(session: Scheduled | Postponed, event: SessionPostponed) -> Scheduled | Postponed:
    plan = replace(session.plan, notices=session.plan.notices.moved())
    if event.new_starts_at is None or event.new_ends_at is None:
        return Postponed(plan, session.opinions)
    by = event.new_starts_at - plan.starts_at
    parts = tuple(SessionPart(each.part_no, each.cluster, each.starts_at + by, each.ends_at + by, each.venue) for each in plan.parts)
    dates = {"starts_at": event.new_starts_at, "ends_at": event.new_ends_at, "opinion_cutoff_on": event.new_opinion_cutoff_on}
    return Scheduled(replace(plan, **dates, parts=parts), session.opinions)  # type: ignore[arg-type]


def _noticed(session: DialogueSession, event: Noticed) -> DialogueSession:
    notices = notices_of(session)
    if notices is None:
        raise ImpossibleHistory(type(event).__name__)
    return with_notices(session, _known(notices, event))


def _known(notices: Notices, event: Noticed) -> Notices:
    match event:
        case InviteeTold():
            return replace(notices, told=notices.told | {event.invitee_ref}, renotice=notices.renotice - {event.invitee_ref})
        case InviteeToldOfChange():
            return replace(notices, renotice=notices.renotice - {event.invitee_ref})
        case SessionAnnounced():
            return replace(notices, announced=True, reannounce=False)
        case ChangeAnnounced():
            return replace(notices, reannounce=False)
        case InvitationLateNoted():
            return notices if event.advisory else replace(notices, late=notices.late | {event.invitee_ref})
        case ShortcomingJustified():
            return replace(notices, justified=notices.justified | {event.shortcoming})
        case _:
            assert_never(event)


def _prepared(session: DialogueSession, event: Preparing) -> DialogueSession:
    if not isinstance(session, Scheduled | Postponed):
        raise ImpossibleHistory(type(event).__name__)
    plan = session.plan
    match event:
        case InvitationListPrepared():
            plan = replace(plan, prepared_list=event.invitees)
        case InvitationListApproved():
            invitees = tuple(invitee.invitee_ref for invitee in event.invitees)
            plan = replace(plan, notices=replace(plan.notices, invitees=invitees), prepared_list=event.invitees)
        case AgendaPrepared():
            plan = replace(plan, prepared_agenda=event)
        case AgendaApproved():
            plan = replace(plan, agenda=True)
        case FacilitiesArranged():
            plan = replace(plan, facilities=True)
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
        case OpinionScheduled():
            opinion = replace(opinion, described=bool(event.summary_redacted), live=event.raised_live)
        case OpinionDescribed():
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


def _held(session: DialogueSession, event: Held) -> DialogueSession:
    match session, event:
        case Scheduled(), SessionOpened():
            delegated = event.delegation_doc is not None
            return Open(session.plan, session.opinions, event.opened_at, step_at=event.opened_at, delegated=delegated)
        case Open(), ProgrammeStepTaken():
            return replace(session, steps=(*session.steps, event.step), step_at=event.taken_at)
        case Open(), SessionPartHeld():
            return replace(session, parts_held=session.parts_held | {event.part_no})
        case Open(), RegistrationSlipRecorded():
            return _registered(session, event)
        case Open(), SpeakingTurnTaken():
            raised = {each: replace(session.opinions[each], raised=True) for each in session.slips[event.slip_no].opinion_ids}
            return replace(session, spoken=(*session.spoken, event.slip_no), opinions={**session.opinions, **raised})
        case Open(), MinutesAdopted():
            return Adjourned(session.plan, session.opinions, session.opened_at, event.adopted_at, delegated=session.delegated)
        case _:
            raise ImpossibleHistory(type(event).__name__)


def _registered(session: Open, event: RegistrationSlipRecorded) -> Open:
    slip = session.slips.get(event.slip_no, Slip(event.submitter_ref, ()))
    opinion = replace(session.opinions.get(event.opinion_id, Listed()), slip_no=event.slip_no)
    return replace(
        session,
        slips={**session.slips, event.slip_no: replace(slip, opinion_ids=(*slip.opinion_ids, event.opinion_id))},
        opinions={**session.opinions, event.opinion_id: opinion},
    )


def _told(session: DialogueSession, event: Told) -> DialogueSession:
    match event:
        case SessionConcluded():
            return Concluded(event, start_of_duties(session, event))
        case SessionRecorded():
            return Recorded(event)
        case ConclusionRefused():
            return NoSession({**session.refused, event.message_id: event.slugs}) if isinstance(session, NoSession) else session
        case _:
            assert_never(event)


def _settled(session: DialogueSession, event: Settling) -> DialogueSession:
    if isinstance(event, NewMatterVerified) and isinstance(session, Open | Adjourned):
        opinion = replace(session.opinions[event.opinion_id], verified=True)
        return replace(session, opinions={**session.opinions, event.opinion_id: opinion})
    if isinstance(event, MinutesCorrected) and isinstance(session, Adjourned):
        return replace(session, minutes_corrections=(*session.minutes_corrections, event.minutes_doc))
    return settled(session, event)
