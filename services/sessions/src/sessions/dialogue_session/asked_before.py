"""What may be asked of a session before it opens."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from contracts.envelope import Document
from contracts.vocabulary import Audience, Channel, DomainCode, Form, Level, MeetingMode, Regime, Trigger
from sessions.dialogue_session.facts import AgendaItem, Invitee, SessionPart, Shortcoming, VoterRequest
from sessions.org_unit.on_file import OrgOnFile


@dataclass(frozen=True)
class ProposeSession:
    """As `ScheduleSession`, but time, place and chair may still be open. `ad_hoc_only`: the proposer may ask for no other kind."""

    session_id: str
    plan_year: int
    regime: Regime
    audience: tuple[Audience, ...]
    form: Form
    level: Level
    host_org_id: str
    trigger: Trigger
    proposed_by_role: str
    proposed_by_org_id: str | None
    proposed_on: date
    reason: str
    ad_hoc_only: bool = False
    plan_id: str | None = None
    planned_year: int | None = None
    chair_role: str | None = None
    co_chair_roles: tuple[str, ...] = ()
    co_host_org_ids: tuple[str, ...] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    venue: str | None = None
    mode: MeetingMode | None = None
    online_url: str | None = None
    topic_codes: tuple[DomainCode, ...] = ()
    opinion_cutoff_on: date | None = None
    parts: tuple[SessionPart, ...] = ()
    voters: VoterRequest | None = None
    orgs: Mapping[str, OrgOnFile] = field(default_factory=dict)


@dataclass(frozen=True)
class ApproveProposal:
    """The chair's yes; what is given here stands instead of what was proposed."""

    chair_role: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    venue: str | None = None
    online_url: str | None = None
    orgs: Mapping[str, OrgOnFile] = field(default_factory=dict)


@dataclass(frozen=True)
class DeclineProposal:
    reason: str
    declined_by_role: str


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
    co_host_org_ids: tuple[str, ...] = ()
    mode: MeetingMode | None = None
    parts: tuple[SessionPart, ...] = ()
    voters: VoterRequest | None = None
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
class PrepareInvitationList:
    invitees: tuple[Invitee, ...]


@dataclass(frozen=True)
class ApproveInvitationList:
    """Without invitees, the list as the office prepared it."""

    invitees: tuple[Invitee, ...]
    approved_by_role: str


@dataclass(frozen=True)
class NoteInviteeTold:
    invitee_ref: str
    sent_on: date


@dataclass(frozen=True)
class NoteInviteeToldOfChange:
    invitee_ref: str
    sent_on: date


@dataclass(frozen=True)
class NoteAnnouncement:
    channel: Channel
    published_on: date


@dataclass(frozen=True)
class NoteChangeAnnounced:
    channel: Channel
    published_on: date


@dataclass(frozen=True)
class NoteInvitationLate:
    invitee_ref: str
    limit_on: date
    sent_on: date
    advisory: bool = False


@dataclass(frozen=True)
class JustifyShortcoming:
    shortcoming: Shortcoming
    reason: str
    justified_by_role: str


@dataclass(frozen=True)
class PrepareAgenda:
    doc: Document | None = None
    items: tuple[str, ...] = ()
    timetable: tuple[AgendaItem, ...] = ()


@dataclass(frozen=True)
class ApproveAgenda:
    """With nothing given, the agenda as the office prepared it."""

    doc: Document | None = None
    items: tuple[str, ...] = ()
    timetable: tuple[AgendaItem, ...] = ()


@dataclass(frozen=True)
class ArrangeFacilities:
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class ArrangeSecurity:
    confirmed_by_org_id: str
    orgs: Mapping[str, OrgOnFile] = field(default_factory=dict)


@dataclass(frozen=True)
class AppointSecretary:
    secretary_ref: str


ProposingCommand: TypeAlias = ProposeSession | ApproveProposal | DeclineProposal
ArrangingCommand: TypeAlias = ScheduleSession | PostponeSession | CancelSession
NotingCommand: TypeAlias = NoteInviteeTold | NoteInviteeToldOfChange | NoteAnnouncement | NoteChangeAnnounced | NoteInvitationLate
PreparingCommand: TypeAlias = (
    PrepareInvitationList | ApproveInvitationList | PrepareAgenda | ApproveAgenda | ArrangeFacilities | ArrangeSecurity | AppointSecretary
)
