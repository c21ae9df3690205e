"""What happens to a session's list of opinions and on its floor, as stored."""

from dataclasses import dataclass
from datetime import datetime

from contracts.envelope import Document
from contracts.vocabulary import Authority, Complexity, Disposition, DomainCode, Outcome, Urgency
from sessions.dialogue_session.facts import Attendance, ProgrammeStep


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
class ProgrammeStepTaken:
    """One of the seven steps has begun. `skipped` names the steps passed over with the chair's reason."""

    session_id: str
    step: ProgrammeStep
    taken_at: datetime
    skipped: tuple[ProgrammeStep, ...] = ()
    override_reason: str | None = None


@dataclass(frozen=True)
class SessionPartHeld:
    """The part of one village cluster was held."""

    session_id: str
    part_no: int
    held_at: datetime
    attendance: Attendance


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
