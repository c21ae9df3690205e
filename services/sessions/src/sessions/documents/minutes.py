"""The minutes (*biên bản*) of a session, from its opening to their adoption; they carry no place and date line (NĐ 30/2020, mẫu 1.10)."""

from collections.abc import Iterator

from chassis.documents.blocks import Block, Heading, Item, Paragraph
from chassis.documents.document import Document, Signature, SignatureLine
from chassis.documents.office import issued
from chassis.documents.wording import hour_of_day
from contracts.vocabulary import Disposition
from sessions.documents.held import Held, Paper, Raised, count, listed, told

BLANK_TIME = "…… giờ …… phút, ngày …… tháng …… năm ……"


def minutes(held: Held, paper: Paper, secretary: str = "") -> Document:
    """Secretary to the left, chair to the right; both names are written when they sign, or by whoever prints."""
    return issued(
        held.office,
        "BB",
        held.title,
        tuple(_body(held, secretary or "……")),
        symbol=paper.symbol,
        number=paper.number,
        place=None,
        draft_year=held.draft_year,
        secretary=Signature((SignatureLine("Thư ký"),)),
        signature=Signature((SignatureLine("Chủ tọa"),)),
        recipients=("Người chủ trì", "Thành phần dự hội nghị có ý kiến"),
        archive="VT, hồ sơ hội nghị",
        template="minutes",
    )


def _body(held: Held, secretary: str) -> Iterator[Block]:
    yield Paragraph(hour_of_day(held.opened_at) if held.opened_at else BLANK_TIME, "Thời gian bắt đầu:")
    yield Paragraph(held.venue or "……", "Địa điểm:")
    if held.co_hosts:
        yield Paragraph(f"{held.hosts}.", "Cơ quan tổ chức:")
    yield from _gatherings(held)
    yield Heading("Thành phần tham dự", "I.")
    yield Paragraph(f"{held.chair}{' (theo ủy quyền)' if held.delegated else ''}", "Chủ trì (chủ tọa):")
    if held.co_chairs:
        yield Paragraph(listed(held.co_chairs), "Cùng chủ trì:")
    yield Paragraph(secretary, "Thư ký (người ghi biên bản):")
    yield Paragraph(held.attendance or "……", "Tham dự:")
    yield Heading("Nội dung", "II.")
    if held.agenda:
        yield Heading("Chương trình hội nghị", "1.", 2)
        yield from (Item(line) for line in held.agenda)
    yield Heading("Ý kiến phát biểu và trả lời tại hội nghị", f"{2 if held.agenda else 1}.", 2)
    yield from _spoken(held)
    yield Heading("Kết luận của người chủ trì", f"{3 if held.agenda else 2}.", 2)
    yield from _concluded(held)
    ended = hour_of_day(held.adopted_at) if held.adopted_at else BLANK_TIME
    yield Paragraph(
        f"Biên bản đã được thư ký đọc lại, các thành phần dự hội nghị nhất trí thông qua. Hội nghị kết thúc vào {ended}",
    )


def _gatherings(held: Held) -> Iterator[Block]:
    if held.parts:
        yield Paragraph(f"{count(len(held.parts))} cụm.", "Tổ chức theo cụm:")
    for each in held.parts:
        came = f", {count(each.people)} người dân dự" if each.people else ""
        yield Item(f"{each.cluster}: {hour_of_day(each.began_at)}, tại {each.venue}{came}.")


def _spoken(held: Held) -> Iterator[Block]:
    """In the order people spoke, then what was raised without a turn."""
    raised = [each for each in held.opinions if each.disposition is not Disposition.NOT_RAISED]
    if not raised:
        yield Paragraph("Không có ý kiến phát biểu.")
    for each in sorted(raised, key=lambda one: (one.turn_no is None, one.turn_no or 0, one.slip_no is None, one.slip_no or 0)):
        slip = f"Phiếu số {count(each.slip_no)}: " if each.slip_no else ""
        yield Item(f"{slip}{each.summary.rstrip('. ')}. {_answer(each)}")
    if held.silenced:
        yield Paragraph(f"Có {count(held.silenced)} nội dung được chuyển theo thủ tục riêng, không ghi trong biên bản.")


def _answer(each: Raised) -> str:
    match each.disposition:
        case Disposition.ANSWERED_ON_SPOT:
            return f"Đã trả lời trực tiếp tại hội nghị ({each.answered_by}; kết quả: {told(each.outcome)})."
        case Disposition.ASSIGNED:
            together = f", phối hợp: {', '.join(each.co_agencies)}" if each.co_agencies else ""
            return f"Giao {each.agency} trả lời bằng văn bản{together}."
        case Disposition.REJECTED:
            return "Không tiếp nhận, người chủ trì đã nêu lý do."
        case Disposition.ROUTED_OUT:
            return "Chuyển giải quyết theo thủ tục khác."
        case Disposition.WITHDRAWN:
            return "Người có ý kiến rút ý kiến."
        case _:
            return "Ghi nhận."


def _concluded(held: Held) -> Iterator[Block]:
    on_spot, assigned = held.which(Disposition.ANSWERED_ON_SPOT), held.which(Disposition.ASSIGNED)
    yield Paragraph(
        f"Hội nghị đã trả lời trực tiếp {count(len(on_spot))} ý kiến; giao các cơ quan, đơn vị trả lời bằng văn bản {count(len(assigned))} ý kiến."
    )
    if assigned:
        yield Paragraph(
            "Cơ quan được giao trả lời bằng văn bản cho người có ý kiến, đồng thời báo cáo cấp ủy, chính quyền cùng cấp và người chủ trì."
        )
