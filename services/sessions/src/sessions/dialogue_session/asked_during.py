"""What may be asked of a session's list of opinions and on its floor."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from contracts.envelope import Document
from contracts.vocabulary import Authority, Complexity, Disposition, DomainCode, Outcome, Urgency
from sessions.dialogue_session.facts import Attendance, ProgrammeStep
from sessions.org_unit.on_file import OrgOnFile


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
class TakeStep:
    """Begin a step of the programme; passing over others needs the chair's reason."""

    now: datetime
    step: ProgrammeStep
    taken_at: datetime
    override_reason: str | None = None


@dataclass(frozen=True)
class HoldPart:
    now: datetime
    part_no: int
    held_at: datetime
    attendance: Attendance


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
    now: datetime | None = None


@dataclass(frozen=True)
class AnswerOnSpot:
    opinion_id: str
    answered_by_role: str
    outcome: Outcome
    now: datetime | None = None


@dataclass(frozen=True)
class AssignOpinion:
    opinion_id: str
    assigned_agency_id: str
    co_agencies: tuple[str, ...] = ()
    complexity: Complexity = Complexity.ORDINARY
    authority: Authority = Authority.WITHIN
    orgs: Mapping[str, OrgOnFile] = field(default_factory=dict)
    now: datetime | None = None


@dataclass(frozen=True)
class AdoptMinutes:
    now: datetime
    minutes_doc: Document
    adopted_at: datetime


ListCommand: TypeAlias = ScheduleOpinion | NoteClassification | TakeOpinionOff
FloorCommand: TypeAlias = OpenSession | TakeStep | HoldPart | RecordSlip | TakeSpeakingTurn | AnswerOnSpot | AssignOpinion | AdoptMinutes
