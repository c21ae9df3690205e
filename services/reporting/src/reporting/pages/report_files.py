"""A snapshot as files: its data byte for byte, the annex as a workbook, the report as a document to edit or to print."""

import asyncio

import orjson
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from chassis.documents.answers import ASKED, FileKind, document_answer
from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader, get_runtime
from chassis.web.problems import NotFound
from chassis.workbooks.write import XLSX
from reporting.asked import InYear
from reporting.documents.annex import annex_workbook
from reporting.documents.report_document import report_document
from reporting.permissions import READ
from reporting.readmodel.report_list import ReportSnapshot, find_snapshot, find_texts
from reporting.report_acts import Meant, find_meant

router = APIRouter(prefix="/reports/{year}/{key}/snapshots/{snapshot_id}", default_response_class=Response, include_in_schema=False)


@router.get("/data.json", dependencies=[permit(READ)])
async def data(connection: Reader, year: InYear, key: str, snapshot_id: str) -> Response:
    _, found = await _found(connection, year, key, snapshot_id)
    return _file(found.data.encode(), "application/json", f"{found.report_id}.json")


@router.get("/phu-luc.xlsx", dependencies=[permit(READ)])
async def annex(connection: Reader, year: InYear, key: str, snapshot_id: str) -> Response:
    _, found = await _found(connection, year, key, snapshot_id)
    content = await asyncio.to_thread(annex_workbook, orjson.loads(found.data))
    return _file(content, XLSX, f"{found.report_id}-phu-luc.xlsx")


@router.api_route("/bao-cao.{kind}", methods=ASKED, dependencies=[permit(READ)])
async def document(request: Request, connection: Reader, year: InYear, key: str, snapshot_id: str, kind: FileKind) -> Response:
    """With the texts as they stand now; number and date once it was sent."""
    meant, found = await _found(connection, year, key, snapshot_id)
    texts = await find_texts(connection, meant.report_id)
    place = get_runtime(request).settings.place_name
    made = report_document(orjson.loads(found.data), texts, place, meant.row.doc if meant.row else None)
    return await document_answer(request, made, kind, found.report_id)


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})


async def _found(connection: Reader, year: InYear, key: str, snapshot_id: str) -> tuple[Meant, ReportSnapshot]:
    meant = await find_meant(connection, year, key)
    found = await find_snapshot(connection, snapshot_id)
    if found is None or found.report_id != meant.report_id:
        raise NotFound
    return meant, found
