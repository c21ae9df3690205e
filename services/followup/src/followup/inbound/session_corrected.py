"""A session was held on another day than first told: every limit that runs from it is counted anew, with that as its cause."""

from functools import partial
from typing import Any

from chassis.handle import Unit
from chassis.identity.actor import SYSTEM
from contracts.envelope import Envelope, PublicEvent
from contracts.identifiers import case_id
from contracts.sessions import SessionDateCorrectedV1
from contracts.vocabulary import RecalculationCause
from followup.case import commands as c
from followup.case.case import Awaiting, Unknown
from followup.case.decide import decider as cases
from followup.duty.whose import AFTER_THE_SESSION
from followup.inbound.owing import Owed, count_from
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
    for kind in AFTER_THE_SESSION:
        await count_from(unit, rules, Owed.of(event.session_id, kind), event.held_on, RecalculationCause.SESSION_DATE_CORRECTED)
