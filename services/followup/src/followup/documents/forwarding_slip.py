"""The slip that hands a matter on (*phiếu chuyển*): from the host to the agency it is assigned to, or upward when it is beyond its authority."""

from collections.abc import Iterator

from chassis.documents.blocks import Block, Paragraph
from chassis.documents.document import Document
from chassis.documents.office import issued
from followup.documents.asked import Asked


def forwarding_slip(asked: Asked, draft_year: int) -> Document:
    """To the assigned agency, with the due date it is bound by."""
    return issued(
        asked.host,
        "PC",
        f"Ý kiến, kiến nghị tại {asked.session}",
        tuple(_assigned(asked)),
        draft_year=draft_year,
        addressees=(asked.agency.name,),
        recipients=("Như trên", *asked.co_agencies),
        template="forwarding_slip",
    )


def referral_slip(asked: Asked, draft_year: int) -> Document:
    """To the superior authority (DL-11): the person who asked is told by a notice of their own."""
    body = (
        Paragraph(f"Tại {_at(asked)}, {asked.host.name} tiếp nhận ý kiến, kiến nghị với nội dung: “{asked.summary.rstrip('. ')}”."),
        Paragraph(f"Qua xem xét, nội dung trên vượt thẩm quyền giải quyết của {asked.agency.name}."),
        Paragraph(
            f"{asked.host.name} trân trọng đề nghị {asked.superior or '……'} xem xét, giải quyết theo thẩm quyền và thông báo kết quả để trả lời "
            "người có ý kiến.",
        ),
    )
    return issued(
        asked.host,
        "PC",
        f"Ý kiến, kiến nghị vượt thẩm quyền tại {asked.session}",
        body,
        draft_year=draft_year,
        addressees=(asked.superior or "……",),
        recipients=("Như trên", asked.agency.name),
        template="forwarding_slip",
    )


def _at(asked: Asked) -> str:
    return f"{asked.session} do {asked.hosts} tổ chức" if asked.co_hosts else asked.session


def _assigned(asked: Asked) -> Iterator[Block]:
    yield Paragraph(
        f"{asked.host.name} chuyển đến {asked.agency.name} ý kiến, kiến nghị sau tại {_at(asked)} để giải quyết, trả lời bằng văn bản:"
    )
    yield Paragraph(f"{asked.ref.removeprefix('mã ')}.", "Mã ý kiến:")
    yield Paragraph(f"{asked.summary.rstrip('. ')}.", "Nội dung:")
    yield Paragraph(f"{asked.complexity}.", "Tính chất:")
    yield Paragraph(f"{'; '.join(asked.co_agencies) or 'Không có'}.", "Cơ quan phối hợp:")
    yield Paragraph(f"{asked.due_on:%d/%m/%Y}." if asked.due_on else "Không quy định.", "Thời hạn trả lời:")
    yield Paragraph(
        f"Đề nghị {asked.agency.name} trả lời bằng văn bản cho người có ý kiến, đồng thời báo cáo cấp ủy, chính quyền cùng cấp và người chủ trì "
        "trong thời hạn nêu trên; trường hợp cần thêm thời gian hoặc vượt thẩm quyền, báo cáo trước khi hết hạn.",
    )
