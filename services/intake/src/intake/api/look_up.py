"""/api/v1/look-up/{code}: how an opinion stands, for portals that ask on behalf of the person who has its code."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Depends

from chassis.identity.permissions import ANYONE, permit
from chassis.web.dependencies import Reader
from chassis.web.problems import NotFound
from contracts.lookup_codes import UnreadableCode, read_lookup_code
from intake.looking_up import polite, standing_of

router = APIRouter(prefix="/api/v1/look-up", tags=["look-up"])


@router.get("/{code}", dependencies=[permit(ANYONE), Depends(polite)])
async def look_up(code: str, reader: Reader) -> dict[str, Any]:
    """The code as it is written, the state and what it means, and the facts the public may know; 404 for a code nobody has."""
    try:
        standing = await standing_of(reader, read_lookup_code(code))
    except UnreadableCode:
        raise NotFound from None
    if standing is None:
        raise NotFound
    facts = {name: value.isoformat() if isinstance(value, date) else value for name, value in standing.facts}
    return {"code": standing.code, "state": standing.state, "says": standing.says, "facts": facts}
