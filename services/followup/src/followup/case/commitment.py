"""A promise of a reply: in plan is not resolved; it stays open, beyond the case's own end, until it is settled or taken back."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from followup.case import promised


@dataclass(frozen=True)
class Commitment:
    """One promise of a reply, open until it is settled or taken back."""

    commitment_id: str
    opinion_ids: tuple[str, ...]
    made_on: date
    expected_on: date | None
    steps: str
    budget_note: str
    resolved_on: date | None = None
    withdrawn_on: date | None = None
    reminded: tuple[tuple[date, bool], ...] = ()

    @property
    def is_open(self) -> bool:
        return self.resolved_on is None and self.withdrawn_on is None


def kept(
    known: tuple[Commitment, ...],
    event: promised.CommitmentMade
    | promised.CommitmentRescheduled
    | promised.CommitmentReminded
    | promised.CommitmentWithdrawn
    | promised.ResolutionRecorded,
) -> tuple[Commitment, ...]:
    """Fold one fact into the promises of a case."""
    match event:
        case promised.CommitmentMade():
            made = (event.made_on, event.expected_on, event.steps, event.budget_note)
            return (*known, Commitment(event.commitment_id, event.opinion_ids, *made))
        case promised.CommitmentRescheduled():
            changes: dict[str, Any] = {"expected_on": event.new_expected_on}
        case promised.CommitmentReminded():
            said = next(each.reminded for each in known if each.commitment_id == event.commitment_id)
            changes = {"reminded": (*said, (event.expected_on, event.passed))}
        case promised.CommitmentWithdrawn():
            changes = {"withdrawn_on": event.withdrawn_on}
        case promised.ResolutionRecorded():
            changes = {"resolved_on": event.resolved_on}
    return tuple(replace(each, **changes) if each.commitment_id == event.commitment_id else each for each in known)
