"""What the list of opinions, and its export, may be narrowed to: read from the address, so that it can be shared."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Query
from sqlalchemy.ext.asyncio import AsyncConnection

from chassis.identity.actor import Actor
from chassis.web.dependencies import CurrentActor, Reader, TheClock
from chassis.web.filters import one_of
from contracts.vocabulary import Audience, DomainCode, Urgency
from contracts.workdays import local_date
from intake.opinion.vocabulary import StateName
from intake.reach import organisations_of
from intake.readmodel.opinion_list import Filter

UNACKNOWLEDGED, TO_COMPLETE = "unacknowledged", "to_complete"
ATTENTION = (UNACKNOWLEDGED, TO_COMPLETE)


@dataclass(frozen=True)
class Asked:
    """The filter, and the same as it stands in the address."""

    wanted: Filter
    given: dict[str, str]


async def asked(
    reader: Reader,
    actor: CurrentActor,
    clock: TheClock,
    q: Annotated[str, Query(max_length=200)] = "",
    state: Annotated[str, one_of(StateName)] = "",
    domain_code: Annotated[str, one_of(DomainCode)] = "",
    urgency: Annotated[str, one_of(Urgency)] = "",
    audience: Annotated[str, one_of(Audience)] = "",
    attention: Annotated[str, one_of(ATTENTION)] = "",
) -> Asked:
    """Never wider than what the person may see."""
    wanted = Filter(
        search=q,
        state=state,
        domain_code=domain_code,
        urgency=urgency,
        audience=audience,
        unacknowledged_on=local_date(clock.now()) if attention == UNACKNOWLEDGED else None,
        needs_attention=attention == TO_COMPLETE,
        orgs=await organisations_of(reader, actor, local_date(clock.now())),
        published_only=actor.is_anonymous,
    )
    given = {"q": q, "state": state, "domain_code": domain_code, "urgency": urgency, "audience": audience, "attention": attention}
    return Asked(wanted, given)


async def everything(connection: AsyncConnection, actor: Actor, on: date) -> Filter:
    """All that this person sees."""
    return Filter(orgs=await organisations_of(connection, actor, on), published_only=actor.is_anonymous)


WhatIsAsked = Annotated[Asked, Depends(asked)]
