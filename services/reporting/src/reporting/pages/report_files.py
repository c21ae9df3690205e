"""A snapshot as files: its data byte for byte, the annex as a workbook."""

import asyncio
from collections.abc import Callable
from typing import Any

import orjson
from fastapi import APIRouter
from starlette.responses import Response

from chassis.identity.permissions import permit
from chassis.web.dependencies import Reader
from chassis.web.problems import NotFound
from reporting.documents.annex import workbook
from reporting.permissions import READ
from reporting.readmodel.report_list import ReportSnapshot, find_snapshot
from reporting.report_acts import find_meant

router = APIRouter(prefix="/reports/{year}/{key}/snapshots/{snapshot_id}", default_response_class=Response, include_in_schema=False)
JSON_TYPE = "application/json"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/data.json", dependencies=[permit(READ)])
async def data(connection: Reader, year: int, key: str, snapshot_id: str) -> Response:
    found = await _found(connection, year, key, snapshot_id)
    return file_of(found.data.encode(), JSON_TYPE, f"{found.report_id}.json")


@router.get("/phu-luc.xlsx", dependencies=[permit(READ)])
async def annex(connection: Reader, year: int, key: str, snapshot_id: str) -> Response:
    found = await _found(connection, year, key, snapshot_id)
    return await made_of(found, workbook, XLSX_TYPE, f"{found.report_id}-phu-luc.xlsx")


async def made_of(found: ReportSnapshot, make: Callable[[Any], bytes], kind: str, name: str) -> Response:
    """A document made of the snapshot's data, outside the event loop."""
    return file_of(await asyncio.to_thread(make, orjson.loads(found.data)), kind, name)


def file_of(content: bytes, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})


async def _found(connection: Reader, year: int, key: str, snapshot_id: str) -> ReportSnapshot:
    meant = await find_meant(connection, year, key)
    found = await find_snapshot(connection, snapshot_id)
    if found is None or found.report_id != meant.report_id:
        raise NotFound
    return found
