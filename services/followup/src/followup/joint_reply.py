"""One written reply that answers opinions of several cases of a session: each case gets its own share, each opinion is marked replied."""

from collections.abc import Mapping
from dataclasses import replace

from chassis.ids import derived_id
from contracts.identifiers import case_id
from followup.case.case import Facts
from followup.case.vocabulary import Reply


def shares(reply: Reply, facts: Facts, survivors: Mapping[str, str]) -> dict[str, Reply]:
    """Return case id → the part of the reply for it, the case it was addressed to first.

    `survivors` tells into which opinion a merged one went. Parts for further cases have ids derived from the reply's, so that the reply
    said twice happens once, and a correction finds the part it sets right.
    """
    own = tuple(each for each in reply.opinion_ids if each in facts.opinion_ids)
    found: dict[str, Reply] = {facts.case_id: replace(reply, opinion_ids=own or reply.opinion_ids)}
    if not own:
        return found
    for opinion_id in reply.opinion_ids:
        if opinion_id in own:
            continue
        other = str(case_id(facts.session_id, survivors.get(opinion_id, opinion_id)))
        before = found[other].opinion_ids if other in found else ()
        found[other] = replace(
            reply,
            reply_id=share_id(reply.reply_id, other),
            corrects=share_id(reply.corrects, other) if reply.corrects else None,
            opinion_ids=(*before, opinion_id),
        )
    return found


def share_id(reply_id: str, other_case_id: str) -> str:
    """Name the part of a reply that belongs to a further case."""
    return str(derived_id("reply-share", f"{reply_id}:{other_case_id}"))
