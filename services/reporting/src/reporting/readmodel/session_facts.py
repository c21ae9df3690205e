"""Dialogue sessions as sessions tells of them: those that were held (counted) and those that are announced."""

from datetime import date, datetime

from sqlmodel import Field

from reporting.readmodel.facts import INSTANT, Fact


class SessionFact(Fact, table=True):
    """One session that was held. `audience` joins several with "+", so do `co_hosts`; figures are None where the source is silent.

    `delegated`: another than the head presided, by a document (A-03).
    """

    __tablename__ = "session_fact"
    session_id: str = Field(primary_key=True)
    held_from: date | None = None
    held_on: date | None = Field(default=None, index=True)
    held_on_precision: str
    held_period: str | None = None
    calendar_year: int | None = Field(default=None, index=True)
    plan_year: int | None = Field(default=None, index=True)
    reporting_year: int | None = Field(default=None, index=True)
    level: str
    regime: str
    audience: str
    form: str
    host_org_id: str = Field(index=True)
    recorded_afterwards: bool
    registered: int | None = None
    raised: int | None = None
    answered_on_spot: int | None = None
    assigned: int | None = None
    beyond_authority: int | None = None
    rejected: int | None = None
    routed_out: int | None = None
    lower_bound: bool
    source_ref: str | None = None
    conclusion_notice: str | None = None
    conclusion_notice_on: date | None = None
    result_notice: str | None = None
    result_notice_on: date | None = None
    report: str | None = None
    report_on: date | None = None
    co_hosts: str = ""
    delegated: bool = False


class ScheduledSession(Fact, table=True):
    """One session as it was announced; `status` is SCHEDULED, POSTPONED, CANCELLED or OPEN. `delegation_doc`: by which another than the head presides."""

    __tablename__ = "scheduled_session"
    session_id: str = Field(primary_key=True)
    status: str
    plan_id: str | None = None
    plan_year: int
    regime: str
    audience: str
    form: str
    level: str
    host_org_id: str
    chair_role: str
    starts_at: datetime = Field(sa_type=INSTANT)
    ends_at: datetime = Field(sa_type=INSTANT)
    venue: str
    topic_code: str | None = None
    trigger: str
    people: int | None = None
    staff: int | None = None
    orgs: int | None = None
    co_hosts: str = ""
    chaired_by_role: str | None = None
    delegation_doc: str | None = None
