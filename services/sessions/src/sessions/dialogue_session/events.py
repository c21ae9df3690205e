"""What happened to a dialogue session, with the names under which it is stored."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from contracts.envelope import Document
from contracts.vocabulary import (
    Audience,
    Authority,
    Channel,
    Complexity,
    DatePrecision,
    Disposition,
    DomainCode,
    Form,
    Level,
    Outcome,
    Regime,
    Trigger,
    Urgency,
)
from sessions.dialogue_session.facts import Attendance, Invitee, OpinionResult, Totals


@dataclass(frozen=True)
class SessionScheduled:
    """`plan_year` comes from the plan: a session held in December may count for the year after (domain rules, section 5)."""

    session_id: str
    plan_id: str | None
    plan_year: int
    regime: Regime
    audience: tuple[Audience, ...]
    form: Form
    level: Level
    host_org_id: str
    chair_role: str
    starts_at: datetime
    ends_at: datetime
    venue: str
    trigger: Trigger
    co_chair_roles: tuple[str, ...] = ()
    online_url: str | None = None
    topic_code: DomainCode | None = None
    opinion_cutoff_on: date | None = None


@dataclass(frozen=True)
class SessionPostponed:
    """Without `new_starts_at` the new date is still to come. `renotice` names the invitees already told the old date."""

    session_id: str
    reason: str
    new_starts_at: datetime | None = None
    new_ends_at: datetime | None = None
    new_opinion_cutoff_on: date | None = None
    renotice: tuple[str, ...] = ()


@dataclass(frozen=True)
class SessionCancelled:
    session_id: str
    reason: str


@dataclass(frozen=True)
class InvitationListApproved:
    """The whole list; a later one replaces it."""

    session_id: str
    invitees: tuple[Invitee, ...]
    approved_by_role: str


@dataclass(frozen=True)
class InviteeTold:
    """The notice service sent this invitation on that local date."""

    session_id: str
    invitee_ref: str
    sent_on: date


@dataclass(frozen=True)
class SessionAnnounced:
    session_id: str
    channel: Channel
    published_on: date


@dataclass(frozen=True)
class AgendaApproved:
    session_id: str
    doc: Document | None = None
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class SecurityArranged:
    session_id: str
    confirmed_by_org_id: str


@dataclass(frozen=True)
class SecretaryAppointed:
    session_id: str
    secretary_ref: str


@dataclass(frozen=True)
class OpinionScheduled:
    """The opinion stands on the session's list. `summary_redacted` is the reviewed public wording."""

    session_id: str
    opinion_id: str
    domain_code: DomainCode | None = None
    urgency: Urgency | None = None
    summary_redacted: str = ""
    raised_live: bool = False


@dataclass(frozen=True)
class OpinionDescribed:
    """Intake's words arrived after the slip that brought the opinion onto the list."""

    session_id: str
    opinion_id: str
    domain_code: DomainCode | None
    urgency: Urgency | None
    summary_redacted: str


@dataclass(frozen=True)
class OpinionClassificationNoted:
    session_id: str
    opinion_id: str
    domain_code: DomainCode
    urgency: Urgency


@dataclass(frozen=True)
class OpinionTakenOff:
    """Rejected, routed out or withdrawn at intake. `silent`: a denunciation, of which only the count may remain (AS-22)."""

    session_id: str
    opinion_id: str
    disposition: Disposition
    silent: bool = False


@dataclass(frozen=True)
class OpinionCameTooLate:
    """It was meant for this session and arrived after its end; the office carries it over to another one."""

    session_id: str
    opinion_id: str


@dataclass(frozen=True)
class SessionOpened:
    """`unprepared` names the points of the checklist that were open; `delegation_doc` stands when another than the chair presides (A-03)."""

    session_id: str
    opened_at: datetime
    attendance: Attendance
    chaired_by_role: str
    delegation_doc: Document | None = None
    unprepared: tuple[str, ...] = ()


@dataclass(frozen=True)
class RegistrationSlipRecorded:
    """A slip with three matters is recorded three times under one number (A-25)."""

    session_id: str
    slip_no: int
    opinion_id: str
    recorded_at: datetime
    submitter_ref: str | None = None


@dataclass(frozen=True)
class SpeakingTurnTaken:
    session_id: str
    slip_no: int
    turn_no: int
    overridden_by_chair: bool
    override_reason: str | None = None


@dataclass(frozen=True)
class OpinionAnsweredAtSession:
    session_id: str
    opinion_id: str
    answered_by_role: str
    outcome: Outcome


@dataclass(frozen=True)
class OpinionAssignedAtSession:
    session_id: str
    opinion_id: str
    assigned_agency_id: str
    complexity: Complexity
    authority: Authority
    co_agencies: tuple[str, ...] = ()


@dataclass(frozen=True)
class MinutesAdopted:
    """Adopting the minutes ends the session."""

    session_id: str
    minutes_doc: Document
    adopted_at: datetime


@dataclass(frozen=True)
class SessionConcluded:
    """`held_on` is the last local day: every limit runs from it (A-16). `by_agency`: told by its own system."""

    session_id: str
    held_from: date
    held_on: date
    concluded_at: datetime
    plan_year: int
    reporting_year: int
    level: Level
    regime: Regime
    audience: tuple[Audience, ...]
    form: Form
    host_org_id: str
    totals: Totals
    opinions: tuple[OpinionResult, ...] = ()
    source_ref: str | None = None
    by_agency: str | None = None
    scheduled_here: bool = True


