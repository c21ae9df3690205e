"""What may be asked of a session when it is concluded and afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from contracts.envelope import Document
from contracts.vocabulary import Audience, Channel, DatePrecision, Form, Level, Regime
from sessions.dialogue_session.facts import Finding, OpinionResult, Paper, Totals
from sessions.org_unit.on_file import OrgOnFile


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
class CorrectSessionDate:
    """The days on which the session was really held."""

    now: datetime
    held_from: date
    held_on: date
    reason: str
    orgs: Mapping[str, OrgOnFile] = field(default_factory=dict)


@dataclass(frozen=True)
class CorrectMinutes:
    minutes_doc: Document
    corrected_on: date
    reason: str


@dataclass(frozen=True)
class VerifyNewMatter:
    opinion_id: str
    finding: Finding
    verified_by_org_id: str
    verified_on: date
    orgs: Mapping[str, OrgOnFile] = field(default_factory=dict)


@dataclass(frozen=True)
class NoteNotRaisedSettled:
    """The opinion stands on another session's list, or intake took it off."""

    opinion_id: str
    to_session_id: str | None = None


@dataclass(frozen=True)
class HoldInternalReview:
    held_on: date


@dataclass(frozen=True)
class DraftPaper:
    """`people_only`: this drafter writes papers of sessions with the people only (the inspectorate)."""

    paper: Paper
    doc: Document
    drafted_by_role: str
    people_only: bool = False


@dataclass(frozen=True)
class IssueConclusionNotice:
    doc: Document
    published_channels: tuple[Channel, ...] = ()
    signed_by_role: str | None = None
    signed_as: str | None = None


@dataclass(frozen=True)
class IssueResultNotice:
    doc: Document
    published_channels: tuple[Channel, ...] = ()
    signed_by_role: str | None = None
    signed_as: str | None = None


@dataclass(frozen=True)
class NotePublicationDuty:
    duty_id: str


@dataclass(frozen=True)
class PublishResultNotice:
    published_channels: tuple[Channel, ...]


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


EndingCommand: TypeAlias = ConcludeSession | AcceptConclusion | RecordSession
CorrectingCommand: TypeAlias = CorrectSessionDate | CorrectMinutes
PaperCommand: TypeAlias = DraftPaper | IssueConclusionNotice | IssueResultNotice | PublishResultNotice | SubmitSessionReport
DutyCommand: TypeAlias = (
    PaperCommand
    | VerifyNewMatter
    | NoteNotRaisedSettled
    | HoldInternalReview
    | NotePublicationDuty
    | NoteCaseClosed
    | NoteCaseReopened
    | CloseSession
)
