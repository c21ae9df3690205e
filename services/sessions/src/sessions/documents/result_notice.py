"""The notice of results (*thông báo kết quả giải quyết*): what became of each opinion, answered on the spot or in writing."""

from collections.abc import Iterator

from chassis.documents.blocks import Block, Column, Heading, Paragraph, Table
from chassis.documents.document import Document
from chassis.documents.office import issued
from contracts.vocabulary import Disposition
from sessions.documents.held import Held, Paper, Raised, count, told

WRITTEN = (
    Column("TT", 0.45, "center"),
    Column("Nội dung", 2.6),
    Column("Cơ quan trả lời", 1.5),
    Column("Văn bản trả lời", 1.8),
    Column("Kết quả", 2.2),
)
ON_SPOT = (Column("TT", 0.45, "center"), Column("Nội dung", 4.2), Column("Kết quả", 2.2))


def result_notice(held: Held, paper: Paper) -> Document:
    return issued(
        held.office,
        "TB",
        f"Kết quả giải quyết ý kiến, kiến nghị tại {held.title}",
        tuple(_body(held)),
        symbol=paper.symbol,
        number=paper.number,
        issued_on=paper.issued_on,
        draft_year=held.draft_year,
        signature=held.office.signed_as(paper.signed_as),
        recipients=(
            *(f"{name} (b/c)" for name in held.report_to),
            *held.co_hosts,
            "Cổng thông tin điện tử (để công khai)",
            "Người có ý kiến, kiến nghị",
        ),
        template="result_notice",
    )


def _body(held: Held) -> Iterator[Block]:
    assigned, on_spot = held.which(Disposition.ASSIGNED), held.which(Disposition.ANSWERED_ON_SPOT)
    done = [each for each in assigned if each.answered]
    by = f"do {held.hosts} " if held.co_hosts else ""
    yield Paragraph(
        f"{held.office.name} thông báo kết quả giải quyết ý kiến, kiến nghị tại {held.title}, {by}tổ chức {held.when}, như sau:"
    )
    yield Paragraph(
        f"Tổng số ý kiến, kiến nghị: {count(len(held.opinions) + held.silenced)}; đã trả lời trực tiếp tại hội nghị: {count(len(on_spot))}; "
        f"giao trả lời bằng văn bản: {count(len(assigned))}, trong đó đã trả lời: {count(len(done))}, đang giải quyết: "
        f"{count(len(assigned) - len(done))}."
    )
    yield Heading("Nội dung đã trả lời trực tiếp tại hội nghị", "I.")
    rows = tuple((str(at), each.summary, told(each.outcome).capitalize()) for at, each in enumerate(on_spot, 1))
    yield Table(ON_SPOT, rows) if rows else Paragraph("Không có.")
    yield Heading("Nội dung trả lời bằng văn bản", "II.")
    written = tuple((str(at), each.summary, *_written(each)) for at, each in enumerate(assigned, 1))
    yield Table(WRITTEN, written) if written else Paragraph("Không có.")
    yield Paragraph(f"{held.office.name} thông báo để các cơ quan, tổ chức và Nhân dân biết.")


def _written(each: Raised) -> tuple[str, str, str]:
    if each.answered is None:
        due = f", thời hạn {each.due_on:%d/%m/%Y}" if each.due_on else ""
        return each.agency, "", f"Đang giải quyết{due}"
    reply = each.answered
    day = f" ngày {reply.issued_on:%d/%m/%Y}" if reply.issued_on else ""
    return reply.by, f"Số {reply.doc}{day}", f"{reply.outcome}. {reply.summary}".strip()
