"""What the organisation directory, and its export, may be narrowed to: read from the address, so that it can be shared."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from contracts.vocabulary import Level
from sessions.readmodel.organisation_directory import Wanted


@dataclass(frozen=True)
class Asked:
    """The filter, and what stands in the address."""

    wanted: Wanted
    given: dict[str, str]


async def asked(q: Annotated[str, Query(max_length=200)] = "", level: Annotated[str, Query(max_length=20)] = "") -> Asked:
    """A level nobody knows is no filter."""
    return Asked(Wanted(q or None, level if level in set(Level) else None), {"q": q, "level": level})


WhatIsAsked = Annotated[Asked, Depends(asked)]
