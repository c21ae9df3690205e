"""followup's duties: what an office owes by a date beside the replies, published by the service `followup`."""

from datetime import date
from typing import ClassVar

from contracts.envelope import Document, PublicEvent
from contracts.fields import Count, Id, Role, Text, Year
from contracts.vocabulary import (
    Audience,
    DutyKind,
    DutySubject,
    RecalculationCause,
    Timeliness,
)


class Recalculated(PublicEvent):
    """`decided_by` and `decision` name who loaded the calendar or pack that moved the date, and the document behind it."""

    decided_by: Id | None = None
    decision: Text | None = None


class DutyOpenedV1(PublicEvent):
    """What an office owes by a date: about a session (then `session_id` is set), an opinion, a report, a document, a request or a plan year.

    `title` is the duty in Vietnamese words, without anything personal; `owner_role` is whose work list it stands on.
    """

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.duty.duty-opened.v1"
    duty_id: Id
    session_id: Id | None = None
    kind: DutyKind
    owner_org_id: Id
    anchor_on: date
    due_on: date | None = None
    rule_id: Id | None = None
    calendar_version: Id | None = None
    warn_on: tuple[date, ...] = ()
    subject: DutySubject = DutySubject.SESSION
    subject_id: Id | None = None
    title: Text | None = None
    owner_role: Role | None = None
    rule_pack_id: Id | None = None


class DutyRescheduledV1(Recalculated):
    """A duty has another due date, for the same causes as a case."""

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.duty.duty-rescheduled.v1"
    duty_id: Id
    old_due_on: date | None = None
    new_due_on: date
    cause: RecalculationCause
    calendar_version: Id


class DutyFulfilledV1(PublicEvent):
    event_type: ClassVar[str] = "vn.gov.doithoai.followup.duty.duty-fulfilled.v1"
    duty_id: Id
    session_id: Id | None = None
    kind: DutyKind
    fulfilled_on: date
    timeliness: Timeliness
    working_days_late: Count
    doc: Document | None = None


class DutyLiftedV1(PublicEvent):
    """The duty is owed no more: its session was cancelled, its opinion left the process. It may be opened again."""

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.duty.duty-lifted.v1"
    duty_id: Id
    kind: DutyKind
    session_id: Id | None = None
    reason: Text


class DutyPassedToSuccessorV1(PublicEvent):
    """An organisation ended and what it owed went on, its date unchanged; the last fields say whose it is from now on.

    `to_org_id` is its first successor; where it has none, the nearest organisation above it.
    """

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.duty.duty-passed-to-successor.v1"
    duty_id: Id
    session_id: Id | None = None
    kind: DutyKind
    from_org_id: Id
    to_org_id: Id
    effective_on: date
    decision_doc: Document | None = None
    owner_org_id: Id
    host_org_id: Id | None = None


class MinimumFrequencyBreachedV1(PublicEvent):
    """At the end of the plan year fewer periodic dialogues were held than required (DL-18, A-22)."""

    event_type: ClassVar[str] = "vn.gov.doithoai.followup.plan-year.minimum-frequency-breached.v1"
    org_id: Id
    plan_year: Year
    audience: Audience
    required: Count
    held: Count


EVENTS: tuple[type[PublicEvent], ...] = (
    DutyOpenedV1,
    DutyRescheduledV1,
    DutyFulfilledV1,
    DutyLiftedV1,
    DutyPassedToSuccessorV1,
    MinimumFrequencyBreachedV1,
)
