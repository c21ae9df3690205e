"""The dated acts of one dialogue that is played in full: scheduled, prepared, held, concluded."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from doithoai.demo_acts import (
    Act,
    AnswerAtSession,
    ApproveInvitations,
    AssignAtSession,
    ClassifyOpinion,
    CloseCutoff,
    ConcludeSession,
    Dated,
    ImportOpinions,
    IssueConclusionNotice,
    IssueResultNotice,
    OpenSession,
    PrepareSession,
    RecordSlip,
    RegisterOpinion,
    ScheduleSession,
    SubmitSessionReport,
    SubmitUnitList,
    TakeTurn,
    instant,
)
from doithoai.demo_cases import agency_of, fate_of, workday
from doithoai.sample.reading import Dialogue, Opinion

SEALED_BY: Final = {"DT-001": "sop-cop", "DT-080": "lam-dong"}
BY_FILE: Final = frozenset({"DT-040", "DT-067", "DT-109", "DT-009"})
LATE_INVITATIONS: Final = frozenset({"DT-023"})
LATE_NOTICE: Final = frozenset({"DT-052"})
COMMUNES_PUBLISH: Final = date(2025, 7, 1)
OVERRIDDEN: Final = frozenset({"DT-001"})
OVERRIDE_REASON: Final = "Nội dung đe dọa an toàn của nhân dân, cần nghe trước"


def at_day(day: date, hour: int, acts: Iterable[Act], rank: int = 0) -> Iterator[Dated]:
    return (Dated(instant(day, hour), rank, act) for act in acts)


def registered(dialogue: Dialogue, day: date) -> Iterator[Dated]:
    keys = tuple(opinion.key for opinion in dialogue.opinions)
    if "STAFF" in dialogue.audience:
        return
    if dialogue.id in BY_FILE:
        yield from at_day(day, 9, [ImportOpinions(dialogue.id, keys, dialogue.office_org_id or dialogue.host_org_id)], rank=1)
    else:
        agency = SEALED_BY.get(dialogue.id)
        yield from at_day(day, 9, [RegisterOpinion(key, agency) for key in keys], rank=1)


def listed(dialogue: Dialogue, day: date) -> Iterator[Dated]:
    """Staff dialogues: units send lists before the cut-off, one of them empty."""
    if "STAFF" not in dialogue.audience or dialogue.office_org_id is None:
        return
    keys = tuple(opinion.key for opinion in dialogue.opinions)
    yield from at_day(day, 9, [RegisterOpinion(key) for key in keys], rank=0)
    yield from at_day(day, 9, [SubmitUnitList(dialogue.id, dialogue.office_org_id, keys)], rank=1)
    if dialogue.party_org_id:
        yield from at_day(day, 9, [SubmitUnitList(dialogue.id, dialogue.party_org_id)], rank=1)


def turns(dialogue: Dialogue) -> list[TakeTurn]:
    """Registered order, except where the chair calls slip 3 before slip 2."""
    order = [opinion.seq for opinion in dialogue.opinions]
    if dialogue.id in OVERRIDDEN:
        order[1], order[2] = order[2], order[1]
    waiting = [min(order[place:]) for place in range(len(order))]
    return [TakeTurn(dialogue.id, slip, None if slip == first else OVERRIDE_REASON) for slip, first in zip(order, waiting, strict=True)]


def decided(dialogue: Dialogue, opinion: Opinion) -> Act:
    if opinion.answered_on_spot:
        return AnswerAtSession(dialogue.id, opinion.key)
    return AssignAtSession(dialogue.id, opinion.key, agency_of(dialogue, opinion), fate_of(opinion).complex)


def held(dialogue: Dialogue, day: date) -> Iterator[Dated]:
    yield from at_day(day, 8, [OpenSession(dialogue.id)])
    for opinion in dialogue.opinions:
        yield Dated(instant(day, 8), opinion.seq, RecordSlip(dialogue.id, opinion.key, opinion.seq))
    for place, turn in enumerate(turns(dialogue), start=100):
        yield Dated(instant(day, 8), place, turn)
    yield from at_day(day, 8, [decided(dialogue, opinion) for opinion in dialogue.opinions], rank=200)
    yield from at_day(day, 11, [ConcludeSession(dialogue.id)])


def session(dialogue: Dialogue, number: int) -> Iterator[Dated]:
    """Everything up to and including the conclusion notice; `number` counts the notices of the demonstration."""
    day = dialogue.held_on
    if day is None:
        raise ValueError(f"{dialogue.id} has no day")
    announced, invited, eve = workday(day, -14), workday(day, -9), workday(day, -3)
    yield from at_day(announced, 9, [ScheduleSession(dialogue.id)])
    yield from registered(dialogue, announced)
    yield from listed(dialogue, eve)
    sorted_on = eve if "STAFF" in dialogue.audience else invited
    yield from at_day(sorted_on, 9, [ClassifyOpinion(opinion.key) for opinion in dialogue.opinions], rank=2)
    yield from at_day(workday(day, -5) if dialogue.id in LATE_INVITATIONS else invited, 9, [ApproveInvitations(dialogue.id)], rank=3)
    yield from at_day(sorted_on, 9, [PrepareSession(dialogue.id)], rank=3)
    if "STAFF" in dialogue.audience:
        yield from at_day(day - timedelta(days=1), 17, [CloseCutoff(dialogue.id)])
    yield from held(dialogue, day)
    notified = workday(day, 7 if dialogue.id in LATE_NOTICE else 2)
    yield from at_day(notified, 14, [IssueConclusionNotice(dialogue.id, number, notified)])
    yield from closing_papers(dialogue, day, notified, number)


def closing_papers(dialogue: Dialogue, day: date, notified: date, number: int) -> Iterator[Dated]:
    """The report owed after a dialogue with the people, and the results a commune has to publish since July 2025."""
    if "PEOPLE" in dialogue.audience:
        yield from at_day(notified, 14, [SubmitSessionReport(dialogue.id, number, notified)], rank=1)
    if dialogue.level == "COMMUNE" and day >= COMMUNES_PUBLISH:
        published = workday(day, 6)
        yield from at_day(published, 15, [IssueResultNotice(dialogue.id, number, published)])
