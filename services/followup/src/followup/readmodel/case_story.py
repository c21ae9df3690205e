"""A case as plain data for the API: facts, schedule, explained deadline, history."""

from datetime import date
from typing import Any

from pydantic import TypeAdapter

from followup.case.case import CaseState, Closed, Facts, ReferredUp, Replied
from followup.deadlines.explain import DeadlineExplanation
from followup.readmodel.case_detail import CaseDetail

STATE_NAMES = {
    "Open": "OPEN",
    "InProgress": "IN_PROGRESS",
    "Extended": "EXTENDED",
    "ReferredUp": "REFERRED_UP",
    "SuperiorAnswered": "SUPERIOR_ANSWERED",
    "Replied": "REPLIED",
    "Closed": "CLOSED",
    "Reopened": "REOPENED",
}
_FACTS: TypeAdapter[Facts] = TypeAdapter(Facts)
_EXPLANATION: TypeAdapter[DeadlineExplanation] = TypeAdapter(DeadlineExplanation)
_HIDDEN = {"said", "passed", "postponed", "earlier_replies", "answered", "expected", "replaced"}


def state_name(state: CaseState) -> str:
    """Return the state's name as in lists."""
    return STATE_NAMES[type(state).__name__]


def story(detail: CaseDetail, today: date) -> dict[str, Any]:
    """Write the whole case."""
    facts = _FACTS.dump_python(detail.facts, mode="json", exclude=_HIDDEN)
    history = [
        {"version": each.version, "type": each.type, "at": each.at, "actor": each.meta.actor, "position": each.position}
        for each in detail.history
    ]
    explanation = _EXPLANATION.dump_python(detail.explanation, mode="json") if detail.explanation else None
    running = not isinstance(detail.state, ReferredUp | Replied | Closed)
    standing = detail.standing(today) if running else None
    return {
        **facts,
        "state": state_name(detail.state),
        "standing": standing,
        "version": detail.version,
        "explanation": explanation,
        "history": history,
    }
