"""Cases and duties as followup tells of them, with every reply."""

from datetime import date
from typing import Any

from sqlmodel import Field

from reporting.readmodel.facts import JSON, Fact

OPEN, EXTENDED, REFERRED_UP, SUPERIOR_ANSWERED = "OPEN", "EXTENDED", "REFERRED_UP", "SUPERIOR_ANSWERED"
REPLIED, CLOSED, REOPENED = "REPLIED", "CLOSED", "REOPENED"


class CaseFact(Fact, table=True):
    """One assigned matter. `due_on` None means no limit; `state` is the last thing that happened to it."""

    __tablename__ = "case_fact"
    case_id: str = Field(primary_key=True)
    session_id: str = Field(index=True)
    opinion_id: str | None = Field(default=None, index=True)
    host_org_id: str
    first_agency_id: str
    agency_id: str = Field(index=True)
    co_agencies: list[Any] = Field(sa_type=JSON)
    complexity: str
    authority: str | None = None
    anchor_on: date
    anchor_calendar_year: int
    anchor_reporting_year: int
    opened_on: date
    rule_id: str | None = None
    rule_pack_id: str | None = None
    calendar_version: str | None = None
    first_due_on: date | None = None
    due_on: date | None = Field(default=None, index=True)
    summary: str | None = None
    state: str
    extended: bool
    referred_on: date | None = None
    superior_org_id: str | None = None
    missed_on: date | None = None
    escalation_level: int
    closed_on: date | None = None
    timeliness: str | None = None
    working_days_late: int | None = None
    flags: list[Any] = Field(sa_type=JSON)
    replied_on: date | None = None
    """The first complete reply's date: it decides timeliness, a correction does not."""
    working_days_early: int | None = None
    reopened_on: date | None = None


class OpinionOfCase(Fact, table=True):
    """Which case answers which opinion."""

    __tablename__ = "opinion_of_case"
    opinion_id: str = Field(primary_key=True)
    case_id: str = Field(primary_key=True)
    anchor_on: date


class ReplyFact(Fact, table=True):
    """One written reply. `replied_on` is the document's date, else the local day it was announced (A-23)."""

    __tablename__ = "reply_fact"
    reply_id: str = Field(primary_key=True)
    case_id: str = Field(index=True)
    issuing_org_id: str
    document: str
    outcome: str
    replied_on: date
    summary: str
    flags: list[Any] = Field(sa_type=JSON)
    position: int
    corrects: str | None = None
    delivered_on: date | None = None
    delivered_by: str | None = None


class DutyFact(Fact, table=True):
    """What an office owes by a date, such as the conclusion notice; `session_id` is empty when it is about no session."""

    __tablename__ = "duty_fact"
    duty_id: str = Field(primary_key=True)
    session_id: str = Field(index=True)
    kind: str
    owner_org_id: str
    anchor_on: date
    due_on: date | None = None
    missed_on: date | None = None
    escalation_level: int
    fulfilled_on: date | None = None
    timeliness: str | None = None
    working_days_late: int | None = None
