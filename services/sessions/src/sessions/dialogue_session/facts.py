"""The small facts that commands and events of a dialogue session are made of."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from contracts.envelope import Sealed
from contracts.vocabulary import Authority, Complexity, Disposition


class ProgrammeStep(StrEnum):
    """The seven steps of a session, in their fixed order (domain rules, section 6)."""

    OPENING = "OPENING"
    PURPOSE = "PURPOSE"
    SLIPS = "SLIPS"
    SPEAKING = "SPEAKING"
    ANSWERS = "ANSWERS"
    CONCLUSION = "CONCLUSION"
    MINUTES = "MINUTES"


PROGRAMME = tuple(ProgrammeStep)


class Finding(StrEnum):
    """What came of checking a matter raised live for the first time."""

    CONFIRMED = "CONFIRMED"
    PARTLY_CONFIRMED = "PARTLY_CONFIRMED"
    NOT_CONFIRMED = "NOT_CONFIRMED"


class Shortcoming(StrEnum):
    """What was not done in time, or not at all, before the session; the chair may justify it."""

    RENOTICE = "RENOTICE"
    CHANGE_ANNOUNCEMENT = "CHANGE_ANNOUNCEMENT"
    LATE_INVITATIONS = "LATE_INVITATIONS"


class Paper(StrEnum):
    """Papers that the office drafts and the chair signs."""

    CONCLUSION_NOTICE = "CONCLUSION_NOTICE"
    RESULT_NOTICE = "RESULT_NOTICE"
    SESSION_REPORT = "SESSION_REPORT"


@dataclass(frozen=True)
class SessionPart:
    """The part of a session held for one village cluster."""

    part_no: int
    cluster: str
    starts_at: datetime
    ends_at: datetime
    venue: str


@dataclass(frozen=True)
class VoterRequest:
    """`asked` of `voters` on the commune's list asked for the dialogue."""

    asked: int
    voters: int

    @property
    def suffices(self) -> bool:
        """At least one voter in ten (Luật 72/2025, article 43)."""
        return 0 < self.voters <= self.asked * 10 and self.asked <= self.voters


@dataclass(frozen=True)
class AgendaItem:
    """`at` is the local time it begins, such as "08:30"."""

    title: str
    at: str | None = None


@dataclass(frozen=True)
class Invitee:
    """`contact` is a person's address, sealed under `invitee_ref`; an office is reached through the directory instead."""

    invitee_ref: str
    role: str
    org_id: str | None = None
    contact: Sealed | None = None


@dataclass(frozen=True)
class Attendance:
    people: int = 0
    staff: int = 0
    orgs: int = 0


@dataclass(frozen=True)
class Totals:
    """Counts of opinions. Those routed out are counted even when nothing else may be said of them."""

    registered: int = 0
    raised: int = 0
    answered_on_spot: int = 0
    assigned: int = 0
    beyond_authority: int = 0
    rejected: int = 0
    routed_out: int = 0


@dataclass(frozen=True)
class OpinionResult:
    """What became of one opinion at its session. Agency, complexity and authority stand with ASSIGNED."""

    opinion_id: str
    disposition: Disposition
    assigned_agency_id: str | None = None
    co_agencies: tuple[str, ...] = ()
    complexity: Complexity | None = None
    authority: Authority | None = None

    @property
    def agencies(self) -> tuple[str, ...]:
        return ((self.assigned_agency_id,) if self.assigned_agency_id else ()) + self.co_agencies

    @property
    def beyond(self) -> bool:
        return self.disposition is Disposition.BEYOND_AUTHORITY or self.authority is Authority.BEYOND


def count(results: tuple[OpinionResult, ...], disposition: Disposition) -> int:
    return sum(result.disposition is disposition for result in results)
