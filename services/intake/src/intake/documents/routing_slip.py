"""The slip (*phiếu chuyển*) that goes with an opinion to the procedure it belongs to: complaint, feedback on procedures, court, another agency.

A denunciation has none: nothing that could tell of it leaves this system (domain rules, section 8). Words and name are opened for those alone
whose work needs them; for others the original goes with the slip.
"""

from dataclasses import dataclass
from datetime import date

from chassis.documents.blocks import Paragraph, paragraphs
from chassis.documents.document import Document
from chassis.documents.office import Office, issued
from contracts.vocabulary import Route

REASONS = {
    Route.COMPLAINT: "khiếu nại, được giải quyết theo quy định của pháp luật về khiếu nại",
    Route.TTHC_PAKN: "phản ánh, kiến nghị về quy định hành chính, được xử lý theo quy trình tiếp nhận, xử lý phản ánh, kiến nghị",
    Route.JUDICIAL: "việc thuộc thẩm quyền của cơ quan tư pháp",
    Route.OTHER_AGENCY: "việc thuộc thẩm quyền của cơ quan khác",
}


@dataclass(frozen=True)
class Routed:
    """`to` is the receiving agency's name, None while it is open; `ref` how the opinion is referred to."""

    office: Office
    ref: str
    received_on: date
    route: Route
    to: str | None
    text: str | None = None
    person: str | None = None


def routing_slip(routed: Routed, draft_year: int) -> Document:
    """Raises KeyError for a denunciation."""
    reason, to = REASONS[routed.route], routed.to or "……"
    original = "nội dung trên" if routed.text else "bản gốc"
    body = (
        Paragraph(f"Ngày {routed.received_on:%d/%m/%Y}, {routed.office.name} tiếp nhận ý kiến mã {routed.ref}."),
        *((Paragraph(f"{routed.person}.", "Người có ý kiến:"),) if routed.person else ()),
        *((Paragraph("", "Nội dung:"), *paragraphs(routed.text)) if routed.text else ()),
        Paragraph(f"Qua xem xét, nội dung trên là {reason}, không thuộc phạm vi giải quyết sau đối thoại."),
        Paragraph(
            f"{routed.office.name} chuyển {original} đến {to} để xem xét, giải quyết theo thẩm quyền, trả lời người có ý kiến và thông báo kết quả "
            f"cho {routed.office.name}.",
        ),
    )
    return issued(
        routed.office,
        "PC",
        f"Ý kiến mã {routed.ref}",
        body,
        draft_year=draft_year,
        addressees=(to,),
        recipients=("Như trên", "Người có ý kiến (để biết)"),
        template="routing_slip",
    )
