"""/api/v1/lists: what units send in for a session, and the cut-off; nothing to report is reported too."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from chassis.identity.permissions import permit
from chassis.web.dependencies import CommandId, CurrentActor, Reader, TheClock, TheHandler, created_id
from chassis.web.pagination import ThePage
from chassis.web.problems import NotFound
from contracts.workdays import local_date
from intake.api.shapes import UnitListIn
from intake.opinion.permissions import CLOSE_LISTS, READ_LISTS, SUBMIT_LIST
from intake.opinion_list.commands import CloseCutoff, SubmitUnitList
from intake.opinion_list.decide import OPINION_LIST, stream_of
from intake.opinion_list.events import OpinionListEvent, UnitOpinionListSubmitted
from intake.reach import must_reach
from intake.readmodel import unit_lists

router = APIRouter(prefix="/api/v1/lists", tags=["unit lists"])


class Listed(BaseModel):
    """What came of it; `late` marks, it never drops."""

    session_id: str
    list_id: str | None = None
    late: bool | None = None
    position: int
    happened: list[str]
    repeated: bool = False


@router.post("", status_code=201, dependencies=[permit(SUBMIT_LIST)])
async def submit_list(
    asked: UnitListIn, handler: TheHandler, actor: CurrentActor, command_id: CommandId, clock: TheClock, reader: Reader
) -> Listed:
    """A unit's list, or its report that it has nothing."""
    await must_reach(reader, actor, asked.unit_org_id, SUBMIT_LIST, local_date(clock.now()))
    list_id = created_id(command_id, asked.list_id)
    now = clock.now()
    command = SubmitUnitList(now, actor.ref, list_id, asked.unit_org_id, asked.submitted_at or now, asked.opinion_ids, asked.nil_return)
    handled = await handler.handle(OPINION_LIST, stream_of(asked.session_id), command, actor=actor, command_id=command_id)
    late = next((event.late for event in handled.events if isinstance(event, UnitOpinionListSubmitted)), None)
    return _told(asked.session_id, handled.events, handled.position, repeated=handled.repeated, list_id=list_id, late=late)


@router.post("/{session_id}/close", dependencies=[permit(CLOSE_LISTS)])
async def close_lists(session_id: str, handler: TheHandler, actor: CurrentActor, command_id: CommandId, clock: TheClock) -> Listed:
    """Count what came; done by itself when the last day has passed, refused before."""
    command = CloseCutoff(clock.now(), actor.ref)
    handled = await handler.handle(OPINION_LIST, stream_of(session_id), command, actor=actor, command_id=command_id)
    return _told(session_id, handled.events, handled.position, repeated=handled.repeated)


def _told(
    session_id: str,
    events: Sequence[OpinionListEvent],
    position: int,
    *,
    repeated: bool,
    list_id: str | None = None,
    late: bool | None = None,
) -> Listed:
    happened = [type(event).__name__ for event in events]
    return Listed(session_id=session_id, list_id=list_id, late=late, position=position, happened=happened, repeated=repeated)


@router.get("", dependencies=[permit(READ_LISTS)])
async def list_cutoffs(reader: Reader, page: ThePage) -> dict[str, Any]:
    """Sessions with a cut-off, the latest first."""
    rows, total = await unit_lists.find_cutoffs(reader, offset=page.offset, limit=page.size)
    return {"total": total, "page": page.number, "cutoffs": [row.model_dump(mode="json") for row in rows]}


@router.get("/{session_id}", dependencies=[permit(READ_LISTS)])
async def read_lists(session_id: str, reader: Reader) -> dict[str, Any]:
    """The cut-off of a session and every list sent for it."""
    cutoff = await unit_lists.find_cutoff(reader, session_id)
    if cutoff is None:
        raise NotFound
    lists = await unit_lists.find(reader, session_id)
    return {"cutoff": cutoff.model_dump(mode="json"), "lists": [row.model_dump(mode="json") for row in lists]}
