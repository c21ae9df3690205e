"""Reading a file of opinions: CSV with a header or JSON, English or Vietnamese column names, into rows that are whole or say what is wrong."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from pydantic import ValidationError

from chassis.decider import Refused
from chassis.web.field_messages import field_messages
from contracts.vocabulary import fold
from intake.api.shapes import OpinionIn

LARGEST_FILE = 5_000
PERSON = ("name", "phone", "address", "email")
COLUMNS: Mapping[str, str] = {
    "ma dong": "row_key",
    "stt": "row_key",
    "noi dung": "text",
    "noi dung y kien": "text",
    "tom tat": "summary_redacted",
    "ho ten": "name",
    "ho ten/don vi": "name",
    "nguoi gui": "name",
    "dien thoai": "phone",
    "dia chi": "address",
    "thu dien tu": "email",
    "linh vuc": "domain_code",
    "muc do": "urgency",
    "doi tuong": "audience",
    "loai y kien": "kind",
    "hinh thuc tiep nhan": "channel",
    "ngay tiep nhan": "received_at",
    "so nguoi dai dien": "represented_count",
    "ngon ngu": "language",
    "can phien dich": "needs_interpreter",
    "loai nguoi gui": "submitter_kind",
}
YES = frozenset({"1", "true", "yes", "co", "x"})


@dataclass(frozen=True)
class FileRow:
    """One row: an opinion, or what is wrong with it (field → Vietnamese sentence). `line` counts from 1, header not counted."""

    line: int
    row_key: str
    opinion: OpinionIn | None = field(default=None, repr=False)
    errors: Mapping[str, str] = field(default_factory=dict)


def read_file(content: bytes, kind: str, defaults: Mapping[str, Any]) -> Sequence[FileRow]:
    """Rows of a `csv` or `json` file; `defaults` fill what a row leaves out. Raises Refused when the file as a whole is unreadable."""
    try:
        raw = list(_json_rows(content) if kind == "json" else _csv_rows(content))
    except (UnicodeDecodeError, ValueError, csv.Error) as error:
        raise Refused("file_unreadable") from error
    if not raw:
        raise Refused("file_empty")
    if len(raw) > LARGEST_FILE:
        raise Refused("file_too_long", most=str(LARGEST_FILE))
    seen: set[str] = set()
    rows = []
    for line, values in enumerate(raw, 1):
        row = _row(line, values, defaults)
        if row.row_key in seen:
            row = FileRow(line, f"{row.row_key}#{line}", errors={"row_key": "Mã dòng bị trùng trong tệp."})
        seen.add(row.row_key)
        rows.append(row)
    return rows


def _csv_rows(content: bytes) -> Iterator[dict[str, Any]]:
    text = content.decode("utf-8-sig")
    delimiter = ";" if text.split("\n", 1)[0].count(";") > text.split("\n", 1)[0].count(",") else ","
    for values in csv.DictReader(io.StringIO(text), delimiter=delimiter, strict=True):
        if None in values:
            raise ValueError("more cells than columns")
        yield {_column(name): (value or "").strip() for name, value in values.items() if (value or "").strip()}


def _json_rows(content: bytes) -> Iterator[dict[str, Any]]:
    told = orjson.loads(content)
    rows = told.get("opinions") if isinstance(told, dict) else told
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("not a list of rows")
    yield from ({_column(name): value for name, value in row.items()} for row in rows)


def _column(name: str) -> str:
    return COLUMNS.get(" ".join(fold(name).split()), name.strip())


def _row(line: int, values: dict[str, Any], defaults: Mapping[str, Any]) -> FileRow:
    row_key = str(values.pop("row_key", "")).strip()
    if not row_key:
        return FileRow(line, f"#{line}", errors={"row_key": "Dòng chưa có mã dòng nên không thể nhập an toàn."})
    person = {name: values.pop(name) for name in PERSON if values.get(name)}
    shape = {**defaults, **values, **({"submitter": person} if person else {})}
    if isinstance(shape.get("needs_interpreter"), str):
        shape["needs_interpreter"] = fold(shape["needs_interpreter"]) in YES
    try:
        return FileRow(line, row_key, OpinionIn.model_validate_json(orjson.dumps(shape), strict=False))
    except ValidationError as error:
        return FileRow(line, row_key, errors=field_messages(error.errors()))
