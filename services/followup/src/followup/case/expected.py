"""When a submitter was told to expect the reply: the newest date that was named for an opinion stands, until it is answered (POST-5)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from followup.case.promised import CommitmentReminded, InterimReplyIssued
from followup.case.vocabulary import Reply


@dataclass(frozen=True)
class ExpectedReply:
    """`told_by` is the id of the interim reply, or names the notice of delay; `opinion_ids` those to which no later date was named."""

    told_by: str
    opinion_ids: tuple[str, ...]
    on: date
    by_superior: bool = False
    reminded: tuple[tuple[date, bool], ...] = ()


def notice_of(expected_on: date) -> str:
    """Name a notice of delay by the date it tells: it has no id of its own."""
    return f"delay-{expected_on.isoformat()}"


def told(known: tuple[ExpectedReply, ...], fresh: ExpectedReply) -> tuple[ExpectedReply, ...]:
    """A later date takes the place of earlier ones for the opinions it is named for."""
    left = (replace(each, opinion_ids=tuple(one for one in each.opinion_ids if one not in fresh.opinion_ids)) for each in known)
    return (*(each for each in left if each.opinion_ids), fresh)


def announced(known: tuple[ExpectedReply, ...], event: InterimReplyIssued, *, by_superior: bool) -> tuple[ExpectedReply, ...]:
    """A first word that names no date changes none."""
    on = event.expected_reply_on
    return told(known, ExpectedReply(event.reply_id, event.opinion_ids, on, by_superior)) if on else known


def recalled(known: tuple[ExpectedReply, ...], event: CommitmentReminded) -> tuple[ExpectedReply, ...]:
    """Remember that a date was recalled."""
    said = (event.expected_on, event.passed)
    return tuple(replace(each, reminded=(*each.reminded, said)) if each.told_by == event.commitment_id else each for each in known)


def replaced_by(reply: Reply, first_words: Sequence[InterimReplyIssued]) -> tuple[str, ...]:
    """Ids of the letters whose place this one takes: the one it corrects, and first words about nothing but what it answers."""
    answered = tuple(each.reply_id for each in first_words if set(each.opinion_ids) <= set(reply.opinion_ids))
    return (*((reply.corrects,) if reply.corrects else ()), *answered)
