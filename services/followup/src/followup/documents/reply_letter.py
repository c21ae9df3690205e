"""The written reply to the person who asked (*công văn trả lời*), reported at the same time to committee, government and chair (POST-2)."""

from chassis.documents.blocks import Block, Paragraph, paragraphs
from chassis.documents.document import Document
from chassis.documents.office import Office, issued
from followup.case.vocabulary import LEG_NAMES
from followup.documents.asked import Asked, Said

BY_HAND = "…" * 24
ANSWER_BY_HAND = "…" * 30
"""As many as one line holds behind its indent: dots are not broken over two lines."""
LEGS = tuple(LEG_NAMES.values())


def reply_letter(asked: Asked, said: Said | None, draft_year: int) -> Document:
    """A draft with room for the answer while nothing is said; the name of the person is written by the office, it is not known here."""
    office = said.issuer if said else asked.agency
    reported = said.reported_to if said and said.reported_to else LEGS
    return issued(
        office,
        "CV",
        f"trả lời ý kiến, kiến nghị {asked.ref} tại {asked.session}",
        _body(asked, said, office),
        symbol=said.symbol if said else None,
        number=said.number if said else None,
        issued_on=said.issued_on if said else None,
        draft_year=draft_year,
        addressees=(f"Ông/Bà {BY_HAND}",),
        recipients=("Như trên", *(f"{name} (b/c)" for name in reported)),
        template="reply_letter",
    )


def _body(asked: Asked, said: Said | None, office: Office) -> tuple[Block, ...]:
    return (
        Paragraph(f"Tại {asked.session} do {asked.hosts} tổ chức, Ông/Bà có ý kiến, kiến nghị với nội dung:"),
        Paragraph(f"“{asked.summary.rstrip('. ')}”."),
        Paragraph(f"Sau khi xem xét, {office.name} trả lời như sau:"),
        *(paragraphs(said.summary) if said else (Paragraph(ANSWER_BY_HAND),) * 3),
        *((Paragraph(f"{said.outcome}.", "Kết quả giải quyết:"),) if said else ()),
        Paragraph(f"{office.name} trả lời để Ông/Bà được biết."),
    )
