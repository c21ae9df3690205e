"""A reply said again is known by its id or by its document (domain rules, section 9: organ, number, date), whatever id it comes with."""

import re
from datetime import date
from typing import TypeAlias

from chassis.decider import Refused
from contracts.envelope import Document
from followup.case.case import Facts
from followup.case.commands import IssueInterimReply
from followup.case.promised import InterimReplyIssued
from followup.case.vocabulary import Reply

Paper: TypeAlias = tuple[str, str, date | None]


def paper(issuer: str, doc: Document, issued_on: date | None) -> Paper | None:
    """Issuer, number with symbol however it is spaced, date; None for a draft, which has no number."""
    parts = [part for part in re.split(r"\W+", doc.reference.casefold()) if part]
    if not parts or not parts[0][0].isdigit():
        return None
    return issuer, "/".join((parts[0].lstrip("0"), *parts[1:])), issued_on or doc.issued_on


def reply_on_record(reply: Reply, facts: Facts) -> Reply | None:
    """The recorded reply that says this already, or None. Raises Refused for the same id or document with other content.

    The same document may come again to set right what was recorded of it, as a correction that names that reply, and for further opinions.
    """
    earlier = [each.reply for each in facts.replies if reply.reply_id == each.reply.reply_id or _of_one_letter(reply, each.reply)]
    for each in earlier:
        if _says(reply, each):
            return each
    known = {each.reply_id for each in earlier}
    if known and (reply.reply_id in known or reply.corrects not in known):
        raise Refused("reply_recorded_otherwise", reference=reply.reply_doc.reference, reply_id=earlier[-1].reply_id)
    return None


def interim_on_record(command: IssueInterimReply, facts: Facts) -> InterimReplyIssued | None:
    """As for a reply. Raises Refused for the same id or document with other content."""
    own = paper(command.issuing_org_id, command.reply_doc, command.issued_on)
    for each in facts.interim_replies:
        if each.reply_id == command.reply_id or (own and own == paper(each.issuing_org_id, each.reply_doc, each.issued_on)):
            said = (set(each.opinion_ids), each.summary_plain, each.expected_reply_on)
            if said != (set(command.opinion_ids), command.summary_plain, command.expected_reply_on):
                raise Refused("reply_recorded_otherwise", reference=command.reply_doc.reference, reply_id=each.reply_id)
            return each
    return None


def _of_one_letter(reply: Reply, recorded: Reply) -> bool:
    own = _paper_of(reply)
    return own is not None and own == _paper_of(recorded) and not set(reply.opinion_ids).isdisjoint(recorded.opinion_ids)


def _paper_of(reply: Reply) -> Paper | None:
    return paper(reply.issuing_org_id, reply.reply_doc, reply.issued_on)


def _says(reply: Reply, recorded: Reply) -> bool:
    """Addressees told later stand in the record too, so a repeat may name fewer of them, never more."""
    return (
        _content(reply) == _content(recorded)
        and set(reply.reported_to) <= set(recorded.reported_to)
        and set(reply.evidence) <= set(recorded.evidence)
    )


def _content(reply: Reply) -> tuple[object, ...]:
    return _paper_of(reply), set(reply.opinion_ids), reply.outcome, reply.summary_plain, reply.corrects, reply.roadmap
