"""The page where anybody looks an opinion up by its code."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import ANYONE, permit
from chassis.web.dependencies import Reader, ThePages
from contracts.lookup_codes import UnreadableCode, read_lookup_code
from intake.looking_up import polite, standing_of
from intake.pages.words import STATES

router = APIRouter(default_response_class=Response, include_in_schema=False)


@router.get("/look-up", dependencies=[permit(ANYONE), Depends(polite)])
async def show(request: Request, pages: ThePages, reader: Reader, code: Annotated[str, Query(max_length=60)] = "") -> Response:
    """The form, and below it what is known."""
    errors, standing = {}, None
    if code:
        try:
            standing = await standing_of(reader, read_lookup_code(code))
        except UnreadableCode:
            errors["code"] = "Mã chưa đúng: mã gồm 8 chữ và số, ví dụ DT-7K4M-2P9X. Hãy kiểm tra lại từng ký tự."
        else:
            if standing is None:
                errors["code"] = "Không tìm thấy ý kiến nào mang mã này. Hãy kiểm tra lại từng ký tự."
    context = {"code": code, "errors": errors, "standing": standing, "states": STATES}
    return pages.render(request, "intake/look_up.html", context, status=404 if errors else 200)
