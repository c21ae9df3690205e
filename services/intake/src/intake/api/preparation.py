"""/api/v1/sessions/{session_id}/preparation: the chair's pack, texts only for who may read them."""

from typing import Any

from fastapi import APIRouter, Request, Response

from chassis.identity.permissions import may, permit
from chassis.web.dependencies import CurrentActor, Reader, TheClock
from contracts.workdays import local_date
from intake.api.acting import TheVault
from intake.opinion.permissions import READ_PERSONAL, READ_PREPARATION
from intake.preparing import read_pack, shown

router = APIRouter(prefix="/api/v1/sessions/{session_id}", tags=["preparation"])


@router.get("/preparation", dependencies=[permit(READ_PREPARATION)])
async def read(
    session_id: str, request: Request, reader: Reader, actor: CurrentActor, clock: TheClock, vault: TheVault, response: Response
) -> dict[str, Any]:
    """Every opinion meant for the session with what its unit prepared; `missing` marks those nobody prepared."""
    pack = await read_pack(reader, vault, actor, session_id, local_date(clock.now()), with_text=may(request, actor, READ_PERSONAL))
    response.headers["cache-control"] = "no-store"
    lines = [shown(each) for each in pack.lines]
    return {"session_id": session_id, "counts": pack.counts(), "missing": pack.missing, "opinions": lines}
