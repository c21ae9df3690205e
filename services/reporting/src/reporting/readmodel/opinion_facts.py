"""Opinions as intake tells of them, and what became of each at a session; no text, no person."""

from datetime import date

from sqlmodel import Field

from reporting.readmodel.facts import Fact

REGISTERED, ROUTED_OUT, REJECTED, WITHDRAWN = "REGISTERED", "ROUTED_OUT", "REJECTED", "WITHDRAWN"


class OpinionFact(Fact, table=True):
    """One registered opinion. Of a denunciation only the day, the receiving organisation and the route stay."""

    __tablename__ = "opinion_fact"
    opinion_id: str = Field(primary_key=True)
    received_on: date
    received_calendar_year: int
    received_reporting_year: int
    received_by_org_id: str = Field(index=True)
    state: str
    channel: str | None = None
    submitter_kind: str | None = None
    represented_count: int
    audience: str | None = None
    kind: str | None = None
    domain_code: str | None = None
    urgency: str | None = None
    complexity: str | None = None
    authority: str | None = None
    is_longstanding: bool
    target_session_id: str | None = None
    after_cutoff: bool
    raised_live: bool
    route: str | None = None
    reject_reason: str | None = None
    merged_into: str | None = None


class OpinionAtSession(Fact, table=True):
    """What one session made of one opinion; an opinion carried over stands at several sessions, the last one counts."""

    __tablename__ = "opinion_at_session"
    opinion_id: str = Field(primary_key=True)
    session_id: str = Field(primary_key=True)
    disposition: str
    held_on: date | None = None
    assigned_agency_id: str | None = None
    complexity: str | None = None
    authority: str | None = None


class OpinionListFact(Fact, table=True):
    """A unit's list before a session; a nil return is a list that says there is nothing."""

    __tablename__ = "opinion_list_fact"
    list_id: str = Field(primary_key=True)
    unit_org_id: str
    session_id: str = Field(index=True)
    cutoff_on: date
    submitted_on: date
    late: bool
    nil_return: bool
    opinions: int
