"""What the list of notices, and its export, may be narrowed to: read from the address, so that it can be shared."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from chassis.web.dependencies import CurrentActor, Reader
from chassis.web.filters import one_of
from notify.notice.vocabulary import Purpose
from notify.readmodel.notice_list import State, Wanted, words_of


@dataclass(frozen=True)
class Asked:
    """The filter, and what stands in the address."""

    wanted: Wanted
    given: dict[str, str]


async def asked(
    connection: Reader,
    actor: CurrentActor,
    purpose: Annotated[str, one_of(Purpose)] = "",
    state: Annotated[str, one_of(State)] = "",
    target_id: Annotated[str, Query(max_length=200)] = "",
    stalled: bool = False,
    q: Annotated[str, Query(max_length=200)] = "",
) -> Asked:
    """Without an account only what everybody was told."""
    wanted = Wanted(
        purpose or None,
        state or None,
        target_id.strip() or None,
        stalled,
        public=actor.is_anonymous,
        words=await words_of(connection, q),
    )
    return Asked(wanted, {"q": q, "purpose": purpose, "state": state, "target_id": target_id, "stalled": "true" if stalled else ""})


WhatIsAsked = Annotated[Asked, Depends(asked)]