@dataclass(frozen=True)
class ConclusionRefused:
    """An agency told of a session that the rules do not allow; kept for review, nothing is counted."""

    session_id: str
    agency: str
    message_id: str
    host_org_id: str
    level: Level
    held_on: date
    slugs: tuple[str, ...]


@dataclass(frozen=True)
class SessionRecorded:
    """Recorded afterwards, without slips, invitations or minutes (A-26). `held_period` is "2024-05" or "2024" when no day is known."""

    session_id: str
    held_on_precision: DatePrecision
    level: Level
    regime: Regime
    audience: tuple[Audience, ...]
    form: Form
    host_org_id: str
    held_from: date | None = None
    held_on: date | None = None
    held_period: str | None = None
    plan_year: int | None = None
    reporting_year: int | None = None
    totals: Totals | None = None
    opinions: tuple[OpinionResult, ...] = ()
    source_ref: str | None = None


@dataclass(frozen=True)
class InternalReviewHeld:
    session_id: str
    held_on: date


@dataclass(frozen=True)
class ConclusionNoticeIssued:
    session_id: str
    doc: Document
    published_channels: tuple[Channel, ...] = ()


@dataclass(frozen=True)
class ResultNoticeIssued:
    session_id: str
    doc: Document
    published_channels: tuple[Channel, ...] = ()


@dataclass(frozen=True)
class SessionReportSubmitted:
    session_id: str
    recipients: tuple[str, ...]
    doc: Document


@dataclass(frozen=True)
class SessionCaseClosed:
    session_id: str
    case_id: str
    closed_on: date


@dataclass(frozen=True)
class SessionCaseReopened:
    session_id: str
    case_id: str


@dataclass(frozen=True)
class SessionClosed:
    session_id: str
    closed_on: date


DialogueSessionEvent: TypeAlias = (
    SessionScheduled
    | SessionPostponed
    | SessionCancelled
    | InvitationListApproved
    | InviteeTold
    | SessionAnnounced
    | AgendaApproved
    | SecurityArranged
    | SecretaryAppointed
    | OpinionScheduled
    | OpinionDescribed
    | OpinionClassificationNoted
    | OpinionTakenOff
    | OpinionCameTooLate
    | SessionOpened
    | RegistrationSlipRecorded
    | SpeakingTurnTaken
    | OpinionAnsweredAtSession
    | OpinionAssignedAtSession
    | MinutesAdopted
    | SessionConcluded
    | ConclusionRefused
    | SessionRecorded
    | InternalReviewHeld
    | ConclusionNoticeIssued
    | ResultNoticeIssued
    | SessionReportSubmitted
    | SessionCaseClosed
    | SessionCaseReopened
    | SessionClosed
)

EVENTS: dict[str, type] = {
    "dialogue-session.session-scheduled.v1": SessionScheduled,
    "dialogue-session.session-postponed.v1": SessionPostponed,
    "dialogue-session.session-cancelled.v1": SessionCancelled,
    "dialogue-session.invitation-list-approved.v1": InvitationListApproved,
    "dialogue-session.invitee-told.v1": InviteeTold,
    "dialogue-session.session-announced.v1": SessionAnnounced,
    "dialogue-session.agenda-approved.v1": AgendaApproved,
    "dialogue-session.security-arranged.v1": SecurityArranged,
    "dialogue-session.secretary-appointed.v1": SecretaryAppointed,
    "dialogue-session.opinion-scheduled.v1": OpinionScheduled,
    "dialogue-session.opinion-described.v1": OpinionDescribed,
    "dialogue-session.opinion-classification-noted.v1": OpinionClassificationNoted,
    "dialogue-session.opinion-taken-off.v1": OpinionTakenOff,
    "dialogue-session.opinion-came-too-late.v1": OpinionCameTooLate,
    "dialogue-session.session-opened.v1": SessionOpened,
    "dialogue-session.registration-slip-recorded.v1": RegistrationSlipRecorded,
    "dialogue-session.speaking-turn-taken.v1": SpeakingTurnTaken,
    "dialogue-session.opinion-answered-at-session.v1": OpinionAnsweredAtSession,
    "dialogue-session.opinion-assigned-at-session.v1": OpinionAssignedAtSession,
    "dialogue-session.minutes-adopted.v1": MinutesAdopted,
    "dialogue-session.session-concluded.v1": SessionConcluded,
    "dialogue-session.conclusion-refused.v1": ConclusionRefused,
    "dialogue-session.session-recorded.v1": SessionRecorded,
    "dialogue-session.internal-review-held.v1": InternalReviewHeld,
    "dialogue-session.conclusion-notice-issued.v1": ConclusionNoticeIssued,
    "dialogue-session.result-notice-issued.v1": ResultNoticeIssued,
    "dialogue-session.session-report-submitted.v1": SessionReportSubmitted,
    "dialogue-session.session-case-closed.v1": SessionCaseClosed,
    "dialogue-session.session-case-reopened.v1": SessionCaseReopened,
    "dialogue-session.session-closed.v1": SessionClosed,
}
