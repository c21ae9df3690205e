"""A document that was signed is registered and sent the same day, at latest the next working day (DL-19, NĐ 30/2020/NĐ-CP)."""

from dataclasses import dataclass
from datetime import date

from chassis.handle import Unit
from contracts import sessions as said
from contracts.envelope import Document, Envelope
from contracts.identifiers import duty_id
from contracts.labels import label
from contracts.vocabulary import DutyKind, DutySubject
from contracts.workdays import local_date
from followup.duty.commands import About
from followup.inbound.owing import Owed, done, owe
from followup.readmodel.rulebook import Rulebook


@dataclass(frozen=True)
class Sending:
    """One document on its way. `sent_on` None: nothing says that it left; `issuer` is the office that signed it."""

    subject_id: str
    session_id: str | None
    doc: Document
    issued_on: date
    issuer: str | None
    title: str
    sent_on: date | None = None

    @classmethod
    def notice(
        cls, event: said.ConclusionNoticeIssuedV1 | said.ResultNoticeIssuedV1, kind: DutyKind, envelope: Envelope, host_org_id: str | None
    ) -> "Sending":
        """A notice of a session, signed by its host; published through some channel it has left."""
        told_on = local_date(envelope.time)
        return cls(
            notice_subject(event.session_id, kind),
            event.session_id,
            event.doc,
            event.doc.issued_on or told_on,
            host_org_id,
            f"Đăng ký, phát hành {label(kind).lower()}{numbered(event.doc)}",
            told_on if event.published_channels else None,
        )

    @property
    def owed(self) -> Owed:
        return Owed(str(duty_id(self.subject_id, DutyKind.DOCUMENT_SENT)))


def notice_subject(session_id: str, kind: DutyKind) -> str:
    """The document of one kind that a session brings about."""
    return f"{session_id}:{kind.value}"


def numbered(doc: Document) -> str:
    return f" số {doc.number}/{doc.symbol}" if doc.number else ""


async def owe_sending(unit: Unit, rules: Rulebook, sending: Sending) -> None:
    """Open the duty, and fulfil it at once where the document has left already."""
    if sending.issuer is None:
        return
    await owe(
        unit,
        rules,
        sending.owed,
        kind=DutyKind.DOCUMENT_SENT,
        about=About(DutySubject.DOCUMENT, sending.subject_id, sending.session_id, sending.title),
        owner_org_id=sending.issuer,
        anchor_on=sending.issued_on,
        level=rules.organisations.level(sending.issuer),
        audiences=(),
    )
    if sending.sent_on:
        await done(unit, sending.owed, sending.sent_on, rules.calendar, doc=sending.doc)
