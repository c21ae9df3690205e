"""What may be asked of a dialogue session."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
from sessions.org_unit.on_file import OrgOnFile


@dataclass(frozen=True)
class ScheduleSession:
    """`planned_year` is the year of the plan named by `plan_id`, None when no such plan is known; `orgs` is the directory's evidence."""

    session_id: str
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
    plan_id: str | None = None
    planned_year: int | None = None
    co_chair_roles: tuple[str, ...] = ()
    online_url: str | None = None
    topic_codes: tuple[DomainCode, ...] = ()
    opinion_cutoff_on: date | None = None
    orgs: Mapping[str, OrgOnFile] = field(default_factory=dict)


@dataclass(frozen=True)
class PostponeSession:
    """Asked again with a date, it fixes the new date of a session postponed without one."""

    reason: str
    new_starts_at: datetime | None = None
    new_ends_at: datetime | None = None
    orgs: Mapping[str, OrgOnFile] = field(default_factory=dict)


@dataclass(frozen=True)
class CancelSession:
    reason: str


@dataclass(frozen=True)
class ApproveInvitationList:
    invitees: tuple[Invitee, ...]
    approved_by_role: str


@dataclass(frozen=True)
class NoteInviteeTold:
    invitee_ref: str
    sent_on: date


@dataclass(frozen=True)
class NoteAnnouncement:
    channel: Channel
    published_on: date


@dataclass(frozen=True)
class ApproveAgenda:
    doc: Document | None = None
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class ArrangeSecurity:
    confirmed_by_org_id: str
    orgs: Mapping[str, OrgOnFile] = field(default_factory=dict)


@dataclass(frozen=True)
class AppointSecretary:
    secretary_ref: str


@dataclass(frozen=True)
class ScheduleOpinion:
    opinion_id: str
    domain_code: DomainCode | None = None
    urgency: Urgency | None = None
    summary_redacted: str = ""
    raised_live: bool = False


@dataclass(frozen=True)
class NoteClassification:
    opinion_id: str
    domain_code: DomainCode
    urgency: Urgency


@dataclass(frozen=True)
class TakeOpinionOff:
    """`denunciation`: nothing but its count may remain (domain rules, section 8)."""

    opinion_id: str
    disposition: Disposition
    denunciation: bool = False


@dataclass(frozen=True)
class OpenSession:
    now: datetime
    opened_at: datetime
    attendance: Attendance
    chaired_by_role: str | None
    delegation_doc: Document | None = None


@dataclass(frozen=True)
class RecordSlip:
    """Without a number the next free one is given. `off_list`: intake rejected, routed out or received a withdrawal of the opinion.

    `listing` is what intake said of it, used when the opinion comes onto the list with its slip.
    """

    now: datetime
    opinion_id: str
    listing: ScheduleOpinion | None = None
    slip_no: int | None = None
    submitter_ref: str | None = None
    recorded_at: datetime | None = None
    off_list: bool = False


@dataclass(frozen=True)
class TakeSpeakingTurn:
    slip_no: int
    override_reason: str | None = None


@dataclass(frozen=True)
class AnswerOnSpot:
    opinion_id: str
    answered_by_role: str
    outcome: Outcome


@dataclass(frozen=True)
class AssignOpinion:
    opinion_id: str
    assigned_agency_id: str
    co_agencies: tuple[str, ...] = ()
    complexity: Complexity = Complexity.ORDINARY
    authority: Authority = Authority.WITHIN
    orgs: Mapping[str, OrgOnFile] = field(default_factory=dict)


@dataclass(frozen=True)
class AdoptMinutes:
    now: datetime
    minutes_doc: Document
    adopted_at: datetime


@dataclass(frozen=True)
class ConcludeSession:
    """`stated`: the totals as the minutes give them; they must be those of the opinions."""

    stated: Totals | None = None


@dataclass(frozen=True)
class AcceptConclusion:
    """An agency's own system says it held a session. `speakers`: the agencies that may speak for the host, itself and those above it."""

    now: datetime
    agency: str
    message_id: str
    session_id: str
    held_from: date
    held_on: date
    concluded_at: datetime
    plan_year: int
    level: Level
    regime: Regime
    audience: tuple[Audience, ...]
    form: Form
    host_org_id: str
    totals: Totals
    opinions: tuple[OpinionResult, ...] = ()
    source_ref: str | None = None
    speakers: frozenset[str] = frozenset()
    orgs: Mapping[str, OrgOnFile] = field(default_factory=dict)


@dataclass(frozen=True)
class RecordSession:
    """`held_period` is "2024-05" for a month and "2024" for a year; `held_on` stands only with a known day."""

    now: datetime
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
    totals: Totals | None = None
    opinions: tuple[OpinionResult, ...] = ()
    source_ref: str | None = None
    orgs: Mapping[str, OrgOnFile] = field(default_factory=dict)


@dataclass(frozen=True)
class HoldInternalReview:
    held_on: date


@dataclass(frozen=True)
class IssueConclusionNotice:
    doc: Document
    published_channels: tuple[Channel, ...] = ()


@dataclass(frozen=True)
class IssueResultNotice:
    doc: Document
    published_channels: tuple[Channel, ...] = ()


@dataclass(frozen=True)
class SubmitSessionReport:
    recipients: tuple[str, ...]
    doc: Document


@dataclass(frozen=True)
class NoteCaseClosed:
    case_id: str
    closed_on: date


@dataclass(frozen=True)
class NoteCaseReopened:
    case_id: str


@dataclass(frozen=True)
class CloseSession:
    closed_on: date


ArrangingCommand: TypeAlias = ScheduleSession | PostponeSession | CancelSession
PreparingCommand: TypeAlias = (
    ApproveInvitationList | NoteInviteeTold | NoteAnnouncement | ApproveAgenda | ArrangeSecurity | AppointSecretary
)
ListCommand: TypeAlias = ScheduleOpinion | NoteClassification | TakeOpinionOff
FloorCommand: TypeAlias = OpenSession | RecordSlip | TakeSpeakingTurn | AnswerOnSpot | AssignOpinion | AdoptMinutes
EndingCommand: TypeAlias = ConcludeSession | AcceptConclusion | RecordSession
DutyCommand: TypeAlias = (
    HoldInternalReview | IssueConclusionNotice | IssueResultNotice | SubmitSessionReport | NoteCaseClosed | NoteCaseReopened | CloseSession
)
DialogueSessionCommand: TypeAlias = ArrangingCommand | PreparingCommand | ListCommand | FloorCommand | EndingCommand | DutyCommand
