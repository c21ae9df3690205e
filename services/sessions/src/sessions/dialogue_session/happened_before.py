"""What happens before a session opens, as stored: proposal, schedule, invitations, preparation."""

from dataclasses import dataclass
from datetime import date, datetime

from contracts.envelope import Document
from contracts.vocabulary import Audience, Channel, DomainCode, Form, Level, MeetingMode, Regime, Trigger
from sessions.dialogue_session.facts import AgendaItem, Invitee, SessionPart, Shortcoming, VoterRequest


@dataclass(frozen=True)
class SessionProposed:
    """Asked for by an office, a unit, an inspectorate or the Front; the chair has not decided yet. Time and place may still be open."""

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
    plan_id: str | None = None
    chair_role: str | None = None
    co_chair_roles: tuple[str, ...] = ()
    co_host_org_ids: tuple[str, ...] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    venue: str | None = None
    mode: MeetingMode | None = None
    online_url: str | None = None
    topic_code: DomainCode | None = None
    opinion_cutoff_on: date | None = None
    parts: tuple[SessionPart, ...] = ()
    voters: VoterRequest | None = None


@dataclass(frozen=True)
class ProposalDeclined:
    session_id: str
    reason: str
    declined_by_role: str


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
    co_host_org_ids: tuple[str, ...] = ()
    mode: MeetingMode | None = None
    parts: tuple[SessionPart, ...] = ()
    voters: VoterRequest | None = None
    proposed_by_role: str | None = None
    proposed_by_org_id: str | None = None


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
    renotice: tuple[str, ...] = ()


@dataclass(frozen=True)
class InvitationListPrepared:
    """As the office proposes it; the chair approves."""

    session_id: str
    invitees: tuple[Invitee, ...]


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
class InviteeToldOfChange:
    """Somebody who had been told the old date now knows that it no longer holds."""

    session_id: str
    invitee_ref: str
    sent_on: date


@dataclass(frozen=True)
class SessionAnnounced:
    session_id: str
    channel: Channel
    published_on: date


@dataclass(frozen=True)
class ChangeAnnounced:
    """The public announcement of the old date was taken back where it had been made."""

    session_id: str
    channel: Channel
    published_on: date


@dataclass(frozen=True)
class InvitationLateNoted:
    """`advisory`: the lead time does not bind this audience or form (A-02)."""

    session_id: str
    invitee_ref: str
    limit_on: date
    sent_on: date
    advisory: bool = False


@dataclass(frozen=True)
class ShortcomingJustified:
    """The chair takes responsibility, with a reason, for what was not done in time or can no longer be done."""

    session_id: str
    shortcoming: Shortcoming
    reason: str
    justified_by_role: str


@dataclass(frozen=True)
class AgendaPrepared:
    """As the office proposes it; the chair approves."""

    session_id: str
    doc: Document | None = None
    items: tuple[str, ...] = ()
    timetable: tuple[AgendaItem, ...] = ()


@dataclass(frozen=True)
class AgendaApproved:
    session_id: str
    doc: Document | None = None
    items: tuple[str, ...] = ()
    timetable: tuple[AgendaItem, ...] = ()


@dataclass(frozen=True)
class FacilitiesArranged:
    """Room, sound, transmission: what was checked (domain rules, PRE-8)."""

    session_id: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class SecurityArranged:
    session_id: str
    confirmed_by_org_id: str


@dataclass(frozen=True)
class SecretaryAppointed:
    session_id: str
    secretary_ref: str
