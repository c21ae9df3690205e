"""One case: where it stands, its limit, its replies and notices, and every event that was said of it."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, ThePages
from chassis.web.problems import NotFound
from contracts.labels import LABELS
from contracts.vocabulary import Channel, NoticePurpose
from reporting.asked import TheDay, TheDirectory
from reporting.pages.figure_page import NAMES
from reporting.permissions import READ
from reporting.readmodel.case_detail import find_case
from reporting.readmodel.event_names import event_name
from reporting.readmodel.notice_facts import REMINDER
from reporting.readmodel.opinion_table import domain_name

router = APIRouter(default_response_class=Response)
FLAG_NAMES = {
    "INCOMPLETE_REPORTING": "Chưa báo cáo đủ cấp ủy, chính quyền và người chủ trì",
    "REPLY_DATE_MISMATCH": "Ngày của văn bản và ngày thông báo khác nhau",
}


@router.get("/cases/{case_id}", dependencies=[permit(READ)])
async def case_detail(
    request: Request, pages: ThePages, connection: Reader, case_id: str, as_of: TheDay, directory: TheDirectory
) -> Response:
    found = await find_case(connection, case_id, as_of)
    if found is None:
        raise NotFound
    context = {
        "found": found,
        "row": found.row,
        "as_of": as_of,
        "directory": directory,
        "names": NAMES,
        "channels": LABELS[Channel],
        "purposes": {**LABELS[NoticePurpose], REMINDER: "Nhắc việc"},
        "flags": FLAG_NAMES,
        "domain_name": domain_name,
        "event_name": event_name,
        "crumbs": [("Danh sách vụ việc", f"{request.scope.get('root_path', '')}/figures/cases"), ("Vụ việc", None)],
    }
    return pages.render(request, "reporting/case.html", context)
