"""An assigned opinion becomes a case: with the opinions merged into it, the replies that waited for it, and with whoever succeeded its agency."""

from collections.abc import Sequence

from chassis.handle import Unit
from chassis.identity.actor import SYSTEM
from contracts import sessions as said
from contracts.identifiers import case_id
from contracts.vocabulary import Complexity
from followup.case import commands as c
from followup.case.case import Awaiting, Unknown
from followup.case.decide import decider
from followup.case.events import ReplyHeld
from followup.inbound.held_replies import held_in, settle_held
from followup.inbound.succession import pass_case_on_when_ended
from followup.readmodel.case_of_opinion import opened
from followup.readmodel.heard import keep
from followup.readmodel.merged_opinions import members_of
from followup.readmodel.opinion_summaries import summary_of
from followup.readmodel.rulebook import Rulebook


async def open_case(unit: Unit, rules: Rulebook, event: said.SessionConcludedV1, opinion: said.SessionOpinion) -> Sequence[ReplyHeld]:
    """Give back the replies that had waited. Told again with another day, the date of a known case is corrected."""
    identity, now = str(case_id(event.session_id, opinion.opinion_id)), unit.clock.now()
    stream = f"case-{identity}"
    terms = rules.terms(event.host_org_id, event.level, event.held_on)
    before = await unit.state(decider, stream)
    if not isinstance(before, Unknown | Awaiting):
        await unit.handle(decider, stream, c.CorrectSessionDate(now=now, by=SYSTEM, held_on=event.held_on, terms=terms))
        return ()
    opinion_ids = (opinion.opinion_id, *await members_of(unit.connection, opinion.opinion_id))
    command = c.OpenCase(
        now=now,
        by=SYSTEM,
        case_id=identity,
        session_id=event.session_id,
        opinion_ids=opinion_ids,
        host_org_id=event.host_org_id,
        assigned_agency_id=opinion.assigned_agency_id,
        co_agencies=opinion.co_agencies,
        complexity=opinion.complexity or Complexity.ORDINARY,
        authority=opinion.authority,
        level=event.level,
        audiences=event.audience,
        held_on=event.held_on,
        terms=terms,
        directory=rules.organisations.directory,
        summary_redacted=await summary_of(unit.connection, opinion.opinion_id),
    )
    events = await unit.handle(decider, stream, command)
    await keep(unit.connection, opened(identity, event.session_id, opinion_ids))
    await settle_held(unit, stream, held_in(before), events)
    await pass_case_on_when_ended(unit, rules.organisations, identity)
    return held_in(before)
