"""The notice of the chair's conclusion (*thông báo kết luận*): what was answered, and for the rest content, agency, partners and due date."""

from collections.abc import Iterator

from chassis.documents.blocks import Block, Column, Heading, Paragraph, Table, numbered
from chassis.documents.document import Document
from chassis.documents.office import issued
from contracts.vocabulary import Disposition
from sessions.documents.held import Held, Paper, count, told

COLUMNS = (
    Column("TT", 0.45, "center"),
    Column("Nội dung", 3.2),
    Column("Cơ quan chủ trì", 1.6),
    Column("Cơ quan phối hợp", 1.6),
    Column("Thời hạn", 1.15, "center"),
)
REPLY_DUTY = (
    "Cơ quan được giao chủ trì trả lời bằng văn bản cho người có ý kiến trong thời hạn nêu trên, đồng thời báo cáo cấp ủy, chính quyền cùng "
    "cấp và người chủ trì; trường hợp cần thêm thời gian phải báo cáo và thông báo cho người có ý kiến trước khi hết hạn."
)


def conclusion_notice(held: Held, paper: Paper) -> Document:
    """Due dates are those followup counted from the last day of the session (DL-07, DL-08)."""
    agencies = tuple(dict.fromkeys(each.agency for each in held.which(Disposition.ASSIGNED) if each.agency))
    return issued(
        held.office,
        "TB",
        f"Kết luận của {held.chair} tại Hội nghị đối thoại trực tiếp với {held.audience}{f' năm {held.plan_year}' if held.plan_year else ''}",
        tuple(_body(held)),
        symbol=paper.symbol,
        number=paper.number,
        issued_on=paper.issued_on,
        draft_year=held.draft_year,
        signature=held.office.signed_as(paper.signed_as),
        recipients=(
            *(f"{name} (b/c)" for name in held.report_to),
            *dict.fromkeys((*held.co_hosts, *agencies)),
            "Cổng thông tin điện tử (để công khai)",
        ),
        template="conclusion_notice",
    )


def _body(held: Held) -> Iterator[Block]:
    place = f", tại {held.venue}" if held.venue else ""
    came = f" Dự hội nghị có {held.attendance}." if held.attendance else ""
    motto = f" Hội nghị thực hiện phương châm “{held.motto}”." if held.motto else ""
    clusters = f" tại {count(len(held.parts))} cụm ({'; '.join(each.cluster for each in held.parts)})" if held.parts else ""
    yield Paragraph(f"{held.when[0].upper()}{held.when[1:]}{place}, {held.hosts} tổ chức {held.title}{clusters}.{came}{motto}")
    yield Paragraph(f"Sau khi nghe các ý kiến, kiến nghị, {held.chair} kết luận như sau:")
    yield Heading("Kết quả hội nghị", "I.")
    yield from _counted(held)
    yield Heading("Nội dung đã trả lời tại hội nghị", "II.")
    answered = held.which(Disposition.ANSWERED_ON_SPOT)
    yield from numbered([f"{each.summary.rstrip('. ')} ({told(each.outcome)})." for each in answered]) or [Paragraph("Không có.")]
    yield Heading("Nội dung giao giải quyết, trả lời bằng văn bản", "III.")
    assigned = held.which(Disposition.ASSIGNED)
    if assigned:
        rows = tuple(
            (
                str(at),
                each.summary,
                each.agency,
                "; ".join(each.co_agencies) or "Không",
                f"{each.due_on:%d/%m/%Y}" if each.due_on else "……",
            )
            for at, each in enumerate(assigned, 1)
        )
        yield Table(COLUMNS, rows)
    else:
        yield Paragraph("Không có.")
    yield Heading("Tổ chức thực hiện", "IV.")
    yield from numbered([REPLY_DUTY, f"{held.office.name} theo dõi, đôn đốc việc thực hiện Thông báo này."])


def _counted(held: Held) -> Iterator[Block]:
    sorts = (
        (Disposition.ANSWERED_ON_SPOT, "trả lời trực tiếp tại hội nghị"),
        (Disposition.ASSIGNED, "giao cơ quan, đơn vị trả lời bằng văn bản"),
        (Disposition.REJECTED, "không tiếp nhận"),
        (Disposition.ROUTED_OUT, "chuyển theo thủ tục khác"),
        (Disposition.NOT_RAISED, "chưa nêu tại hội nghị"),
        (Disposition.WITHDRAWN, "người gửi rút ý kiến"),
    )
    silenced = {Disposition.ROUTED_OUT: held.silenced}
    counts = [(len(held.which(sort)) + silenced.get(sort, 0), words) for sort, words in sorts]
    parts = ", ".join(f"{words}: {count(number)}" for number, words in counts if number)
    total = len(held.opinions) + held.silenced
    yield Paragraph(f"Hội nghị tiếp nhận {count(total)} ý kiến, kiến nghị{f', trong đó {parts}' if parts else ''}.")
