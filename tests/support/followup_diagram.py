"""The state diagrams of followup's README, drawn by asking the deciders: which event leads from which state to which."""

from collections.abc import Callable, Sequence
from typing import Any

from followup_cases import (
    CASE,
    CHAIR,
    DIRECTORY,
    HELD_ON,
    HOST,
    NOTICE,
    OFFICE,
    OFFICER,
    SESSION,
    SUPERIOR,
    at,
    calendar,
    day,
    extension,
    issue,
    open_case,
    pack,
    referral,
    reply_on,
    terms,
)

from chassis.decider import Decider, Refused
from chassis.identity.actor import SYSTEM
from contracts.vocabulary import Audience, DutyKind, Level, SuperiorOutcome
from followup.case import commands as c
from followup.case.decide import decider as cases
from followup.deadlines.deadline import Terms
from followup.duty import commands as d
from followup.duty.decide import decider as duties

TODAY = day("2026-03-04")
NOW = at(TODAY)
CASE_COMMANDS: Sequence[Any] = (
    c.HoldReply(now=NOW, by=OFFICER, case_id=CASE, reply=reply_on(HELD_ON, issuing_org_id="x"), agency="snv", event_id="in-1"),
    c.ExpireHeldReply(now=NOW, by=SYSTEM, event_id="in-1"),
    open_case(),
    c.StartWork(now=NOW, by=OFFICER),
    extension(TODAY, day("2026-03-25")),
    c.GrantExtension(now=NOW, by=CHAIR, terms=terms()),
    referral(TODAY),
    c.RecordSuperiorResponse(now=NOW, by=OFFICE, superior_org_id=SUPERIOR, doc=NOTICE, outcome=SuperiorOutcome.RETURNED, terms=terms()),
    c.PassToSuccessor(now=NOW, by=SYSTEM, from_org_id=SUPERIOR, successor_ids=(), last_day=day("2026-03-03"), terms=terms()),
    issue(TODAY),
    issue(TODAY, reply_id="reply-2", reply_doc=NOTICE),
    c.CompleteReporting(now=NOW, by=OFFICER, reply_id="reply-1", reported_to=("chair",), directory=DIRECTORY),
    c.CloseCase(now=NOW, by=OFFICE),
    c.ReopenCase(now=NOW, by=OFFICE, reason="x", terms=terms()),
)
DUTY_COMMANDS: Sequence[Any] = (
    d.OpenDuty(
        duty_id="d",
        kind=DutyKind.CONCLUSION_NOTICE,
        about=d.About.session(SESSION),
        owner_org_id=HOST,
        anchor_on=HELD_ON,
        level=Level.PROVINCE,
        audiences=(Audience.PEOPLE,),
        terms=Terms(pack(), calendar()),
        now=at(HELD_ON),
    ),
    d.FulfilDuty(duty_id="d", fulfilled_on=TODAY, doc=NOTICE, calendar=calendar(), now=NOW),
    d.LiftDuty(reason="x", now=NOW),
    d.OpenDuty(
        duty_id="d",
        kind=DutyKind.CONCLUSION_NOTICE,
        about=d.About.session(SESSION),
        owner_org_id=HOST,
        anchor_on=TODAY,
        level=Level.PROVINCE,
        audiences=(Audience.PEOPLE,),
        again=True,
        terms=Terms(pack(), calendar()),
        now=NOW,
    ),
)


def edges(decider: Decider[Any, Any, Any], commands: Sequence[Any], *, depth: int = 7) -> list[tuple[str, str, str]]:
    """Every (state, event, state) that a walk of these commands finds, in the order found."""
    found: dict[tuple[str, str, str], None] = {}
    seen: list[Any] = [decider.initial]
    frontier = [decider.initial]
    for _ in range(depth):
        fresh: list[Any] = []
        for state in frontier:
            for command in commands:
                for after in _followed(decider, state, command, found):
                    if after not in seen:
                        seen.append(after)
                        fresh.append(after)
        frontier = fresh
    return list(found)


def _followed(decider: Decider[Any, Any, Any], state: Any, command: Any, found: dict[tuple[str, str, str], None]) -> list[Any]:
    try:
        events = decider.decide(command, state)
    except Refused:
        return []
    for event in events:
        after = decider.evolve(state, event)
        if type(after) is not type(state):
            found[type(state).__name__, type(event).__name__, type(after).__name__] = None
        state = after
    return [state]


def mermaid(decider: Decider[Any, Any, Any], commands: Sequence[Any]) -> str:
    """A diagram as the README shows it."""
    initial = type(decider.initial).__name__
    lines = [f"  [*] --> {initial}"]
    lines += [f"  {before} --> {after} : {event}" for before, event, after in sorted(edges(decider, commands))]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])


DIAGRAMS: dict[str, Callable[[], str]] = {
    "case": lambda: mermaid(cases, CASE_COMMANDS),
    "duty": lambda: mermaid(duties, DUTY_COMMANDS),
}

if __name__ == "__main__":
    print("\n\n".join(draw() for draw in DIAGRAMS.values()))
