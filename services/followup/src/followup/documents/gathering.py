"""The facts of one case, ready for its letters."""

from collections.abc import Sequence

from chassis.documents.office import Office
from contracts.labels import label
from contracts.vocabulary import OrgClass
from followup.case import events as e
from followup.case.vocabulary import LEG_NAMES, LEG_WORDS, Reply
from followup.documents.asked import Asked, Said
from followup.readmodel.case_detail import CaseDetail
from followup.readmodel.heard_sessions import SessionAhead
from followup.readmodel.organisations import Organisations

REF = 8
NO_SUMMARY = "Ý kiến đã tiếp nhận, chưa có bản tóm tắt công khai"


def asked(found: CaseDetail, codes: Sequence[str], organisations: Organisations, place: str, session: SessionAhead | None = None) -> Asked:
    """`codes` are what the people ask with; without any the opinions are named by the end of their ids."""
    facts = found.facts
    opened = next(each.event for each in found.history if isinstance(each.event, e.FollowUpOpened))
    return Asked(
        ref=f"mã {', '.join(codes or [each[-REF:] for each in facts.opinion_ids])}",
        host=office_of(organisations, facts.host_org_id, place),
        agency=office_of(organisations, facts.assigned_agency_id, place),
        held_on=facts.anchor_on,
        summary=opened.summary_redacted or NO_SUMMARY,
        complexity=label(facts.complexity),
        due_on=facts.schedule.due_on if facts.schedule else None,
        co_agencies=tuple(organisations.name(each) for each in facts.co_agencies),
        co_hosts=tuple(organisations.name(each) for each in session.co_hosts.split()) if session else (),
        superior=organisations.name(facts.superior_org_id) if facts.superior_org_id else None,
    )


def said(reply: Reply, organisations: Organisations, place: str) -> Said:
    doc = reply.reply_doc
    return Said(
        issuer=office_of(organisations, reply.issuing_org_id, place),
        outcome=label(reply.outcome),
        summary=reply.summary_plain,
        reported_to=tuple(LEG_NAMES[LEG_WORDS[each]] if each in LEG_WORDS else organisations.name(each) for each in reply.reported_to),
        number=doc.number,
        symbol=doc.symbol,
        issued_on=doc.issued_on or reply.issued_on,
    )


def office_of(organisations: Organisations, org_id: str, place: str) -> Office:
    row = organisations.rows.get(org_id)
    if row is None:
        return Office(org_id, place)
    parent = organisations.rows.get(row.parent_id) if row.parent_id else None
    return Office(row.name, place, row.symbol, parent.name if parent else None, row.org_class == OrgClass.PARTY.value)
