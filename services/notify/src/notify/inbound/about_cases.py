"""What news about a case or a duty has in common: which one it is, whose, and the letters to its holder and to the submitters."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from chassis.handle import Unit
from chassis.messaging.errors import NotYet
from contracts.cases import CasePassedToSuccessorV1
from contracts.duties import DutyPassedToSuccessorV1
from contracts.envelope import Document
from contracts.workdays import local_date
from notify.inbound.asking import ask
from notify.notice.identity import about
from notify.notice.letters import DeadlineLetter, ReplyLetter
from notify.notice.recipients import Office
from notify.notice.vocabulary import Purpose, Target
from notify.readmodel.deadlines import DeadlineTarget, find_target
from notify.readmodel.heard import amend
from notify.readmodel.organisations import acting_organisation, known_organisation


async def known(unit: Unit, target_id: str) -> DeadlineTarget:
    """Raises NotYet for a case or duty nobody told of."""
    target = await find_target(unit.connection, target_id)
    if target is None:
        raise NotYet(f"case or duty {target_id}")
    return target


async def amend_target(unit: Unit, target_id: str, **values: Any) -> None:
    await amend(unit.connection, DeadlineTarget, {"target_id": target_id}, values)


async def tell_office(
    unit: Unit,
    target: DeadlineTarget,
    purpose: Purpose,
    org_id: str,
    *,
    level: str,
    due_on: date | None,
    attention: str = "",
    ended: bool = False,
    generation: str | None = None,
    **facts: Any,
) -> None:
    """One letter to one office; the same level for the same date (or the same `generation`) goes out once.

    `ended`: an organisation that ended is told itself, not its successor. `facts` are further fields of the letter.
    """
    today = local_date(unit.clock.now())
    office = await (known_organisation(unit.connection, org_id) if ended else acting_organisation(unit.connection, org_id, today))
    owner = await acting_organisation(unit.connection, target.owner_org_id, today)
    person = f"org:{office.org_id}:{attention}" if attention else f"org:{office.org_id}"
    round_of = generation or f"{level}:{due_on.isoformat() if due_on else ''}"
    what = about(purpose, Target(target.kind), target.target_id, person, round_of, level=level, org_id=office.org_id)
    letter = DeadlineLetter(
        target_kind=target.kind,
        target_id=target.target_id,
        level=level,
        due_on=due_on,
        owner_name=owner.name,
        duty=target.duty,
        session_id=target.session_id,
        held_on=target.held_on,
        summary=target.summary,
        **facts,
    )
    await ask(unit, what, Office(office.org_id, office.name, person, attention, ended), letter)


async def tell_of_succession(
    unit: Unit, target: DeadlineTarget, event: CasePassedToSuccessorV1 | DutyPassedToSuccessorV1, beside: Iterable[str] = (), **facts: Any
) -> None:
    """Who takes over hears until when, the organisation that ended and those `beside` that it went on."""
    told: dict[str, Any] = {
        **facts,
        "due_on": target.due_on,
        "generation": f"passed:{event.from_org_id}:{event.effective_on.isoformat()}",
        "from_name": (await known_organisation(unit.connection, event.from_org_id)).name,
        "to_name": (await known_organisation(unit.connection, event.to_org_id)).name,
        "effective_on": event.effective_on,
        "decision": event.decision_doc,
    }
    others = [org_id for org_id in dict.fromkeys(beside) if org_id != event.to_org_id]
    await tell_office(unit, target, Purpose.ASSIGNMENT, event.to_org_id, level="SUCCEEDED", **told)
    await tell_office(unit, target, Purpose.ASSIGNMENT, event.from_org_id, level="HANDED_OVER", ended=True, **told)
    for org_id in others:
        await tell_office(unit, target, Purpose.ASSIGNMENT, org_id, level="HANDED_OVER", **told)


async def news_of(unit: Unit, target: DeadlineTarget, *, doc: Document | None, **facts: Any) -> ReplyLetter:
    """A letter to the submitters of a case, in the name of its holder."""
    owner = await acting_organisation(unit.connection, target.owner_org_id, local_date(unit.clock.now()))
    return ReplyLetter(
        opinion_ids=(),
        office_name=owner.name,
        case_id=target.target_id,
        held_on=target.held_on,
        doc_number=doc.number if doc else None,
        doc_symbol=doc.symbol if doc else None,
        doc_issued_on=doc.issued_on if doc else None,
        **facts,
    )
