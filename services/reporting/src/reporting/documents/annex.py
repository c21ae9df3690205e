"""The annex of a report as a workbook: sessions, opinions, cases, overdue cases, comparison (domain rules, section 22). The same data gives the same bytes."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from chassis.workbooks.write import Column, Sheet, Shown, workbook_of
from contracts.labels import LABELS
from contracts.vocabulary import Level, Regime
from reporting.documents.words import AGE_NAMES, day_of, said
from reporting.readmodel.figures import FIGURES
from reporting.readmodel.opinion_rows import STATUS_NAMES
from reporting.readmodel.opinion_table import domain_name
from reporting.readmodel.province_table import audience_name
from reporting.readmodel.report_cases import COUNTERS

Json = Mapping[str, Any]
Cells = Sequence[Shown]
Listed = tuple[Cells, Sequence[Cells], Cells | None]
"""Headings, rows, and the row of sums where there is one."""
LEVELS = {**LABELS[Level], "": "Không rõ"}
_WIDE, _NARROW = 34, 14
NONE = "Không có"


def annex_workbook(data: Json) -> bytes:
    """One sheet per annex; a sheet without rows says "Không có"."""
    return workbook_of(_sheets(data), made_on=date.fromisoformat(data["as_of"]))


def _sheets(data: Json) -> Iterator[Sheet]:
    report = data["report"]
    days = f"{report['title']}: số liệu {day_of(report['period_start'])} – {day_of(report['counts_to'])}"
    for name, title, (head, rows, total) in (
        ("1. Hội nghị", "Phụ lục I. Hội nghị theo cấp, chế độ, đối tượng", sessions(data)),
        ("2. Ý kiến", "Phụ lục II. Ý kiến theo lĩnh vực và kết quả", opinions(data)),
        ("3. Vụ việc", "Phụ lục III. Vụ việc theo đơn vị, lĩnh vực, cấp", cases(data)),
        ("4. Quá hạn", "Phụ lục IV. Vụ việc đang quá hạn", overdue(data)),
        ("4b. Mức độ quá hạn", "Vụ việc quá hạn theo cơ quan và mức độ", ages(data)),
        ("5. So sánh", "So sánh với kỳ trước", comparison(data)),
        ("6. Chưa tổ chức đủ", "Người đứng đầu chưa tổ chức đủ đối thoại", frequency(data)),
    ):
        columns = [Column(str(each), _NARROW if place else _WIDE) for place, each in enumerate(head)]
        shown: Sequence[Cells] = rows or [(NONE, *([None] * (len(head) - 1)))]
        yield Sheet(name, f"{title}. {days}", columns, shown, total if rows else None)


def sessions(data: Json) -> Listed:
    head = ("Cấp", "Chế độ", "Đối tượng", "Hội nghị", "Trong đó lồng ghép", "Ý kiến", "Trả lời tại chỗ", "Giao giải quyết")
    rows = [
        (
            LEVELS[row["level"]],
            LABELS[Regime][row["regime"]],
            audience_name(row["audience"]),
            row["sessions"],
            row["embedded"],
            bounded(row["registered"], lower_bound=row["lower_bound"]),
            row["answered_on_spot"],
            row["assigned"],
        )
        for row in data["sessions"]["rows"]
    ]
    total = data["sessions"]["total"]
    embedded = sum(row["embedded"] for row in data["sessions"]["rows"])
    registered = bounded(total["registered"], lower_bound=total["lower_bound"])
    return head, rows, ("Cộng", "", "", total["sessions"], embedded, registered, total["answered_on_spot"], total["assigned"])


def opinions(data: Json) -> Listed:
    head = ("Lĩnh vực", "Tổng số", "Đã trả lời", "Đã giải quyết", *STATUS_NAMES.values())
    numbers = [
        [row["total"], row["answered"], row["resolved"], *(row["statuses"][status] for status in STATUS_NAMES)] for row in data["opinions"]
    ]
    rows = [(row["name"], *each) for row, each in zip(data["opinions"], numbers, strict=True)]
    return head, rows, ("Cộng", *(sum(each) for each in zip(*numbers, strict=True)))


def cases(data: Json) -> Listed:
    head = ("Đơn vị", "Lĩnh vực", "Cấp", *COUNTERS.values())
    rows = [
        (row["agency"], domain_name(row["domain"]), LEVELS[row["level"]], *(row[name] for name in COUNTERS))
        for row in data["cases"]["rows"]
    ]
    return head, rows, ("Cộng", "", "", *(data["cases"]["total"][name] for name in COUNTERS))


def overdue(data: Json) -> Listed:
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


def ages(data: Json) -> Listed:
    rows = [(row["agency"], row["total"], *(row[f"age_{age}"] for age in AGE_NAMES)) for row in data["overdue"]["by_agency"]]
    return ("Cơ quan", "Tổng số", *AGE_NAMES.values()), rows, None


def comparison(data: Json) -> Listed:
    rows = data["previous"]["rows"] if data["previous"] else []
    head = ("Nội dung", "Kỳ trước", "Kỳ này", "Tăng, giảm")
    return head, [(FIGURES[row["name"]].title, row["before"], row["now"], row["change"]) for row in rows], None


def frequency(data: Json) -> Listed:
    head = ("Cơ quan", "Cấp", "Đối tượng", "Phải tổ chức", "Đã tổ chức", "Căn cứ")
    rows = [
        (row["name"], LEVELS[row["level"]], audience_name(row["audience"]), row["required"], row["held"], row["source"])
        for row in data["frequency"]["not_met"]
    ]
    return head, rows, None


def bounded(value: int, *, lower_bound: bool) -> int | str:
    """A number for a cell; a lower bound is a text that says so."""
    return said(value, lower_bound=True) if lower_bound else value
