"""A dialogue session's life as states, and how each event moves it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias, assert_never

from contracts.envelope import Document
from contracts.vocabulary import Audience, Disposition, Level
from sessions.dialogue_session.events import AgendaPrepared, SessionConcluded, SessionProposed, SessionRecorded, SessionScheduled
from sessions.dialogue_session.facts import PROGRAMME, Invitee, OpinionResult, Paper, ProgrammeStep, SessionPart, Shortcoming


class Status(StrEnum):
    """What an official sees. PLANNED lives in the annual plan; invited and announced are flags, not states."""

    UNKNOWN = "UNKNOWN"
    PROPOSED = "PROPOSED"
    DECLINED = "DECLINED"
    SCHEDULED = "SCHEDULED"
    POSTPONED = "POSTPONED"
    CANCELLED = "CANCELLED"
    OPEN = "OPEN"
    ADJOURNED = "ADJOURNED"
    CONCLUDED = "CONCLUDED"
    CONCLUSION_ISSUED = "CONCLUSION_ISSUED"
    REPORTED = "REPORTED"
    CLOSED = "CLOSED"
    RECORDED = "RECORDED"


@dataclass(frozen=True)
class NoSession:
    """Nothing is known but, perhaps, conclusions that were refused: message → slugs."""

    refused: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposed:
    """Somebody asked for it; the chair has not decided."""

    proposal: SessionProposed


@dataclass(frozen=True)
class Declined:
    session_id: str


@dataclass(frozen=True)
class Notices:
    """Who is invited and knows it. `renotice`: those who were told a date that no longer holds, and do not know it yet."""

    invitees: tuple[str, ...] = ()
    told: frozenset[str] = frozenset()
    announced: bool = False
    renotice: frozenset[str] = frozenset()
    reannounce: bool = False
    late: frozenset[str] = frozenset()
    justified: frozenset[Shortcoming] = frozenset()

    @property
    def shortcomings(self) -> tuple[Shortcoming, ...]:
        """What is missing and has not been justified by the chair."""
        missing = {
            Shortcoming.RENOTICE: bool(self.renotice),
            Shortcoming.CHANGE_ANNOUNCEMENT: self.reannounce,
            Shortcoming.LATE_INVITATIONS: bool(self.late),
        }
        return tuple(each for each, is_missing in missing.items() if is_missing and each not in self.justified)

    def moved(self) -> "Notices":
        """The date no longer holds: whoever was told it must be told again, and limits are counted anew."""
        return replace(
            self,
            told=frozenset(),
            announced=False,
            renotice=self.renotice | self.told,
            reannounce=self.reannounce or self.announced,
            late=frozenset(),
            justified=frozenset(),
        )


@dataclass(frozen=True)
class Arrangement:
    """The session on paper: as scheduled, with its newest dates, and how far its preparation has come."""

    scheduled: SessionScheduled
    starts_at: datetime
    ends_at: datetime
    opinion_cutoff_on: date | None
    notices: Notices = field(default_factory=Notices)
    # as the office prepared it last, or as the chair approved it
    prepared_list: tuple[Invitee, ...] = ()
    prepared_agenda: AgendaPrepared | None = None
    agenda: bool = False
    facilities: bool = False
    secured: bool = False
    secretary_ref: str | None = None
    parts: tuple[SessionPart, ...] = ()

    @property
    def session_id(self) -> str:
        return self.scheduled.session_id


@dataclass(frozen=True)
class Listed:
    """An opinion on the session's list. `result` is None until decided; `silent` hides all but the count; `described`: its summary is known."""

    described: bool = False
    slip_no: int | None = None
    raised: bool = False
    result: OpinionResult | None = None
    silent: bool = False
    live: bool = False
    verified: bool = False

    @property
    def off(self) -> bool:
        return self.result is not None and self.result.disposition in OFF_THE_LIST


OFF_THE_LIST = frozenset({Disposition.REJECTED, Disposition.ROUTED_OUT, Disposition.WITHDRAWN})
Opinions: TypeAlias = Mapping[str, Listed]


@dataclass(frozen=True)
class Scheduled:
    plan: Arrangement
    opinions: Opinions = field(default_factory=dict)


@dataclass(frozen=True)
class Postponed:
    """The old date is off, the new one not yet set."""

    plan: Arrangement
    opinions: Opinions = field(default_factory=dict)


@dataclass(frozen=True)
class Cancelled:
    """`notices` says who still has to be told that it does not take place."""

    session_id: str
    notices: Notices = field(default_factory=Notices)


@dataclass(frozen=True)
class Slip:
    submitter_ref: str | None
    opinion_ids: tuple[str, ...]


