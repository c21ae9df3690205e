"""A report (*báo cáo*, BC) as a document: the parts of the three-year report, figures in words, texts of the office, four annexes."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from chassis.documents.blocks import Block, Column, Heading, Paragraph, Table, paragraphs, roman
from chassis.documents.document import Annex, Document
from chassis.documents.office import Office, issued
from chassis.web.formats import percent
from contracts.vocabulary import Disposition, Level, Regime, ReportType
from reporting.documents import annex
from reporting.documents.annex import LEVELS
from reporting.documents.words import change_of, day_of, said, share_on_time
from reporting.readmodel.case_facts import REPLIED
from reporting.readmodel.figures import FIGURES
from reporting.readmodel.opinion_rows import STATUS_NAMES
from reporting.readmodel.report_cases import COUNTERS
from reporting.report.parts import NONE_VI, Part

Json = Mapping[str, Any]
Texts = Mapping[Part, str | None]
SUBJECT = "Kết quả đối thoại trực tiếp giữa người đứng đầu cấp ủy, chính quyền với Nhân dân"


def report_document(data: Json, texts: Texts, place: str, paper: Mapping[str, Any] | None = None) -> Document:
    """`texts` None in a part says "Không có"; a part nobody wrote is left to be filled in. `paper` is number, symbol and day once it has them."""
    report = data["report"]
    office = Office(report["office"]["name"], place, report["office"]["symbol"], report["office"]["parent"], report["office"]["party"])
    known = paper or {}
    issued_on = date.fromisoformat(known["issued_on"]) if known.get("issued_on") else None
    return issued(
        office,
        "BC",
        f"{SUBJECT} {period_phrase(report)}",
        tuple(_body(data, texts)),
        symbol=known.get("symbol"),
        number=known.get("number"),
        issued_on=issued_on,
        draft_year=None if issued_on else date.fromisoformat(report["due_on"]).year,
        recipients=tuple(f"{each['name']} (b/c)" for each in report["recipients"]),
        archive="VT, TH",
        annexes=tuple(_annexes(data)),
        template="report",
    )


_RARE = frozenset(
    {
        *(title for status, title in STATUS_NAMES.items() if status not in (Disposition.ANSWERED_ON_SPOT, Disposition.ASSIGNED, REPLIED)),
        *(COUNTERS[name] for name in ("answered_no_limit", "open_no_limit", "stopped")),
    }
)
_PHRASES = {
    ReportType.Q1: "quý I năm {year}",
    ReportType.SIX_MONTH: "6 tháng đầu năm {year}",
    ReportType.NINE_MONTH: "9 tháng đầu năm {year}",
    ReportType.ANNUAL: "năm {year}",
}


def period_phrase(report: Json) -> str:
    """`6 tháng đầu năm 2026`, `năm 2026`, `03 năm (2024–2026)`."""
    kind, year = ReportType(report["report_type"]), report["year"]
    if kind is ReportType.MONTHLY:
        return f"tháng {date.fromisoformat(report['period_end']).month} năm {year}"
    if kind is ReportType.AFTER_SESSION:
        return f"tại Hội nghị ngày {day_of(report['period_end'])}"
    if kind is ReportType.INTERIM_MULTI_YEAR:
        first = date.fromisoformat(report["period_start"]).year + 1
        return f"{year - first + 1:02} năm ({first}–{year})"
    return _PHRASES[kind].format(year=year)


def _body(data: Json, texts: Texts) -> Iterator[Block]:
    report = data["report"]
    days = f"từ ngày {day_of(report['period_start'])} đến ngày {day_of(min(report['counts_to'], data['as_of']))}"
    basis = report["source"].partition(":")[0].partition(";")[0]
    basis = f"theo{basis.removeprefix('Theo')}" if basis.startswith("Theo") else f"theo {basis}"
    yield Paragraph(
        f"Thực hiện chế độ báo cáo về đối thoại trực tiếp {basis}, {report['owner']} báo cáo kết quả đối thoại "
        f"{period_phrase(report)} như sau (số liệu {days}, tình trạng giải quyết tính đến hết ngày {day_of(data['as_of'])}):"
    )
    yield Heading("Đặc điểm tình hình", "I.")
    yield from _written(texts, Part.CONTEXT)
    yield Heading("Kết quả tổ chức thực hiện", "II.")
    yield Heading("Công tác lãnh đạo, chỉ đạo", "1.", 2)
    yield Heading("Công tác quán triệt, triển khai", "1.1.", 3)
    yield from _written(texts, Part.STUDY)
    yield Heading("Công tác ban hành văn bản", "1.2.", 3)
    yield from _written(texts, Part.DOCUMENTS)
    yield Heading("Kết quả thực hiện quy định về đối thoại", "2.", 2)
    yield from _results(data, texts)
    yield Heading("Công tác kiểm tra, giám sát và xử lý vi phạm", "3.", 2)
    yield from _written(texts, Part.SUPERVISION)
    yield Heading("Công tác báo cáo", "4.", 2)
    yield from _written(texts, Part.REPORTING)
    yield Heading("Đánh giá chung", "III.")
    for number, (title, part) in enumerate(
        (("Ưu điểm", Part.STRENGTHS), ("Hạn chế", Part.OBSTACLES), ("Nguyên nhân của hạn chế", Part.CAUSES)), 1
    ):
        yield Heading(title, f"{number}.", 2)
        yield from _written(texts, part)
    yield Heading("Nhiệm vụ, giải pháp", "IV.")
    yield from _written(texts, Part.TASKS)
    yield Heading("Đề xuất, kiến nghị", "V.")
    yield from _written(texts, Part.PROPOSALS)


def _written(texts: Texts, part: Part) -> Sequence[Block]:
    if part not in texts:
        return [Paragraph("……")]
    return paragraphs(texts[part] or NONE_VI)


def _results(data: Json, texts: Texts) -> Iterator[Block]:
    if data["nil"]:
        yield Paragraph("Trong kỳ không phát sinh hội nghị đối thoại, ý kiến, kiến nghị và vụ việc nào.")
        return
    yield Paragraph(_held(data))
    yield Paragraph(_heard(data))
    yield Paragraph(_answered(data))
    if data["promises"]["carried"] or data["promises"]["made"]:
        yield Paragraph(_promised(data["promises"]))
    if data["rolled_in"]["sessions"] or data["rolled_in"]["opinions"] or data["rolled_in"]["cases"]:
        yield Paragraph(_rolled(data["rolled_in"]))
    yield Heading("Đối thoại định kỳ", "2.1.", 3)
    yield from _regime(data, Regime.PERIODIC, texts, Part.PERIODIC_NOTE)
    yield Heading("Đối thoại đột xuất", "2.2.", 3)
    yield from _regime(data, Regime.AD_HOC, texts, Part.AD_HOC_NOTE)
    if data["frequency"]["not_met"]:
        yield Paragraph(_not_met(data["frequency"]))
    if data["previous"] and any(row["before"] for row in data["previous"]["rows"]):
        yield _against(data["previous"])


def _held(data: Json) -> str:
    figures = data["figures"]
    levels = [(level, sum(row["sessions"] for row in data["sessions"]["rows"] if row["level"] == level)) for level in Level]
    parts = ", ".join(f"{LEVELS[level].lower()} {said(number)}" for level, number in levels if number)
    embedded = figures["sessions-embedded"]
    apart = f"; trong đó có {said(embedded)} cuộc lồng ghép, được thống kê riêng" if embedded else ""
    delegated = figures["sessions-delegated"]
    other = f" Có {said(delegated)} hội nghị do người được ủy quyền chủ trì." if delegated else ""
    return (
        f"Trong kỳ đã tổ chức {said(figures['sessions'])} hội nghị đối thoại{f' ({parts})' if parts else ''}: định kỳ "
        f"{said(figures['sessions-periodic'])}, đột xuất {said(figures['sessions-ad-hoc'])}{apart}.{other}"
    )


def _heard(data: Json) -> str:
    figures, total = data["figures"], data["sessions"]["total"]
    told = f" (theo báo cáo của các hội nghị: {said(total['registered'], lower_bound=total['lower_bound'])})" if total["registered"] else ""
    return (
        f"Ý kiến, kiến nghị được ghi nhận trên hệ thống: {said(figures['opinions'])}{told}. Đã trả lời {said(figures['opinions-answered'])}, trong đó "
        f"trực tiếp tại hội nghị {said(figures['opinions-answered-on-spot'])}, bằng văn bản {said(figures['opinions-replied'])}; đã giải quyết "
        f"{said(figures['opinions-resolved'])}; đưa vào kế hoạch, lộ trình {said(figures['opinions-in-plan'])}; chuyển theo thủ tục khác "
        f"{said(figures['opinions-routed-out'])}; không tiếp nhận {said(figures['opinions-rejected'])}."
    )


def _answered(data: Json) -> str:
    total = data["cases"]["total"]
    if not total["total"]:
        return "Không có vụ việc được giao giải quyết."
    share = share_on_time(data)
    kept = f" Tỷ lệ trả lời trong hạn: {percent(share)} số vụ việc có thời hạn đã trả lời." if share is not None else ""
    return (
        f"Vụ việc phải giải quyết: {said(total['total'])} (kỳ trước chuyển sang {said(total['carried'])}, mới trong kỳ {said(total['new'])}). "
        f"Trả lời trước hạn {said(total['early'])}, đúng hạn {said(total['on_time'])}, quá hạn {said(total['late'])}; đang giải quyết trong hạn "
        f"{said(total['open_in_time'])}, quá hạn {said(total['open_overdue'])}; trình cấp trên {said(total['stopped'])}; được gia hạn "
        f"{said(total['extended'])}; vượt thẩm quyền {said(total['beyond_authority'])}.{kept}"
    )


def _promised(promises: Json) -> str:
    return (
        f"Nội dung đưa vào kế hoạch, lộ trình: kỳ trước chuyển sang {said(promises['carried'])}, mới trong kỳ {said(promises['made'])}; đã thực hiện "
        f"{said(promises['kept'])}, không thực hiện nữa {said(promises['withdrawn'])}, đang thực hiện {said(promises['open'])} (quá thời gian dự kiến "
        f"{said(promises['open_overdue'])})."
    )


def _rolled(rolled: Json) -> str:
    return (
        f"Phát sinh từ ngày {day_of(rolled['from'])} đến ngày {day_of(rolled['to'])}, sau ngày chốt số liệu của năm trước, thuộc kỳ trước và "
        f"chưa có trong báo cáo nào: {said(rolled['sessions'])} hội nghị, {said(rolled['opinions'])} ý kiến, {said(rolled['cases'])} vụ việc."
    )


def _regime(data: Json, regime: Regime, texts: Texts, part: Part) -> Iterator[Block]:
    number = sum(row["sessions"] for row in data["sessions"]["rows"] if row["regime"] == regime)
    yield Paragraph(f"{said(number)} hội nghị (Phụ lục I)." if number else NONE_VI)
    if texts.get(part):
        yield from paragraphs(texts[part] or "")


def _not_met(frequency: Json) -> str:
    names = list(dict.fromkeys(row["name"] for row in frequency["not_met"]))
    first, more = names[:20], len(names) - 20
    rest = f" và {said(more)} cơ quan khác" if more > 0 else ""
    return f"Chưa tổ chức đủ số lần đối thoại của năm kế hoạch {frequency['plan_year']}: {'; '.join(first)}{rest}."


def _against(previous: Json) -> Table:
    columns = (Column("Nội dung", 3), Column("Kỳ trước", 1, "right"), Column("Kỳ này", 1, "right"), Column("Tăng, giảm", 1, "right"))
    rows = tuple((FIGURES[row["name"]].title, said(row["before"]), said(row["now"]), change_of(row["change"])) for row in previous["rows"])
    return Table(columns, rows, f"So sánh với {previous['title']}")


def _annexes(data: Json) -> Iterator[Annex]:
    yield _listed(1, "Hội nghị theo cấp, chế độ, đối tượng", annex.sessions(data), 3)
    yield _listed(2, "Ý kiến theo lĩnh vực và kết quả", annex.opinions(data), 1)
    yield _listed(3, "Vụ việc theo đơn vị, lĩnh vực, cấp", annex.cases(data), 3)
    head, rows, _ = annex.overdue(data)
    yield _listed(4, "Vụ việc đang quá hạn theo cơ quan và mức độ", (head[:-1], [row[:-1] for row in rows], None), 5, annex.ages(data))


def _listed(number: int, title: str, listed: annex.Listed, words: int, summary: annex.Listed | None = None) -> Annex:
    """`words` is how many of the first columns hold text; the others are numbers."""
    if not listed[1]:
        return Annex(title, (Paragraph(NONE_VI),), roman(number), landscape=True)
    tables = [_table(summary, 1)] if summary else []
    return Annex(title, (*tables, _table(listed, words)), roman(number), landscape=True)


def _table(listed: annex.Listed, words: int) -> Table:
    head, rows, total = _told(listed)
    columns = tuple(
        Column(str(title), 2.4 if not at or title == "Nội dung" else 1.4 if at < words else 0.8, "left" if at < words else "right")
        for at, title in enumerate(head)
    )
    cells = [*rows, *([total] if total else [])]
    strong = frozenset({len(rows)}) if total else frozenset()
    return Table(columns, tuple(tuple(_cell(each) for each in row) for row in cells), strong_rows=strong)


def _told(listed: annex.Listed) -> annex.Listed:
    """Without the columns of rarer outcomes that hold nothing but noughts: a sheet is narrower than a workbook."""
    head, rows, total = listed
    kept = [at for at, title in enumerate(head) if title not in _RARE or any(row[at] for row in rows)]
    return [head[at] for at in kept], [[row[at] for at in kept] for row in rows], [total[at] for at in kept] if total else None


def _cell(value: object) -> str:
    return said(value) if isinstance(value, int) else "" if value is None else str(value)
