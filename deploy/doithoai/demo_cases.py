"""How each assigned opinion of the demonstration fares: replied on time unless a line here says otherwise. Days are working days after the session."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from contracts.workdays import shipped_calendar
from doithoai.demo_acts import AskExtension, Dated, DecideExtension, DeliverReply, Reclassify, ReferUp, Reply, SuperiorAnswered, instant
from doithoai.sample.reading import Dialogue, Opinion

PROMPT: Final = (4, 6, 8)
OUTCOMES: Final = ("RESOLVED", "EXPLAINED", "IN_PLAN")


@dataclass(frozen=True)
class Fate:
    """`reply` None: never answered. `early`: the reply travels on the session's own morning, before it is concluded."""

    reply: int | None
    complex: bool = False
    reclassified: int | None = None
    extension_asked: int | None = None
    extension_to: int | None = None
    extension_granted: bool = False
    referred: int | None = None
    superior_answered: int | None = None
    early: bool = False
    outcome: str | None = None


FATES: Final[dict[str, Fate]] = {
    "DT-017-2": Fate(17),
    "DT-067-5": Fate(19),
    "DT-067-6": Fate(22),
    "DT-067-7": Fate(None),
    "DT-067-8": Fate(28, reclassified=6),
    "DT-109-1": Fate(21, extension_asked=13, extension_to=22, extension_granted=True),
    "DT-109-2": Fate(18, extension_asked=12, extension_to=20),
    "DT-086-1": Fate(None, early=True, outcome="EXPLAINED"),
    "DT-018-2": Fate(20, referred=10, superior_answered=18, outcome="REFERRED"),
    "DT-023-3": Fate(27),
    "DT-001-4": Fate(29, complex=True, outcome="IN_PLAN"),
    "DT-001-6": Fate(16),
    "DT-052-4": Fate(None),
    "DT-080-2": Fate(25, complex=True),
    "DT-080-5": Fate(None),
    "DT-080-7": Fate(18),
    "DT-009-3": Fate(None, complex=True),
    "DT-009-4": Fate(None, complex=True),
    "DT-009-7": Fate(None, complex=True),
    "DT-076-2": Fate(None, complex=True),
    "DT-076-4": Fate(None, complex=True),
    "DT-076-5": Fate(None, complex=True),
}
REPLYING_AGENCY: Final = {"DT-001": "sop-cop", "DT-086": "dong-kho"}
REFERRED_TO: Final = "sl-ubnd-tinh"


def fate_of(opinion: Opinion) -> Fate:
    return FATES.get(opinion.key) or Fate(PROMPT[opinion.seq % len(PROMPT)])


def workday(held_on: date, count: int) -> date:
    return shipped_calendar().add_working_days(held_on, count)


def agency_of(dialogue: Dialogue, opinion: Opinion) -> str:
    """Who must answer: the unit the report states, else the office of the host."""
    agency = opinion.stated_agency or dialogue.office_org_id
    if agency is None:
        raise ValueError(f"{opinion.key} is assigned to nobody")
    return agency


def reply_of(dialogue: Dialogue, opinion: Opinion, issued_on: date) -> Reply:
    return Reply(
        opinion_key=opinion.key,
        issuing_org_id=agency_of(dialogue, opinion),
        issued_on=issued_on,
        outcome=fate_of(opinion).outcome or OUTCOMES[opinion.seq % len(OUTCOMES)],
        number=100 + opinion.seq + int(dialogue.id.removeprefix("DT-")) * 10,
        agency=REPLYING_AGENCY.get(dialogue.id),
    )


def followed_up(dialogue: Dialogue, held_on: date, opinion: Opinion) -> Iterable[Dated]:
    """What happens to the case after the session."""
    fate, key = fate_of(opinion), opinion.key
    if fate.reclassified:
        reason = "Vụ việc liên quan nhiều ngành, cần kiểm tra thực địa"
        yield Dated(instant(workday(held_on, fate.reclassified), 10), 0, Reclassify(key, reason))
    if fate.extension_asked and fate.extension_to:
        asked, until = instant(workday(held_on, fate.extension_asked), 10), workday(held_on, fate.extension_to)
        if not fate.extension_granted:
            yield Dated(asked, 0, AskExtension(key, until, citizen_notice=False))
        yield Dated(asked, 1, AskExtension(key, until, citizen_notice=True))
        yield Dated(asked, 2, DecideExtension(key, grant=fate.extension_granted))
    if fate.referred:
        yield Dated(instant(workday(held_on, fate.referred), 10), 0, ReferUp(key, REFERRED_TO))
    if fate.superior_answered:
        yield Dated(instant(workday(held_on, fate.superior_answered), 10), 0, SuperiorAnswered(key))
    if fate.early:
        yield Dated(instant(held_on, 10), 0, reply_of(dialogue, opinion, held_on))
        yield Dated(instant(workday(held_on, 2), 10), 3, DeliverReply(key))
    if fate.reply:
        day = workday(held_on, fate.reply)
        yield Dated(instant(day, 10), 2, reply_of(dialogue, opinion, day))
        yield Dated(instant(day, 10), 3, DeliverReply(key))
