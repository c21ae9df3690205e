"""A document that was signed is registered and sent the same day, at latest the next working day (DL-19, NĐ 30/2020/NĐ-CP)."""

from dataclasses import dataclass
from datetime import date

from chassis.handle import Unit
from chassis.timers import Arm
from contracts import sessions as said
from contracts.envelope import Document, Envelope
from contracts.labels import label
from contracts.vocabulary import DutyKind, DutySubject
from contracts.workdays import local_date
from followup import sending_timers
from followup.case.case import Facts, facts_of
from followup.case.decide import decider as cases
from followup.case.expected import replaced_by
from followup.case.promised import InterimReplyIssued
from followup.case.vocabulary import Reply
from followup.duty.commands import About
from followup.duty.decide import decider as duties
from followup.duty.duty import NotOpened
from followup.inbound.owing import Owed, done, lift, owe
from followup.readmodel.rulebook import Rulebook

CORRECTED = "Đã có văn bản đính chính thay thế"
ANSWERED = "Đã có văn bản trả lời"


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

    @classmethod
    def reply(cls, reply: Reply) -> "Sending":
        """A reply of one case; its share in another case goes to other people."""
        title = f"Gửi văn bản trả lời{numbered(reply.reply_doc)} đến người có ý kiến"
        return cls(reply.reply_id, None, reply.reply_doc, reply.said_on, reply.issuing_org_id, title)

    @classmethod
    def interim(cls, reply: InterimReplyIssued, told_on: date) -> "Sending":
        """A first word on the way is a document like any other."""
        title = f"Gửi văn bản trả lời bước đầu{numbered(reply.reply_doc)} đến người có ý kiến"
        return cls(reply.reply_id, None, reply.reply_doc, told_on, reply.issuing_org_id, title)

    @property
    def owed(self) -> Owed:
        return Owed.of(self.subject_id, DutyKind.DOCUMENT_SENT)


def notice_subject(session_id: str, kind: DutyKind) -> str:
    """The document of one kind that a session brings about."""
    return f"{session_id}:{kind.value}"


def numbered(doc: Document) -> str:
    return f" số {doc.number}/{doc.symbol}" if doc.number else ""


async def turn_to_sending(unit: Unit, rules: Rulebook, due: Arm) -> None:
    """A reply was issued, or was delivered to somebody: its sending is owed, and done with the last of those it answers.

    Counted from the day it was told, before which nobody could be reminded. A correction takes the place of what it sets right, the reply that
    of an interim one about the same opinions which has not been sent yet.
    """
    case_id = due.process.removeprefix(sending_timers.PROCESS)
    facts = facts_of(await unit.state(cases, f"case-{case_id}"))
    reply_id = due.name.partition(":")[2]
    issued, interim = facts.reply(reply_id), facts.interim_reply(reply_id)
    if issued is not None:
        if due.name.startswith(sending_timers.OWED):
            for each in replaced_by(issued.reply, facts.interim_replies):
                await _lift(unit, facts, each)
            await _owe_letter(unit, rules, facts, Sending.reply(issued.reply))
        await _done_when_all_have_it(unit, rules, facts, issued.reply, due, facts.delivered_on or issued.reply.said_on)
    elif interim is not None:
        if due.name.startswith(sending_timers.OWED_INTERIM):
            await _owe_letter(unit, rules, facts, Sending.interim(interim, date.fromordinal(due.generation)))
        await _done_when_all_have_it(unit, rules, facts, interim, due, interim.issued_on)


async def _owe_letter(unit: Unit, rules: Rulebook, facts: Facts, sending: Sending) -> None:
    """One whose place was taken before anybody could turn to it is owed for a moment; one that was lifted is not owed again."""
    replaced, duty = sending.subject_id in facts.replaced, await unit.state(duties, sending.owed.stream)
    if replaced and not isinstance(duty, NotOpened):
        return
    await owe_sending(unit, rules, sending)
    if replaced:
        await _lift(unit, facts, sending.subject_id)


async def _lift(unit: Unit, facts: Facts, reply_id: str) -> None:
    await lift(unit, Owed.of(reply_id, DutyKind.DOCUMENT_SENT), ANSWERED if facts.interim_reply(reply_id) else CORRECTED)


async def _done_when_all_have_it(
    unit: Unit, rules: Rulebook, facts: Facts, reply: Reply | InterimReplyIssued, due: Arm, otherwise: date
) -> None:
    if facts.reached_all(reply):
        on = date.fromordinal(due.generation) if due.name.startswith(sending_timers.DELIVERED) else otherwise
        await done(unit, Owed.of(reply.reply_id, DutyKind.DOCUMENT_SENT), on, rules.calendar, doc=reply.reply_doc)


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
