"""A session was held on another day than first told: every limit that runs from it is counted anew, with that as its cause."""

from functools import partial
from typing import Any

from chassis.handle import Unit
from chassis.identity.actor import SYSTEM
from contracts.envelope import Envelope, PublicEvent
from contracts.identifiers import case_id, duty_id
from contracts.sessions import SessionDateCorrectedV1
from followup.case import commands as c
from followup.case.case import Awaiting, Unknown
from followup.case.decide import decider as cases
from followup.duty import commands as d
from followup.duty.decide import LIMITED_BY
from followup.duty.decide import decider as duties
from followup.duty.duty import Pending
from followup.readmodel.rulebook import Rulebook, read_rulebook
from followup.settings import Settings


def handlers(settings: Settings) -> dict[type[PublicEvent], Any]:
    return {SessionDateCorrectedV1: partial(corrected, settings=settings)}


async def corrected(unit: Unit, _envelope: Envelope, event: SessionDateCorrectedV1, *, settings: Settings) -> None:
    """A due date already communicated is never shortened (A-11); the decisions on case and duty see to that."""
    rules = await read_rulebook(unit.connection, settings)
    terms = rules.terms(event.host_org_id, event.level, event.held_on)
    for opinion_id in event.assigned_opinion_ids:
        stream = f"case-{case_id(event.session_id, opinion_id)}"
        before = await unit.state(cases, stream)
        if not isinstance(before, Unknown | Awaiting):
            command = c.CorrectSessionDate(now=unit.clock.now(), by=SYSTEM, held_on=event.held_on, terms=terms)
            await unit.handle(cases, stream, command)
    await _correct_duties(unit, rules, event)


async def _correct_duties(unit: Unit, rules: Rulebook, event: SessionDateCorrectedV1) -> None:
    for terms in rules.all_terms(event.host_org_id, event.level, event.held_on):
        for kind in LIMITED_BY:
            stream = f"duty-{duty_id(event.session_id, kind)}"
            state = await unit.state(duties, stream)
            if isinstance(state, Pending) and state.facts.schedule.deadline.rule_pack_id == terms.pack.rule_pack_id:
                await unit.handle(duties, stream, d.RecalculateDuty(terms=terms, now=unit.clock.now(), held_on=event.held_on))
