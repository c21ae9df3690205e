"""What happened to an opinion, as stored: personal data only sealed, names that never change.

An event with a `state` says where the opinion stands after it, because that depends on where it stood before.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from contracts.envelope import Document, Sealed
from contracts.vocabulary import (
    Audience,
    Authority,
    Complexity,
    Disposition,
    DomainCode,
    OpinionChannel,
    OpinionKind,
    Outcome,
    PreparationOutcome,
    RejectReason,
    Route,
    SubmitterKind,
    Timeliness,
    Urgency,
)
from intake.opinion.vocabulary import Acknowledged, Fact, ShredCause, StateName


@dataclass(frozen=True)
class SealedSubmitter:
    """Who spoke, each field sealed under the submitter's key."""

    name: Sealed | None = None
    phone: Sealed | None = None
    address: Sealed | None = None
    email: Sealed | None = None


@dataclass(frozen=True)
class OpinionRegistered:
    opinion_id: str
    channel: OpinionChannel
    received_at: datetime
    received_by_org_id: str
    submitter_kind: SubmitterKind
    submitter_ref: str | None
    submitter: SealedSubmitter | None
    text: Sealed | None
    represented_count: int
    language: str
    needs_interpreter: bool
    audience: Audience
    kind: OpinionKind
    domain_code: DomainCode | None
    urgency: Urgency | None
    summary_redacted: str
    attachment_refs: tuple[str, ...]
    target_session_id: str | None
    after_cutoff: bool
    slip_no: int | None
    raised_live: bool
    source_ref: str | None
    acknowledge_by: date | None
    calendar_version: str | None
    lookup_code: str | None = None


@dataclass(frozen=True)
class OpinionAcknowledged:
    opinion_id: str
    answer: Acknowledged
    ack_doc: Document
    acknowledged_on: date


@dataclass(frozen=True)
class OpinionClassified:
    opinion_id: str
    domain_code: DomainCode
    urgency: Urgency
    complexity: Complexity
    is_longstanding: bool
    authority: Authority
    classified_by_role: str
    reason: str
    state: StateName


@dataclass(frozen=True)
class PreparationAssigned:
    opinion_id: str
    unit_org_id: str
    due_on: date | None
    state: StateName


@dataclass(frozen=True)
class PreparedAnswerSubmitted:
    """`text` is sealed under the opinion's own key: it may repeat what the person said."""

    opinion_id: str
    unit_org_id: str
    outcome: PreparationOutcome
    text_ref: str | None
    state: StateName
    text: Sealed | None = None


@dataclass(frozen=True)
class OpinionScheduled:
    """On the list of a session; with the number of the slip when the speaker has one."""

    opinion_id: str
    session_id: str
    slip_no: int | None


@dataclass(frozen=True)
class OpinionMerged:
    """In the survivor's stream: these opinions now stand behind it."""

    survivor_id: str
    merged_ids: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class OpinionJoined:
    """In the member's stream: it stands behind the survivor and keeps its own reply duty."""

    opinion_id: str
    survivor_id: str
    reason: str


@dataclass(frozen=True)
class OpinionRejected:
    opinion_id: str
    reason_code: RejectReason
    text_shredded: bool


@dataclass(frozen=True)
class OpinionRoutedOut:
    opinion_id: str
    route: Route
    to_org_id: str | None
    text_shredded: bool


@dataclass(frozen=True)
class OpinionWithdrawn:
    opinion_id: str
    reason: str


@dataclass(frozen=True)
class OpinionTextShredded:
    opinion_id: str
    cause: ShredCause


@dataclass(frozen=True)
class OpinionRaised:
    opinion_id: str
    session_id: str
    slip_no: int | None
    turn_no: int | None


@dataclass(frozen=True)
class OpinionNotRaised:
    opinion_id: str
    session_id: str


@dataclass(frozen=True)
class OpinionAnsweredOnSpot:
    opinion_id: str
    session_id: str
    outcome: Outcome | None
    answered_by_role: str | None


@dataclass(frozen=True)
class OpinionAssigned:
    opinion_id: str
    session_id: str
    agency_id: str | None
    co_agencies: tuple[str, ...]
    complexity: Complexity | None
    authority: Authority | None
    state: StateName


@dataclass(frozen=True)
class OpinionOutcomeStated:
    """The session names an ending that only intake may decide, or says nothing: the office has to complete it."""

    opinion_id: str
    session_id: str
    disposition: Disposition


@dataclass(frozen=True)
class OpinionCaseOpened:
    opinion_id: str
    case_id: str
    session_id: str
    agency_id: str | None
    state: StateName


@dataclass(frozen=True)
class OpinionReplied:
    opinion_id: str
    reply_id: str
    case_id: str
    issuing_org_id: str
    outcome: Outcome
    issued_on: date | None
    state: StateName


@dataclass(frozen=True)
class OpinionClosed:
    opinion_id: str
    case_id: str
    closed_on: date
    timeliness: Timeliness


@dataclass(frozen=True)
class OpinionReopened:
    opinion_id: str
    case_id: str


@dataclass(frozen=True)
class OpinionFactDisputed:
    """Another service says something that contradicts an ending recorded here: kept for a person to look at."""

    opinion_id: str
    fact: Fact
    source_id: str


LaterEvent: TypeAlias = (
    OpinionAcknowledged
    | OpinionClassified
    | PreparationAssigned
    | PreparedAnswerSubmitted
    | OpinionScheduled
    | OpinionMerged
    | OpinionJoined
    | OpinionRejected
    | OpinionRoutedOut
    | OpinionWithdrawn
    | OpinionTextShredded
    | OpinionRaised
    | OpinionNotRaised
    | OpinionAnsweredOnSpot
    | OpinionAssigned
    | OpinionOutcomeStated
    | OpinionCaseOpened
    | OpinionReplied
    | OpinionClosed
    | OpinionReopened
    | OpinionFactDisputed
)
OpinionEvent: TypeAlias = OpinionRegistered | LaterEvent

EVENTS: dict[str, type] = {
    "opinion.opinion-registered.v1": OpinionRegistered,
    "opinion.opinion-acknowledged.v1": OpinionAcknowledged,
    "opinion.opinion-classified.v1": OpinionClassified,
    "opinion.preparation-assigned.v1": PreparationAssigned,
    "opinion.prepared-answer-submitted.v1": PreparedAnswerSubmitted,
    "opinion.opinion-scheduled.v1": OpinionScheduled,
    "opinion.opinion-merged.v1": OpinionMerged,
    "opinion.opinion-joined.v1": OpinionJoined,
    "opinion.opinion-rejected.v1": OpinionRejected,
    "opinion.opinion-routed-out.v1": OpinionRoutedOut,
    "opinion.opinion-withdrawn.v1": OpinionWithdrawn,
    "opinion.opinion-text-shredded.v1": OpinionTextShredded,
    "opinion.opinion-raised.v1": OpinionRaised,
    "opinion.opinion-not-raised.v1": OpinionNotRaised,
    "opinion.opinion-answered-on-spot.v1": OpinionAnsweredOnSpot,
    "opinion.opinion-assigned.v1": OpinionAssigned,
    "opinion.opinion-outcome-stated.v1": OpinionOutcomeStated,
    "opinion.opinion-case-opened.v1": OpinionCaseOpened,
    "opinion.opinion-replied.v1": OpinionReplied,
    "opinion.opinion-closed.v1": OpinionClosed,
    "opinion.opinion-reopened.v1": OpinionReopened,
    "opinion.opinion-fact-disputed.v1": OpinionFactDisputed,
}
