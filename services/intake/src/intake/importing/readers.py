"""One door for every kind of file: workbook, CSV or JSON, told apart by what is in them, read into the same rows."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from chassis.decider import Refused
from chassis.workbooks.read import Book, NotAWorkbook, Sheet, column_letters, looks_like_a_workbook, read_workbook
from chassis.workbooks.write import plain
from intake.importing.cells import font_of, text_of
from intake.importing.columns import field_of, fields_of
from intake.importing.raw import RawFile, RawRow
from intake.importing.sheet_table import Table, find_table

MOST_ROWS = 10_000
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def read_file(content: bytes) -> RawFile:
    """Rows and notes. Raises Refused with a slug that says what the file is or lacks; the content is never quoted."""
    if looks_like_a_workbook(content):
        found = _from_workbook(content)
    elif content.lstrip()[:1] in (b"[", b"{"):
        found = _from_json(content)
    else:
        found = _from_csv(content)
    if not found.rows:
        raise Refused("file_empty")
    if len(found.rows) > MOST_ROWS:
        raise Refused("file_too_long", most=str(MOST_ROWS))
    return found


def _from_workbook(content: bytes) -> RawFile:
    try:
        book = read_workbook(content)
    except NotAWorkbook as error:
        raise Refused(error.why.value) from error
    notes = ["Tệp có macro; hệ thống không đọc và không chạy macro."] if book.macros else []
    rows: list[RawRow] = []
    remarks: list[tuple[str, str]] = []
    listed = 0
    for sheet in book.sheets:
        if not sheet.lines:
            continue
        if sheet.hidden:
            notes.append(f"Trang «{sheet.title}» đang ẩn nên không nhập; bỏ ẩn trang nếu cần nhập.")
            continue
        table = find_table(sheet)
        if table is None:
            notes.append(f"Trang «{sheet.title}» không có bảng ý kiến (không thấy cột «Nội dung») nên bỏ qua.")
            continue
        listed += 1
        rows.extend(_sheet_rows(sheet, table))
        remarks.extend((sheet.title, said) for said in _remarks(sheet, table))
    if not listed:
        raise Refused(_why_no_list(book))
    return RawFile("xlsx", rows, [*notes, *_gathered(remarks)])


def _why_no_list(book: Book) -> str:
    texts = [text_of(cell) for sheet in book.sheets for line in sheet.lines[:40] for cell in line.cells if isinstance(cell, str)]
    if not texts:
        return "file_empty"
    return "file_old_font" if sum(font_of(text) is not None for text in texts) >= 2 else "file_without_headings"


def _sheet_rows(sheet: Sheet, table: Table) -> Iterator[RawRow]:
    for row in table.rows:
        values: dict[str, Any] = {}
        cells: dict[str, str] = {}
        remarks: list[str] = []
        kept: dict[str, str] = {}
        for heading in table.headings:
            value = row.values.get(heading.column)
            text = text_of(value)
            if not text:
                continue
            kept[heading.text] = text
            if heading.field == "remark":
                remarks.append(f"{heading.text}: {text}")
            elif heading.field and heading.field not in values:
                values[heading.field] = value
                cells[heading.field] = f"{heading.text}», ô {column_letters(heading.column)}{row.line.number}"
        if row.section and "domain_code" not in values:
            values["domain_code"] = row.section
        if remarks:
            values["remark"] = "\n".join(remarks)
        warnings = ["Dòng đang bị ẩn trong tệp."] if row.line.hidden else []
        yield RawRow(sheet.title, row.line.number, values, cells, kept, warnings)


def _remarks(sheet: Sheet, table: Table) -> Iterator[str]:
    unknown = [each.text for each in table.headings if each.field is None and len(each.text) <= 60]
    if unknown:
        named = ", ".join(f"«{text}»" for text in unknown)
        yield f"Không rõ cột {named} chứa gì nên không nhập các cột này."
    kept = [each.text for each in table.headings if each.field == "remark"]
    if kept and any(row.values.get(each.column) for row in table.rows for each in table.headings if each.field == "remark"):
        named = ", ".join(f"«{text}»" for text in kept)
        yield f"Cột {named} được ghi kèm nội dung đầy đủ; kết quả xử lý do phần theo dõi ghi nhận riêng."
    if table.skipped.get("footer"):
        yield f"Bỏ qua {table.skipped['footer']} dòng cộng, nơi nhận, chữ ký ở cuối bảng."


def _gathered(remarks: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Each remark once, with the sheets it is about."""
    by_remark: dict[str, list[str]] = {}
    for sheet, said in remarks:
        by_remark.setdefault(said, []).append(f"«{sheet}»")
    for said, sheets in by_remark.items():
        yield f"Trang {', '.join(sheets)}: {said[:1].lower()}{said[1:]}"


def _from_csv(content: bytes) -> RawFile:
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "utf-8")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused("file_unreadable") from error
    if "\x00" in text:
        raise Refused("file_other_kind")
    return RawFile("csv", list(_csv_rows(text)))


def _csv_rows(text: str) -> Iterator[RawRow]:
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    headings: list[str] = []
    try:
        for cells in reader:
            given = [text_of(cell) for cell in cells]
            if not any(given):
                continue
            if not headings:
                if fields_of(given) >= 1 and {field_of(each) for each in given} & {"text", "summary_redacted"}:
                    headings = given
                elif reader.line_num > 20:
                    break
                continue
            yield _csv_row(headings, given, reader.line_num)
    except csv.Error as error:
        raise Refused("file_unreadable") from error
    if not headings and text.strip():
        raise Refused("file_old_font" if font_of(text[:2000]) else "file_without_headings")


def _csv_row(headings: list[str], given: list[str], number: int) -> RawRow:
    values: dict[str, Any] = {}
    cells: dict[str, str] = {}
    remarks: list[str] = []
    for place, (heading, told) in enumerate(zip(headings, given, strict=False), 1):
        name, text = field_of(heading), plain(told)
        if not text:
            continue
        if name == "remark":
            remarks.append(f"{heading}: {text}")
        elif name and name not in values:
            values[name] = text
            cells[name] = f"{heading}», cột {place}"
    if remarks:
        values["remark"] = "\n".join(remarks)
    kept = {heading: plain(told) for heading, told in zip(headings, given, strict=False) if told}
    extra = any(given[len(headings) :])
    errors = ["Dòng có nhiều ô hơn số cột; đặt nội dung có dấu phân cách trong dấu ngoặc kép."] if extra else []
    return RawRow("", number, values, cells, kept, errors=errors)


def _from_json(content: bytes) -> RawFile:
    try:
        told = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise Refused("file_unreadable") from error
    rows = told.get("opinions") if isinstance(told, dict) else told
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Refused("file_unreadable")
    return RawFile("json", [_json_row(row, number) for number, row in enumerate(rows, 1)])


def _json_row(row: Mapping[str, Any], number: int) -> RawRow:
    named = {field_of(name) or name: value for name, value in row.items() if value is not None}
    kept = {name: text_of(value) for name, value in row.items() if value is not None}
    return RawRow("", number, named, {name: name for name in named}, kept)
