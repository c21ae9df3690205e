"""What the list of sessions, and its export, may be narrowed to: read from the address, so that it can be shared."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from chassis.web.dependencies import CurrentActor, Reader
from contracts.vocabulary import Audience, Level
from sessions.pages.words import STATUSES
from sessions.readmodel.session_list import Wanted
from sessions.readmodel.session_search import found_by

Code = Annotated[str, Query(max_length=40)]


@dataclass(frozen=True)
class Asked:
    """The filter, and what stands in the address."""

    wanted: Wanted
    given: dict[str, str]


def known(kind: type[Level | Audience], code: str) -> str | None:
    """A code nobody knows is no filter."""
    return code if code in {each.value for each in kind} else None


async def asked(
    reader: Reader,
    actor: CurrentActor,
    q: Annotated[str, Query(max_length=200)] = "",
    level: Code = "",
    status: Code = "",
    audience: Code = "",
    plan_year: Annotated[str, Query(max_length=4)] = "",
) -> Asked:
    """A search forgives missing diacritics and a misprint."""
    year = int(plan_year) if plan_year.isdecimal() else None
    also = await found_by(reader, q)
    standing = status if status in STATUSES else None
    wanted = Wanted(known(Level, level), standing, None, known(Audience, audience), None, year, also, actor.is_anonymous)
    return Asked(wanted, {"q": q, "level": level, "status": status, "audience": audience, "plan_year": plan_year})


WhatIsAsked = Annotated[Asked, Depends(asked)]
