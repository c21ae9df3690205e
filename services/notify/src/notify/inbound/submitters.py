"""News for the people behind opinions: one notice per opinion; the contact is looked up and opened only at delivery."""

from collections.abc import Sequence
from dataclasses import replace

from chassis.handle import Unit
from notify.inbound.asking import ask
from notify.notice.identity import about
from notify.notice.letters import ReplyLetter
from notify.notice.recipients import Person
from notify.notice.vocabulary import Purpose, Target
from notify.readmodel.submitters import find_submitter


async def tell_submitters(
    unit: Unit, purpose: Purpose, case_id: str | None, opinion_ids: Sequence[str], letter: ReplyLetter, *, generation: str
) -> None:
    """An opinion without a submitter (anonymous) has nobody to tell; one not heard of yet is looked up at delivery."""
    for opinion_id in opinion_ids:
        submitter = await find_submitter(unit.connection, opinion_id)
        if submitter is not None and submitter.submitter_ref is None:
            continue
        person = f"submitter-of:{opinion_id}"
        target = (Target.CASE, case_id) if case_id else (Target.OPINION, opinion_id)
        code = submitter.lookup_code if submitter else None
        what = about(purpose, *target, person, generation, opinion_id=opinion_id)
        await ask(unit, what, Person(person, role="participant"), replace(letter, opinion_ids=(opinion_id,), lookup_code=code))
