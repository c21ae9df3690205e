"""Unit lists and their cut-off: late is marked, never dropped; nothing to report is said, not left out (domain rules, PRE-2, DL-01)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import assert_never

from chassis.decider import Decider, Refused
from intake.opinion_list.commands import CloseCutoff, OpinionListCommand, SetCutoff, SubmitUnitList
from intake.opinion_list.events import CutoffSet, OpinionCutoffClosed, OpinionListEvent, UnitOpinionListSubmitted
from intake.opinion_list.opinion_list import Collecting, OpinionList, PastCutoff, Unannounced, evolve

CLOCKS_DIFFER = timedelta(minutes=5)


def decide(command: OpinionListCommand, lists: OpinionList) -> Sequence[OpinionListEvent]:
    """What follows from the command; said twice, it happens once."""
    match command:
        case SetCutoff():
            cutoff = CutoffSet(command.session_id, command.cutoff_on, command.due_on, command.calendar_version)
            unchanged = not isinstance(lists, Unannounced) and (lists.cutoff.cutoff_on, lists.cutoff.due_on) == (
                cutoff.cutoff_on,
                cutoff.due_on,
            )
            return [] if unchanged else [cutoff]
        case SubmitUnitList():
            return _submit(command, lists)
        case CloseCutoff():
            return _close(command, lists)
        case _:
            assert_never(command)


def _submit(command: SubmitUnitList, lists: OpinionList) -> Sequence[OpinionListEvent]:
    if isinstance(lists, Unannounced):
        raise Refused("cutoff_unknown")
    if command.list_id in lists.lists:
        return []
    if command.submitted_at > command.now + CLOCKS_DIFFER:
        raise Refused("submitted_in_future")
    if command.nil_return and command.opinion_ids:
        raise Refused("nil_return_with_opinions")
    if not command.nil_return and not command.opinion_ids:
        raise Refused("list_without_opinions")
    return [
        UnitOpinionListSubmitted(
            list_id=command.list_id,
            unit_org_id=command.unit_org_id,
            session_id=lists.cutoff.session_id,
            cutoff_on=lists.cutoff.cutoff_on,
            submitted_at=command.submitted_at,
            opinion_ids=tuple(dict.fromkeys(command.opinion_ids)),
            late=lists.is_late(command.submitted_at),
            nil_return=command.nil_return,
        )
    ]


def _close(command: CloseCutoff, lists: OpinionList) -> Sequence[OpinionListEvent]:
    if isinstance(lists, PastCutoff):
        return []
    if isinstance(lists, Unannounced):
        raise Refused("cutoff_unknown")
    if not lists.is_late(command.now):
        raise Refused("cutoff_not_reached", cutoff_on=lists.cutoff.cutoff_on.strftime("%d/%m/%Y"))
    return [_closed(lists)]


def _closed(lists: Collecting) -> OpinionCutoffClosed:
    sent = lists.lists.values()
    return OpinionCutoffClosed(
        session_id=lists.cutoff.session_id,
        cutoff_on=lists.cutoff.cutoff_on,
        lists=len(sent),
        late_lists=sum(each.late for each in sent),
        nil_returns=sum(each.nil_return for each in sent),
        opinions=len({opinion for each in sent for opinion in each.opinion_ids}),
    )


OPINION_LIST: Decider[OpinionListCommand, OpinionList, OpinionListEvent] = Decider(decide, evolve, Unannounced())


def stream_of(session_id: str) -> str:
    """The stream of the lists for one session."""
    return f"opinion-list-{session_id}"
