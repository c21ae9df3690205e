"""A list as a file to take away: the same columns and rows as a workbook or as CSV."""

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from starlette.responses import Response

from chassis.workbooks.write import CSV, XLSX, Column, Shown, comma_separated, workbook

Ending: TypeAlias = Literal["xlsx", "csv"]


def as_file(ending: Ending, name: str, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Shown]]) -> Response:
    """`name` without its ending, in ASCII; nothing is kept by browsers or proxies."""
    content, kind = (workbook(title, columns, rows), XLSX) if ending == "xlsx" else (comma_separated(columns, rows), CSV)
    headers = {"content-disposition": f'attachment; filename="{name}.{ending}"', "cache-control": "no-store"}
    return Response(content, media_type=kind, headers=headers)
