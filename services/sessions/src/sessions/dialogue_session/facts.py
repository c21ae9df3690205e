"""The small facts that commands and events of a dialogue session are made of."""

from dataclasses import dataclass

from contracts.envelope import Sealed
from contracts.vocabulary import Authority, Complexity, Disposition


@dataclass(frozen=True)
class Invitee:
    """`contact` is a person's address, sealed under `invitee_ref`; an office is reached through the directory instead."""

    invitee_ref: str
    role: str
    org_id: str | None = None
    contact: Sealed | None = None


@dataclass(frozen=True)
class Attendance:
    people: int = 0
    staff: int = 0
    orgs: int = 0


@dataclass(frozen=True)
class Totals:
    """Counts of opinions. Those routed out are counted even when nothing else may be said of them."""

    registered: int = 0
    raised: int = 0
    answered_on_spot: int = 0
    assigned: int = 0
    beyond_authority: int = 0
    rejected: int = 0
    routed_out: int = 0


@dataclass(frozen=True)
class OpinionResult:
    """What became of one opinion at its session. Agency, complexity and authority stand with ASSIGNED."""

    opinion_id: str
    disposition: Disposition
    assigned_agency_id: str | None = None
    co_agencies: tuple[str, ...] = ()
    complexity: Complexity | None = None
    authority: Authority | None = None

    @property
    def agencies(self) -> tuple[str, ...]:
        return ((self.assigned_agency_id,) if self.assigned_agency_id else ()) + self.co_agencies

    @property
    def beyond(self) -> bool:
        return self.disposition is Disposition.BEYOND_AUTHORITY or self.authority is Authority.BEYOND


def count(results: tuple[OpinionResult, ...], disposition: Disposition) -> int:
    return sum(result.disposition is disposition for result in results)
