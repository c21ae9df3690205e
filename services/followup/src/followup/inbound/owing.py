"""Opening, moving, passing on, fulfilling and lifting duties, for every handler that hears of one: terms are looked up here, the rest is decided."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from chassis.handle import Unit
from contracts.envelope import Document
from contracts.identifiers import duty_id, duty_of
from contracts.vocabulary import DutyKind, RecalculationCause
from contracts.workdays import WorkingCalendar, local_date
from followup.deadlines.deadline import Terms
from followup.duty import commands as d
from followup.duty.decide import decider
from followup.duty.duty import Pending
from followup.duty.whose import LIMITED_BY, OF_THE_OWNER_ALONE
from followup.readmodel.organisations import Organisations
from followup.readmodel.rulebook import Rulebook
from followup.succession import run


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
    """Open it under the pack in force that limits it; counts what was opened. `command` are the fields of OpenDuty but id, terms and time.

    Opened for an organisation that has ended already, it is passed on at once.
    """
    kind: DutyKind = command["kind"]
    limited_by = command.get("limited_by") or LIMITED_BY[kind]
    organisation = command.get("host_org_id") or command["owner_org_id"]
    terms = rules.terms_with(limited_by, organisation, command["level"], command["anchor_on"])
    if terms is None:
        return 0
    return await owe_under(unit, rules, terms, owed, **command)


async def owe_under(unit: Unit, rules: Rulebook, terms: Terms, owed: Owed, **command: Any) -> int:
    """Open it under these terms."""
    opened = d.OpenDuty(duty_id=owed.duty_id, terms=terms, now=unit.clock.now(), **command)
    events = await unit.handle(decider, owed.stream, opened)
    await pass_duty_on_when_ended(unit, rules.organisations, owed)
    return len(events)


async def pass_duty_on_when_ended(unit: Unit, organisations: Organisations, owed: Owed) -> None:
    """A duty whose owner or host has ended already is passed on at once."""
    state = await unit.state(decider, owed.stream)
    if not isinstance(state, Pending):
        return
    today, around = local_date(unit.clock.now()), {state.facts.owner_org_id, state.facts.host_org_id}
    for org_id in sorted(each for each in around if each and organisations.ended(each, today)):
        if not stays(state.facts.kind, state.facts.owner_org_id, org_id):
            await pass_on(unit, organisations, owed, org_id)


def stays(kind: DutyKind, owner_org_id: str, org_id: str) -> bool:
    """Whether what this organisation owed ends with it, or is counted with its successor's own."""
    return kind in OF_THE_OWNER_ALONE and owner_org_id == org_id


async def pass_on(unit: Unit, organisations: Organisations, owed: Owed, org_id: str) -> int:
    """Give it to who has what the ended organisation left; counts what moved. Where nobody is left, it stays."""
    today, last_day = local_date(unit.clock.now()), organisations.rows[org_id].valid_to
    to_org_id = organisations.takes_over(org_id, today)
    if to_org_id is None:
        return 0
    decision = run.decision_behind(await unit.state(run.decider, run.STREAM + org_id))
    committee = organisations.party_committee(to_org_id, today)
    command = d.PassDutyOn(from_org_id=org_id, to_org_id=to_org_id, last_day=last_day, decision_doc=decision, party_committee_id=committee)
    return len(await unit.handle(decider, owed.stream, command))


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
