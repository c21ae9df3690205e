"""What happens when a session is concluded and afterwards, as stored."""

from dataclasses import dataclass
from datetime import date, datetime

from contracts.envelope import Document
from contracts.vocabulary import Audience, Channel, DatePrecision, Form, Level, Regime
from sessions.dialogue_session.facts import Finding, OpinionResult, Paper, Totals


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
    co_host_org_ids: tuple[str, ...] = ()
    delegated: bool = False


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
class SessionDateCorrected:
    """The day in the conclusion was wrong; every limit runs from the day given here."""

    session_id: str
    held_from: date
    held_on: date
    previous_held_on: date
    reporting_year: int
    reason: str
    level: Level
    audience: tuple[Audience, ...]
    host_org_id: str
    opinion_ids: tuple[str, ...] = ()
    assigned_opinion_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class MinutesCorrected:
    """The adopted minutes stay as they are; this document corrects them."""

    session_id: str
    minutes_doc: Document
    corrected_on: date
    reason: str


@dataclass(frozen=True)
class NewMatterVerified:
    """What was raised live for the first time has been checked (domain rules, POST-3)."""

    session_id: str
    opinion_id: str
    finding: Finding
    verified_by_org_id: str
    verified_on: date


@dataclass(frozen=True)
class NotRaisedSettled:
    """An opinion nobody raised was carried over to another session, or taken off by intake (A-14)."""

    session_id: str
    opinion_id: str
    to_session_id: str | None = None


@dataclass(frozen=True)
class InternalReviewHeld:
    session_id: str
    held_on: date


@dataclass(frozen=True)
class PaperDrafted:
    """The office drafted it; the chair signs."""

    session_id: str
    paper: Paper
    doc: Document
    drafted_by_role: str


@dataclass(frozen=True)
class ConclusionNoticeIssued:
    session_id: str
    doc: Document
    published_channels: tuple[Channel, ...] = ()
    signed_by_role: str | None = None
    signed_as: str | None = None


@dataclass(frozen=True)
class ResultNoticeIssued:
    session_id: str
    doc: Document
    published_channels: tuple[Channel, ...] = ()
    signed_by_role: str | None = None
    signed_as: str | None = None


@dataclass(frozen=True)
class PublicationDutyNoted:
    """A rule pack wants the results published (Luật 72/2025, article 43)."""

    session_id: str
    duty_id: str


@dataclass(frozen=True)
class ResultNoticePublished:
    """The result notice, issued before, was now also published."""

    session_id: str
    published_channels: tuple[Channel, ...]


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
