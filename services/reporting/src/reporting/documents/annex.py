"""The annex of a report as a workbook: sessions, opinions, cases, overdue cases, comparison (domain rules, section 22). The same data gives the same bytes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from contracts.labels import LABELS
from contracts.vocabulary import Level, Regime
from reporting.documents.words import AGE_NAMES, day_of, shown
from reporting.readmodel.figures import FIGURES
from reporting.readmodel.opinion_rows import STATUS_NAMES
from reporting.readmodel.opinion_table import domain_name
from reporting.readmodel.province_table import audience_name
from reporting.readmodel.report_cases import COUNTERS

Json = Mapping[str, Any]
Cells = Sequence[object]
_LEVELS = {**LABELS[Level], "": "Không rõ"}


def workbook(data: Json) -> bytes:
    """One sheet per annex; a sheet without rows says "Không có"."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": False})
    made = datetime.fromisoformat(data["as_of"]).replace(tzinfo=UTC)
    book.set_properties({"title": data["report"]["title"], "author": data["report"]["owner"], "created": made.replace(tzinfo=None)})
    formats = {
        "title": book.add_format({"bold": True, "font_name": "Times New Roman", "font_size": 13}),
        "head": book.add_format(
            {"bold": True, "font_name": "Times New Roman", "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"}
        ),
        "text": book.add_format({"font_name": "Times New Roman", "border": 1, "text_wrap": True, "valign": "top"}),
        "number": book.add_format({"font_name": "Times New Roman", "border": 1, "num_format": "#,##0", "valign": "top"}),
        "total": book.add_format({"bold": True, "font_name": "Times New Roman", "border": 1, "num_format": "#,##0"}),
        "note": book.add_format({"italic": True, "font_name": "Times New Roman"}),
    }
    for name, title, head, rows, total in _sheets(data):
        _sheet(book, formats, name, title, data["report"], head, list(rows), total)
    book.close()
    return out.getvalue()


def _sheets(data: Json) -> Iterable[tuple[str, str, Cells, Iterable[Cells], Cells | None]]:
    yield "1. Hội nghị", "Phụ lục 1. Hội nghị theo cấp, chế độ, đối tượng", *_sessions(data)
    yield "2. Ý kiến", "Phụ lục 2. Ý kiến theo lĩnh vực và kết quả", *_opinions(data)
    yield "3. Vụ việc", "Phụ lục 3. Vụ việc theo đơn vị, lĩnh vực, cấp", *_cases(data)
    yield "4. Quá hạn", "Phụ lục 4. Vụ việc đang quá hạn", *_overdue(data)
    yield "4b. Mức độ quá hạn", "Phụ lục 4b. Vụ việc quá hạn theo cơ quan và mức độ", *_ages(data)
    yield "5. So sánh", "So sánh với kỳ trước", *_compared(data)
    yield "6. Chưa tổ chức đủ", "Người đứng đầu chưa tổ chức đủ đối thoại", *_frequency(data)


def _sessions(data: Json) -> tuple[Cells, Sequence[Cells], Cells]:
    head = ("Cấp", "Chế độ", "Đối tượng", "Hội nghị", "Trong đó lồng ghép", "Ý kiến", "Trả lời tại chỗ", "Giao giải quyết")
    rows = [
        (
            _LEVELS[row["level"]],
            LABELS[Regime][row["regime"]],
            audience_name(row["audience"]),
            row["sessions"],
            row["embedded"],
            shown(row["registered"], lower_bound=row["lower_bound"]),
            row["answered_on_spot"],
            row["assigned"],
        )
        for row in data["sessions"]["rows"]
    ]
    total = data["sessions"]["total"]
    embedded = sum(row["embedded"] for row in data["sessions"]["rows"])
    registered = shown(total["registered"], lower_bound=total["lower_bound"])
    return head, rows, ("Cộng", "", "", total["sessions"], embedded, registered, total["answered_on_spot"], total["assigned"])


