"""The state diagram of an opinion, walked out of `decide` and `evolve`: what is drawn is what the code does."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import get_args

from chassis.decider import Refused
from contracts.envelope import Document, Sealed
from contracts.vocabulary import (
    Audience,
    Authority,
    Complexity,
    Disposition,
    DomainCode,
    OpinionChannel,
    OpinionKind,
    Outcome,
    PreparationOutcome,
    RejectReason,
    Route,
    SubmitterKind,
    Timeliness,
    Urgency,
)
from intake.opinion import commands as ask
from intake.opinion.commands import OpinionCommand
from intake.opinion.decide import OPINION
from intake.opinion.opinion import Known, Opened, Opinion, Unknown
from intake.opinion.vocabulary import Acknowledged

NOW = datetime(2026, 2, 9, 2, tzinfo=UTC)
BY = "account-1"
FRAME = "OPEN"
SESSIONS = ("session-1", "session-2")
REGISTER = ask.RegisterOpinion(
    NOW,
    BY,
    "opinion-1",
    OpinionChannel.IN_PERSON,
    NOW,
    "org-1",
    SubmitterKind.CITIZEN,
    Audience.PEOPLE,
    OpinionKind.RECOMMENDATION,
    "Đề nghị sửa đường vào bản",
    text=Sealed(subject="opinion-1", key_version=1, alg="A256GCM", nonce="", ciphertext=""),
)
SAMPLES: tuple[OpinionCommand, ...] = (
    REGISTER,
    *(ask.AcknowledgeOpinion(NOW, BY, answer, Document(symbol="VPUB")) for answer in Acknowledged),
    ask.ClassifyOpinion(
        NOW, BY, "dialogue_office", DomainCode.LAND, Urgency.HIGH, Complexity.ORDINARY, False, Authority.WITHIN, "Theo nội dung"
    ),
    ask.AssignPreparation(NOW, BY, "org-2", date(2026, 2, 20)),
    ask.SubmitPreparedAnswer(NOW, BY, "org-2", PreparationOutcome.ANSWER, "doc-1"),
    *(ask.ScheduleOpinion(NOW, BY, session) for session in SESSIONS),
    ask.AbsorbOpinions(NOW, BY, ("opinion-2",), "Cùng nội dung"),
    ask.JoinSurvivor(NOW, BY, "opinion-3", "Cùng nội dung"),
    ask.RejectOpinion(NOW, BY, RejectReason.OUT_OF_SCOPE),
    ask.RejectOpinion(NOW, BY, RejectReason.STATE_SECRET_SUSPECTED),
    *(ask.RouteOutOpinion(NOW, BY, route, "org-3") for route in Route),
    ask.WithdrawOpinion(NOW, BY, "Người gửi đề nghị rút"),
    ask.ShredText(NOW, BY),
    *(ask.RecordSlip(NOW, BY, session, 3) for session in SESSIONS),
    *(ask.RecordRaised(NOW, BY, session, 3, 1) for session in SESSIONS),
    *(ask.RecordOutcome(NOW, BY, session, disposition, "org-2") for session in SESSIONS for disposition in Disposition),
    ask.RecordCaseOpened(NOW, BY, "case-1", "session-1", "org-2"),
    ask.RecordReply(NOW, BY, "reply-1", "case-1", "org-2", Outcome.EXPLAINED, date(2026, 3, 2)),
    ask.RecordCaseClosed(NOW, BY, "case-1", date(2026, 3, 2), Timeliness.ON_TIME),
    ask.RecordCaseReopened(NOW, BY, "case-1"),
)


def name_of(opinion: Opinion) -> str:
    """The state's name; an opinion nobody registered is the start."""
    return opinion.name.value if isinstance(opinion, Known) else "[*]"


def steps(opinion: Opinion, asked: Iterable[OpinionCommand] = SAMPLES) -> Iterator[tuple[Opinion, str, Opinion]]:
    """Every single step from this opinion: before, event name, after."""
    for command in asked:
        try:
            events = OPINION.decide(command, opinion)
        except Refused:
            continue
        before = opinion
        for event in events:
            after = OPINION.evolve(before, event)
            yield before, type(event).__name__, after
            before = after


def reachable() -> Iterator[tuple[Opinion, str, Opinion]]:
    """Every step that can be reached from nothing; one opinion per state is followed."""
    seen: set[str] = set()
    waiting: list[Opinion] = [Unknown()]
    while waiting:
        opinion = waiting.pop(0)
        for step in steps(opinion):
            yield step
            if name_of(step[2]) not in seen:
                seen.add(name_of(step[2]))
                waiting.append(step[2])


def diagram() -> str:
    """Mermaid text. The states before the session's decision stand in one frame; an arrow from the frame starts in each of them."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for before, event, after in reachable():
        start, end = name_of(before), name_of(after)
        if start != end and event not in arrows.setdefault((start, end), []):
            arrows[start, end].append(event)
    frame = [state.name.value for state in get_args(Opened)]
    lines = ["stateDiagram-v2", f"    state {FRAME} {{", *(f"        {state}" for state in frame), "    }"]
    drawn = [(start, end, event) for (start, end), events in arrows.items() for event in events]
    shared = {(end, event) for _, end, event in drawn if all((start, end, event) in drawn for start in frame if start != end)}
    for start, end, event in drawn:
        origin = FRAME if start in frame and (end, event) in shared else start
        line = f"    {origin} --> {end}: {event}"
        if line not in lines:
            lines.append(line)
    return "\n".join(lines)
