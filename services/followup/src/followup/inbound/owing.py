"""Opening, moving, fulfilling and lifting duties, for every handler that hears of one: terms are looked up here, the rest is decided."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from chassis.handle import Unit
from contracts.envelope import Document
from contracts.identifiers import duty_id, duty_of
from contracts.vocabulary import DutyKind, RecalculationCause
from contracts.workdays import WorkingCalendar
from followup.deadlines.deadline import Terms
from followup.duty import commands as d
from followup.duty.decide import decider
from followup.duty.duty import Pending
from followup.duty.whose import LIMITED_BY
from followup.readmodel.rulebook import Rulebook


@dataclass(frozen=True)
class Owed:
    """One duty by its id."""

    duty_id: str

    @classmethod
    def of(cls, subject_id: str, kind: DutyKind, owner_org_id: str | None = None) -> "Owed":
        """Of one subject there is one duty of a kind, or one for each owner."""
        return cls(str(duty_of(subject_id, kind, owner_org_id) if owner_org_id else duty_id(subject_id, kind)))

    @property
    def stream(self) -> str:
        return f"duty-{self.duty_id}"


async def owe(unit: Unit, rules: Rulebook, owed: Owed, **command: Any) -> int:
    """Open it under the pack in force that limits it; counts what was opened. `command` are the fields of OpenDuty but id, terms and time."""
    kind: DutyKind = command["kind"]
    limited_by = command.get("limited_by") or LIMITED_BY[kind]
    organisation = command.get("host_org_id") or command["owner_org_id"]
    terms = rules.terms_with(limited_by, organisation, command["level"], command["anchor_on"])
    if terms is None:
        return 0
    return await owe_under(unit, terms, owed, **command)


async def owe_under(unit: Unit, terms: Terms, owed: Owed, **command: Any) -> int:
    """Open it under these terms."""
    opened = d.OpenDuty(duty_id=owed.duty_id, terms=terms, now=unit.clock.now(), **command)
    return len(await unit.handle(decider, owed.stream, opened))


async def done(
    unit: Unit, owed: Owed, on: date, calendar: WorkingCalendar | None, *, doc: Document | None = None, remember: bool = False
) -> None:
    """Fulfil it on a local date."""
    command = d.FulfilDuty(duty_id=owed.duty_id, fulfilled_on=on, doc=doc, calendar=calendar, now=unit.clock.now(), remember=remember)
    await unit.handle(decider, owed.stream, command)


async def part_done(unit: Unit, owed: Owed, part: str, on: date, calendar: WorkingCalendar | None) -> None:
    """Count one part of it."""
    await unit.handle(
        decider, owed.stream, d.CountPart(duty_id=owed.duty_id, part=part, done_on=on, calendar=calendar, now=unit.clock.now())
    )


async def lift(unit: Unit, owed: Owed, reason: str) -> None:
    await unit.handle(decider, owed.stream, d.LiftDuty(reason=reason, now=unit.clock.now()))


async def count_from(unit: Unit, rules: Rulebook, owed: Owed, anchor_on: date, cause: RecalculationCause) -> None:
    """Count a pending duty from another day."""
    state = await unit.state(decider, owed.stream)
    if isinstance(state, Pending) and state.facts.anchor_on != anchor_on:
        terms = rules.terms_of_duty(state)
        command = d.RecalculateDuty(terms=terms, now=unit.clock.now(), anchor_on=anchor_on, cause=cause)
        await unit.handle(decider, owed.stream, command)
