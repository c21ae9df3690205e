"""What the list of cases, and its export, may be narrowed to: read from the address, so that it can be shared."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from chassis.web.dependencies import Reader
from chassis.web.filters import one_of
from followup.readmodel.case_list import SORTS, STATES, CaseFilter
from followup.readmodel.case_search import found_by


@dataclass(frozen=True)
class Asked:
    """The filter, and what stands in the address."""

    wanted: CaseFilter
    given: dict[str, str]


async def asked(
    reader: Reader,
    q: Annotated[str, Query(max_length=200)] = "",
    agency: str = "",
    state: Annotated[str, one_of(STATES)] = "",
    session_id: str = "",
    sort: Annotated[str, one_of(SORTS)] = "due",
    overdue: Annotated[str, Query()] = "",
    code: Annotated[str, Query(max_length=60)] = "",
) -> Asked:
    """A search forgives missing diacritics and a misprint."""
    agencies = (agency,) if agency else None
    also = await found_by(reader, q)
    wanted = CaseFilter(bool(overdue), state or None, agencies, session_id or None, None, sort or "due", code=code.strip(), also=also)
    given = {"q": q, "agency": agency, "state": state, "session_id": session_id, "sort": sort, "overdue": overdue, "code": code}
    return Asked(wanted, given)


WhatIsAsked = Annotated[Asked, Depends(asked)]