@dataclass(frozen=True)
class Open:
    plan: Arrangement
    opinions: Opinions
    opened_at: datetime
    slips: Mapping[int, Slip] = field(default_factory=dict)
    spoken: tuple[int, ...] = ()
    steps: tuple[ProgrammeStep, ...] = (ProgrammeStep.OPENING,)
    step_at: datetime | None = None
    parts_held: frozenset[int] = frozenset()
    delegated: bool = False

    @property
    def step(self) -> ProgrammeStep:
        """The furthest step that has begun."""
        return max(self.steps, key=PROGRAMME.index)


@dataclass(frozen=True)
class Adjourned:
    """The minutes are adopted; the conclusion is not yet drawn."""

    plan: Arrangement
    opinions: Opinions
    opened_at: datetime
    adopted_at: datetime
    delegated: bool = False
    minutes_corrections: tuple[Document, ...] = ()


@dataclass(frozen=True)
class Duties:
    """What is owed after a session, and what has been done. Cases are those of the assigned opinions.

    `unverified`: matters raised live and assigned without being checked. `not_raised`: opinions that wait for another session.
    """

    open_cases: frozenset[str] = frozenset()
    unverified: frozenset[str] = frozenset()
    not_raised: frozenset[str] = frozenset()
    notices: Notices = field(default_factory=Notices)
    publication_duty: str | None = None
    published: bool = False
    drafts: Mapping[Paper, Document] = field(default_factory=dict)
    minutes_corrections: tuple[Document, ...] = ()
    reviewed_on: date | None = None
    conclusion_notice: Document | None = None
    result_notice: Document | None = None
    report: Document | None = None


@dataclass(frozen=True)
class Concluded:
    conclusion: SessionConcluded
    duties: Duties

    @property
    def owes_report(self) -> bool:
        """A report follows each session with the people (DL-12)."""
        return Audience.PEOPLE in self.conclusion.audience


@dataclass(frozen=True)
class Closed:
    conclusion: SessionConcluded
    duties: Duties


@dataclass(frozen=True)
class Recorded:
    """Known from afterwards only; it owes nothing."""

    record: SessionRecorded


DialogueSession: TypeAlias = (
    NoSession | Proposed | Declined | Scheduled | Postponed | Cancelled | Open | Adjourned | Concluded | Closed | Recorded
)
LAST_DISTRICT_DAY = date(2025, 6, 30)


def level_ended(level: Level, day: date) -> bool:
    """The district level was abolished on 1 July 2025 (domain rules, section 9)."""
    return level is Level.DISTRICT and day > LAST_DISTRICT_DAY


_STATUS: Mapping[type, Status] = {
    NoSession: Status.UNKNOWN,
    Proposed: Status.PROPOSED,
    Declined: Status.DECLINED,
    Scheduled: Status.SCHEDULED,
    Postponed: Status.POSTPONED,
    Cancelled: Status.CANCELLED,
    Open: Status.OPEN,
    Adjourned: Status.ADJOURNED,
    Closed: Status.CLOSED,
    Recorded: Status.RECORDED,
}


def status(session: DialogueSession) -> Status:
    return _after(session.duties) if isinstance(session, Concluded) else _STATUS[type(session)]


def _after(duties: Duties) -> Status:
    if duties.conclusion_notice is None:
        return Status.CONCLUDED
    return Status.CONCLUSION_ISSUED if duties.report is None else Status.REPORTED


Known: TypeAlias = Proposed | Declined | Scheduled | Postponed | Cancelled | Open | Adjourned | Concluded | Closed


def session_id_of(session: Known) -> str:
    match session:
        case Proposed():
            return session.proposal.session_id
        case Declined() | Cancelled():
            return session.session_id
        case Concluded() | Closed():
            return session.conclusion.session_id
        case Scheduled() | Postponed() | Open() | Adjourned():
            return session.plan.session_id
        case _:
            assert_never(session)


def opinion_ids(session: DialogueSession) -> frozenset[str]:
    """Every opinion the session knows of; opinions kept silent after the conclusion are not among them."""
    match session:
        case Scheduled() | Postponed() | Open() | Adjourned():
            return frozenset(session.opinions)
        case Concluded() | Closed():
            return frozenset(each.opinion_id for each in session.conclusion.opinions)
        case _:
            return frozenset()


def notices_of(session: DialogueSession) -> Notices | None:
    """Who knows what of the session's date; None where nobody was ever invited through here."""
    match session:
        case Scheduled() | Postponed() | Open() | Adjourned():
            return session.plan.notices
        case Concluded() | Closed():
            return session.duties.notices
        case Cancelled():
            return session.notices
        case _:
            return None


def with_notices(session: DialogueSession, notices: Notices) -> DialogueSession:
    match session:
        case Scheduled() | Postponed() | Open() | Adjourned():
            return replace(session, plan=replace(session.plan, notices=notices))
        case Concluded() | Closed():
            return replace(session, duties=replace(session.duties, notices=notices))
        case Cancelled():
            return replace(session, notices=notices)
        case _:
            return session
