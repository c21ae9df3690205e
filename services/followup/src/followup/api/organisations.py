"""The directory as followup heard it."""

from typing import Any

from fastapi import APIRouter

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader
from followup.case.permissions import READ
from followup.readmodel.organisations import read_organisations

router = APIRouter(prefix="/api/v1", tags=["organisations"])


@router.get("/organisations", dependencies=[permit(READ)])
async def organisations(reader: Reader) -> dict[str, Any]:
    """Every organisation by id."""
    found = await read_organisations(reader)
    return {"items": [dict(row._mapping) for _, row in sorted(found.rows.items())]}  # noqa: SLF001
