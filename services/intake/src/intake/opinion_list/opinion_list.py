"""The lists of one session: not announced, collecting, or past the cut-off (late lists still come in, marked)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import TypeAlias, assert_never

from contracts.workdays import local_date
from intake.opinion_list.events import CutoffSet, OpinionCutoffClosed, OpinionListEvent, UnitOpinionListSubmitted

_NONE: Mapping[str, UnitOpinionListSubmitted] = MappingProxyType({})


@dataclass(frozen=True)
class Unannounced:
    """No session with a cut-off is known under this id."""


@dataclass(frozen=True)
class Collecting:
    cutoff: CutoffSet
    lists: Mapping[str, UnitOpinionListSubmitted] = field(default_factory=lambda: _NONE)

    def is_late(self, submitted_at: datetime) -> bool:
        """Strictly before the announced day, never rolled forward; where the eve is off, the last working day before it (A-09)."""
        day = local_date(submitted_at)
        return day > self.due_on if self.due_on else day >= self.cutoff.cutoff_on

    @property
    def due_on(self) -> date | None:
        return self.cutoff.due_on


@dataclass(frozen=True)
class PastCutoff(Collecting):
    pass


OpinionList: TypeAlias = Unannounced | Collecting | PastCutoff


class StreamBroken(Exception):
    """An event follows nothing it could follow: the log was written by other means."""


def evolve(lists: OpinionList, event: OpinionListEvent) -> OpinionList:
    """The lists after the event. A new cut-off opens them again: the session was moved."""
    match event:
        case CutoffSet():
            return Collecting(event, _NONE if isinstance(lists, Unannounced) else lists.lists)
        case UnitOpinionListSubmitted():
            if isinstance(lists, Unannounced):
                raise StreamBroken(event.list_id)
            return replace(lists, lists=MappingProxyType({**lists.lists, event.list_id: event}))
        case OpinionCutoffClosed():
            if isinstance(lists, Unannounced):
                raise StreamBroken(event.session_id)
            return PastCutoff(lists.cutoff, lists.lists)
        case _:
            assert_never(event)