def _opinions(data: Json) -> tuple[Cells, Sequence[Cells], Cells]:
    head = ("Lĩnh vực", "Tổng số", "Đã trả lời", "Đã giải quyết", *STATUS_NAMES.values())
    numbers = [
        [row["total"], row["answered"], row["resolved"], *(row["statuses"][status] for status in STATUS_NAMES)] for row in data["opinions"]
    ]
    rows = [(row["name"], *each) for row, each in zip(data["opinions"], numbers, strict=True)]
    return head, rows, ("Cộng", *(sum(each) for each in zip(*numbers, strict=True)))


def _cases(data: Json) -> tuple[Cells, Sequence[Cells], Cells]:
    head = ("Đơn vị", "Lĩnh vực", "Cấp", *COUNTERS.values())
    rows = [
        (row["agency"], domain_name(row["domain"]), _LEVELS[row["level"]], *(row[name] for name in COUNTERS))
        for row in data["cases"]["rows"]
    ]
    return head, rows, ("Cộng", "", "", *(data["cases"]["total"][name] for name in COUNTERS))


def _overdue(data: Json) -> tuple[Cells, Sequence[Cells], None]:
    head = ("Cơ quan giải quyết", "Nội dung", "Lĩnh vực", "Ngày đối thoại", "Thời hạn", "Số ngày làm việc quá hạn", "Mã vụ việc")
    rows = [
        (
            row["agency"],
            row["summary"] or domain_name(row["domain"]),
            domain_name(row["domain"]),
            day_of(row["held_on"]),
            day_of(row["due_on"]),
            row["days_late"],
            row["case_id"],
        )
        for row in data["overdue"]["rows"]
    ]
    return head, rows, None


def _ages(data: Json) -> tuple[Cells, Sequence[Cells], None]:
    rows = [(row["agency"], row["total"], *(row[f"age_{age}"] for age in AGE_NAMES)) for row in data["overdue"]["by_agency"]]
    return ("Cơ quan", "Tổng số", *AGE_NAMES.values()), rows, None


def _compared(data: Json) -> tuple[Cells, Sequence[Cells], None]:
    rows = data["previous"]["rows"] if data["previous"] else []
    head = ("Nội dung", "Kỳ trước", "Kỳ này", "Tăng, giảm")
    return head, [(FIGURES[row["name"]].title, row["before"], row["now"], row["change"]) for row in rows], None


def _frequency(data: Json) -> tuple[Cells, Sequence[Cells], None]:
    head = ("Cơ quan", "Cấp", "Đối tượng", "Phải tổ chức", "Đã tổ chức", "Căn cứ")
    rows = [
        (row["name"], _LEVELS[row["level"]], audience_name(row["audience"]), row["required"], row["held"], row["source"])
        for row in data["frequency"]["not_met"]
    ]
    return head, rows, None


def _sheet(
    book: Any, formats: Mapping[str, Any], name: str, title: str, report: Json, head: Cells, rows: Sequence[Cells], total: Cells | None
) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.write(0, 0, title, formats["title"])
    sheet.write(1, 0, f"{report['title']}: số liệu {day_of(report['period_start'])} – {day_of(report['counts_to'])}", formats["note"])
    for column, cell in enumerate(head):
        sheet.write(3, column, cell, formats["head"])
        sheet.set_column(column, column, 34 if column == 0 else 14)
    for number, row in enumerate(rows, 4):
        _row(sheet, number, row, formats["text"], formats["number"])
    if not rows:
        sheet.write(4, 0, "Không có", formats["text"])
    elif total is not None:
        _row(sheet, 4 + len(rows), total, formats["total"], formats["total"])
    sheet.repeat_rows(3)
    sheet.freeze_panes(4, 1)


def _row(sheet: Any, number: int, cells: Cells, text: Any, count: Any) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, int):
            sheet.write_number(number, column, cell, count)
        else:
            sheet.write_string(number, column, "" if cell is None else str(cell), text)
