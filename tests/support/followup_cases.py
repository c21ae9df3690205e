"""A case of the acceptance scenarios, ready to be asked things: dialogue on Wed 2026-02-11, ordinary, assigned to one agency."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import reduce
from typing import Any

from chassis.identity.actor import SYSTEM, Actor
from contracts.envelope import Document
from contracts.vocabulary import Audience, Authority, Complexity, Level, Outcome
from contracts.workdays import LOCAL, WorkingCalendar, shipped_calendar
from followup.case import commands as c
from followup.case import events as e
from followup.case.case import CaseState, Facts, Unknown, evolve, facts_of
from followup.case.decide import decide
from followup.case.vocabulary import Directory, Reply
from followup.deadlines.deadline import Terms
from followup.rules.pack import RulePack
from followup.rules.read import read_rule_pack, shipped_text

CASE, SESSION, OPINION = "00000000-0000-5000-8000-000000000001", "session-1", "opinion-1"
HOST, AGENCY, CO_AGENCY, SUPERIOR = "sl-vpub", "sl-snv", "sl-stc", "sl-ubnd-tinh"
HELD_ON = date(2026, 2, 11)
DUE_ON = date(2026, 3, 11)
CHAIR = Actor("chair-1", "chairperson", HOST)
OFFICER = Actor("officer-1", "assigned_agency", AGENCY)
OFFICE = Actor("office-1", "dialogue_office", HOST)
DIRECTORY = Directory(frozenset({"sl-tinh-uy"}), frozenset({"sl-ubnd-tinh"}))
THREE_LEGS = ("sl-tinh-uy", "sl-ubnd-tinh", "chair")
NOTICE = Document(number="12", symbol="SNV-VP", issued_on=date(2026, 3, 10))


def pack(rule_pack_id: str = "SL-429-provisional-1") -> RulePack:
    return read_rule_pack(shipped_text(rule_pack_id))


def calendar() -> WorkingCalendar:
    return shipped_calendar()


def terms() -> Terms:
    return Terms(pack(), calendar())


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A local time of a day, as a UTC instant."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LOCAL).astimezone(UTC)


def day(text: str) -> date:
    return date.fromisoformat(text)


def open_case(held_on: date = HELD_ON, **changes: Any) -> c.OpenCase:
    values: dict[str, Any] = {
        "now": at(held_on, 17),
        "by": SYSTEM,
        "case_id": CASE,
        "session_id": SESSION,
        "opinion_ids": (OPINION,),
        "host_org_id": HOST,
        "assigned_agency_id": AGENCY,
        "co_agencies": (CO_AGENCY,),
        "complexity": Complexity.ORDINARY,
        "authority": Authority.WITHIN,
        "level": Level.PROVINCE,
        "audiences": (Audience.PEOPLE,),
        "held_on": held_on,
        "terms": terms(),
        "directory": DIRECTORY,
    }
    return c.OpenCase(**{**values, **changes})


def reply_on(issued_on: date | None, **changes: Any) -> Reply:
    said_on = changes.pop("said_on", issued_on or DUE_ON)
    values: dict[str, Any] = {
        "reply_id": "reply-1",
        "opinion_ids": (OPINION,),
        "issuing_org_id": AGENCY,
        "reply_doc": Document(number="77", symbol="SNV-VP", issued_on=issued_on),
        "outcome": Outcome.RESOLVED,
        "summary_plain": "Đã giải quyết theo kiến nghị.",
        "reported_to": THREE_LEGS,
        "said_on": said_on,
        "issued_on": issued_on,
    }
    return Reply(**{**values, **changes})


def issue(issued_on: date, **changes: Any) -> c.IssueReply:
    now = changes.pop("now", at(issued_on))
    return c.IssueReply(now=now, by=OFFICER, reply=reply_on(issued_on, **changes), calendar=calendar(), directory=DIRECTORY)


def extension(asked_on: date, to: date, **changes: Any) -> c.RequestExtension:
    values: dict[str, Any] = {
        "proposed_due_on": to,
        "reason": "Cần xác minh thực địa",
        "citizen_notice_doc": NOTICE,
        "reported_to_org_id": "sl-ubnd-tinh",
        "terms": terms(),
    }
    return c.RequestExtension(now=at(asked_on), by=OFFICER, **{**values, **changes})


def referral(on: date, **changes: Any) -> c.ReferUpward:
    values: dict[str, Any] = {"superior_org_id": SUPERIOR, "doc": NOTICE, "citizen_notice_doc": NOTICE, "terms": terms(), "by": CHAIR}
    return c.ReferUpward(now=at(on), **{**values, **changes})


def happened(*commands: c.CaseCommand) -> tuple[tuple[e.CaseEvent, ...], CaseState]:
    """Everything that came of these commands, in order, from an empty stream."""
    state: CaseState = Unknown()
    events: list[e.CaseEvent] = []
    for command in commands:
        fresh = decide(command, state)
        state = reduce(evolve, fresh, state)
        events.extend(fresh)
    return tuple(events), state


def after(*commands: c.CaseCommand) -> tuple[e.CaseEvent, ...]:
    return happened(*commands)[0]


def state_after(*commands: c.CaseCommand) -> CaseState:
    return happened(*commands)[1]


def named(events: Sequence[object]) -> list[str]:
    return [type(event).__name__ for event in events]


def pass_time(to: datetime, state: CaseState) -> list[e.CaseEvent]:
    """Let every timer up to this instant fire, each at its own moment, in order."""
    told: list[e.CaseEvent] = []
    while True:
        if isinstance(state, Unknown) or not hasattr(state, "facts") or state.facts.schedule is None:
            return told
        plan, passed = state.facts.schedule, state.facts.passed
        step = next((each for each in plan.steps if each.at <= to and each.name not in passed), None)
        fresh = (
            decide(c.PassStep(now=step.at, by=SYSTEM, name=step.name, generation=plan.generation, open_at=step.at), state) if step else ()
        )
        if not fresh:
            return told
        state = reduce(evolve, fresh, state)
        told.extend(fresh)


def facts_of_open_case() -> Facts:
    """What is known of the case right after it opened."""
    return facts_of(state_after(open_case()))
