"""What a rule pack says, in the words of an office: a formula, a step of the ladder, a choice."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from contracts.formula import Anchor, Counting, read_formula
from contracts.labels import LABELS, label
from contracts.vocabulary import DeadlineLevel
from followup.rules.assumptions import Assumption
from followup.rules.pack import RulePack, TimelyBy

ANCHORS: Mapping[Anchor, str] = {
    Anchor.FIRST_DAY: "ngày đầu của hội nghị",
    Anchor.LAST_DAY: "ngày cuối của hội nghị",
    Anchor.RESUMED: "ngày mở lại hoặc tính tiếp",
    Anchor.CUTOFF: "ngày chốt nhận ý kiến",
    Anchor.RECEIVED: "ngày nhận",
    Anchor.DUE: "ngày đến hạn",
    Anchor.ISSUED: "ngày ban hành văn bản",
    Anchor.CLOSED: "ngày kết thúc vụ việc",
}
TIMELY_BY: Mapping[TimelyBy, str] = {
    TimelyBy.ISSUE: "ngày ban hành văn bản trả lời",
    TimelyBy.DELIVERY: "ngày người có ý kiến nhận được trả lời",
}


def in_words(formula: str) -> str:
    """`WD(E,15)` as `15 ngày làm việc sau ngày cuối của hội nghị`. Raises UnreadableFormula."""
    read = read_formula(formula)
    if read.counting is Counting.ORDER:
        return "ngày do văn bản yêu cầu ấn định"
    day = read.day_of_year
    named = f"ngày {day.day:02}/{day.month:02}" if day else ANCHORS[read.anchor] if read.anchor else ""
    if read.counting is Counting.BEFORE:
        return f"ngày làm việc cuối cùng trước {named}"
    if read.counting is Counting.ON:
        return f"đúng {named}"
    if read.days == 0:
        return f"chính {named}"
    if read.counting is Counting.CALENDAR_DAYS:
        return f"{abs(read.days):02} ngày lịch sau {named}, gặp ngày nghỉ thì chuyển sang ngày làm việc kế tiếp"
    period = "ngày làm việc" if read.counting is Counting.WORKING_DAYS else "ngày lịch"
    return f"{abs(read.days):02} {period} {'sau' if read.days > 0 else 'trước'} {named}"


def step(name: str) -> str:
    """A step of the ladder: a reminder by the days left, a report upward by its level."""
    return label(DeadlineLevel(name)) if name in DeadlineLevel.__members__ else f"Báo cáo cấp {name.removeprefix('L')}"


def value_in(assumption: Assumption, pack: RulePack) -> str:
    """What the pack says about the assumption; empty when it says nothing."""
    return _choice(getattr(pack.choices, assumption.choice)) if assumption.choice else assumption.value_in(pack)


def _choice(chosen: Any) -> str:
    if isinstance(chosen, tuple):
        return ", ".join(map(_choice, chosen))
    if isinstance(chosen, bool):
        return "Có" if chosen else "Không"
    if isinstance(chosen, TimelyBy):
        return TIMELY_BY[chosen]
    return label(chosen) if isinstance(chosen, StrEnum) and type(chosen) in LABELS else str(chosen)
